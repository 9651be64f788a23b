"""How unexpected each member's part in a change is, and the few members that explain it.

The idea is that of Adtributor (Bhagwan et al., 2014): a dimension explains a change when few of
its members carry most of it (explanatory power) and more than their size would let expect
(surprise, one term of the Jensen-Shannon divergence). Here the expectation is a member's share
of the base, so that it holds for sums and for ratios alike.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from baton.metrics.analysis.exact import ZERO

K = TypeVar("K", bound=Hashable)

ENOUGH = Decimal("0.8")
"""A cause is found when its members explain this share of the change."""
LEAST = Decimal("0.05")
"""A member that explains less than this share is not named."""
MOST = 5
"""Members named at most."""
TERSE = 0.04
"""What each further member costs a dimension in the comparison with others."""


@dataclass(frozen=True)
class Weighed:
    """A member's part in a change.

    Args:
        effect: in the figure's own unit; effects of all members add up to the change.
        base: the member's size before and now together, never negative.
    """

    effect: Decimal
    base: Decimal


@dataclass(frozen=True)
class Chosen(Generic[K]):
    """What a dimension says about a change.

    Args:
        members: those that explain it, the largest part first.
        explained: their share of the change (may be over 1 when others work against it).
        score: how well the dimension explains it; compares dimensions, no unit.
    """

    members: tuple[K, ...]
    explained: Decimal
    score: float


def surprise(expected: float, found: float) -> float:
    """One member's term of the Jensen-Shannon divergence, natural logarithm; 0 when as expected.

    Args:
        expected, found: shares from 0 to 1.
    """
    middle = (expected + found) / 2
    total = 0.0
    for share in (expected, found):
        if share > 0:
            total += share * math.log(share / middle)
    return max(0.0, total / 2)


def surprises(members: Mapping[K, Weighed]) -> dict[K, float]:
    """Each member's surprise: its share of all movement against its share of the base."""
    moved = sum((abs(m.effect) for m in members.values()), ZERO)
    base = sum((m.base for m in members.values()), ZERO)
    if moved == ZERO:
        return dict.fromkeys(members, 0.0)
    return {
        key: surprise(float(m.base / base) if base else 0.0, float(abs(m.effect) / moved))
        for key, m in members.items()
    }


def choose(members: Mapping[K, Weighed], without: Collection[K] = ()) -> Chosen[K]:
    """The few members that explain the change; none when nothing moved or there is only one.

    Members work in the direction of the change. Small ones are left out; the rest is taken from
    the most surprising on until :data:`ENOUGH` is explained.

    Args:
        without: keys that explain nothing: rows without a member, small members taken together.
    """
    change = sum((m.effect for m in members.values()), ZERO)
    if change == ZERO or len(members) - sum(key in members for key in without) < 2:
        return Chosen((), ZERO, 0.0)
    odd = surprises(members)
    with_it = [
        key for key, m in members.items() if m.effect / change >= LEAST and key not in without
    ]
    with_it.sort(key=lambda key: (odd[key], members[key].effect / change), reverse=True)
    taken: list[K] = []
    explained = ZERO
    for key in with_it:
        if explained >= ENOUGH or len(taken) == MOST:
            break
        taken.append(key)
        explained += members[key].effect / change
    moved = sum((abs(m.effect) for m in members.values()), ZERO)
    held = sum((abs(members[key].effect) for key in taken), ZERO)
    score = float(held / moved) * sum(odd[key] for key in taken)
    score *= max(0.0, 1 - TERSE * (len(taken) - 1))
    taken.sort(key=lambda key: abs(members[key].effect), reverse=True)
    return Chosen(tuple(taken), explained, score)
