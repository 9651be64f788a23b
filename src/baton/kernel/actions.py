"""Pressing a document's buttons, and the small wizards that some of them open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError, NotFoundError
from baton.kernel import metadata, records
from baton.kernel.database import Database
from baton.kernel.records import Document, View
from baton.kernel.transaction import Erp
from baton.kernel.values import Plain, instance, of_record


@dataclass(frozen=True)
class Origin:
    """The document a button was pressed on."""

    model: str
    id: int

    @property
    def context(self) -> dict[str, Any]:
        """How Tryton's wizards are told of it."""
        return {"active_model": self.model, "active_id": self.id, "active_ids": [self.id]}


@dataclass(frozen=True)
class Question:
    """A form that a wizard shows before it goes on.

    Attributes:
        wizard, session, state: hand these back with the answer (``answer``).
        fields: definitions as in ``metadata.fields``; ``values``: what the form starts with.
        buttons: ``[{state, label, default}]``; the state of the one pressed goes on.
    """

    wizard: str
    session: int
    state: str
    fields: dict[str, dict[str, Plain]]
    values: dict[str, Plain]
    buttons: list[dict[str, Plain]]


@dataclass(frozen=True)
class Run:
    """A wizard under way: its class, its session, and where it was opened from."""

    wizard: Any
    session: int
    origin: Origin


@dataclass(frozen=True)
class Outcome:
    """What came of pressing a button.

    Attributes:
        document: the record afterwards, queued follow-ups included; None when it is gone.
        open: ``{model, ids}`` of records to show, ``{report}`` of a report to print, or None.
        question: a wizard's form to fill in, or None.
    """

    document: Document | None
    open: dict[str, Plain] | None = None
    question: Question | None = None


def press(
    database: Database,
    user: int,
    model: str,
    id: int,
    button: str,
    *,
    view: View,
    stamp: str | None = None,
    confirmed: Iterable[str] = (),
    **context: Any,
) -> Outcome:
    """Press a button of a document.

    Raises:
        NotFoundError: no such record or button.
        ForbiddenError: this user may not press it, or not in the document's state.
        ConflictError: the record has changed since ``stamp``.
        ConfirmationError: Tryton asks something first; call again with its name in ``confirmed``.
    """
    from trytond.rpc import RPCReturnException

    origin = Origin(model, id)

    def work(erp: Erp) -> tuple[dict[str, Plain] | None, Question | None]:
        cls = records.model_of(erp, model)
        records.check_stamp(cls, id, stamp, view)
        if button not in getattr(cls, "_buttons", {}):
            label = erp.get("ir.model").get_name(model)
            raise NotFoundError("kernel.no_button", model=label, button=button)
        record = cls(id)
        return _follow(erp, _click(cls, record, button), origin)

    try:
        opened, question = database.run(user, work, confirmed=confirmed, **context)
    except RPCReturnException as instead:  # the button asks for a wizard and did nothing yet
        action = instead.result()
        opened, question = database.run(
            user, lambda erp: _follow(erp, action, origin), confirmed=confirmed, **context
        )
    return Outcome(_after(database, user, origin, view, context), opened, question)


def answer(
    database: Database,
    user: int,
    question: Mapping[str, Any],
    pressed: str,
    values: Mapping[str, Plain],
    *,
    model: str,
    id: int,
    view: View,
    confirmed: Iterable[str] = (),
    **context: Any,
) -> Outcome:
    """Go on with a wizard: ``pressed`` is the state of the button, ``values`` the form's.

    Args:
        question: ``{wizard, session, state}`` of the ``Question`` answered.
        model, id: the document the wizard was opened from.
    """

    def work(erp: Erp) -> tuple[dict[str, Plain] | None, Question | None]:
        wizard = _wizard(erp, str(question["wizard"]))
        state = str(question["state"])
        definition = wizard.states.get(state)
        if not hasattr(definition, "model_name"):
            raise BatonError("kernel.wizard_over")
        form = instance(erp.get(definition.model_name), values)
        filled = {name: getattr(form, name) for name in values if name in form._fields}
        origin = Origin(model, id)
        with erp.context(**origin.context):
            run = Run(wizard, int(question["session"]), origin)
            return _step(erp, run, pressed, {state: filled})

    opened, asked = database.run(user, work, confirmed=confirmed, **context)
    return Outcome(_after(database, user, Origin(model, id), view, context), opened, asked)


