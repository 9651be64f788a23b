"""What Tryton knows about a kind of document: fields, buttons, accesses, in the user's language."""

from __future__ import annotations

import json
from typing import Any

from baton.kernel.database import Database
from baton.kernel.records import model_of
from baton.kernel.transaction import Erp
from baton.kernel.values import Plain

_KEPT = ("readonly", "required", "searchable", "sortable", "help", "translate", "size")


def model(database: Database, user: int, name: str, **context: Any) -> dict[str, Plain]:
    """``{name, label, access: {read, write, create, delete}}`` of a kind of document."""

    def work(erp: Erp) -> dict[str, Plain]:
        model_of(erp, name)
        access = erp.get("ir.model.access").get_access([name])[name]
        return {
            "name": name,
            "label": erp.get("ir.model").get_name(name),
            "access": {key: bool(access[key]) for key in ("read", "write", "create", "delete")},
        }

    return database.run(user, work, readonly=True, **context)


def fields(database: Database, user: int, name: str, **context: Any) -> dict[str, dict[str, Plain]]:
    """Field name → its definition, for the fields this user may see.

    A relation to a kind of record that the user may not read is left out, as in Tryton's views.

    Each has ``type``, ``label``, ``help``, ``required``, ``readonly``, ``searchable``,
    ``sortable``; ``relation`` and ``relation_field`` (the line's way back) for relations;
    ``selection`` as ``[[value, label]]``, or ``selection_depends`` when the choices depend on
    the form (``forms.selection``); ``digits`` (decimal places) or ``digits_field`` (the unit or
    currency that says them); ``unit_field`` (unit or currency shown beside the number);
    ``states`` and ``domain`` as Tryton's PYSON, for showing only: the server works them out.
    """

    def work(erp: Erp) -> dict[str, dict[str, Plain]]:
        cls = model_of(erp, name)
        access = erp.get("ir.model.field.access").get_access([name])[name]
        reachable = erp.get("ir.model.access").check_relation
        return {
            key: definition(cls, key, found)
            for key, found in cls.fields_get().items()
            if access.get(key, {}).get("read", True) and _open(cls, key, reachable)
        }

    return database.run(user, work, readonly=True, **context)


def _open(cls: Any, name: str, reachable: Any) -> bool:
    """Whether what a relation leads to is a kind of record that the user may read."""
    # A reference may lead to many kinds; the record itself says to which.
    kind = cls._fields[name]._type
    return kind == "reference" or bool(reachable(cls.__name__, name))


def buttons(database: Database, user: int, name: str, **context: Any) -> list[dict[str, Plain]]:
    """``[{name, label, help, confirm}]`` of the buttons this user may use, as Tryton orders them.

    Which of them a certain document shows is in its ``states``.
    """

    def work(erp: Erp) -> list[dict[str, Plain]]:
        cls = model_of(erp, name)
        button = erp.get("ir.model.button")
        groups = set(erp.get("res.user").get_groups())
        may_write = erp.get("ir.model.access").get_access([name])[name]["write"]
        result = []
        for key in getattr(cls, "_buttons", {}):
            needed = button.get_groups(name, key)
            if groups & needed if needed else may_write:
                shown = button.get_view_attributes(name, key)
                result.append(
                    {
                        "name": key,
                        "label": shown.get("string") or key,
                        "help": shown.get("help") or "",
                        "confirm": shown.get("confirm") or "",
                    }
                )
        return result

    return database.run(user, work, readonly=True, **context)


def workflow(database: Database, user: int, name: str, **context: Any) -> dict[str, Plain]:
    """``{field, states: [[value, label]], transitions: [[from, to]]}``; empty without workflow."""

    def work(erp: Erp) -> dict[str, Plain]:
        cls = model_of(erp, name)
        transitions = getattr(cls, "_transitions", None)
        if not transitions:
            return {}
        state = cls._transition_state
        found = definition(cls, state, cls.fields_get([state])[state])
        return {
            "field": state,
            "states": found.get("selection", []),
            "transitions": sorted([list(pair) for pair in transitions]),
        }

    return database.run(user, work, readonly=True, **context)


def definition(cls: Any, name: str, found: dict[str, Any]) -> dict[str, Plain]:
    """One field as ``fields`` describes it; ``found`` is Tryton's own definition."""
    field = cls._fields[name]
    result: dict[str, Plain] = {
        "type": found["type"],
        "label": found["string"],
        "states": json.loads(found["states"]),
        "domain": json.loads(found["domain"]),
        **{key: found[key] for key in _KEPT if key in found},
    }
    if not isinstance(result.get("size"), int | None):
        result.pop("size")
    if found.get("relation"):
        result["relation"] = found["relation"]
        if field._type == "one2many":
            result["relation_field"] = field.field
    if "selection" in found:
        _selection(cls, found, result)
    if "digits" in found:
        _digits(field, result)
    for key in ("unit", "currency"):
        if isinstance(getattr(field, key, None), str):
            result["unit_field"] = getattr(field, key)
    return result


def _selection(cls: Any, found: dict[str, Any], result: dict[str, Plain]) -> None:
    choices = found["selection"]
    if isinstance(choices, str):
        if found.get("selection_change_with"):
            result["selection_depends"] = sorted(found["selection_change_with"])
            return
        choices = getattr(cls, choices)()
    result["selection"] = [[value, str(label)] for value, label in choices]


def _digits(field: Any, result: dict[str, Plain]) -> None:
    digits = field.digits
    if isinstance(digits, str):
        result["digits_field"] = digits
    elif isinstance(digits, tuple) and isinstance(digits[1], int):
        result["digits"] = digits[1]
