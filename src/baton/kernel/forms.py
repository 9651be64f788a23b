"""A form being filled in: Tryton's defaults and its graph of on-changes, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError
from baton.kernel import domain, reactions, records, states
from baton.kernel.behind import Behind
from baton.kernel.database import Database
from baton.kernel.pair import Pair
from baton.kernel.records import View
from baton.kernel.transaction import Erp
from baton.kernel.values import Plain, known


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
        pair = Pair.new(records.model_of(erp, model), given or {}, view.behind)
        values = pair.known()
        for name in (*view.fields, *view.lines):
            if pair.has(name):
                values.setdefault(name, pair.value(name))
        return Form(values, {}, pair.states(view))

    return database.run(user, work, readonly=True, **context)


def line_defaults(
    database: Database,
    user: int,
    model: str,
    field: str,
    *,
    document: Mapping[str, Plain],
    given: Mapping[str, Plain] | None = None,
    behind: Behind | None = None,
    **context: Any,
) -> dict[str, Plain]:
    """What a new line of the list ``field`` starts with in the form ``document``."""

    def work(erp: Erp) -> dict[str, Plain]:
        parent = Pair.of(records.model_of(erp, model), document, None, behind).holder(field)
        definition = parent._fields[field]
        line = reactions.new(definition.get_target(), given or {}, {definition.field: parent})
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
        pair = Pair.of(records.model_of(erp, model), values, id, view.behind)
        before = pair.known()
        line_values: dict[str, Plain] = {}
        if line is None:
            pair.run(changed)
            after = pair.known()
        else:
            parent = pair.holder(line.field)
            item = _line(parent, line)
            parent_field = parent._fields[line.field].field
            line_before = known(item, parent_field)
            reactions.run(item, changed)
            pair.run([line.field])
            line_values = reactions.differing(line_before, known(item, parent_field))
            after = pair.known()
            after[line.field] = before.get(line.field)
        return Form(reactions.differing(before, after), line_values, pair.states(view))

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
    behind: Behind | None = None,
    only: Sequence[Any] = (),
    limit: int = 20,
    **context: Any,
) -> list[dict[str, Plain]]:
    """``[{id, name}]`` that the relation ``field`` may take in this form, by its PYSON domain.

    With ``line``, ``field`` is a field of that line. ``only`` are further conditions
    (see ``kernel.domain``).
    """

    def work(erp: Erp) -> list[dict[str, Plain]]:
        pair = Pair.of(records.model_of(erp, model), values or {}, id, behind)
        record = pair.holder(field) if line is None else _line(pair.holder(line.field), line)
        definition = record._fields.get(field)
        if definition is None or not hasattr(definition, "get_target"):
            raise BatonError("kernel.no_field", field=field, model=record.__name__)
        clauses = [states.evaluate(record, definition.domain or [])]
        extra = states.evaluate(record, definition.context or {})
        target = definition.get_target()
        clauses += domain.convert(target, only)
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
    behind: Behind | None = None,
    **context: Any,
) -> list[tuple[str | None, str]]:
    """``[(value, label)]`` of a selection whose choices depend on the form."""

    def work(erp: Erp) -> list[tuple[str | None, str]]:
        pair = Pair.of(records.model_of(erp, model), values or {}, id, behind)
        record = pair.holder(field)
        found = record._fields[field].get_selection(record.__class__, field, record)
        return [(value, str(label)) for value, label in found.items()]

    return database.run(user, work, readonly=True, **context)


def _line(record: Any, line: Line) -> Any:
    field = record._fields.get(line.field)
    items = getattr(record, line.field, None) or ()
    if field is None or field._type != "one2many" or not 0 <= line.index < len(items):
        raise BatonError(
            "kernel.no_field", field=f"{line.field}[{line.index}]", model=record.__name__
        )
    return items[line.index]
