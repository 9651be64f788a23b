"""Choosing a record of another model."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query

from baton.api.deps import Caller, signed_in
from baton.api.lookup.schemas import Found
from baton.services import lookup

router = APIRouter(prefix="/api", tags=["lookup"])


@router.get("/lookup/{model}")
def find(
    model: str,
    *,
    q: str = Query(default="", max_length=200),
    page: str | None = None,
    field: str | None = None,
    id: int | None = None,
    limit: int = Query(default=20, ge=1, le=100),
    caller: Caller = Depends(signed_in),
) -> list[Found]:
    """Records whose name fits ``q``; ``page`` and ``field`` narrow to what that field allows."""
    found = lookup.find(
        caller.runtime, caller.person, model, q, page=page, field=field, record=id, limit=limit
    )
    return [Found.model_validate(one) for one in found]
