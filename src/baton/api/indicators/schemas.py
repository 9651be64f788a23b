"""Shapes of indicators, their values and the documents behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel

from baton.api.cockpit.schemas import Direction


class IndicatorSummary(BaseModel):
    """One row of the indicator list; without ``source_ready`` it has no value to show.

    ``version`` is 0 for a shipped definition. ``broken`` says why a definition of the company's
    own cannot be computed any more. ``lacking`` names what no source supplies. ``usual`` is a
    level that many companies reach.
    """

    code: str
    name: str
    perspective: str
    perspective_name: str
    unit: str
    decimals: int
    direction: Direction
    frequency: str
    formula: str
    meaning: str
    owner: str | None
    owner_role: str
    source_ready: bool
    lacking: list[str] = []
    origin: Literal["shipped", "adapted", "own"] = "shipped"
    version: int = 0
    effective_from: date | None = None
    templates: list[str] = []
    usual: Decimal | None = None
    usual_source: str | None = None
    tolerance: Decimal | None = None
    limits: list[Decimal] | None = None
    retired: bool = False
    broken: str | None = None
    editable: bool = False


class Named(BaseModel):
    """Something with a name in the formula language and a label in the person's language."""

    name: str
    label: str


class IndicatorDefinition(IndicatorSummary):
    """The whole definition; ``formula_words`` is the formula in the person's language."""

    formula_words: str
    facts: list[Named]
    dimensions: list[Named]
    references: list[Named]


class ValueColumn(BaseModel):
    """One column of values: ``kind`` is period, key, name, value or target."""

    name: str
    label: str
    kind: Literal["period", "key", "name", "value", "target"]


class Published(BaseModel):
    """What was published when a period was closed: ``value`` counts, ``first`` was the first.

    They differ when it was ``restated``, with the ``reason``.
    """

    period: str
    value: Decimal | None
    first: Decimal | None
    version: int
    restated: bool
    reason: str | None


class Values(BaseModel):
    """A table of values; a dimension gives its key and, beside it, its ``…_name``.

    ``version`` is the definition that computed them, 0 as shipped. ``published`` are the values
    of closed periods in what was asked, as they were published.
    """

    columns: list[ValueColumn]
    rows: list[list[Any]]
    unit: str
    decimals: int
    version: int = 0
    published: list[Published] = []
    took_ms: float


class ExplainNode(BaseModel):
    """One part of the formula with its value; the root is the indicator.

    ``id`` is unique in the tree; ``code`` leads from an indicator node to its own page.
    """

    id: str
    text: str
    name: str
    value: Decimal | None
    unit: str
    kind: Literal["indicator", "operation", "aggregate", "constant"]
    code: str | None = None
    children: list[ExplainNode] = []


class DocumentColumn(BaseModel):
    """A column of the documents behind a figure."""

    name: str
    label: str
    kind: Literal["text", "date", "number"]
    unit: str | None = None


class FigureDocuments(BaseModel):
    """A stretch of the documents behind a figure.

    Each row is keyed by column name and has besides ``document`` (``sale.sale,12``), ``page``
    and ``id``, both null when the document has no page; a row that is one line has its ``line``.
    """

    columns: list[DocumentColumn]
    rows: list[dict[str, Any]]
    total: int


class Member(BaseModel):
    """One member of a dimension."""

    key: str
    name: str
