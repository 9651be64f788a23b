"""When a series changed for good: a step to another level, or the start of a slope.

One change at a time is fitted by weighted least squares at every possible place and the best one
is kept when it is far better than chance, the many places tried included. Several changes are
found by looking again in front of and behind the first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist, median

LEAST_POINTS = 6
"""Shorter series say nothing about what is usual."""
LEAST_SIDE = 2
"""Points on each side of a change."""
CHANCE = 0.01
"""A change is real when chance would give one like it this seldom."""
MAD_TO_SIGMA = 1.4826
"""Median absolute deviation of normal noise to its standard deviation."""


class Noise(StrEnum):
    """How far points stray from their level."""

    NORMAL = "normal"
    """Equally far at every level."""
    POISSON = "poisson"
    """The farther the higher: amounts and counts; never below zero."""
    BINOMIAL = "binomial"
    """Farthest at one half: ratios from 0 to 1."""


class Form(StrEnum):
    """How a series changed."""

    STEP = "step"
    """At once, to another level."""
    SLOPE = "slope"
    """Bit by bit, from a point on."""


@dataclass(frozen=True)
class Shift:
    """A lasting change.

    Args:
        at: index of the first point that is different.
        form: at once or bit by bit.
        before: the usual level before it.
        after: the level behind it; of a slope the level reached at the end.
        chance: how likely chance alone gives such a change, 0-1.
    """

    at: int
    form: Form
    before: float
    after: float
    chance: float

    @property
    def size(self) -> float:
        """How far the level moved."""
        return self.after - self.before


@dataclass(frozen=True)
class Spike:
    """One point far from its neighbours, which come back to what was usual."""

    at: int
    value: float
    usual: float
    distance: float
    """In standard deviations of the usual noise."""


def find_shift(
    values: Sequence[float],
    weights: Sequence[float] | None = None,
    *,
    chance: float = CHANCE,
    noise: Noise = Noise.NORMAL,
) -> Shift | None:
    """The one change that explains a series best, when it is beyond chance.

    Args:
        weights: how much each point is worth, e.g. the denominators of a ratio.
        noise: what is to be expected of it; values outside its range are taken for normal.
    """
    best = _best(values, weights, _possible(values, noise))
    return best if best is not None and best.chance < chance else None


def find_shifts(
    values: Sequence[float],
    weights: Sequence[float] | None = None,
    *,
    chance: float = CHANCE,
    noise: Noise = Noise.NORMAL,
) -> list[Shift]:
    """All changes beyond chance, in the order of time."""
    found = find_shift(values, weights, chance=chance, noise=noise)
    if found is None:
        return []
    result = [found]
    pieces = [(0, found.at)]
    if found.form is Form.STEP:
        pieces.append((found.at, len(values)))
    for start, end in pieces:
        own = None if weights is None else weights[start:end]
        for inner in find_shifts(values[start:end], own, chance=chance, noise=noise):
            result.append(
                Shift(inner.at + start, inner.form, inner.before, inner.after, inner.chance)
            )
    return sorted(result, key=lambda shift: shift.at)


def find_spikes(values: Sequence[float], *, limit: float = 4.0) -> list[Spike]:
    """Single points more than ``limit`` standard deviations from the median around them.

    The noise is taken from the median absolute deviation, so that the spikes themselves do not
    hide it.
    """
    if len(values) < LEAST_POINTS:
        return []
    usual = [_around(values, place) for place in range(len(values))]
    off = [value - level for value, level in zip(values, usual, strict=True)]
    sigma = MAD_TO_SIGMA * median(abs(one) for one in off)
    floor = 1e-9 * max(abs(value) for value in values)
    if sigma <= floor:
        return []
    return [
        Spike(place, values[place], usual[place], abs(one) / sigma)
        for place, one in enumerate(off)
        if abs(one) > limit * sigma
    ]


def _around(values: Sequence[float], place: int) -> float:
    """The median of the three points on each side (fewer at the ends), without the point."""
    low, high = max(0, place - 3), min(len(values), place + 4)
    return median([*values[low:place], *values[place + 1 : high]])


def _possible(values: Sequence[float], noise: Noise) -> Noise:
    low, high = min(values, default=0.0), max(values, default=0.0)
    if noise is Noise.NORMAL or low < 0 or (noise is Noise.BINOMIAL and high > 1):
        return Noise.NORMAL
    return noise


def _best(values: Sequence[float], weights: Sequence[float] | None, noise: Noise) -> Shift | None:
    size = len(values)
    if size < LEAST_POINTS:
        return None
    share = _shares(weights, size)
    flat = _misfit(values, [_mean(values, share)] * size, share, noise)
    scale = max(abs(value) for value in values)
    if flat <= 1e-18 * (scale**2 if noise is Noise.NORMAL else scale):
        return None
    best: tuple[float, int, Form, float, float] | None = None
    for at in range(LEAST_SIDE, size - LEAST_SIDE + 1):
        for form in Form:
            if form is Form.SLOPE and size - at < LEAST_SIDE + 1:
                continue
            before, after, course = _fit(values, share, at, form)
            error = _misfit(values, course, share, noise)
            # the slope must be clearly better: a step is the simpler story
            penalty = error * (1.05 if form is Form.SLOPE else 1.0)
            if best is None or penalty < best[0]:
                best = (penalty, at, form, before, after)
    assert best is not None
    error, at, form, before, after = best
    chance = _chance(flat, error, size, tries=2 * (size - 2 * LEAST_SIDE + 1))
    return Shift(at, form, before, after, chance)


def _shares(weights: Sequence[float] | None, size: int) -> list[float]:
    if weights is None:
        return [1.0] * size
    total = sum(weights)
    return [weight * size / total if total > 0 else 1.0 for weight in weights]


def _misfit(
    values: Sequence[float], course: Sequence[float], share: Sequence[float], noise: Noise
) -> float:
    """How badly a course fits: the weighted deviance, of normal noise the squared error."""
    if noise is Noise.NORMAL:
        return sum(w * (v - m) ** 2 for v, m, w in zip(values, course, share, strict=True))
    total = 0.0
    floor = 1e-3 * max(*values, 1e-300)
    for value, middle, weight in zip(values, course, share, strict=True):
        if noise is Noise.POISSON:
            m = max(middle, floor)
            total += 2 * weight * (_log_part(value, m) - (value - m))
        else:
            m = min(max(middle, 1e-3), 1 - 1e-3)
            total += 2 * weight * (_log_part(value, m) + _log_part(1 - value, 1 - m))
    return max(0.0, total)


def _log_part(value: float, middle: float) -> float:
    return value * math.log(value / middle) if value > 0 else 0.0


def _mean(values: Sequence[float], share: Sequence[float]) -> float:
    total = sum(share)
    return sum(v * w for v, w in zip(values, share, strict=True)) / total if total else 0.0


def _fit(
    values: Sequence[float], share: Sequence[float], at: int, form: Form
) -> tuple[float, float, list[float]]:
    """Level before, level after (at the end), and the whole course with a change at ``at``."""
    shape = [
        0.0 if place < at else 1.0 if form is Form.STEP else float(place - at + 1)
        for place in range(len(values))
    ]
    mean_x, mean_y = _mean(shape, share), _mean(values, share)
    spread = sum(w * (x - mean_x) ** 2 for x, w in zip(shape, share, strict=True))
    if spread == 0:
        return mean_y, mean_y, [mean_y] * len(values)
    together = sum(
        w * (x - mean_x) * (y - mean_y) for x, y, w in zip(shape, values, share, strict=True)
    )
    slope = together / spread
    before = mean_y - slope * mean_x
    return before, before + slope * shape[-1], [before + slope * x for x in shape]


def _chance(flat: float, error: float, size: int, tries: int) -> float:
    """How likely noise fits as well somewhere: Student's t by Wallace's normal, times the tries."""
    free = size - 3  # mean, height and place
    if error <= 1e-12 * flat:
        return 0.0
    t_squared = max(0.0, (flat - error) / (error / free))
    z = (8 * free + 1) / (8 * free + 3) * math.sqrt(free * math.log1p(t_squared / free))
    return min(1.0, 2 * (1 - NormalDist().cdf(z)) * tries)
