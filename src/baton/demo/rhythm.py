"""When things happen: months, quarters of months, working days, and the yearly rhythm."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from dataclasses import dataclass

from baton.demo.script import Script

TICK_DAYS = (1, 9, 17, 24)
"""The days of a month on which its four ticks begin."""


@dataclass(frozen=True)
class Tick:
    """A quarter of a month: business is told one tick at a time.

    Attributes:
        month: months before the current one, negative; 0 is the current month.
        number: 0 to 3 within the month.
        start, end: its first and last day; ``end`` is never after today.
        last: it ends its month.
    """

    month: int
    number: int
    start: dt.date
    end: dt.date
    last: bool

    @property
    def label(self) -> str:
        """``2026-03/1``: how the marker in the database names it."""
        return f"{self.start:%Y-%m}/{self.number}"


class Rhythm:
    """The calendar of one story.

    Args:
        script: whose holidays and seasons count.
        today: the day on which the story ends.
        months: how many months it has, the current one included.
        seed: what its chance depends on.
    """

    def __init__(self, script: Script, today: dt.date, months: int, seed: int) -> None:
        self.script = script
        self.today = today
        self.months = months
        self.seed = seed
        self._off = _days_off(script, today.year)

    def chance(self, *topic: object) -> random.Random:
        """A source of chance of its own for each topic: what one part draws moves no other part."""
        return random.Random(":".join(map(str, (self.seed, *topic))))  # noqa: S311 - a story, no secret

    def month_start(self, offset: int) -> dt.date:
        """The first day of the month ``offset`` months from the current one."""
        years, month = divmod(self.today.year * 12 + self.today.month - 1 + offset, 12)
        return dt.date(years, month + 1, 1)

    @property
    def opening(self) -> dt.date:
        """The day before the story: opening balances bear it."""
        return self.month_start(1 - self.months) - dt.timedelta(days=1)

    def ticks(self) -> list[Tick]:
        """All ticks of the story, oldest first."""
        found = []
        for month in range(1 - self.months, 1):
            first = self.month_start(month)
            length = calendar.monthrange(first.year, first.month)[1]
            for number, day in enumerate(TICK_DAYS):
                start = first.replace(day=day)
                end_day = TICK_DAYS[number + 1] - 1 if number < 3 else length
                if start <= self.today:
                    end = min(first.replace(day=end_day), self.today)
                    found.append(Tick(month, number, start, end, end.day == length))
        return found

    def works(self, day: dt.date) -> bool:
        """Whether the company works on that day."""
        return day.weekday() < 5 and day not in self._off

    def workdays(self, start: dt.date, end: dt.date) -> list[dt.date]:
        """The working days from ``start`` to ``end``, both included."""
        days = (start + dt.timedelta(days=n) for n in range((end - start).days + 1))
        return [day for day in days if self.works(day)]

    def at_work(self, day: dt.date, start: dt.date, end: dt.date) -> dt.date:
        """The working day of a tick nearest to ``day``; a tick without any gives its last day."""
        days = self.workdays(start, end)
        return min(days, key=lambda d: abs((d - day).days)) if days else end

    def level(self, month: int) -> float:
        """Orders of that month against the first one's plain month: season and growth."""
        company = self.script.company
        season = float(company["seasonality"][self.month_start(month).month])
        return season * float((1 + company["growth"]) ** (month + self.months - 1))

    def share_of_month(self, tick: Tick) -> float:
        """The tick's part of a usual month of 21.5 working days: holidays make a poor month."""
        return len(self.workdays(tick.start, tick.end)) / 21.5


def _days_off(script: Script, year: int) -> set[dt.date]:
    company = script.company
    off: set[dt.date] = set()
    for first in company["new_year"]:
        start = first - dt.timedelta(days=2)
        off |= {start + dt.timedelta(days=n) for n in range(company["new_year_rest_days"])}
    for day, length in company["holidays"].items():
        for y in range(year - 3, year + 2):
            start = dt.date(y, int(day[:2]), int(day[3:]))
            off |= {start + dt.timedelta(days=n) for n in range(length)}
    return off
