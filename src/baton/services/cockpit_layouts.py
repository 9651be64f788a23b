"""How a person's cockpit is arranged: which cards, in which order and size, grouped or free."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from baton.base.errors import BatonError, ConflictError
from baton.services import figures, scope
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MODEL = "baton.pages.cockpit"
EVERYBODY = "employee"
"""The arrangement of who has none of the roles with one of their own."""
ALIKE = {"administrator": "general_manager"}
"""Roles that start with the cockpit of another."""
GROUPINGS = ("perspective", "free")
SIZES = ("small", "normal", "wide")
MOST_CARDS = 200

Cards = list[dict[str, str]]


def layout(runtime: Runtime, person: Person) -> dict[str, Any]:
    """The person's arrangement, or the one the role starts with.

    Cards of indicators that are not in use any more are left out; they come back when the
    indicator does.
    """
    kept = None
    if runtime.database is not None:
        kept = runtime.database.run(0, lambda erp: _kept(erp, person), readonly=True)
    return _shown(runtime, person, kept)


def arrange(
    runtime: Runtime,
    person: Person,
    *,
    stamp: str | None,
    grouping: str,
    cards: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """Keep an arrangement as the person's own.

    Args:
        stamp: of the arrangement it was made from; None for the role's.

    Raises:
        BatonError: a card twice, no card, too many, or an indicator that does not exist.
        ConflictError: the person has arranged it in another window meanwhile.
    """
    wanted = _checked(runtime, cards)
    content = json.dumps({"grouping": grouping, "cards": wanted})

    def work(erp: Erp) -> tuple[int, str]:
        cls, known = erp.get(MODEL), _record(erp, person)
        if stamp != (None if known is None else str(known.version)):
            raise ConflictError("services.cockpit_stale")
        if known is None:
            (known,) = cls.create([{"user": person.user, "content": content}])
        else:
            cls.write([known], {"content": content, "version": known.version + 1})
        return _kept(erp, person) or (0, content)

    return _shown(runtime, person, database(runtime).run(0, work))


def reset(runtime: Runtime, person: Person) -> dict[str, Any]:
    """Forget the person's arrangement: the role's counts again."""

    def work(erp: Erp) -> None:
        known = _record(erp, person)
        if known is not None:
            erp.get(MODEL).delete([known])

    database(runtime).run(0, work)
    return _shown(runtime, person, None)


@cache
def defaults() -> Mapping[str, Mapping[str, Any]]:
    """What each role starts with, in the order in which roles count."""
    text = files("baton.services").joinpath("cockpit_defaults.yaml").read_text("utf-8")
    return {
        role: {"grouping": given["grouping"], "cards": [_card(one) for one in given["cards"]]}
        for role, given in yaml.safe_load(text).items()
    }


def role_of(person: Person) -> str:
    """The role whose arrangement the person starts with."""
    roles = {ALIKE.get(role, role) for role in person.roles}
    return next((role for role in defaults() if role in roles), EVERYBODY)


def _start(runtime: Runtime, person: Person, role: str) -> Mapping[str, Any]:
    """What the person starts with.

    Who leads no unit sees the own rows alone, of which the work of a role often has none (stock
    is nobody's own): everybody's own figures, attendance and the like, come behind the role's.
    """
    given, everybody = defaults()[role], defaults()[EVERYBODY]["cards"]
    if scope.of(runtime, person).units != frozenset() or role == EVERYBODY:
        return given
    known = {one["code"] for one in given["cards"]}
    more = [one for one in everybody if one["code"] not in known]
    return {"grouping": given["grouping"], "cards": [*given["cards"], *more]}


def _card(given: str | Mapping[str, str]) -> dict[str, str]:
    if isinstance(given, str):
        return {"code": given, "size": "normal"}
    return {"code": given["code"], "size": given.get("size", "normal")}


def _checked(runtime: Runtime, cards: Sequence[Mapping[str, str]]) -> Cards:
    if not cards:
        raise BatonError("services.cockpit_empty")
    if len(cards) > MOST_CARDS:
        raise BatonError("services.cockpit_too_many", most=MOST_CARDS)
    codes = [one["code"] for one in cards]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise BatonError("services.cockpit_twice", code=twice)
    for code in codes:
        runtime.engine.catalogue.get(code)
    return [{"code": one["code"], "size": one["size"]} for one in cards]


def _record(erp: Erp, person: Person) -> Any:
    found = erp.get(MODEL).search([("user", "=", person.user)], limit=1)
    return found[0] if found else None


def _kept(erp: Erp, person: Person) -> tuple[int, str] | None:
    known = _record(erp, person)
    return None if known is None else (known.version, known.content)


def _shown(runtime: Runtime, person: Person, kept: tuple[int, str] | None) -> dict[str, Any]:
    role = role_of(person)
    given: Mapping[str, Any] = json.loads(kept[1]) if kept else _start(runtime, person, role)
    in_use = {one.code for one in runtime.engine.catalogue}
    return {
        "stamp": None if kept is None else str(kept[0]),
        "role": role,
        "role_name": figures.role_name(role, person.language),
        "grouping": given["grouping"],
        "cards": [one for one in given["cards"] if one["code"] in in_use],
    }
