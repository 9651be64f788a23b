"""What a page's description makes of its documents: fields, states, what a new one starts with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.kernel import records
from baton.kernel.behind import Behind
from baton.services import page_files, pages
from baton.services.erp import database
from baton.services.page_files import OfPerson, PageSpec

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Values = dict[str, Any]

QUANTITIES = frozenset({"quantity", "rejected_quantity", "scrapped_quantity", "failed_quantity"})
"""Fields that count pieces; a return has a document of its own, never a negative line."""


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


def view_for(runtime: Runtime, person: Person, name: str) -> records.View:
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


def checked(
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
