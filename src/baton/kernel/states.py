"""What a form may do with a record now: Tryton's PYSON states and accesses, worked out here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_encoded: dict[int, tuple[Any, str]] = {}


def evaluate(record: Any, source: Any) -> Any:
    """The value of a PYSON expression for a record, saved or only in memory."""
    from trytond.model.modelstorage import EvalEnvironment
    from trytond.pyson import PYSONDecoder
    from trytond.transaction import Transaction

    context = Transaction().context
    environment = EvalEnvironment(record, record.__class__)
    environment.update(_empty(record))
    environment["context"] = context
    environment["active_model"] = record.__class__.__name__
    environment["active_id"] = record.id
    return PYSONDecoder(environment).decode(_encode(source))


def _empty(record: Any) -> dict[str, Any]:
    """What the fields of an unsaved form hold that nobody has filled in yet.

    Without it an expression would take its own default, as in ``Eval('lines', [0])``: lines
    there, party fixed. Tryton's clients know every field of a form. Numbers keep the defaults.
    """
    if record.id is not None and record.id >= 0:
        return {}
    return {
        name: [] if field._type in ("one2many", "many2many") else None
        for name, field in record._fields.items()
        if field._type not in ("integer", "float", "numeric", "boolean")
    }


def _encode(source: Any) -> str:
    """PYSON as text; kept, because the expressions live as long as their classes."""
    from trytond.pyson import PYSONEncoder

    kept = _encoded.get(id(source))
    if kept is None:
        kept = (source, PYSONEncoder().encode(source))
        _encoded[id(source)] = kept
    return kept[1]


def of_fields(record: Any, names: Iterable[str]) -> dict[str, dict[str, bool]]:
    """``{field: {invisible, required, readonly}}`` for this record and user."""
    from trytond.pool import Pool
    from trytond.transaction import Transaction

    model = record.__class__
    pool = Pool()
    access = pool.get("ir.model.field.access").get_access([model.__name__])[model.__name__]
    whole = pool.get("ir.model.access").get_access([model.__name__])[model.__name__]
    allowed = whole["write"] if record.id is not None and record.id >= 0 else whole["create"]
    result = {}
    with Transaction().set_context(groups=pool.get("res.user").get_groups()):
        for name in names:
            field = model._fields.get(name)
            if field is None:
                continue
            found = {
                "invisible": False,
                "required": bool(field.required),
                "readonly": bool(field.readonly) or not allowed,
            }
            for state, source in field.states.items():
                if state in found:
                    found[state] = found[state] or bool(_safe(record, source, state))
            if not access.get(name, {}).get("write", True):
                found["readonly"] = True
            if not access.get(name, {}).get("read", True):
                found["invisible"] = True
            result[name] = found
    return result


def _safe(record: Any, source: Any, state: str) -> bool:
    """A state whose expression cannot be worked out yet (an empty form) is read-only or hidden.

    Never an error: clients treat an unknown operand the same way.
    """
    try:
        return bool(evaluate(record, source))
    except (TypeError, AttributeError, KeyError):
        return state == "invisible"


def of_buttons(record: Any) -> dict[str, dict[str, Any]]:
    """``{button: {invisible, readonly}}`` of the buttons this user may use at all.

    A button that takes several people has ``clicks`` as well (see ``_clicks``) and is read-only
    for who has pressed it: a second press would not count.
    """
    from trytond.pool import Pool
    from trytond.transaction import Transaction

    model = record.__class__
    pool = Pool()
    button = pool.get("ir.model.button")
    groups = set(pool.get("res.user").get_groups())
    may_write = pool.get("ir.model.access").get_access([model.__name__])[model.__name__]["write"]
    unchecked = not Transaction().check_access
    result = {}
    with Transaction().set_context(groups=tuple(groups)):
        for name, definition in getattr(model, "_buttons", {}).items():
            needed = button.get_groups(model.__name__, name)
            if not unchecked and not (groups & needed if needed else may_write):
                continue
            found: dict[str, Any] = {
                state: state in definition and _safe(record, definition[state], state)
                for state in ("invisible", "readonly")
            }
            clicks = None if found["invisible"] else _clicks(record, name)
            if clicks is not None:
                found["clicks"] = clicks
                found["readonly"] = found["readonly"] or clicks["mine"]
            result[name] = found
    return result


def _clicks(record: Any, button: str) -> dict[str, Any] | None:
    """``{needed, by, mine}`` of a button whose rules ask for several people on this record.

    ``needed`` is how many people must press it, ``by`` the names of who has, ``mine`` whether
    this user is among them. None when one press does it.
    """
    from trytond.pool import Pool
    from trytond.transaction import Transaction, without_check_access

    pool, model = Pool(), record.__class__.__name__
    rules = pool.get("ir.model.button").get_rules(model, button)
    if not rules or record.id is None or record.id < 0:
        return None
    with without_check_access():
        asking = [rule for rule in rules if not rule.test(record, [])]
        if not asking:
            return None
        users = pool.get("ir.model.button.click").get_click(model, button, record.id)
    return {
        "needed": max(rule.number_user for rule in asking),
        "by": sorted(users.values()),
        "mine": Transaction().user in users,
    }
