"""What may be typed next at a place of a formula: functions, facts, columns, indicators, values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from baton.metrics.facts import FACTS, Fact, Kind
from baton.metrics.formula import names, words
from baton.metrics.formula.errors import Position
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.render_rows import quoted

LIMIT = 20
"""Most suggestions at once."""

_BRACKET = re.compile(r"[\[\u3010]([^\]\u3011]*)$")
_VALUE = re.compile(
    r"(\w+)\.(\w+)\s*(?:=|!=|<>|\uff1d|\u2260)\s*([\"'\u201c]?[^\"'\u201c\u201d,()=]*)$"
)
_MEMBER = re.compile(r"(\w+)\s*[.\uff0e](\w*)$")
_WORD = re.compile(r"[^\W\d]\w*$")
_FACT = re.compile(r"(\w+)\s*[.\uff0e]")
_QUOTES = "\"'\u201c"


@dataclass(frozen=True)
class Suggestion:
    """Text to put in the place of ``position``.

    Args:
        kind: ``function``, ``fact``, ``column``, ``indicator``, ``value`` or ``keyword``.
        detail: what it means, in the reader's language.
    """

    text: str
    kind: str
    detail: str
    position: Position


def suggest(
    text: str,
    position: int,
    language: str,
    facts: Mapping[str, Fact] = FACTS,
    references: References | None = None,
    *,
    members: Callable[[str, str], Iterable[str]] | None = None,
) -> list[Suggestion]:
    """What fits at ``position`` (characters before the cursor), best first, at most ``LIMIT``.

    Args:
        members: names of a dimension's members that contain a text.
    """
    before = text[:position]
    bracket = _BRACKET.search(before)
    if bracket is not None:
        found = _indicators(references or NoReferences(), language)
        return _ranked(found, bracket[1], bracket.start(), position)
    value = _VALUE.search(before)
    fact = names.find_fact(facts, value[1]) if value is not None else None
    if value is not None and fact is not None:
        typed = value[3].strip(_QUOTES)
        found = _choices(fact, value[2], language, typed, members)
        return _ranked(found, typed, value.start(3), position)
    member = _MEMBER.search(before)
    fact = names.find_fact(facts, member[1]) if member is not None else None
    if member is not None and fact is not None:
        return _ranked(_columns(fact, language), member[2], member.start(2), position)
    word = _WORD.search(before)
    start = word.start() if word is not None else position
    return _ranked(_words(before, facts, language), before[start:], start, position)


Offer = tuple[str, str, str, tuple[str, ...]]
"""Text, kind, detail, and the spellings it is found by."""


def _indicators(references: References, language: str) -> Iterator[Offer]:
    for code in references.codes():
        name = references.name(code)
        yield f"[{name.text(language)}]", "indicator", code, (name.text(language), name.zh, code)


def _choices(
    fact: Fact,
    column: str,
    language: str,
    typed: str,
    members: Callable[[str, str], Iterable[str]] | None,
) -> Iterator[Offer]:
    found = names.find_column(fact, column)
    if found is not None and found.members and not found.choices and members is not None:
        for name in members(found.members, typed.strip()):
            yield quoted(name), "value", found.label(language), (name,)
    for choice in found.choices if found is not None else ():
        name = choice.zh if language.startswith("zh") else choice.key
        detail = choice.name(language)
        yield quoted(name), "value", detail, (name, choice.zh, choice.key)


def _columns(fact: Fact, language: str) -> Iterator[Offer]:
    for column in fact.columns.values():
        if column.kind is not Kind.KEY:
            name = column.zh if language.startswith("zh") else column.name
            detail = column.label(language)
            yield name, "column", detail, (name, column.zh, column.name)


def _words(before: str, facts: Mapping[str, Fact], language: str) -> Iterator[Offer]:
    """Facts already named come first, then functions, other facts, keywords."""
    named = [names.find_fact(facts, name) for name in _FACT.findall(before)]
    near = {fact.name: fact for fact in named if fact is not None}
    for fact in {**near, **facts}.values():
        name = fact.zh if language.startswith("zh") else fact.name
        about = fact.about[0 if language.startswith("zh") else 1]
        yield f"{name}.", "fact", about, (name, fact.zh, fact.name)
        if fact.name == next(iter(near or facts)):
            yield from _group("functions", "function", language, "(")
    yield from _group("keywords", "keyword", language, " ")


def _group(group: str, kind: str, language: str, after: str) -> Iterator[Offer]:
    for word in words.all_words(group):
        name = words.spelled(group, word, language)
        yield name + after, kind, word, (name, words.spelled(group, word, "zh_CN"), word)


def _ranked(offers: Iterator[Offer], typed: str, start: int, end: int) -> list[Suggestion]:
    """Those whose spelling begins with what was typed, then those that contain it."""
    wanted = typed.strip().casefold()
    begins: list[Suggestion] = []
    contains: list[Suggestion] = []
    for text, kind, detail, spellings in offers:
        folded = [spelling.casefold() for spelling in spellings]
        suggestion = Suggestion(text, kind, detail, (start, end))
        if any(spelling.startswith(wanted) for spelling in folded):
            begins.append(suggestion)
        elif any(wanted in spelling for spelling in folded):
            contains.append(suggestion)
    return (begins + contains)[:LIMIT]
