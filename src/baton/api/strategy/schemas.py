"""Shapes of a strategy and everything on its map; weights and progress are fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from baton.api.cockpit.schemas import Light

StrategyState = Literal["draft", "active", "closed"]
PerspectiveKey = Literal["finance", "customer", "operations", "people", "adoption"]
ItemKind = Literal["themes", "objectives", "links", "indicators", "initiatives"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class Ref(BaseModel):
    """A record by number and name."""

    id: int
    name: str


class StrategySummary(BaseModel):
    """One row of the list; ``number`` counts the versions of a year."""

    id: int
    name: str
    year: int
    number: int
    state: StrategyState
    objectives: int


class ReadyPerspective(BaseModel):
    """The objectives that a ready-made strategy has on one perspective."""

    key: PerspectiveKey
    name: str
    objectives: list[str]


class ReadyStrategy(BaseModel):
    """A ready-made strategy to start from; ``indicators`` counts those it uses."""

    key: str
    name: str
    about: str
    vision: str
    indicators: int
    perspectives: list[ReadyPerspective]


class NewStrategy(BaseModel):
    """A new strategy; ``copy_of`` takes over another map, ``template`` a ready-made one."""

    name: Name
    year: int = Field(ge=1990, le=2100)
    vision: str | None = None
    copy_of: int | None = None
    template: str | None = None


class StrategyChange(BaseModel):
    """What may be changed of a strategy itself; what is not sent stays."""

    stamp: str
    name: Name | None = None
    vision: str | None = None
    state: StrategyState | None = None


class Theme(BaseModel):
    """A main thrust."""

    id: int
    stamp: str
    name: str
    description: str | None
    sequence: int | None


class Measure(BaseModel):
    """An indicator of an objective with its figures of the period."""

    id: int
    stamp: str
    code: str
    name: str
    weight: Decimal | None
    sequence: int | None
    value: Decimal | None
    target: Decimal | None
    achievement: Decimal | None
    light: Light | None
    unit: str
    decimals: int
    state: Literal["ok", "no_target", "no_data", "no_source", "broken"]


class Objective(BaseModel):
    """An objective; ``x`` and ``y`` are null until it was put somewhere on the map."""

    id: int
    stamp: str
    name: str
    description: str | None
    perspective: PerspectiveKey
    perspective_name: str
    theme: int | None
    owner: Ref | None
    owner_unit: Ref | None
    sequence: int | None
    x: int | None
    y: int | None
    light: Light | None
    indicators: list[Measure]


class CauseLink(BaseModel):
    """One objective makes another one happen."""

    id: int
    stamp: str
    cause: int
    effect: int
    note: str | None


class Initiative(BaseModel):
    """Work that moves an objective."""

    id: int
    stamp: str
    objective: int | None
    name: str
    description: str | None
    owner: Ref | None
    unit: Ref | None
    start_date: date | None
    end_date: date | None
    progress: Decimal
    state: Literal["planned", "running", "done", "stopped"]


class Strategy(BaseModel):
    """A strategy with everything on its map, judged in one period and unit."""

    id: int
    stamp: str
    name: str
    year: int
    number: int
    vision: str | None
    state: StrategyState
    period: str
    org: str | None
    editable: bool
    themes: list[Theme]
    objectives: list[Objective]
    links: list[CauseLink]
    initiatives: list[Initiative]


class ItemValues(BaseModel):
    """Fields of something on a map; which, depends on its kind. What is not sent stays.

    themes: name, description, sequence · objectives: name, description, perspective, theme,
    owner, owner_unit, sequence · links: cause, effect, note · indicators: objective, indicator,
    weight, sequence · initiatives: name, description, objective, owner, unit, start_date,
    end_date, progress, state. Relations are bare numbers.
    """

    name: Name | None = None
    description: str | None = None
    sequence: int | None = None
    perspective: PerspectiveKey | None = None
    theme: int | None = None
    owner: int | None = None
    owner_unit: int | None = None
    cause: int | None = None
    effect: int | None = None
    note: str | None = None
    objective: int | None = None
    indicator: str | None = None
    weight: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)] | None = None
    unit: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    progress: Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)] | None = None
    state: Literal["planned", "running", "done", "stopped"] | None = None


class ItemChange(BaseModel):
    """A change of something on a map."""

    stamp: str
    values: ItemValues


class Item(BaseModel):
    """Something on a map as it is now."""

    id: int
    stamp: str
    values: dict[str, Any]


class Place(BaseModel):
    """Where an objective stands, in pixels: ``x`` on the map, ``y`` within its perspective."""

    objective: int
    x: int
    y: int


class Places(BaseModel):
    """Objectives that were moved."""

    places: Annotated[list[Place], Field(max_length=1000)]
