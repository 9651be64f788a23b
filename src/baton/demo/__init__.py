"""The demo company and its business, told through the real ERP.

``generate`` tells the history, ``live`` goes on doing business today; both need an open database.
"""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from baton.demo import marker
from baton.demo.live import live
from baton.demo.script import load
from baton.demo.setting.people import PASSWORD, hashes
from baton.demo.story import SYSTEM, Progress, Story
from baton.kernel import Database, Erp

ADMIN_PASSWORD = PASSWORD
"""Of the administrator ``admin``, with whom the database begins."""

SEED = 20250901
ZONE = ZoneInfo("Asia/Shanghai")

__all__ = ["ADMIN_PASSWORD", "Status", "generate", "live", "logins", "passwords_stand", "status"]


@dataclass(frozen=True)
class Status:
    """How far the demo company in a database has come.

    Attributes:
        started: its story has begun.
        finished: its story is told to the end.
        done: steps done.
    """

    started: bool
    finished: bool
    done: int


def _silent(done: int, total: int, label: str) -> None:
    """The progress callback of those who do not want to know."""


def generate(
    database: Database,
    months: int = 14,
    *,
    seed: int = SEED,
    progress: Progress = _silent,
    stopping: threading.Event | None = None,
    today: dt.date | None = None,
    volume: float = 1.0,
    checked: bool = False,
) -> Status:
    """Tell the demo company's months up to today, or go on where an earlier run stopped.

    The same seed, months and day give the same figures. Each step is committed whole, so that a
    run may be killed at any moment.

    Args:
        months: months of business, the current one included; 1 or more.
        progress: told of each step: done, in all, message key.
        stopping: when set, the run ends after the step under way.
        today: the last day; default today in China.
        volume: part of the usual amount of business, for tests.
        checked: whether Tryton checks each field it saves. The tests do; left out otherwise, for
            the same documents come out in half the time.

    Raises:
        BatonError: the database holds another company.
    """
    story, done = Story.begin_or_resume(
        database,
        months=max(months, 1),
        seed=seed,
        today=today or dt.datetime.now(ZONE).date(),
        volume=volume,
        checked=checked,
    )
    story.tell(done, progress, stopping)
    return status(database)


def status(database: Database) -> Status:
    """How far the demo company in this database has come."""

    def look(erp: Erp) -> Status:
        kept = marker.read(erp)
        return Status(
            started=marker.SETTINGS in kept,
            finished=bool(kept.get(marker.FINISHED)),
            done=int(kept.get(marker.DONE, 0)),
        )

    return database.run(SYSTEM, look, readonly=True)


def logins() -> list[tuple[str, str, str, str]]:
    """Log-in, password, role and name of each person who may log in."""
    return [
        (person["login"], PASSWORD, person["roles"][0], person["name"])
        for person in load().organisation["people"]
        if "login" in person
    ]


def passwords_stand(database: Database) -> bool:
    """Whether anybody could still log in with the published demo password."""

    def look(erp: Erp) -> bool:
        kept: dict[str, str] = marker.read(erp).get(marker.PASSWORDS, {})
        now = hashes(erp, list(kept))
        return any(now.get(login) == value for login, value in kept.items())

    return database.run(SYSTEM, look, readonly=True)
