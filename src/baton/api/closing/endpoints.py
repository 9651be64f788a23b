"""Closing periods, restating them, and the log that proves it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query

from baton.api.closing.schemas import (
    CloseRequest,
    Closing,
    ClosingDetail,
    Log,
    RestateRequest,
)
from baton.api.deps import Caller, signed_in
from baton.services.kpi import audit, closing, restating

router = APIRouter(prefix="/api", tags=["closing"])


@router.get("/closings")
def listing(caller: Caller = Depends(signed_in)) -> list[Closing]:
    """All closed periods, newest first."""
    return [Closing.model_validate(one) for one in closing.listing(caller.runtime, caller.person)]


@router.get("/closings/{period}")
def detail(period: str, caller: Caller = Depends(signed_in)) -> ClosingDetail:
    """A closed period beside what its values would be now."""
    return ClosingDetail.model_validate(restating.compared(caller.runtime, caller.person, period))


@router.post("/periods/{period}/close", status_code=201)
def close(period: str, body: CloseRequest, caller: Caller = Depends(signed_in)) -> Closing:
    """Publish the values of a period that is over."""
    return Closing.model_validate(closing.close(caller.runtime, caller.person, period, body.note))


@router.post("/periods/{period}/restate")
def restate(
    period: str, body: RestateRequest, caller: Caller = Depends(signed_in)
) -> ClosingDetail:
    """State what later documents made of a closed period."""
    return ClosingDetail.model_validate(
        restating.restate(caller.runtime, caller.person, period, body.reason, body.indicators)
    )


@router.get("/kpi-log")
def log(
    *,
    record: str | None = None,
    offset: int = Query(default=0, ge=0),
    limit: int = Query(default=50, ge=1, le=500),
    caller: Caller = Depends(signed_in),
) -> Log:
    """The log of changes, and whether anything was changed past it."""
    return Log.model_validate(
        audit.entries(caller.runtime, caller.person, record=record, offset=offset, limit=limit)
    )
