"""A re-entrant lock that serves its waiters in the order they came."""

from __future__ import annotations

import threading
from collections import deque


class FairLock:
    """First come, first served; the holder may take it again.

    Python's own RLock lets a thread that releases and takes again overtake those who wait: a
    bulk job would starve the people at the pages.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._owner: int | None = None
        self._depth = 0

    def acquire(self, timeout: float) -> bool:
        """Take the lock; False when it was not had within ``timeout`` seconds."""
        me = threading.get_ident()
        with self._guard:
            if self._owner in (None, me):
                self._owner = me
                self._depth += 1
                return True
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        if gate.acquire(timeout=timeout):
            with self._guard:
                self._owner = me
            return True
        with self._guard:
            if gate in self._waiting:
                self._waiting.remove(gate)
                return False
            self._owner = me  # handed over in the very moment of giving up
            return True

    def release(self) -> None:
        """Give the lock back once; the longest waiter gets it when the holder is through."""
        with self._guard:
            if self._owner != threading.get_ident():
                raise RuntimeError("released by a thread that does not hold the lock")
            self._depth -= 1
            if self._depth:
                return
            if self._waiting:
                # the next one owns it from here on; -1 keeps newcomers out until it has woken
                self._owner, self._depth = -1, 1
                self._waiting.popleft().release()
            else:
                self._owner = None
