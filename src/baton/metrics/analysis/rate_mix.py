"""The change of a ratio, member by member: a rate that changed, and weights that moved."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TypeVar

from baton.metrics.analysis.exact import DIGITS, ZERO

K = TypeVar("K", bound=Hashable)
Parts = Mapping[K, tuple[Decimal, Decimal]]
"""Numerator and denominator by member."""


@dataclass(frozen=True)
class RateMix:
    """A member's part in the change of a ratio, in the ratio's own unit.

    Args:
        rate: because its own ratio changed, at its weight now.
        mix: because its weight changed, by how far it was from the whole's ratio before.
    """

    rate: Decimal
    mix: Decimal

    @property
    def effect(self) -> Decimal:
        """Both together."""
        return self.rate + self.mix


@dataclass(frozen=True)
class Whole:
    """Numerator and denominator of the whole, before and after."""

    before: tuple[Decimal, Decimal]
    after: tuple[Decimal, Decimal]


def rate_mix(before: Parts[K], after: Parts[K], whole: Whole | None = None) -> dict[K, RateMix]:
    """Each member's part; their sum is the change of the whole ratio, without residual.

    With weights w = the member's share of the denominator and r = its ratio::

        rate = w1 (r1 - r0)        mix = (w1 - w0) (r0 - R0)

    A member that has no denominator before or now has no ratio to compare: all of its part is
    mix. What a member adds to the numerator without any denominator is mix as well.

    Args:
        whole: what the members are part of, when they are not all of it: members of one branch
            then add up to that branch's part.

    Returns:
        Nothing when one of the whole ratios does not exist (its denominator is zero).

    >>> found = rate_mix({"a": (8, 10)}, {"a": (9, 10)})
    >>> str(found["a"].rate), str(found["a"].mix)
    ('0.1', '0.0')
    """
    with localcontext() as context:
        context.prec = DIGITS
        known = whole or Whole(_sum(before), _sum(after))
        (num0, den0), (_, den1) = known.before, known.after
        if ZERO in (den0, den1):
            return {}
        ratio = num0 / den0
        nothing = (ZERO, ZERO)
        found: dict[K, RateMix] = {}
        for key in dict.fromkeys((*before, *after)):
            n0, d0 = before.get(key, nothing)
            n1, d1 = after.get(key, nothing)
            effect = (n1 / den1 - n0 / den0) - ratio * (d1 / den1 - d0 / den0)
            rate = (n1 - n0 / d0 * d1) / den1 if ZERO not in (d0, d1) else ZERO
            found[key] = RateMix(rate, effect - rate)
        return found


def _sum(parts: Parts[K]) -> tuple[Decimal, Decimal]:
    num = sum((n for n, _ in parts.values()), ZERO)
    return num, sum((d for _, d in parts.values()), ZERO)
