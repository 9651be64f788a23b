"""Keeps the facts as new as the ERP: a thread that mirrors each commit within a second."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from typing import TYPE_CHECKING

from baton.base.errors import BatonError
from baton.connect.tryton import Mirror
from baton.kernel import changes
from baton.services.kpi import library
from baton.services.runtime import Mirroring

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

SOURCE = "erp"
"""The embedded ERP's name among the sources of facts."""

POLL_SECONDS = 1.0
"""How often other processes' commits are looked for; our own are told of at once."""

RETRY_SECONDS = 5.0

BULK_PATIENCE = 8
"""While a long job writes (the demo company being made), a round is followed by a rest this many
times as long: both are Python in one process, and the job is what people wait for."""


class LiveMirror:
    """The thread behind live figures; one per process that serves.

    ``refresh()`` may also be called directly, e.g. by a test or a command.
    """

    def __init__(self, runtime: Runtime) -> None:
        if runtime.database is None:
            raise BatonError("services.no_erp")
        self.runtime = runtime
        self.mirror = Mirror(runtime.database.url, runtime.store, source=SOURCE)
        self._seen = changes.last_id(runtime.database)
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-mirror", daemon=True)
        self._stop_listening = changes.subscribe(lambda *_: self._wake.set())

    def start(self) -> None:
        """Begin; the first round loads everything when the store is new."""
        self._thread.start()

    def close(self) -> None:
        """Let go of the ERP, for one that was never started."""
        self._stop_listening()
        self.mirror.close()

    def stop(self) -> None:
        """End after the round under way."""
        self._stop_listening()
        self.runtime.stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def refresh(self) -> None:
        """One round: tell pages which documents changed, then mirror them."""
        with self.runtime.mirror_turn:
            try:
                self._announce()
                self.mirror.refresh()
            except Exception as failure:
                self.runtime.mirroring.failure = failure
                raise
            self.runtime.mirroring = Mirroring(
                as_of=dt.datetime.now(dt.UTC), left_out=self.mirror.left_out
            )

    def _announce(self) -> None:
        database = self.runtime.database
        assert database is not None
        library.of(self.runtime)  # on a new day other definitions may be in force
        rows = changes.since(database, self._seen)
        if not rows:
            return
        self._seen = rows[-1].id
        if any(row.model in library.MODELS for row in rows):
            library.refresh(self.runtime)
        told = {(row.model, row.record): row.operation for row in rows}
        if len(told) > 500:  # a bulk job: pages reload by the facts event instead
            return
        for (model, record), operation in told.items():
            self.runtime.events.publish("document", model=model, id=record, operation=operation)

    def _run(self) -> None:
        while not self.runtime.stopping.is_set():
            self._wake.clear()
            wait = POLL_SECONDS
            began = time.monotonic()
            try:
                self.refresh()
                if self.runtime.progress.task:
                    now = time.monotonic()
                    self._rest(now + BULK_PATIENCE * (now - began))
                    continue
            except Exception:
                if self.runtime.stopping.is_set():
                    return
                logger.exception("mirroring the ERP failed; trying again in %s s", RETRY_SECONDS)
                wait = RETRY_SECONDS
            self._wake.wait(wait)

    def _rest(self, until: float) -> None:
        """Wait until then, or until the long job ends: its last documents are wanted at once."""
        while self.runtime.progress.task and time.monotonic() < until:
            if self.runtime.stopping.wait(POLL_SECONDS):
                return
