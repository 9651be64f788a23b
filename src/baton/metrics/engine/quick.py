"""Questions to kept aggregates whose SQL is written once for each shape of question.

Writing an Ibis expression and turning it into SQL takes longer than a small kept table takes to
answer. So the expression is made once with marks for the days and the org units, and the marks
become parameters.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import ibis
import pyarrow as pa

from baton.metrics.engine.duck import DuckStore
from baton.metrics.engine.org import OrgTree
from baton.metrics.engine.scope import Scope
from baton.metrics.plan.measures import Measure
from baton.metrics.plan.scan import BUCKET, ROW_SOURCE, Question, Rollup, Scan
from baton.metrics.plan.windows import BEGINNING, Buckets

LOW, HIGH, UNITS = dt.date(1001, 1, 1), dt.date(1002, 2, 2), "\x01units"
"""Marks of the first day, the end, and the org units."""

MAX_MONTHS = 13
"""Longer questions are put together by the database."""

_PARAMETERS = {
    "MAKE_DATE(1001, 1, 1)": "$low",
    "MAKE_DATE(1002, 2, 2)": "$high",
    f"IN ('{UNITS}')": "IN (SELECT unnest($units::VARCHAR[]))",
}


class Quick:
    """Asks kept tables by prepared shapes.

    Args:
        store: where they are.
        tree: gives the org units.
    """

    def __init__(self, store: DuckStore, tree: Callable[[], OrgTree]) -> None:
        self._store = store
        self._tree = tree
        self._sql: dict[Hashable, str] = {}

    def run(
        self,
        shape: Hashable,
        make: Callable[[], Any],
        low: dt.date,
        high: dt.date,
        units: Sequence[str] | None = None,
    ) -> pa.Table:
        """The answer of the expression that ``make`` makes with the marks in it.

        Args:
            shape: what the expression depends on besides the marks.
        """
        sql = self._sql.get(shape)
        if sql is None:
            sql = str(ibis.to_sql(make(), dialect="duckdb", pretty=False))
            for mark, parameter in _PARAMETERS.items():
                sql = sql.replace(mark, parameter)
            self._sql[shape] = sql
        values: dict[str, Any] = {"low": low, "high": high}
        if units is not None:
            values["units"] = list(units)
        return self._store.run(sql, values)

    def can(self, scan: Scan, question: Question, buckets: Buckets) -> bool:
        """Whether a question is short and restricted by org units alone."""
        scope = question.restriction
        if not isinstance(scope, Scope) or not scope.only_units or not self._tree().is_still:
            return False
        if scan.member is not None or len(buckets.starts) > MAX_MONTHS:
            return False
        return buckets.starts[0] != BEGINNING

    def answer(
        self,
        scan: Scan,
        question: Question,
        rows: Any,
        columns: Sequence[tuple[Measure, str]],
        buckets: Buckets,
    ) -> pa.Table:
        """Sums of a kept table, as the scan's query would have answered.

        Args:
            rows: the kept table: the date column, source, org unit, a dimension, numbers.
            columns: for each measure its column, in the order of the answer.
        """
        assert isinstance(question.restriction, Scope)
        units = question.restriction.units()
        date = scan.date.column
        keys = question.keys(scan.fact) if scan.grouped else []
        names = ["org_unit" if isinstance(key, Rollup) else key.column for key in keys]
        groups = list(dict.fromkeys([date, *(["source"] if question.qualify else []), *names]))

        def make() -> Any:
            chosen = (rows[date] >= ibis.literal(LOW)) & (rows[date] < ibis.literal(HIGH))
            if units is not None:
                chosen = chosen & rows["org_unit"].isin([UNITS])
            kept = rows.filter(chosen)
            sums = {f"m{number}": kept[name].sum() for number, (_, name) in enumerate(columns)}
            return kept.group_by(groups).aggregate(**sums)

        shape = (rows.op().name, tuple(groups), units is None, tuple(name for _, name in columns))
        low, high = buckets.cuts[0], buckets.cuts[-1]
        table = self.run(shape, make, low, high, None if units is None else sorted(units))
        return self._shaped(table, date, names, keys, question, buckets)

    @staticmethod
    def _shaped(  # noqa: PLR0917 - all of one question's state
        table: pa.Table,
        date: str,
        names: Sequence[str],
        keys: Sequence[Any],
        question: Question,
        buckets: Buckets,
    ) -> pa.Table:
        """The answer with buckets for months, and units above for own ones."""
        starts = buckets.starts
        days = table[date].cast(pa.date32()).to_pylist()
        columns = {
            BUCKET: pa.array([starts[bisect_right(starts, day) - 1] for day in days], pa.date32())
        }
        for number, (name, key) in enumerate(zip(names, keys, strict=True)):
            values = table[name]
            if isinstance(key, Rollup):
                above = {own: unit for own, _, _, unit in key.rows}
                values = pa.array([above.get(own) for own in values.to_pylist()], pa.string())
            columns[f"k{number}"] = values
        if question.qualify:
            columns[ROW_SOURCE] = table["source"]
        numbers = [
            name for name in table.column_names if name.startswith("m") and name[1:].isdigit()
        ]
        return pa.table(columns | {name: table[name] for name in numbers})
