"""What is on a strategy map: put there, changed, moved, taken off, each by its own stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from baton.base.errors import NotFoundError
from baton.kernel import records
from baton.services.erp import database
from baton.services.kpi import rights

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

PLACE = "baton.kpi.objective.place"


@dataclass(frozen=True)
class Kind:
    """One kind of thing on a map.

    Attributes:
        model: of the ERP.
        fields: what is read and written.
        parent: the field that ties it to its strategy, or to its objective.
    """

    model: str
    fields: tuple[str, ...]
    parent: str = "strategy"


KINDS = {
    "themes": Kind("baton.kpi.theme", ("name", "description", "sequence")),
    "objectives": Kind(
        "baton.kpi.objective",
        (
            *("name", "description", "perspective", "theme", "owner", "owner_unit"),
            "sequence",
        ),
    ),
    "links": Kind("baton.kpi.objective.link", ("cause", "effect", "note")),
    "indicators": Kind(
        "baton.kpi.objective.indicator",
        ("objective", "indicator", "weight", "sequence"),
        parent="objective.strategy",
    ),
    "initiatives": Kind(
        "baton.kpi.initiative",
        (
            *("name", "description", "objective", "owner", "unit", "start_date", "end_date"),
            *("progress", "state"),
        ),
    ),
}
"""What a map is made of, by the name in the address."""

IDS = frozenset({"objective", "theme", "cause", "effect"})
"""Relations that are told as bare numbers: what they point to is on the map."""


def items(runtime: Runtime, person: Person, name: str, strategy: int) -> list[dict[str, Any]]:
    """Everything of one kind on a map."""
    kind = KINDS[name]

    def look(erp: Erp) -> list[dict[str, Any]]:
        model = erp.get(kind.model)
        ids = [record.id for record in model.search([(kind.parent, "=", strategy)])]
        return _rows(model, ids, kind)

    return database(runtime).run(person.user, look, readonly=True, language=person.language)


def _rows(model: Any, ids: Sequence[int], kind: Kind) -> list[dict[str, Any]]:
    stamps = {row["id"]: str(row["_timestamp"]) for row in model.read(list(ids), ["_timestamp"])}
    found = []
    for row in records.rows(model, ids, kind.fields):
        for name in IDS & set(row):
            row[name] = row[name]["id"] if row[name] else None
        found.append({**row, "stamp": stamps[row["id"]]})
    return found


def add_item(
    runtime: Runtime, person: Person, id: int, kind: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Put something on a map; the item with its stamp."""
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")
    wanted = _kind(kind)

    def work(erp: Erp) -> int:
        model = erp.get(wanted.model)
        fresh = _checked(runtime, erp, wanted, id, values)
        if wanted.parent == "strategy":
            fresh["strategy"] = id
        (made,) = model.create([fresh])
        return int(made.id)

    made = database(runtime).run(
        person.user, work, lock_tables=("baton_kpi_log",), language=person.language
    )
    tell(runtime, id)
    return _item(runtime, person, wanted, made)


def change_item(
    runtime: Runtime,
    person: Person,
    id: int,
    kind: str,
    item: int,
    *,
    values: Mapping[str, Any],
    stamp: str,
) -> dict[str, Any]:
    """Change something on a map.

    Raises:
        ConflictError: this item has changed since (``kernel.stale``); others do not matter.
    """
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")
    wanted = _kind(kind)

    def work(erp: Erp) -> None:
        model = erp.get(wanted.model)
        _belongs(model, wanted, id, item)
        records.check_stamp(model, item, stamp)
        model.write([model(item)], _checked(runtime, erp, wanted, id, values))

    database(runtime).run(
        person.user, work, lock_tables=("baton_kpi_log",), language=person.language
    )
    tell(runtime, id)
    return _item(runtime, person, wanted, item)


def remove_item(
    runtime: Runtime, person: Person, id: int, kind: str, item: int, *, stamp: str
) -> None:
    """Take something off a map."""
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")
    wanted = _kind(kind)

    def work(erp: Erp) -> None:
        model = erp.get(wanted.model)
        _belongs(model, wanted, id, item)
        records.check_stamp(model, item, stamp)
        model.delete([model(item)])

    database(runtime).run(person.user, work, lock_tables=("baton_kpi_log",))
    tell(runtime, id)


def place(
    runtime: Runtime, person: Person, id: int, places: Sequence[tuple[int, int, int]]
) -> None:
    """Move objectives on the map: (objective, x, y); the others stay where they are."""
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")

    def work(erp: Erp) -> None:
        model = erp.get(PLACE)
        kept = {one.objective.id: one for one in model.search([("objective.strategy", "=", id)])}
        objectives = erp.get("baton.kpi.objective").search([("strategy", "=", id)])
        known = {one.id for one in objectives}
        for objective, x, y in places:
            if objective not in known:
                raise NotFoundError("services.no_such_item", id=objective)
            if objective in kept:
                model.write([kept[objective]], {"x": x, "y": y})
            else:
                model.create([{"objective": objective, "x": x, "y": y}])

    database(runtime).run(person.user, work)
    tell(runtime, id)


def tell(runtime: Runtime, strategy: int) -> None:
    """Let everybody who looks at a map look anew: something on it was changed."""
    runtime.events.publish("strategy", id=strategy)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise NotFoundError("services.no_such_kind", kind=name, known=", ".join(KINDS))
    return KINDS[name]


def _belongs(model: Any, kind: Kind, strategy: int, item: int) -> None:
    if not model.search([("id", "=", item), (kind.parent, "=", strategy)]):
        raise NotFoundError("services.no_such_item", id=item)


def _checked(
    runtime: Runtime, erp: Erp, kind: Kind, strategy: int, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The values as the ERP takes them; what they point to must be on the same map."""
    known = {name: value for name, value in values.items() if name in kind.fields}
    if "indicator" in known:
        known["indicator"] = runtime.engine.catalogue.get(str(known["indicator"])).code
    for name in {"objective", "cause", "effect"} & set(known):
        if known[name] is not None:
            found = erp.get("baton.kpi.objective").search(
                [("id", "=", known[name]), ("strategy", "=", strategy)]
            )
            if not found:
                raise NotFoundError("services.no_such_item", id=known[name])
    return known


def _item(runtime: Runtime, person: Person, kind: Kind, item: int) -> dict[str, Any]:
    def look(erp: Erp) -> dict[str, Any]:
        (row,) = _rows(erp.get(kind.model), [item], kind)
        return row

    return database(runtime).run(person.user, look, readonly=True, language=person.language)
