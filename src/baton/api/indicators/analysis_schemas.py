"""Shapes of causes, forecasts, anomalies and what-if."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field

from baton.api.cockpit.schemas import Direction


class Span(BaseModel):
    """First and last day of what is compared."""

    start: date
    end: date


class PathStep(BaseModel):
    """One dimension and member on the way to a cause; ``by`` and ``member`` of its documents."""

    dimension: str
    label: str
    key: Any
    name: str


class Effect(BaseModel):
    """What one member did to the whole figure, in its unit; ``rate`` and ``mix`` of ratios."""

    dimension: str
    label: str
    key: Any
    name: str
    effect: Decimal
    share: Decimal | None
    surprise: float
    before: Decimal | None
    after: Decimal | None
    rate: Decimal | None
    mix: Decimal | None
    text: str


class Evidence(BaseModel):
    """A document behind a cause; ``page`` and ``id`` are null when it has no page."""

    period: str
    document: str
    number: str | None
    date: str | None
    page: str | None
    id: int | None
    amount: Decimal | None


class Cause(Effect):
    """A member that explains the change, with the causes inside it."""

    path: list[PathStep]
    evidence: list[Evidence]
    within: list[Cause]


class Breakdown(BaseModel):
    """One dimension: the largest effects, the chosen members' keys, and all others together."""

    dimension: str
    label: str
    members: list[Effect]
    chosen: list[Any]
    rest: Decimal
    count: int
    explained: Decimal
    score: float
    adds_up: bool


class DriverPart(BaseModel):
    """A part of the formula: its values, its effect above it and on the whole."""

    id: str
    text: str
    name: str
    code: str | None
    kind: Literal["leaf", "operation"]
    operation: str | None
    fixed: bool
    unit: str
    decimals: int | None
    before: Decimal | None
    after: Decimal | None
    effect: Decimal | None
    on_whole: Decimal | None
    share: Decimal | None
    children: list[DriverPart]


class PriceEffects(BaseModel):
    """Price, volume and mix, with new and dropped products; ``effect`` is all together."""

    price: Decimal
    volume: Decimal
    mix: Decimal
    new: Decimal
    lost: Decimal
    other: Decimal
    effect: Decimal


class ProductEffects(PriceEffects):
    """The same for one product."""

    key: Any
    name: str


class PriceVolume(PriceEffects):
    """The same for all, with the products that did most."""

    products: list[ProductEffects]
    text: str


class Causes(BaseModel):
    """What moved an indicator.

    ``state`` is ok, no_source, no_data, no_target, no_shift or no_change; ``good`` whether the
    change is in the indicator's good direction; ``drivers`` is null against a target.
    """

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    shape: Literal["sum", "ratio", "other"]
    state: Literal["ok", "no_source", "no_data", "no_target", "no_shift", "no_change"]
    against: Literal["prior", "last_year", "target", "shift"]
    period: str
    earlier: Span = Field(validation_alias="from")
    later: Span = Field(validation_alias="to")
    to_date: bool
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    good: bool | None
    sentences: list[str]
    causes: list[Cause]
    breakdowns: list[Breakdown]
    drivers: DriverPart | None
    price_volume: PriceVolume | None
    took_ms: float


class Landing(BaseModel):
    """The expected end, and between which values it lies with the probability ``sure``."""

    value: Decimal
    low: Decimal
    high: Decimal
    sure: float
    share: float


class PastPoint(BaseModel):
    """A period that is over."""

    period: str
    value: Decimal | None


class ComingPoint(BaseModel):
    """A period that has not begun."""

    period: str
    value: Decimal
    low: Decimal
    high: Decimal


class Forecast(BaseModel):
    """Where an indicator goes: ``reach`` is the probability of the target, ``due`` what the usual
    profile asks for by today, ``pace`` the value against it."""

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    period: str
    state: Literal["ok", "no_source", "no_data"]
    today: date
    running: bool
    sofar: Decimal | None
    landing: Landing | None
    target: Decimal | None
    reach: float | None
    due: Decimal | None
    pace: float | None
    past: list[PastPoint]
    coming: list[ComingPoint]
    sentences: list[str]


class Shift(BaseModel):
    """A lasting change of the whole figure; ``chance`` is how likely it is none."""

    since: str
    course: Literal["step", "slope"]
    before: Decimal
    after: Decimal
    chance: float
    text: str


class Spike(BaseModel):
    """One period far from its neighbours."""

    period: str
    value: Decimal
    usual: Decimal
    distance: float
    text: str


class LastingMember(BaseModel):
    """A member that changed for good; of sums ``before`` and ``after`` are shares of the whole."""

    code: str
    indicator: str
    dimension: str
    label: str
    key: Any
    name: str
    since: str
    course: Literal["step", "slope"]
    shape: Literal["sum", "ratio", "other"]
    unit: str
    before: Decimal
    after: Decimal
    impact: Decimal
    chance: float
    worse: bool | None
    text: str


class CompanionFigure(BaseModel):
    """An indicator that moves ``lag`` periods before (after, when negative)."""

    code: str
    name: str
    lag: int
    correlation: float
    chance: float
    text: str


class Anomalies(BaseModel):
    """What is odd about an indicator's course."""

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    period: str
    state: Literal["ok", "no_source", "no_data"]
    series: list[PastPoint]
    shifts: list[Shift]
    spikes: list[Spike]
    members: list[LastingMember]
    companions: list[CompanionFigure]


class Supposed(BaseModel):
    """A part of the formula and by what fraction it changes: ``0.1`` is 10 % more."""

    id: str = Field(max_length=200)
    factor: Decimal


class WhatIfQuestion(BaseModel):
    """What is supposed."""

    period: str | None = None
    org: str | None = None
    changes: list[Supposed] = Field(default=[], max_length=20)


class WhatIfPart(BaseModel):
    """A part's value now and as supposed."""

    id: str
    before: Decimal | None
    after: Decimal | None


class WhatIfOther(BaseModel):
    """Another indicator that the change reaches."""

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    before: Decimal | None
    after: Decimal | None


class WhatIf(BaseModel):
    """What would become of an indicator and of those above it; ``tree`` is the figure as it is."""

    code: str
    name: str
    unit: str
    decimals: int
    before: Decimal | None
    after: Decimal | None
    parts: list[WhatIfPart]
    tree: DriverPart
    others: list[WhatIfOther]
