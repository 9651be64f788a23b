"""Runs scans and gives every need its figures: by window and group."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

from baton.metrics.formula.nodes import Gather, RowColumn
from baton.metrics.plan.measures import (
    ZERO,
    Measure,
    Part,
    as_number,
    figure,
    mean,
    measures,
    nothing,
)
from baton.metrics.plan.needs import Need, Needs
from baton.metrics.plan.scan import (
    BUCKET,
    ROW_SOURCE,
    WINDOW,
    LevelDays,
    Mode,
    Question,
    Scan,
    query,
    query_windows,
    scans,
)
from baton.metrics.plan.windows import Buckets, Days

Key = tuple[Any, ...]
"""One group: a member key, flag or None for each dimension, then the member of ``EACH``.
With several sources a key is a pair of source and key."""

Slice = tuple[str | None, dt.date]
"""Source (of level facts and of questions over several sources) and bucket."""


@dataclass(frozen=True)
class Figure:
    """What one aggregate gives for one window and group.

    Args:
        value: None when empty.
        rows: how many rows passed the filter.
    """

    value: Decimal | None
    rows: int


@dataclass
class Figures:
    """The figures of all needs of a question."""

    by_need: dict[Need, dict[Days, dict[Key, Figure]]] = field(default_factory=dict)
    unknown: set[tuple[Need, Days]] = field(default_factory=set)
    """Needs of level facts without any day in the window: empty, not zero."""

    def of(self, need: Need, days: Days) -> dict[Key, Figure]:
        """The groups with rows."""
        return self.by_need.get(need, {}).get(days, {})

    def value(self, need: Need, days: Days, key: Key) -> Decimal | None:
        """The figure of a group that exists, whether it has rows or not."""
        found = self.of(need, days).get(key)
        if found is not None:
            return found.value
        return None if (need, days) in self.unknown else nothing(need.aggregate.function)


@dataclass
class _Answer:
    """The rows of a scan's answer, by slice and group."""

    columns: list[list[Any]]
    at: dict[Slice, dict[Key, list[int]]]

    def parts(self, numbers: Sequence[int], rows: Sequence[int]) -> list[list[Any]]:
        """The values of measures ``numbers`` in ``rows``."""
        return [[self.columns[number][row] for row in rows] for number in numbers]


Run = Callable[[Any], Any]
"""Runs an Ibis expression and gives an Arrow table."""


