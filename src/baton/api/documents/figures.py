"""Which indicators a document moves."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from baton.api.cockpit.schemas import Direction
from baton.api.deps import Caller, signed_in
from baton.services import document_figures

router = APIRouter(prefix="/api/documents/{page}/{id}", tags=["documents"])


class MovedPeriod(BaseModel):
    """One month of an indicator with and without the document.

    ``effect`` is the value less the value without it; ``share`` the document's part of a sum
    (a fraction); ``own`` the ratio of the document alone.
    """

    period: str
    value: Decimal | None
    without: Decimal | None
    own: Decimal | None
    effect: Decimal | None
    share: Decimal | None
    target: Decimal | None
    achievement: Decimal | None


class MovedIndicator(BaseModel):
    """An indicator that the document counts in, the latest month first."""

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    shape: Literal["sum", "ratio", "other"]
    periods: list[MovedPeriod]


class Expected(BaseModel):
    """An indicator that documents of the same page count in."""

    code: str
    name: str


class DocumentIndicators(BaseModel):
    """The viewer's indicators that a document moves.

    ``none``: it counts in none (yet); ``expected`` are those that the latest documents of the
    page count in, ``alike`` how many of these have figures.
    """

    document: str
    state: Literal["ok", "none"]
    indicators: list[MovedIndicator]
    alike: int
    expected: list[Expected]


@router.get("/indicators")
def indicators(page: str, id: int, caller: Caller = Depends(signed_in)) -> DocumentIndicators:
    """The person's indicators that the document's facts count in, and by how much."""
    found = document_figures.of_document(caller.runtime, caller.person, page, id)
    return DocumentIndicators.model_validate(found)
