"""What ``TARGET`` gives: targets of indicators, from the fact ``target``.

A target row belongs to an org unit or a person, for the days from ``from_on`` to ``to_on``
(included). For a period counts the target for exactly its days; else, when the figure adds over
time, targets that together cover it day for day are added. No target is ever spread or averaged.

A unit without a target of its own has the sum of those of the units below it, or of its
persons, when the figure adds up over the organisation.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baton.base.periods import Period
from baton.metrics.engine.org import OrgTree
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import walk
from baton.metrics.plan.measures import ADDITIVE, ZERO

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Adds:
    """Along what the figures of an indicator add up."""

    time: bool
    org: bool


def adds(root: n.Scalar) -> Adds:
    """Along what the figures of a formula add up: sums and counts, and sums of these.

    Distinct counts do not: the same customer may come in two months, and in two units.
    """
    found = [item for item in walk(root) if isinstance(item, n.Aggregate)]
    sums = _is_sum(root) and all(
        item.function in ADDITIVE - {n.Gather.COUNT_DISTINCT} for item in found
    )
    return Adds(time=sums and all(item.over is n.Over.FLOW for item in found), org=sums)


def _is_sum(node: n.Scalar) -> bool:
    match node:
        case n.Aggregate():
            return True
        case n.Reference(_, value):
            return _is_sum(value)
        case n.Negate(item):
            return _is_sum(item)
        case n.Arithmetic(op, left, right):
            if op in "+-":
                return _is_sum(left) and _is_sum(right)
            factors = (left, right) if op == "*" else (right,)
            return any(isinstance(item, n.Number) for item in factors) and any(
                _is_sum(item) for item in (left, right)
            )
    return False


@dataclass(frozen=True)
class _Row:
    start: dt.date
    end: dt.date
    """Exclusive."""
    unit: str | None
    person: str | None
    amount: Decimal


class TargetBook:
    """All targets of one version of the store.

    Args:
        rows: of the fact ``target``.
        tree: the org units.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], tree: OrgTree) -> None:
        self._tree = tree
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            if None in (row["indicator"], row["from_on"], row["to_on"], row["amount"]):
                continue
            self._rows[row["indicator"]].append(
                _Row(
                    row["from_on"],
                    row["to_on"] + ONE_DAY,
                    row["org_unit"],
                    row["person"],
                    row["amount"],
                )
            )

    def of_unit(self, code: str, window: Period, unit: str | None, along: Adds) -> Decimal | None:
        """The target of a unit with all below it; of the company for None."""
        rows = self._rows.get(code, ())
        own = [row for row in rows if row.unit == unit and row.person is None]
        value = _of_window(own, window, along)
        if value is not None:
            return value
        below = self._tree.children(unit, window.last_day)
        if unit is None and len(below) == 1:  # the one root is the company
            return self.of_unit(code, window, below[0], along)
        if not along.org:
            return None
        found = [self.of_unit(code, window, child, along) for child in below]
        values = [value for value in found if value is not None]
        if values:
            return sum(values, ZERO)
        own_persons = [row for row in rows if row.person is not None and row.unit == unit]
        persons = own_persons or [row for row in rows if row.person is not None and unit is None]
        return _of_persons(persons, window, along)

    def people(self, window: Period) -> list[tuple[str, str | None, str]]:
        """Who has a target for exactly this period: indicator, unit, person."""
        return [
            (code, row.unit, row.person)
            for code, rows in self._rows.items()
            for row in rows
            if row.person is not None and (row.start, row.end) == (window.start, window.end)
        ]

    def of_person(self, code: str, window: Period, person: str, along: Adds) -> Decimal | None:
        """The target of a person."""
        rows = [row for row in self._rows.get(code, ()) if row.person == person]
        return _of_window(rows, window, along)


def _of_persons(rows: Sequence[_Row], window: Period, along: Adds) -> Decimal | None:
    by_person: dict[str | None, list[_Row]] = defaultdict(list)
    for row in rows:
        by_person[row.person].append(row)
    values = [_of_window(own, window, along) for own in by_person.values()]
    found = [value for value in values if value is not None]
    return sum(found, ZERO) if found else None


def _of_window(rows: Sequence[_Row], window: Period, along: Adds) -> Decimal | None:
    exact = [row for row in rows if (row.start, row.end) == (window.start, window.end)]
    if exact:
        return exact[-1].amount
    if not along.time:
        return None
    inside = sorted(
        (row for row in rows if window.start <= row.start and row.end <= window.end),
        key=lambda row: (row.start, row.end),
    )
    total, at = ZERO, window.start
    for row in inside:
        if row.start != at:
            return None
        total += row.amount
        at = row.end
    return total if inside and at == window.end else None