class Scanner:
    """Works out needs against a store.

    Args:
        question: what all scans have in common.
        run: runs an Ibis expression.
        level_days: gives the days with rows of a level fact, by source.
        shortcut: answers a scan from kept aggregates, or gives None to read the rows.
    """

    def __init__(
        self,
        question: Question,
        run: Run,
        level_days: Callable[[str, RowColumn], LevelDays],
        shortcut: Callable[[Scan, Question, Sequence[Measure], Buckets], Any] | None = None,
    ) -> None:
        self.question = question
        self._run = run
        self._level_days = level_days
        self._shortcut = shortcut

    def figures(self, needs: Needs) -> Figures:
        """All needs worked out."""
        figures = Figures()
        for scan in scans(needs):
            self._scan(scan, figures)
        return figures

    # -- one scan ---------------------------------------------------------------------------

    def _scan(self, scan: Scan, figures: Figures) -> None:
        days = self._level_days(scan.fact, scan.date) if scan.mode is not Mode.FLOW else {}
        windows = scan.windows()
        buckets = Buckets(windows, self.question.grain, scan.mode is Mode.DAILY)
        slices = {window: _slices(scan.mode, buckets, window, days) for window in windows}
        wanted = [m for m in scan.measures() if self._is_direct(scan, m, slices)]
        last = _last_days(slices.values()) if scan.mode is Mode.LAST else None
        answer = self._ask(scan, wanted, buckets, last)
        where = {measure: number for number, measure in enumerate(wanted)}
        for need, asked in scan.needs.items():
            found = figures.by_need.setdefault(need, {})
            numbers = [where.get(measure) for measure in measures(need.aggregate)]
            for window in asked:
                if scan.mode is not Mode.FLOW and not slices[window]:
                    figures.unknown.add((need, window))
                    found[window] = {}
                elif None not in numbers:
                    known = [number for number in numbers if number is not None]
                    found[window] = _figures(
                        scan.mode, need, known, answer, slices[window], days, window
                    )
            if None in numbers:
                found |= self._by_windows(scan, need, answer, where, buckets, slices, last)

    def _is_direct(self, scan: Scan, measure: Measure, slices: Mapping[Days, list[Slice]]) -> bool:
        """Whether one pass by slices gives the measure: slices combine, or there is only one."""
        if measure.part not in (Part.DISTINCT, Part.MEDIAN) or scan.mode is Mode.DAILY:
            return True
        asked = [
            window
            for need, windows in scan.needs.items()
            if measure in measures(need.aggregate)
            for window in windows
        ]
        several = self.question.qualify and measure.part is Part.MEDIAN
        return not several and all(len({d for _, d in slices[w]}) <= 1 for w in asked)

    def _ask(
        self, scan: Scan, wanted: list[Measure], buckets: Buckets, last: LevelDays | None
    ) -> _Answer:
        if last is not None and not last:
            return _Answer([[] for _ in wanted], {})
        table = None
        if self._shortcut is not None:
            table = self._shortcut(scan, self.question, wanted, buckets)
        if table is None:
            table = self._run(query(scan, self.question, wanted, buckets, last))
        return self._answer(table, scan, len(wanted))

    def _answer(self, table: Any, scan: Scan, count: int) -> _Answer:
        columns = {name: table[name].to_pylist() for name in table.column_names}
        size = table.num_rows
        sources = columns.get(ROW_SOURCE, [None] * size)
        keys = self._keys(columns, scan, sources, size)
        at: dict[Slice, dict[Key, list[int]]] = defaultdict(lambda: defaultdict(list))
        by_source = scan.mode is not Mode.FLOW
        starts = table[BUCKET].cast(pa.date32()).to_pylist()  # some engines truncate to midnight
        for row in range(size):
            place = (sources[row] if by_source else None, starts[row])
            at[place][keys[row]].append(row)
        return _Answer([columns[f"m{number}"] for number in range(count)], at)

    def _keys(
        self, columns: Mapping[str, list[Any]], scan: Scan, sources: list[Any], size: int
    ) -> list[Key]:
        shared = self._shared_keys(scan)
        parts = []
        for number, plain in enumerate(shared):
            values = columns[f"k{number}"]
            if self.question.qualify and not plain:
                values = [
                    None if value is None else (source, value)
                    for source, value in zip(sources, values, strict=True)
                ]
            parts.append(values)
        return list(zip(*parts, strict=True)) if parts else [()] * size

    def _shared_keys(self, scan: Scan) -> list[bool]:
        """For each group key whether all sources share its members (vocabularies, flags)."""
        keys: list[Any] = [*self.question.keys(scan.fact)] if scan.grouped else []
        if scan.member is not None:
            keys.append(scan.member)
        return [self._is_shared(key) for key in keys]

    def _is_shared(self, key: Any) -> bool:
        if not isinstance(key, RowColumn):
            return False
        column = self.question.facts[key.fact].columns[key.column]
        return bool(column.choices) or column.kind.value == "flag" or key.column == "source"

    def _by_windows(  # noqa: PLR0917 - all of one scan's state
        self,
        scan: Scan,
        need: Need,
        answer: _Answer,
        where: Mapping[Measure, int],
        buckets: Buckets,
        slices: Mapping[Days, list[Slice]],
        last: LevelDays | None,
    ) -> dict[Days, dict[Key, Figure]]:
        """Figures whose slices do not combine: each window is gathered from its rows."""
        rows_measure, measure = measures(need.aggregate)
        asked = sorted(window for window in scan.needs[need] if slices[window])
        parts = {number: slices[window] for number, window in enumerate(asked)}
        table = self._run(
            query_windows(scan, self.question, measure, buckets, parts, last_days=last)
        )
        columns = {name: table[name].to_pylist() for name in table.column_names}
        sources = columns.get(ROW_SOURCE, [None] * table.num_rows)
        keys = self._keys(columns, scan, sources, table.num_rows)
        found: dict[Days, dict[Key, list[Any]]] = {window: defaultdict(list) for window in asked}
        for row, number in enumerate(columns[WINDOW]):
            found[asked[number]][keys[row]].append(columns["m0"][row])
        result: dict[Days, dict[Key, Figure]] = {}
        for window, groups in found.items():
            counts = _rows(answer, [where[rows_measure]], slices[window])
            result[window] = {
                key: Figure(_of_window(need.aggregate.function, values), counts.get(key, 1))
                for key, values in groups.items()
            }
        return result


# -- slices ----------------------------------------------------------------------------------


def _slices(mode: Mode, buckets: Buckets, window: Days, days: LevelDays) -> list[Slice]:
    """The slices a window is made of; none when a level fact has no day in it."""
    if mode is Mode.FLOW:
        return [(None, bucket) for bucket in buckets.of(window)]
    if mode is Mode.LAST:
        return [
            (source, known[at - 1])
            for source, known in days.items()
            if (at := bisect_left(known, window[1]))
        ]
    inside = {source: _inside(known, window) for source, known in days.items()}
    if mode is Mode.DAILY:
        return [(source, day) for source, known in inside.items() for day in known]
    return [
        (source, bucket)
        for source, known in inside.items()
        if known
        for bucket in buckets.of(window)
    ]


