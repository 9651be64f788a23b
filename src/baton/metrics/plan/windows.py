"""Which days a figure reads: windows of periods, and the buckets scans group rows by.

A scan groups rows once by bucket (a slice of time); a window (the days one figure needs) is a
whole number of buckets. So one scan serves a month, its year to date and its last twelve months.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import ibis

from baton.base.periods import Grain, Period, periods
from baton.metrics.formula.nodes import Span, Step
from baton.metrics.plan.marks import DAYS, mark
from baton.metrics.plan.rows import day_literal

BEGINNING = dt.date(1, 1, 1)
"""Start of a window without a start."""

MAX_CUTS = 40
"""Slices that are told apart by comparing dates; more of them are grouped day by day."""

Days = tuple[dt.date, dt.date]
"""First day and end (exclusive) of a window."""

_TRUNCATE = {
    Grain.DAY: "D",
    Grain.WEEK: "W",
    Grain.MONTH: "M",
    Grain.QUARTER: "Q",
    Grain.YEAR: "Y",
}


def days_of(period: Period) -> Days:
    """The days of a period."""
    return period.start, period.end


def earlier(period: Period, step: Step, n: int) -> Period:
    """The period ``n`` years or periods before."""
    return period.year_before(n) if step is Step.YEAR else period.previous(n)


def widened(period: Period, span: Span, n: int | None) -> Period:
    """The days a window reads instead of the period's own, as one total."""
    if span is Span.TO_DATE:
        return Period(BEGINNING, period.end, Grain.TOTAL)
    start, end = period.year_to_date() if span is Span.YEAR_TO_DATE else period.rolling(n or 1)
    return Period(start, end, Grain.TOTAL)


@dataclass(frozen=True)
class Buckets:
    """The slices of time that all ``windows`` are made of.

    Args:
        windows: what will be asked.
        grain: the grain of the question; buckets are its periods when all windows fit them.
        daily: group by single days, whatever the windows are.
        marks: what stands for days in expressions.
    """

    windows: frozenset[Days]
    grain: Grain
    daily: bool = False
    marks: Mapping[dt.date, dt.date] = field(default_factory=dict, compare=False)

    @cached_property
    def cuts(self) -> list[dt.date]:
        """All days at which a window begins or ends, but for the beginning of time."""
        return sorted({day for days in self.windows for day in days} - {BEGINNING})

    @cached_property
    def slicing(self) -> Grain | None:
        """The grain of the buckets; None when they are the slices between cuts."""
        if self.daily:
            return Grain.DAY
        calendar = self.grain is not Grain.TOTAL
        if calendar and all(Period.of(day, self.grain).start == day for day in self.cuts):
            return self.grain
        return None if len(self.cuts) <= MAX_CUTS else Grain.DAY

    @cached_property
    def starts(self) -> list[dt.date]:
        """The first day of each bucket, which also names it."""
        first, last = self.cuts[0], self.cuts[-1]
        head = [BEGINNING] if any(start == BEGINNING for start, _ in self.windows) else []
        if self.slicing is None:
            return head + self.cuts[:-1]
        if first == last:
            return head
        return head + [period.start for period in periods(first, last, self.slicing)]

    def of(self, days: Days) -> list[dt.date]:
        """The buckets of a window."""
        return self.starts[bisect_left(self.starts, days[0]) : bisect_left(self.starts, days[1])]

    def ranges(self) -> list[Days]:
        """The days to be read: the windows, overlapping and touching ones joined."""
        joined: list[Days] = []
        for start, end in sorted(self.windows):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def among(self, day: Any) -> Any:
        """An Ibis condition: the day lies in one of the windows."""
        found = None
        for start, end in self.ranges():
            inside = day < self._literal(end)
            if start != BEGINNING:
                inside = (day >= self._literal(start)) & inside
            found = inside if found is None else found | inside
        return found

    def bucket(self, day: Any) -> Any:
        """An Ibis expression for the bucket of a day inside the windows."""
        if len(self.starts) == 1:
            return self._literal(self.starts[0])
        if self.slicing is not None:
            slot = day.truncate(_TRUNCATE[self.slicing]).cast("date")
            if self.starts[0] != BEGINNING:
                return slot
            return ibis.ifelse(day < self._literal(self.cuts[0]), day_literal(BEGINNING), slot)
        literals = {start: self._literal(start) for start in self.starts}
        later = [(day >= literals[start], literals[start]) for start in self.starts[:0:-1]]
        return ibis.cases(*later, else_=literals[self.starts[0]])

    def marked(self) -> tuple[Hashable, dict[str, dt.date], Buckets]:
        """The same with marks for days: what the expressions depend on besides, and the days."""
        written = [day for window in self.ranges() for day in window] + self.cuts[:1]
        if self.slicing is None or len(self.starts) == 1:
            written += self.starts
        known = dict.fromkeys(sorted({*written} - {BEGINNING}))
        known |= dict.fromkeys(day for day in self.starts if day != BEGINNING)
        rank = {day: number for number, day in enumerate(known)}
        shape = (
            self.slicing,
            min(len(self.starts), 2),
            self.starts[0] == BEGINNING,
            tuple(rank.get(day) for day in written),
        )
        marks = {day: mark(DAYS, number) for day, number in rank.items()}
        values = {f"d{number}": day for day, number in rank.items()}
        return shape, values, replace(self, marks=marks)

    def _literal(self, day: dt.date) -> Any:
        return day_literal(self.marks.get(day, day))


def spanned(windows: Iterable[Days]) -> Days:
    """From the first day to the last end of all windows."""
    every = list(windows)
    return min(start for start, _ in every), max(end for _, end in every)
