"""Marks that stand in a written scan for what changes from question to question.

Days, org units and persons are the same marks in every question of one shape, so that the
expression, and the SQL made of it, can be used again.
"""

from __future__ import annotations

import datetime as dt

DAYS, LAST_DAYS = 1001, 1002
"""The years in which marks of days lie: of single days, and of lists of days."""

MARKED = "\x01"
"""Begins the marks of lists of org units and persons."""


def mark(year: int, number: int) -> dt.date:
    """The mark with this number."""
    return dt.date(year, 1, 1) + dt.timedelta(days=number)


def day_of(year: int, month: int, day: int) -> int:
    """The number of a mark."""
    return (dt.date(year, month, day) - dt.date(year, 1, 1)).days
