"""The forecast of an indicator: the end of the running period, and the periods after it."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev

from baton.base.periods import Grain, Period, periods
from baton.base.units import RATIO
from baton.metrics.analysis.ask import Ask
from baton.metrics.analysis.forecast import (
    Landing,
    Past,
    interval,
    land,
    pace,
    probability,
    profile_share,
)
from baton.metrics.analysis.forms import Form, Shape, form_of
from baton.metrics.analysis.season import YEAR, elapsed, weekday_weights
from baton.metrics.analysis.smooth import Outlook, outlook
from baton.metrics.engine import Asked, Engine
from baton.metrics.engine.targets import adds
from baton.metrics.formula import nodes as n

HISTORY = {Grain.DAY: 60, Grain.WEEK: 60, Grain.MONTH: 36, Grain.QUARTER: 16, Grain.YEAR: 6}
"""Periods that are looked back, by grain."""
PROFILE = 12
"""Periods whose days show how business comes in within a period."""
AHEAD = 3
"""Coming periods that are told."""


@dataclass(frozen=True)
class Coming:
    """A period that has not begun."""

    period: Period
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Course:
    """An indicator up to today, and on from there.

    Args:
        past: periods that are over with their value (None where there is none).
        sofar: the running period's value today.
        landing: where it will stand at its end; None when nothing can be said.
        coming: the periods after it.
        target: of the period asked for.
        reach: the probability of the target or better, 0-1.
        due: what the usual profile asks for by today, of figures that add up day by day.
        pace: the value against it; 1 is on course.
        running: whether today lies in the period.
    """

    period: Period
    past: tuple[tuple[Period, float | None], ...]
    sofar: float | None
    landing: Landing | None
    coming: tuple[Coming, ...]
    target: float | None = None
    reach: float | None = None
    due: float | None = None
    pace: float | None = None
    running: bool = False


@dataclass(frozen=True)
class Goal:
    """What an indicator is held against.

    Args:
        target: of the period; None when it has none that a probability makes sense for.
        higher: whether more is better.
    """

    target: float | None = None
    higher: bool = True


def forecast(
    engine: Engine,
    code: str,
    period: Period,
    today: dt.date,
    scope: Asked,
    *,
    target: float | None = None,
    higher: bool = True,
    ahead: int = AHEAD,
) -> Course:
    """Where an indicator stands and goes.

    Args:
        period: the one asked for; its end is forecast while it runs or has not begun.
        today: the last day with data.
        scope: unit, person, filter, access and language; its days are not read.
        target: of the period; then the probability of reaching it is told.
        higher: whether more is better.
    """
    goals = {code: Goal(target, higher)}
    return forecasts(engine, goals, period, today, scope, ahead=ahead)[code]


def forecasts(
    engine: Engine,
    goals: Mapping[str, Goal],
    period: Period,
    today: dt.date,
    scope: Asked,
    *,
    ahead: int = AHEAD,
) -> dict[str, Course]:
    """Where many indicators stand and go, read in as few passes over the facts as possible.

    Args:
        goals: by indicator what it is held against. For the others see :func:`forecast`.
    """
    roots = {code: form_of(engine.catalogue.formula(code).root).root for code in goals}
    back = HISTORY.get(period.grain, 12)
    windows = [period.previous(step) for step in range(back, 0, -1)]
    ask = Ask(engine, (*windows, period), scope)
    values = ask.whole(list(roots.values()))
    flows = [
        roots[code]
        for code in goals
        if period.start <= today < period.end and adds(engine.catalogue.formula(code).root).time
    ]
    days = periods(period.previous(PROFILE).start, period.end, Grain.DAY)
    daily = ask.over(days).whole(flows) if flows else {}
    told = {}
    for code, goal in goals.items():
        found = daily.get(roots[code]) if roots[code] in flows else None
        by_day = None
        if found is not None:
            pairs = zip(days, found, strict=True)
            by_day = {day.start: float(value or 0) for day, value in pairs}
        course = [None if v is None else float(v) for v in values[roots[code]]]
        root = engine.catalogue.formula(code).root
        told[code] = _course(
            root,
            list(zip(windows, course, strict=False)),
            course[-1],
            period=period,
            today=today,
            goal=goal,
            by_day=by_day,
            ahead=ahead,
        )
    return told


def _course(
    root: n.Scalar,
    history: list[tuple[Period, float | None]],
    sofar: float | None,
    *,
    period: Period,
    today: dt.date,
    goal: Goal,
    by_day: Mapping[dt.date, float] | None,
    ahead: int,
) -> Course:
    """One indicator's course, from its values by period and, of a running flow, by day."""
    form, target = form_of(root), goal.target
    past = _since_first(history)
    known = [value for _, value in past if value is not None]
    over = period.end <= today
    running = period.start <= today < period.end
    season = YEAR.get(period.grain.value, 0)
    prior = outlook(known, 1, season)
    share = 1.0 if over else 0.0
    landing: Landing | None = None
    if over:
        landing = None if sofar is None else Landing(sofar, sofar, sofar, 0.0, 1.0)
    elif not running:
        steps = _steps(past, period)
        told = outlook(known, steps, season) if steps else []
        landing = _landing(told[-1], 0.0) if told else None
    elif by_day is not None:
        landing, share = _of_flow(by_day, period, today, sofar=sofar or 0.0, prior=prior)
    else:
        share = _calendar_share(period, today)
        landing = _of_other(form, sofar, share, known, prior)
    within = _natural(form, [*known, sofar])
    landing = None if landing is None else _clipped(landing, within)
    coming = _coming(known, landing, period, season=season, ahead=ahead, within=within)
    due = target * share if target is not None and by_day is not None else None
    return Course(
        period=period,
        past=tuple(past),
        sofar=sofar,
        landing=landing,
        coming=coming,
        target=target,
        reach=None
        if landing is None or target is None
        else probability(landing, target, higher=goal.higher),
        due=due,
        pace=None if due is None or sofar is None or target is None else pace(sofar, target, share),
        running=running,
    )


