"""The cockpit 驾驶舱."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from baton.api.cockpit.schemas import Cockpit
from baton.api.deps import Caller, signed_in
from baton.services import cockpit

router = APIRouter(prefix="/api", tags=["cockpit"])


@router.get("/cockpit")
def read(
    period: str | None = None, org: str | None = None, caller: Caller = Depends(signed_in)
) -> Cockpit:
    """All KPI cards of a period (this month when left out) and an org unit."""
    return Cockpit.model_validate(cockpit.cockpit(caller.runtime, caller.person, period, org))
