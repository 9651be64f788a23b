"""Who may set what: the strategy, definitions, targets, and who agrees to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from baton.base.errors import ForbiddenError
from baton.services import org, scope

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

STRATEGISTS = frozenset({"general_manager", "administrator"})
"""Roles that draw the strategy."""
DEFINERS = STRATEGISTS | {"finance", "hr"}
"""Roles that define indicators."""
PLANNERS = STRATEGISTS | {"hr"}
"""Roles that set targets anywhere."""
CLOSERS = STRATEGISTS | {"finance"}
"""Roles that close periods and restate them."""
AUDITORS = STRATEGISTS | {"finance", "hr"}
"""Roles that read the log of changes."""


def check(person: Person, roles: frozenset[str], doing: str) -> None:
    """Refuse what only some roles may do.

    Args:
        doing: a message key that says what, e.g. ``services.doing_strategy``.

    Raises:
        ForbiddenError: the person has none of the roles.
    """
    if not person.roles & roles:
        raise ForbiddenError(doing)


@dataclass(frozen=True)
class Holder:
    """Who answers for a target.

    Attributes:
        kind: ``unit``, ``position`` or ``person``.
        key: its id as text.
        unit: the unit it belongs to: itself, the position's, or the person's.
    """

    kind: str
    key: str
    unit: str


@dataclass(frozen=True)
class Reach:
    """Whose targets a person may see, set and agree to.

    Attributes:
        everything: all of the company.
        led: keys of the units led, with all below.
        heads: keys of the units headed directly.
        own: keys of the units worked in.
        employee: the person's own key.
        positions: keys of the positions held.
        planner: sets targets anywhere.
        house: where several companies share the ERP, the units of the own one: nothing beyond
            them is the person's to see or set. None where there is one company.
    """

    everything: bool
    led: frozenset[str]
    heads: frozenset[str]
    own: frozenset[str]
    employee: str | None
    planner: bool
    positions: frozenset[str] = frozenset()
    house: frozenset[str] | None = None

    def _abroad(self, holder: Holder) -> bool:
        return self.house is not None and holder.unit not in self.house

    def sees(self, holder: Holder) -> bool:
        """Own targets, those of the own position and unit, and all of the units led."""
        if self._abroad(holder):
            return False
        if self.everything or holder.unit in self.led:
            return True
        if holder.kind == "person":
            return holder.key == self.employee
        if holder.kind == "position":
            return holder.key in self.positions
        return holder.unit in self.own

    def sets(self, holder: Holder) -> bool:
        """Targets below the units headed: of lower units, positions and people, not the own."""
        if self._abroad(holder):
            return False
        if self.planner:
            return True
        if holder.unit not in self.led:
            return False
        if holder.kind == "person":
            return holder.key != self.employee
        return holder.kind == "position" or holder.key not in self.heads

    def agrees(self, holder: Holder, *, top: bool) -> bool:
        """The side that is to reach it: the person, or the head of the unit.

        Args:
            top: the holder is the company itself, or a unit without a head.
        """
        if self._abroad(holder):
            return False
        if holder.kind == "person":
            return holder.key == self.employee
        return holder.unit in self.heads or (top and self.planner)


def of(runtime: Runtime, person: Person) -> Reach:
    """The person's reach today."""
    everything = bool(person.roles & scope.SEE_EVERYTHING)
    planner = bool(person.roles & PLANNERS)
    known, day = org.organisation(runtime), org.today()
    house = None if person.house is None else known.below({person.house}, day)
    if person.employee is None:
        nothing: frozenset[str] = frozenset()
        return Reach(everything, nothing, nothing, nothing, None, planner, house=house)
    key = str(person.employee)
    heads = frozenset(known.led_by(key, day))
    return Reach(
        everything,
        known.below(set(heads), day),
        heads,
        frozenset(known.units_of(key, day)),
        key,
        planner,
        frozenset(known.positions_of(key, day)),
        house,
    )


def check_sees(reach: Reach, holders: Iterable[Holder]) -> None:
    """Refuse to show what is not the person's to see.

    Raises:
        ForbiddenError: with the unit or person.
    """
    for holder in holders:
        if not reach.sees(holder):
            if holder.kind == "person":
                raise ForbiddenError("services.person_forbidden", person=holder.key)
            raise ForbiddenError("services.unit_forbidden", unit=holder.key)


def check_sets(reach: Reach, holders: Iterable[Holder]) -> None:
    """Refuse to set targets that are not the person's to set.

    Raises:
        ForbiddenError: with the unit or person.
    """
    for holder in holders:
        if not reach.sets(holder):
            raise ForbiddenError("services.target_not_yours", kind=holder.kind, key=holder.key)
