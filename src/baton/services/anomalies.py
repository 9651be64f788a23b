"""What is odd about an indicator's course 异常: lasting changes, outliers, and what moves along."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.base.periods import Grain, Period
from baton.metrics.analysis.ask import Ask
from baton.metrics.analysis.forms import Shape
from baton.metrics.analysis.lasting import Lasting, lasting_changes
from baton.metrics.analysis.lead_lag import CHANCE, companion
from baton.metrics.analysis.season import YEAR, adjusted
from baton.metrics.analysis.shift import find_shifts, find_spikes
from baton.metrics.catalogue import Direction
from baton.services import cause_text, figure_text, figures, indicators
from baton.services.comparing import dimensions, history, over, scope_of
from baton.services.outlooks import estimate, head_of, of_slice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from baton.metrics.catalogue import Indicator
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

BACK = {Grain.DAY: 60, Grain.WEEK: 52, Grain.MONTH: 36, Grain.QUARTER: 16, Grain.YEAR: 8}
"""Periods that are looked back for what is usual."""
COMPANIONS = 5
"""Indicators told that move along."""
MEMBERS = 8
"""Members told that changed for good."""


def anomalies(
    runtime: Runtime, person: Person, code: str, *, period: str | None, unit: str | None
) -> dict[str, Any]:
    """Lasting changes and outliers of an indicator, of its members, and what moves with it.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    return of_slice(runtime, person, code, period=period, unit=unit, work=_anomalies)


def _anomalies(
    runtime: Runtime, wanted: Slice, indicator: Indicator, language: str
) -> dict[str, Any]:
    head = head_of(indicator, wanted, language)
    checked = runtime.engine.catalogue.formula(indicator.code)
    empty: dict[str, Any] = {
        "series": [],
        "shifts": [],
        "spikes": [],
        "members": [],
        "companions": [],
    }
    if runtime.engine.world.missing(checked, None):
        return {**head, "state": "no_source", **empty}
    back = BACK.get(wanted.period.grain, 12)
    values = history(runtime, indicator.code, wanted, back)
    done = over(values)
    windows = [period for period, _ in done]
    plain = adjusted([value for _, value in done], YEAR.get(wanted.period.grain.value, 0))

    def write(value: float | None) -> str:
        unit, decimals = indicator.unit.code, figures.decimals(indicator)
        return figure_text.write(value, unit, decimals, language)

    shifts = [
        {
            "since": windows[one.at].label,
            "course": one.form.value,
            "before": estimate(one.before),
            "after": estimate(one.after),
            "chance": one.chance,
            "text": message(
                f"services.shift_{one.form.value}",
                language,
                since=windows[one.at].label,
                before=write(one.before),
                after=write(one.after),
            ),
        }
        for one in find_shifts(plain)
    ]
    spikes = [
        {
            "period": windows[one.at].label,
            "value": estimate(done[one.at][1]),
            "usual": estimate(one.usual),
            "distance": round(one.distance, 2),
            "text": message(
                "services.spike",
                language,
                period=windows[one.at].label,
                value=write(done[one.at][1]),
                usual=write(one.usual),
            ),
        }
        for one in find_spikes(plain)
    ]
    return {
        **head,
        "state": "ok" if done else "no_data",
        "series": [{"period": one.label, "value": value} for one, value in values],
        "shifts": shifts,
        "spikes": spikes,
        "members": members_of(runtime, wanted, [indicator], language)[:MEMBERS],
        "companions": _companions(runtime, wanted, indicator, windows, language),
    }


def members_of(
    runtime: Runtime, wanted: Slice, asked: Sequence[Indicator], language: str
) -> list[dict[str, Any]]:
    """Members that changed for good, the largest impact first.

    The running period counts: what is looked at are shares and ratios.
    """
    engine = runtime.engine
    period = wanted.period
    back = min(BACK.get(period.grain, 12), 23)
    windows = [period.previous(step) for step in range(back, -1, -1)]
    tried = {
        one.code: dimensions(runtime, engine.catalogue.formula(one.code), wanted.org)
        for one in asked
    }
    known = _with_data(runtime, wanted, windows, list(tried), language)
    found = lasting_changes(engine, tried, known, scope_of(wanted, language), tried)
    return [_member(runtime, one, language) for one in found]


