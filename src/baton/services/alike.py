"""Comparison like with like 同类比较: units of one kind and level, or persons of one position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.base.units import PERSON
from baton.metrics.analysis.forms import Shape, form_of
from baton.metrics.catalogue import Direction
from baton.metrics.engine import Asked
from baton.metrics.score import STANDARD, achievement
from baton.services import figures, org, scope
from baton.services.cockpit import elapsed, targets_of

if TYPE_CHECKING:
    from baton.metrics.catalogue import Indicator
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

KINDS = frozenset({"company", "department", "team"})


@dataclass(frozen=True)
class Group:
    """Those that may be compared with each other.

    Attributes:
        key: ``team.3`` of the teams on the third level; of persons the position's name.
        level: of units how deep they stand, roots are 1.
        names: by key.
        heads: how many people work there.
    """

    key: str
    label: str
    level: int
    names: dict[str, str]
    heads: dict[str, int]


def alike(
    runtime: Runtime,
    person: Person,
    code: str,
    *,
    period: str | None = None,
    unit: str | None = None,
    among: str = "units",
    group: str | None = None,
) -> dict[str, Any]:
    """Units or persons that are alike, ranked; who cannot be compared is named with the reason.

    Sums of units of unlike size are compared per head. Only whole units that the person may see
    take part, and persons whose figures the person may see.

    Args:
        unit: only what stands below it.
        among: ``units`` or ``persons``.
        group: key of the group; the one with most figures when left out.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    indicator = runtime.engine.catalogue.get(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    key = (
        "alike",
        indicator.code,
        *wanted.key,
        unit,
        among,
        group,
        person.user,
        person.language,
        org.today(),
        runtime.engine.catalogue,
    )
    work = lambda: _Ranking(runtime, person, indicator, wanted, unit).told(among, group)  # noqa: E731
    return figures.answers(runtime).get(runtime.store.version, key, work)


class _Ranking:
    """Ranks those alike by one indicator in one period."""

    def __init__(
        self, runtime: Runtime, person: Person, one: Indicator, wanted: Slice, unit: str | None
    ) -> None:
        self.runtime = runtime
        self.person = person
        self.one = one
        self.wanted = wanted
        self.unit = unit
        self.day: date = min(org.today(), wanted.period.last_day)
        self.seen = scope.of(runtime, person)
        self.known = org.organisation(runtime)
        self.root = runtime.engine.catalogue.formula(one.code).root

    def told(self, among: str, group: str | None) -> dict[str, Any]:
        groups = self._units() if among == "units" else self._persons()
        values = {one.key: self._values(among, one) for one in groups}

        def size(one: Group) -> tuple[int, int]:
            found = values[one.key]
            return sum(found.get(key) is not None for key in one.names), len(one.names)

        chosen = next((one for one in groups if one.key == group), None)
        if chosen is None:
            chosen = max(groups, key=size, default=None)
        head = {
            "code": self.one.code,
            "name": self.one.name(self.person.language),
            "unit": self.one.unit.code,
            "decimals": figures.decimals(self.one),
            "direction": self.one.direction.value,
            "period": self.wanted.period.label,
            "among": among,
            "groups": [
                {"key": one.key, "label": one.label, "count": len(one.names), "known": size(one)[0]}
                for one in groups
            ],
        }
        if chosen is None:
            nobody: dict[str, Any] = {
                "measure": "value",
                "rows": [],
                "left_out": [],
                "middle": None,
            }
            return {**head, "group": None, **nobody}
        return {**head, "group": chosen.key, **self._ranked(among, chosen, values[chosen.key])}

    def _units(self) -> list[Group]:
        """The whole units one may see, below the one asked for, by kind and level."""
        units = self.known.on(self.day)
        allowed = set(units) if self.seen.units is None else set(units) & self.seen.units
        if self.unit is not None:
            allowed &= self.known.below({self.unit}, self.day) - {self.unit}
        found: dict[tuple[str, int], list[org.Unit]] = defaultdict(list)
        for key in allowed:
            level = _level(units, key)
            if level > 1:  # a root has nobody beside it
                found[units[key].kind, level].append(units[key])
        return [
            Group(
                f"{kind}.{level}",
                message(
                    f"services.alike_{kind if kind in KINDS else 'other'}",
                    self.person.language,
                    level=level,
                ),
                level,
                {unit.key: unit.name for unit in sorted(own, key=lambda unit: unit.key)},
                {unit.key: self._heads(unit.key) for unit in own},
            )
            for (kind, level), own in sorted(found.items(), key=lambda item: item[0][::-1])
        ]

    def _heads(self, unit: str) -> int:
        below = self.known.below({unit}, self.day)
        return len(
            {
                one.person
                for one in self.known.assignments
                if one.unit in below and one.valid_on(self.day)
            }
        )

    def _persons(self) -> list[Group]:
        """Persons whose figures one may see, by the name of their position."""
        members = self.runtime.engine.world.members()
        positions, people = members.names("position"), members.names("person")
        within = None if self.unit is None else self.known.below({self.unit}, self.day)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for one in self.known.assignments:
            if not one.valid_on(self.day) or (within is not None and one.unit not in within):
                continue
            if not scope.sees_person(self.runtime, self.person, one.person):
                continue
            name = positions.get(one.position or "") or message(
                "services.alike_no_position", self.person.language
            )
            found[name][one.person] = people.get(one.person, one.person)
        return [
            Group(name, name, 0, own, dict.fromkeys(own, 1)) for name, own in sorted(found.items())
        ]

    def _values(self, among: str, group: Group) -> dict[str, Decimal | None]:
        """The figures of a group by key; those without rows are not among them."""
        by = f"org.level{group.level}.key" if among == "units" else "person.key"
        asked = Asked(
            start=self.wanted.period.start,
            end=self.wanted.period.end,
            grain=self.wanted.period.grain,
            by=(by,),
            org=self.wanted.org,
            access=self.wanted.access,
            language=self.person.language,
        )
        (result,) = self.runtime.engine.evaluate_many([self.one.code], asked)
        return {str(key): value for _, key, value in result.rows if key in group.names}

    def _ranked(
        self, among: str, group: Group, values: dict[str, Decimal | None]
    ) -> dict[str, Any]:
        left_out = []
        taken = []
        measure = self._measure(group, [key for key in group.names if values.get(key) is not None])
        for key, name in group.names.items():
            value, heads = values.get(key), group.heads[key]
            if value is None:
                left_out.append(self._left(key, name, "no_data"))
            elif measure == "per_head" and not heads:
                left_out.append(self._left(key, name, "no_people"))
            else:
                compared = value / heads if measure == "per_head" else value
                taken.append(self._row(among, key, name, value, compared) | {"heads": heads})
        taken.sort(key=self._order)
        for place, row in enumerate(taken):
            tie = place > 0 and self._order(taken[place - 1])[:2] == self._order(row)[:2]
            row["rank"] = taken[place - 1]["rank"] if tie else place + 1
        middle = median([row["compared"] for row in taken]) if taken else None
        return {"measure": measure, "rows": taken, "left_out": left_out, "middle": middle}

    def _measure(self, group: Group, keys: Sequence[str]) -> str:
        """Per head where a sum is compared and unlike numbers of people make it up."""
        unlike = len({group.heads[key] for key in keys}) > 1
        adds = form_of(self.root).shape is Shape.SUM and self.one.unit != PERSON
        return "per_head" if adds and unlike else "value"

    def _row(
        self, among: str, key: str, name: str, value: Decimal, compared: Decimal
    ) -> dict[str, Any]:
        """One of the ranked with its own target, judged as its own card would be."""
        months, one = [self.wanted.period], self.one
        unit, own = (key, None) if among == "units" else (None, key)
        target = targets_of(self.runtime, one.code, months, unit, own)[months[0].label]
        running = self.runtime.engine.adds(one.code).time
        share = elapsed(months[0]) if running else Decimal(1)
        due = None if target is None else target * share
        rates = [
            achievement(one.rule, value, goal, limits=one.limits, tolerance=one.tolerance)
            for goal in (target, due)
        ]
        return {
            "key": key,
            "name": name,
            "value": value,
            "compared": compared,
            "target": target,
            "achievement": rates[0],
            "light": STANDARD.light(rates[1]),
        }

    def _order(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """The best first: by what is compared, or where neither way is good by achievement."""
        compared, rate = row["compared"], row["achievement"]
        if self.one.direction is Direction.HIGHER:
            return False, -compared, row["name"]
        if self.one.direction is Direction.LOWER:
            return False, compared, row["name"]
        return rate is None, -compared if rate is None else -rate, row["name"]

    def _left(self, key: str, name: str, reason: str) -> dict[str, str]:
        text = message(f"services.alike_{reason}", self.person.language)
        return {"key": key, "name": name, "reason": text}


def _level(units: dict[str, org.Unit], key: str) -> int:
    """How deep a unit stands; 1 is a root."""
    level, at = 1, units[key].parent
    while at is not None and at in units:
        level, at = level + 1, units[at].parent
    return level
