"""What stands on a screen: widgets on a grid, each with where its figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from baton.base.errors import BatonError, CollectedErrors

COLUMNS, ROWS = 24, 12
"""The grid of a screen: it always fills the whole picture, whatever its pixels."""

MOST_WIDGETS = 32

Kind = Literal[
    "number",
    "kpi",
    "gauge",
    "trend",
    "ranking",
    "map",
    "production",
    "flow",
    "ticker",
    "table",
    "funnel",
    "sankey",
    "text",
    "clock",
]
Span = Literal[
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "last_month",
    "last_7_days",
    "last_30_days",
    "last_12_months",
]
Flow = Literal["sales", "shipments", "purchases", "invoices"]
Theme = Literal["dark", "light"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Dimension = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?$")]

CALENDAR: frozenset[str] = frozenset({"day", "week", "month", "quarter", "year"})
"""Spans that are periods: they have targets and a course of periods before them."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Only(_Strict):
    """Rows count whose column has one of these values."""

    column: Name
    values: tuple[Annotated[str, Field(max_length=120, pattern=r'^[^"\\]+$')], ...] = Field(
        min_length=1, max_length=50
    )


class Source(_Strict):
    """Where a figure comes from: an indicator, or a measure of a fact.

    ``measure`` is a number of the fact; without one its rows are counted.
    """

    indicator: Name | None = None
    fact: Name | None = None
    measure: Name | None = None
    function: Literal["sum", "average"] = "sum"
    only: tuple[Only, ...] = Field(default=(), max_length=6)
    label: str | None = Field(default=None, max_length=60)


class Widget(_Strict):
    """One widget; places are cells of the grid, from the left top."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{1,16}$")]
    kind: Kind
    x: int = Field(ge=0, lt=COLUMNS)
    y: int = Field(ge=0, lt=ROWS)
    w: int = Field(ge=1, le=COLUMNS)
    h: int = Field(ge=1, le=ROWS)
    title: str | None = Field(default=None, max_length=80)
    sources: tuple[Source, ...] = Field(default=(), max_length=6)
    by: Dimension | None = None
    to: Dimension | None = None
    span: Span = "month"
    periods: int = Field(default=12, ge=2, le=36)
    limit: int = Field(default=8, ge=1, le=30)
    least: bool = False
    org: str | None = Field(default=None, max_length=64)
    flow: Flow = "sales"
    text: str = Field(default="", max_length=2000)
    size: Literal["s", "m", "l", "xl"] = "m"
    align: Literal["left", "center", "right"] = "center"


class Layout(_Strict):
    """The whole screen. ``header`` is the strip with name, clock and live mark."""

    version: Literal[1] = 1
    header: bool = True
    subtitle: str = Field(default="", max_length=120)
    widgets: tuple[Widget, ...] = Field(default=(), max_length=MOST_WIDGETS)


class Turn(_Strict):
    """One screen of a rotation and how long it stays, in seconds."""

    screen: int
    seconds: int = Field(default=30, ge=5, le=3600)


@dataclass(frozen=True)
class Needs:
    """What a kind of widget needs: how many sources, how many dimensions, only indicators?"""

    least: int = 0
    most: int = 0
    by: Literal["no", "may", "must", "two"] = "no"
    indicators: bool = False


NEEDS: dict[str, Needs] = {
    "number": Needs(1, 1),
    "kpi": Needs(1, 1, indicators=True),
    "gauge": Needs(1, 1, indicators=True),
    "trend": Needs(1, 3),
    "ranking": Needs(1, 1, by="must"),
    "map": Needs(1, 1),
    "production": Needs(),
    "flow": Needs(),
    "ticker": Needs(),
    "table": Needs(1, 6, by="may"),
    "funnel": Needs(1, 6, by="may"),
    "sankey": Needs(1, 1, by="two"),
    "text": Needs(),
    "clock": Needs(),
}


def check(layout: Layout) -> None:
    """Refuse a layout whose widgets lie outside, on each other, or lack what they need.

    Raises:
        CollectedErrors: all findings, each with the widget's place among the widgets.
    """
    findings: list[BatonError] = []
    taken: dict[tuple[int, int], int] = {}
    known: set[str] = set()
    for number, one in enumerate(layout.widgets, start=1):
        if one.id in known:
            findings.append(BatonError("services.screen_same_id", number=number))
        known.add(one.id)
        if one.x + one.w > COLUMNS or one.y + one.h > ROWS:
            findings.append(BatonError("services.screen_outside", number=number))
        cells = [(x, y) for x in range(one.x, one.x + one.w) for y in range(one.y, one.y + one.h)]
        under = {taken[cell] for cell in cells if cell in taken}
        if under:
            findings.append(BatonError("services.screen_overlap", number=number, other=min(under)))
        taken.update(dict.fromkeys(cells, number))
        findings += _lacking(number, one)
    if findings:
        raise CollectedErrors("services.screen_wrong", findings)


def _lacking(number: int, one: Widget) -> list[BatonError]:
    needs, found = NEEDS[one.kind], []
    given = len(one.sources)
    if not needs.least <= given <= needs.most:
        found.append(
            BatonError(
                "services.screen_sources",
                number=number,
                least=needs.least,
                most=needs.most,
                given=given,
            )
        )
    for source in one.sources:
        if (source.indicator is None) == (source.fact is None):
            found.append(BatonError("services.screen_source", number=number))
        elif needs.indicators and source.indicator is None:
            found.append(BatonError("services.screen_indicator_only", number=number))
    if needs.by in ("must", "two") and one.by is None:
        found.append(BatonError("services.screen_by", number=number))
    if needs.by == "two" and (one.to is None or one.to == one.by):
        found.append(BatonError("services.screen_to", number=number))
    return found
