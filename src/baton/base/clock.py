"""What day and time it is for the company: business dates are told in its own time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_zone: dt.tzinfo | None = None


def use(name: str | None) -> None:
    """Tell days and times in this zone from now on, e.g. ``Asia/Shanghai``.

    Without a name, or with one that nobody knows, they are the machine's own.
    """
    global _zone  # noqa: PLW0603 - one installation is in one place
    try:
        _zone = ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        _zone = None


def now() -> dt.datetime:
    """The time on the company's wall, with its zone."""
    return dt.datetime.now(dt.UTC).astimezone(_zone)


def today() -> dt.date:
    """The day it is for the company."""
    return now().date()


def local(moment: dt.datetime) -> dt.datetime:
    """A moment as the company's wall clock showed it; one without a zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(_zone)
