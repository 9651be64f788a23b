"""The log of changes 变更日志 read, and proved: nothing was changed past it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base.i18n import message
from baton.kernel import changes
from baton.services.erp import database
from baton.services.kpi import rights
from baton.services.kpi.log_story import Teller

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MODELS = {
    "baton.kpi.target": "target",
    "baton.kpi.objective.indicator": "weight",
    "baton.kpi.indicator": "indicator",
    "baton.kpi.indicator.version": "definition",
    "baton.kpi.period": "closing",
    "baton.kpi.restatement": "restatement",
}
"""What a change was of, by the ERP's model."""

PROVED_SECONDS = 60.0
"""How long a proof is taken for granted while nothing is written."""


@dataclass(frozen=True)
class Break:
    """Something that does not agree.

    Attributes:
        number: of the entry of the log, None when there is none.
        model, record: what it is about; record None for a whole closed period.
        why: ``missing``, ``order``, ``content`` (the log itself), ``altered``, ``unlogged``,
            ``vanished`` (a record past the log), ``value`` (a published value).
    """

    number: int | None
    model: str
    record: int | None
    why: str

    def text(self, language: str) -> str:
        """What it means, in words."""
        return message(
            f"services.break_{self.why}",
            language,
            number=self.number or "–",
            what=message(f"services.logged_{MODELS.get(self.model, 'record')}", language),
            record=self.record or "",
        )


def verify(runtime: Runtime) -> list[Break]:
    """Everything that does not agree between the log, the records and the published values."""

    def look(erp: Erp) -> list[Break]:
        if not erp.has("baton.kpi.log"):
            return []
        found = [Break(*one) for one in erp.get("baton.kpi.log").verify()]
        unsound = erp.get("baton.kpi.period").unsound()
        return found + [Break(None, "baton.kpi.period", id_, "value") for _, id_ in unsound]

    return database(runtime).run(0, look, readonly=True)


_proved: WeakKeyDictionary[object, tuple[int, float, list[Break]]] = WeakKeyDictionary()
_lock = threading.Lock()


def lately(runtime: Runtime) -> list[Break]:
    """As ``verify``, not asked again while nothing was written, and for a minute at most.

    SQL past the ERP fires the change log's triggers too; ``baton check`` always proves anew.
    """
    base = database(runtime)
    change, now = changes.last_id(base), time.monotonic()
    with _lock:
        known = _proved.get(base)
    if known is not None and known[0] == change and now - known[1] < PROVED_SECONDS:
        return known[2]
    found = verify(runtime)
    with _lock:
        _proved[base] = (change, now, found)
    return found


def entries(
    runtime: Runtime, person: Person, *, record: str | None, offset: int, limit: int
) -> dict[str, Any]:
    """Entries of the log, newest first, and whether all of it holds.

    Args:
        record: only of this one, ``baton.kpi.target,12``, or of this model.

    Raises:
        ForbiddenError: the person may not read the log.
    """
    rights.check(person, rights.AUDITORS, "services.doing_log")
    model, _, number = (record or "").partition(",")
    domain: list[Any] = [("model", "=", model)] if model else []
    domain += [("record", "=", int(number))] if number.isdigit() else []

    def look(erp: Erp) -> dict[str, Any]:
        log = erp.get("baton.kpi.log")
        rows = log.search(domain, offset, limit)
        teller = Teller(erp, rows, runtime.engine.catalogue, person.language)
        return {
            "rows": [
                {
                    "number": one.number,
                    "at": one.at,
                    "user": one.user.name if one.user else "",
                    "model": one.model,
                    "kind": MODELS.get(one.model, "record"),
                    "record": one.record,
                    "action": one.action,
                    "reason": one.reason,
                    "subject": teller.subject(one),
                    "changes": teller.changes(one),
                    "content": one.content,
                    "hash": one.hash,
                }
                for one in rows
            ],
            "total": log.search(domain, count=True),
        }

    found = database(runtime).run(
        person.user, look, readonly=True, check_access=False, language=person.language
    )
    broken = lately(runtime)
    return {
        **found,
        "intact": not broken,
        "broken": [
            {"number": one.number, "text": one.text(person.language)} for one in broken[:200]
        ],
    }
