"""Shapes of the cockpit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, Field

Light = Literal["green", "amber", "red"]
Direction = Literal["higher", "lower", "target", "range"]
CardState = Literal["ok", "no_target", "no_data", "no_source"]


class TrendPoint(BaseModel):
    """One period of the trend line; ``value`` is null where nothing happened."""

    period: str
    value: Decimal | None
    target: Decimal | None = None


class Card(BaseModel):
    """One KPI.

    ``achievement`` and ratios are fractions (1 = 100 %). ``change`` compares with the period
    before: a fraction for ``relative``, a difference of fractions for ``points``.
    ``rule`` is how the achievement is worked out: value / target, target / value, nearness to the
    target, or nearness to a range.
    ``expected`` is the part of the target due by today in a running period of a figure that adds
    up day by day: the light compares with it. ``state`` says why a value, target or light is
    missing.
    """

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    rule: Literal["ratio", "inverse", "deviation", "range"] = "ratio"
    value: Decimal | None
    target: Decimal | None
    achievement: Decimal | None
    expected: Decimal | None = None
    light: Light | None
    change: Decimal | None
    change_kind: Literal["relative", "points"]
    trend: list[TrendPoint]
    state: CardState


class Perspective(BaseModel):
    """The cards of one Balanced Scorecard perspective."""

    key: str
    name: str
    cards: list[Card]


class FirstStep(BaseModel):
    """One thing to do in a company without business; ``route`` is the app's, or ``/erp``."""

    key: str
    label: str
    hint: str
    route: str
    done: bool


class Lights(BaseModel):
    """The published rule of the lights: achievement from which one is green, and amber."""

    green: Decimal
    amber: Decimal


class CardOutlook(BaseModel):
    """Where a card's figure will end its running period.

    ``value`` lies between ``low`` and ``high`` with the probability ``sure``; ``reach`` is the
    probability of the target (0-1); ``due`` is what the usual course within such a period asks
    for by today, ``pace`` the value against it (1 is on course), both of figures that add up.
    """

    code: str
    value: Decimal
    low: Decimal
    high: Decimal
    reach: float | None
    due: Decimal | None
    pace: float | None


class CardOutlooks(BaseModel):
    """The outlooks of a cockpit's cards; none of periods that are over or not begun."""

    period: str
    sure: float
    cards: list[CardOutlook]


class Cockpit(BaseModel):
    """All cards of one period and org unit, from one version of the facts.

    ``first_steps`` tells whoever sets the company up what to do, until all of it is done.
    """

    period: str
    org: str | None
    org_name: str | None
    as_of: datetime
    version: int
    lights: Lights
    perspectives: list[Perspective]
    first_steps: list[FirstStep] = []


class CardPlace(BaseModel):
    """A card of the person's cockpit; their order is the order on the page."""

    code: str = Field(min_length=1, max_length=80)
    size: Literal["small", "normal", "wide"] = "normal"


class Arrangement(BaseModel):
    """What is kept: cards by perspective or in free order.

    ``stamp`` is that of the arrangement it was made from; null for the role's.
    """

    stamp: str | None
    grouping: Literal["perspective", "free"]
    cards: list[CardPlace]


class CockpitLayout(Arrangement):
    """A person's arrangement; without ``stamp`` it is the one that the ``role`` starts with."""

    role: str
    role_name: str
