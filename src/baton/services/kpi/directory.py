"""Units, positions and people of the ERP as holders of targets, inside one transaction."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.kernel import Erp

KINDS = ("unit", "position", "person")


class Directory:
    """Everybody and everything that can hold a target.

    Args:
        erp: the ERP inside the transaction that asks.
    """

    def __init__(self, erp: Erp) -> None:
        self._units = erp.get("baton.org.unit")
        with erp.context(active_test=False):
            self.units: dict[str, Any] = {str(one.id): one for one in self._units.search([])}
            positions = erp.get("baton.org.position").search([])
            people = erp.get("company.employee").search([])
        self.positions: dict[str, Any] = {str(one.id): one for one in positions}
        self.people: dict[str, Any] = {str(one.id): one for one in people}
        seats = erp.get("baton.org.assignment").search([], order=[("id", "ASC")])
        self._seats = [
            (
                str(one.employee.id),
                str(one.unit.id),
                str(one.position.id) if one.position else "",
                bool(one.primary),
                one.from_date or dt.date.min,
                one.to_date or dt.date.max,
            )
            for one in seats
        ]
        self._trees: dict[dt.date, dict[str | None, list[str]]] = {}

    # --- one holder -----------------------------------------------------------------------

    def holder(self, kind: str, key: str, day: dt.date) -> Holder:
        """The holder; a person belongs to the unit of that day, else to the latest one.

        Raises:
            BatonError: there is no such kind of holder, or the person never had a unit.
            NotFoundError: there is no such unit, position or person.
        """
        if kind == "unit" and key in self.units:
            return Holder(kind, key, key)
        if kind == "position" and key in self.positions:
            return Holder(kind, key, str(self.positions[key].unit.id))
        if kind == "person" and key in self.people:
            unit = self.unit_of(key, day)
            if unit is None:
                raise BatonError("services.person_without_unit", person=self._person(key))
            return Holder(kind, key, unit)
        if kind not in KINDS:
            raise BatonError("services.holder_kind", kind=kind)
        raise NotFoundError("services.no_such_holder", kind=kind, key=key)

    def unit_of(self, person: str, day: dt.date) -> str | None:
        """The unit a person works in on a day, the nearest one when on none that day."""
        seats = [seat for seat in self._seats if seat[0] == person and seat[3]]
        on_day = [seat for seat in seats if seat[4] <= day <= seat[5]]
        if on_day:
            return on_day[-1][1]
        later = sorted((seat for seat in seats if seat[4] > day), key=lambda seat: seat[4])
        earlier = sorted((seat for seat in seats if seat[5] < day), key=lambda seat: seat[5])
        found = later[:1] or earlier[-1:]
        return found[0][1] if found else None

    def name(self, holder: Holder) -> str:
        """What the holder is called."""
        if holder.kind == "person":
            return self._person(holder.key)
        if holder.kind == "position":
            return str(self.positions[holder.key].name)
        return self.unit_name(holder.key)

    def unit_name(self, key: str) -> str:
        """What a unit is called."""
        return str(self.units[key].name) if key in self.units else key

    def _person(self, key: str) -> str:
        return str(self.people[key].party.name or self.people[key].code or key)

    def is_top(self, holder: Holder, day: dt.date) -> bool:
        """Whether nobody but the planners can agree for it: the company, or a unit unheaded."""
        roots = self._below(day)[None]
        return holder.unit in roots or self.head(holder.unit, day) is None

    def head(self, unit: str, day: dt.date) -> str | None:
        """Who heads a unit on a day."""
        for person, place, position, _, first, last in self._seats:
            held = place == unit and first <= day <= last and position
            if held and self.positions[position].is_head:
                return person
        return None

    # --- several --------------------------------------------------------------------------

    def roots(self, day: dt.date) -> list[Holder]:
        """The units at the top on a day: the company."""
        return [Holder("unit", key, key) for key in self._below(day)[None]]

    def children(self, unit: str, day: dt.date) -> list[Holder]:
        """The units directly below on a day."""
        return [Holder("unit", key, key) for key in self._below(day).get(unit, [])]

    def subtree(self, unit: str, day: dt.date) -> set[str]:
        """The unit with all below it on a day."""
        below, found, waiting = self._below(day), set(), [unit]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += below.get(key, [])
        return found

    def staff(self, unit: str, day: dt.date) -> list[Holder]:
        """Those who work in the unit itself on a day; its head answers for the unit already."""
        head = self.head(unit, day)
        found = [
            person
            for person, place, _, primary, first, last in self._seats
            if place == unit and primary and first <= day <= last
        ]
        others = [person for person in found if person != head] or found
        return [Holder("person", person, unit) for person in others]

    def places_on(self, day: dt.date) -> dict[str, str]:
        """The unit of everybody who works on a day, by the person's key."""
        return {
            person: unit
            for person, unit, _, primary, first, last in self._seats
            if primary and first <= day <= last
        }

    def headcount(self, holder: Holder, day: dt.date) -> int:
        """How many people: of a unit with all below it, of a position; one for a person."""
        if holder.kind == "person":
            return 1
        places = self.subtree(holder.key, day) if holder.kind == "unit" else set()
        return sum(
            1
            for _, place, position, primary, first, last in self._seats
            if primary
            and first <= day <= last
            and (position == holder.key if holder.kind == "position" else place in places)
        )

    def holders_of(self, position: str, day: dt.date) -> list[Holder]:
        """Who holds a position on a day."""
        return [
            Holder("person", person, unit)
            for person, unit, held, _, first, last in self._seats
            if held == position and first <= day <= last
        ]

    def find(self, kind: str, text: str) -> list[str]:
        """The keys of those with this code or name (names in any language that is stored)."""
        wanted = text.strip().casefold()
        if kind == "person":
            return [
                key
                for key, one in self.people.items()
                if wanted in {str(one.code or "").casefold(), str(one.party.name).casefold()}
            ]
        records = self.units if kind == "unit" else self.positions
        return [
            key
            for key, one in records.items()
            if wanted in {str(one.code or "").casefold(), str(one.name).casefold()}
        ]

    def _below(self, day: dt.date) -> dict[str | None, list[str]]:
        if day not in self._trees:
            found: dict[str | None, list[str]] = defaultdict(list)
            for unit, parent in sorted(self._units.tree_on(day).items()):
                found[None if parent is None else str(parent)].append(str(unit))
            self._trees[day] = found
        return self._trees[day]
