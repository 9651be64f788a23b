"""The cockpit 驾驶舱."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from baton.api.cockpit.schemas import Cockpit
from baton.api.deps import Caller, signed_in
from baton.services import cockpit

router = APIRouter(prefix="/api", tags=["cockpit"])


@router.get("/cockpit", response_model=Cockpit)
def read(
    period: str | None = None, org: str | None = None, caller: Caller = Depends(signed_in)
) -> Response:
    """All KPI cards of a period (this month when left out) and an org unit."""
    found = cockpit.cockpit(caller.runtime, caller.person, period, org)
    # written here: a thousand values would otherwise be checked a second time
    text = Cockpit.model_validate(found).model_dump_json()
    return Response(text, media_type="application/json")
