"""After a period is closed: what later documents would make of it, and stating that openly."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.base.periods import Period
from baton.services import org
from baton.services.erp import database
from baton.services.kpi import closing, rights, targets
from baton.services.kpi.rights import Holder
from baton.services.kpi.worked import work_out

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.formula import Checked
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
    checked = _checked(runtime, {row["formula"] for row in rows})
    people = any(row["person"] is not None for row in rows)
    worked = work_out(runtime, list(checked.values()), period, people=people)
    numbers = {formula: number for number, formula in enumerate(checked)}
    for row in rows:
        before = closing.published(row)
        place = (row["org"], None) if row["person"] is None else (None, row["person"])
        number = numbers.get(row["formula"])
        row["now"] = before if number is None else worked.value(number, place)
        same = row["now"] == before
        row["difference"] = None if same else (row["now"] or 0) - (before or 0)


def _checked(runtime: Runtime, formulas: Iterable[str]) -> dict[str, Checked]:
    """Those formulas that can still be computed, each checked once."""
    found = {}
    for formula in formulas:
        try:
            found[formula] = runtime.engine.checked(formula)
        except BatonError:
            continue
    return found


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
