"""Units or persons that are alike, ranked by an indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from baton.api.cockpit.schemas import Direction, Light
from baton.api.deps import Caller, signed_in
from baton.services import alike as services

router = APIRouter(prefix="/api/indicators/{code}", tags=["analysis"])


class AlikeGroup(BaseModel):
    """Those that may be compared: ``count`` of them, ``known`` with a figure."""

    key: str
    label: str
    count: int
    known: int


class AlikeRow(BaseModel):
    """One of the ranked; ``compared`` is the value, or the value per head of ``heads``."""

    rank: int
    key: str
    name: str
    value: Decimal
    compared: Decimal
    heads: int
    target: Decimal | None
    achievement: Decimal | None
    light: Light | None


class LeftOut(BaseModel):
    """Who is not compared, and why."""

    key: str
    name: str
    reason: str


class Alike(BaseModel):
    """A ranking of units of one kind and level, or of persons of one position.

    ``measure`` is ``per_head`` where a sum is compared and unlike numbers of people make it up.
    ``middle`` is the median of what is compared.
    """

    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    period: str
    among: Literal["units", "persons"]
    groups: list[AlikeGroup]
    group: str | None
    measure: Literal["value", "per_head"]
    rows: list[AlikeRow]
    left_out: list[LeftOut]
    middle: Decimal | None


@router.get("/alike")
def alike(
    code: str,
    *,
    period: str | None = None,
    org: str | None = None,
    among: Literal["units", "persons"] = "units",
    group: str | None = Query(default=None, max_length=200),
    caller: Caller = Depends(signed_in),
) -> Alike:
    """Units of one kind and level, or persons of one position, ranked; who is left out, and why."""
    found = services.alike(
        caller.runtime, caller.person, code, period=period, unit=org, among=among, group=group
    )
    return Alike.model_validate(found)
