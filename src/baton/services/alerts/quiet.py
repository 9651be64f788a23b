"""Quiet hours 免打扰: when a message may go out."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

TIME = r"^([01]\d|2[0-3]):[0-5]\d$"
"""An hour and minute as rules keep them, e.g. ``22:00``."""


def release(
    now: dt.datetime, zone: ZoneInfo, quiet_from: str | None, quiet_to: str | None
) -> dt.datetime:
    """The first moment from ``now`` (UTC, aware) on that is not in the quiet hours.

    The hours are the company's own; they may run over midnight. Equal ends mean none. The end
    itself is no longer quiet.
    """
    if not quiet_from or not quiet_to or quiet_from == quiet_to:
        return now
    begin, end = dt.time.fromisoformat(quiet_from), dt.time.fromisoformat(quiet_to)
    local = now.astimezone(zone)
    clock = local.time()
    if begin < end:
        quiet, days = begin <= clock < end, 0
    else:
        quiet, days = clock >= begin or clock < end, int(clock >= begin)
    if not quiet:
        return now
    day = local.date() + dt.timedelta(days=days)
    return max(now, dt.datetime.combine(day, end, zone).astimezone(dt.UTC))
