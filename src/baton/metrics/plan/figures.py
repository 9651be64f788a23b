"""Runs scans and gives every need its figures: by window and group."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from baton.metrics.formula.nodes import Gather, RowColumn
from baton.metrics.plan.answers import Answer, Groups, Key, Slice, windows_of
from baton.metrics.plan.marks import LAST_DAYS, mark
from baton.metrics.plan.measures import (
    ZERO,
    Measure,
    Part,
    as_number,
    figure,
    mean,
    nothing,
)
from baton.metrics.plan.needs import Need, Needs
from baton.metrics.plan.scan import (
    LevelDays,
    Mode,
    Question,
    Rollup,
    Scan,
    query,
    query_distinct,
    query_windows,
    scans,
)
from baton.metrics.plan.windows import Buckets, Days

__all__ = ["Figure", "Figures", "Kept", "Key", "Scanner", "Shortcut"]


@dataclass(frozen=True, slots=True)
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


Run = Callable[[Any], Any]
"""Runs an Ibis expression and gives an Arrow table."""


Shaped = Callable[[Hashable, Callable[[], Any], Mapping[str, Any]], Any]
"""Runs an expression with marks: its shape, what writes it, the values of its marks."""


@dataclass(frozen=True, eq=False)
class Kept:
    """Kept aggregates that stand for the rows of a scan.

    Args:
        question: with the kept table instead of the fact.
        measures: for each measure that is kept, how it follows from the kept table.
        answer: the answer itself, when nothing has to be asked; ``m0`` … are the measures in
            the order of ``measures``.
    """

    question: Question
    measures: Mapping[Measure, Measure]
    answer: Any = None


Shortcut = Callable[[Scan, Question, Sequence[Measure], Buckets], list[Kept]]
"""Finds kept aggregates; measures that are in none are worked out from the rows."""


@dataclass(frozen=True)
class _Job:
    """One scan at work."""

    scan: Scan
    buckets: Buckets
    slices: Mapping[Days, list[Slice]]
    days: LevelDays
    last: LevelDays | None
    answers: dict[Measure, Answer] = field(default_factory=dict)


class Scanner:
    """Works out needs against a store.

    Args:
        question: what all scans have in common.
        run: runs an Ibis expression.
        level_days: gives the days with rows of a level fact, by source.
        shortcut: answers from kept aggregates.
        shaped: runs expressions with marks; without it all are written anew.
    """

    def __init__(
        self,
        question: Question,
        run: Run,
        level_days: Callable[[str, RowColumn], LevelDays],
        shortcut: Shortcut | None = None,
        shaped: Shaped | None = None,
    ) -> None:
        self.question = question
        self._run = run
        self._level_days = level_days
        self._shortcut = shortcut
        self._shaped = shaped

    def figures(self, needs: Needs) -> Figures:
        """All needs worked out."""
        figures = Figures()
        for scan in scans(needs):
            self._scan(scan, figures)
        return figures

    def _scan(self, scan: Scan, figures: Figures) -> None:
        days = self._level_days(scan.fact, scan.date) if scan.mode is not Mode.FLOW else {}
        windows = scan.windows()
        buckets = Buckets(windows, self.question.grain, scan.mode is Mode.DAILY)
        slices = {window: _slices(scan.mode, buckets, window, days) for window in windows}
        last = _last_days(slices.values()) if scan.mode is Mode.LAST else None
        job = _Job(scan, buckets, slices, days, last)
        self._ask(job, [m for m in scan.measures() if self._combines(job, m)])
        for need, asked in scan.needs.items():
            found = figures.by_need.setdefault(need, {})
            direct = all(measure in job.answers for measure in need.measures)
            if not direct:
                found |= self._by_windows(job, need)
            for window in asked:
                if scan.mode is not Mode.FLOW and not slices[window]:
                    figures.unknown.add((need, window))
                    found[window] = {}
                elif direct:
                    found[window] = _figures(job, need, window)

    def _combines(self, job: _Job, measure: Measure) -> bool:
        """Whether one pass by slices gives the measure: slices combine, or there is only one."""
        if measure.part not in (Part.DISTINCT, Part.MEDIAN) or job.scan.mode is Mode.DAILY:
            return True
        asked = [
            window
            for need, windows in job.scan.needs.items()
            if measure in need.measures
            for window in windows
        ]
        several = self.question.qualify and measure.part is Part.MEDIAN
        return not several and all(len({d for _, d in job.slices[w]}) <= 1 for w in asked)

    def _ask(self, job: _Job, wanted: list[Measure]) -> None:
        """Put the answers of the measures into ``job.answers``."""
        if job.last is not None and not job.last:
            return
        whole = Kept(self.question, {})
        places: dict[Measure, Kept] = dict.fromkeys(wanted, whole)
        for kept in self._kept(job, wanted):
            places |= dict.fromkeys(kept.measures, kept)
        for kept in dict.fromkeys(places.values()):
            own = [measure for measure in wanted if places[measure] is kept]
            self._ask_of(job, kept, [m for m in own if m.part is not Part.DISTINCT])
            for measure in own:
                if measure.part is Part.DISTINCT:
                    self._ask_of(job, kept, [measure])

    def _ask_of(self, job: _Job, kept: Kept, own: list[Measure]) -> None:
        """One pass over rows or kept aggregates."""
        if not own:
            return
        if kept.answer is not None:
            # its columns are in the order of the kept table, not in that of the question
            answer = Answer(kept.answer, job.scan, self.question, list(kept.measures))
            job.answers.update(dict.fromkeys(own, answer))
            return
        instead = [kept.measures.get(measure, measure) for measure in own]

        def write(question: Question, buckets: Buckets, last: LevelDays | None) -> Any:
            if own[0].part is Part.DISTINCT:
                return query_distinct(job.scan, question, instead[0], buckets, last)
            return query(job.scan, question, instead, buckets, last)

        answer = Answer(self._asked(job, kept, instead, write), job.scan, self.question, own)
        job.answers.update(dict.fromkeys(own, answer))

    def _asked(
        self,
        job: _Job,
        kept: Kept,
        wanted: Sequence[Measure],
        write: Callable[[Question, Buckets, LevelDays | None], Any],
        windows: Sequence[Sequence[Slice]] = (),
    ) -> Any:
        """The answer of an expression, by its shape where it has one.

        Args:
            windows: the slices which the expression puts together.
        """
        question, scan = kept.question, job.scan
        keys = question.keys(scan.fact) if scan.grouped else []
        marked = None
        if self._shaped is not None and question is self.question:
            marked = question.restriction.marked()
        unmarkable = any(isinstance(k, Rollup) for k in keys) or (windows and job.last is not None)
        if self._shaped is None or marked is None or unmarkable:
            return self._run(write(question, job.buckets, job.last))
        scope, units, restriction = marked
        slices, days, buckets = job.buckets.marked()
        sources = None if job.last is None else tuple(job.last)
        last = {of: [mark(LAST_DAYS, number)] for number, of in enumerate(job.last or ())}
        shape = (
            (scan.fact, scan.date, scan.mode, scan.grouped, scan.member),
            (tuple(keys), question.qualify, scope, slices, sources),
            tuple(wanted),
            tuple(tuple((of, buckets.marks.get(day)) for of, day in own) for own in windows),
        )
        values = {**units, **days}
        values |= {f"l{n}": list(own) for n, own in enumerate((job.last or {}).values())}
        marks = replace(question, restriction=restriction)
        return self._shaped(
            shape, lambda: write(marks, buckets, None if sources is None else last), values
        )

    def _kept(self, job: _Job, wanted: Sequence[Measure]) -> list[Kept]:
        if self._shortcut is None:
            return []
        return self._shortcut(job.scan, self.question, wanted, job.buckets)

    def _by_windows(self, job: _Job, need: Need) -> dict[Days, dict[Key, Figure]]:
        """Figures whose slices do not combine: each window is gathered from its rows."""
        rows, measure = need.measures
        asked = sorted(window for window in job.scan.needs[need] if job.slices[window])
        parts = {number: job.slices[window] for number, window in enumerate(asked)}
        kept = next(iter(self._kept(job, [measure])), Kept(self.question, {}))
        instead = kept.measures.get(measure, measure)

        def write(question: Question, buckets: Buckets, last: LevelDays | None) -> Any:
            at = {
                number: [(source, buckets.marks.get(day, day)) for source, day in own]
                for number, own in parts.items()
            }
            return query_windows(job.scan, question, instead, buckets, at, last_days=last)

        found = self._asked(job, kept, [instead], write, list(parts.values()))
        by_window = windows_of(found, job.scan, self.question)
        result: dict[Days, dict[Key, Figure]] = {}
        function = need.aggregate.function
        for number, window in enumerate(asked):
            values = by_window.get(number, {})
            counts = _counts(job.answers[rows], rows, job.slices[window])
            result[window] = {
                key: Figure(
                    _of_window(function, values[key]) if key in values else nothing(function),
                    count,
                )
                for key, count in counts.items()
                if count
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


def _figures(job: _Job, need: Need, window: Days) -> dict[Key, Figure]:
    """One window's figures from its slices."""
    slices = job.slices[window]
    if job.scan.mode is Mode.AVERAGE:
        return _averages(job, need, slices, window)
    if job.scan.mode is Mode.DAILY:
        return _daily(job, need, slices)
    function = need.aggregate.function
    rows, *rest = need.measures
    counts = _counts(job.answers[rows], rows, slices)
    if not rest:
        return {key: Figure(Decimal(count), count) for key, count in counts.items() if count}
    if len(slices) == 1 and len(rest) == 1:
        answer = job.answers[rest[0]]
        return _single(function, answer.values[rest[0]], answer.groups(slices), counts)
    columns = [(job.answers[measure], measure) for measure in rest]
    found: dict[Key, Figure] = {}
    for key, count in counts.items():
        if count:
            parts = [answer.part(measure, slices, key) for answer, measure in columns]
            found[key] = Figure(figure(function, parts), count)
    return found


