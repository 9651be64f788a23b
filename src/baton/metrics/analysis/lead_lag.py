"""Which other figures move first, along, or later."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

LEAST_PAIRS = 8
"""Pairs of changes a correlation needs."""
FARTHEST = 4
"""Periods one series may run ahead of the other."""
CHANCE = 0.05


@dataclass(frozen=True)
class Companion:
    """How another series goes with one.

    Args:
        lag: periods by which the other moves first; negative when it moves later.
        correlation: of the changes from period to period, -1 to 1.
        chance: how likely chance gives as much, the lags tried included, 0-1.
        pairs: how many changes were compared.
    """

    lag: int
    correlation: float
    chance: float
    pairs: int


def companion(
    own: Sequence[float | None], other: Sequence[float | None], *, farthest: int = FARTHEST
) -> Companion | None:
    """The lag at which the other series goes best with one, when it is beyond chance.

    Changes are compared, not levels: two figures that merely grow both would always agree.
    """
    first, second = _changes(own), _changes(other)
    best: Companion | None = None
    tries = 2 * farthest + 1
    for lag in range(-farthest, farthest + 1):
        pairs = [
            (first[place], second[place - lag])
            for place in range(len(first))
            if 0 <= place - lag < len(second)
        ]
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        if len(known) < LEAST_PAIRS:
            continue
        found = _correlation(known)
        if found is None:
            continue
        chance = _chance(found, len(known), tries)
        if best is None or (chance, abs(lag)) < (best.chance, abs(best.lag)):
            best = Companion(lag, found, chance, len(known))
    return best if best is not None and best.chance < CHANCE else None


def _changes(values: Sequence[float | None]) -> list[float | None]:
    return [None if a is None or b is None else b - a for a, b in itertools.pairwise(values)]


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    mean_a, mean_b = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
    spread_a = sum((a - mean_a) ** 2 for a, _ in pairs)
    spread_b = sum((b - mean_b) ** 2 for _, b in pairs)
    if spread_a <= 0 or spread_b <= 0:
        return None
    both = sum((a - mean_a) * (b - mean_b) for a, b in pairs)
    return max(-1.0, min(1.0, both / math.sqrt(spread_a * spread_b)))


def _chance(correlation: float, pairs: int, tries: int) -> float:
    """By Fisher's transformation, times the lags tried."""
    if abs(correlation) >= 1:
        return 0.0
    z = math.atanh(correlation) * math.sqrt(max(1, pairs - 3))
    return min(1.0, 2 * (1 - NormalDist().cdf(abs(z))) * tries)
