"""Filters of lists as Tryton domains, with the values brought to the types of the fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baton.base.errors import BatonError
from baton.kernel.values import inward, target_of

OPERATORS = frozenset(
    {
        *("=", "!=", "<", "<=", ">", ">=", "in", "not in"),
        *("like", "not like", "ilike", "not ilike", "where", "not where"),
        *("child_of", "not child_of", "parent_of", "not parent_of"),
    }
)
_TEXT = frozenset({"like", "not like", "ilike", "not ilike"})


def convert(model: Any, filters: Sequence[Any]) -> list[Any]:
    """Filters such as ``[["state", "in", ["draft"]], ["OR", […], […]]]`` as a Tryton domain.

    Field names may go through relations with dots (``party.name``).

    Raises:
        BatonError: an unknown field or operator, or a value that does not fit.
    """
    result: list[Any] = []
    for part in filters:
        if part in ("AND", "OR"):
            result.append(part)
        elif isinstance(part, list | tuple) and part and _is_clause(part):
            result.append(_clause(model, part))
        elif isinstance(part, list | tuple):
            result.append(convert(model, part))
        else:
            raise BatonError("kernel.bad_filter", filter=str(part)[:80])
    return result


def _is_clause(part: Sequence[Any]) -> bool:
    return isinstance(part[0], str) and part[0] not in ("AND", "OR")


def _clause(model: Any, part: Sequence[Any]) -> tuple[Any, ...]:
    if len(part) not in (3, 4) or part[1] not in OPERATORS:
        raise BatonError("kernel.bad_filter", filter=str(list(part))[:80])
    path, operator, value, *more = part
    if operator in ("where", "not where"):
        field_model, _ = _last(model, path)
        target = target_of(field_model._fields[path.split(".")[-1]])
        return (path, operator, convert(target or field_model, value))
    owner, name = _last(model, path)
    if operator in ("in", "not in"):
        if not isinstance(value, list | tuple):
            raise BatonError("kernel.bad_filter", filter=str(list(part))[:80])
        value = [_value(owner, name, item) for item in value]
    elif operator not in _TEXT and not operator.endswith("_of"):
        value = _value(owner, name, value)
    return (path, operator, value, *more)


def _value(model: Any, name: str, value: Any) -> Any:
    kind = model._fields[name]._type
    if kind in ("one2many", "many2many", "reference"):
        return value["id"] if isinstance(value, dict) and kind != "reference" else value
    if kind in ("many2one", "one2one") and isinstance(value, str) and not value.isdigit():
        return value  # searched by name
    return inward(model, name, value)


def _last(model: Any, path: str) -> tuple[Any, str]:
    """The model and field at the end of ``path``."""
    *steps, name = path.split(".")
    for step in steps:
        field = model._fields.get(step)
        target = target_of(field) if field is not None else None
        if target is None:
            raise BatonError("kernel.no_field", field=path, model=model.__name__)
        model = target
    if name not in model._fields:
        raise BatonError("kernel.no_field", field=path, model=model.__name__)
    return model, name


def order_of(model: Any, order: Sequence[str]) -> list[tuple[str, str]] | None:
    """``["-sale_date", "id"]`` as Tryton's order; None for the model's own.

    Raises:
        BatonError: a field that is not there or cannot be sorted by.
    """
    result = []
    for item in order:
        name = item.removeprefix("-")
        owner, last = _last(model, name)
        if not owner._fields[last].sortable(owner):
            raise BatonError("kernel.not_sortable", field=name)
        result.append((name, "DESC NULLS LAST" if item.startswith("-") else "ASC NULLS LAST"))
    return result or None
