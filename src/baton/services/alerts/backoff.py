"""How long to wait before a message is sent again that could not be delivered."""

from __future__ import annotations

import datetime as dt

WAITS = (30, 60, 300, 900, 3600, 3 * 3600, 12 * 3600)
"""Seconds before the second try, the third …; after the last one it is given up."""


def next_try(tries: int, now: dt.datetime) -> dt.datetime | None:
    """When a message is due again that failed ``tries`` times; None: give it up."""
    if not 1 <= tries <= len(WAITS):
        return None
    return now + dt.timedelta(seconds=WAITS[tries - 1])