def _with_data(
    runtime: Runtime,
    wanted: Slice,
    windows: Sequence[Period],
    codes: Sequence[str],
    language: str,
) -> list[Period]:
    """The periods from the first on in which one of the indicators has a figure."""
    catalogue = runtime.engine.catalogue
    roots = [
        catalogue.formula(code).root
        for code in codes
        if not runtime.engine.world.missing(catalogue.formula(code), None)
    ]
    if not roots:
        return []
    values = Ask(runtime.engine, tuple(windows), scope_of(wanted, language)).whole(roots)
    for place in range(len(windows)):
        if any(values[root][place] for root in roots):
            return list(windows[place:])
    return []


def _member(runtime: Runtime, one: Lasting, language: str) -> dict[str, Any]:
    indicator = runtime.engine.catalogue.get(one.code)
    fact = min(runtime.engine.catalogue.formula(one.code).facts, default="")
    label = indicators.dimension_label(runtime, fact, one.dimension, language)
    decimals = figures.decimals(indicator)
    share = one.shape is Shape.SUM
    unit = "ratio" if share else indicator.unit.code
    name = cause_text.member_name(one.member, language)
    text = message(
        "services.lasting_sum" if share else "services.lasting_ratio",
        language,
        label=label,
        name=name,
        indicator=indicator.name(language),
        since=one.since.label,
        course=message(f"services.course_{one.course.value}", language),
        before=figure_text.write(one.before, unit, decimals, language),
        after=figure_text.write(one.after, unit, decimals, language),
        direction=message(
            "services.direction_up" if one.impact > 0 else "services.direction_down", language
        ),
        impact=figure_text.points(
            Decimal(repr(one.impact)), indicator.unit.code, decimals, language
        ),
    )
    worse = {Direction.HIGHER: one.impact < 0, Direction.LOWER: one.impact > 0}
    return {
        "code": one.code,
        "indicator": indicator.name(language),
        "dimension": one.dimension,
        "label": label,
        "key": one.member.key,
        "name": name,
        "since": one.since.label,
        "course": one.course.value,
        "shape": one.shape.value,
        "unit": unit,
        "before": estimate(one.before),
        "after": estimate(one.after),
        "impact": estimate(one.impact),
        "chance": one.chance,
        "worse": worse.get(indicator.direction),
        "text": text,
    }


def _companions(
    runtime: Runtime,
    wanted: Slice,
    indicator: Indicator,
    windows: Sequence[Period],
    language: str,
) -> list[dict[str, Any]]:
    """Other indicators that move before, along or after, by what is known of periods over."""
    engine = runtime.engine
    others = [
        one
        for one in engine.catalogue
        if one.code != indicator.code
        and not engine.world.missing(engine.catalogue.formula(one.code), None)
        and not _related(runtime, indicator.code, one.code)
    ]
    if len(windows) < 3:
        return []
    roots = {one.code: engine.catalogue.formula(one.code).root for one in (indicator, *others)}
    ask = Ask(engine, tuple(windows), scope_of(wanted, language))
    values = ask.whole(list(roots.values()))
    series = {
        code: [None if v is None else float(v) for v in values[root]]
        for code, root in roots.items()
    }
    found = []
    for one in others:
        seen = companion(series[indicator.code], series[one.code])
        if seen is None or seen.chance * len(others) > CHANCE:
            continue
        key = "first" if seen.lag > 0 else "later" if seen.lag < 0 else "along"
        found.append(
            {
                "code": one.code,
                "name": one.name(language),
                "lag": seen.lag,
                "correlation": round(seen.correlation, 3),
                "chance": seen.chance,
                "text": message(
                    f"services.companion_{key}",
                    language,
                    name=one.name(language),
                    lag=abs(seen.lag),
                    correlation=f"{seen.correlation:+.2f}",
                ),
            }
        )
    found.sort(key=lambda row: float(str(row["chance"])))
    return found[:COMPANIONS]


def _related(runtime: Runtime, code: str, other: str) -> bool:
    """Whether one is a part of the other: then it says nothing that they move together."""
    catalogue = runtime.engine.catalogue
    first, second = catalogue.formula(code), catalogue.formula(other)
    return (
        code in second.references
        or other in first.references
        or bool(set(first.aggregates) & set(second.aggregates))
    )
