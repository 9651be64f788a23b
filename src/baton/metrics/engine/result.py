"""Answers of the engine: plain Python, ready for JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from baton.base.units import Unit


class State(StrEnum):
    """Whether there is an answer, and why not."""

    OK = "ok"
    NO_SOURCE = "no_source"
    """No source supplies a fact or column that the formula reads."""
    NO_DATA = "no_data"
    """There is a source, but no row in what was asked."""


@dataclass(frozen=True)
class Result:
    """One answer.

    Args:
        columns: names, in order.
        rows: one list of values each; labels are text, numbers Decimal, empty is None.
        unit: of the values.
        took_ms: how long it took, in milliseconds.
        language: of the labels.
        state: whether there is an answer.
        missing: (fact, column) pairs that no source supplies.
        total: of paged answers: how many rows there are in all.
    """

    columns: list[str]
    rows: list[list[Any]]
    unit: Unit
    took_ms: float
    language: str = "zh_CN"
    state: State = State.OK
    missing: tuple[tuple[str, str], ...] = ()
    total: int | None = None


@dataclass(frozen=True)
class Node:
    """One part of a figure with its value.

    Args:
        id: its place in the tree, e.g. ``0.1``; stable for a formula.
        text: how the part is written, in the language asked for.
        name: of an indicator; otherwise empty.
        kind: ``indicator``, ``operation``, ``aggregate`` or ``constant``.
        code: of an indicator.
        fact: of an aggregate: whose rows it reads.
    """

    id: str
    text: str
    name: str
    kind: str
    value: Decimal | None
    unit: Unit
    code: str | None = None
    fact: str | None = None
    children: list[Node] = field(default_factory=list)
