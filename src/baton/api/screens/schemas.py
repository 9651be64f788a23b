"""Shapes of big screens and their figures."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from baton.api.cockpit.schemas import Card
from baton.services.screens.layout import Kind, Layout, Theme, Turn


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScreenOwner(BaseModel):
    """Who made a screen."""

    id: int
    name: str


class ScreenShape(BaseModel):
    """A widget's place, for a small picture of the screen."""

    kind: Kind
    x: int
    y: int
    w: int
    h: int


class ScreenSummary(BaseModel):
    """A screen as the gallery shows it; ``links`` are those not revoked."""

    id: int
    stamp: str
    name: str
    theme: Theme
    shared: bool
    owner: ScreenOwner
    editable: bool
    links: int
    shapes: list[ScreenShape]
    rotation: list[Turn]
    changed_at: datetime


class Screen(ScreenSummary):
    """A screen with its layout."""

    layout: Layout


class NewScreen(_Strict):
    """A new screen: from a template, as a copy of another, or with a layout of its own."""

    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    theme: Theme | None = None
    shared: bool = True
    template: str | None = Field(default=None, max_length=64)
    copy_of: int | None = None
    layout: Layout | None = None


class ScreenChange(_Strict):
    """What is changed; ``stamp`` is the one that was read."""

    stamp: str
    name: str | None = Field(default=None, min_length=1, max_length=80, pattern=r"\S")
    theme: Theme | None = None
    shared: bool | None = None
    layout: Layout | None = None
    rotation: list[Turn] | None = Field(default=None, max_length=20)


class ScreenTemplate(BaseModel):
    """A ready-made screen."""

    key: str
    name: str
    about: str
    theme: Theme
    shapes: list[ScreenShape]


class ScreenPreview(_Strict):
    """A layout not kept yet."""

    layout: Layout


class ScreenColumn(BaseModel):
    """A column of figures: name, unit and decimals as shown."""

    name: str
    unit: str
    decimals: int


class ScreenItem(BaseModel):
    """A member of a dimension, or a stage, with one value for each column."""

    key: str
    name: str
    values: list[Decimal | None]


class ScreenPoint(BaseModel):
    """One period of a course."""

    period: str
    value: Decimal | None
    target: Decimal | None


class ScreenSeries(BaseModel):
    """A figure over time."""

    name: str
    unit: str
    points: list[ScreenPoint]


class ScreenFlow(BaseModel):
    """What goes from one member to another; an empty key is the rest."""

    source: str
    source_name: str
    target: str
    target_name: str
    value: Decimal


class ScreenOrder(BaseModel):
    """One document of the stream."""

    key: str
    number: str | None
    date: date
    at: datetime | None
    partner: str
    amount: Decimal
    unit: str
    state: str | None
    state_name: str
    lines: int


class ScreenJob(BaseModel):
    """One production order under way; ``progress`` is a fraction."""

    key: str
    number: str | None
    product: str
    work_center: str
    planned: Decimal | None
    made: Decimal | None
    due: date | None
    late: bool
    state: str
    state_name: str
    progress: Decimal | None


class WidgetAnswer(BaseModel):
    """The figures of one widget; which lists are filled depends on its kind."""

    state: Literal["ok", "no_data", "no_source", "failed"]
    message: str | None = None
    period: str | None = None
    start: date | None = None
    end: date | None = None
    columns: list[ScreenColumn] = []
    cards: list[Card] = []
    series: list[ScreenSeries] = []
    items: list[ScreenItem] = []
    links: list[ScreenFlow] = []
    orders: list[ScreenOrder] = []
    jobs: list[ScreenJob] = []
    total: int | None = None


class ScreenData(BaseModel):
    """All figures of a screen, by widget."""

    version: int
    as_of: datetime
    today: date
    widgets: dict[str, WidgetAnswer]


class ScreenNamed(BaseModel):
    """A name people read for a name of ours."""

    name: str
    label: str


class FactMeasure(ScreenNamed):
    """A number of a fact; those that do not add up can be averaged."""

    unit: str
    adds: bool


class ScreenChoice(BaseModel):
    """A value of a fixed vocabulary."""

    key: str
    name: str


class FactFilter(ScreenNamed):
    """A column that narrows a fact: one of ``choices``, or a member of ``members``."""

    members: str | None
    choices: list[ScreenChoice]


class IndicatorBlock(BaseModel):
    """An indicator to choose."""

    code: str
    name: str
    group: str
    unit: str
    dimensions: list[ScreenNamed]
    source_ready: bool


class FactBlock(ScreenNamed):
    """A fact to choose a measure of."""

    about: str
    measures: list[FactMeasure]
    filters: list[FactFilter]
    dimensions: list[ScreenNamed]


class ScreenBlocks(BaseModel):
    """What a screen can be built from."""

    indicators: list[IndicatorBlock]
    facts: list[FactBlock]


class NewScreenLink(_Strict):
    """A new link, named after where it hangs."""

    name: str = Field(min_length=1, max_length=80, pattern=r"\S")


class ScreenLink(BaseModel):
    """A link that shows a screen without a log-in."""

    id: int
    name: str
    maker: str
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class MadeScreenLink(ScreenLink):
    """A link just made; its secret is told this once."""

    token: str


class KioskEntry(_Strict):
    """The secret of a link."""

    token: str = Field(min_length=20, max_length=100)


class KioskScreen(BaseModel):
    """A screen that a link shows, and for how many seconds (0: for good)."""

    id: int
    stamp: str
    name: str
    theme: Theme
    layout: Layout
    seconds: int


class Kiosk(BaseModel):
    """What a link shows."""

    language: Literal["zh_CN", "en"]
    company: str
    screens: list[KioskScreen]
