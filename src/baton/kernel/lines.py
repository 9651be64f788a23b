"""What a form sends, as the commands Tryton writes: only what differs, lines as a whole list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from baton.kernel.values import Plain, entry_id, inward


def for_create(model: Any, values: Mapping[str, Plain]) -> dict[str, Any]:
    """Values for ``create``, with the lines inside.

    A form sends all its defaults back, also those of fields that the person may not write: these
    are left to Tryton, which gives them anew. Another value than the default is refused there.
    """
    result: dict[str, Any] = {}
    locked = _locked(model, values)
    for name, value in values.items():
        field = model._fields.get(name)
        if field is not None and not writable(field):
            continue
        if name in locked and inward(model, name, value) in (None, [], locked[name]):
            continue
        if field is not None and field._type == "one2many":
            target = field.get_target()
            entries = [for_create(target, _without(entry, field.field)) for entry in value or ()]
            if entries:
                result[name] = [("create", entries)]
        elif field is not None and field._type == "many2many":
            wanted = inward(model, name, value or [])
            if wanted:
                result[name] = [("add", wanted)]
        else:
            result[name] = inward(model, name, value)
    return result


def for_write(record: Any, values: Mapping[str, Plain]) -> dict[str, Any]:
    """Values for ``write``: what is different from ``record`` as it is stored."""
    model = record.__class__
    result: dict[str, Any] = {}
    for name, value in values.items():
        field = model._fields.get(name)
        if field is not None and not writable(field):
            continue
        if field is not None and field._type == "one2many":
            commands = _one2many(record, field, value or [])
            if commands:
                result[name] = commands
        elif field is not None and field._type == "many2many":
            commands = _many2many(record, name, inward(model, name, value or []))
            if commands:
                result[name] = commands
        else:
            new = inward(model, name, value)
            if new != _stored(record, field):
                result[name] = new
    return result


def _locked(model: Any, names: Iterable[str]) -> dict[str, Any]:
    """The fields that the person may not write, with their defaults."""
    from trytond.pool import Pool

    access = Pool().get("ir.model.field.access").get_access([model.__name__])[model.__name__]
    locked = [name for name in names if not access.get(name, {}).get("write", True)]
    if not locked:
        return {}
    defaults = model.default_get(locked, with_rec_name=False)
    return {name: defaults.get(name) for name in locked}


def writable(field: Any) -> bool:
    """Whether a value can be stored in the field at all."""
    from trytond.model import fields

    return not isinstance(field, fields.Function) or bool(
        isinstance(field, fields.MultiValue) or field.setter
    )


def _one2many(record: Any, field: Any, entries: list[Plain]) -> list[tuple[Any, ...]]:
    target = field.get_target()
    present = {line.id: line for line in getattr(record, field.name) or ()}
    commands: list[tuple[Any, ...]] = []
    kept = set()
    new = []
    for entry in entries:
        number = entry_id(entry)
        if number in present:
            kept.add(number)
            changed = for_write(present[number], _without(entry, field.field))
            if changed:
                commands.append(("write", [number], changed))
        else:
            new.append(for_create(target, _without(entry, field.field)))
    gone = [number for number in present if number not in kept]
    if gone:
        commands.append(("delete", gone))
    if new:
        commands.append(("create", new))
    return commands


def _many2many(record: Any, name: str, wanted: list[int]) -> list[tuple[Any, ...]]:
    present = [item.id for item in getattr(record, name) or ()]
    commands = []
    gone = [number for number in present if number not in wanted]
    new = [number for number in wanted if number not in present]
    if gone:
        commands.append(("remove", gone))
    if new:
        commands.append(("add", new))
    return commands


def _without(entry: Plain, parent: str | None) -> dict[str, Plain]:
    values = dict(entry.get("values", {})) if isinstance(entry, Mapping) else {}
    values.pop(parent or "", None)
    return values


def _stored(record: Any, field: Any) -> Any:
    if field is None:
        return None
    value = getattr(record, field.name)
    if field._type in ("many2one", "one2one"):
        return value.id if value is not None else None
    if field._type == "reference":
        return str(value) if value is not None else None
    return value
