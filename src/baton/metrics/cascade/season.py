"""A year's target over its months, and from last year to this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from baton.metrics.cascade.divide import CENT, ONE, ZERO, CascadeError, rounded, split


def even(parts: int) -> list[Decimal]:
    """The same weight for every part."""
    return [ONE] * parts


def profile_of(values: Sequence[Decimal | None]) -> list[Decimal] | None:
    """The seasonal profile in past values as weights; None when there is nothing to learn from.

    A part without a value, or with a negative one, weighs as the mean of the others.
    """
    known = [value for value in values if value is not None and value > ZERO]
    if not known:
        return None
    mean = sum(known, ZERO) / len(known)
    return [value if value is not None and value > ZERO else mean for value in values]


def read_profile(values: Sequence[object], parts: int) -> list[Decimal]:
    """A profile as somebody gave it: as many weights as the period has parts.

    Raises:
        CascadeError: too few or too many, no number, negative, or all zero.
    """
    try:
        found = [Decimal(str(value)) for value in values]
    except InvalidOperation as error:
        raise CascadeError("metrics.cascade_profile_number") from error
    if len(found) != parts:
        raise CascadeError("metrics.cascade_profile_length", given=len(found), wanted=parts)
    if any(not one.is_finite() or one < ZERO for one in found):
        raise CascadeError("metrics.cascade_negative_weight")
    if not any(found):
        raise CascadeError("metrics.cascade_no_weight")
    return found


def spread(total: Decimal, profile: Sequence[Decimal], step: Decimal = CENT) -> list[Decimal]:
    """A period's target over its parts by a seasonal profile; they add up to it exactly."""
    return split(total, profile, step)


def grown(value: Decimal, rate: Decimal, step: Decimal = CENT) -> Decimal:
    """A value grown by a rate (0.1 is 10 % more), to a multiple of ``step``.

    Growth of a loss makes the loss smaller: the rate applies to the absolute value.

    >>> grown(Decimal("-100"), Decimal("0.1"))
    Decimal('-90.00')
    """
    return rounded(value + abs(value) * rate, step)


@dataclass(frozen=True)
class Threshold:
    """How far the threshold and the stretch target lie from the target, as fractions of it.

    Attributes:
        below: the threshold is this part worse than the target.
        above: the stretch target is this part better.
    """

    below: Decimal | None = None
    above: Decimal | None = None


def levels(
    target: Decimal, rates: Threshold, *, higher: bool, step: Decimal = CENT
) -> tuple[Decimal | None, Decimal | None]:
    """Threshold and stretch of a target; for ``higher`` is better the threshold is lower."""
    worse = -ONE if higher else ONE

    def moved(rate: Decimal | None, side: Decimal) -> Decimal | None:
        return None if rate is None else rounded(target + abs(target) * rate * side, step)

    return moved(rates.below, worse), moved(rates.above, -worse)
