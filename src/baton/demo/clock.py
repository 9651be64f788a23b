"""The business day: lets the ERP's workflow take a day of the story for today.

Tryton's workflow methods ask ``ir.date`` what day it is (quotation and order dates, planned dates,
the end of stock queries). While the story is told, the thread that tells it gets the story's day;
every other thread of the process gets the real one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from baton.kernel import Erp

_day: ContextVar[dt.date | None] = ContextVar("baton_demo_day", default=None)


@contextmanager
def business_day(erp: Erp, day: dt.date) -> Iterator[None]:
    """Inside the block ``ir.date`` answers ``day``, in this thread only."""
    _teach(erp.get("ir.date"))
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def _teach(model: Any) -> None:
    """Let the class ask the story first; done once a process."""
    real = model.today
    if getattr(real, "asks_story", False):
        return

    def today(timezone: dt.tzinfo | None = None) -> dt.date:
        return _day.get() or real(timezone)

    today.asks_story = True  # type: ignore[attr-defined]
    model.today = staticmethod(today)
