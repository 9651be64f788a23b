"""Calendar periods: days, ISO weeks, months, quarters, years, and one total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from baton.base.errors import BatonError

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years a period may lie in; anything else is a typing error."""


class PeriodError(BatonError):
    """A period that cannot be read, or a range that ends before it starts."""


class Grain(StrEnum):
    """How long one period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TOTAL = "total"

    @classmethod
    def of(cls, text: str) -> Grain:
        """The grain called ``text``.

        Raises:
            PeriodError: there is no such grain.
        """
        try:
            return cls(text.strip().lower())
        except ValueError:
            raise PeriodError("base.grain_unknown", grain=text, known=", ".join(cls)) from None


MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
"""How many months a period of these grains has."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` up to but without ``end``.

    >>> Period.parse("2013-Q2")
    Period('2013-Q2')
    """

    start: date
    end: date
    grain: Grain

    def __repr__(self) -> str:
        return f"Period({self.label!r})"

    @classmethod
    def of(cls, day: date, grain: Grain) -> Period:
        """The period of ``grain`` that ``day`` lies in; there is no such thing for total."""
        if grain is Grain.DAY:
            return cls(day, day + timedelta(days=1), grain)
        if grain is Grain.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=7), grain)
        if grain is Grain.TOTAL:
            raise PeriodError("base.period_total_needs_range")
        months = MONTHS[grain]
        start = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(start, add_months(start, months), grain)

    @classmethod
    def total(cls, start: date, end: date) -> Period:
        """One period over a whole range; ``end`` is exclusive.

        Raises:
            PeriodError: the range is empty.
        """
        if end <= start:
            raise PeriodError("base.range_backwards", start=start, end=end)
        return cls(start, end, Grain.TOTAL)

    @classmethod
    def parse(cls, label: str) -> Period:
        """The period written ``2013-05-31``, ``2013-W22``, ``2013-05``, ``2013-Q2`` or ``2013``.

        Raises:
            PeriodError: it is none of these, or names a day that does not exist.
        """
        text = label.strip()
        for grain, pattern in _PATTERNS.items():
            found = pattern.fullmatch(text)
            if found is None:
                continue
            try:
                day = _first_day(grain, [int(part) for part in found.groups()])
                if FIRST_YEAR <= day.year <= LAST_YEAR:
                    return cls.of(day, grain)
            except ValueError:
                break
        raise PeriodError("base.period_unreadable", text=label)

    @property
    def label(self) -> str:
        """How the period is printed; ``parse`` reads it back (all but total)."""
        if self.grain is Grain.DAY:
            return self.start.isoformat()
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.grain is Grain.MONTH:
            return f"{self.start:%Y-%m}"
        if self.grain is Grain.QUARTER:
            return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
        return str(self.start.year) if self.grain is Grain.YEAR else "total"

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def previous(self, n: int = 1) -> Period:
        """The period ``n`` before (after, when negative).

        A total of whole months moves by its months, any other by its days.
        """
        if self.grain in MONTHS:
            return Period.of(add_months(self.start, -n * MONTHS[self.grain]), self.grain)
        if self.grain is Grain.TOTAL and self.start.day == 1 and self.end.day == 1:
            months = _months_between(self.start, self.end)
            start, end = add_months(self.start, -n * months), add_months(self.end, -n * months)
            return Period(start, end, self.grain)
        step = timedelta(days=n * self.days)
        return Period(self.start - step, self.end - step, self.grain)

    def year_before(self, n: int = 1) -> Period:
        """The same period ``n`` years earlier; ISO week 53 becomes 52 where there is none."""
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            last = date(year - n, 12, 28).isocalendar().week
            monday = date.fromisocalendar(year - n, min(week, last), 1)
            return Period.of(monday, self.grain)
        start = add_months(self.start, -12 * n)
        if self.grain is Grain.TOTAL:
            return Period(start, add_months(self.end, -12 * n), self.grain)
        return Period.of(start, self.grain)

    def year_to_date(self) -> tuple[date, date]:
        """First day of the year of its last day, and its end (exclusive)."""
        return date(self.last_day.year, 1, 1), self.end

    def rolling(self, n: int) -> tuple[date, date]:
        """First day and end (exclusive) of the last ``n`` periods, this one included."""
        return self.previous(n - 1).start, self.end


def periods(start: date, end: date, grain: Grain) -> list[Period]:
    """All periods that touch the days from ``start`` up to but without ``end``, in order.

    Raises:
        PeriodError: ``end`` is not after ``start``.
    """
    if grain is Grain.TOTAL or end <= start:
        return [Period.total(start, end)]
    result = [Period.of(start, grain)]
    while result[-1].end < end:
        result.append(Period.of(result[-1].end, grain))
    return result


def span(first: str, last: str) -> tuple[date, date]:
    """First day and end (exclusive) of a range typed as two labels, e.g. ``2013-01 2013-Q4``.

    Raises:
        PeriodError: a label cannot be read, or the range ends before it starts.
    """
    start, end = Period.parse(first).start, Period.parse(last).end
    if end <= start:
        raise PeriodError("base.range_backwards", start=first, end=last)
    return start, end


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the month's last day where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


_PATTERNS = {
    Grain.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    Grain.WEEK: re.compile(r"(\d{4})-W(\d{2})", re.ASCII),
    Grain.MONTH: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    Grain.QUARTER: re.compile(r"(\d{4})-Q(\d)", re.ASCII),
    Grain.YEAR: re.compile(r"(\d{4})", re.ASCII),
}


def _first_day(grain: Grain, parts: list[int]) -> date:
    year = parts[0]
    if grain is Grain.DAY:
        return date(*parts)
    if grain is Grain.WEEK:
        return date.fromisocalendar(year, parts[1], 1)
    if grain is Grain.MONTH:
        return date(year, parts[1], 1)
    if grain is Grain.QUARTER:
        return date(year, parts[1] * 3 - 2, 1)
    return date(year, 1, 1)
