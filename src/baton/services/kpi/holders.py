"""Everybody and everything that a person may look at or set targets for, in the tree's order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from baton.services import org
from baton.services.erp import database
from baton.services.kpi import records, rights
from baton.services.kpi.directory import Directory
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """The holders of today: each unit, then its positions, its people and the units below.

    ``level`` is how deep the unit stands, ``writable`` whether the person sets its targets,
    ``agreeable`` whether the person is the side that agrees to them, ``own`` whether they are
    the person's own: of the person, of a position held, of a unit headed.
    """
    reach, day = rights.of(runtime, person), org.today()

    def look(erp: Erp) -> list[dict[str, Any]]:
        directory = Directory(erp)
        positions, people = defaultdict(list), defaultdict(list)
        for key, one in directory.positions.items():
            positions[str(one.unit.id)].append(Holder("position", key, str(one.unit.id)))
        for key, unit in directory.places_on(day).items():
            people[unit].append(Holder("person", key, unit))

        def below(unit: Holder, level: int) -> Iterator[tuple[Holder, int]]:
            yield unit, level
            for one in [*positions[unit.key], *people[unit.key]]:
                yield one, level + 1
            for child in directory.children(unit.key, day):
                yield from below(child, level + 1)

        return [
            {
                **records.holder_told(holder, directory),
                "level": level,
                "writable": reach.sets(holder),
                "agreeable": reach.agrees(holder, top=directory.is_top(holder, day)),
                "own": _own(reach, holder),
            }
            for top in directory.roots(day)
            for holder, level in below(top, 0)
            if reach.sees(holder) or reach.sets(holder)
        ]

    return database(runtime).run(
        person.user, look, readonly=True, check_access=False, language=person.language
    )


def _own(reach: rights.Reach, holder: Holder) -> bool:
    if holder.kind == "person":
        return holder.key == reach.employee
    if holder.kind == "position":
        return holder.key in reach.positions
    return holder.key in reach.heads
