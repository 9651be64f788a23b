"""Whose figures a person may see: the own rows, what the person leads, or everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baton.base.errors import ForbiddenError
from baton.services import org

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

SEE_EVERYTHING = frozenset({"general_manager", "finance", "hr", "administrator"})
"""Roles whose work is the whole company's figures."""


@dataclass(frozen=True)
class Scope:
    """What a person may see.

    Attributes:
        units: keys of the units led, with all below them; None for the whole company.
        home: the unit shown when none is asked for: the topmost of those led.
        person: key of the person, whose own rows are always seen; None for who sees all or
            is no employee.
    """

    units: frozenset[str] | None
    home: str | None
    person: str | None = None

    def unit(self, asked: str | None) -> str | None:
        """The unit to compute for.

        Raises:
            ForbiddenError: the person may not see the unit asked for.
        """
        if self.units is None:
            return asked
        if asked is None:
            return self.home
        if asked not in self.units:
            raise ForbiddenError("services.unit_forbidden", unit=asked)
        return asked


def of(runtime: Runtime, person: Person) -> Scope:
    """The person's scope today.

    Who leads a unit sees it with all below; everybody else the own rows alone, wherever in the
    tree they work.
    """
    if person.roles & SEE_EVERYTHING:
        return _whole_company(runtime, person)
    if person.employee is None:
        return Scope(frozenset(), None)
    known, day, key = org.organisation(runtime), org.today(), str(person.employee)
    units = known.below(known.led_by(key, day), day)
    return Scope(units, _topmost(known, units), key)


def _whole_company(runtime: Runtime, person: Person) -> Scope:
    """Everything; where there are several companies, everything of the person's own."""
    if person.house is None:
        return Scope(None, None)
    units = org.organisation(runtime).below({person.house}, org.today())
    return Scope(units, person.house if person.house in units else None)


def sees_person(runtime: Runtime, person: Person, asked: str) -> bool:
    """Whether somebody's figures are the person's to see: the own ones, or of the own units."""
    seen = of(runtime, person)
    if seen.units is None or asked == seen.person:
        return True
    places = org.organisation(runtime).units_of(asked, org.today())
    return bool(places) and places <= seen.units


def check_person(runtime: Runtime, person: Person, asked: str | None) -> None:
    """Refuse another person's figures unless that person is in the scope.

    Raises:
        ForbiddenError: the person asked for works elsewhere, or does not exist.
    """
    if asked is not None and not sees_person(runtime, person, asked):
        raise ForbiddenError("services.person_forbidden", person=asked)


def _topmost(known: org.Organisation, units: frozenset[str]) -> str | None:
    """The unit of the set with the most of the set below it."""
    day = org.today()

    def weight(key: str) -> tuple[int, str]:
        return len(known.below({key}, day) & units), key

    return max(units, key=weight, default=None)
