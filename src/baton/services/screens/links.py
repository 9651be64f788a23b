"""Links that show one screen without a log-in: on a television, in a meeting room."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from baton.base.errors import AuthenticationError, BatonError, NotFoundError
from baton.services import scope, session
from baton.services.erp import database
from baton.services.scope import Scope
from baton.services.screens import keeping
from baton.services.screens.viewer import Viewer

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime
    from baton.services.screens.layout import Layout

MOST_LINKS = 20
KEPT_SECONDS = 5.0
"""How long a link is trusted without asking the database again: revoking takes effect then."""

USED_SECONDS = 3600
"""How often at most the time of last use is written down."""

KEPT = 500


@dataclass(frozen=True)
class Opened:
    """An open link: what it may show, and as whom.

    Attributes:
        screens, seconds: what it may show, in turn: the screen, or those of its rotation.
        company: the company's name.
    """

    link: int
    viewer: Viewer
    screens: tuple[int, ...]
    seconds: tuple[int, ...]
    company: str


def listing(runtime: Runtime, person: Person, screen: int) -> list[dict[str, Any]]:
    """The links of a screen, newest first; never their secrets."""

    def work(erp: Erp) -> list[dict[str, Any]]:
        keeping.editable(erp, person, screen)
        return [_shown(one) for one in erp.get(keeping.LINKS).search([("screen", "=", screen)])]

    return database(runtime).run(0, work, readonly=True)


def make(runtime: Runtime, person: Person, screen: int, name: str) -> dict[str, Any]:
    """A new link; its ``token`` is told this once.

    It never shows more than the person may see today.

    Raises:
        ForbiddenError: the screen is another person's.
    """
    token = secrets.token_urlsafe(32)
    seen = scope.of(runtime, person)
    units = None if seen.units is None else sorted(seen.units)

    def work(erp: Erp) -> dict[str, Any]:
        keeping.editable(erp, person, screen)
        cls = erp.get(keeping.LINKS)
        live = [("screen", "=", screen), ("revoked_at", "=", None)]
        if cls.search(live, count=True) >= MOST_LINKS:
            raise BatonError("services.too_many_links", most=MOST_LINKS)
        (record,) = cls.create(
            [
                {
                    "screen": screen,
                    "name": name.strip(),
                    "maker": person.user,
                    "token_hash": _hash(token),
                    "scope": json.dumps({"units": units, "home": seen.home, "person": seen.person}),
                    "language": person.language,
                    "made_at": _now(),
                }
            ]
        )
        return _shown(record)

    return {**database(runtime).run(0, work), "token": token}


def revoke(runtime: Runtime, person: Person, screen: int, link: int) -> None:
    """End a link at once; what shows it stops within seconds.

    Raises:
        NotFoundError: the screen has no such link.
    """

    def work(erp: Erp) -> None:
        keeping.editable(erp, person, screen)
        cls = erp.get(keeping.LINKS)
        found = cls.search([("id", "=", link), ("screen", "=", screen)])
        if not found:
            raise NotFoundError("services.no_such_link")
        if found[0].revoked_at is None:
            cls.write(found, {"revoked_at": _now()})

    database(runtime).run(0, work)
    with _lock:
        _kept.clear()
    keeping.tell(runtime, screen)


_kept: OrderedDict[tuple[str, str], tuple[float, Opened]] = OrderedDict()
_lock = threading.Lock()


def enter(runtime: Runtime, token: str) -> Opened:
    """What a link's secret opens: its screens, seen with what the maker could and still can see.

    Raises:
        AuthenticationError: unknown, revoked, or its maker has left.
    """
    key = (database(runtime).url, _hash(token))
    now = time.monotonic()
    with _lock:
        kept = _kept.get(key)
    if kept is not None and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    opened = _enter(runtime, token)
    with _lock:
        _kept[key] = (now, opened)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return opened


def _enter(runtime: Runtime, token: str) -> Opened:
    def work(erp: Erp) -> dict[str, Any] | None:
        found = erp.get(keeping.LINKS).search(
            [("token_hash", "=", _hash(token)), ("revoked_at", "=", None)]
        )
        if not found or not found[0].maker.active:
            return None
        one = found[0]
        turns = keeping.turns_of(one.screen)
        return {
            "link": one.id,
            "maker": one.maker.id,
            "scope": json.loads(one.scope),
            "language": one.language,
            "screen": one.screen.id,
            "turns": [(turn.screen, turn.seconds) for turn in turns],
            "stale": one.used_at is None or (_now() - one.used_at).total_seconds() > USED_SECONDS,
        }

    link = database(runtime).run(0, work, readonly=True)
    if link is None:
        raise AuthenticationError("services.link_over")
    maker = session.of_user(runtime, link["maker"])
    if link["stale"]:
        database(runtime).run(0, lambda erp: _touch(erp, link["link"]))
    turns = link["turns"] or [(link["screen"], 0)]
    return Opened(
        link["link"],
        Viewer(link["language"], _narrower(link["scope"], scope.of(runtime, maker))),
        tuple(screen for screen, _ in turns),
        tuple(seconds for _, seconds in turns),
        maker.company[0] if maker.company else "",
    )


def shown(runtime: Runtime, opened: Opened) -> list[dict[str, Any]]:
    """The screens of a link in the order of its rotation, each with its seconds."""

    def work(erp: Erp) -> list[dict[str, Any]]:
        known = {
            one.id: one for one in erp.get(keeping.MODEL).search([("id", "in", opened.screens)])
        }
        return [
            {
                "id": number,
                "stamp": str(known[number].version),
                "name": known[number].name,
                "theme": known[number].theme,
                "layout": keeping.parsed(known[number]),
                "seconds": seconds,
            }
            for number, seconds in zip(opened.screens, opened.seconds, strict=True)
            if number in known
        ]

    return database(runtime).run(0, work, readonly=True)


def layout_of(runtime: Runtime, opened: Opened, screen: int) -> Layout:
    """The layout of one of the link's screens.

    Raises:
        NotFoundError: the link does not show this screen.
    """
    if screen not in opened.screens:
        raise NotFoundError("services.no_such_screen", screen=screen)

    def work(erp: Erp) -> Layout:
        found = erp.get(keeping.MODEL).search([("id", "=", screen)])
        if not found:
            raise NotFoundError("services.no_such_screen", screen=screen)
        return keeping.parsed(found[0])

    return database(runtime).run(0, work, readonly=True)


def _narrower(frozen: dict[str, Any], now: Scope) -> Scope:
    """What both the day of making and today allow; the maker's own rows in both cases."""
    if frozen["units"] is None:
        return now
    units = frozenset(frozen["units"])
    if now.units is not None:
        units &= now.units
    home = frozen["home"] if frozen["home"] in units else now.home
    person = frozen["person"]
    if now.units is not None and now.person != person:
        person = None  # no employee any more, or another one
    return Scope(units, home if home in units else min(units, default=None), person)


def _touch(erp: Erp, link: int) -> None:
    cls = erp.get(keeping.LINKS)
    cls.write([cls(link)], {"used_at": _now()})


def _shown(record: Any) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "maker": record.maker.name,
        "made_at": record.made_at,
        "used_at": record.used_at,
        "revoked_at": record.revoked_at,
    }


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - Tryton's own clock


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
