"""Choosing a record of another model, for the filters of a list and for new values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.kernel import forms, records
from baton.services import page_files
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def find(
    runtime: Runtime,
    person: Person,
    model: str,
    text: str,
    *,
    page: str | None = None,
    field: str | None = None,
    record: int | None = None,
    limit: int = 20,
) -> list[dict[str, Any]]:
    """``[{id, name}]`` of records of ``model`` whose name has ``text``.

    Args:
        page, field, record: when both are given, only what that field of the page may be on
            the document ``record`` as it is stored.

    Raises:
        NotFoundError: no such model or page.
        ForbiddenError: the person may not read these records.
    """
    db = database(runtime)
    if page is not None and field is not None:
        spec = page_files.spec(page)
        return forms.choices(
            db, person.user, spec.model, field, text, id=record, limit=limit, **spec.context
        )
    only = page_files.spec(page).only if page is not None else []
    if page is not None and page_files.spec(page).model != model:
        only = []
    return records.lookup(db, person.user, model, text, filters=only, limit=limit)
