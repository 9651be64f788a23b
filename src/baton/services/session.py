"""Logging in and out, and what a person may change about the own account."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from baton.kernel import sessions
from baton.services import company, org
from baton.services.erp import database
from baton.services.person import Person

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.kernel.sessions import Session
    from baton.services.runtime import Runtime

KEPT_SECONDS = 5.0
"""How long a session is trusted without asking the database again: one page's requests."""

KEPT_SESSIONS = 2000

_kept: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()
_lock = threading.Lock()


def login(
    runtime: Runtime, name: str, password: str, *, address: str = "", language: str | None = None
) -> Person:
    """Start a session.

    Raises:
        AuthenticationError: wrong name or password.
        BatonError: status 429, too many failures; wait.
    """
    request = {"remote_addr": address} if address else None
    found = sessions.login(database(runtime), name, password, request=request, language=language)
    company.tell_time(database(runtime))  # the company may be newer than this process
    return _person(runtime, found)


def resume(runtime: Runtime, token: str) -> Person:
    """The person of a session's token.

    Raises:
        AuthenticationError: unknown, forged or over.
    """
    key = (database(runtime).url, token)
    now = time.monotonic()
    with _lock:
        kept = _kept.get(key)
    if kept is not None and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    person = _person(runtime, sessions.resume(database(runtime), token))
    with _lock:
        _kept[key] = (now, person)
        _kept.move_to_end(key)
        while len(_kept) > KEPT_SESSIONS:
            _kept.popitem(last=False)
    return person


def of_user(runtime: Runtime, user: int) -> Person:
    """Who a user is today, without a session: for links that show what their maker may see.

    Raises:
        AuthenticationError: the user is no longer active.
    """
    return _person(runtime, sessions.of_user(database(runtime), user))


def logout(runtime: Runtime, person: Person) -> None:
    """End the session at once."""
    sessions.logout(database(runtime), person.token)
    _forget(person.user)


def set_language(runtime: Runtime, person: Person, language: str) -> Person:
    """Change the language of the person's pages."""
    found = sessions.set_language(database(runtime), person.token, language)
    _forget(person.user)
    return _person(runtime, found)


def change_password(runtime: Runtime, person: Person, current: str, new: str) -> None:
    """Change the password; the person's other sessions end.

    Raises:
        AuthenticationError: the current password is wrong.
        BatonError: the new one is too weak.
    """
    sessions.change_password(database(runtime), person.token, current, new)
    _forget(person.user)


def forget_everybody() -> None:
    """Ask the database about every session again, e.g. after roles changed."""
    with _lock:
        _kept.clear()


def _forget(user: int) -> None:
    with _lock:
        for key in [key for key, (_, person) in _kept.items() if person.user == user]:
            del _kept[key]


def _bare_roles(runtime: Runtime, session: Session) -> frozenset[str]:
    """The role of somebody who has none of ours: the ERP's own administrators are ours too."""

    def work(erp: Erp) -> bool:
        return erp.data_id("res", "group_admin") in erp.get("res.user").get_groups()

    is_admin = database(runtime).run(session.user, work, readonly=True)
    return frozenset({"administrator"}) if is_admin else frozenset()


def _person(runtime: Runtime, session: Session) -> Person:
    unit = None
    if session.employee is not None:
        known = org.organisation(runtime)
        units = known.units_of(str(session.employee), org.today())
        unit = min(units, default=None)
    own: dict[str, Any] | None = session.company
    return Person(
        token=session.token,
        user=session.user,
        name=session.name,
        login=session.login,
        language="en" if session.language.startswith("en") else "zh_CN",
        roles=session.roles or _bare_roles(runtime, session),
        employee=session.employee,
        org_unit=unit,
        company=(own["name"], own["currency"]) if own else None,
        zone=own["zone"] if own else None,
        house=company.house(database(runtime), own["id"] if own else None),
    )