def _single(
    function: Gather, values: Sequence[Any], groups: Groups, counts: Mapping[Key, int]
) -> dict[Key, Figure]:
    """The figures of one slice and one measure: most of all figures, so without detours."""
    found: dict[Key, Figure] = {}
    absent = nothing(function)
    for key, count in counts.items():
        if not count:
            continue
        at = groups.get(key)
        if at is None:
            found[key] = Figure(absent, count)
        elif len(at) == 1:
            value = as_number(values[at[0]])
            found[key] = Figure(absent if value is None else value, count)
        else:
            found[key] = Figure(figure(function, [[values[row] for row in at]]), count)
    return found


def _counts(answer: Answer, rows: Measure, slices: Sequence[Slice]) -> dict[Key, int]:
    """How many rows each group has."""
    values = answer.values[rows]
    return {
        key: int(values[at[0]]) if len(at) == 1 else int(sum(values[row] for row in at))
        for key, at in answer.groups(slices).items()
    }


def _value(job: _Job, need: Need, slices: Sequence[Slice], key: Key, count: int) -> Decimal | None:
    _, *rest = need.measures
    if not rest:
        return Decimal(count)
    parts = [job.answers[measure].part(measure, slices, key) for measure in rest]
    return figure(need.aggregate.function, parts)


