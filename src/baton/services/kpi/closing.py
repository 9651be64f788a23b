"""Closing a period: its values are published with all that made them, and stay as they are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.chain import START, canonical, seal
from baton.base.errors import BatonError, ConflictError
from baton.base.periods import Grain, Period
from baton.metrics.engine import State
from baton.metrics.engine.wording import Wording
from baton.metrics.score import STANDARD, achievement
from baton.services import org
from baton.services.cockpit import targets_of
from baton.services.erp import database
from baton.services.kpi import rights
from baton.services.kpi.worked import work_out

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Indicator
    from baton.metrics.engine import Asked
    from baton.metrics.formula import Checked
    from baton.metrics.formula.nodes import Aggregate
    from baton.services.person import Person
    from baton.services.runtime import Runtime

LOCKS = ("baton_kpi_log",)
AT_ONCE = 200
CLOSABLE = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
Place = tuple[str, str | None, str | None]
"""Indicator, org unit (None is the company), person."""


def close(runtime: Runtime, person: Person, label: str, note: str | None = None) -> dict[str, Any]:
    """Publish the values of a period that is over, of all units and of people with targets.

    Raises:
        BatonError: the period is not over, or cannot be closed.
        ConflictError: it is closed already.
    """
    rights.check(person, rights.CLOSERS, "services.doing_closing")
    period = Period.parse(label)
    if period.grain not in CLOSABLE:
        raise BatonError("services.period_not_closable", period=label)
    if period.end > org.today():
        raise BatonError("services.period_not_over", period=period.label)
    if stored(runtime, period.label) is not None:
        raise ConflictError("services.period_closed", period=period.label)
    values = list(_values(runtime, period))

    def work(erp: Erp) -> int:
        model, entry = erp.get("baton.kpi.period"), erp.get("baton.kpi.value")
        if model.search([("period", "=", period.label)]):
            raise ConflictError("services.period_closed", period=period.label)
        sealed = [
            {**one, "hash": seal(START, canonical({name: one[name] for name in entry.SEALED}))}
            for one in values
        ]
        with erp.context(kpi_reason=note):
            (closed,) = model.create(
                [
                    {
                        "period": period.label,
                        "from_date": period.start,
                        "to_date": period.last_day,
                        "closed_by": person.user,
                        "closed_at": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
                        "note": note,
                        "size": len(sealed),
                        "hash": seal(START, *sorted(one["hash"] for one in sealed)),
                    }
                ]
            )
        for start in range(0, len(sealed), AT_ONCE):
            entry.create([{**one, "period": closed.id} for one in sealed[start : start + AT_ONCE]])
        return int(closed.id)

    database(runtime).run(person.user, work, check_access=False, lock_tables=LOCKS)
    return summary(runtime, person, period.label)


def _values(runtime: Runtime, period: Period) -> Iterator[dict[str, Any]]:
    """The values to publish, each with the parts of its formula."""
    catalogue = runtime.engine.catalogue
    indicators = list(catalogue)
    formulas = [catalogue.formula(one.code) for one in indicators]
    parts = _parts(formulas)
    people = _people(runtime, period)
    # values and the parts of their formulas in one pass
    worked = work_out(runtime, [*formulas, *parts.values()], period, people=bool(people))
    at = {part: number for number, part in enumerate(parts, len(formulas))}
    words = Wording(runtime.store.facts, catalogue, "en").text
    text = {part: words(part) for part in parts}
    units = sorted(org.organisation(runtime).on(period.last_day), key=lambda key: (len(key), key))
    everything = {one.code for one in indicators}
    places: list[tuple[str | None, str | None, set[str]]] = [(None, None, everything)]
    places += [(unit, None, everything) for unit in units]
    places += [(unit, who, codes) for (unit, who), codes in people.items()]
    for unit, who, codes in places:
        place = (unit, None) if who is None else (None, who)
        for number, one in enumerate(indicators):
            if one.code not in codes:
                continue
            inputs = {
                text[part]: worked.value(at[part], place) for part in formulas[number].aggregates
            }
            yield _value(
                runtime,
                period,
                one,
                unit=unit,
                who=who,
                value=worked.value(number, place),
                state=worked.state(number, place),
                parts=inputs,
            )


def _parts(formulas: Sequence[Checked]) -> dict[Aggregate, Checked]:
    """The distinct aggregates of formulas, each as a formula of its own."""
    return {
        part: replace(formula, text="", root=part, unit=part.unit, aggregates=(part,))
        for formula in formulas
        for part in formula.aggregates
    }


def _value(
    runtime: Runtime,
    period: Period,
    indicator: Indicator,
    *,
    unit: str | None,
    who: str | None,
    value: Decimal | None,
    state: State,
    parts: dict[str, Decimal | None],
) -> dict[str, Any]:
    target = targets_of(runtime, indicator.code, [period], unit, who)[period.label]
    rate = achievement(
        indicator.rule,
        value,
        target,
        limits=indicator.limits,
        tolerance=indicator.tolerance,
    )
    light = STANDARD.light(rate)
    return {
        "indicator": indicator.code,
        "version": indicator.version,
        "formula": indicator.formula,
        "org_unit": int(unit) if unit is not None else None,
        "employee": int(who) if who is not None else None,
        "value": value,
        "target": target,
        "achievement": rate,
        "light": light.value if light else None,
        "inputs": canonical(parts),
        "state": state.value,
    }


def _people(runtime: Runtime, period: Period) -> dict[tuple[str | None, str], set[str]]:
    """People with targets in the period, each with the unit, and their indicators."""
    found: dict[tuple[str | None, str], set[str]] = {}
    for code, unit, who in runtime.engine.world.targets().people(period):
        found.setdefault((unit, who), set()).add(code)
    return dict(sorted(found.items(), key=str))


# --- what is stored ---------------------------------------------------------------------------


def stored(runtime: Runtime, label: str) -> dict[str, Any] | None:
    """A closed period with its values as published and restated; None while it is open."""
    if runtime.database is None:
        return None

    def look(erp: Erp) -> dict[str, Any] | None:
        found = erp.get("baton.kpi.period").search([("period", "=", label)])
        if not found:
            return None
        (closed,) = found
        return {**_head(closed), "rows": _rows(erp, [("period", "=", closed.id)])}

    return runtime.database.run(0, look, readonly=True)


def _head(closed: Any) -> dict[str, Any]:
    return {
        "period": closed.period,
        "closed_at": closed.closed_at,
        "closed_by": closed.closed_by.name if closed.closed_by else "",
        "note": closed.note,
        "values": closed.size,
        "hash": closed.hash,
    }


FIELDS = (
    *("id", "indicator", "version", "formula", "org_unit", "employee", "value", "target"),
    *("achievement", "light", "state", "inputs", "hash", "period.period"),
)


def _rows(erp: Erp, domain: Sequence[Any]) -> list[dict[str, Any]]:
    """Published values with their newest restatements, in the order they were made."""
    model, restatement = erp.get("baton.kpi.value"), erp.get("baton.kpi.restatement")
    cursor = erp.connection().cursor()
    cursor.execute(*model.search(list(domain), order=[], query=True))
    ids = sorted(row[0] for row in cursor.fetchall())
    restated = restatement.search([("value", "in", ids)], order=[("id", "ASC")])
    newest = {one.value.id: one for one in restated}
    return [_row(row, newest.get(row["id"])) for row in model.read(ids, list(FIELDS))]


def _row(row: Mapping[str, Any], newest: Any) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("id", "indicator", "version", "formula", "state")},
        **{name: row[name] for name in ("value", "target", "achievement", "light", "hash")},
        "period": row["period."]["period"],
        "org": str(row["org_unit"]) if row["org_unit"] else None,
        "person": str(row["employee"]) if row["employee"] else None,
        "inputs": json.loads(row["inputs"] or "{}"),
        "restated": newest.after if newest else None,
        "reason": newest.reason if newest else None,
        "is_restated": newest is not None,
    }


def published(row: dict[str, Any]) -> Decimal | None:
    """What counts of a published value: its newest restatement."""
    found: Decimal | None = row["restated"] if row["is_restated"] else row["value"]
    return found


def of_indicator(runtime: Runtime, code: str, asked: Asked) -> list[dict[str, Any]]:
    """What was published of an indicator for the unit or person asked for, oldest first."""
    if runtime.database is None:
        return []
    who, seen = asked.person, asked.access
    if who is None and seen is not None and asked.org not in (seen.org_units or ()):
        # no unit that the person may see: the values are of the own rows alone
        persons = sorted(seen.persons or ())
        if len(persons) != 1:
            return []
        who = persons[0]

    def look(erp: Erp) -> list[dict[str, Any]]:
        if not erp.has("baton.kpi.value"):
            return []
        person = int(who) if who and who.isdigit() else None
        unit = int(asked.org) if asked.org and asked.org.isdigit() else None
        domain = [
            ("indicator", "=", code),
            ("employee", "=", person),
            ("period.from_date", ">=", asked.start),
            ("period.to_date", "<", asked.end),
        ]
        if person is None:
            domain.append(("org_unit", "=", unit))
        found = _rows(erp, domain)
        return [
            {
                "period": row["period"],
                "value": published(row),
                "first": row["value"],
                "version": row["version"],
                "restated": row["is_restated"],
                "reason": row["reason"],
            }
            for row in sorted(found, key=lambda row: str(row["period"]))
        ]

    return runtime.database.run(0, look, readonly=True)


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """All closed periods, newest first."""

    def look(erp: Erp) -> list[dict[str, Any]]:
        found = []
        for closed in erp.get("baton.kpi.period").search([]):
            restated = erp.get("baton.kpi.restatement").search(
                [("value.period", "=", closed.id)], count=True
            )
            found.append({**_head(closed), "restated": restated})
        return found

    return database(runtime).run(person.user, look, readonly=True, check_access=False)


def summary(runtime: Runtime, person: Person, label: str) -> dict[str, Any]:
    """One closed period without its rows."""
    return next(one for one in listing(runtime, person) if one["period"] == label)
