"""The dated tree of org units: who is below whom on a day.

A unit has one row for each time it stood somewhere else. Rows dated outside all of them count
with the nearest one, so that the units below always add up to the unit above.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from baton.base.errors import BatonError, NotFoundError

MAX_DEPTH = 50
"""Levels of the tree; more is a circle."""


@dataclass(frozen=True)
class Place:
    """Where a unit stands for some time.

    Args:
        chain: the units from the root to the unit itself.
        start, end: first day and end (exclusive); None where open.
    """

    chain: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True)
class _Version:
    parent: str | None
    start: dt.date | None
    end: dt.date | None


class OrgTree:
    """All org units of one version of the store.

    Args:
        rows: of the table ``org_unit``.
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        versions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            versions[row["key"]].append(row)
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str | None] = {}
        self._versions: dict[str, list[_Version]] = {}
        for key, own in versions.items():
            ordered = sorted(own, key=lambda row: row["valid_from"] or dt.date.min)
            self.names[key] = ordered[-1]["name"] or key
            self.kinds[key] = ordered[-1]["kind"]
            self._versions[key] = _without_gaps(ordered)
        self._places: dict[str, list[Place]] = {}
        self._children: dict[tuple[str | None, dt.date], list[str]] = {}
        self._by_unit: dict[str, list[tuple[str, Place]]] = defaultdict(list)
        for key in self._versions:
            for place in self.places(key):
                for above in place.chain:
                    self._by_unit[above].append((key, place))

    def places(self, unit: str) -> list[Place]:
        """Where ``unit`` stood, in order of time.

        Raises:
            BatonError: ``metrics.org_circle`` when it stands below itself.
        """
        if unit not in self._places:
            self._places[unit] = self._find_places(unit, 0)
        return self._places[unit]

    def _find_places(self, unit: str, depth: int) -> list[Place]:
        if depth > MAX_DEPTH:
            raise BatonError("metrics.org_circle", unit=self.names.get(unit, unit))
        found: list[Place] = []
        for version in self._versions[unit]:
            above = version.parent
            if above is None or above not in self._versions:
                found.append(Place((unit,), version.start, version.end))
                continue
            for place in self._find_places(above, depth + 1):
                start = _later(version.start, place.start)
                end = _sooner(version.end, place.end)
                if start is None or end is None or start < end:
                    found.append(Place((*place.chain, unit), start, end))
        return found

    def key_of(self, text: str) -> str:
        """The key of the unit with this key or name.

        Raises:
            NotFoundError: there is none.
        """
        if text in self._versions:
            return text
        named = [key for key, name in self.names.items() if name == text]
        if not named:
            raise NotFoundError("metrics.unknown_org", name=text)
        return named[0]

    def below(self, unit: str) -> list[tuple[str, Place]]:
        """All units of the subtree, ``unit`` included, with the times they are in it."""
        return self._by_unit.get(unit, [])

    def subtrees(self) -> dict[str, list[str]]:
        """Each unit with all units below it, itself included; of a tree that never changed."""
        return {
            unit: sorted({key for key, _ in self._by_unit[unit]}) for unit in sorted(self._versions)
        }

    @cached_property
    def is_still(self) -> bool:
        """Whether no unit has ever moved."""
        return all(
            place.start is None and place.end is None
            for places in self._places.values()
            for place in places
        )

    def children(self, unit: str | None, day: dt.date) -> list[str]:
        """The units directly below ``unit`` (the roots for None) on a day, by name."""
        if (unit, day) not in self._children:
            found = []
            for key in self._versions:
                for place in self.places(key):
                    above = place.chain[-2] if len(place.chain) > 1 else None
                    if above == unit and _holds(place, day):
                        found.append(key)
            self._children[unit, day] = sorted(found, key=lambda key: self.names[key])
        return self._children[unit, day]

    def rolled_up(
        self, level: str, unit: str | None
    ) -> tuple[tuple[str, dt.date | None, dt.date | None, str], ...]:
        """Each unit with the unit above (or itself) that stands for it.

        Args:
            level: ``children`` of ``unit``, ``level1`` (roots), ``level2`` …, or a kind of
                unit, e.g. ``department``: the nearest one above.

        Raises:
            BatonError: ``metrics.unknown_level``.
        """
        kinds = {kind for kind in self.kinds.values() if kind}
        numbered = level.removeprefix("level")
        if level != "children" and not numbered.isdigit() and level not in kinds:
            known = ", ".join(["children", "level1", "level2", *sorted(kinds)])
            raise BatonError("metrics.unknown_level", level=level, known=known)
        rows = []
        for key in self._versions:
            for place in self.places(key):
                above = self._above(place.chain, level, unit)
                if above is not None:
                    rows.append((key, place.start, place.end, above))
        return tuple(rows)

    def _above(self, chain: tuple[str, ...], level: str, unit: str | None) -> str | None:
        if level == "children":
            if unit is None:
                return chain[0]
            if unit not in chain:
                return None
            at = chain.index(unit) + 1
            return chain[at] if at < len(chain) else unit
        numbered = level.removeprefix("level")
        if numbered.isdigit():
            return chain[min(max(int(numbered), 1), len(chain)) - 1]
        return next((key for key in reversed(chain) if self.kinds[key] == level), None)


def _without_gaps(rows: list[Mapping[str, Any]]) -> list[_Version]:
    """The versions of a unit, each lasting until the next begins."""
    starts: list[dt.date | None] = [None, *(row["valid_from"] for row in rows[1:])]
    ends = [*starts[1:], None]
    return [
        _Version(row["parent"], start, end)
        for row, start, end in zip(rows, starts, ends, strict=True)
    ]


def _holds(place: Place, day: dt.date) -> bool:
    return (place.start is None or place.start <= day) and (place.end is None or day < place.end)


def _later(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return max((day for day in (a, b) if day is not None), default=None)


def _sooner(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return min((day for day in (a, b) if day is not None), default=None)
