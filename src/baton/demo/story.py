"""The story in steps: each step is one transaction, done once, in order."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError
from baton.demo import marker
from baton.demo.clock import business_day
from baton.demo.desk import Desk
from baton.demo.queue import newest, settle
from baton.demo.rhythm import Rhythm
from baton.demo.script import load
from baton.demo.stamps import Stamps
from baton.demo.steps import BUSINESS, SETTING, Step
from baton.kernel import Database, Erp, fields_unchecked

Progress = Callable[[int, int, str], None]
"""Told after each step: steps done, steps in all, a message key for what comes next."""

LOCKS = (
    "ir_sequence_strict",
    "stock_move",
    "account_journal_period",
    "sale_sale",
    "purchase_purchase",
)
SETTING_LOCKS = (
    "account_configuration",
    "sale_configuration",
    "purchase_configuration",
    "account_journal_period",
    "ir_sequence_strict",
)
"""Locked from the start: a lock asked for half-way makes Tryton begin the whole step again."""
SYSTEM = 0


@dataclass(frozen=True)
class Settings:
    """What a story is fixed by; kept in the database so that a later run tells the same one."""

    today: dt.date
    months: int
    seed: int
    volume: float

    def rhythm(self) -> Rhythm:
        """The calendar and the chance of this story."""
        return Rhythm(load(), self.today, self.months, self.seed)


class Story:
    """One demo company being told into one database.

    Args:
        checked: whether Tryton checks each field that is saved, which doubles the time.
    """

    def __init__(self, database: Database, settings: Settings, *, checked: bool = False) -> None:
        self.database = database
        self.checked = checked
        self.settings = settings
        self.script = load()
        self.rhythm = settings.rhythm()

    @classmethod
    def begin_or_resume(
        cls,
        database: Database,
        *,
        months: int,
        seed: int,
        today: dt.date,
        volume: float,
        checked: bool = False,
    ) -> tuple[Story, int]:
        """The story in this database, and how many of its steps are done.

        A database that already has one keeps its own months, seed and last day.
        """

        def look(erp: Erp) -> tuple[Settings, int]:
            kept = marker.read(erp)
            if marker.SETTINGS in kept:
                values = kept[marker.SETTINGS]
                values["today"] = dt.date.fromisoformat(values["today"])
                return Settings(**values), int(kept.get(marker.DONE, 0))
            if erp.get("company.company").search([], limit=1):
                raise BatonError("demo.other_company")
            fresh = Settings(today, months, seed, volume)
            marker.write(
                erp,
                marker.SETTINGS,
                {"today": today.isoformat(), "months": months, "seed": seed, "volume": volume},
            )
            return fresh, 0

        settings, done = database.run(SYSTEM, look)
        return cls(database, settings, checked=checked), done

    def steps(self) -> list[Step]:
        """All steps in order."""
        found = list(SETTING)
        for number, tick in enumerate(self.rhythm.ticks()):
            found += [step.at(tick) for step in BUSINESS if step.due(tick, first=number == 0)]
        return found

    def tell(self, done: int, progress: Progress, stopping: threading.Event | None = None) -> None:
        """Do the steps that are left; each is committed with its marker."""
        steps = self.steps()
        for number in range(done, len(steps)):
            if stopping is not None and stopping.is_set():
                return
            progress(number, len(steps), steps[number].label)
            self.do(steps[number], number + 1, len(steps))
        progress(len(steps), len(steps), "demo.step_done")

    def do(self, step: Step, number: int, total: int) -> None:
        """One step and its marker, in one transaction."""

        tick = step.tick

        def work(erp: Erp) -> None:
            stamps = Stamps(erp)
            end = tick.end if tick else self.rhythm.opening
            with business_day(erp, end), self.inside(erp):
                desk = Desk(erp, self.script, self.rhythm, self.settings.volume)
                before = newest(erp)
                if tick is None:
                    step.work(desk)
                else:
                    step.work(desk, tick)
                settle(erp, before)
            stamps.set(tick.start if tick else end, end)
            marker.write(erp, marker.DONE, number)
            if number == total:
                marker.write(erp, marker.FINISHED, True)

        with nullcontext() if self.checked else fields_unchecked():
            self.database.run(
                SYSTEM,
                work,
                lock_tables=LOCKS if tick else SETTING_LOCKS,
                language=self.script.company["language"],
            )

    def inside(self, erp: Erp) -> AbstractContextManager[Any]:
        """The context of the demo company; it has none before its first step."""
        code = self.script.company["code"]
        companies = erp.get("company.company").search([("party.code", "=", code)])
        return erp.context(company=companies[0].id if companies else None, _skip_warnings=True)
