"""Documents of a page: find, read, change, and move them through their workflow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from baton.base.errors import BatonError, ForbiddenError, NotFoundError
from baton.kernel import actions, records
from baton.kernel.behind import Behind
from baton.services import page_files, pages
from baton.services.erp import database
from baton.services.page_files import OfPerson, PageSpec

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Values = dict[str, Any]
Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Search:
    """A question to a list: conditions (field, operator, value) joined by *and*, and an order."""

    q: str | None = None
    filters: Sequence[tuple[str, str, Any]] = ()
    sort: Sequence[tuple[str, str]] = ()
    offset: int = 0
    limit: int | None = 50
    columns: Sequence[str] | None = field(default=None)


def from_json(given: str | None, shape: type[Shape]) -> list[Shape]:
    """A list of ``shape`` from the JSON text of an address.

    Raises:
        BatonError: it is no such list.
    """
    if not given:
        return []
    try:
        return TypeAdapter(list[shape]).validate_python(json.loads(given))  # type: ignore[valid-type]
    except (ValueError, ValidationError) as error:
        raise BatonError("services.bad_conditions", given=given[:80]) from error


def search(runtime: Runtime, person: Person, name: str, wanted: Search) -> dict[str, Any]:
    """A stretch of the page's list.

    Raises:
        BatonError: an unknown page, field or operator.
        ForbiddenError: the person may not read these documents.
    """
    page = page_files.spec(name)
    seen = pages.describe(runtime, person, name)["fields"]
    asked = wanted.columns or [column.name for column in page.listing.columns]
    columns = [column for column in asked if column in seen]  # some are not for everybody
    found = records.search(
        database(runtime),
        person.user,
        page.model,
        fields=["rec_name", *columns],
        filters=[*page.only, *conditions(wanted.filters)],
        text=wanted.q or "",
        order=[_key(key) for key in wanted.sort] or page.listing.sort,
        offset=wanted.offset,
        limit=wanted.limit,
        **context_of(runtime, page),
    )
    rows = [
        {"id": row.pop("id"), "rec_name": row.pop("rec_name") or "", "values": row}
        for row in found.rows
    ]
    return {"rows": rows, "total": found.total}


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
        _view(runtime, person, name),
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
        {**started(page, person), **_checked(runtime, person, name, values, new=True)},
        _view(runtime, person, name),
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
        _checked(runtime, person, name, values),
        view=_view(runtime, person, name),
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
        view=_view(runtime, person, name),
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
        _view(runtime, person, name),
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
        view=_view(runtime, person, name),
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
        view=_view(runtime, person, name),
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


def conditions(given: Iterable[tuple[str, str, Any]]) -> list[list[Any]]:
    """Conditions of a list in the kernel's terms: ``contains`` and ``empty`` spelled out."""
    found: list[list[Any]] = []
    for name, operator, value in given:
        if operator == "contains":
            escaped = str(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            found.append([name, "ilike", f"%{escaped}%"])
        elif operator == "empty":
            found.append([name, "=" if value in (None, True) else "!=", None])
        else:
            found.append([name, operator, value])
    return found


def page_with(runtime: Runtime, person: Person, name: str, record: int) -> PageSpec:
    """The page, when the document is one of it.

    Raises:
        NotFoundError: the document is gone, belongs to another page, or may not be seen.
    """
    page = page_files.spec(name)
    _belongs(runtime, person, page, record)
    return page


def view_of(page: PageSpec) -> records.View:
    """The fields a form of the page shows or works with."""
    lines = {
        one.field: tuple(dict.fromkeys([*(column.name for column in one.columns), *one.defaults]))
        for one in page.form.lines
    }
    names = {field.name for field in page.fields()}
    names |= {name for button in page.form.buttons for name in button.when}
    names |= set(page.form.totals) | {name for name, *_ in page.only}
    if page.status:
        names.add(page.status.field)
    if page.number:
        names.add(page.number)
    return records.View(tuple(sorted(names - set(lines))), lines, behind_of(page))


def behind_of(page: PageSpec) -> Behind | None:
    """The record behind the page's documents, in the kernel's terms."""
    given = page.behind
    return Behind(given.field, given.back, frozenset(given.fields)) if given else None


def started(page: PageSpec, person: Person) -> Values:
    """The values a new document of the page starts with when this person makes it."""
    values: Values = {}
    for name, given in page.defaults.items():
        if not isinstance(given, OfPerson):
            values[name] = given
        elif person.employee is not None and (not given.roles or person.roles & {*given.roles}):
            values[name] = person.employee
    return values


def _view(runtime: Runtime, person: Person, name: str) -> records.View:
    """The fields of the page's form that the person may see.

    Raises:
        ForbiddenError: the person may not open the page at all.
    """
    described = pages.describe(runtime, person, name)
    view = view_of(page_files.spec(name))
    grids = {grid["field"]: grid["fields"] for grid in described["form"]["lines"]}
    return records.View(
        tuple(field for field in view.fields if field in described["fields"]),
        {
            field: tuple(column for column in columns if column in grids[field])
            for field, columns in view.lines.items()
            if field in grids
        },
        view.behind,
    )


def plain(page: PageSpec, found: records.Document) -> dict[str, Any]:
    """The document as the browser gets it."""
    return {
        "id": found.id,
        "stamp": found.stamp,
        "rec_name": found.name,
        "values": found.values,
        "states": states_of(page, found.values, found.states),
        "access": {
            "write": found.write and not page.readonly,
            "delete": found.delete and not page.readonly,
        },
    }


def states_of(page: PageSpec, values: Mapping[str, Any], states: dict[str, Any]) -> dict[str, Any]:
    """The states with what the page itself says of its buttons."""
    buttons = {}
    for button in page.form.buttons:
        state = states.get("buttons", {}).get(button.name)
        if state is None:
            continue
        hidden = any(values.get(name) not in allowed for name, allowed in button.when.items())
        buttons[button.name] = {**state, "invisible": state["invisible"] or hidden}
    return {"fields": states.get("fields", {}), "buttons": buttons}


def with_line_defaults(page: PageSpec, values: Values) -> Values:
    """The values with what the page says of every new line filled in where it is missing."""
    filled = dict(values)
    for lines in page.form.lines:
        entries = values.get(lines.field)
        if not lines.defaults or not isinstance(entries, list):
            continue
        filled[lines.field] = [
            {**entry, "values": {**lines.defaults, **entry.get("values", {})}}
            if isinstance(entry, Mapping) and entry.get("id") is None
            else entry
            for entry in entries
        ]
    return filled


def _checked(
    runtime: Runtime, person: Person, name: str, values: Values, *, new: bool = False
) -> Values:
    """The values that may be stored.

    Raises:
        BatonError: a quantity is below zero, or a field that the page requires is empty.
        ForbiddenError: the person may not open the page at all.
    """
    page = page_files.spec(name)
    fields = pages.describe(runtime, person, name)["fields"]

    def label(field: str) -> str:
        return str(fields[field]["label"]) if field in fields else field

    for field_spec in page.fields():
        asked = field_spec.required and (new or field_spec.name in values)
        if asked and values.get(field_spec.name) in (None, ""):
            raise BatonError("services.field_required", field=label(field_spec.name))
    for lines in page.form.lines:
        for place, entry in enumerate(values.get(lines.field) or (), start=1):
            inner = entry.get("values", {}) if isinstance(entry, Mapping) else {}
            for quantity in QUANTITIES & inner.keys():
                if _negative(inner[quantity]):
                    raise BatonError(
                        "services.negative_quantity", line=place, value=str(inner[quantity])
                    )
    for quantity in QUANTITIES & values.keys():
        if _negative(values[quantity]):
            raise BatonError(
                "services.negative_value", field=label(quantity), value=str(values[quantity])
            )
    return with_line_defaults(page, values)


QUANTITIES = frozenset({"quantity", "rejected_quantity", "scrapped_quantity", "failed_quantity"})
"""Fields that count pieces; a return has a document of its own, never a negative line."""


def _negative(value: Any) -> bool:
    return isinstance(value, str | int | float) and str(value).strip().startswith("-")


def context_of(runtime: Runtime, page: PageSpec) -> dict[str, Any]:
    """What goes to the ERP with every call of the page, with the records it names looked up."""
    return {
        name: _records_of(runtime, given["model"], given["where"])
        if isinstance(given, Mapping)
        else given
        for name, given in page.context.items()
    }


def _records_of(runtime: Runtime, model: str, where: list[Any]) -> list[int]:
    def work(erp: Erp) -> list[int]:
        return [record.id for record in erp.get(model).search(where)]

    return database(runtime).run(0, work, readonly=True, check_access=False)


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


def _key(key: tuple[str, str]) -> str:
    name, direction = key
    return f"-{name}" if direction == "desc" else name
