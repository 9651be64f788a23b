"""Closing a period: its values are published with all that made them, and stay as they are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.chain import START, canonical, seal
from baton.base.errors import BatonError, ConflictError
from baton.base.periods import Grain, Period
from baton.metrics.engine import Asked, Result, State
from baton.metrics.engine.wording import Wording
from baton.metrics.score import STANDARD, achievement
from baton.services import org
from baton.services.cockpit import targets_of
from baton.services.erp import database
from baton.services.kpi import rights

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Indicator
    from baton.metrics.formula import Checked
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
    asked = Asked(start=period.start, end=period.end, grain=period.grain)
    units = sorted(org.organisation(runtime).on(period.last_day), key=lambda key: (len(key), key))
    places: list[tuple[str | None, str | None, list[Indicator]]] = [(None, None, indicators)]
    places += [(unit, None, indicators) for unit in units]
    places += _people(runtime, period)
    for unit, who, some in places:
        where = replace(asked, org=unit if who is None else None, person=who)
        formulas = [catalogue.formula(one.code) for one in some]
        results = runtime.engine.evaluate_many(formulas, where)
        inputs = _inputs(runtime, formulas, where)
        for one, result, parts in zip(some, results, inputs, strict=True):
            yield _value(runtime, period, one, unit=unit, who=who, result=result, parts=parts)


def _value(
    runtime: Runtime,
    period: Period,
    indicator: Indicator,
    *,
    unit: str | None,
    who: str | None,
    result: Result,
    parts: dict[str, Decimal | None],
) -> dict[str, Any]:
    value = value_in(result, period)
    target = targets_of(runtime, indicator.code, [period], unit, who)[period.label]
    rate = achievement(
        indicator.rule,
        value,
        target,
        limits=indicator.limits,
        tolerance=indicator.tolerance,
    )
    light = STANDARD.light(rate)
    state = result.state if value is None else State.OK
    if value is None and state is State.OK:
        state = State.NO_DATA
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


def _people(
    runtime: Runtime, period: Period
) -> list[tuple[str | None, str | None, list[Indicator]]]:
    """People with targets in the period: their unit, themselves, and the indicators."""
    book = runtime.engine.world.targets()
    catalogue = runtime.engine.catalogue
    found: dict[tuple[str | None, str], list[Indicator]] = {}
    for code, unit, who in book.people(period):
        if code in catalogue.indicators:
            found.setdefault((unit, who), []).append(catalogue.indicators[code])
    return [(unit, who, some) for (unit, who), some in sorted(found.items(), key=str)]


def _inputs(
    runtime: Runtime, formulas: Sequence[Checked], asked: Asked
) -> list[dict[str, Decimal | None]]:
    """The parts of each formula with their values, all worked out together."""
    wording = Wording(runtime.store.facts, runtime.engine.catalogue, "en")
    single = {
        part: replace(formula, text="", root=part, unit=part.unit, aggregates=(part,))
        for formula in formulas
        for part in formula.aggregates
    }
    results = runtime.engine.evaluate_many(list(single.values()), asked)
    period = Period.of(asked.start, asked.grain)
    known = {part: value_in(result, period) for part, result in zip(single, results, strict=True)}
    return [
        {wording.text(part): known[part] for part in formula.aggregates} for formula in formulas
    ]


def value_in(result: Result, period: Period) -> Decimal | None:
    """The value of the one period that was asked for."""
    return next((row[-1] for row in result.rows if str(row[0]) == period.label), None)


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
        return {**_head(closed), "rows": [_row(value) for value in closed.values]}

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


def _row(value: Any) -> dict[str, Any]:
    newest = max(value.restatements, key=lambda one: one.id, default=None)
    return {
        "id": value.id,
        "indicator": value.indicator,
        "version": value.version,
        "formula": value.formula,
        "org": str(value.org_unit.id) if value.org_unit else None,
        "person": str(value.employee.id) if value.employee else None,
        "value": value.value,
        "target": value.target,
        "achievement": value.achievement,
        "light": value.light,
        "state": value.state,
        "inputs": json.loads(value.inputs or "{}"),
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
        found = [
            {**_row(one), "period": one.period.period}
            for one in erp.get("baton.kpi.value").search(domain)
        ]
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
