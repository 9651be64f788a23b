"""The cockpit 驾驶舱: every indicator of one period and unit, judged against its target."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.periods import Period, periods
from baton.metrics.catalogue import Indicator, Perspective
from baton.metrics.engine import Asked, Result, State
from baton.metrics.engine.targets import adds
from baton.metrics.score import STANDARD, achievement, change
from baton.services import figures, org

if TYPE_CHECKING:
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

TREND_PERIODS = 12
Course = dict[str, Decimal | None]
"""Values by the label of their period."""


def cockpit(
    runtime: Runtime, person: Person, period: str | None, unit: str | None
) -> dict[str, Any]:
    """All cards of a period and unit that the person may see.

    Raises:
        BatonError: the period cannot be read.
        ForbiddenError: the person may not see the unit.
    """
    wanted = figures.slice_of(runtime, person, period, unit)
    version = runtime.store.version
    day = org.today()
    key = ("cockpit", *wanted.key, person.language, day)
    return figures.answers(runtime).get(
        version, key, lambda: _cockpit(runtime, wanted, version, person.language)
    )


def _cockpit(runtime: Runtime, wanted: Slice, version: int, language: str) -> dict[str, Any]:
    catalogue = runtime.engine.catalogue
    indicators = list(catalogue)
    courses = courses_of(runtime, indicators, wanted, language)
    by_perspective: dict[Perspective, list[dict[str, Any]]] = {}
    for indicator, (result, targets) in zip(indicators, courses, strict=True):
        card = card_of(
            indicator,
            wanted.period,
            result,
            targets,
            running=adds(catalogue.formula(indicator.code).root).time,
            language=language,
        )
        by_perspective.setdefault(indicator.perspective, []).append(card)
    return {
        "period": wanted.period.label,
        "org": wanted.org,
        "org_name": org.name_of(runtime, wanted.org),
        "as_of": datetime.now(UTC),
        "version": version,
        "perspectives": [
            {
                "key": perspective.value,
                "name": figures.perspective_name(perspective, language),
                "cards": by_perspective[perspective],
            }
            for perspective in Perspective
            if perspective in by_perspective
        ],
    }


def courses_of(
    runtime: Runtime, indicators: list[Indicator], wanted: Slice, language: str
) -> list[tuple[Result, Course]]:
    """Values and targets of indicators over the periods up to the one asked for, in one pass."""
    first = wanted.period.previous(TREND_PERIODS - 1)
    asked = Asked(
        start=first.start,
        end=wanted.period.end,
        grain=wanted.period.grain,
        org=wanted.org,
        access=wanted.access,
        language=language,
    )
    results = runtime.engine.evaluate_many([one.code for one in indicators], asked)
    windows = periods(asked.start, asked.end, asked.grain)
    return [
        (result, targets_of(runtime, one.code, windows, wanted.org))
        for one, result in zip(indicators, results, strict=True)
    ]


def targets_of(
    runtime: Runtime,
    code: str,
    windows: list[Period],
    unit: str | None,
    person: str | None = None,
) -> Course:
    """The targets of an indicator by period: of a person, else of a unit (None is the company)."""
    engine = runtime.engine
    book, along = engine.world.targets(), adds(engine.catalogue.formula(code).root)
    if person is not None:
        return {one.label: book.of_person(code, one, person, along) for one in windows}
    return {one.label: book.of_unit(code, one, unit, along) for one in windows}


def course(result: Result) -> Course:
    """The values of an answer by period."""
    return {str(label): value for label, value in result.rows}


def card_of(
    indicator: Indicator,
    period: Period,
    result: Result,
    targets: Course,
    *,
    running: bool,
    language: str,
) -> dict[str, Any]:
    """One card; ``running`` figures add up day by day while their period lasts."""
    values = course(result)
    value, target = values.get(period.label), targets.get(period.label)
    ratio = figures.is_ratio(indicator)
    # A running month is judged by what could be there today, where figures add up day by day.
    share = _elapsed(period) if running else Decimal(1)
    rate = achievement(indicator.rule, value, target, limits=indicator.limits)
    due = None if target is None else target * share
    judged = achievement(indicator.rule, value, due, limits=indicator.limits)
    labels = [period.previous(back).label for back in range(TREND_PERIODS - 1, 0, -1)]
    labels.append(period.label)
    if result.state is State.NO_SOURCE:
        state = "no_source"
    elif value is None:
        state = "no_data"
    else:
        state = "ok" if judged is not None else "no_target"
    return {
        "code": indicator.code,
        "name": indicator.name(language),
        "unit": indicator.unit.code,
        "decimals": figures.decimals(indicator),
        "direction": indicator.direction.value,
        "value": value,
        "target": target,
        "achievement": rate,
        "expected": None if share == 1 else due,
        "light": STANDARD.light(judged),
        "change": change(value, values.get(period.previous().label), points=ratio),
        "change_kind": "points" if ratio else "relative",
        "trend": [
            {"period": label, "value": values.get(label), "target": targets.get(label)}
            for label in labels
        ],
        "state": state,
    }


def _elapsed(period: Period) -> Decimal:
    """The share of the period's days that have begun; 1 for any that is over or not begun."""
    day = org.today()
    if day not in period:
        return Decimal(1)
    return Decimal((day - period.start).days + 1) / Decimal(period.days)
