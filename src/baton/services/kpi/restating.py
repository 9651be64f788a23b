"""After a period is closed: what later documents would make of it, and stating that openly."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.base.periods import Period
from baton.metrics.engine import Asked
from baton.services import org
from baton.services.erp import database
from baton.services.kpi import closing, rights, targets
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_DOCUMENTS = 20
"""Documents named with a restatement."""


def compared(runtime: Runtime, person: Person, label: str) -> dict[str, Any]:
    """A closed period beside what its values would be now, as far as the person may see them.

    Values are compared by the formula they were published with, so that a new definition is no
    restatement.

    Raises:
        NotFoundError: the period is not closed.
    """
    found = _closed(runtime, label)
    reach = rights.of(runtime, person)
    rows = [row for row in found["rows"] if _seen(reach, row)]
    _add_now(runtime, rows, Period.parse(label))
    catalogue, language = runtime.engine.catalogue, person.language
    names = runtime.engine.world.members().names("person")
    return {
        **{key: value for key, value in found.items() if key != "rows"},
        "restated": sum(row["is_restated"] for row in rows),
        "pending": sum(row["difference"] is not None for row in rows),
        "rows": [
            {
                **row,
                **targets.naming(catalogue, row["indicator"], language),
                "org_name": org.name_of(runtime, row["org"]),
                "person_name": names.get(row["person"]) if row["person"] else None,
            }
            for row in rows
        ],
    }


def _closed(runtime: Runtime, label: str) -> dict[str, Any]:
    found = closing.stored(runtime, Period.parse(label).label)
    if found is None:
        raise NotFoundError("services.period_open", period=label)
    return found


def _seen(reach: rights.Reach, row: dict[str, Any]) -> bool:
    """As live figures are seen: the own ones, those of the units led, or everything."""
    if row["person"] is not None:
        return reach.sees(Holder("person", row["person"], row["org"] or ""))
    return reach.everything or row["org"] in reach.led


def _add_now(runtime: Runtime, rows: Sequence[dict[str, Any]], period: Period) -> None:
    """Give each row ``now`` and, where that is not what is published, ``difference``."""
    places = {(row["org"] if row["person"] is None else None, row["person"]) for row in rows}
    now: dict[closing.Place, Decimal | None] = {}
    for unit, who in places:
        some = [
            row for row in rows if row["person"] == who and (who is not None or row["org"] == unit)
        ]
        asked = Asked(start=period.start, end=period.end, grain=period.grain, org=unit, person=who)
        fit = [row for row in some if _computable(runtime, row["formula"])]
        results = runtime.engine.evaluate_many([row["formula"] for row in fit], asked)
        for row, result in zip(fit, results, strict=True):
            now[row["indicator"], row["org"], who] = closing.value_in(result, period)
    for row in rows:
        place = (row["indicator"], row["org"], row["person"])
        row["now"] = now.get(place, closing.published(row))
        before = closing.published(row)
        same = row["now"] == before
        row["difference"] = None if same else (row["now"] or 0) - (before or 0)


def _computable(runtime: Runtime, formula: str) -> bool:
    try:
        runtime.engine.checked(formula)
    except BatonError:
        return False
    return True


def restate(
    runtime: Runtime,
    person: Person,
    label: str,
    reason: str,
    indicators: Sequence[str] | None = None,
) -> dict[str, Any]:
    """State what later documents made of a closed period; the published values stay beside it.

    Raises:
        BatonError: nothing differs, or no reason is given.
        NotFoundError: the period is not closed.
    """
    rights.check(person, rights.CLOSERS, "services.doing_closing")
    if not reason.strip():
        raise BatonError("services.reason_missing")
    found = _closed(runtime, label)
    period = Period.parse(label)
    rows = [row for row in found["rows"] if not indicators or row["indicator"] in indicators]
    _add_now(runtime, rows, period)
    different = [row for row in rows if row["difference"] is not None]
    if not different:
        raise BatonError("services.nothing_to_restate", period=period.label)
    documents = {
        code: _later(runtime, code, period, found["closed_at"])
        for code in {row["indicator"] for row in different}
    }

    def work(erp: Erp) -> None:
        model = erp.get("baton.kpi.restatement")
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        with erp.context(kpi_reason=reason):
            model.create(
                [
                    {
                        "value": row["id"],
                        "made_by": person.user,
                        "made_at": now,
                        "before": closing.published(row),
                        "after": row["now"],
                        "difference": row["difference"],
                        "reason": reason,
                        "documents": json.dumps(
                            documents[row["indicator"]], ensure_ascii=False, sort_keys=True
                        ),
                    }
                    for row in different
                ]
            )

    database(runtime).run(person.user, work, check_access=False, lock_tables=closing.LOCKS)
    return compared(runtime, person, label)


def _later(
    runtime: Runtime, code: str, period: Period, closed_at: dt.datetime
) -> list[dict[str, str]]:
    """Documents of the period that were entered after it was closed."""
    if code not in runtime.engine.catalogue.indicators:
        return []
    found: dict[str, dict[str, str]] = {}
    for fact in sorted(runtime.engine.catalogue.formula(code).facts):
        definition = runtime.store.facts[fact]
        table = runtime.store.table(fact)
        if "entered_at" not in definition.columns:
            continue
        day = table[definition.date].cast("date")
        rows = runtime.store.query(
            table.filter(
                (day >= period.start)
                & (day < period.end)
                & (table.entered_at.cast("timestamp") > closed_at)
            )
            .select("document", "document_number")
            .distinct()
            .order_by("document")
            .limit(MOST_DOCUMENTS)
        )
        for row in rows.to_pylist():
            if row["document"]:
                number = row["document_number"] or ""
                found[row["document"]] = {"document": row["document"], "number": number}
    return list(found.values())[:MOST_DOCUMENTS]
