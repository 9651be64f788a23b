"""Shapes of the cockpit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

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
    ``expected`` is the part of the target due by today in a running period of a figure that adds
    up day by day: the light compares with it. ``state`` says why a value, target or light is
    missing.
    """

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
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


class Cockpit(BaseModel):
    """All cards of one period and org unit, from one version of the facts.

    ``first_steps`` tells whoever sets the company up what to do, until all of it is done.
    """

    period: str
    org: str | None
    org_name: str | None
    as_of: datetime
    version: int
    perspectives: list[Perspective]
    first_steps: list[FirstStep] = []
