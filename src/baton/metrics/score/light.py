"""The light 红黄绿灯 by a published rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Light(StrEnum):
    """What a manager sees first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class LightRule:
    """Green from ``green`` achievement on, amber from ``amber`` on, red below; fractions."""

    green: Decimal
    amber: Decimal

    def light(self, rate: Decimal | None) -> Light | None:
        """The light of an achievement rate; none without a rate."""
        if rate is None:
            return None
        if rate >= self.green:
            return Light.GREEN
        return Light.AMBER if rate >= self.amber else Light.RED


STANDARD = LightRule(green=Decimal(1), amber=Decimal("0.9"))
"""The rule where nothing else is published: met, missed by up to 10 %, missed by more."""
