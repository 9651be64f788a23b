"""Exponential smoothing of a series: level, damped drift and, with two years of it, season."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from baton.metrics.analysis.season import indices

ALPHAS = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
BETAS = (0.0, 0.1, 0.3)
DAMPING = 0.9
"""How much of the drift is left one period on."""
LEAST_POINTS = 3


@dataclass(frozen=True)
class Outlook:
    """What is expected of one coming period.

    Args:
        value: the middle.
        sigma: standard deviation of the error, in the figure's unit.
    """

    value: float
    sigma: float


def outlook(values: Sequence[float], ahead: int, season: int = 0) -> list[Outlook]:
    """The coming ``ahead`` periods; nothing for fewer than three values.

    Args:
        season: periods a year, 0 for none.
    """
    if len(values) < LEAST_POINTS:
        return []
    index = indices(values, season) if season else None
    plain = [v / index[i % season] for i, v in enumerate(values)] if index else list(values)
    alpha, beta = min(
        ((a, b) for a in ALPHAS for b in BETAS), key=lambda pair: _errors(plain, *pair)[0]
    )
    squared, count, level, drift = _run(plain, alpha, beta)
    sigma = math.sqrt(squared / max(1, count - 2))
    found = []
    spread, move = 1.0, 0.0
    for step in range(1, ahead + 1):
        move += drift * DAMPING**step
        if step > 1:
            spread += (alpha * (1 + beta * (step - 1))) ** 2
        factor = index[(len(values) + step - 1) % season] if index else 1.0
        found.append(Outlook((level + move) * factor, sigma * math.sqrt(spread) * abs(factor)))
    return found


def _errors(values: Sequence[float], alpha: float, beta: float) -> tuple[float, float]:
    squared, count, _, _ = _run(values, alpha, beta)
    return squared / max(1, count), alpha


def _run(values: Sequence[float], alpha: float, beta: float) -> tuple[float, int, float, float]:
    """Squared one-step errors, how many, the last level and the last drift."""
    level, drift, squared = values[0], 0.0, 0.0
    for value in values[1:]:
        expected = level + DAMPING * drift
        error = value - expected
        squared += error * error
        level = expected + alpha * error
        drift = DAMPING * drift + alpha * beta * error
    return squared, len(values) - 1, level, drift
