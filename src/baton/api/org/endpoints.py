"""The organisation tree and the periods to choose from."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Depends

from baton.api.deps import Caller, signed_in
from baton.api.org.schemas import OrgUnit, PeriodOption
from baton.services import org

router = APIRouter(prefix="/api", tags=["org"])


@router.get("/org/tree")
def tree(on: date | None = None, caller: Caller = Depends(signed_in)) -> list[OrgUnit]:
    """The units the person may see, as the tree stood on a date (today when left out)."""
    return [OrgUnit.model_validate(unit) for unit in org.tree(caller.runtime, caller.person, on)]


@router.get("/periods")
def periods(grain: str = "month", caller: Caller = Depends(signed_in)) -> list[PeriodOption]:
    """Periods that hold business, newest first."""
    options = org.periods(caller.runtime, caller.person, grain)
    return [PeriodOption.model_validate(option) for option in options]
