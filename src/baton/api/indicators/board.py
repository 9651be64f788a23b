"""What is odd over all indicators."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from baton.api.deps import Caller, signed_in
from baton.services import anomaly_board

router = APIRouter(prefix="/api", tags=["analysis"])


class Odd(BaseModel):
    """One finding: a lasting change, an outlier, or a member that changed for good.

    ``since`` is the period it began in. ``weight`` is how large the change is (a part of the
    usual figure; of ratios the difference), half as much every six periods, more when it is for
    the worse; ``severity`` is high from 0.3 and medium from 0.1 on.
    """

    code: str
    indicator: str
    perspective: str
    kind: Literal["shift", "spike", "member"]
    since: str
    change: Decimal | None
    unit: str
    decimals: int
    worse: bool | None
    weight: float
    severity: Literal["high", "medium", "low"]
    text: str
    member_dimension: str | None
    member_label: str | None
    member_key: str | None
    member_name: str | None


class OddNow(BaseModel):
    """What is odd now, the most severe first; ``working``: not looked for yet, ask again."""

    state: Literal["ready", "working"]
    period: str
    org: str | None
    as_of: datetime | None
    rows: list[Odd]


@router.get("/anomalies")
def board(org: str | None = None, caller: Caller = Depends(signed_in)) -> OddNow:
    """What is odd now over all indicators, worked out behind the requests."""
    found = anomaly_board.board(caller.runtime, caller.person, unit=org)
    return OddNow.model_validate(found)
