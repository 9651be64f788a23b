"""What an indicator is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from baton.base.periods import Grain
from baton.base.units import Unit


class Perspective(StrEnum):
    """The four Balanced Scorecard perspectives, and ERP adoption."""

    FINANCE = "finance"
    CUSTOMER = "customer"
    OPERATIONS = "operations"
    PEOPLE = "people"
    ADOPTION = "adoption"


class Direction(StrEnum):
    """Which way is good."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"
    """As near to the target as possible."""
    RANGE = "range"
    """Between two values."""


class Rule(StrEnum):
    """How achievement is usually worked out."""

    RATIO = "ratio"
    """Value / target."""
    INVERSE = "inverse"
    """Target / value."""
    DEVIATION = "deviation"
    """1 - |value - target| / |target|."""
    RANGE = "range"
    """1 inside the range, less by the relative distance to it outside."""


USUAL_RULE = {
    Direction.HIGHER: Rule.RATIO,
    Direction.LOWER: Rule.INVERSE,
    Direction.TARGET: Rule.DEVIATION,
    Direction.RANGE: Rule.RANGE,
}


TEMPLATES = ("manufacturing", "trading")
"""The kinds of company that the library is sorted for."""


@dataclass(frozen=True)
class Indicator:
    """A KPI definition.

    Args:
        code: unique, lower case with underscores.
        formula: see ``metrics.formula``; may name other indicators in brackets.
        unit: of the figure; a ratio is 0-1.
        decimals: shown; of a ratio shown in percent two more are meant.
        frequency: the grain at which it is usually looked at.
        owner: the role that usually answers for it.
        display: ``percent``, ``money`` or ``number``.
        limits: lowest and highest good value, for direction ``range``.
        tolerance: how far from the target is still acceptable, in the unit of the figure.
        usual: a level that many companies reach, and where that is known from (zh, en).
        templates: the kinds of company it is meant for, e.g. ``manufacturing``; empty is all.
        version: 0 as shipped, else the number of the company's own definition.
        retired: no longer shown; other formulas and published values may still refer to it.
        own: made by a user, not shipped.
    """

    code: str
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    formula: str
    unit: Unit
    perspective: Perspective
    direction: Direction
    decimals: int = 2
    frequency: Grain = Grain.MONTH
    owner: str = "general_manager"
    rule: Rule = Rule.RATIO
    display: str = "number"
    limits: tuple[Decimal, Decimal] | None = None
    tolerance: Decimal | None = None
    usual: Decimal | None = None
    usual_source: tuple[str, str] = ("", "")
    templates: tuple[str, ...] = ()
    version: int = 0
    retired: bool = False
    own: bool = False

    def name(self, language: str) -> str:
        """Its name in ``zh_CN`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en

    def meaning(self, language: str) -> str:
        """What it says, in ``zh_CN`` or ``en``."""
        return self.meaning_zh if language.startswith("zh") else self.meaning_en
