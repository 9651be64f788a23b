"""Documents of a page: read, change, and move them through their workflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import ForbiddenError, NotFoundError
from baton.kernel import actions, records
from baton.services import page_files, pages
from baton.services.document_forms import Values, checked, context_of, plain, started, view_for
from baton.services.erp import database
from baton.services.page_files import PageSpec

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def read(runtime: Runtime, person: Person, name: str, record: int) -> dict[str, Any]:
    """One document.

    Raises:
        NotFoundError: it is gone, belongs to another page, or the person may not see it.
    """
    page = page_files.spec(name)
    _belongs(runtime, person, page, record)
    found = records.read(
        database(runtime),
        person.user,
        page.model,
        record,
        view_for(runtime, person, name),
        **context_of(runtime, page),
    )
    return plain(page, found)


def create(
    runtime: Runtime, person: Person, name: str, values: Values, confirmed: Iterable[str] = ()
) -> dict[str, Any]:
    """Store a new document.

    Raises:
        BatonError: a value is missing or wrong, or the page is read-only.
    """
    page = _changeable(page_files.spec(name), person)
    found = records.create(
        database(runtime),
        person.user,
        page.model,
        {**started(page, person), **checked(runtime, person, name, values, new=True)},
        view_for(runtime, person, name),
        confirmed=confirmed,
        **context_of(runtime, page),
    )
    return plain(page, found)


def write(
    runtime: Runtime,
    person: Person,
    name: str,
    record: int,
    values: Values,
    *,
    stamp: str,
    confirmed: Iterable[str] = (),
) -> dict[str, Any]:
    """Store changes.

    Raises:
        ConflictError: somebody else has changed the document since ``stamp``.
    """
    page = _changeable(page_files.spec(name), person)
    _belongs(runtime, person, page, record)
    found = records.write(
        database(runtime),
        person.user,
        page.model,
        record,
        checked(runtime, person, name, values),
        view=view_for(runtime, person, name),
        stamp=stamp,
        confirmed=confirmed,
        **context_of(runtime, page),
    )
    return plain(page, found)


def delete(
    runtime: Runtime,
    person: Person,
    name: str,
    record: int,
    *,
    stamp: str | None = None,
    confirmed: Iterable[str] = (),
) -> None:
    """Delete a document; Tryton refuses where its workflow forbids it."""
    page = _changeable(page_files.spec(name), person)
    _belongs(runtime, person, page, record)
    records.delete(
        database(runtime),
        person.user,
        page.model,
        record,
        view=view_for(runtime, person, name),
        stamp=stamp,
        confirmed=confirmed,
        **context_of(runtime, page),
    )


def copy(runtime: Runtime, person: Person, name: str, record: int) -> dict[str, Any]:
    """A new draft with the document's values."""
    page = _changeable(page_files.spec(name), person)
    _belongs(runtime, person, page, record)
    found = records.copy(
        database(runtime),
        person.user,
        page.model,
        record,
        view_for(runtime, person, name),
        **context_of(runtime, page),
    )
    return plain(page, found)


def press(
    runtime: Runtime,
    person: Person,
    name: str,
    record: int,
    button: str,
    *,
    stamp: str | None,
    confirmed: Iterable[str] = (),
) -> dict[str, Any]:
    """Press a workflow button of the page.

    The document comes back as it is afterwards, follow-ups included; ``open`` names a document
    to show next, ``question`` a small form to answer (``answer``).

    Raises:
        ConflictError: somebody else has changed the document since ``stamp``, or Tryton asks
            for a confirmation first (``ConfirmationError``).
        NotFoundError: the page has no such button, or the document is gone.
    """
    page = _changeable(page_files.spec(name), person)
    if button not in {one.name for one in page.form.buttons}:
        raise NotFoundError("services.no_such_button", page=name, button=button)
    _belongs(runtime, person, page, record)
    outcome = actions.press(
        database(runtime),
        person.user,
        page.model,
        record,
        button,
        view=view_for(runtime, person, name),
        stamp=stamp,
        confirmed=confirmed,
        **context_of(runtime, page),
    )
    return _came_of(page, record, outcome)


def answer(
    runtime: Runtime,
    person: Person,
    name: str,
    record: int,
    question: Mapping[str, Any],
    *,
    pressed: str,
    values: Values,
    confirmed: Iterable[str] = (),
) -> dict[str, Any]:
    """Answer the question that pressing a button led to."""
    page = _changeable(page_files.spec(name), person)
    _belongs(runtime, person, page, record)
    outcome = actions.answer(
        database(runtime),
        person.user,
        question,
        pressed,
        values,
        model=page.model,
        id=record,
        view=view_for(runtime, person, name),
        confirmed=confirmed,
        **context_of(runtime, page),
    )
    return _came_of(page, record, outcome)


def _came_of(page: PageSpec, record: int, outcome: actions.Outcome) -> dict[str, Any]:
    if outcome.document is None:
        raise NotFoundError("services.gone_after", id=record)
    found = plain(page, outcome.document)
    opened = outcome.open or {}
    shown = pages.page_for(opened["model"], page.group) if "model" in opened else None
    if shown is not None and opened["ids"]:
        found["open"] = {"page": shown, "id": opened["ids"][0]}
    if outcome.question is not None:
        found["question"] = _asked(outcome.question)
    return found


def _asked(question: actions.Question) -> dict[str, Any]:
    return {
        "wizard": question.wizard,
        "session": question.session,
        "state": question.state,
        "fields": {name: pages.field_meta(name, given) for name, given in question.fields.items()},
        "values": question.values,
        "buttons": question.buttons,
    }


def page_with(runtime: Runtime, person: Person, name: str, record: int) -> PageSpec:
    """The page, when the document is one of it.

    Raises:
        NotFoundError: the document is gone, belongs to another page, or may not be seen.
    """
    page = page_files.spec(name)
    _belongs(runtime, person, page, record)
    return page


def _belongs(runtime: Runtime, person: Person, page: PageSpec, record: int) -> None:
    if not page.only:
        return
    found = records.search(
        database(runtime),
        person.user,
        page.model,
        fields=[],
        filters=[["id", "=", record], *page.only],
        limit=1,
        active_test=False,
    )
    if not found.rows:
        raise NotFoundError("services.not_on_page", page=page.label[person.language], id=record)


def _changeable(page: PageSpec, person: Person) -> PageSpec:
    if page.readonly:
        raise ForbiddenError("services.page_readonly", page=page.label[person.language])
    return page
