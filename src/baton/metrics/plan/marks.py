"""Marks that stand in a written scan for what changes from question to question.

Days and org units are the same marks in every question of one shape, so that the expression, and
the SQL made of it, can be used again.
"""

from __future__ import annotations

import datetime as dt

DAYS, LAST_DAYS = 1001, 1002
"""The years in which marks of days lie: of single days, and of lists of days."""

MARKED_UNITS = "\x01units"
"""The mark of the org units whose rows count."""


def mark(year: int, number: int) -> dt.date:
    """The mark with this number."""
    return dt.date(year, 1, 1) + dt.timedelta(days=number)


def day_of(year: int, month: int, day: int) -> int:
    """The number of a mark."""
    return (dt.date(year, month, day) - dt.date(year, 1, 1)).days
