"""The organisation as the facts know it: the tree of a day, who leads what, and periods."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base import clock
from baton.base.errors import BatonError
from baton.base.periods import Grain, Period

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

PERIODS_SHOWN = {
    Grain.DAY: 62,
    Grain.WEEK: 60,
    Grain.MONTH: 48,
    Grain.QUARTER: 20,
    Grain.YEAR: 10,
}


@dataclass(frozen=True)
class Unit:
    """One unit on one stretch of days; ``None`` dates are open."""

    source: str
    key: str
    parent: str | None
    name: str
    kind: str
    head: str | None
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the unit stood like this on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Assignment:
    """A person's place in a unit on a stretch of days."""

    person: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    position: str | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Organisation:
    """Units and assignments as of one version of their tables."""

    version: tuple[int, ...]
    units: tuple[Unit, ...]
    assignments: tuple[Assignment, ...]
    _trees: dict[date, dict[str, Unit]] = field(default_factory=dict, compare=False)

    def on(self, day: date) -> dict[str, Unit]:
        """The units of a day by key."""
        if day not in self._trees:
            self._trees[day] = {unit.key: unit for unit in self.units if unit.valid_on(day)}
        return self._trees[day]

    def children(self, day: date) -> dict[str | None, list[Unit]]:
        """The units of a day by their parent's key; ``None`` holds the roots."""
        units = self.on(day)
        found: dict[str | None, list[Unit]] = defaultdict(list)
        for unit in units.values():
            found[unit.parent if unit.parent in units else None].append(unit)
        for below in found.values():
            below.sort(key=lambda unit: (len(unit.key), unit.key))
        return found

    def below(self, keys: set[str], day: date) -> frozenset[str]:
        """The units with everything below them on a day."""
        children = self.children(day)
        found: set[str] = set()
        waiting = [key for key in keys if key in self.on(day)]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += [unit.key for unit in children.get(key, [])]
        return frozenset(found)

    def led_by(self, person: str, day: date) -> set[str]:
        """The units a person heads on a day."""
        return {unit.key for unit in self.on(day).values() if unit.head == person}

    def units_of(self, person: str, day: date) -> set[str]:
        """The units a person works in on a day."""
        return {one.unit for one in self.assignments if one.person == person and one.valid_on(day)}

    def positions_of(self, person: str, day: date) -> set[str]:
        """The positions a person holds on a day."""
        return {
            one.position
            for one in self.assignments
            if one.position and one.person == person and one.valid_on(day)
        }


_known: WeakKeyDictionary[Any, Organisation] = WeakKeyDictionary()
_lock = threading.Lock()


def organisation(runtime: Runtime) -> Organisation:
    """The organisation of the newest facts; kept until it changes."""
    store = runtime.store
    with _lock:
        known = _known.get(store)
    version = tuple(store.changed_at.get(table, 0) for table in ("org_unit", "assignment"))
    if known is not None and known.version == version:
        return known
    units = tuple(
        Unit(
            row["source"],
            row["key"],
            row["parent"],
            row["name"] or row["key"],
            row["kind"] or "unit",
            row["head"],
            row["valid_from"],
            row["valid_to"],
        )
        for row in store.query(store.table("org_unit")).to_pylist()
    )
    assignments = tuple(
        Assignment(
            row["person"], row["org_unit"], row["valid_from"], row["valid_to"], row["position"]
        )
        for row in store.query(store.table("assignment")).to_pylist()
    )
    found = Organisation(version, units, assignments)
    with _lock:
        _known[store] = found
    return found


def today() -> date:
    """The day it is for the company."""
    return clock.today()


def tree(runtime: Runtime, person: Person, on: date | None = None) -> list[dict[str, Any]]:
    """The tree of a day, cut to what the person may see."""
    from baton.services import scope

    day = on or today()
    allowed = scope.of(runtime, person).units
    children = organisation(runtime).children(day)

    def nodes(parent: str | None) -> list[dict[str, Any]]:
        found = []
        for unit in children.get(parent, []):
            below = nodes(unit.key)
            if allowed is None or unit.key in allowed:
                found.append(
                    {"key": unit.key, "name": unit.name, "kind": unit.kind, "children": below}
                )
            else:
                found += below  # a unit led below one that may not be seen stands alone
        return found

    return nodes(None)


def known(runtime: Runtime, key: str) -> bool:
    """Whether there is or was such a unit."""
    return any(unit.key == key for unit in organisation(runtime).units)


def name_of(runtime: Runtime, key: str | None) -> str | None:
    """The name of a unit, whatever the day; None for no unit."""
    if key is None:
        return None
    named = [unit.name for unit in organisation(runtime).units if unit.key == key]
    return named[-1] if named else key


def periods(runtime: Runtime, person: Person, grain: str) -> list[dict[str, str]]:
    """Periods up to today, newest first.

    Raises:
        BatonError: there is no such grain, or it has no list (total).
    """
    del runtime, person
    wanted = Grain.of(grain)
    if wanted not in PERIODS_SHOWN:
        raise BatonError("services.grain_without_periods", grain=grain)
    now = Period.of(today(), wanted)
    found = [now.previous(back) if back else now for back in range(PERIODS_SHOWN[wanted])]
    return [
        {
            "label": one.label,
            "grain": one.grain.value,
            "start": one.start.isoformat(),
            "end": one.last_day.isoformat(),
        }
        for one in found
    ]
