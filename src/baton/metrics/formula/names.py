"""Finding what a name in a formula means, and the names like it when it means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from baton.metrics.facts import Column, Fact
from baton.metrics.formula.errors import Position, UnknownNameError, Words
from baton.metrics.formula.syntax import Name


def label(item: Fact | Column) -> Words:
    """A fact or column as written in either language."""
    return Words(item.zh, item.name)


def full_label(fact: Fact, column: Column) -> Words:
    """``fact.column`` as written in either language."""
    return Words(f"{fact.zh}.{column.zh}", f"{fact.name}.{column.name}")


def find_fact(facts: Mapping[str, Fact], name: str) -> Fact | None:
    """The fact called ``name`` by code or Chinese name."""
    found = facts.get(name) or facts.get(name.lower())
    if found is not None:
        return found
    return next((fact for fact in facts.values() if fact.zh == name), None)


def find_column(fact: Fact, name: str) -> Column | None:
    """The column of ``fact`` called ``name`` by code or Chinese name."""
    return fact.column(name) or fact.column(name.lower())


def need_fact(facts: Mapping[str, Fact], name: str, position: Position) -> Fact:
    """The fact called ``name``.

    Raises:
        UnknownNameError: there is none; with the nearest names.
    """
    fact = find_fact(facts, name)
    if fact is None:
        near = nearest(name, facts.values())
        raise UnknownNameError("metrics.formula_fact", position, name=name, nearest=near)
    return fact


def need_column(fact: Fact, name: str, position: Position) -> Column:
    """The column of ``fact`` called ``name``.

    Raises:
        UnknownNameError: there is none; with the nearest names.
    """
    column = find_column(fact, name)
    if column is None:
        raise UnknownNameError(
            "metrics.formula_column",
            position,
            name=name,
            fact=label(fact),
            nearest=nearest(name, fact.columns.values()),
        )
    return column


def nearest(name: str, items: Iterable[Fact | Column], n: int = 3) -> Words:
    """Those whose names are most like ``name``; the first ones when none is alike."""
    found = list(items)
    spellings = {spelling: item for item in found for spelling in (item.name, item.zh)}
    shared = [item for item in found if set(name) & set(item.zh)]
    close = [spellings[match] for match in get_close_matches(name, spellings, n=n, cutoff=0.5)]
    chosen = {item.name: item for item in (*close, *shared)}
    best = list(chosen.values())[:n] or found[:n]
    return Words.joined([label(item) for item in best])


def named_facts(facts: Mapping[str, Fact], names: Iterable[Name]) -> dict[str, Fact]:
    """The facts that ``names`` mention, in order; names of unknown facts are left out."""
    found: dict[str, Fact] = {}
    for name in names:
        fact = find_fact(facts, name.parts[0])
        if fact is not None:
            found.setdefault(fact.name, fact)
    return found
