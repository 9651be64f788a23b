"""How far a target is reached 达成率, by the rule that an indicator publishes.

All rates are fractions: 1 is exactly the target. ``None`` means the rate has no meaning here
(no value, no target, or a target the formula cannot divide by) and must be shown as empty.
"""

from __future__ import annotations

from decimal import Decimal

from baton.metrics.catalogue.model import Rule

ZERO = Decimal(0)
ONE = Decimal(1)
CAP = Decimal(2)
"""The most a rate can be where the formula itself has no end: nothing left of a bad thing."""


def achievement(
    rule: Rule,
    actual: Decimal | None,
    target: Decimal | None,
    *,
    baseline: Decimal | None = None,
    tolerance: Decimal | None = None,
    limits: tuple[Decimal, Decimal] | None = None,
) -> Decimal | None:
    """The achievement rate, never below 0.

    * ratio 正向: A / T, or (A - B) / (T - B) from a ``baseline`` B, the form for targets at or
      below zero as well.
    * inverse 反向: T / A; a value of zero or less gives the cap.
    * deviation 趋中: 1 - |A - T| / tolerance, the ``tolerance`` in the value's own unit (the
      target itself when left out).
    * range 区间: 1 inside ``limits``; outside less by the distance to them over the nearer one.
      It needs no target.

    >>> achievement(Rule.RATIO, Decimal(90), Decimal(120))
    Decimal('0.75')
    """
    if actual is None:
        return None
    if rule is Rule.RANGE and limits is not None:
        return max(ZERO, _in_range(actual, *limits))
    if target is None:
        return None
    if baseline is not None and rule in (Rule.RATIO, Rule.INVERSE):
        rate = _from_baseline(actual, target, baseline)
    elif rule is Rule.RATIO:
        rate = actual / target if target > ZERO else None
    elif rule is Rule.INVERSE:
        rate = _inverse(actual, target)
    else:
        rate = _near(actual, target, abs(target) if tolerance is None else tolerance)
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


def _inverse(actual: Decimal, target: Decimal) -> Decimal | None:
    if target < ZERO:
        return None
    if target == ZERO:  # "no complaints at all" can be met exactly
        return ONE if actual <= ZERO else ZERO
    return CAP if actual <= ZERO else min(CAP, target / actual)


def _near(actual: Decimal, target: Decimal, width: Decimal) -> Decimal:
    if width > ZERO:
        return ONE - abs(actual - target) / width
    return ONE if actual == target else ZERO


def _in_range(actual: Decimal, low: Decimal, high: Decimal) -> Decimal:
    if low <= actual <= high:
        return ONE
    near = low if actual < low else high
    return ONE - abs(actual - near) / abs(near) if near != ZERO else ZERO
