"""What the cards of the cockpit say of the end of the running period: forecast and pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from baton.base.i18n import DEFAULT_LANGUAGE
from baton.metrics.analysis.forecast import SURE
from baton.metrics.analysis.landing import Course, Goal, forecasts
from baton.metrics.catalogue import Direction
from baton.services import figures, org
from baton.services.cockpit import targets_of
from baton.services.comparing import scope_of
from baton.services.outlooks import estimate
from baton.services.screens.kept import kept, stamp_of

if TYPE_CHECKING:
    from baton.metrics.catalogue import Indicator
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_CARDS = 200


def card_outlooks(
    runtime: Runtime,
    person: Person,
    *,
    period: str | None,
    unit: str | None,
    codes: Sequence[str] = (),
) -> dict[str, Any]:
    """Where the indicators of a cockpit will end their period, worked out together.

    Each is kept until a fact it reads changes, so that a new order works out sales anew but not
    the stock. Periods that are over or not begun have none.

    Args:
        codes: the cards that are shown; all indicators when empty.

    Raises:
        ForbiddenError: the person may not see the unit.
    """
    wanted = figures.slice_of(runtime, person, period, unit)
    if wanted.access is not None and wanted.org in (wanted.access.org_units or ()):
        wanted = replace(wanted, access=None)  # many people share the slice of a unit
    day = org.today()
    answer: dict[str, Any] = {"period": wanted.period.label, "sure": SURE, "cards": []}
    if day not in wanted.period:
        return answer
    asked = [one for one in runtime.engine.catalogue if not codes or one.code in codes]
    known, open_ones = {}, []
    for one in asked[:MOST_CARDS]:
        checked = runtime.engine.catalogue.formula(one.code)
        if runtime.engine.world.missing(checked, None):
            continue
        key = ("outlook", one.code, checked.root, *wanted.key, day)
        stamp = stamp_of(runtime, checked.facts)
        found = kept(runtime).get(key, stamp)
        if found is None:
            open_ones.append((one, key, stamp))
        known[one.code] = found
    told = _worked_out(runtime, wanted, [one for one, _, _ in open_ones])
    for one, key, stamp in open_ones:
        known[one.code] = told[one.code]
        kept(runtime).put(key, stamp, told[one.code])
    answer["cards"] = [found for found in known.values() if found["value"] is not None]
    return answer


def _worked_out(
    runtime: Runtime, wanted: Slice, asked: Sequence[Indicator]
) -> dict[str, dict[str, Any]]:
    if not asked:
        return {}
    goals = {one.code: _goal(runtime, wanted, one) for one in asked}
    found = forecasts(
        runtime.engine,
        goals,
        wanted.period,
        org.today(),
        scope_of(wanted, DEFAULT_LANGUAGE),
        ahead=0,
    )
    return {code: _told(code, course) for code, course in found.items()}


def _goal(runtime: Runtime, wanted: Slice, one: Indicator) -> Goal:
    months = [wanted.period]
    goals = targets_of(runtime, one.code, months, wanted.org, wanted.person)
    target = goals[wanted.period.label]
    judged = target is not None and one.direction in (Direction.HIGHER, Direction.LOWER)
    higher = one.direction is not Direction.LOWER
    return Goal(float(target) if target is not None and judged else None, higher)


def _told(code: str, course: Course) -> dict[str, Any]:
    landing = course.landing
    return {
        "code": code,
        "value": None if landing is None else estimate(landing.value),
        "low": None if landing is None else estimate(landing.low),
        "high": None if landing is None else estimate(landing.high),
        "reach": course.reach,
        "due": estimate(course.due),
        "pace": course.pace,
    }
