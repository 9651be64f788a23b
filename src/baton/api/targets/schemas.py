"""Shapes of targets: amounts in the indicator's unit, weights and shares as fractions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from baton.api.cockpit.schemas import Direction

HolderKind = Literal["unit", "position", "person"]
TargetState = Literal["draft", "proposed", "agreed", "returned"]
TargetMethod = Literal["split", "copy", "contribute", "share"]
Number = Annotated[Decimal, Field(max_digits=24, decimal_places=6, allow_inf_nan=False)]
Fraction = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]
Ids = Annotated[list[int], Field(min_length=1, max_length=20000)]


class HolderRef(BaseModel):
    """Who holds a target: an org unit, a position or a person, by its key."""

    kind: HolderKind
    key: str


class Holder(HolderRef):
    """A holder with its name, and the unit it belongs to."""

    name: str
    org: str
    org_name: str


class HolderOption(Holder):
    """A holder to choose; ``own``: of the person, a position held or a unit headed."""

    level: int
    writable: bool
    agreeable: bool
    own: bool


class Cell(BaseModel):
    """One stored target.

    ``children_sum`` and ``difference`` (sum less what was expected) are of targets split from
    this one; null when there are none.
    """

    id: int
    stamp: str
    amount: Decimal
    threshold: Decimal | None
    stretch: Decimal | None
    baseline: Decimal | None
    weight: Decimal | None
    profile: list[Decimal] | None
    state: TargetState
    parent: int | None
    method: TargetMethod | None
    share: Decimal | None
    buffer: Decimal | None
    note: str | None
    proposed_by: str | None
    proposed_at: datetime | None
    agreed_by: str | None
    agreed_at: datetime | None
    children: int = 0
    children_sum: Decimal | None = None
    difference: Decimal | None = None


class Named(BaseModel):
    """An indicator as a target's row tells it; ``adds_org``: it may be split over units."""

    indicator: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    adds_time: bool
    adds_org: bool


class TargetRow(Named):
    """The targets of one indicator and holder by the label of their period."""

    holder: Holder
    writable: bool
    agreeable: bool
    cells: dict[str, Cell]


class TargetGrid(BaseModel):
    """A year's targets."""

    year: int
    grain: str
    periods: list[str]
    rows: list[TargetRow]


class CellWrite(BaseModel):
    """A target to set; without ``amount`` it is taken away.

    ``stamp`` is that of the cell that was edited, null for a new one. What is not sent of the
    other numbers stays as it is.
    """

    indicator: str
    holder: HolderRef
    period: str
    amount: Number | None
    threshold: Number | None = None
    stretch: Number | None = None
    baseline: Number | None = None
    weight: Fraction | None = None
    profile: list[Decimal] | None = None
    stamp: str | None = None


class TargetsWrite(BaseModel):
    """Targets to set, all or none; ``confirmed`` when targets of others may change with them."""

    cells: Annotated[list[CellWrite], Field(min_length=1, max_length=20000)]
    reason: str | None = None
    confirmed: bool = False
    propose: bool = False


class Touched(BaseModel):
    """A target that changes because of another one."""

    id: int
    indicator: str
    name: str
    holder: Holder
    period: str
    before: Decimal
    after: Decimal
    state: TargetState


class TargetsWritten(BaseModel):
    """What was set, and what changed with it."""

    written: int
    ids: list[int]
    touched: list[Touched]


class PlanRequest(BaseModel):
    """How a year is to be planned; without ``apply`` it is only worked out."""

    indicators: Annotated[list[str], Field(min_length=1, max_length=200)]
    holder: HolderRef
    year: int = Field(ge=1990, le=2100)
    grain: Literal["month", "quarter", "year"] = "month"
    basis: Literal["growth", "forecast", "budget", "total"] = "growth"
    growth: Number = Decimal(0)
    total: Number | None = None
    profile: Literal["last_year", "even"] | list[Decimal] = "last_year"
    threshold_rate: Fraction | None = None
    stretch_rate: Fraction | None = None
    apply: bool = False
    confirmed: bool = False
    reason: str | None = None


class PlannedCell(BaseModel):
    """A planned target; ``baseline`` is last year's figure."""

    indicator: str
    name: str
    period: str
    amount: Decimal
    threshold: Decimal | None
    stretch: Decimal | None
    baseline: Decimal | None


class Planned(BaseModel):
    """What planning came to; ``notes`` say what could not be planned and why."""

    cells: list[PlannedCell]
    profiles: dict[str, list[Decimal]]
    notes: list[str]
    written: int


class ChildRef(HolderRef):
    """Who gets a part; ``share`` is a fraction or any weight, ``amount`` for division by hand."""

    share: Annotated[Decimal, Field(ge=0, allow_inf_nan=False)] | None = None
    amount: Number | None = None


class CascadeRequest(BaseModel):
    """How targets are to be handed down: those with ``parents``, or of ``holder`` in ``year``."""

    parents: list[int] = []
    holder: HolderRef | None = None
    year: int | None = Field(default=None, ge=1990, le=2100)
    of: str | None = Field(default=None, description="only the parents of this indicator")
    method: TargetMethod
    basis: Literal["share", "last_year", "headcount", "manual"] = "share"
    to: Literal["units", "persons"] | Annotated[list[ChildRef], Field(min_length=1)] = "units"
    buffer: Fraction = Decimal(0)
    indicator: str | None = None
    factor: Number | None = None
    apply: bool = False
    confirmed: bool = False
    reason: str | None = None


class CascadedCell(BaseModel):
    """A target as it would be or is now; ``before`` is what was there."""

    parent: int
    indicator: str
    name: str
    holder: Holder
    period: str
    amount: Decimal
    share: Decimal | None
    before: Decimal | None


class CascadeCheck(BaseModel):
    """A parent with its buffer beside the sum of its parts."""

    parent: int
    period: str
    expected: Decimal
    sum: Decimal
    difference: Decimal


class Cascaded(BaseModel):
    """What a cascade came to."""

    cells: list[CascadedCell]
    checks: list[CascadeCheck]
    touched: list[Touched]
    written: int


class TemplateRequest(BaseModel):
    """Give a position's targets of a year to everybody who holds it."""

    position: str
    year: int = Field(ge=1990, le=2100)
    units: list[str] | None = None
    apply: bool = False
    confirmed: bool = False


class StepRequest(BaseModel):
    """Sign targets, or give them back with a ``note``."""

    ids: Ids
    note: str | None = None


class Skipped(BaseModel):
    """A target that the step was not possible for."""

    id: int
    reason: str


class StepResult(BaseModel):
    """How many targets took the step."""

    changed: int
    skipped: list[Skipped]


class TargetChange(BaseModel):
    """One entry of a target's history."""

    number: int
    at: str
    user: str
    action: Literal["create", "write", "delete"]
    reason: str | None
    before: dict[str, Any]
    after: dict[str, Any]


class TargetNode(Named, Cell):
    """A target with those cascaded from it, as far as they may be seen."""

    period: str
    holder: Holder
    childs: list[TargetNode]


class ImportFinding(BaseModel):
    """What is wrong in an Excel file; ``row`` as Excel counts, ``column`` by its heading."""

    row: int
    column: str
    text: str


class Imported(BaseModel):
    """What an import came to; with findings nothing is written."""

    rows: int
    written: int
    findings: list[ImportFinding]
