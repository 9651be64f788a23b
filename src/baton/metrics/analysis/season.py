"""What is usual for the time of year and the day of the week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean, median

YEAR = {"month": 12, "quarter": 4, "week": 52}
"""Periods a year by grain; days and years have no season here."""


def indices(values: Sequence[float], length: int) -> list[float] | None:
    """How much of the average each place in the season has; their mean is 1.

    Two whole seasons are needed, and values that are not negative; else there are none.
    """
    if length < 2 or len(values) < 2 * length or min(values) < 0 or max(values) == 0:
        return None
    ratios: dict[int, list[float]] = defaultdict(list)
    for place, value in enumerate(values):
        low = max(0, min(place - length // 2, len(values) - length))
        level = fmean(values[low : low + length])
        if level > 0:
            ratios[place % length].append(value / level)
    if len(ratios) < length:
        return None
    found = [median(ratios[place]) for place in range(length)]
    middle = fmean(found)
    if middle <= 0 or min(found) <= 0:
        return None
    return [one / middle for one in found]


def adjusted(values: Sequence[float], length: int) -> list[float]:
    """The values without their season; as they are when no season can be told."""
    season = indices(values, length)
    if season is None:
        return list(values)
    return [value / season[place % length] for place, value in enumerate(values)]


def weekday_weights(days: Mapping[dt.date, float]) -> list[float]:
    """What share of a usual week each weekday brings, Monday first; equal shares without data."""
    totals, counts = [0.0] * 7, [0] * 7
    for day, value in days.items():
        totals[day.weekday()] += max(0.0, value)
        counts[day.weekday()] += 1
    means = [total / count if count else 0.0 for total, count in zip(totals, counts, strict=True)]
    whole = sum(means)
    return [mean / whole for mean in means] if whole > 0 else [1 / 7] * 7


def elapsed(start: dt.date, end: dt.date, upto: dt.date, weights: Sequence[float]) -> float:
    """The share of a period's expected business that lies before ``upto`` (exclusive), 0-1.

    Args:
        end: exclusive.
        weights: by weekday, see :func:`weekday_weights`.
    """
    total = done = 0.0
    day = start
    while day < end:
        weight = weights[day.weekday()]
        total += weight
        done += weight if day < upto else 0.0
        day += dt.timedelta(days=1)
    return done / total if total else 0.0
