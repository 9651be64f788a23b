"""The days a widget is about, counted from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from baton.base.periods import Grain, Period
from baton.services.screens.layout import CALENDAR, Span


@dataclass(frozen=True)
class Days:
    """From ``start`` up to but without ``end``; ``period`` when they are one of the calendar."""

    start: date
    end: date
    period: Period | None
    grain: Grain
    """The grain a course over these days is drawn by."""


def days_of(span: Span, today: date) -> Days:
    """The days of a span.

    >>> days_of("last_7_days", date(2026, 11, 24)).start
    datetime.date(2026, 11, 18)
    """
    if span in CALENDAR:
        period = Period.of(today, Grain(span))
        return Days(period.start, period.end, period, period.grain)
    tomorrow = today + timedelta(days=1)
    if span == "last_month":
        period = Period.of(today, Grain.MONTH).previous()
        return Days(period.start, period.end, period, Grain.MONTH)
    if span == "last_12_months":
        this = Period.of(today, Grain.MONTH)
        return Days(this.previous(11).start, this.end, None, Grain.MONTH)
    back = 7 if span == "last_7_days" else 30
    return Days(tomorrow - timedelta(days=back), tomorrow, None, Grain.DAY)


def course_of(span: Span, count: int, today: date) -> tuple[date, date, Grain]:
    """The days and the grain of a course: ``count`` periods up to now, or the rolling days."""
    days = days_of(span, today)
    if days.period is None:
        return days.start, days.end, days.grain
    return days.period.previous(count - 1).start, days.end, days.grain
