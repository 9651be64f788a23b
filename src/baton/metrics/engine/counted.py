"""Which distinct counts follow from the kept counts of org units, and how."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import ibis
import pyarrow as pa

from baton.base.periods import add_months
from baton.metrics.engine.duck import DuckStore
from baton.metrics.engine.org import OrgTree
from baton.metrics.engine.quick import HIGH, LOW, UNITS, Quick
from baton.metrics.engine.scope import Scope
from baton.metrics.engine.unit_counts import ALL, EVERY, NO_UNIT, OWN, CountedValues
from baton.metrics.plan.measures import Measure
from baton.metrics.plan.scan import BUCKET, ROW_SOURCE, Question, Rollup, Scan
from baton.metrics.plan.windows import Buckets

Place = tuple[str, str]
"""Unit and kind of a kept count."""

_SCHEMA = {"date": "date", "source": "string", "unit": "string", "kind": "string", "n": "int64"}


class CountedAnswers:
    """Answers distinct counts by month and org unit.

    Args:
        store: where the counts are kept.
        tree: gives the org units.
        quick: asks kept tables.
    """

    def __init__(self, store: DuckStore, tree: Callable[[], OrgTree], quick: Quick) -> None:
        self._store = store
        self._quick = quick
        self._tree = tree

    def can(self, scan: Scan, measure: Measure, question: Question) -> bool:
        """Whether kept counts give the measure: whole months, by org units and nothing else."""
        scope = question.restriction
        if not isinstance(scope, Scope) or not scope.only_units or not self._tree().is_still:
            return False
        if scan.member is not None or (scan.grouped and len(question.keys(scan.fact)) > 1):
            return False
        if scan.grouped and any(not _is_unit(key) for key in question.keys(scan.fact)):
            return False
        windows = (
            window
            for need, asked in scan.needs.items()
            if measure in need.measures
            for window in asked
        )
        return all(start.day == 1 and end == add_months(start, 1) for start, end in windows)

    def prepare(self, values: CountedValues) -> None:
        """Make the counts, unless there are."""
        if not self._store.counts.fits(values.name, self._tree()):
            self._store.keep_counts(values, self._tree())

    def answer(
        self, scan: Scan, question: Question, values: CountedValues, buckets: Buckets
    ) -> pa.Table | None:
        """The answer of a scan for one distinct count; None when the counts do not give it."""
        tree = self._tree()
        if not self._store.counts.fits(values.name, tree):
            return None
        groups = self._groups(scan, question, values.name, tree)
        if groups is None:
            return None
        units = sorted({unit for unit, _ in groups})
        table = ibis.table(_SCHEMA, name=f"{values.name}_units")

        def make() -> Any:
            days = (table["date"] >= ibis.literal(LOW)) & (table["date"] < ibis.literal(HIGH))
            kept = table.filter(days & table["unit"].isin([UNITS]))
            summed = kept.group_by(["date", "source", "unit", "kind"]).aggregate(n=kept["n"].sum())
            return summed.filter(summed["n"] != 0)

        low, high = buckets.cuts[0], buckets.cuts[-1]
        rows = self._quick.run(values.name, make, low, high, units)
        return _shaped(rows, groups, scan, question)

    def _groups(
        self, scan: Scan, question: Question, name: str, tree: OrgTree
    ) -> dict[Place, list[Any]] | None:
        """For each kept count the groups (members of the one key, or nothing) it answers."""
        known = self._store.counts.units(name)
        assert isinstance(question.restriction, Scope)
        limit = question.restriction.units()
        places: dict[frozenset[str], Place] = {
            frozenset(below): (unit, ALL) for unit, below in tree.subtrees().items()
        }
        places |= {frozenset([unit]): (unit, OWN) for unit in [*known, *tree.names]}
        if limit is None:
            places[frozenset(known)] = (NO_UNIT, EVERY)
        asked = self._asked(scan, question, set(known))
        found: dict[Place, list[Any]] = defaultdict(list)
        for group, units in asked.items():
            counted = frozenset(units if limit is None else units & limit)
            if not counted:
                continue
            place = places.get(counted)
            if place is None:
                return None
            found[place].append(group)
        return found

    @staticmethod
    def _asked(scan: Scan, question: Question, known: set[str]) -> dict[Any, set[str]]:
        """The groups of a scan with the units whose rows they hold."""
        keys = question.keys(scan.fact) if scan.grouped else []
        if not keys:
            return {(): known}
        (key,) = keys
        if not isinstance(key, Rollup):
            return {None if unit == NO_UNIT else unit: {unit} for unit in known}
        groups: dict[Any, set[str]] = defaultdict(set)
        for own, _, _, above in key.rows:
            groups[above].add(own)
        rest = known - {own for own, _, _, _ in key.rows}
        if rest:
            groups[None] = rest
        return groups


def _is_unit(key: Any) -> bool:
    return isinstance(key, Rollup) or (key.column == "org_unit" and not key.via)


def _shaped(
    rows: pa.Table, groups: dict[Place, list[Any]], scan: Scan, question: Question
) -> pa.Table:
    """Kept counts as a query would have answered."""
    keyed = bool(scan.grouped and question.keys(scan.fact))
    starts: list[dt.date] = []
    sources: list[str] = []
    members: list[Any] = []
    counts: list[int] = []
    for row in rows.to_pylist():
        for group in groups.get((row["unit"], row["kind"]), ()):
            starts.append(row["date"])
            sources.append(row["source"])
            members.append(group)
            counts.append(int(row["n"]))
    columns: dict[str, Sequence[Any]] = {
        BUCKET: pa.array(starts, pa.date32()),
        "m0": pa.array(counts, pa.int64()),
    }
    if keyed:
        columns["k0"] = pa.array(members, pa.string())
    if question.qualify:
        columns[ROW_SOURCE] = pa.array(sources, pa.string())
    return pa.table(columns)
