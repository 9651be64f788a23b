"""The strategy: maps, and everything on them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Query

from baton.api.deps import Caller, signed_in
from baton.api.strategy.schemas import (
    Item,
    ItemChange,
    ItemKind,
    ItemValues,
    NewStrategy,
    Places,
    ReadyStrategy,
    Strategy,
    StrategyChange,
    StrategySummary,
)
from baton.services.kpi import map_items, ready_made, strategy

router = APIRouter(prefix="/api/strategies", tags=["strategy"])


@router.get("")
def listing(caller: Caller = Depends(signed_in)) -> list[StrategySummary]:
    """All strategies, newest first."""
    rows = strategy.listing(caller.runtime, caller.person)
    return [StrategySummary.model_validate(row) for row in rows]


@router.post("", status_code=201)
def create(body: NewStrategy, caller: Caller = Depends(signed_in)) -> Strategy:
    """A new strategy: empty, ready-made, or taken over from another one."""
    made = strategy.create(caller.runtime, caller.person, **body.model_dump())
    return Strategy.model_validate(made)


@router.get("/templates")
def ready(caller: Caller = Depends(signed_in)) -> list[ReadyStrategy]:
    """Ready-made strategies to start from."""
    return [ReadyStrategy.model_validate(one) for one in ready_made.listing(caller.person.language)]


@router.get("/{id}")
def read(
    id: int,
    period: str | None = None,
    org: str | None = None,
    caller: Caller = Depends(signed_in),
) -> Strategy:
    """A strategy with its map; objectives judged by their indicators in the period and unit."""
    return Strategy.model_validate(strategy.read(caller.runtime, caller.person, id, period, org))


@router.patch("/{id}")
def change(id: int, body: StrategyChange, caller: Caller = Depends(signed_in)) -> Strategy:
    """Change a strategy's own fields."""
    values = body.model_dump(exclude={"stamp"}, exclude_unset=True)
    made = strategy.change(caller.runtime, caller.person, id, values, body.stamp)
    return Strategy.model_validate(made)


@router.delete("/{id}", status_code=204)
def remove(id: int, stamp: str = Query(), caller: Caller = Depends(signed_in)) -> None:
    """Delete a draft strategy."""
    strategy.remove(caller.runtime, caller.person, id, stamp)


@router.put("/{id}/places")
def place(id: int, body: Places, caller: Caller = Depends(signed_in)) -> Places:
    """Move objectives on the map."""
    moved = [(one.objective, one.x, one.y) for one in body.places]
    map_items.place(caller.runtime, caller.person, id, moved)
    return body


@router.post("/{id}/{kind}", status_code=201)
def add_item(
    id: int, kind: ItemKind, body: ItemValues, caller: Caller = Depends(signed_in)
) -> Item:
    """Put something on the map."""
    values = body.model_dump(exclude_unset=True)
    return _item(map_items.add_item(caller.runtime, caller.person, id, kind, values))


@router.patch("/{id}/{kind}/{item}")
def change_item(
    id: int, kind: ItemKind, item: int, body: ItemChange, caller: Caller = Depends(signed_in)
) -> Item:
    """Change something on the map."""
    values = body.values.model_dump(exclude_unset=True)
    return _item(
        map_items.change_item(
            caller.runtime, caller.person, id, kind, item, values=values, stamp=body.stamp
        )
    )


@router.delete("/{id}/{kind}/{item}", status_code=204)
def remove_item(
    id: int,
    kind: ItemKind,
    item: int,
    stamp: str = Query(),
    caller: Caller = Depends(signed_in),
) -> None:
    """Take something off the map."""
    map_items.remove_item(caller.runtime, caller.person, id, kind, item, stamp=stamp)


def _item(row: dict[str, Any]) -> Item:
    values = {name: value for name, value in row.items() if name not in ("id", "stamp")}
    return Item(id=row["id"], stamp=row["stamp"], values=values)
