"""How far a target is reached 达成率, by the direction that is best.

All rates are fractions: 1 is exactly the target. ``None`` means the rate has no meaning here
(no value, no target, or a target the formula cannot divide by) and must be shown as empty.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
ONE = Decimal(1)
DEFAULT_TOLERANCE = Decimal("0.1")
"""How far off a target-is-best value may be before it counts nothing, as a share of the target."""


class Direction(StrEnum):
    """Which values are good."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"


def achievement(
    direction: Direction,
    actual: Decimal | None,
    target: Decimal | None,
    *,
    baseline: Decimal | None = None,
    tolerance: Decimal | None = None,
) -> Decimal | None:
    """The achievement rate, never below 0.

    Higher is best: A / T, or (A - B) / (T - B) from a baseline B, which is also the form for
    targets at or below zero. Lower is best: 2 - A / T (linear). Target is best:
    1 - |A - T| / tolerance, the tolerance in the value's own unit (a tenth of the target
    when left out).

    >>> achievement(Direction.LOWER, Decimal(12), Decimal(10))
    Decimal('0.8')
    """
    if actual is None or target is None:
        return None
    if baseline is not None and direction is not Direction.TARGET:
        rate = _from_baseline(actual, target, baseline)
    elif direction is Direction.HIGHER:
        rate = actual / target if target > ZERO else None
    elif direction is Direction.LOWER:
        rate = 2 * ONE - actual / target if target > ZERO else _zero_wanted(actual, target)
    else:
        width = abs(target) * DEFAULT_TOLERANCE if tolerance is None else tolerance
        if width > ZERO:
            rate = ONE - abs(actual - target) / width
        else:
            rate = ONE if actual == target else ZERO
    return None if rate is None else max(ZERO, rate)


def change(
    actual: Decimal | None, prior: Decimal | None, *, points: bool = False
) -> Decimal | None:
    """Change against the period before: a fraction, or for ratios (``points``) the difference.

    Empty when either is missing or the prior value is zero, where a rate means nothing.
    """
    if actual is None or prior is None:
        return None
    if points:
        return actual - prior
    return None if prior == ZERO else (actual - prior) / abs(prior)


def _from_baseline(actual: Decimal, target: Decimal, baseline: Decimal) -> Decimal | None:
    if target == baseline:
        return None
    return (actual - baseline) / (target - baseline)


def _zero_wanted(actual: Decimal, target: Decimal) -> Decimal | None:
    # "no complaints at all" is a target that can be met exactly; below zero has no meaning.
    if target < ZERO:
        return None
    return ONE if actual <= ZERO else ZERO
