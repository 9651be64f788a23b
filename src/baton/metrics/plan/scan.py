"""Scans: the aggregates of one fact, date and grouping worked out in one pass.

The planner (:func:`scans`) puts all needs that can share a pass together; :func:`query` writes
a scan as one Ibis expression, the same for every engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import ibis

from baton.base.periods import Grain
from baton.metrics.facts import Fact, Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import columns as columns_of
from baton.metrics.plan.measures import (
    ADDITIVE,
    COMBINABLE,
    Measure,
    Part,
    distinct_value,
    expression,
)
from baton.metrics.plan.needs import Need, Needs
from baton.metrics.plan.rows import Members, RowCompiler
from baton.metrics.plan.tables import RowSource
from baton.metrics.plan.windows import Buckets, Days

ROW_SOURCE, BUCKET, WINDOW = "row_source", "bucket", "window_id"
"""Names of a scan's columns besides keys (``k0`` …) and measures (``m0`` …)."""


class Mode(StrEnum):
    """How a scan slices time."""

    FLOW = "flow"
    """By buckets of the windows."""
    LAST = "last"
    """By source and day, only the last day of each window."""
    AVERAGE = "average"
    """By source and buckets; sums are then divided by the number of days."""
    DAILY = "daily"
    """By source and day; each day's figure is worked out, then averaged."""


@dataclass(frozen=True)
class Rollup:
    """Groups rows by a unit above their own, by the tree valid on their date.

    Args:
        rows: (own unit, first day, end, unit above); days are None where always valid.
        column: the own unit.
    """

    rows: tuple[tuple[str, dt.date | None, dt.date | None, str], ...]
    column: n.RowColumn


GroupKey = n.RowColumn | Rollup


class Restriction(Protocol):
    """Which rows of a fact count in a question."""

    def columns(self, fact: str) -> Iterable[n.RowColumn]:
        """The columns the condition reads."""

    def moves(self, fact: str) -> Iterable[dt.date]:
        """The days on which the condition changes."""

    def condition(self, fact: str, compiler: RowCompiler, source: RowSource, day: Any) -> Any:
        """An Ibis condition that is never NULL, or None when all rows count."""

    def marked(self) -> tuple[Hashable, Mapping[str, Any], Restriction] | None:
        """The same with marks for org units: what it depends on besides, and the units.

        None when it depends on more.
        """


@dataclass
class Scan:
    """Aggregates of one fact that share a pass over its rows.

    Args:
        windows: of every need; what the scan must cover.
        level_days: of a level fact: the days with rows, by source.
    """

    fact: str
    date: n.RowColumn
    mode: Mode
    grouped: bool
    member: n.RowColumn | None
    needs: dict[Need, set[Days]] = field(default_factory=dict)

    def windows(self) -> frozenset[Days]:
        """All windows asked for."""
        return frozenset(day for days in self.needs.values() for day in days)

    def measures(self) -> list[Measure]:
        """The distinct measures of its aggregates."""
        every = (measure for need in self.needs for measure in need.measures)
        return list(dict.fromkeys(every))


def scans(needs: Needs) -> list[Scan]:
    """The fewest scans that give all needs."""
    found: dict[tuple[Any, ...], Scan] = {}
    for need, windows in needs.items():
        aggregate = need.aggregate
        place = (aggregate.fact, aggregate.date, _mode(aggregate), need.grouped, need.member)
        scan = found.setdefault(place, Scan(*place))
        scan.needs[need] = windows
    return list(found.values())


def _mode(aggregate: n.Aggregate) -> Mode:
    if aggregate.over is n.Over.FLOW:
        return Mode.FLOW
    if aggregate.over is n.Over.LAST:
        return Mode.LAST
    additive = aggregate.function in ADDITIVE and aggregate.function in COMBINABLE
    return Mode.AVERAGE if additive else Mode.DAILY


@dataclass(frozen=True)
class Question:
    """What all scans of one question have in common.

    Args:
        table: gives the Ibis table of a fact.
        facts: the fact definitions.
        members: finds member keys.
        keys: gives the group keys of a fact.
        restriction: which rows count.
        grain: of the periods asked for.
        qualify: several sources take part; equal keys of two sources are told apart.
    """

    table: Callable[[str], Any]
    facts: Mapping[str, Fact]
    members: Members
    keys: Callable[[str], Sequence[GroupKey]]
    restriction: Restriction
    grain: Grain
    qualify: bool


LevelDays = Mapping[str, Sequence[dt.date]]
"""By source the days on which a level fact has rows, in order."""


def query(
    scan: Scan,
    question: Question,
    wanted: Sequence[Measure],
    buckets: Buckets,
    last_days: LevelDays | None = None,
) -> Any:
    """One pass: each row of the answer is a bucket and group with the ``wanted`` measures.

    Args:
        wanted: the measures, columns ``m0`` … in this order.
        buckets: the slices of time.
        last_days: of Mode.LAST: the days that are read, by source.
    """
    source, compiler, groups, day = _prepared(scan, question, wanted, buckets, last_days)
    names = {f"m{i}": expression(m, compiler, question.qualify) for i, m in enumerate(wanted)}
    groups |= {BUCKET: _bucket(scan, buckets, day)}
    return source.rows.group_by(**groups).aggregate(**names)


