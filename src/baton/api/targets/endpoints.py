"""Targets: who is to reach what by when, and both sides' agreement."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Body, Depends, Query, Response

from baton.api.deps import Caller, signed_in
from baton.api.files import MEDIA, XLSX, download
from baton.api.targets.schemas import (
    Cascaded,
    CascadeRequest,
    CellWrite,
    HolderOption,
    Imported,
    Planned,
    PlanRequest,
    StepRequest,
    StepResult,
    TargetChange,
    TargetGrid,
    TargetNode,
    TargetsWrite,
    TargetsWritten,
    TemplateRequest,
)
from baton.base.periods import Grain
from baton.metrics.cascade import Threshold
from baton.services.kpi import (
    agreement,
    cascading,
    holders,
    planning,
    target_import,
    targets,
    template,
)
from baton.services.kpi.dividing import Child, Order
from baton.services.kpi.planning import Wish
from baton.services.kpi.targets import Cell, Wanted

router = APIRouter(prefix="/api/targets", tags=["targets"])

FILE = {"requestBody": {"content": {MEDIA["xlsx"]: {"schema": {"type": "string"}}}}}
MOST_BYTES = 20_000_000


@router.get("")
def grid(
    *,
    year: int = Query(ge=1990, le=2100),
    grain: Literal["month", "quarter", "year", "all"] = "month",
    indicator: str | None = None,
    org: str | None = None,
    position: str | None = None,
    person: str | None = None,
    below: bool = True,
    caller: Caller = Depends(signed_in),
) -> TargetGrid:
    """The targets the person may see, a row for each indicator and holder."""
    wanted = Wanted(
        year,
        None if grain == "all" else Grain(grain),
        indicator,
        org,
        position,
        person,
        below=below,
    )
    return TargetGrid.model_validate(targets.grid(caller.runtime, caller.person, wanted))


@router.get("/holders")
def all_holders(caller: Caller = Depends(signed_in)) -> list[HolderOption]:
    """Whose targets the person may see or set, in the order of the tree."""
    found = holders.listing(caller.runtime, caller.person)
    return [HolderOption.model_validate(one) for one in found]


@router.put("")
def write(body: TargetsWrite, caller: Caller = Depends(signed_in)) -> TargetsWritten:
    """Set targets, all or none."""
    done = targets.write(
        caller.runtime,
        caller.person,
        [_cell(one) for one in body.cells],
        reason=body.reason,
        confirmed=body.confirmed,
        proposed=body.propose,
    )
    return TargetsWritten.model_validate(done)


def _cell(one: CellWrite) -> Cell:
    sent = one.model_fields_set
    names = ("threshold", "stretch", "baseline", "weight", "profile")
    given: dict[str, Any] = {name: getattr(one, name) for name in names if name in sent}
    return Cell(
        one.indicator, one.holder.kind, one.holder.key, one.period, one.amount, given, one.stamp
    )


@router.post("/plan")
def plan(body: PlanRequest, caller: Caller = Depends(signed_in)) -> Planned:
    """Work out a year by growth, forecast, budget or a total; with ``apply`` set it."""
    wish = Wish(
        indicators=tuple(body.indicators),
        holder=(body.holder.kind, body.holder.key),
        year=body.year,
        grain=Grain(body.grain),
        basis=body.basis,
        growth=body.growth,
        total=body.total,
        profile=body.profile if isinstance(body.profile, str) else tuple(body.profile),
        rates=Threshold(body.threshold_rate, body.stretch_rate),
    )
    return Planned.model_validate(
        planning.plan(
            caller.runtime,
            caller.person,
            wish,
            apply=body.apply,
            confirmed=body.confirmed,
            reason=body.reason,
        )
    )


@router.post("/cascade")
def cascade(body: CascadeRequest, caller: Caller = Depends(signed_in)) -> Cascaded:
    """Hand targets down; without ``apply`` only work out what it comes to."""
    order = Order(
        method=body.method,
        parents=tuple(body.parents),
        holder=(body.holder.kind, body.holder.key) if body.holder else None,
        year=body.year,
        indicator_of=body.of,
        basis=body.basis,
        to=body.to
        if isinstance(body.to, str)
        else tuple(Child(one.kind, one.key, one.share, one.amount) for one in body.to),
        buffer=body.buffer,
        indicator=body.indicator,
        factor=body.factor,
    )
    return Cascaded.model_validate(
        cascading.cascade(
            caller.runtime,
            caller.person,
            order,
            apply=body.apply,
            confirmed=body.confirmed,
            reason=body.reason,
        )
    )


@router.post("/template")
def from_template(body: TemplateRequest, caller: Caller = Depends(signed_in)) -> Cascaded:
    """Give the targets of a position to everybody who holds it."""
    return Cascaded.model_validate(
        template.from_template(
            caller.runtime,
            caller.person,
            body.position,
            body.year,
            body.units,
            apply=body.apply,
            confirmed=body.confirmed,
        )
    )


@router.post("/propose")
def propose(body: StepRequest, caller: Caller = Depends(signed_in)) -> StepResult:
    """Sign as the side that sets the targets."""
    done = agreement.propose(caller.runtime, caller.person, body.ids, body.note)
    return StepResult.model_validate(done)


@router.post("/agree")
def agree(body: StepRequest, caller: Caller = Depends(signed_in)) -> StepResult:
    """Sign as the side that is to reach the targets."""
    done = agreement.agree(caller.runtime, caller.person, body.ids, body.note)
    return StepResult.model_validate(done)


@router.post("/return")
def give_back(body: StepRequest, caller: Caller = Depends(signed_in)) -> StepResult:
    """Give targets back; ``note`` says why."""
    done = agreement.give_back(caller.runtime, caller.person, body.ids, body.note)
    return StepResult.model_validate(done)


@router.get("/import-template.xlsx", response_class=Response, responses=XLSX)
def import_template(
    year: int = Query(ge=1990, le=2100), caller: Caller = Depends(signed_in)
) -> Response:
    """The Excel file to fill in."""
    name, content = target_import.template(caller.runtime, caller.person, year)
    return download(name, content, "xlsx")


@router.post("/import", openapi_extra=FILE)
def import_file(
    *,
    content: bytes = Body(media_type=MEDIA["xlsx"], max_length=MOST_BYTES),
    apply: bool = False,
    confirmed: bool = False,
    caller: Caller = Depends(signed_in),
) -> Imported:
    """Check an Excel file; with ``apply`` and without findings set its targets."""
    done = target_import.read(
        caller.runtime, caller.person, content, apply=apply, confirmed=confirmed
    )
    return Imported.model_validate(done)


@router.get("/{target}/history")
def history(target: int, caller: Caller = Depends(signed_in)) -> list[TargetChange]:
    """Every change of a target, newest first."""
    found = agreement.history(caller.runtime, caller.person, target)
    return [TargetChange.model_validate(one) for one in found]


@router.get("/{target}/tree")
def tree(target: int, caller: Caller = Depends(signed_in)) -> TargetNode:
    """A target with all that was cascaded from it."""
    return TargetNode.model_validate(agreement.tree(caller.runtime, caller.person, target))
