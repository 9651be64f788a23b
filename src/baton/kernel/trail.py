"""What happened to a record: who did what, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from baton.kernel import records
from baton.kernel.database import Database
from baton.kernel.transaction import Erp

TOGETHER = dt.timedelta(seconds=2)
"""A change that the database saw so near an event that Tryton logged is the same one."""


@dataclass(frozen=True)
class Event:
    """One thing that somebody did.

    Attributes:
        at: when, in the server's local time.
        user: the person's name, None for the system itself.
        kind: ``create``, ``write``, ``button``, ``wizard``, ``transition`` or ``delete``.
        text: what, in the reader's language: changed fields, the button, the new state.
    """

    at: dt.datetime
    user: str | None
    kind: str
    text: str


def of(database: Database, user: int, model: str, id: int, **context: Any) -> list[Event]:
    """The events of one record, newest first; the reader must be allowed to see the record.

    Raises:
        NotFoundError: it is not there, or this user may not see it.
    """

    def work(erp: Erp) -> list[Event]:
        cls = records.model_of(erp, model)
        records.check_stamp(cls, id, None)
        with erp.context(_check_access=False):
            events = [*_logged(erp, model, id), _created(cls, id)]
            events += _unlogged(erp, model, id, events)
        return sorted(events, key=lambda event: event.at, reverse=True)

    return database.run(user, work, readonly=True, **context)


def _created(cls: Any, id: int) -> Event:
    record = cls(id)
    return Event(record.create_date, _person(record.create_uid), "create", "")


def _logged(erp: Erp, model: str, id: int) -> list[Event]:
    found = erp.get("ir.model.log").search([("resource", "=", f"{model},{id}")])
    return [Event(log.create_date, _person(log.user), log.event, log.action or "") for log in found]


def _unlogged(erp: Erp, model: str, id: int, events: list[Event]) -> list[Event]:
    """Changes that Tryton's log lacks: those of the system, and of SQL."""
    changes = erp.get("baton.change_log").search(
        [("model", "=", model), ("record", "=", id), ("operation", "=", "write")]
    )
    result: list[Event] = []
    for change in changes:
        at = _local(change.tx_time)
        if all(abs(event.at - at) > TOGETHER for event in (*events, *result)):
            user = erp.get("res.user")(change.user) if change.user else None
            result.append(Event(at, _person(user), "write", ""))
    return result


def _person(user: Any) -> str | None:
    return user.name if user is not None and user.id else None


def _local(utc: dt.datetime) -> dt.datetime:
    return utc.replace(tzinfo=dt.UTC).astimezone().replace(tzinfo=None)
