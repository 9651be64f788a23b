"""A form being filled in: what it starts with, what a change changes, what a field may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.kernel import forms
from baton.services import page_files, pages
from baton.services.document_forms import (
    behind_of,
    context_of,
    started,
    states_of,
    view_of,
    with_line_defaults,
)
from baton.services.erp import database
from baton.services.page_files import PageSpec

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Values = dict[str, Any]


def defaults(
    runtime: Runtime,
    person: Person,
    name: str,
    *,
    line: str | None = None,
    values: Values | None = None,
    given: Values | None = None,
) -> dict[str, Any]:
    """What a new document starts with, or, with ``line``, a new line of the form ``values``.

    Args:
        given: what the new line holds already; what follows from it is worked out.
    """
    page = _readable(runtime, person, name)
    db = database(runtime)
    if line is None:
        start = {**started(page, person), **(values or {})}
        form = forms.defaults(
            db, person.user, page.model, view_of(page), given=start, **context_of(runtime, page)
        )
        return {"values": form.values, "states": states_of(page, form.values, form.states)}
    lines = {one.field: one for one in page.form.lines}.get(line)
    if lines is None:
        raise BatonError("services.no_such_lines", page=name, field=line)
    found = forms.line_defaults(
        db,
        person.user,
        page.model,
        line,
        document=values or {},
        given={**lines.defaults, **(given or {})},
        behind=behind_of(page),
        **context_of(runtime, page),
    )
    return {"values": found, "states": {"fields": {}, "buttons": {}}}


def on_change(
    runtime: Runtime,
    person: Person,
    name: str,
    values: Values,
    changed: Sequence[str],
    *,
    line: tuple[str, int] | None = None,
    record: int | None = None,
) -> dict[str, Any]:
    """What a change in the form changes elsewhere in it.

    A line in which nothing has changed yet is a new one: it gets the values it starts with.
    """
    if line is not None and not changed:
        new = defaults(
            runtime, person, name, line=line[0], values=values, given=_entry(values, line)
        )
        return {"values": {}, "line": new["values"], "states": None}
    page = _readable(runtime, person, name)
    form = forms.on_change(
        database(runtime),
        person.user,
        page.model,
        with_line_defaults(page, values),
        changed,
        view=view_of(page),
        id=record,
        line=forms.Line(*line) if line else None,
        **context_of(runtime, page),
    )
    return {
        "values": form.values,
        "line": form.line if line else None,
        "states": states_of(page, {**values, **form.values}, form.states),
    }


def choices(
    runtime: Runtime,
    person: Person,
    name: str,
    field_name: str,
    text: str,
    *,
    values: Values,
    line: tuple[str, int] | None = None,
    record: int | None = None,
    limit: int = 20,
) -> list[dict[str, Any]]:
    """``[{id, name}]`` of what a field of the form may be, as its own rules say now."""
    page = _readable(runtime, person, name)
    db = database(runtime)
    source = page.chosen_from(field_name, line[0] if line else None)
    try:
        return forms.choices(
            db,
            person.user,
            page.model,
            field_name,
            text,
            values=values,
            id=record,
            line=forms.Line(*line) if line else None,
            behind=behind_of(page),
            only=page_files.spec(source).only if source else (),
            limit=limit,
            **context_of(runtime, page),
        )
    except BatonError as error:
        if error.code != "kernel.no_field" or line is not None:
            raise
    found = forms.selection(
        db,
        person.user,
        page.model,
        field_name,
        values=values,
        id=record,
        behind=behind_of(page),
    )
    return [{"id": value, "name": label} for value, label in found]


def _entry(values: Values, line: tuple[str, int]) -> Values:
    """What the line holds that is at its place in the form."""
    field, index = line
    entries = values.get(field)
    if not isinstance(entries, list) or not 0 <= index < len(entries):
        raise BatonError("services.no_such_lines", page="", field=f"{field}[{index}]")
    entry = entries[index]
    return dict(entry.get("values", {})) if isinstance(entry, dict) else {}


def _readable(runtime: Runtime, person: Person, name: str) -> PageSpec:
    """The page, when the person may open it: forms in memory touch no record that says no.

    Raises:
        ForbiddenError: the person may not read the page's documents.
    """
    pages.describe(runtime, person, name)
    return page_files.spec(name)
