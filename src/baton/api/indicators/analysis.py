"""Causes, forecasts, anomalies and what-if of an indicator."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query

from baton.api.deps import Caller, signed_in
from baton.api.indicators.analysis_schemas import (
    Anomalies,
    Causes,
    Forecast,
    WhatIf,
    WhatIfQuestion,
)
from baton.services import anomalies as oddities
from baton.services import causes as services
from baton.services import outlooks, what_if

router = APIRouter(prefix="/api/indicators/{code}", tags=["analysis"])


@router.get("/causes")
def causes(
    code: str,
    *,
    period: str | None = None,
    against: str = "prior",
    org: str | None = None,
    by: list[str] = Query(default=[], max_length=12),
    levels: int = Query(default=3, ge=1, le=3),
    caller: Caller = Depends(signed_in),
) -> Causes:
    """What moved it against the period before, last year, its target or its last shift."""
    found = services.causes(
        caller.runtime,
        caller.person,
        code,
        period=period,
        against=against,
        unit=org,
        by=by,
        levels=levels,
    )
    return Causes.model_validate(found)


@router.get("/forecast")
def forecast(
    code: str,
    period: str | None = None,
    org: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Forecast:
    """Where the period will end, with an interval, and the probability of its target."""
    found = outlooks.outlook(caller.runtime, caller.person, code, period=period, unit=org)
    return Forecast.model_validate(found)


@router.get("/anomalies")
def anomalies(
    code: str,
    period: str | None = None,
    org: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Anomalies:
    """Lasting changes with the period they began in, outliers, and what moves along."""
    found = oddities.anomalies(caller.runtime, caller.person, code, period=period, unit=org)
    return Anomalies.model_validate(found)


@router.post("/what-if")
def supposed(code: str, question: WhatIfQuestion, caller: Caller = Depends(signed_in)) -> WhatIf:
    """What would become of the indicator, and of those it is part of, if parts of it changed."""
    found = what_if.supposed(
        caller.runtime,
        caller.person,
        code,
        period=question.period,
        unit=question.org,
        changes=[(one.id, one.factor) for one in question.changes],
    )
    return WhatIf.model_validate(found)
