"""Formula text to tokens; full-width punctuation of Chinese keyboards is understood."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from baton.metrics.formula import words
from baton.metrics.formula.errors import FormulaSyntaxError, Position

MAX_LENGTH = 4000
"""Characters; no honest formula comes near, and a hostile one cannot keep the parser busy."""


MAX_DIGITS = 24
"""Of a number; exact in Decimal's usual precision, also when divided by 100."""


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    KEYWORD = "keyword"
    BRACKET = "bracket"
    OPERATOR = "operator"
    END = "end"


@dataclass(frozen=True)
class Token:
    """One word of the text; ``value`` is normalised (keywords in English capitals)."""

    sort: Sort
    value: str
    position: Position


_SINGLE = {
    "+": "+", "-": "-", "*": "*", "/": "/", "(": "(", ")": ")", ",": ",", ".": ".", "%": "%",
    "=": "=", "<": "<", ">": ">",
    "\uff0b": "+", "\uff0d": "-", "\u2212": "-", "\u2013": "-",
    "\uff0a": "*", "\u00d7": "*", "\uff0f": "/", "\u00f7": "/",
    "\uff08": "(", "\uff09": ")", "\uff0c": ",", "\u3001": ",", "\uff0e": ".", "\uff05": "%",
    "\uff1d": "=", "\uff1c": "<", "\uff1e": ">",
    "\u2260": "!=", "\u2264": "<=", "\u2266": "<=", "\u2265": ">=", "\u2267": ">=",
}  # fmt: skip
_DOUBLE = {("<", "="): "<=", (">", "="): ">=", ("<", ">"): "!=", ("!", "="): "!="}
_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019", "\u300c": "\u300d"}
_BRACKETS = {"[": "]", "\u3010": "\u3011"}
_EXCLAMATIONS = {"!": "!", "\uff01": "!"}


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text``, the last one of sort END.

    Raises:
        FormulaSyntaxError: a character that means nothing, a text or bracket not closed, too long.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaSyntaxError("metrics.formula_long", (MAX_LENGTH, len(text)), limit=MAX_LENGTH)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        tokens.append(token)
        at = token.position[1]
    tokens.append(Token(Sort.END, "", (len(text), len(text))))
    return tokens


def _token(text: str, at: int) -> Token:
    char = text[at]
    if char.isascii() and char.isdigit():
        return _number(text, at)
    if char.isalpha() or char == "_":
        return _name(text, at)
    if char in _QUOTES:
        return _enclosed(text, at, _QUOTES[char], Sort.TEXT)
    if char in _BRACKETS:
        return _enclosed(text, at, _BRACKETS[char], Sort.BRACKET)
    first = _SINGLE.get(char) or _EXCLAMATIONS.get(char)
    if first is None:
        raise FormulaSyntaxError("metrics.formula_character", (at, at + 1), character=char)
    second = _SINGLE.get(text[at + 1]) if at + 1 < len(text) else None
    if second is not None and (first, second) in _DOUBLE:
        return Token(Sort.OPERATOR, _DOUBLE[first, second], (at, at + 2))
    if first == "!":
        raise FormulaSyntaxError("metrics.formula_character", (at, at + 1), character=char)
    return Token(Sort.OPERATOR, first, (at, at + 1))


def _number(text: str, at: int) -> Token:
    end = at
    while end < len(text) and ((text[end].isascii() and text[end].isdigit()) or text[end] == "."):
        end += 1
    digits = text[at:end]
    if digits.count(".") > 1 or digits.endswith(".") or len(digits) > MAX_DIGITS:
        raise FormulaSyntaxError("metrics.formula_number", (at, end), number=digits)
    if end < len(text) and (text[end].isalpha() or text[end] == "_"):
        raise FormulaSyntaxError("metrics.formula_number", (at, end + 1), number=text[at : end + 1])
    return Token(Sort.NUMBER, format(Decimal(digits), "f"), (at, end))


def _name(text: str, at: int) -> Token:
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    name = text[at:end]
    keyword = words.find("keywords", name)
    if keyword is not None:
        return Token(Sort.KEYWORD, keyword, (at, end))
    return Token(Sort.NAME, name, (at, end))


def _enclosed(text: str, at: int, close: str, sort: Sort) -> Token:
    """A quoted text (the quote itself is written twice) or a bracketed name."""
    value = ""
    end = at + 1
    while end < len(text):
        if text[end] == close:
            if sort is Sort.TEXT and close in "\"'" and text[end + 1 : end + 2] == close:
                value += close
                end += 2
                continue
            return Token(sort, value if sort is Sort.TEXT else value.strip(), (at, end + 1))
        value += text[end]
        end += 1
    raise FormulaSyntaxError("metrics.formula_unclosed", (at, len(text)), close=close)
