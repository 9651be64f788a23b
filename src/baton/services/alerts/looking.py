"""What a rule sees now: one sight for each of its indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.periods import Grain, Period
from baton.metrics.analysis.landing import forecast
from baton.metrics.analysis.season import YEAR, adjusted
from baton.metrics.analysis.shift import find_shifts, find_spikes
from baton.metrics.catalogue import Direction, Indicator
from baton.metrics.engine import Access, Asked, State
from baton.services import cockpit, org
from baton.services.alerts.memory import Sight
from baton.services.anomalies import BACK
from baton.services.comparing import history, over, scope_of
from baton.services.figures import Slice

if TYPE_CHECKING:
    from baton.services.alerts.rule import Rule
    from baton.services.runtime import Runtime

CALM = frozenset({"green", "ok", "below"})
"""States that are as they should be."""
LATE_FACTS = dt.timedelta(hours=1)
"""The facts count as stale when the ERP could not be mirrored for so long."""
RECENT_SHIFT = 4
"""A lasting change is news when it began at most so many periods ago."""


@dataclass(frozen=True)
class Seen:
    """One indicator as a rule sees it.

    Attributes:
        value, target: in the indicator's unit, unrounded.
        detail: further figures of the sentence, by name.
    """

    indicator: Indicator
    sight: Sight
    period: Period
    value: Decimal | None = None
    target: Decimal | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def indicators_of(runtime: Runtime, rule: Rule) -> list[Indicator]:
    """The indicators a rule watches; none when its indicator is no longer there."""
    catalogue = runtime.engine.catalogue
    if rule.indicator is not None:
        return [one for one in catalogue if one.code == rule.indicator]
    if rule.perspective is not None:
        return [one for one in catalogue if one.perspective.value == rule.perspective]
    return list(catalogue)


def slice_of(rule: Rule, day: dt.date) -> Slice:
    """The running period of the rule's unit or person, with nothing cut away by rights.

    Who may be told of it is another question (``audience``).
    """
    period = Period.of(day, rule.grain)
    if rule.person is not None:
        own = Access(frozenset(), frozenset({rule.person}))
        return Slice(period, None, own, rule.person)
    return Slice(period, rule.org, None)


def look(runtime: Runtime, rule: Rule) -> list[Seen]:
    """What the rule sees today."""
    wanted = slice_of(rule, org.today())
    watched = indicators_of(runtime, rule)
    if rule.kind in ("light", "target"):
        return _judged(runtime, rule, wanted, watched)
    by_kind = {"pace": _pace, "anomaly": _anomaly, "no_data": _no_data}
    return [by_kind[rule.kind](runtime, rule, wanted, one) for one in watched]


def _judged(
    runtime: Runtime, rule: Rule, wanted: Slice, watched: Sequence[Indicator]
) -> list[Seen]:
    """Lights and targets, as the cockpit shows them."""
    found = []
    courses = cockpit.courses_of(runtime, list(watched), wanted, "zh_CN")
    for indicator, (result, targets) in zip(watched, courses, strict=True):
        card = cockpit.card_of(
            indicator,
            wanted.period,
            result,
            targets,
            running=runtime.engine.adds(indicator.code).time,
            language="zh_CN",
        )
        state = (
            (card["light"].value if card["light"] else None)
            if rule.kind == "light"
            else _reached(indicator, card, rule.threshold)
        )
        sight = Sight(
            wanted.period.label,
            state,
            wanted=state in rule.lights if rule.kind == "light" else True,
            calm=state in CALM,
        )
        detail = {"achievement": card["achievement"], "expected": card["expected"]}
        found.append(Seen(indicator, sight, wanted.period, card["value"], card["target"], detail))
    return found


def _reached(indicator: Indicator, card: dict[str, Any], threshold: Decimal) -> str | None:
    """``below``, ``near`` or ``reached``; of what should stay low, how much of it is used up."""
    value, target = card["value"], card["target"]
    if indicator.direction is Direction.LOWER:
        rate = value / target if value is not None and target else None
    else:
        rate = card["achievement"]
    if rate is None:
        return None
    return "reached" if rate >= 1 else "near" if rate >= threshold else "below"


def _pace(runtime: Runtime, rule: Rule, wanted: Slice, indicator: Indicator) -> Seen:
    """Behind what the usual course of such periods asks for by today."""
    label = wanted.period.label
    target = cockpit.targets_of(
        runtime, indicator.code, [wanted.period], wanted.org, wanted.person
    )[label]
    silent = Seen(indicator, Sight(label, None), wanted.period, target=target)
    checked = runtime.engine.catalogue.formula(indicator.code)
    directed = indicator.direction in (Direction.HIGHER, Direction.LOWER)
    if target is None or not directed or not runtime.engine.adds(indicator.code).time:
        return silent
    if runtime.engine.world.missing(checked, None):
        return silent
    higher = indicator.direction is Direction.HIGHER
    course = forecast(
        runtime.engine,
        indicator.code,
        wanted.period,
        org.today(),
        scope_of(wanted, "zh_CN"),
        target=float(target),
        higher=higher,
    )
    if course.pace is None:
        return silent
    pace = Decimal(str(course.pace))
    behind = pace < rule.threshold if higher else pace > 2 - rule.threshold
    sight = Sight(label, "behind" if behind else "ok", calm=not behind, wanted=behind)
    value = None if course.sofar is None else Decimal(str(course.sofar))
    detail = {
        "pace": pace,
        "due": course.due,
        "landing": None if course.landing is None else course.landing.value,
        "reach": course.reach,
    }
    return Seen(indicator, sight, wanted.period, value, target, detail)


def _anomaly(runtime: Runtime, rule: Rule, wanted: Slice, indicator: Indicator) -> Seen:
    """The last period that is over stands out, or a lasting change began lately."""
    del rule
    if runtime.engine.world.missing(runtime.engine.catalogue.formula(indicator.code), None):
        return Seen(indicator, Sight("", None), wanted.period)
    grain = wanted.period.grain
    done = over(history(runtime, indicator.code, wanted, BACK.get(grain, 12)))
    if not done:
        return Seen(indicator, Sight("", None), wanted.period)
    plain = adjusted([value for _, value in done], YEAR.get(grain.value, 0))
    last, value = done[-1]
    for spike in find_spikes(plain):
        if spike.at == len(done) - 1:
            detail = {"usual": spike.usual, "form": "spike"}
            return Seen(
                indicator, Sight("", f"spike {last.label}"), last, Decimal(str(value)), None, detail
            )
    for shift in reversed(find_shifts(plain)):
        if shift.at >= len(done) - RECENT_SHIFT:
            since = done[shift.at][0]
            detail = {"before": shift.before, "after": shift.after, "form": shift.form.value}
            detail["since"] = since.label
            sight = Sight("", f"shift {since.label}")
            return Seen(indicator, sight, last, Decimal(str(value)), None, detail)
    calm = Sight("", "ok", wanted=False, calm=True)
    return Seen(indicator, calm, last, Decimal(str(value)))


def _no_data(runtime: Runtime, rule: Rule, wanted: Slice, indicator: Indicator) -> Seen:
    """No source, a source that cannot be read, or no row for days."""
    day = org.today()
    checked = runtime.engine.catalogue.formula(indicator.code)
    state, detail = "ok", {"days": rule.days}
    mirroring = runtime.mirroring
    now = dt.datetime.now(dt.UTC)
    if runtime.engine.world.missing(checked, None):
        state = "no_source"
    elif mirroring.failure is not None and (
        mirroring.as_of is None or now - mirroring.as_of > LATE_FACTS
    ):
        state = "stale"
    else:
        counted = [one for one in sorted(checked.facts) if not runtime.store.facts[one].level]
        asked = Asked(
            start=day - dt.timedelta(days=rule.days),
            end=day + dt.timedelta(days=1),
            grain=Grain.TOTAL,
            org=wanted.org,
            access=wanted.access,
        )
        answers = runtime.engine.evaluate_many([f"COUNT({fact})" for fact in counted], asked)
        if counted and all(_none(answer) for answer in answers):
            state = "no_data"
    # of many figures some have no source for good: that is no news
    news = state != "ok" and (state != "no_source" or rule.indicator is not None)
    sight = Sight("", state, wanted=news, calm=state == "ok")
    return Seen(indicator, sight, wanted.period, detail=detail)


def _none(answer: Any) -> bool:
    return answer.state is not State.OK or not any(row[-1] for row in answer.rows)


def safely(runtime: Runtime, rule: Rule) -> tuple[list[Seen], str]:
    """What the rule sees, or why that cannot be said (in Chinese, as the log keeps it)."""
    try:
        seen = look(runtime, rule)
    except BatonError as error:
        return [], error.text()
    if not seen and rule.indicator is not None:
        gone = BatonError("services.alert_indicator_gone", code=rule.indicator)
        return [], gone.text()
    return seen, ""
