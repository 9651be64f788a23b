"""Screens as they are kept in the ERP database, and who may see and change them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from baton.base.errors import BatonError, ConflictError, ForbiddenError, NotFoundError
from baton.services.erp import database
from baton.services.screens import layout as layouts
from baton.services.screens.layout import Layout, Turn

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MODEL = "baton.pages.screen"
LINKS = "baton.pages.screen.link"
EDIT_EVERY = frozenset({"general_manager", "administrator"})
"""Roles that may change everybody's screens; others only their own."""

MOST_SCREENS = 200
TURNS = TypeAdapter(tuple[Turn, ...])

Screen = dict[str, Any]


def listing(runtime: Runtime, person: Person) -> list[Screen]:
    """The screens the person may see, by name, each with the shapes of its widgets."""

    def work(erp: Erp) -> list[Screen]:
        return [_short(erp, one, person) for one in erp.get(MODEL).search([]) if _sees(one, person)]

    return database(runtime).run(0, work, readonly=True)


def read(runtime: Runtime, person: Person, screen: int) -> Screen:
    """One screen with its layout.

    Raises:
        NotFoundError: there is none, or it is somebody's own.
    """
    return database(runtime).run(
        0, lambda erp: _whole(erp, _visible(erp, person, screen), person), readonly=True
    )


def create(
    runtime: Runtime, person: Person, name: str, theme: str, layout: Layout, *, shared: bool = True
) -> Screen:
    """Keep a new screen of the person's.

    Raises:
        CollectedErrors: the layout does not fit.
        BatonError: there are too many screens.
    """
    layouts.check(layout)

    def work(erp: Erp) -> Screen:
        cls = erp.get(MODEL)
        if cls.search([], count=True) >= MOST_SCREENS:
            raise BatonError("services.too_many_screens", most=MOST_SCREENS)
        (record,) = cls.create(
            [
                {
                    "name": name.strip(),
                    "owner": person.user,
                    "theme": theme,
                    "shared": shared,
                    "layout": _text(layout),
                    "rotation": "[]",
                }
            ]
        )
        return _whole(erp, record, person)

    return database(runtime).run(0, work)


def change(
    runtime: Runtime, person: Person, screen: int, stamp: str, values: dict[str, Any]
) -> Screen:
    """Change a screen: ``name``, ``theme``, ``shared``, ``layout``, ``rotation``; those given.

    Raises:
        ConflictError: somebody else has changed it since ``stamp``.
        ForbiddenError: it is another person's.
        CollectedErrors: the layout does not fit.
    """
    if "layout" in values:
        layouts.check(values["layout"])

    def work(erp: Erp) -> Screen:
        record = _editable(erp, person, screen)
        if str(record.version) != stamp:
            raise ConflictError("services.screen_stale", name=record.name)
        written: dict[str, Any] = {
            key: values[key] for key in ("name", "theme", "shared") if key in values
        }
        if "layout" in values:
            written["layout"] = _text(values["layout"])
        if "rotation" in values:
            for turn in values["rotation"]:
                _visible(erp, person, turn.screen)
            written["rotation"] = json.dumps([turn.model_dump() for turn in values["rotation"]])
        erp.get(MODEL).write([record], {**written, "version": record.version + 1})
        return _whole(erp, erp.get(MODEL)(screen), person)

    changed = database(runtime).run(0, work, lock_tables=(MODEL.replace(".", "_"),))
    tell(runtime, screen)
    return changed


def delete(runtime: Runtime, person: Person, screen: int) -> None:
    """Delete a screen with its links; it leaves every rotation.

    Raises:
        ForbiddenError: it is another person's.
    """

    def work(erp: Erp) -> None:
        record = _editable(erp, person, screen)
        cls = erp.get(MODEL)
        for other in cls.search([("id", "!=", screen)]):
            turns = json.loads(other.rotation)
            kept = [turn for turn in turns if turn["screen"] != screen]
            if kept != turns:
                values = {"rotation": json.dumps(kept), "version": other.version + 1}
                cls.write([other], values)
        cls.delete([record])

    database(runtime).run(0, work)
    tell(runtime, screen)


def tell(runtime: Runtime, screen: int) -> None:
    """Let everybody who plays screens look anew: one was changed, or may no longer be shown."""
    runtime.events.publish("screen", id=screen)


def layout_of(runtime: Runtime, person: Person, screen: int) -> Layout:
    """The layout alone, for whoever may see the screen."""
    return database(runtime).run(
        0, lambda erp: parsed(_visible(erp, person, screen)), readonly=True
    )


def parsed(record: Any) -> Layout:
    """A record's layout.

    Raises:
        BatonError: it was changed in the database and can no longer be read.
    """
    try:
        return Layout.model_validate_json(record.layout)
    except ValidationError as error:
        raise BatonError("services.screen_unreadable", name=record.name) from error


def turns_of(record: Any) -> tuple[Turn, ...]:
    """A record's rotation."""
    return TURNS.validate_json(record.rotation)


def editable(erp: Erp, person: Person, screen: int) -> Any:
    """The record, for whoever may change it."""
    return _editable(erp, person, screen)


def _text(layout: Layout) -> str:
    return layout.model_dump_json(exclude_defaults=True)


def _may_edit(record: Any, person: Person) -> bool:
    return record.owner.id == person.user or bool(person.roles & EDIT_EVERY)


def _sees(record: Any, person: Person) -> bool:
    return record.shared or _may_edit(record, person)


def _visible(erp: Erp, person: Person, screen: int) -> Any:
    found = erp.get(MODEL).search([("id", "=", screen)])
    if not found or not _sees(found[0], person):
        raise NotFoundError("services.no_such_screen", screen=screen)
    return found[0]


def _editable(erp: Erp, person: Person, screen: int) -> Any:
    record = _visible(erp, person, screen)
    if not _may_edit(record, person):
        raise ForbiddenError("services.screen_forbidden", name=record.name, owner=record.owner.name)
    return record


def _short(erp: Erp, record: Any, person: Person) -> Screen:
    edits = _may_edit(record, person)
    links = 0
    if edits:
        live = [("screen", "=", record.id), ("revoked_at", "=", None)]
        links = erp.get(LINKS).search(live, count=True)
    shown = [
        {"kind": one.kind, "x": one.x, "y": one.y, "w": one.w, "h": one.h}
        for one in parsed(record).widgets
    ]
    return {
        "id": record.id,
        "stamp": str(record.version),
        "name": record.name,
        "theme": record.theme,
        "shared": bool(record.shared),
        "owner": {"id": record.owner.id, "name": record.owner.name},
        "editable": edits,
        "links": links,
        "shapes": shown,
        "rotation": [turn.model_dump() for turn in turns_of(record)],
        "changed_at": record.write_date or record.create_date,
    }


def _whole(erp: Erp, record: Any, person: Person) -> Screen:
    return {**_short(erp, record, person), "layout": parsed(record)}
