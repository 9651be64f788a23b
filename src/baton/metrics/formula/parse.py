"""Formula text to syntax tree: a Pratt parser."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from baton.metrics.formula import words
from baton.metrics.formula.errors import FormulaSyntaxError, Position, UnknownNameError, Words
from baton.metrics.formula.syntax import (
    Between,
    Binary,
    Bracket,
    Call,
    InList,
    Literal,
    Name,
    Node,
    Unary,
    parts,
)
from baton.metrics.formula.tokens import Sort, Token, tokenize

MAX_DEPTH = 60
"""Levels of brackets and calls."""

MAX_HEIGHT = 80
"""Levels of the tree; a chain like 1+1+1… is as high as it is long."""

_STRENGTH = {
    "OR": 1, "AND": 2,
    "=": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "CONTAINS": 4, "IN": 4, "BETWEEN": 4, "IS": 4, "NOT": 4,
    "+": 5, "-": 5, "*": 6, "/": 6,
}  # fmt: skip
_NOT, _COMPARISON, _SUM, _NEGATE = 3, 4, 5, 7


def parse(text: str) -> Node:
    """The syntax tree of ``text``.

    Raises:
        FormulaSyntaxError: it is no formula; the position is the first place that does not fit.
        UnknownNameError: a function that does not exist.
    """
    return _Parser(tokenize(text)).whole()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.token
        self.at += token.sort is not Sort.END
        return token

    def sees(self, *values: str) -> bool:
        return self.token.sort in (Sort.OPERATOR, Sort.KEYWORD) and self.token.value in values

    def expect(self, value: str) -> Token:
        if not self.sees(value):
            raise self._unexpected(expected=value)
        return self.take()

    def _unexpected(self, expected: str = "") -> FormulaSyntaxError:
        token = self.token
        start, end = token.position
        if token.sort is Sort.END:
            code = "metrics.formula_ends" if self.at else "metrics.formula_blank"
            return FormulaSyntaxError(code, (start, end), expected=expected or "…")
        code = "metrics.formula_expected" if expected else "metrics.formula_unexpected"
        return FormulaSyntaxError(code, (start, end), found=token.value, expected=expected)

    def whole(self) -> Node:
        node = self.expression(0)
        if self.token.sort is not Sort.END:
            raise self._unexpected()
        _check_height(node)
        return node

    def expression(self, strength: int) -> Node:
        """The longest expression whose operators bind tighter than ``strength``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaSyntaxError("metrics.formula_deep", self.token.position, limit=MAX_DEPTH)
        left = self.operand()
        while self.token.sort in (Sort.OPERATOR, Sort.KEYWORD):
            binding = _STRENGTH.get(self.token.value, 0)
            if binding <= strength:
                break
            left = self.infix(left, binding)
        self.depth -= 1
        return left

    def infix(self, left: Node, binding: int) -> Node:
        operator = self.take()
        if binding == _COMPARISON:
            node = self.comparison(left, operator)
            if self.token.value in _STRENGTH and _STRENGTH[self.token.value] == _COMPARISON:
                raise FormulaSyntaxError("metrics.formula_chain", self.token.position)
            return node
        right = self.expression(binding)
        return Binary(operator.value, left, right, _span(left, right))

    def comparison(self, left: Node, operator: Token) -> Node:
        word = operator.value
        if word == "IS":
            negated = self.sees("NOT") and bool(self.take())
            return self._negated(self._is_empty(left), negated)
        if word == "NOT":
            if not self.sees("IN", "BETWEEN", "CONTAINS"):
                raise self._unexpected(expected="IN")
            return self._negated(self.comparison(left, self.take()), True)
        if word == "IN":
            return self._in_list(left)
        if word == "BETWEEN":
            low = self.expression(_COMPARISON)
            if not self.sees("AND", "TO"):
                raise self._unexpected(expected="AND")
            self.take()
            high = self.expression(_COMPARISON)
            return Between(left, low, high, _span(left, high))
        right = self.expression(_COMPARISON)
        return Binary(word, left, right, _span(left, right))

    def _is_empty(self, left: Node) -> Node:
        token = self.expect("EMPTY")
        empty = Literal(None, position=token.position)
        return Binary("=", left, empty, _span(left, empty))

    @staticmethod
    def _negated(node: Node, negated: bool) -> Node:
        return Unary("NOT", node, node.position) if negated else node

    def _in_list(self, left: Node) -> Node:
        self.expect("(")
        values = [self.expression(_COMPARISON)]
        while self.sees(","):
            self.take()
            values.append(self.expression(_COMPARISON))
        close = self.expect(")")
        return InList(left, tuple(values), (left.position[0], close.position[1]))

    def operand(self) -> Node:
        token = self.token
        if self.sees("-", "+"):
            self.take()
            item = self.expression(_NEGATE - 1)
            position = (token.position[0], item.position[1])
            return Unary("-", item, position) if token.value == "-" else item
        if self.sees("NOT"):
            self.take()
            item = self.expression(_NOT)
            return Unary("NOT", item, (token.position[0], item.position[1]))
        if self.sees("("):
            self.take()
            node = self.expression(0)
            close = self.expect(")")
            return replace(node, position=(token.position[0], close.position[1]))
        return self.atom()

    def atom(self) -> Node:
        token = self.token
        if token.sort is Sort.NUMBER:
            return self._number()
        if token.sort is Sort.TEXT:
            return Literal(self.take().value, position=token.position)
        if token.sort is Sort.BRACKET:
            return Bracket(self.take().value, token.position)
        if self.sees("TRUE", "FALSE"):
            return Literal(self.take().value == "TRUE", position=token.position)
        if self.sees("EMPTY"):
            self.take()
            return Literal(None, position=token.position)
        if token.sort is Sort.NAME:
            self.take()
            return self._call(token) if self.sees("(") else self._name(token)
        raise self._unexpected()

    def _number(self) -> Node:
        token = self.take()
        value = Decimal(token.value)
        if self.sees("%"):
            end = self.take().position[1]
            return Literal(value / 100, percent=True, position=(token.position[0], end))
        return Literal(value, position=token.position)

    def _name(self, first: Token) -> Node:
        if not self.sees("."):
            return Name((first.value,), first.position)
        self.take()
        if self.token.sort not in (Sort.NAME, Sort.KEYWORD):
            raise self._unexpected(expected="…")
        second = self.take()
        return Name((first.value, second.value), (first.position[0], second.position[1]))

    def _call(self, name: Token) -> Node:
        function = words.find("functions", name.value)
        if function is None:
            raise UnknownNameError(
                "metrics.formula_function",
                name.position,
                name=name.value,
                nearest=_nearest(name.value),
            )
        self.expect("(")
        args: list[Node] = []
        while not self.sees(")"):
            if args and not self.sees(","):
                raise self._unexpected(expected=") ,")
            if args:
                self.take()
            args.append(self.expression(0))
        close = self.take()
        return Call(function, tuple(args), (name.position[0], close.position[1]))


def _nearest(name: str) -> Words:
    """Functions whose names are like ``name``; the most used ones when none is."""
    spellings = {
        words.spelled("functions", word, language): word
        for word in words.all_words("functions")
        for language in ("zh_CN", "en")
    }
    close = get_close_matches(name.upper(), spellings, n=3, cutoff=0.5)
    found = list(dict.fromkeys(spellings[match] for match in close)) or ["SUM", "COUNT", "AVG"]
    return Words.joined(
        [
            Words(words.spelled("functions", word, "zh_CN"), words.spelled("functions", word, "en"))
            for word in found
        ]
    )


def _span(left: Node, right: Node) -> Position:
    return (left.position[0], right.position[1])


def _check_height(root: Node) -> None:
    pending = [(root, 1)]
    while pending:
        node, height = pending.pop()
        if height > MAX_HEIGHT:
            raise FormulaSyntaxError("metrics.formula_deep", node.position, limit=MAX_HEIGHT)
        pending.extend((part, height + 1) for part in parts(node))
