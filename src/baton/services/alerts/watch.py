"""The threads behind alerts: one looks at figures, one sends what waits; requests never wait."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from typing import TYPE_CHECKING

from baton.services.alerts import evaluation, inbox, outbox, tidying
from baton.services.alerts.channel import SPACING
from baton.services.alerts.rule import MODEL, ON_FACTS, Rule
from baton.services.alerts.senders import DeliveryError, send
from baton.services.alerts.stamps import Stamps
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.events import Event
    from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

QUIET_SECONDS = 1.0
"""How long no further change of the facts may come before rules are looked at …"""
LEAST_SECONDS = 5.0
"""… and how long at least lies between two looks."""
CLOCK_SECONDS = 60.0
"""How often the day's rules are looked for."""
DAY_BEGINS = dt.time(7, 0)
"""When the rules of the day are looked at, by the company's clock."""
LOG_SECONDS = 600.0
"""How often a run is written down in which nothing was new."""
POLL_SECONDS = 2.0
"""How often the outbox is looked into."""
MOST_SENDERS = 8
"""Channels that send at the same time."""
PAUSE_SECONDS = 30.0
"""How long a channel rests by which something did not go through."""


class Alerts:
    """The threads of alerts; one of each per process that serves."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._wake = threading.Event()
        self._stamps = Stamps(runtime)
        self._logged: dict[int, float] = {}
        self._sending: dict[int, threading.Thread] = {}
        self._resting: dict[int, float] = {}
        self._threads = [
            threading.Thread(target=self._watch, name="alerts", daemon=True),
            threading.Thread(target=self._post, name="outbox", daemon=True),
        ]
        self._tidied: dt.date | None = None
        self._stops = (
            runtime.store.subscribe(lambda *_: self._wake.set()),
            runtime.events.subscribe(self._heard),
        )

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the rule and the messages under way."""
        self.stop_listening()
        self._runtime.stopping.set()
        self._wake.set()
        for thread in [*self._threads, *self._sending.values()]:
            if thread.is_alive():
                thread.join(timeout=15)

    def stop_listening(self) -> None:
        """No longer wake up when something changes."""
        for stop in self._stops:
            stop()

    def _heard(self, event: Event) -> None:
        if event.kind == "rule":
            self._wake.set()

    # --- looking ---------------------------------------------------------------------------

    def _watch(self) -> None:
        stopping = self._runtime.stopping
        while not stopping.is_set():
            self._wake.clear()
            try:
                self.look()
            except Exception:
                if not stopping.is_set():
                    logger.exception("alert rules could not be looked at")
            stopping.wait(LEAST_SECONDS)
            if self._wake.wait(CLOCK_SECONDS):
                stopping.wait(QUIET_SECONDS)

    def look(self) -> None:
        """Run every rule that is due: whose facts changed, or once a day."""
        if self._runtime.progress.task or self._runtime.mirroring.as_of is None:
            return  # a long job changes facts without end; before the first mirroring all is red
        self._tidy()
        for rule in evaluation.active_rules(self._runtime):
            if self._runtime.stopping.is_set():
                return
            try:
                if rule.kind in ON_FACTS:
                    self._on_facts(rule)
                else:
                    self._of_the_day(rule)
            except Exception:
                logger.exception("alert rule %s failed", rule.id)

    def _tidy(self) -> None:
        today = dt.datetime.now(dt.UTC).date()
        if self._tidied != today and tidying.tidy(self._runtime) == 0:
            self._tidied = today

    def _on_facts(self, rule: Rule) -> None:
        stamp = self._stamps.of(rule)
        if self._stamps.known(rule, stamp):
            return
        now = time.monotonic()
        due = now - self._logged.get(rule.id, -LOG_SECONDS) >= LOG_SECONDS
        outcome = evaluation.run(self._runtime, rule, "facts", log_quiet=due)
        self._stamps.keep(rule, stamp)
        if due:
            self._logged[rule.id] = now
        inbox.tell(self._runtime, outcome.users)

    def _of_the_day(self, rule: Rule) -> None:
        now = dt.datetime.now(dt.UTC).astimezone(self._zone())
        if now.time() < DAY_BEGINS or rule.looked_on == now.date():
            return
        outcome = evaluation.run(self._runtime, rule, "schedule")

        def seen(erp: Erp) -> None:
            rules = erp.get(MODEL)
            rules.write(rules.search([("id", "=", rule.id)]), {"looked_on": now.date()})

        database(self._runtime).run(0, seen)
        inbox.tell(self._runtime, outcome.users)

    def _zone(self) -> dt.tzinfo:
        return database(self._runtime).run(0, outbox.zone_of, readonly=True)

    # --- sending ---------------------------------------------------------------------------

    def _post(self) -> None:
        stopping = self._runtime.stopping
        while not stopping.is_set():
            try:
                self._send_due()
            except Exception:
                if not stopping.is_set():
                    logger.exception("the outbox could not be read")
            stopping.wait(POLL_SECONDS)

    def _send_due(self) -> None:
        """One thread a channel: one that hangs keeps only its own messages waiting."""
        self._sending = {key: one for key, one in self._sending.items() if one.is_alive()}
        for channel in outbox.due(self._runtime):
            if channel in self._sending or len(self._sending) >= MOST_SENDERS:
                continue
            if time.monotonic() < self._resting.get(channel, 0):
                continue
            thread = threading.Thread(
                target=self._send_all, args=(channel,), name=f"send-{channel}", daemon=True
            )
            self._sending[channel] = thread
            thread.start()

    def _send_all(self, channel: int) -> None:
        if not send_all(self._runtime, channel):
            self._resting[channel] = time.monotonic() + PAUSE_SECONDS


def send_all(runtime: Runtime, channel: int) -> bool:
    """Send what a channel has waiting; False when one did not go through, the rest waits then."""
    try:
        while not runtime.stopping.is_set():
            parcel = outbox.take(runtime, channel)
            if parcel is None:
                return True
            try:
                answer = send(parcel.channel, parcel.message)
            except DeliveryError as error:
                outbox.failed(runtime, parcel, str(error), permanent=error.permanent)
                if not error.permanent:
                    return False
            except Exception as error:  # a bug of ours must not stop the other messages
                logger.exception("sending by channel %s failed", channel)
                outbox.failed(runtime, parcel, repr(error), permanent=False)
                return False
            else:
                outbox.sent(runtime, parcel, answer)
            runtime.stopping.wait(SPACING.get(parcel.channel.kind, 0))
    except Exception:
        if not runtime.stopping.is_set():
            logger.exception("the outbox of channel %s could not be worked off", channel)
        return False
    return True