def query_distinct(
    scan: Scan,
    question: Question,
    measure: Measure,
    buckets: Buckets,
    last_days: LevelDays | None = None,
) -> Any:
    """A distinct count by bucket and group: equal values put together, then counted.

    Quicker than counting distinct values beside sums, and the same in every engine.
    """
    source, compiler, groups, day = _prepared(scan, question, [measure], buckets, last_days)
    rows = source.rows
    if measure.filter is not None:
        rows = rows.filter(compiler.condition(measure.filter))
    assert measure.argument is not None
    value = distinct_value(measure.argument, compiler, question.qualify)
    names = [*groups, BUCKET]
    kept = rows.select(**groups, **{BUCKET: _bucket(scan, buckets, day)}, value=value).distinct()
    return kept.group_by(names).aggregate(m0=kept["value"].count())


def query_windows(
    scan: Scan,
    question: Question,
    measure: Measure,
    buckets: Buckets,
    slices: Mapping[int, Iterable[tuple[str | None, dt.date]]],
    *,
    last_days: LevelDays | None = None,
) -> Any:
    """A measure whose slices do not combine, for windows of several slices.

    Rows are spread to the windows they lie in; equal values are put together before.

    Args:
        slices: for each window's number its (source or None, bucket) pairs.
    """
    source, compiler, groups, day = _prepared(scan, question, [measure], buckets, last_days)
    rows = source.rows
    if measure.filter is not None:
        rows = rows.filter(compiler.condition(measure.filter))
    assert measure.argument is not None
    if measure.part is Part.DISTINCT:
        value = distinct_value(measure.argument, compiler, question.qualify)
    else:
        value = compiler.value(measure.argument).value.cast("float64")
    kept = rows.select(**groups, **{BUCKET: _bucket(scan, buckets, day)}, value=value)
    if measure.part is Part.DISTINCT:
        kept = kept.distinct()
    pairs = [
        {WINDOW: number, "at": bucket, "of": of}
        for number, parts in slices.items()
        for of, bucket in parts
    ]
    spread = ibis.memtable(pairs, schema={WINDOW: "int64", "at": "date", "of": "string"})
    match = [kept[BUCKET] == spread["at"]]
    if any(pair["of"] is not None for pair in pairs):
        match.append(kept[ROW_SOURCE] == spread["of"])
    joined = kept.inner_join(spread, match)
    keys = [name for name in groups if name != ROW_SOURCE or question.qualify]
    gathered = (
        joined["value"].nunique() if measure.part is Part.DISTINCT else joined["value"].median()
    )
    return joined.group_by([WINDOW, *keys]).aggregate(m0=gathered)


def _prepared(
    scan: Scan,
    question: Question,
    wanted: Sequence[Measure],
    buckets: Buckets,
    last_days: LevelDays | None,
) -> tuple[RowSource, RowCompiler, dict[str, Any], Any]:
    """The restricted rows of a scan, their compiler, the group columns, and the day column."""
    keys = [*question.keys(scan.fact)] if scan.grouped else []
    if scan.member is not None:
        keys.append(scan.member)
    needed = [scan.date, *question.restriction.columns(scan.fact)]
    needed += [key if isinstance(key, n.RowColumn) else key.column for key in keys]
    for measure in wanted:
        for part in (measure.argument, measure.filter):
            if part is not None:
                needed += columns_of(part)
    source = RowSource(question.table, question.facts, scan.fact, dict.fromkeys(needed))
    compiler = RowCompiler(source.column, source.source, question.members)

    def day() -> Any:
        return as_day(source.column(scan.date), scan.date)

    for number, key in enumerate(keys):
        if isinstance(key, Rollup):
            _roll_up(source, key, f"u{number}", day())
    # filtered after joining: a filter ends the chain of joins, so that more can follow
    if last_days is None:
        chosen = buckets.among(day())
    else:
        chosen = ibis.literal(False)
        for name, days in last_days.items():
            chosen = chosen | ((source.source() == name) & day().isin(list(days)))
    limit = question.restriction.condition(scan.fact, compiler, source, day())
    source.join_on(source.rows.filter(chosen if limit is None else chosen & limit))
    groups: dict[str, Any] = {}
    for number, key in enumerate(keys):
        name = f"k{number}"
        groups[name] = source.rows[f"u{number}"] if isinstance(key, Rollup) else source.column(key)
    if question.qualify or scan.mode is not Mode.FLOW:
        groups[ROW_SOURCE] = source.source()
    return source, compiler, groups, day()


def as_day(value: Any, column: n.RowColumn) -> Any:
    """The calendar day of a date or timestamp column."""
    return value if column.kind is Kind.DATE else value.cast("date")


def _bucket(scan: Scan, buckets: Buckets, day: Any) -> Any:
    return day if scan.mode in (Mode.LAST, Mode.DAILY) else buckets.bucket(day)


def _roll_up(source: RowSource, key: Rollup, name: str, day: Any) -> None:
    """Add to the rows the unit above their own as column ``name``."""
    dated = any(start is not None or end is not None for _, start, end, _ in key.rows)
    table = ibis.memtable(
        [
            {
                f"{name}_own": own,
                f"{name}_from": start or dt.date.min,
                f"{name}_to": end or dt.date.max,
                name: above,
            }
            for own, start, end, above in key.rows
        ],
        schema={
            f"{name}_own": "string",
            f"{name}_from": "date",
            f"{name}_to": "date",
            name: "string",
        },
    )
    match = [source.column(key.column) == table[f"{name}_own"]]
    if dated:
        match += [table[f"{name}_from"] <= day, day < table[f"{name}_to"]]
    source.join_on(source.rows.left_join(table, match))
