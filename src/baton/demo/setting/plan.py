"""What the demo company wants to reach: its strategy map, and targets handed down to people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from baton.base.periods import Grain, Period, periods
from baton.demo.desk import Desk
from baton.metrics.cascade import split

CENT = Decimal("0.01")
MODEL = "baton.kpi.target"
AT_ONCE = 200
"""Records made at once: Tryton's checks take time by the square of their number."""


def set_goals(desk: Desk) -> None:
    """Draw the map and set the targets of all the years that the story touches."""
    years = sorted({desk.rhythm.today.year, _begin(desk).year})
    _draw(desk, years[-1])
    _Goals(desk, years).keep()


def _read(name: str) -> dict[str, Any]:
    text = (resources.files("baton.demo") / f"data/{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _begin(desk: Desk) -> dt.date:
    """The first day of the story's first month."""
    return Period.of(desk.rhythm.today, Grain.MONTH).previous(desk.rhythm.months - 1).start


# --- the map --------------------------------------------------------------------------------


def _draw(desk: Desk, year: int) -> None:
    script = _read("strategy")
    heads = _heads(desk)
    (strategy,) = desk.get("baton.kpi.strategy").create(
        [
            {
                "company": desk.company.id,
                "name": script["name"],
                "year": year,
                "vision": script["vision"],
                "state": "active",
            }
        ]
    )
    own = {"strategy": strategy.id}
    themes = dict(
        zip(
            script["themes"],
            desk.get("baton.kpi.theme").create(
                [{**own, "name": name, "sequence": n} for n, name in enumerate(script["themes"])]
            ),
            strict=True,
        )
    )
    units = _units(desk)
    rows = script["objectives"]
    made = desk.get("baton.kpi.objective").create(
        [
            {
                **own,
                "name": row["name"],
                "description": row["about"],
                "perspective": row["perspective"],
                "theme": themes[row["theme"]].id,
                "owner_unit": units[row["unit"]].id,
                "owner": heads.get(row["unit"]),
                "sequence": number,
            }
            for number, row in enumerate(rows.values())
        ]
    )
    objectives = dict(zip(rows, made, strict=True))
    desk.get("baton.kpi.objective.place").create(
        [{"objective": objectives[key].id, "x": r["x"], "y": r["y"]} for key, r in rows.items()]
    )
    desk.get("baton.kpi.objective.indicator").create(
        [
            {"objective": objectives[key].id, "indicator": code, "weight": Decimal(str(weight))}
            for key, row in rows.items()
            for code, weight in row["indicators"].items()
        ]
    )
    desk.get("baton.kpi.objective.link").create(
        [
            {**own, "cause": objectives[cause].id, "effect": objectives[effect].id}
            for cause, effect in script["links"]
        ]
    )
    desk.get("baton.kpi.initiative").create(
        [
            {
                **own,
                "objective": objectives[row["objective"]].id,
                "name": row["name"],
                "unit": units[row["unit"]].id,
                "owner": heads.get(row["unit"]),
                "start_date": dt.date(year, row["start"], 1),
                "end_date": Period.of(dt.date(year, row["end"], 1), Grain.MONTH).last_day,
                "progress": Decimal(str(row["progress"])),
                "state": row["state"],
            }
            for row in script["initiatives"]
        ]
    )


def _units(desk: Desk) -> dict[str, Any]:
    """The departments and teams by code; the company's own code may be that of a department."""
    found = desk.get("baton.org.unit").search([("parent", "!=", None)])
    return {unit.code: unit for unit in found}


def _heads(desk: Desk) -> dict[str, int]:
    """Who heads each unit today, by the unit's code."""
    found = desk.get("baton.org.unit").heads_on(desk.rhythm.today)
    return {code: found[unit.id] for code, unit in _units(desk).items() if unit.id in found}


# --- the targets ----------------------------------------------------------------------------


@dataclass
class _Goal:
    """A target to be kept; ``parts`` are those split or copied from it."""

    indicator: str
    period: Period
    unit: int
    amount: Decimal
    employee: int | None = None
    share: Decimal | None = None
    weight: Decimal | None = None
    method: str = "split"
    parts: list[_Goal] = field(default_factory=list)


def _copied(above: _Goal, unit: int, weight: Decimal, person: int | None = None) -> _Goal:
    """The same target for a unit or person below."""
    found = _Goal(above.indicator, above.period, unit, above.amount, person)
    found.weight, found.method = weight, "copy"
    above.parts.append(found)
    return found


class _Goals:
    """The plan of the years: the company's, those of the sales teams, and of their people.

    Amounts are in CNY for money, ratios 0 to 1.
    """

    def __init__(self, desk: Desk, years: list[int]) -> None:
        self.desk, self.plan = desk, _read("targets")
        self.begin, self.end = dt.date(years[0], 1, 1), dt.date(years[-1] + 1, 1, 1)
        self.units = _units(desk)
        (self.root,) = desk.get("baton.org.unit").search([("parent", "=", None)])
        users = desk.get("res.user").search([("employee", "!=", None)])
        self.user_of = {user.employee.id: user.id for user in users}
        self.head_of = {self.units[code].id: one for code, one in _heads(desk).items()}
        seats = desk.get("baton.org.assignment").search([("primary", "=", True)])
        self.seats = [
            (one.unit.id, one.employee.id, one.from_date, one.to_date or dt.date.max)
            for one in seats
        ]

    def keep(self) -> None:
        """Store all targets, those at the top first: each knows what it was split from."""
        level: list[tuple[_Goal, int | None]] = [(goal, None) for goal in self._company()]
        while level:
            following: list[tuple[_Goal, int | None]] = []
            for start in range(0, len(level), AT_ONCE):
                some = level[start : start + AT_ONCE]
                made = self.desk.get(MODEL).create([self._values(*one) for one in some])
                for (goal, _), record in zip(some, made, strict=True):
                    following += [(part, int(record.id)) for part in goal.parts]
            level = following

    def _values(self, goal: _Goal, parent: int | None) -> dict[str, Any]:
        boss = self.user_of.get(self.head_of.get(self.units["GM"].id, 0))
        taker = goal.employee or self.head_of.get(goal.unit, 0)
        signer = self.user_of.get(taker) if goal.unit != self.root.id else boss
        day = min(goal.period.start - dt.timedelta(days=5), self.desk.rhythm.today)
        signed = dt.datetime.combine(day, dt.time(9)) - dt.timedelta(days=1)
        if goal.employee is not None and goal.period.start > self.desk.rhythm.today:
            signer = None  # people agree to a month when it begins
        return {
            "company": self.desk.company.id,
            "indicator": goal.indicator,
            "period": goal.period.label,
            "org_unit": goal.unit,
            "employee": goal.employee,
            "amount": goal.amount,
            "parent": parent,
            "method": goal.method if parent is not None else None,
            "share": goal.share,
            "weight": goal.weight,
            # who has no log-in cannot sign: that one waits
            "state": "agreed" if signer is not None else "proposed",
            "proposed_by": boss,
            "proposed_at": signed,
            "agreed_by": signer,
            "agreed_at": signed if signer is not None else None,
        }

    def _company(self) -> Iterator[_Goal]:
        first = Period.of(_begin(self.desk), Grain.MONTH)
        root, shares = self.root.id, self.plan["shares"]
        months = periods(self.begin, self.end, Grain.MONTH)
        for number, month in enumerate(months, 1 - first.start.month):
            sales = _planned(self.desk, number, month)
            for code, part in self.plan["flows"].items():
                goal = _Goal(code, month, root, (sales * Decimal(str(part))).quantize(CENT))
                if code == shares["indicator"]:
                    self._hand_down(goal, shares["units"])
                yield goal
        for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
            for period in periods(self.begin, self.end, grain):
                for code, value in self.plan["fixed"].items():
                    goal = _Goal(code, period, root, Decimal(str(value)))
                    if grain is Grain.MONTH and period.start.year == self.end.year - 1:
                        self._share_out(goal)
                    yield goal

    def _hand_down(self, goal: _Goal, units: dict[str, float]) -> None:
        """The company's orders: all to the sales department, by share to its teams, to people."""
        place = self.units[self.plan["shares"]["department"]].id
        department = _Goal(goal.indicator, goal.period, place, goal.amount)
        department.share = Decimal(1)
        weight_there = department.weight = Decimal(str(self.plan["weights"][goal.indicator]))
        goal.parts.append(department)
        weights = [Decimal(str(share)) for share in units.values()]
        amounts = split(goal.amount, weights, CENT)
        for code, weight, amount in zip(units, weights, amounts, strict=True):
            team = _Goal(goal.indicator, goal.period, self.units[code].id, amount)
            team.share, team.weight = weight / sum(weights, Decimal(0)), weight_there
            department.parts.append(team)
            people = self._sellers(team.unit, goal.period.start)
            if not people:
                continue
            each = split(amount, [Decimal(1)] * len(people), CENT)
            for person, part in zip(people, each, strict=True):
                team.parts.append(
                    _Goal(
                        goal.indicator,
                        goal.period,
                        team.unit,
                        part,
                        person,
                        round(Decimal(1) / len(people), 12),
                        weight_there,
                    )
                )

    def _share_out(self, goal: _Goal) -> None:
        """A ratio of the company: the same for the departments that bring it about."""
        for code, indicators in self.plan["departments"].items():
            if goal.indicator not in indicators:
                continue
            weight = Decimal(str(indicators[goal.indicator]))
            department = _copied(goal, self.units[code].id, weight)
            if code != self.plan["shares"]["department"]:
                continue
            for team in self.plan["shares"]["units"]:
                below = _copied(department, self.units[team].id, weight)
                for person in self._sellers(below.unit, goal.period.start):
                    _copied(below, below.unit, weight, person)

    def _sellers(self, unit: int, day: dt.date) -> list[int]:
        """Who works in a team on a day; the head sells as well."""
        return [
            person
            for place, person, first, last in self.seats
            if place == unit and first <= day <= last
        ]


def _planned(desk: Desk, number: int, month: Period) -> Decimal:
    """Net sales planned for a month, ``number`` months after the story's first one, in CNY."""
    company = desk.script.company
    season = Decimal(str(company["seasonality"][month.start.month]))
    growth = (1 + Decimal(str(company["growth"]))) ** number
    return Decimal(company["monthly_revenue"]) * season * growth
