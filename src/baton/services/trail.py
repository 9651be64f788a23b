"""The activity trail of a document: who did what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.kernel import trail as kernel_trail
from baton.services import documents
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def trail(runtime: Runtime, person: Person, name: str, record: int) -> list[dict[str, Any]]:
    """What happened to a document, newest first.

    Raises:
        NotFoundError: the document is gone, or the person may not see it.
    """
    page = documents.page_with(runtime, person, name, record)
    events = kernel_trail.of(database(runtime), person.user, page.model, record)
    return [
        {
            "at": event.at.astimezone().isoformat(timespec="seconds"),
            "user": event.user or message("services.the_system", person.language),
            "event": event.kind,
            "text": event.text or message(f"services.event_{event.kind}", person.language),
        }
        for event in events
    ]
