"""Indicators: definitions, values, the tree behind a value, the documents behind a figure."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends, Query, Response

from baton.api.deps import Caller, signed_in
from baton.api.files import XLSX, download
from baton.api.indicators.schemas import (
    ExplainNode,
    FigureDocuments,
    IndicatorDefinition,
    IndicatorSummary,
    Member,
    Values,
)
from baton.services import indicator_export, indicators
from baton.services.indicators import Question

router = APIRouter(prefix="/api", tags=["indicators"])


@router.get("/indicators")
def listing(
    *, retired: bool = False, caller: Caller = Depends(signed_in)
) -> list[IndicatorSummary]:
    """All indicators in use; with ``retired`` also those that are not any more, or are broken."""
    rows = indicators.listing(caller.runtime, caller.person, retired=retired)
    return [IndicatorSummary.model_validate(row) for row in rows]


@router.get("/indicators/{code}")
def definition(code: str, caller: Caller = Depends(signed_in)) -> IndicatorDefinition:
    """One indicator's definition, its formula in words, and how it can be split."""
    return IndicatorDefinition.model_validate(
        indicators.definition(caller.runtime, caller.person, code)
    )


@router.get("/indicators/{code}/values")
def values(
    code: str,
    *,
    start: str | None = Query(default=None, alias="from"),
    end: str | None = Query(default=None, alias="to"),
    grain: str = "month",
    by: str | None = None,
    org: str | None = None,
    person: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Values:
    """Values by period and, with ``by`` (names joined by commas), by dimension."""
    question = Question(start, end, grain, by, org, person)
    return Values.model_validate(indicators.values(caller.runtime, caller.person, code, question))


@router.get("/indicators/{code}/explain")
def explain(
    code: str,
    period: str | None = None,
    org: str | None = None,
    caller: Caller = Depends(signed_in),
) -> ExplainNode:
    """The formula as a tree of parts with their values."""
    return ExplainNode.model_validate(
        indicators.explain(caller.runtime, caller.person, code, period, org)
    )


@router.get("/indicators/{code}/documents")
def documents(
    code: str,
    *,
    period: str | None = None,
    org: str | None = None,
    by: list[str] = Query(default=[]),
    member: list[str] = Query(default=[]),
    group: Literal["document"] | None = None,
    document: str | None = Query(default=None, max_length=200),
    offset: int = Query(default=0, ge=0),
    limit: int = Query(default=50, ge=1, le=500),
    caller: Caller = Depends(signed_in),
) -> FigureDocuments:
    """The documents behind a figure, narrowed by pairs of ``by`` and ``member``.

    ``group=document`` gives one row a document instead of one a line; ``document`` the lines of
    one of them.
    """
    return FigureDocuments.model_validate(
        indicators.documents(
            caller.runtime,
            caller.person,
            code,
            period=period,
            unit=org,
            members=list(zip(by, member, strict=False)),
            grouped=group is not None,
            document=document,
            offset=offset,
            limit=limit,
        )
    )


@router.get("/indicators/{code}/export.xlsx", response_class=Response, responses=XLSX)
def export(
    code: str,
    *,
    start: str | None = Query(default=None, alias="from"),
    end: str | None = Query(default=None, alias="to"),
    grain: str = "month",
    by: str | None = None,
    org: str | None = None,
    person: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Response:
    """A workbook: the definition, the values, the documents."""
    question = Question(start, end, grain, by, org, person)
    name, content = indicator_export.workbook_of(caller.runtime, caller.person, code, question)
    return download(name, content, "xlsx")


@router.get("/dimensions/{dimension}/members")
def members(
    dimension: str,
    q: str | None = Query(default=None, max_length=200),
    limit: int = Query(default=50, ge=1, le=500),
    caller: Caller = Depends(signed_in),
) -> list[Member]:
    """Members of a dimension whose name or key holds ``q``."""
    found = indicators.members(caller.runtime, caller.person, dimension, q, limit)
    return [Member.model_validate(one) for one in found]
