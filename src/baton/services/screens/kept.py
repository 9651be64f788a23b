"""Answers to single widgets, kept until one of the tables they were read from changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.metrics.facts.paths import reached

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

KEPT_ANSWERS = 1000

SHARED = ("member", "org_unit", "assignment", "target", "availability")
"""Tables every answer depends on: names, the tree, goals."""

Stamp = tuple[int, ...]


def stamp_of(runtime: Runtime, facts: Iterable[str]) -> Stamp:
    """When the facts, those their rows lead to, and what all answers share last changed."""
    known = runtime.store.facts
    tables = {table for fact in facts for table in reached(known, fact)}
    changed = runtime.store.changed_at
    return tuple(changed.get(table, 0) for table in (*sorted(tables), *SHARED))


class Kept:
    """The most recently used answers, each with the stamp of what it was read from."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Stamp, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, stamp: Stamp) -> Any:
        """The answer, or None when there is none or its tables changed since."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[0] != stamp:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, stamp: Stamp, answer: Any) -> None:
        """Keep an answer that was worked out from tables as of ``stamp``."""
        with self._lock:
            self._kept[key] = (stamp, answer)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)


_of_store: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def kept(runtime: Runtime) -> Kept:
    """The kept answers of a running installation's facts."""
    with _lock:
        return _of_store.setdefault(runtime.store, Kept())
