"""A form being filled in: Tryton's defaults and its graph of on-changes, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError
from baton.kernel import records, states
from baton.kernel.database import Database
from baton.kernel.records import View
from baton.kernel.transaction import Erp
from baton.kernel.values import Plain, instance, known, of_record


@dataclass(frozen=True)
class Form:
    """Values a form should show next, and what may be done with it.

    Attributes:
        values: of the document; only those that change for an on-change.
        line: of the line that was changed, empty otherwise.
        states: as in ``Document``.
    """

    values: dict[str, Plain]
    line: dict[str, Plain]
    states: dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of a form: which list it is in, and its place there from 0."""

    field: str
    index: int


def defaults(
    database: Database,
    user: int,
    model: str,
    view: View,
    *,
    given: Mapping[str, Plain] | None = None,
    **context: Any,
) -> Form:
    """What a new form starts with; ``given`` values come on top, with their on-changes."""

    def work(erp: Erp) -> Form:
        cls = records.model_of(erp, model)
        record = _new(cls, given or {})
        values = known(record)
        for name in (*view.fields, *view.lines):
            if name in cls._fields:
                values.setdefault(name, of_record(record, name))
        return Form(values, {}, _states(record, view))

    return database.run(user, work, readonly=True, **context)


def line_defaults(
    database: Database,
    user: int,
    model: str,
    field: str,
    *,
    document: Mapping[str, Plain],
    given: Mapping[str, Plain] | None = None,
    **context: Any,
) -> dict[str, Plain]:
    """What a new line of the list ``field`` starts with in the form ``document``."""

    def work(erp: Erp) -> dict[str, Plain]:
        cls = records.model_of(erp, model)
        parent = instance(cls, document)
        definition = cls._fields[field]
        line = _new(definition.get_target(), given or {}, {definition.field: parent})
        return known(line, definition.field)

    return database.run(user, work, readonly=True, **context)


def on_change(
    database: Database,
    user: int,
    model: str,
    values: Mapping[str, Plain],
    changed: Sequence[str],
    *,
    view: View,
    id: int | None = None,
    line: Line | None = None,
    **context: Any,
) -> Form:
    """What follows from a change in a form: of the document, or of one of its lines.

    Args:
        values: the whole form as it is now, lines included.
        changed: the fields that the person changed, of the line when ``line`` is given.

    Raises:
        BatonError: there is no such field or line.
    """

    def work(erp: Erp) -> Form:
        cls = records.model_of(erp, model)
        record = instance(cls, values, id)
        before = known(record)
        line_values: dict[str, Plain] = {}
        if line is None:
            _run(record, changed)
            after = known(record)
        else:
            item = _line(record, line)
            parent_field = cls._fields[line.field].field
            line_before = known(item, parent_field)
            _run(item, changed)
            _run(record, [line.field])
            line_values = _differing(line_before, known(item, parent_field))
            after = known(record)
            after[line.field] = before.get(line.field)
        return Form(_differing(before, after), line_values, _states(record, view))

    return database.run(user, work, readonly=True, **context)


def choices(
    database: Database,
    user: int,
    model: str,
    field: str,
    text: str = "",
    *,
    values: Mapping[str, Plain] | None = None,
    id: int | None = None,
    line: Line | None = None,
    limit: int = 20,
    **context: Any,
) -> list[dict[str, Plain]]:
    """``[{id, name}]`` that the relation ``field`` may take in this form, by its PYSON domain.

    With ``line``, ``field`` is a field of that line.
    """

    def work(erp: Erp) -> list[dict[str, Plain]]:
        record = instance(records.model_of(erp, model), values or {}, id)
        if line is not None:
            record = _line(record, line)
        definition = record._fields.get(field)
        if definition is None or not hasattr(definition, "get_target"):
            raise BatonError("kernel.no_field", field=field, model=record.__name__)
        clauses = [states.evaluate(record, definition.domain or [])]
        extra = states.evaluate(record, definition.context or {})
        target = definition.get_target()
        with erp.context(**extra):
            return records.names(target, clauses, text, limit)

    return database.run(user, work, readonly=True, **context)


def selection(
    database: Database,
    user: int,
    model: str,
    field: str,
    *,
    values: Mapping[str, Plain] | None = None,
    id: int | None = None,
    **context: Any,
) -> list[tuple[str | None, str]]:
    """``[(value, label)]`` of a selection whose choices depend on the form."""

    def work(erp: Erp) -> list[tuple[str | None, str]]:
        cls = records.model_of(erp, model)
        record = instance(cls, values or {}, id)
        found = cls._fields[field].get_selection(cls, field, record)
        return [(value, str(label)) for value, label in found.items()]

    return database.run(user, work, readonly=True, **context)


def _new(cls: Any, given: Mapping[str, Plain], parent: Mapping[str, Any] | None = None) -> Any:
    """An unsaved instance with defaults, given values, and what follows from both."""
    filled = cls.default_get(with_rec_name=False)
    record = cls()
    for name, value in (parent or {}).items():
        if name in cls._fields:
            setattr(record, name, value)
    for name, value in filled.items():
        if name in cls._fields and name not in (parent or {}):
            setattr(record, name, value)
    start = [*filled, *(parent or {})]
    extra = instance(cls, given)
    for name in given:
        if name in cls._fields:
            setattr(record, name, getattr(extra, name))
            for item in getattr(extra, name) if cls._fields[name]._type == "one2many" else ():
                setattr(item, cls._fields[name].field, record)
    _run(record, [*start, *given])
    return record


def _run(record: Any, names: Sequence[str]) -> None:
    """Run the on-changes of ``names``, then every on-change-with that depends on what moved.

    A field with on-change-with is worked out anew when one of its sources was changed by the
    person or by the code before it, each field once: Tryton's own clients do the same.
    """
    cls = record.__class__
    for name in names:
        if name not in cls._fields:
            raise BatonError("kernel.no_field", field=name, model=cls.__name__)
    before = known(record)
    record.on_change([name for name in names if cls._fields[name].on_change])
    moved = {*names, *_differing(before, known(record))}
    done: set[str] = set()
    while True:
        ready = [
            name
            for name, field in cls._fields.items()
            if name not in done
            and field.on_change_with
            and moved & {source.split(".")[0] for source in field.on_change_with}
        ]
        if not ready:
            return
        # those that depend on others of this round wait for them
        first = [name for name in ready if not set(ready) & cls._fields[name].on_change_with]
        before = known(record)
        for name in first or ready:
            record.on_change_with([name])
            done.add(name)
        moved |= set(_differing(before, known(record)))


def _line(record: Any, line: Line) -> Any:
    field = record._fields.get(line.field)
    items = getattr(record, line.field, None) or ()
    if field is None or field._type != "one2many" or not 0 <= line.index < len(items):
        raise BatonError(
            "kernel.no_field", field=f"{line.field}[{line.index}]", model=record.__name__
        )
    return items[line.index]


def _differing(before: Mapping[str, Plain], after: Mapping[str, Plain]) -> dict[str, Plain]:
    missing = object()
    return {name: value for name, value in after.items() if before.get(name, missing) != value}


def _states(record: Any, view: View) -> dict[str, Any]:
    return {
        "fields": states.of_fields(record, [*view.fields, *view.lines]),
        "buttons": states.of_buttons(record) if record.id is not None else {},
    }
