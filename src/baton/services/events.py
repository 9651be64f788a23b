"""Who wants to know what just happened in this process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that pages may want to show at once.

    Attributes:
        kind: ``facts`` (new figures), ``document`` (one record changed), ``screen`` (a big screen
            or a link to it changed), ``strategy`` (something on a map), ``inbox`` (one user has
            news), ``rule`` (an alert rule is to be looked at) or ``progress``.
        data: plain values; what each kind carries is in docs/architecture.md.
    """

    kind: str
    data: dict[str, Any] = field(default_factory=dict)


class EventHub:
    """Hands every event to every listener, in the thread that publishes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[int, Callable[[Event], None]] = {}
        self._next = 0

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call ``listener`` with each event from now on; returns how to stop that.

        The listener must return at once: it runs in the publisher's thread.
        """
        with self._lock:
            key = self._next
            self._next += 1
            self._listeners[key] = listener

        def stop() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return stop

    def publish(self, kind: str, **data: Any) -> None:
        """Tell everybody; a listener that fails is logged and does not stop the others."""
        event = Event(kind, data)
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            try:
                listener(event)
            except Exception:
                logger.exception("a listener failed on %s", kind)