def _inside(days: Sequence[dt.date], window: Days) -> Sequence[dt.date]:
    return days[bisect_left(days, window[0]) : bisect_left(days, window[1])]


def _last_days(slices: Iterable[list[Slice]]) -> dict[str, list[dt.date]]:
    found: dict[str, set[dt.date]] = defaultdict(set)
    for parts in slices:
        for source, day in parts:
            found[source or ""].add(day)
    return {source: sorted(days) for source, days in found.items()}


# -- combining -------------------------------------------------------------------------------


def _figures(  # noqa: PLR0917 - all of one scan's state
    mode: Mode,
    need: Need,
    numbers: Sequence[int],
    answer: _Answer,
    slices: Sequence[Slice],
    days: LevelDays,
    window: Days,
) -> dict[Key, Figure]:
    """One window's figures from its slices."""
    function = need.aggregate.function
    if mode is Mode.AVERAGE:
        return _averages(function, numbers, answer, slices, days, window)
    if mode is Mode.DAILY:
        return _daily(function, numbers, answer, slices)
    groups = _gathered(answer, slices)
    rows_at, rest = numbers[0], numbers[1:]
    counts = answer.columns[rows_at]
    found: dict[Key, Figure] = {}
    for key, rows in groups.items():
        count = counts[rows[0]] if len(rows) == 1 else sum(counts[row] for row in rows)
        if not count:
            continue
        value = figure(function, answer.parts(rest, rows)) if rest else Decimal(count)
        found[key] = Figure(value, count)
    return found


def _gathered(answer: _Answer, slices: Sequence[Slice]) -> Mapping[Key, list[int]]:
    if len(slices) == 1:
        return answer.at.get(slices[0], {})
    groups: dict[Key, list[int]] = defaultdict(list)
    for part in slices:
        for key, rows in answer.at.get(part, {}).items():
            groups[key].extend(rows)
    return groups


def _rows(answer: _Answer, numbers: Sequence[int], slices: Sequence[Slice]) -> dict[Key, int]:
    counts = answer.columns[numbers[0]]
    return {
        key: sum(counts[row] for row in rows) for key, rows in _gathered(answer, slices).items()
    }


def _averages(  # noqa: PLR0917 - all of one scan's state
    function: Gather,
    numbers: Sequence[int],
    answer: _Answer,
    slices: Sequence[Slice],
    days: LevelDays,
    window: Days,
) -> dict[Key, Figure]:
    """Sums divided by the days with rows, source by source, so that units add up."""
    total: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    count: dict[Key, int] = defaultdict(int)
    for source in dict.fromkeys(source for source, _ in slices):
        length = len(_inside(days[source or ""], window))
        own = [part for part in slices if part[0] == source]
        for key, rows in _gathered(answer, own).items():
            passed = sum(answer.columns[numbers[0]][row] for row in rows)
            if not passed:
                continue
            values = answer.parts(numbers[1:], rows)
            value = figure(function, values) if values else Decimal(passed)
            total[key] += (value or ZERO) / length
            count[key] += passed
    return {key: Figure(value, count[key]) for key, value in total.items()}


def _daily(
    function: Gather, numbers: Sequence[int], answer: _Answer, slices: Sequence[Slice]
) -> dict[Key, Figure]:
    """Each day's figure, averaged; days without rows count as 0 where nothing means 0."""
    by_day: dict[dt.date, list[Slice]] = defaultdict(list)
    for part in slices:
        by_day[part[1]].append(part)
    values: dict[Key, list[Decimal | None]] = defaultdict(list)
    count: dict[Key, int] = defaultdict(int)
    for parts in by_day.values():
        for key, rows in _gathered(answer, parts).items():
            passed = sum(answer.columns[numbers[0]][row] for row in rows)
            if passed:
                count[key] += passed
                values[key].append(figure(function, answer.parts(numbers[1:], rows)))
    absent = nothing(function)
    return {
        key: Figure(mean(found + [absent] * (len(by_day) - len(found))), count[key])
        for key, found in values.items()
    }


def _of_window(function: Gather, values: Sequence[Any]) -> Decimal | None:
    """Distinct counts of several sources add up; medians are of one source."""
    if function is Gather.COUNT_DISTINCT:
        return sum((as_number(value) or ZERO for value in values), ZERO)
    return as_number(values[0])
