"""Which columns a fact's rows reach: their own, and those of the facts their links lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from baton.metrics.facts.model import Column, Fact, Kind


@dataclass(frozen=True)
class Reach:
    """A column and the links walked to it; no links for the fact's own."""

    via: tuple[str, ...]
    fact: Fact
    column: Column


def link_path(facts: Mapping[str, Fact], start: str, goal: str) -> tuple[str, ...] | None:
    """The shortest way from many to one: link names from ``start`` to ``goal``; None if none.

    Each step finds at most one row, so that nothing is ever counted twice along it.
    """
    queue: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    seen = {start}
    while queue:
        name, path = queue.pop(0)
        if name == goal:
            return path
        for link in facts[name].links.values():
            if link.to not in seen:
                seen.add(link.to)
                queue.append((link.to, (*path, link.column)))
    return None


def reached(facts: Mapping[str, Fact], start: str) -> dict[str, tuple[str, ...]]:
    """Facts that rows of ``start`` reach (itself too) with the way to them, nearest first."""
    paths = {name: link_path(facts, start, name) for name in facts}
    found = {name: path for name, path in paths.items() if path is not None}
    return dict(sorted(found.items(), key=lambda item: len(item[1])))


def find_column(facts: Mapping[str, Fact], start: str, name: str) -> Reach | None:
    """The column called ``name`` (code or Chinese) nearest to ``start``.

    ``None`` when there is none, or when two facts at the same distance have one.
    """
    nearest: list[Reach] = []
    for fact_name, via in reached(facts, start).items():
        column = facts[fact_name].column(name)
        if column is None or (via and column.kind is Kind.KEY):
            continue
        if nearest and len(via) > len(nearest[0].via):
            break
        nearest.append(Reach(via, facts[fact_name], column))
    return nearest[0] if len(nearest) == 1 else None


def dimensions(facts: Mapping[str, Fact], start: str) -> tuple[str, ...]:
    """Names of all dimensions that rows of ``start`` can be broken down by, own ones first."""
    names: dict[str, None] = dict.fromkeys(facts[start].dimensions)
    for fact_name in reached(facts, start):
        for name in facts[fact_name].dimensions:
            if name not in names and find_column(facts, start, name) is not None:
                names[name] = None
    return tuple(names)
