"""Tryton's values as plain data and back; the shapes are in docs/architecture.md."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from baton.base.errors import BatonError

Plain = Any
"""None, bool, int, str, Decimal, date, datetime, time, and lists and dicts of these."""

RELATIONS = frozenset({"many2one", "one2one"})
LISTS = frozenset({"one2many", "many2many"})


def target_of(field: Any) -> Any:
    """The Tryton class a relation field points to; None for other fields."""
    if field._type in RELATIONS or field._type in LISTS:
        return field.get_target()
    return None


def scalar(kind: str, value: Any) -> Plain:
    """A value that is no relation, for handing out.

    Floats become decimals with the same digits; time spans become seconds; bytes base64 text;
    moments, which Tryton keeps without a zone, say that they are UTC.
    """
    result = value
    if isinstance(value, dt.datetime):
        result = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    elif kind == "boolean" and value is not None:
        result = bool(value)  # SQLite hands out 0 and 1
    elif isinstance(value, float):
        result = Decimal(repr(value))
    elif isinstance(value, dt.timedelta):
        result = Decimal(repr(value.total_seconds()))
    elif isinstance(value, bytes | bytearray):
        result = base64.b64encode(value).decode()
    elif isinstance(value, tuple | list):
        result = [scalar(kind, item) for item in value]
    elif isinstance(value, Mapping):
        result = {str(key): scalar(kind, item) for key, item in value.items()}
    return result


def related(record: Any) -> Plain:
    """``{id, name}`` of a record that a field points to."""
    if record is None:
        return None
    from trytond.model.exceptions import AccessError

    number = record.id if record.id is not None and record.id >= 0 else None
    try:
        name = record.rec_name if number is not None else ""
    except AccessError:
        name = f"({number})"
    return {"id": number, "name": name}


def of_record(record: Any, field_name: str) -> Plain:
    """The value of one field of a Tryton instance, saved or not."""
    field = record._fields[field_name]
    value = getattr(record, field_name, None)
    if field._type in RELATIONS:
        return related(value)
    if field._type == "reference":
        if value is None or isinstance(value, str):
            return _from_reference(value)
        return {"model": value.__name__, **related(value)}
    if field._type == "many2many":
        return [related(item) for item in value or ()]
    if field._type == "one2many":
        return [{"id": line.id, "values": known(line, field.field)} for line in value or ()]
    return scalar(field._type, value)


def known(record: Any, *left_out: str | None) -> dict[str, Plain]:
    """Every value that an instance in memory holds by itself."""
    if record._values is None:
        return {}
    names = [name for name, _ in record._values._items() if name not in left_out]
    return {name: of_record(record, name) for name in names if name in record._fields}


def inward(model: Any, name: str, value: Plain) -> Any:
    """A plain value as Tryton stores it; lists of records are left to ``kernel.lines``.

    Raises:
        BatonError: the value does not fit the field, e.g. letters for a number.
    """
    field = model._fields.get(name)
    if field is None:
        raise BatonError("kernel.no_field", field=name, model=model.__name__)
    if value in (None, "") and field._type not in ("char", "text", "selection"):
        return None
    try:
        return _inward(field, value)
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        label = model.fields_get([name])[name]["string"] if hasattr(model, "fields_get") else name
        raise BatonError("kernel.bad_value", field=label, value=str(value)[:80]) from error


def _inward(field: Any, value: Plain) -> Any:
    kind = field._type
    if kind in RELATIONS:
        return int(value["id"] if isinstance(value, Mapping) else value)
    if kind == "reference":
        if isinstance(value, Mapping):
            return f"{value['model']},{int(value['id'])}"
        return str(value)
    if kind in LISTS:
        return [entry_id(item) for item in value]
    converter = _CONVERTERS.get(kind)
    return converter(value) if converter else value


def entry_id(item: Plain) -> int | None:
    """The id of ``{id, …}`` or of a bare id; None for an entry that is new."""
    number = item.get("id") if isinstance(item, Mapping) else item
    return int(number) if number is not None and int(number) >= 0 else None


def _from_reference(value: str | None) -> Plain:
    if not value:
        return None
    model, _, number = value.partition(",")
    return {"model": model, "id": int(number) if number else None, "name": ""}


def _bool(value: Plain) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(value)


def _int(value: Plain) -> int:
    number = Decimal(str(value))
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def _date(value: Plain) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value[:10])


def _datetime(value: Plain) -> dt.datetime:
    found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    # Tryton keeps moments without a zone, in UTC
    return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found


def _decimal(value: Plain) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


_CONVERTERS: dict[str, Any] = {
    "boolean": _bool,
    "integer": _int,
    "biginteger": _int,
    "float": lambda value: float(_decimal(value)),
    "numeric": _decimal,
    "date": _date,
    "datetime": _datetime,
    "timestamp": _datetime,
    "time": lambda value: value if isinstance(value, dt.time) else dt.time.fromisoformat(value),
    "timedelta": lambda value: dt.timedelta(seconds=float(_decimal(value))),
    "binary": lambda value: base64.b64decode(value, validate=True),
    "char": lambda value: value if value is None else str(value),
    "text": lambda value: value if value is None else str(value),
}


def instance(model: Any, values: Mapping[str, Plain], number: int | None = None) -> Any:
    """A Tryton instance in memory that holds ``values``; nothing is saved.

    Lines (``one2many``) become instances that know their document, as on-change code needs it.
    """
    plain: dict[str, Any] = {}
    lists: dict[str, Iterable[Plain]] = {}
    for name, value in values.items():
        field = model._fields.get(name)
        if field is None or name == "id":
            continue
        if field._type == "one2many":
            lists[name] = value or ()
        else:
            plain[name] = inward(model, name, value)
    record = model(id=number, **plain)
    for name, entries in lists.items():
        field = model._fields[name]
        target = field.get_target()
        lines = []
        for entry in entries:
            line_values = dict(entry.get("values", {})) if isinstance(entry, Mapping) else {}
            line_values.pop(field.field, None)
            line = instance(target, line_values, entry_id(entry))
            if field.field and field.field in target._fields:
                setattr(line, field.field, record)
            lines.append(line)
        setattr(record, name, lines)
    return record
