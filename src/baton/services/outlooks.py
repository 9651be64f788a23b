"""Where an indicator goes 预测."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.metrics.analysis.forecast import SURE
from baton.metrics.analysis.landing import Course, forecast
from baton.metrics.catalogue import Direction
from baton.services import figure_text, figures, org
from baton.services.cockpit import targets_of
from baton.services.comparing import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from baton.metrics.catalogue import Indicator
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def outlook(
    runtime: Runtime, person: Person, code: str, *, period: str | None, unit: str | None
) -> dict[str, Any]:
    """The forecast of an indicator's period, with the periods before and after it.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    return of_slice(runtime, person, code, period=period, unit=unit, work=_outlook)


def of_slice(
    runtime: Runtime,
    person: Person,
    code: str,
    *,
    period: str | None,
    unit: str | None,
    work: Callable[[Runtime, Slice, Indicator, str], dict[str, Any]],
) -> dict[str, Any]:
    """What ``work`` says of an indicator's slice, worked out once for each version of the facts.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    indicator = runtime.engine.catalogue.get(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    language = person.language
    key = (work, indicator.code, *wanted.key, language, org.today())
    return figures.answers(runtime).get(
        runtime.store.version, key, lambda: work(runtime, wanted, indicator, language)
    )


def _outlook(
    runtime: Runtime, wanted: Slice, indicator: Indicator, language: str
) -> dict[str, Any]:
    checked = runtime.engine.catalogue.formula(indicator.code)
    head = head_of(indicator, wanted, language)
    if runtime.engine.world.missing(checked, None):
        return {**head, "state": "no_source", **_nothing(language)}
    goals = targets_of(runtime, indicator.code, [wanted.period], wanted.org, wanted.person)
    target = goals[wanted.period.label]
    judged = target is not None and indicator.direction in (Direction.HIGHER, Direction.LOWER)
    course = forecast(
        runtime.engine,
        indicator.code,
        wanted.period,
        org.today(),
        scope_of(wanted, language),
        target=float(target) if target is not None and judged else None,
        higher=indicator.direction is not Direction.LOWER,
    )
    return {
        **head,
        "state": "ok" if course.landing is not None else "no_data",
        "today": org.today(),
        "running": course.running,
        "sofar": estimate(course.sofar),
        "landing": None
        if course.landing is None
        else {
            "value": estimate(course.landing.value),
            "low": estimate(course.landing.low),
            "high": estimate(course.landing.high),
            "sure": SURE,
            "share": course.landing.share,
        },
        "target": target,
        "reach": course.reach,
        "due": estimate(course.due),
        "pace": course.pace,
        "past": [{"period": one.label, "value": estimate(value)} for one, value in course.past],
        "coming": [
            {
                "period": one.period.label,
                "value": estimate(one.value),
                "low": estimate(one.low),
                "high": estimate(one.high),
            }
            for one in course.coming
        ],
        "sentences": _told(course, indicator, target, language),
    }


def _nothing(language: str) -> dict[str, Any]:
    return {
        "today": org.today(),
        "running": False,
        "sofar": None,
        "landing": None,
        "target": None,
        "reach": None,
        "due": None,
        "pace": None,
        "past": [],
        "coming": [],
        "sentences": [message("services.forecast_none", language)],
    }


def _told(course: Course, indicator: Indicator, target: Decimal | None, language: str) -> list[str]:
    def write(value: float | Decimal | None) -> str:
        unit, decimals = indicator.unit.code, figures.decimals(indicator)
        return figure_text.write(value, unit, decimals, language)

    def say(key: str, **context: Any) -> str:
        return message(f"services.{key}", language, **context)

    landing, label = course.landing, course.period.label
    if landing is None:
        return [say("forecast_none")]
    if landing.sigma == 0:
        return [say("forecast_over", period=label, value=write(landing.value))]
    low, high = write(landing.low), write(landing.high)
    found = [say("forecast_between", period=label, value=write(landing.value), low=low, high=high)]
    if course.reach is not None:
        reach = figure_text.percent(min(max(course.reach, 0.01), 0.99))  # nothing is certain
        found.append(say("forecast_reach", target=write(target), reach=reach))
    if course.pace is not None:
        pace = figure_text.percent(course.pace)
        found.append(
            say("forecast_pace", sofar=write(course.sofar), due=write(course.due), pace=pace)
        )
    return found


def head_of(indicator: Indicator, wanted: Slice, language: str) -> dict[str, Any]:
    """What all answers about an indicator's course begin with."""
    return {
        "code": indicator.code,
        "name": indicator.name(language),
        "unit": indicator.unit.code,
        "decimals": figures.decimals(indicator),
        "direction": indicator.direction.value,
        "period": wanted.period.label,
    }


def estimate(value: float | None) -> Decimal | None:
    """An estimate with six significant digits more than anybody reads."""
    return None if value is None else Decimal(f"{value:.10g}")
