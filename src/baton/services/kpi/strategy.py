"""The strategy map: objectives on perspectives, what causes what, and how each is doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.kernel import records
from baton.kernel.records import View
from baton.metrics.catalogue import Perspective
from baton.metrics.engine.targets import adds
from baton.metrics.score import Light
from baton.services import cockpit, figures, org
from baton.services.erp import database
from baton.services.kpi import map_items, ready_made, rights
from baton.services.kpi.map_items import KINDS, PLACE

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Indicator
    from baton.services.person import Person
    from baton.services.runtime import Runtime

STRATEGY = "baton.kpi.strategy"


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """All strategies, newest first."""
    found = records.search(
        database(runtime),
        person.user,
        STRATEGY,
        fields=("name", "year", "number", "state", "objectives"),
        limit=None,
    )
    return [{**row, "objectives": len(row["objectives"])} for row in found.rows]


def create(
    runtime: Runtime,
    person: Person,
    *,
    name: str,
    year: int,
    vision: str | None = None,
    copy_of: int | None = None,
    template: str | None = None,
) -> dict[str, Any]:
    """A new strategy: empty, ready-made, or with everything of another one taken over.

    Raises:
        NotFoundError: there is no such strategy, or no ready-made one of that key.
    """
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")
    if template is not None and vision is None:
        vision = ready_made.strategy(template).vision[person.language]

    def work(erp: Erp) -> int:
        model = erp.get(STRATEGY)
        company = erp.values.get("company")
        values = {"name": name, "year": year, "number": model.next_number(company, year)}
        (made,) = model.create([{**values, "vision": vision}])
        if copy_of is not None:
            _take_over(erp, model, copy_of, made.id, vision)
        elif template is not None:
            ready_made.fill(erp, made.id, template, person.language)
        return int(made.id)

    made = database(runtime).run(person.user, work, lock_tables=("baton_kpi_log",))
    map_items.tell(runtime, made)
    return read(runtime, person, made, None, None)


def _take_over(erp: Erp, model: Any, source_id: int, made: int, vision: str | None) -> None:
    found = model.search([("id", "=", source_id)])
    if not found:
        raise NotFoundError("services.no_such_strategy", id=source_id)
    (source,) = found
    if vision is None:
        model.write([model(made)], {"vision": source.vision})
    theme_of = _copied(erp, "baton.kpi.theme", source.themes, {"strategy": made})
    objective_of = _copied(erp, "baton.kpi.objective", source.objectives, {"strategy": made})
    for old in source.objectives:
        if old.theme:
            erp.get("baton.kpi.objective").write(
                [objective_of[old.id]], {"theme": theme_of[old.theme.id].id}
            )
        new = {"objective": objective_of[old.id].id}
        _copied(erp, "baton.kpi.objective.indicator", old.indicators, new)
        _copied(erp, PLACE, old.places, new)
    for link in source.links:
        ends = {
            "strategy": made,
            "cause": objective_of[link.cause.id].id,
            "effect": objective_of[link.effect.id].id,
        }
        _copied(erp, "baton.kpi.objective.link", [link], ends)


def _copied(erp: Erp, name: str, olds: Sequence[Any], changed: Mapping[str, Any]) -> dict[int, Any]:
    """Copies by the id of the old record; relations that are not ``changed`` are left out."""
    model = erp.get(name)
    plain = {
        key
        for key, field in model._fields.items()
        if field._type in ("char", "text", "integer", "numeric", "selection", "date")
        and key not in ("id", "rec_name", "xml_id")
        and not hasattr(field, "getter")
    }
    keeps = {"owner", "owner_unit"} & set(model._fields)
    rows = []
    for old in olds:
        row = {key: getattr(old, key) for key in plain}
        row.update({key: getattr(getattr(old, key), "id", None) for key in keeps})
        rows.append({**row, **changed})
    made = model.create(rows) if rows else []
    return {old.id: new for old, new in zip(olds, made, strict=True)}


def read(
    runtime: Runtime, person: Person, id: int, period: str | None, unit: str | None
) -> dict[str, Any]:
    """A strategy with everything on its map; objectives judged by their indicators.

    Raises:
        NotFoundError: there is no such strategy.
        ForbiddenError: the unit is not the person's to see.
    """
    language = person.language

    def look(_: Erp) -> _Map:
        return _kept(runtime, person, id)

    # one transaction for all that is read: each of its own costs more than what it reads
    kept = database(runtime).run(person.user, look, readonly=True, language=language)
    document, items, places = kept.document, kept.items, kept.places
    wanted = figures.slice_of(runtime, person, period, unit)
    cards = _cards(runtime, wanted, [one["indicator"] for one in items["indicators"]], language)
    known = runtime.engine.catalogue.indicators
    # of what cannot be computed, the name at least
    cards = {**{code: {"name": one.name(language)} for code, one in known.items()}, **cards}
    return {
        "id": document.id,
        "stamp": document.stamp,
        **document.values,
        "period": wanted.period.label,
        "org": wanted.org,
        "editable": bool(person.roles & rights.STRATEGISTS),
        "themes": items["themes"],
        "objectives": [
            _objective(one, places.get(one["id"]), items["indicators"], cards, language)
            for one in items["objectives"]
        ],
        "links": items["links"],
        "initiatives": items["initiatives"],
    }


@dataclass(frozen=True)
class _Map:
    """A strategy as it is kept: itself, what is on its map by kind, and places by objective."""

    document: records.Document
    items: dict[str, list[dict[str, Any]]]
    places: dict[int, dict[str, Any]]


def _kept(runtime: Runtime, person: Person, id: int) -> _Map:
    base, view = database(runtime), View(("name", "year", "number", "vision", "state"))
    fields, wanted = ("objective", "x", "y"), [["objective.strategy", "=", id]]
    found = records.search(base, person.user, PLACE, fields=fields, filters=wanted, limit=None)
    return _Map(
        records.read(base, person.user, STRATEGY, id, view, language=person.language),
        {name: map_items.items(runtime, person, name, id) for name in KINDS},
        {row["objective"]["id"]: row for row in found.rows},
    )


def _objective(
    one: Mapping[str, Any],
    place: Mapping[str, Any] | None,
    measures: Sequence[Mapping[str, Any]],
    cards: Mapping[str, Mapping[str, Any]],
    language: str,
) -> dict[str, Any]:
    own = [measure for measure in measures if measure["objective"] == one["id"]]
    told = []
    for measure in own:
        card = cards.get(measure["indicator"], {})
        told.append(
            {
                "id": measure["id"],
                "stamp": measure["stamp"],
                "code": measure["indicator"],
                "weight": measure["weight"],
                "sequence": measure["sequence"],
                "name": card.get("name", measure["indicator"]),
                **{key: card.get(key) for key in ("value", "target", "achievement", "light")},
                "unit": card.get("unit", "none"),
                "decimals": card.get("decimals", 2),
                "state": card.get("state", "broken"),
            }
        )
    return {
        **one,
        "perspective_name": figures.perspective_name(Perspective(one["perspective"]), language),
        "x": place["x"] if place else None,
        "y": place["y"] if place else None,
        "light": light_of([entry["light"] for entry in told]),
        "indicators": told,
    }


def light_of(lights: Sequence[str | None]) -> str | None:
    """An objective's light: the worst of its indicators'; none when none of them has one."""
    for light in (Light.RED, Light.AMBER, Light.GREEN):
        if light.value in [str(one) for one in lights if one is not None]:
            return light.value
    return None


def _cards(
    runtime: Runtime, wanted: figures.Slice, asked: Sequence[str], language: str
) -> dict[str, Mapping[str, Any]]:
    """The figures of those indicators that are in use and can be computed, in one pass."""
    catalogue = runtime.engine.catalogue
    used = [catalogue.indicators[code] for code in dict.fromkeys(asked) if code in catalogue]
    known = [one for one in used if not one.retired]
    codes = tuple(one.code for one in known)
    key = ("strategy", *wanted.key, language, org.today(), catalogue, codes)
    return figures.answers(runtime).get(
        runtime.store.version,
        key,
        lambda: _judged(runtime, wanted, known, language),
    )


def _judged(
    runtime: Runtime, wanted: figures.Slice, indicators: list[Indicator], language: str
) -> dict[str, Mapping[str, Any]]:
    courses = cockpit.courses_of(runtime, indicators, wanted, language) if indicators else []
    return {
        one.code: cockpit.card_of(
            one,
            wanted.period,
            result,
            targets,
            running=adds(runtime.engine.catalogue.formula(one.code).root).time,
            language=language,
        )
        for one, (result, targets) in zip(indicators, courses, strict=True)
    }


def change(
    runtime: Runtime, person: Person, id: int, values: Mapping[str, Any], stamp: str
) -> dict[str, Any]:
    """Change a strategy's own fields; one put in force closes the one that was in its year.

    Raises:
        ConflictError: it has changed since (``kernel.stale``).
    """
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")
    base = database(runtime)

    def work(erp: Erp) -> None:
        records.write(base, person.user, STRATEGY, id, values, view=View(()), stamp=stamp)
        if values.get("state") == "active":
            model = erp.get(STRATEGY)
            one = model(id)
            alike = [("company", "=", one.company.id), ("year", "=", one.year), ("id", "!=", id)]
            model.write(model.search([*alike, ("state", "=", "active")]), {"state": "closed"})

    base.run(person.user, work, lock_tables=("baton_kpi_log",))
    map_items.tell(runtime, id)
    return read(runtime, person, id, None, None)


def remove(runtime: Runtime, person: Person, id: int, stamp: str) -> None:
    """Delete a draft strategy with everything on its map."""
    rights.check(person, rights.STRATEGISTS, "services.doing_strategy")

    def work(erp: Erp) -> None:
        model = erp.get(STRATEGY)
        records.check_stamp(model, id, stamp)
        if model(id).state != "draft":
            raise BatonError("services.strategy_in_force", name=model(id).name)
        model.delete([model(id)])

    database(runtime).run(person.user, work, lock_tables=("baton_kpi_log",))
    map_items.tell(runtime, id)