def _after(
    database: Database, user: int, origin: Origin, view: View, context: dict[str, Any]
) -> Document | None:
    try:
        return records.read(database, user, origin.model, origin.id, view, **context)
    except NotFoundError:
        return None


def _click(cls: Any, record: Any, button: str) -> Any:
    from trytond.tools import is_instance_method

    if is_instance_method(cls, button):
        getattr(record, button)()
        record.save()
        return None
    return getattr(cls, button)([record])


def _follow(
    erp: Erp, action: Any, origin: Origin
) -> tuple[dict[str, Plain] | None, Question | None]:
    """Work out what a button's action wants to be shown."""
    if not action or isinstance(action, str):
        return None, None
    if isinstance(action, int):
        action = erp.get("ir.action")(action).get_action_value()
    kind = action.get("type")
    if kind == "ir.action.wizard":
        wizard = _wizard(erp, action["wiz_name"])
        with erp.context(**origin.context, action_id=action["id"]):
            session, start, _ = wizard.create()
            return _step(erp, Run(wizard, session, origin), start, {})
    if kind == "ir.action.report":
        return {"report": action["report_name"]}, None
    if kind == "ir.action.act_window" and action.get("res_model"):
        return _window(erp, action, origin), None
    return None, None


def _step(
    erp: Erp, run: Run, state: str, data: dict[str, Any]
) -> tuple[dict[str, Plain] | None, Question | None]:
    from trytond.transaction import without_check_access

    wizard, session = run.wizard, run.session
    result = {}
    if state != wizard.end_state:
        # as for Tryton's own clients: it checks whether the user may run the wizard on this record,
        # and does the work itself, which may press buttons that nobody could press here
        with without_check_access():
            result = wizard.execute(session, data, state)
    opened = None
    for action, extra in result.get("actions", []):
        opened, _ = _follow(erp, {**action, **_window_data(extra)}, run.origin)
    if "view" in result:
        return opened, _question(erp, wizard, session, result["view"])
    wizard.delete(session)
    return opened, None


def _window_data(extra: Mapping[str, Any] | None) -> dict[str, Any]:
    """A wizard may name the records itself (``res_id``)."""
    extra = extra or {}
    numbers = extra.get("res_id")
    return {"ids": [numbers] if isinstance(numbers, int) else list(numbers)} if numbers else {}


def _question(erp: Erp, wizard: Any, session: int, view: Mapping[str, Any]) -> Question:
    cls = erp.get(view["fields_view"]["model"])
    names = [name for name in view["fields_view"]["fields"] if name in cls._fields and name != "id"]
    values = {**view["defaults"], **view["values"]}
    form = cls()
    for name in names:
        setattr(form, name, values.get(name))
    definitions = cls.fields_get(names)
    return Question(
        wizard=wizard.__name__,
        session=session,
        state=view["state"],
        fields={name: metadata.definition(cls, name, definitions[name]) for name in names},
        values={name: of_record(form, name) for name in names},
        buttons=[
            {
                "state": button["state"],
                "label": button["string"],
                "default": bool(button["default"]),
            }
            for button in view["buttons"]
        ],
    )


def _window(erp: Erp, action: Mapping[str, Any], origin: Origin) -> dict[str, Plain]:
    """The records that a window action shows."""
    from trytond.pyson import PYSONDecoder

    target = action["res_model"]
    if "ids" in action:
        return {"model": target, "ids": action["ids"]}
    environment = {**origin.context, "context": erp.values}
    clauses = PYSONDecoder(environment).decode(action.get("pyson_domain") or "[]")
    cls = records.model_of(erp, target)
    return {"model": target, "ids": [record.id for record in cls.search(clauses, limit=100)]}


def _wizard(erp: Erp, name: str) -> Any:
    try:
        return erp.get(name, type="wizard")
    except KeyError:
        raise NotFoundError("kernel.no_model", model=name) from None
