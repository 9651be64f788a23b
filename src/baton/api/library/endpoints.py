"""The company's own indicators, and the formula editor's questions."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Query

from baton.api.deps import Caller, signed_in
from baton.api.indicators.schemas import IndicatorDefinition
from baton.api.library.schemas import (
    BuildingBlocks,
    ChangedIndicator,
    Checkup,
    CopyRequest,
    Definition,
    FormulaCheck,
    FormulaText,
    NewIndicator,
    Preview,
    PreviewRequest,
    RetireRequest,
    Suggestion,
    SuggestRequest,
    Version,
)
from baton.services.kpi import checkup, definitions, formulas

router = APIRouter(prefix="/api", tags=["library"])


def _given(body: Definition) -> dict[str, Any]:
    given = body.model_dump(exclude={"version", "code"})
    low, high = given.pop("limits") or (None, None)
    return {**given, "low": low, "high": high}


@router.post("/indicators", status_code=201)
def create(body: NewIndicator, caller: Caller = Depends(signed_in)) -> IndicatorDefinition:
    """A new indicator of the company's own."""
    made = definitions.create(caller.runtime, caller.person, body.code, _given(body))
    return IndicatorDefinition.model_validate(made)


@router.put("/indicators/{code}")
def change(
    code: str, body: ChangedIndicator, caller: Caller = Depends(signed_in)
) -> IndicatorDefinition:
    """A new version; of a shipped indicator it is the company's adaptation."""
    made = definitions.change(
        caller.runtime, caller.person, code, _given(body), version=body.version
    )
    return IndicatorDefinition.model_validate(made)


@router.post("/indicators/{code}/copy", status_code=201)
def copy(code: str, body: CopyRequest, caller: Caller = Depends(signed_in)) -> IndicatorDefinition:
    """A copy under another code."""
    made = definitions.copy(caller.runtime, caller.person, code, body.model_dump())
    return IndicatorDefinition.model_validate(made)


@router.post("/indicators/{code}/retire")
def retire(
    code: str, body: RetireRequest, caller: Caller = Depends(signed_in)
) -> IndicatorDefinition:
    """Take an indicator out of use."""
    made = definitions.retire(caller.runtime, caller.person, code, body.reason, body.effective_from)
    return IndicatorDefinition.model_validate(made)


@router.post("/indicators/{code}/restore")
def restore(
    code: str, body: RetireRequest, caller: Caller = Depends(signed_in)
) -> IndicatorDefinition:
    """Take a retired indicator into use again."""
    made = definitions.retire(
        caller.runtime, caller.person, code, body.reason, body.effective_from, retired=False
    )
    return IndicatorDefinition.model_validate(made)


@router.get("/indicators/{code}/versions")
def versions(code: str, caller: Caller = Depends(signed_in)) -> list[Version]:
    """All versions, newest first, each with what it changed."""
    found = []
    for one in definitions.versions(caller.runtime, caller.person, code):
        low, high = one["low"], one["high"]
        limits = None if low is None or high is None else [low, high]
        found.append(Version.model_validate({**one, "limits": limits}))
    return found


@router.post("/formula/check")
def check(body: FormulaText, caller: Caller = Depends(signed_in)) -> FormulaCheck:
    """Whether a formula can be computed, its unit, and its words in both languages."""
    found = formulas.check(
        caller.runtime, caller.person, body.formula, body.unit, body.code, inline=body.inline
    )
    return FormulaCheck.model_validate(found)


@router.post("/formula/preview")
def preview(body: PreviewRequest, caller: Caller = Depends(signed_in)) -> Preview:
    """The check and the last twelve months."""
    found = formulas.preview(
        caller.runtime,
        caller.person,
        body.formula,
        place=body.org,
        until=body.until,
        unit=body.unit,
        code=body.code,
    )
    return Preview.model_validate(found)


@router.post("/formula/suggest")
def suggest(body: SuggestRequest, caller: Caller = Depends(signed_in)) -> list[Suggestion]:
    """What may be typed at a place."""
    found = formulas.complete(caller.runtime, caller.person, body.formula, body.position)
    return [Suggestion.model_validate(one) for one in found]


@router.get("/formula/building-blocks")
def building_blocks(caller: Caller = Depends(signed_in)) -> BuildingBlocks:
    """Everything a formula can be clicked together from."""
    return BuildingBlocks.model_validate(formulas.building_blocks(caller.runtime, caller.person))


@router.get("/checkup")
def check_up(
    *,
    year: int = Query(ge=1990, le=2100),
    indicator: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Checkup:
    """The goodness check of all indicators and targets of a year, or of one indicator."""
    found = checkup.check(caller.runtime, caller.person, year, indicator)
    return Checkup.model_validate(found)
