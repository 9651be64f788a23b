"""What others ask of the demo company: tell it, how far it is, who may log in."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from baton.demo import marker
from baton.demo.script import load
from baton.demo.setting.people import PASSWORD
from baton.demo.story import SYSTEM, Progress, Story
from baton.kernel import Database, Erp

ADMIN_PASSWORD = PASSWORD
"""Of the administrator ``admin``, with whom the database begins."""

SEED = 20250901
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Status:
    """How far the story is.

    Attributes:
        begun: the database holds the demo company.
        finished: all of its business has been told.
        steps: how many steps are done.
    """

    begun: bool
    finished: bool
    steps: int


def generate(
    database: Database,
    *,
    months: int = 14,
    seed: int = SEED,
    today: dt.date | None = None,
    volume: float = 1.0,
    progress: Progress = lambda *_: None,
    stopping: threading.Event | None = None,
) -> Status:
    """Tell the demo company's business up to today, or go on where an earlier run stopped.

    Args:
        months: of business, the current one included; a database that has a story keeps its own.
        volume: 1 is the full company; less makes fewer documents of the same kind.
        stopping: when set, the run ends after the step under way and can be taken up again.

    Raises:
        BatonError: the database belongs to another company.
    """
    story, done = Story.begin_or_resume(
        database,
        months=months,
        seed=seed,
        today=today or dt.datetime.now(ZONE).date(),
        volume=volume,
    )
    story.tell(done, progress, stopping)
    return status(database)


def status(database: Database) -> Status:
    """How far the story in this database is."""
    kept = database.run(SYSTEM, marker.read, readonly=True)
    done, finished = int(kept.get(marker.DONE, 0)), bool(kept.get(marker.FINISHED))
    return Status(marker.SETTINGS in kept, finished, done)


def logins() -> list[tuple[str, str, str, str]]:
    """Log-in, password, role key and name of everybody who may log in."""
    people = load().organisation["people"]
    return [
        (one["login"], PASSWORD, one["roles"][0], one["name"]) for one in people if "login" in one
    ]


def passwords_stand(database: Database) -> bool:
    """Whether anybody of the demo company still has the published password."""

    def look(erp: Erp) -> bool:
        if marker.SETTINGS not in marker.read(erp):
            return False
        users = erp.get("res.user")
        table = users.__table__()
        names = ["admin", *(login for login, *_ in logins())]
        cursor = erp.connection().cursor()
        # By SQL: Tryton never hands a password's hash out of a record.
        cursor.execute(*table.select(table.password_hash, where=table.login.in_(names)))
        return any(users.check_password(PASSWORD, kept) for (kept,) in cursor.fetchall() if kept)

    return database.run(SYSTEM, look, readonly=True)
