"""The inbox 站内消息: what a person was told, and what of it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from baton.base.errors import NotFoundError
from baton.services.alerts.evaluation import INBOX as MODEL
from baton.services.alerts.evaluation import utc
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

FIELDS = (
    *("kind", "state", "indicator", "period", "place", "value", "target", "unit", "decimals"),
    *("title", "text", "link"),
)


def listing(
    runtime: Runtime, person: Person, *, unread: bool = False, offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    """The person's messages, newest first, with how many there are and how many are not read."""

    def work(erp: Erp) -> dict[str, Any]:
        model = erp.get(MODEL)
        own = [("user", "=", person.user)]
        new = [*own, ("read_at", "=", None)]
        wanted = new if unread else own
        return {
            "rows": [_told(one) for one in model.search(wanted, offset=offset, limit=limit)],
            "total": model.search(wanted, count=True),
            "unread": model.search(new, count=True),
        }

    return database(runtime).run(0, work, readonly=True)


def unread(runtime: Runtime, user: int) -> int:
    """How many of a user's messages are not read."""

    def work(erp: Erp) -> int:
        new = [("user", "=", user), ("read_at", "=", None)]
        return int(erp.get(MODEL).search(new, count=True))

    return database(runtime).run(0, work, readonly=True)


def read(runtime: Runtime, person: Person, message: int | None) -> int:
    """Mark one message read, or all of the person's; how many are still new.

    Raises:
        NotFoundError: there is no such message, or it is somebody else's.
    """

    def work(erp: Erp) -> None:
        model = erp.get(MODEL)
        own: list[Any] = [("user", "=", person.user)]
        if message is not None:
            own.append(("id", "=", message))
            if not model.search(own, count=True):
                raise NotFoundError("services.no_such_message", message=message)
        model.write(model.search([*own, ("read_at", "=", None)]), {"read_at": utc()})

    database(runtime).run(0, work)
    tell(runtime, [person.user])
    return unread(runtime, person.user)


def tell(runtime: Runtime, users: Iterable[int]) -> None:
    """Let the open pages of these users show how many messages are new."""
    for user in users:
        runtime.events.publish("inbox", user=user, unread=unread(runtime, user))


def _told(record: Any) -> dict[str, Any]:
    return {
        "id": record.id,
        "rule": record.rule.id if record.rule else None,
        **{name: getattr(record, name) for name in FIELDS},
        "made_at": aware(record.made_at),
        "read_at": aware(record.read_at),
    }


def aware(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment as the ERP keeps it, saying that it is UTC."""
    return None if moment is None else moment.replace(tzinfo=dt.UTC)
