"""Who looks at a screen: somebody logged in, or whoever holds a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baton.metrics.engine import Access
from baton.services import figures, scope
from baton.services.scope import Scope

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime


@dataclass(frozen=True)
class Viewer:
    """What a screen needs to know of who looks: the language, and whose figures may be seen."""

    language: str
    seen: Scope

    def unit(self, asked: str | None) -> str | None:
        """The unit to compute for.

        Raises:
            ForbiddenError: it may not be seen.
        """
        return self.seen.unit(asked)

    def judged(self, unit: str | None) -> str | None:
        """Whose targets count for a unit's figures: the viewer's own, for who leads no unit."""
        return self.seen.person if unit is None else None

    @property
    def access(self) -> Access | None:
        """The restriction of rows; None is everything."""
        return figures.access_of(self.seen)

    def access_to(self, unit: str | None) -> Access | None:
        """The restriction to rows of one unit and those below it, which the viewer may see."""
        return self.access if unit is None else Access(org_units=frozenset({unit}))


def of(runtime: Runtime, person: Person) -> Viewer:
    """Somebody logged in."""
    return Viewer(person.language, scope.of(runtime, person))
