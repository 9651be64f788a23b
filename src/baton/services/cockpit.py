"""The cockpit 驾驶舱: every indicator of one period and unit, judged against its target."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base.i18n import DEFAULT_LANGUAGE
from baton.base.periods import Period, periods
from baton.metrics.catalogue import Indicator, Perspective
from baton.metrics.engine import Asked, Result, State
from baton.metrics.score import STANDARD, achievement, change
from baton.services import figures, org
from baton.services.figures import Slice
from baton.services.first_steps import first_steps

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

TREND_PERIODS = 12
KEPT_SLICES, KEPT_SECONDS = 20, 300.0
"""How many slices are worked out anew when facts change, and for how long after the last look."""

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
    wanted = _plain(figures.slice_of(runtime, person, period, unit))
    _remember(runtime, wanted)
    version = runtime.store.version
    day = org.today()
    key = ("cockpit", *wanted.key, person.language, day, runtime.engine.catalogue)
    found = figures.answers(runtime).get(
        version, key, lambda: _cockpit(runtime, wanted, version, person.language)
    )
    return {**found, "first_steps": first_steps(runtime, person)}


def _cockpit(runtime: Runtime, wanted: Slice, version: int, language: str) -> dict[str, Any]:
    catalogue = runtime.engine.catalogue
    indicators = list(catalogue)
    courses = _courses(runtime, wanted, version)
    by_perspective: dict[Perspective, list[dict[str, Any]]] = {}
    for indicator, (result, targets) in zip(indicators, courses, strict=True):
        card = card_of(
            indicator,
            wanted.period,
            result,
            targets,
            running=runtime.engine.adds(indicator.code).time,
            language=language,
        )
        by_perspective.setdefault(indicator.perspective, []).append(card)
    return {
        "period": wanted.period.label,
        "org": wanted.org,
        "org_name": _place_name(runtime, wanted),
        "as_of": datetime.now(UTC),
        "version": version,
        "lights": {"green": STANDARD.green, "amber": STANDARD.amber},
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


def _place_name(runtime: Runtime, wanted: Slice) -> str | None:
    """The unit's name; of somebody who leads none, the person's."""
    if wanted.person is None:
        return org.name_of(runtime, wanted.org)
    return runtime.engine.world.members().names("person").get(wanted.person)


def _courses(runtime: Runtime, wanted: Slice, version: int) -> list[tuple[Result, Course]]:
    """The courses of all indicators, the same in every language."""

    def work() -> list[tuple[Result, Course]]:
        return courses_of(runtime, list(runtime.engine.catalogue), wanted, DEFAULT_LANGUAGE)

    key = ("courses", *wanted.key, runtime.engine.catalogue)
    return figures.answers(runtime).get(version, key, work)


def _plain(wanted: Slice) -> Slice:
    """The slice without a restriction that its unit makes needless: many people share it."""
    within = wanted.access is not None and wanted.org in (wanted.access.org_units or ())
    return Slice(wanted.period, wanted.org, None) if within else wanted


_seen: WeakKeyDictionary[Any, OrderedDict[Slice, float]] = WeakKeyDictionary()
_lock = threading.Lock()


def _remember(runtime: Runtime, wanted: Slice) -> None:
    with _lock:
        seen = _seen.setdefault(runtime.store, OrderedDict())
        seen[wanted] = time.monotonic()
        seen.move_to_end(wanted)
        while len(seen) > KEPT_SLICES:
            seen.popitem(last=False)


def looked_at(runtime: Runtime) -> list[Slice]:
    """The slices that people looked at lately, the latest first."""
    since = time.monotonic() - KEPT_SECONDS
    with _lock:
        seen = list(_seen.get(runtime.store, {}).items())
    return [wanted for wanted, at in reversed(seen) if at >= since]


def prepare(runtime: Runtime, wanted: Slice) -> None:
    """Work out the figures of a slice before somebody asks."""
    _courses(runtime, wanted, runtime.store.version)


def courses(runtime: Runtime, wanted: Slice) -> list[tuple[Result, Course]]:
    """The courses of all indicators in the catalogue's order, worked out once for all who ask."""
    return _courses(runtime, _plain(wanted), runtime.store.version)


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
        (result, targets_of(runtime, one.code, windows, wanted.org, wanted.person))
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
    book, along = engine.world.targets(), engine.adds(code)
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
    share = elapsed(period) if running else Decimal(1)
    limits, tolerance = indicator.limits, indicator.tolerance
    rate = achievement(indicator.rule, value, target, limits=limits, tolerance=tolerance)
    due = None if target is None else target * share
    judged = achievement(indicator.rule, value, due, limits=limits, tolerance=tolerance)
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
        "rule": indicator.rule.value,
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


def elapsed(period: Period) -> Decimal:
    """The share of the period's days that have begun; 1 for any that is over or not begun."""
    day = org.today()
    if day not in period:
        return Decimal(1)
    return Decimal((day - period.start).days + 1) / Decimal(period.days)