def _since_first(
    past: list[tuple[Period, float | None]],
) -> list[tuple[Period, float | None]]:
    """Without the periods before there was anything: sums give zero there, not nothing."""
    for place, (_, value) in enumerate(past):
        if value:
            return past[place:]
    return []


def _steps(past: Sequence[tuple[Period, float | None]], period: Period) -> int:
    """How many periods after the last known one the period comes."""
    if not past:
        return 0
    return len(periods(past[-1][0].end, period.end, period.grain))


def _of_flow(
    by_day: Mapping[dt.date, float],
    period: Period,
    today: dt.date,
    *,
    sofar: float,
    prior: Sequence[Outlook],
) -> tuple[Landing | None, float]:
    """Of a figure that adds up day by day; with the share of the profile that has elapsed."""
    begun = next((day for day, value in by_day.items() if value), period.start)
    upto = today + dt.timedelta(days=1)
    usual = {day: value for day, value in by_day.items() if begun <= day < period.start}
    weights = weekday_weights(usual)
    share = elapsed(period.start, period.end, upto, weights)
    past = []
    for step in range(PROFILE, 0, -1):
        before = period.previous(step)
        if before.start < begun:
            continue
        cut = _same_point(before, share, weights)
        inside = {day: v for day, v in by_day.items() if before.start <= day < before.end}
        past.append(
            Past(
                sofar=sum(value for day, value in inside.items() if day < cut),
                total=sum(inside.values()),
                share=elapsed(before.start, before.end, cut, weights),
            )
        )
    landing = land(sofar, share, past, prior[0] if prior else None)
    return landing, profile_share(share, past)


def _same_point(period: Period, share: float, weights: Sequence[float]) -> dt.date:
    """The day by which an earlier period had the same share of its business behind it."""
    day = period.start
    while day < period.end and elapsed(period.start, period.end, day, weights) < share - 1e-9:
        day += dt.timedelta(days=1)
    return day


def _calendar_share(period: Period, today: dt.date) -> float:
    return ((today - period.start).days + 1) / period.days


def _of_other(
    form: Form,
    sofar: float | None,
    share: float,
    known: Sequence[float],
    prior: Sequence[Outlook],
) -> Landing | None:
    """Of a ratio: the rest of the period at the usual ratio. Of a level: it stays, more or less."""
    if sofar is None:
        return _landing(prior[0], share) if prior else None
    left = 1 - share
    if form.shape is Shape.RATIO and prior:
        # the denominator grows with time, so the rest of the period weighs what is left of it
        value = sofar * share + prior[0].value * left
        spread = prior[0].sigma * math.sqrt(left)
        return _landing(Outlook(value, max(spread, 0.01 * abs(value) * left)), share)
    changes = [b - a for a, b in itertools.pairwise(known)]
    spread = stdev(changes) if len(changes) > 2 else 0.1 * abs(sofar)
    return _landing(Outlook(sofar, spread * math.sqrt(left)), share)


def _landing(one: Outlook, share: float) -> Landing:
    low, high = interval(one.value, one.sigma)
    return Landing(one.value, low, high, one.sigma, share)


def _coming(
    known: Sequence[float],
    landing: Landing | None,
    period: Period,
    *,
    season: int,
    ahead: int,
    within: tuple[float, float],
) -> tuple[Coming, ...]:
    values = [*known] if landing is None else [*known, landing.value]
    found = []
    for step, one in enumerate(outlook(values, ahead, season), start=1):
        spread = math.hypot(one.sigma, landing.sigma if landing is not None else 0.0)
        low, high = interval(one.value, spread)
        told = _clipped(Landing(one.value, low, high, spread, 0.0), within)
        found.append(Coming(period.previous(-step), told.value, told.low, told.high))
    return tuple(found)


def _natural(form: Form, values: Sequence[float | None]) -> tuple[float, float]:
    """What a figure cannot leave: shares stay from 0 to 1, sums without returns above 0."""
    known = [value for value in values if value is not None]
    low = 0.0 if min(known, default=0.0) >= 0 else -math.inf
    share = form.root.unit == RATIO and form.shape is Shape.RATIO
    return low, 1.0 if share and max(known, default=2.0) <= 1 else math.inf


def _clipped(one: Landing, within: tuple[float, float]) -> Landing:
    low, high = within
    value, bottom, top = (min(max(v, low), high) for v in (one.value, one.low, one.high))
    return Landing(value, bottom, top, one.sigma, one.share)
