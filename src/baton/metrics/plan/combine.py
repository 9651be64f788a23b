"""Puts slices of answers together: what one window and group of an aggregate comes to."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from baton.metrics.formula.nodes import Gather
from baton.metrics.plan.answers import Answer, Groups, Key, Slice
from baton.metrics.plan.measures import ZERO, Measure, as_number, figure, mean, nothing
from baton.metrics.plan.needs import Need
from baton.metrics.plan.scan import LevelDays, Mode, Scan
from baton.metrics.plan.windows import Buckets, Days


@dataclass(frozen=True, slots=True)
class Figure:
    """What one aggregate gives for one window and group.

    Args:
        value: None when empty.
        rows: how many rows passed the filter.
    """

    value: Decimal | None
    rows: int


@dataclass(frozen=True)
class Job:
    """One scan at work."""

    scan: Scan
    buckets: Buckets
    slices: Mapping[Days, list[Slice]]
    days: LevelDays
    last: LevelDays | None
    answers: dict[Measure, Answer] = field(default_factory=dict)


# -- slices ----------------------------------------------------------------------------------


def slices_of(mode: Mode, buckets: Buckets, window: Days, days: LevelDays) -> list[Slice]:
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


def last_days(slices: Iterable[list[Slice]]) -> dict[str, list[dt.date]]:
    """The days that slices of a level fact are of, by source."""
    found: dict[str, set[dt.date]] = defaultdict(set)
    for parts in slices:
        for source, day in parts:
            found[source or ""].add(day)
    return {source: sorted(days) for source, days in found.items()}


# -- combining -------------------------------------------------------------------------------


def figures_of(job: Job, need: Need, window: Days) -> dict[Key, Figure]:
    """One window's figures from its slices."""
    slices = job.slices[window]
    if job.scan.mode is Mode.AVERAGE:
        return _averages(job, need, slices, window)
    if job.scan.mode is Mode.DAILY:
        return _daily(job, need, slices)
    function = need.aggregate.function
    rows, *rest = need.measures
    counts = counts_of(job.answers[rows], rows, slices)
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


def counts_of(answer: Answer, rows: Measure, slices: Sequence[Slice]) -> dict[Key, int]:
    """How many rows each group has."""
    values = answer.values[rows]
    return {
        key: int(values[at[0]]) if len(at) == 1 else int(sum(values[row] for row in at))
        for key, at in answer.groups(slices).items()
    }


def _value(job: Job, need: Need, slices: Sequence[Slice], key: Key, count: int) -> Decimal | None:
    _, *rest = need.measures
    if not rest:
        return Decimal(count)
    parts = [job.answers[measure].part(measure, slices, key) for measure in rest]
    return figure(need.aggregate.function, parts)


def _averages(job: Job, need: Need, slices: Sequence[Slice], window: Days) -> dict[Key, Figure]:
    """Sums divided by the days with rows, source by source, so that units add up."""
    rows = need.measures[0]
    total: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    count: dict[Key, int] = defaultdict(int)
    for source in dict.fromkeys(source for source, _ in slices):
        length = len(_inside(job.days[source or ""], window))
        own = [part for part in slices if part[0] == source]
        for key, passed in counts_of(job.answers[rows], rows, own).items():
            if passed:
                total[key] += (_value(job, need, own, key, passed) or ZERO) / length
                count[key] += passed
    return {key: Figure(value, count[key]) for key, value in total.items()}


def _daily(job: Job, need: Need, slices: Sequence[Slice]) -> dict[Key, Figure]:
    """Each day's figure, averaged; days without rows count as 0 where nothing means 0."""
    rows = need.measures[0]
    by_day: dict[dt.date, list[Slice]] = defaultdict(list)
    for part in slices:
        by_day[part[1]].append(part)
    values: dict[Key, list[Decimal | None]] = defaultdict(list)
    count: dict[Key, int] = defaultdict(int)
    for parts in by_day.values():
        for key, passed in counts_of(job.answers[rows], rows, parts).items():
            if passed:
                count[key] += passed
                values[key].append(_value(job, need, parts, key, passed))
    absent = nothing(need.aggregate.function)
    return {
        key: Figure(mean(found + [absent] * (len(by_day) - len(found))), count[key])
        for key, found in values.items()
    }


def value_of_window(function: Gather, values: Sequence[Any]) -> Decimal | None:
    """Distinct counts of several sources add up; medians are of one source."""
    if function is Gather.COUNT_DISTINCT:
        return sum((as_number(value) or ZERO for value in values), ZERO)
    return as_number(values[0])
