"""The values of many formulas in one period, of the company, all units and people.

Closing a period and comparing it later use this same way, so that only the facts can make a
difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from baton.metrics.engine import Asked, Result, State
from baton.services import org

if TYPE_CHECKING:
    from baton.base.periods import Period
    from baton.metrics.formula import Checked
    from baton.services.runtime import Runtime

Place = tuple[str | None, str | None]
"""Key of a unit, or of a person; both None is the company."""
COMPANY: Place = (None, None)


@dataclass(frozen=True)
class Worked:
    """What was worked out.

    Attributes:
        values: for each formula, in order, its value by place; places without rows are missing.
        states: for each formula whether there is a source.
    """

    values: list[dict[Place, Decimal | None]]
    states: list[State]

    def value(self, number: int, place: Place) -> Decimal | None:
        """The value of a formula at a place."""
        return self.values[number].get(place)

    def state(self, number: int, place: Place) -> State:
        """Why there is no value, when there is none."""
        if self.value(number, place) is not None:
            return State.OK
        return State.NO_SOURCE if self.states[number] is State.NO_SOURCE else State.NO_DATA


def work_out(
    runtime: Runtime, formulas: Sequence[Checked], period: Period, *, people: bool
) -> Worked:
    """The values of formulas in a period: of the company, each unit of its last day, and people.

    Args:
        people: also of everybody who has rows.
    """
    found = Worked([{} for _ in formulas], [])
    if not formulas:
        return found
    asked = Asked(start=period.start, end=period.end, grain=period.grain)
    evaluate = runtime.engine.evaluate_many
    results = evaluate(formulas, asked)
    found.states.extend(result.state for result in results)
    _take(found, results, period, COMPANY)
    for key in org.organisation(runtime).on(period.last_day):
        # one unit at a time, as the cockpit asks: the engine writes such a question once for all
        place: Place = (key, None)
        _take(found, evaluate(formulas, replace(asked, org=key)), period, place)
    if people:
        everybody = evaluate(formulas, replace(asked, by=("person.key",)))
        _take(found, everybody, period, None)
    return found


def _take(found: Worked, results: Sequence[Result], period: Period, place: Place | None) -> None:
    """Keep the values of the period; without a place each row names its person."""
    for values, result in zip(found.values, results, strict=True):
        for row in result.rows:
            if str(row[0]) != period.label:
                continue
            if place is not None:
                values[place] = row[-1]
            elif row[1] is not None:
                values[None, str(row[1])] = row[-1]
