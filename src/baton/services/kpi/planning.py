"""A year's targets worked out: by growth on last year, by forecast, by budget, from a total."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain, Period
from baton.metrics.analysis.smooth import outlook
from baton.metrics.cascade import (
    Threshold,
    even,
    grown,
    levels,
    profile_of,
    read_profile,
    rounded,
    spread,
    step_of,
)
from baton.metrics.catalogue import Direction, Indicator
from baton.metrics.engine import Asked
from baton.metrics.engine.targets import adds
from baton.metrics.formula import FormulaErrors, render
from baton.services import org
from baton.services.erp import database
from baton.services.kpi import rights, targets
from baton.services.kpi.directory import Directory
from baton.services.kpi.history import year_before
from baton.services.kpi.targets import Cell

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.kpi.rights import Holder
    from baton.services.person import Person
    from baton.services.runtime import Runtime

BASES = ("growth", "forecast", "budget", "total")
SEASON = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 0}
"""Periods a year, as the forecast takes them."""
YEARS_BACK = 3
"""How much history a forecast looks at."""


@dataclass(frozen=True)
class Wish:
    """How a year is to be planned.

    Attributes:
        holder: kind and key.
        growth: on last year, a fraction.
        total: of the year, in the indicator's unit.
        profile: ``last_year``, ``even`` or a weight for each period.
        rates: how far threshold and stretch lie from the target.
    """

    indicators: tuple[str, ...]
    holder: tuple[str, str]
    year: int
    grain: Grain = Grain.MONTH
    basis: str = "growth"
    growth: Decimal = Decimal(0)
    total: Decimal | None = None
    profile: str | tuple[Decimal, ...] = "last_year"
    rates: Threshold = Threshold()  # noqa: RUF009 - frozen


Values = Mapping[str, Decimal | None]
"""By the label of the period."""


def plan(
    runtime: Runtime,
    person: Person,
    wish: Wish,
    *,
    apply: bool = False,
    confirmed: bool = False,
    reason: str | None = None,
) -> dict[str, Any]:
    """The targets that a wish comes to; with ``apply`` they are set.

    Raises:
        ForbiddenError: the targets are not the person's to set.
        BatonError: there is nothing to plan by.
        TouchedError: targets below depend on these.
    """
    if wish.basis not in BASES:
        raise BatonError("services.plan_basis", basis=wish.basis, known=", ".join(BASES))
    reach = rights.of(runtime, person)

    def find(erp: Erp) -> Holder:
        return Directory(erp).holder(*wish.holder, org.today())

    base = database(runtime)
    holder = base.run(person.user, find, readonly=True, check_access=False)
    rights.check_sets(reach, [holder])
    cells: list[dict[str, Any]] = []
    notes: list[str] = []
    profiles: dict[str, list[Decimal]] = {}
    for code in wish.indicators:
        planner = _Planner(runtime, person, wish, holder, runtime.engine.catalogue.get(code))
        cells += planner.cells()
        notes += planner.notes
        profiles[code] = planner.profile
    written = 0
    if apply:
        kept = targets.grid(
            runtime,
            person,
            targets.Wanted(wish.year, wish.grain, below=False, **{_ASKED[holder.kind]: holder.key}),
        )
        stamps = {
            (row["indicator"], label): cell["stamp"]
            for row in kept["rows"]
            for label, cell in row["cells"].items()
        }
        made = [
            Cell(
                one["indicator"],
                holder.kind,
                holder.key,
                one["period"],
                one["amount"],
                {name: one[name] for name in ("threshold", "stretch", "baseline")},
                stamps.get((one["indicator"], one["period"])),
            )
            for one in cells
        ]
        done = targets.write(runtime, person, made, reason=reason, confirmed=confirmed)
        written = done["written"]
    return {"cells": cells, "profiles": profiles, "notes": notes, "written": written}


_ASKED = {"unit": "unit", "position": "position", "person": "person"}


class _Planner:
    """Plans one indicator."""

    def __init__(
        self, runtime: Runtime, person: Person, wish: Wish, holder: Holder, indicator: Indicator
    ) -> None:
        self.runtime, self.wish, self.indicator = runtime, wish, indicator
        self.holder, self.language = holder, person.language
        self.labels = targets.labels(wish.year, wish.grain)
        self.step = step_of(indicator.decimals)
        self.adds = adds(runtime.engine.catalogue.formula(indicator.code).root).time
        self.notes: list[str] = []
        self.profile: list[Decimal] = []

    def cells(self) -> list[dict[str, Any]]:
        """The planned targets of all periods that have something to go by."""
        before = self._values([year_before(label) for label in self.labels])
        past = [before[year_before(label)] for label in self.labels]
        self.profile = self._profile(past)
        amounts = self._amounts(past)
        higher = self.indicator.direction is not Direction.LOWER
        found = []
        for label, amount, baseline in zip(self.labels, amounts, past, strict=True):
            if amount is None:
                self._note("plan_no_past", period=label)
                continue
            threshold, stretch = levels(amount, self.wish.rates, higher=higher, step=self.step)
            found.append(
                {
                    "indicator": self.indicator.code,
                    "name": self.indicator.name(self.language),
                    "period": label,
                    "amount": amount,
                    "threshold": threshold,
                    "stretch": stretch,
                    "baseline": None if baseline is None else rounded(baseline, self.step),
                }
            )
        return found

    def _amounts(self, past: Sequence[Decimal | None]) -> list[Decimal | None]:
        wish = self.wish
        if wish.basis == "total":
            if wish.total is None:
                raise BatonError("services.plan_no_total")
            return self._spread(wish.total)
        if wish.basis == "budget":
            return self._budget()
        if wish.basis == "forecast":
            return self._forecast()
        known = [one for one in past if one is not None]
        if self.adds and len(known) == len(past):
            # the year grows as a whole, so that the months add up to the grown year to the cent
            return self._spread(grown(sum(known, Decimal(0)), wish.growth, self.step))
        return [None if one is None else grown(one, wish.growth, self.step) for one in past]

    def _spread(self, total: Decimal) -> list[Decimal | None]:
        if not self.adds:
            return [total] * len(self.labels)
        return list(spread(total, self.profile, self.step))

    def _profile(self, past: Sequence[Decimal | None]) -> list[Decimal]:
        if not isinstance(self.wish.profile, str):
            return read_profile(self.wish.profile, len(self.labels))
        if self.wish.profile == "last_year":
            found = profile_of(past)
            if found is not None:
                return found
            if self.adds:
                self._note("plan_even")
        return even(len(self.labels))

    def _forecast(self) -> list[Decimal | None]:
        """The forecast of every period of the year, from the periods before it that are over."""
        grain, first = self.wish.grain, Period.parse(self.labels[0])
        today = Period.of(org.today(), grain)
        # the running period is not over: it is no history
        last = first if first.start <= today.start else today
        back = YEARS_BACK * max(1, SEASON[grain])
        known = [last.previous(number).label for number in range(back, 0, -1)]
        values = self._values(known)
        history = [float(value) for label in known if (value := values[label]) is not None]
        ahead = 0
        at = last
        while at.label != self.labels[-1]:
            ahead, at = ahead + 1, at.previous(-1)
        season = SEASON[grain] if len(history) >= 2 * SEASON[grain] else 0
        found = outlook(history, ahead + 1, season)
        if not found:
            raise BatonError("services.plan_no_forecast", indicator=self._name)
        tail = found[-len(self.labels) :]
        return [rounded(Decimal(repr(one.value)), self.step) for one in tail]

    def _budget(self) -> list[Decimal | None]:
        """The budget of the accounts that the indicator adds up."""
        catalogue = self.runtime.engine.catalogue
        text = render(catalogue.formula(self.indicator.code), "en", references=catalogue)
        budget = re.sub(r"(,\s*| AND )NOT ledger_entry\.is_closing", "", text)
        budget = budget.replace("ledger_entry.", "budget_line.")
        if "budget_line." not in budget or "[" in budget:
            raise BatonError("services.plan_no_budget", indicator=self._name)
        try:
            catalogue.check(budget)
        except FormulaErrors as error:
            raise BatonError("services.plan_no_budget", indicator=self._name) from error
        values = self._values(self.labels, formula=budget)
        if not any(values.values()):
            raise BatonError(
                "services.plan_budget_empty", indicator=self._name, year=self.wish.year
            )
        # budgets are kept as positive amounts, whichever side of the ledger they are on
        return [
            None if (one := values[label]) is None else rounded(abs(one), self.step)
            for label in self.labels
        ]

    def _values(self, labels: Sequence[str], formula: str | None = None) -> Values:
        """The holder's figures in these periods of one grain."""
        periods = [Period.parse(label) for label in labels]
        asked = Asked(
            start=min(one.start for one in periods),
            end=max(one.end for one in periods),
            grain=periods[0].grain,
            org=self.holder.key if self.holder.kind == "unit" else None,
            person=self.holder.key if self.holder.kind == "person" else None,
        )
        (result,) = self.runtime.engine.evaluate_many([formula or self.indicator.code], asked)
        known = {str(label): value for label, value in result.rows}
        return {label: known.get(label) for label in labels}

    @property
    def _name(self) -> str:
        return self.indicator.name(self.language)

    def _note(self, key: str, **context: Any) -> None:
        text = message(f"services.{key}", self.language, indicator=self._name, **context)
        self.notes.append(text)
