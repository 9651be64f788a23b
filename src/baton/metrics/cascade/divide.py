"""Divides a number among several so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext

from baton.base.errors import BatonError

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
DIGITS = 60
"""Digits kept while dividing: more than any total and step together need."""


class CascadeError(BatonError):
    """A target that cannot be divided as asked."""


def step_of(decimals: int) -> Decimal:
    """The smallest amount with so many decimal places: 0.01 for 2."""
    return ONE.scaleb(-decimals)


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """The multiple of ``step`` nearest to ``value``, half to even."""
    with localcontext(prec=DIGITS):
        return (value / step).to_integral_value(ROUND_HALF_EVEN) * step


def split(total: Decimal, weights: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """``total`` in parts as ``weights`` stand to one another, each a multiple of ``step``.

    The parts add up to ``total`` exactly. Each gets its exact share rounded down; the steps then
    left go one each to those with the largest remainders (the earlier one when equal). What of
    ``total`` is smaller than a step is given to the part with the largest weight.

    >>> split(Decimal(100), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]

    Raises:
        CascadeError: no parts, a negative weight, or weights that are all zero.
    """
    if not weights:
        raise CascadeError("metrics.cascade_no_parts")
    if any(weight < ZERO or not weight.is_finite() for weight in weights):
        raise CascadeError("metrics.cascade_negative_weight")
    with localcontext(prec=DIGITS):
        whole = sum(weights, ZERO)
        if whole == ZERO:
            raise CascadeError("metrics.cascade_no_weight")
        steps = (abs(total) / step).to_integral_value(ROUND_FLOOR)
        exact = [steps * weight / whole for weight in weights]
        parts = [one.to_integral_value(ROUND_FLOOR) for one in exact]
        left = int(steps - sum(parts, ZERO))
        order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
        for at in order[:left]:
            parts[at] += ONE
        sign = ONE if total >= ZERO else -ONE
        found = [sign * part * step for part in parts]
        rest = total - sum(found, ZERO)
        if rest:
            found[max(range(len(weights)), key=lambda at: (weights[at], -at))] += rest
    return found


def joint(shares: Sequence[Decimal]) -> list[Decimal]:
    """The shares of a joint target; they must be the whole.

    Raises:
        CascadeError: a share is negative, or they do not add up to 1.
    """
    if any(share < ZERO for share in shares):
        raise CascadeError("metrics.cascade_negative_weight")
    whole = sum(shares, ZERO)
    if whole != ONE:
        raise CascadeError("metrics.cascade_shares", sum=f"{whole:.2%}")
    return list(shares)
