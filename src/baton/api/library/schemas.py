"""Shapes of definitions, their versions, and formulas being written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from baton.api.cockpit.schemas import Direction
from baton.api.indicators.schemas import ExplainNode, Named

Perspective = Literal["finance", "customer", "operations", "people", "adoption"]
Frequency = Literal["day", "week", "month", "quarter", "year"]
Display = Literal["percent", "money", "number"]
Number = Annotated[Decimal, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Definition(BaseModel):
    """An indicator's definition; ``decimals`` as shown, ``limits`` for direction ``range``."""

    zh: Text
    en: Text
    meaning_zh: str = ""
    meaning_en: str = ""
    formula: Annotated[str, Field(min_length=1, max_length=4000)]
    unit: str
    perspective: Perspective
    direction: Direction
    decimals: int = Field(default=2, ge=0, le=6)
    frequency: Frequency = "month"
    owner: str = "general_manager"
    display: Display | None = None
    tolerance: Number | None = None
    limits: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    usual: Number | None = None
    usual_source: str | None = None
    data_source: str | None = None


class NewIndicator(Definition):
    """A new indicator of the company's own."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
    reason: Text
    effective_from: date | None = None


class ChangedIndicator(Definition):
    """The next version; ``version`` is the number of the one that was edited (0 as shipped)."""

    version: int = Field(ge=0)
    reason: Text
    effective_from: date | None = None


class CopyRequest(BaseModel):
    """A copy under another code and other names."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
    zh: Text
    en: Text
    reason: Text


class RetireRequest(BaseModel):
    """Take an indicator out of use, from a day on, or back."""

    reason: Text
    effective_from: date | None = None


class VersionChange(BaseModel):
    """One field that a version changed."""

    field: str
    before: Any
    after: Any


class Version(Definition):
    """One version; number 0 is the shipped definition."""

    number: int
    effective_from: date | None
    author: str
    made_at: datetime | None
    reason: str
    retired: bool
    in_force: bool
    changes: list[VersionChange]


class FormulaText(BaseModel):
    """A formula being written: the unit its figure is to have, the indicator it is to define.

    With ``inline`` the blocks tell what the indicators named in it are made of.
    """

    formula: Annotated[str, Field(max_length=4000)]
    unit: str | None = None
    code: str | None = None
    inline: bool = False


class FormulaFinding(BaseModel):
    """What is wrong: ``position`` are the first character and the one behind the last."""

    position: list[int]
    cause: str
    remedy: str


class Adds(BaseModel):
    """Along what the figures add up."""

    time: bool
    org: bool


class BlockWindow(BaseModel):
    """Other days than the period's own: year to date, the last ``n`` periods, up to its end."""

    kind: Literal["YTD", "ROLLING", "BALANCE"]
    n: int | None


class BlockCompare(BaseModel):
    """The figure before, its growth, or its share of the whole."""

    kind: Literal["PRIOR", "GROWTH", "SHARE"]
    step: Literal["year", "period"] | None
    n: int | None


FilterOp = Literal[
    "in", "not_in", "contains", "not_contains", "empty", "not_empty", "true", "false",
    "=", "!=", "<", "<=", ">", ">=", "between",
]  # fmt: skip


class BlockFilter(BaseModel):
    """Rows that count: ``column`` (``fact.column``) tested against values or ``other`` column.

    ``text`` is a condition that has no block.
    """

    column: str | None
    op: FilterOp | None
    values: list[str]
    other: str | None
    text: str | None


class Block(BaseModel):
    """A part of a formula; which fields it has depends on ``kind``."""

    kind: Literal["measure", "indicator", "target", "number", "days", "group", "text"]
    window: BlockWindow | None
    compare: BlockCompare | None
    function: str | None = None
    fact: str | None = None
    column: str | None = None
    between: list[str] | None = None
    counted_in: Literal["DAYS", "HOURS"] | None = None
    date: str | None = None
    filters: list[BlockFilter] = []
    code: str | None = None
    value: str | None = None
    items: list[BlockItem] = []
    text: str | None = None


class BlockItem(BaseModel):
    """A part and how it is joined to those before it."""

    op: Literal["+", "-", "*", "/"]
    node: Block


class FormulaCheck(BaseModel):
    """Whether a formula can be computed; written back in both languages when it can."""

    ok: bool
    unit: str | None
    findings: list[FormulaFinding]
    warnings: list[str]
    zh: str | None
    en: str | None
    explanation: str | None
    facts: list[Named]
    dimensions: list[Named]
    references: list[Named]
    adds: Adds
    blocks: list[BlockItem] | None


class PreviewRequest(FormulaText):
    """A formula to be previewed over the twelve months up to ``until``."""

    org: str | None = None
    until: str | None = None


class PreviewPoint(BaseModel):
    """One month."""

    period: str
    value: Decimal | None


class Preview(FormulaCheck):
    """The check with twelve months of values, and the parts of the last one."""

    rows: list[PreviewPoint]
    state: Literal["ok", "no_source", "no_data"] | None
    missing: list[str]
    tree: ExplainNode | None
    took_ms: float


class SuggestRequest(BaseModel):
    """Where the cursor stands: characters before it."""

    formula: Annotated[str, Field(max_length=4000)]
    position: int = Field(ge=0)


class Suggestion(BaseModel):
    """Text to put in the place of ``position``."""

    text: str
    kind: Literal["function", "fact", "column", "indicator", "value", "keyword"]
    detail: str
    position: list[int]


class Function(BaseModel):
    """A function of the formula language."""

    text: str
    detail: str


class Measure(Named):
    """A number of a fact."""

    unit: str | None
    additivity: Literal["flow", "level", "ratio"]


class FilterColumn(Named):
    """What rows can be filtered by; open ones have ``members`` (see /api/dimensions)."""

    kind: Literal["dimension", "flag"]
    members: str | None
    choices: list[Named]


class FactBlock(Named):
    """A fact with everything a formula may take from it."""

    about: str
    supplied: bool
    date: str
    level: bool
    linked: list[str]
    keys: list[Named]
    dates: list[Named]
    measures: list[Measure]
    filters: list[FilterColumn]


class IndicatorBlock(Named):
    """An indicator a formula may name."""

    unit: str


class BuildingBlocks(BaseModel):
    """Everything a formula can be clicked together from."""

    functions: list[Function]
    keywords: list[Function]
    steps: list[Function]
    facts: list[FactBlock]
    indicators: list[IndicatorBlock]


class CheckupSubject(BaseModel):
    """What a finding is about."""

    kind: Literal["indicator", "objective", "person", "unit", "perspective"]
    key: str
    name: str


CheckupTest = Literal["measurable", "relevant", "achievable", "balanced", "complete", "stable"]


class CheckupFinding(BaseModel):
    """One finding: what is wrong, what to do, and the route of the page where to do it."""

    test: CheckupTest
    severity: Literal["serious", "warning", "hint"]
    subject: CheckupSubject
    text: str
    remedy: str
    open: str


class CheckupScore(BaseModel):
    """One of the six tests: 100 is without findings."""

    test: CheckupTest
    name: str
    score: int
    findings: int


class Checkup(BaseModel):
    """The goodness check of a year's indicators and targets; ``score`` is the tests' mean."""

    year: int
    score: int
    summary: list[CheckupScore]
    findings: list[CheckupFinding]
