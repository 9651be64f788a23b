"""One running installation: the ERP, the fact store, the engine, and what ties them together."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from baton.base.settings import Settings
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services.events import EventHub

if TYPE_CHECKING:
    from baton.kernel import Database


@dataclass
class Progress:
    """How far a long piece of work behind the pages has come.

    Attributes:
        task: what is going on (a message key such as ``services.demo_running``), empty when idle.
        done, total: steps; ``total`` 0 means unknown.
        label: the step's own message key, e.g. ``demo.month``.
        failed: the text of what stopped it, empty when nothing did.
    """

    task: str = ""
    done: int = 0
    total: int = 0
    label: str = ""
    failed: str = ""


@dataclass
class Mirroring:
    """How the facts keep up with the ERP.

    Attributes:
        as_of: when the facts last were what the ERP said (UTC); None before the first time.
        failure: what has kept them from it since then; None when nothing has.
        left_out: rows of the ERP that no fact can hold: ``sale_line,12``.
    """

    as_of: dt.datetime | None = None
    failure: Exception | None = None
    left_out: list[str] = field(default_factory=list)


@dataclass
class Runtime:
    """Everything that services need; one per process.

    Attributes:
        settings: where things are kept.
        database: the ERP; None when only the fact store is used (files as the one source).
        store, engine: the facts and what computes with them.
        events: live events to pages.
        progress: the long piece of work going on, shown by ``/api/health``.
        mirroring: how the facts keep up with the ERP, shown there too.
        mirror_turn: held while the ERP is mirrored: one at a time.
        address: where people open the app, for links in messages; empty when nobody knows.
        stopping: set when the process shuts down; background threads watch it.
    """

    settings: Settings
    database: Database | None
    store: FactStore
    engine: Engine
    events: EventHub = field(default_factory=EventHub)
    progress: Progress = field(default_factory=Progress)
    mirroring: Mirroring = field(default_factory=Mirroring)
    mirror_turn: threading.Lock = field(default_factory=threading.Lock)
    address: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def open(cls, settings: Settings, *, erp: bool = True) -> Runtime:
        """Open the fact store and, with ``erp``, the ERP database.

        Raises:
            BatonError: something is locked by another process, damaged or not there.
        """
        database = None
        if erp:
            from baton.kernel import Database  # trytond reads its configuration on import

            database = Database.open(settings.database)
        try:
            store = FactStore.open(settings.facts)
        except BaseException:
            if database is not None:
                database.close()
            raise
        runtime = cls(settings, database, store, Engine(store, Catalogue.shipped()))
        store.subscribe(
            lambda facts, version: runtime.events.publish(
                "facts", facts=sorted(facts), version=version
            )
        )
        if database is not None:
            from baton.services import company, leftovers  # which need this module
            from baton.services.kpi import library

            company.tell_time(database)
            leftovers.remove(runtime)
            library.refresh(runtime)
        return runtime

    def report(self, task: str, done: int = 0, total: int = 0, label: str = "") -> None:
        """Say how far a long piece of work has come."""
        self.progress = Progress(task, done, total, label)
        self.events.publish("progress", task=task, done=done, total=total, label=label)

    def fail(self, task: str, text: str) -> None:
        """Say that a long piece of work stopped, and why."""
        self.progress = Progress(task, failed=text)
        self.events.publish("progress", task=task, failed=text)

    def close(self) -> None:
        """Stop the background work and let go of the files."""
        self.stopping.set()
        self.store.close()
        if self.database is not None:
            self.database.close()
