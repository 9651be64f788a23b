"""Documents related to a document: an order's shipments and invoices, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import ForbiddenError
from baton.kernel import records
from baton.services import documents, page_files
from baton.services.erp import database
from baton.services.page_files import LinkSpec, PageSpec, text

if TYPE_CHECKING:
    from baton.kernel import Database, Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_LINKS = 50
"""Documents shown of one kind; the list page shows them all."""


def links(runtime: Runtime, person: Person, name: str, record: int) -> list[dict[str, Any]]:
    """Related documents by kind: only those the person may see, kinds without any left out.

    Raises:
        NotFoundError: the document is gone or the person may not see it.
    """
    page = page_files.spec(name)
    documents.read(runtime, person, name, record)
    db = database(runtime)

    def work(erp: Erp) -> list[dict[str, Any]]:
        found = []
        for link in page.links:
            target = page_files.spec(link.page)
            try:
                shown = _documents(erp, db, page, record, link)
            except ForbiddenError:
                continue  # a kind of document that is not this person's work
            if shown:
                found.append(
                    {
                        "key": link.key,
                        "label": text(link.label, target.label[person.language], person.language),
                        "documents": shown,
                    }
                )
        return found

    return db.run(person.user, work, readonly=True)


def _documents(
    erp: Erp, database: Database, page: PageSpec, record: int, link: LinkSpec
) -> list[dict[str, Any]]:
    target = page_files.spec(link.page)
    if link.field is not None:
        with erp.context(_check_access=False):  # only to find numbers; seeing them is checked below
            ids = sorted(_walk(erp.get(page.model)(record), link.field))
        filters: list[Any] = [["id", "in", ids]]
    else:
        back = str(link.back)
        reference = _type_of(erp, target.model, back) == "reference"
        filters = [[back, "=", f"{page.model},{record}" if reference else record]]
    state = target.status.field if target.status else None
    date = _date_field(erp, target)
    found = records.search(
        database,
        erp.user,
        target.model,
        fields=["rec_name", *(name for name in (state, date) if name)],
        filters=[*filters, *target.only],
        order=["-id"],
        limit=MOST_LINKS,
        count=False,
    )
    labels = _labels(erp, target.model, state)
    return [
        {
            "page": link.page,
            "id": row["id"],
            "rec_name": row["rec_name"],
            "state": labels.get(row[state], row[state]) if state else None,
            "state_key": row[state] if state else None,
            "date": row[date].isoformat() if date and row[date] else None,
        }
        for row in found.rows
    ]


def _walk(record: Any, path: str) -> set[int]:
    """The ids at the end of a path of relations."""
    here = [record]
    for step in path.split("."):
        there: list[Any] = []
        for one in here:
            value = getattr(one, step)
            if isinstance(value, list | tuple):
                there += value
            elif value is not None:
                there.append(value)
        here = there
    return {one.id for one in here}


def _type_of(erp: Erp, model: str, path: str) -> str:
    cls = erp.get(model)
    *steps, last = path.split(".")
    for step in steps:
        cls = cls._fields[step].get_target()
    return str(cls._fields[last]._type)


def _date_field(erp: Erp, page: PageSpec) -> str | None:
    """The first date among the columns of the page's list."""
    fields = erp.get(page.model)._fields
    dates = [one.name for one in page.listing.columns if fields[one.name]._type == "date"]
    return dates[0] if dates else None


def _labels(erp: Erp, model: str, field: str | None) -> Mapping[Any, str]:
    if field is None:
        return {}
    choices = erp.get(model).fields_get([field])[field].get("selection", [])
    return {value: str(label) for value, label in choices} if isinstance(choices, list) else {}