def _averages(job: _Job, need: Need, slices: Sequence[Slice], window: Days) -> dict[Key, Figure]:
    """Sums divided by the days with rows, source by source, so that units add up."""
    rows = need.measures[0]
    total: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    count: dict[Key, int] = defaultdict(int)
    for source in dict.fromkeys(source for source, _ in slices):
        length = len(_inside(job.days[source or ""], window))
        own = [part for part in slices if part[0] == source]
        for key, passed in _counts(job.answers[rows], rows, own).items():
            if passed:
                total[key] += (_value(job, need, own, key, passed) or ZERO) / length
                count[key] += passed
    return {key: Figure(value, count[key]) for key, value in total.items()}


def _daily(job: _Job, need: Need, slices: Sequence[Slice]) -> dict[Key, Figure]:
    """Each day's figure, averaged; days without rows count as 0 where nothing means 0."""
    rows = need.measures[0]
    by_day: dict[dt.date, list[Slice]] = defaultdict(list)
    for part in slices:
        by_day[part[1]].append(part)
    values: dict[Key, list[Decimal | None]] = defaultdict(list)
    count: dict[Key, int] = defaultdict(int)
    for parts in by_day.values():
        for key, passed in _counts(job.answers[rows], rows, parts).items():
            if passed:
                count[key] += passed
                values[key].append(_value(job, need, parts, key, passed))
    absent = nothing(need.aggregate.function)
    return {
        key: Figure(mean(found + [absent] * (len(by_day) - len(found))), count[key])
        for key, found in values.items()
    }


def _of_window(function: Gather, values: Sequence[Any]) -> Decimal | None:
    """Distinct counts of several sources add up; medians are of one source."""
    if function is Gather.COUNT_DISTINCT:
        return sum((as_number(value) or ZERO for value in values), ZERO)
    return as_number(values[0])
