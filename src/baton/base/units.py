"""Units of measure of KPI figures, and the algebra that keeps CNY from being added to days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from baton.base.errors import BatonError

DIMENSIONS = ("CNY", "pcs", "hour", "day")
"""Bases with a dimension: company currency, pieces (product's own unit), hours, days."""

COUNTS = ("count", "person", "ratio", "none")
"""Numbers without a dimension: things counted, people, a share 0-1, a plain number."""


class UnitError(BatonError):
    """Two units that cannot be combined."""


@dataclass(frozen=True)
class Unit:
    """A product of powers of base units; without any power it is one of ``COUNTS``.

    Counting is not a dimension: CNY per order is CNY, leavers per head is a ratio.
    ``none`` is also the unit of a typed number, which takes the unit of its neighbour.

    >>> str(CNY / PIECES), str(CNY / COUNT), str(CNY / CNY)
    ('CNY/pcs', 'CNY', 'ratio')
    """

    powers: tuple[tuple[str, int], ...] = ()
    kind: str = "none"

    @classmethod
    def parse(cls, text: str) -> Unit:
        """The unit written as ``CNY``, ``ratio``, ``CNY/pcs`` or ``pcs*day``.

        Raises:
            UnitError: a base unit is not known.
        """
        result = NONE
        for index, part in enumerate(text.split("/")):
            for name in part.split("*"):
                result = _join(result, _base(name.strip(), text), inverse=index > 0)
        return result

    @cached_property
    def code(self) -> str:
        """How it is written, e.g. ``CNY/pcs``; ``parse`` reads it back."""
        if not self.powers:
            return self.kind
        above = [name for name, power in self.powers for _ in range(power)]
        below = [name for name, power in self.powers for _ in range(-power)]
        head = "*".join(above) if above else "count"
        return "/".join([head, *below])

    def __str__(self) -> str:
        return self.code

    @property
    def dimensionless(self) -> bool:
        """Whether it is a count, people, a ratio or a plain number."""
        return not self.powers

    def fits(self, other: Unit) -> bool:
        """Whether the two may be added, compared, or stand for one another."""
        if self.powers or other.powers:
            return self.powers == other.powers
        if "ratio" in (self.kind, other.kind):
            return {self.kind, other.kind} <= {"ratio", "none"}
        return True

    def __add__(self, other: Unit) -> Unit:
        """The unit of a sum.

        Raises:
            UnitError: CNY and days, a ratio and a count, and the like.
        """
        if not self.fits(other):
            raise UnitError("base.unit_add", left=self.code, right=other.code)
        if self.powers:
            return self
        if other.kind in (self.kind, "none"):
            return self
        return other if self.kind == "none" else COUNT

    __sub__ = __add__

    def __mul__(self, other: Unit) -> Unit:
        """The unit of a product."""
        return _join(self, other, inverse=False)

    def __truediv__(self, other: Unit) -> Unit:
        """The unit of a quotient; equal units give a ratio."""
        return _join(self, other, inverse=True)


def _base(name: str, text: str) -> Unit:
    if name in DIMENSIONS:
        return Unit(((name, 1),))
    if name in COUNTS:
        return Unit((), name)
    raise UnitError("base.unit_unknown", unit=text, known=", ".join((*DIMENSIONS, *COUNTS)))


def _join(left: Unit, right: Unit, inverse: bool) -> Unit:
    sign = -1 if inverse else 1
    powers = dict(left.powers)
    for name, power in right.powers:
        powers[name] = powers.get(name, 0) + sign * power
    kept = tuple((name, powers[name]) for name in DIMENSIONS if powers.get(name))
    if kept:
        return Unit(kept)
    if left.powers or right.powers:
        return RATIO
    return Unit((), _counting(left.kind, right.kind, inverse))


def _counting(left: str, right: str, inverse: bool) -> str:
    """The kind of a product or quotient of two numbers without dimension."""
    if "none" in (left, right):
        return right if left == "none" and not (inverse and right != "none") else left
    if inverse:
        return left if right == "ratio" else "ratio"
    return right if left == "ratio" else left


NONE = Unit()
RATIO = Unit((), "ratio")
COUNT = Unit((), "count")
PERSON = Unit((), "person")
CNY = Unit((("CNY", 1),))
PIECES = Unit((("pcs", 1),))
HOUR = Unit((("hour", 1),))
DAY = Unit((("day", 1),))
