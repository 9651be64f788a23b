"""The cockpit 驾驶舱."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query, Response

from baton.api.cockpit.schemas import Arrangement, CardOutlooks, Cockpit, CockpitLayout
from baton.api.deps import Caller, signed_in
from baton.services import card_outlooks, cockpit, cockpit_layouts

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


@router.get("/cockpit/outlook")
def outlook(
    period: str | None = None,
    org: str | None = None,
    codes: list[str] = Query(default=[], max_length=200),
    caller: Caller = Depends(signed_in),
) -> CardOutlooks:
    """Forecast and pace of the cards ``codes`` (all when left out), asked after the cards."""
    found = card_outlooks.card_outlooks(
        caller.runtime, caller.person, period=period, unit=org, codes=codes
    )
    return CardOutlooks.model_validate(found)


@router.get("/cockpit/layout")
def layout(caller: Caller = Depends(signed_in)) -> CockpitLayout:
    """How the person has arranged the cockpit, or how the role starts."""
    found = cockpit_layouts.layout(caller.runtime, caller.person)
    return CockpitLayout.model_validate(found)


@router.put("/cockpit/layout")
def arrange(wanted: Arrangement, caller: Caller = Depends(signed_in)) -> CockpitLayout:
    """Keep an arrangement; 409 when another window of the person has kept one meanwhile."""
    found = cockpit_layouts.arrange(
        caller.runtime,
        caller.person,
        stamp=wanted.stamp,
        grouping=wanted.grouping,
        cards=[one.model_dump() for one in wanted.cards],
    )
    return CockpitLayout.model_validate(found)


@router.delete("/cockpit/layout")
def reset(caller: Caller = Depends(signed_in)) -> CockpitLayout:
    """Back to the arrangement of the person's role."""
    return CockpitLayout.model_validate(cockpit_layouts.reset(caller.runtime, caller.person))
