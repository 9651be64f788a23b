"""Works out the cockpit before it is asked for: at the start, and again when facts change."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from baton.base.periods import Grain, Period
from baton.metrics.engine import Access
from baton.services import cockpit, org
from baton.services.figures import Slice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

QUIET_SECONDS = 0.2
"""How long no further change may come before the figures are worked out."""


class Warm:
    """The thread that prepares figures; one per process that serves."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm", daemon=True)
        self._stop_listening = runtime.store.subscribe(lambda *_: self._wake.set())

    def start(self) -> None:
        """Begin with the slices that people open first."""
        self._thread.start()

    def stop(self) -> None:
        """End after the slice under way."""
        self._stop_listening()
        self._runtime.stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _run(self) -> None:
        whole = True
        while not self._runtime.stopping.is_set():
            self._wake.clear()
            if not self._runtime.progress.task:  # a bulk job changes facts without end
                try:
                    whole = not self._prepare(whole)
                except Exception:
                    logger.exception("figures could not be prepared")
            self._wake.wait()
            self._runtime.stopping.wait(QUIET_SECONDS)

    def _prepare(self, whole: bool) -> bool:
        """Prepare what was looked at, and with ``whole`` what may be; False when interrupted."""
        wanted = dict.fromkeys(cockpit.looked_at(self._runtime))
        if whole:
            wanted |= dict.fromkeys(self._usual())
        for one in wanted:
            if self._wake.is_set() or self._runtime.stopping.is_set():
                return False
            began = time.perf_counter()
            cockpit.prepare(self._runtime, one)
            # half of the time is for requests; a low priority would hold the interpreter's lock
            # while it waits for a core
            self._runtime.stopping.wait(time.perf_counter() - began)
        return True

    def _usual(self) -> Iterator[Slice]:
        """This month, the last one and this quarter of the company, of every unit, of a person."""
        day = org.today()
        month = Period.of(day, Grain.MONTH)
        for period in (month, month.previous(), Period.of(day, Grain.QUARTER)):
            yield Slice(period, None, None)
            known = org.organisation(self._runtime)
            for unit in known.on(day):
                yield Slice(period, unit, None)
            # one person stands for all who see their own rows: the queries have the same shape
            for one in known.assignments[:1]:
                own = Access(frozenset(), frozenset({one.person}))
                yield Slice(period, None, own, one.person)
