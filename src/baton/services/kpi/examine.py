"""One indicator examined: its data, its targets beside its history, and how it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import NormalDist, correlation
from typing import TYPE_CHECKING

from baton.base.periods import Grain, Period, periods
from baton.metrics.analysis.smooth import outlook
from baton.metrics.catalogue import Direction, Indicator
from baton.metrics.engine import Asked, Result, State
from baton.services import figures, org

if TYPE_CHECKING:
    from baton.services.kpi.records import Target
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MONTHS = 24
"""Months of history looked at."""
QUIET_DAYS = 45
"""Without a value for so long, the source has gone silent."""
EASY, HARD = 0.95, 0.15
"""A target reached with more, or less, than this probability is too easy, or too hard."""
FLAT = Decimal("0.001")
"""A figure that varies by less than this part of its mean tells nothing."""
LEAST_POINTS = 6
UNRELATED = 0.2
"""A weaker correlation with the indicator it contributes to is no connection."""


@dataclass(frozen=True)
class Verdict:
    """One thing found about an indicator; ``key`` is its message, ``key_fix`` the remedy."""

    test: str
    severity: str
    key: str
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Course:
    """The months of an indicator that are over, oldest first."""

    result: Result
    values: Mapping[str, Decimal | None]

    @property
    def known(self) -> list[Decimal]:
        """The values there are."""
        return [value for value in self.values.values() if value is not None]


def courses(runtime: Runtime, person: Person, codes: Sequence[str]) -> dict[str, Course]:
    """The last two years of indicators, of what the person may see, in one pass."""
    now = Period.of(org.today(), Grain.MONTH)
    where = figures.slice_of(runtime, person, None, None)
    asked = Asked(
        start=now.previous(MONTHS).start,
        end=now.start,
        grain=Grain.MONTH,
        org=where.org,
        access=where.access,
    )
    labels = [one.label for one in periods(asked.start, asked.end, Grain.MONTH)]
    found = {}
    for code, result in zip(codes, runtime.engine.evaluate_many(codes, asked), strict=True):
        known = {str(label): value for label, value in result.rows}
        found[code] = Course(result, {label: known.get(label) for label in labels})
    return found


def of(
    runtime: Runtime, person: Person, code: str, targets: Sequence[Target], course: Course
) -> Iterator[Verdict]:
    """All that is to be said of one indicator."""
    yield from _measurable(runtime, code, course)
    if course.result.state is not State.OK:
        return
    indicator = runtime.engine.catalogue.indicators[code]
    yield from _stable(indicator, course)
    own = [one for one in targets if one.indicator == code]
    if not own:
        yield Verdict("complete", "hint", "checkup_no_target")
    yield from _achievable(indicator, own, course)
    yield from _relevant(runtime, person, code, targets, course)


def _measurable(runtime: Runtime, code: str, course: Course) -> Iterator[Verdict]:
    if course.result.state is State.NO_SOURCE:
        facts = runtime.store.facts
        lacking = ", ".join(
            f"{facts[fact].zh}.{facts[fact].columns[column].zh}"
            for fact, column in course.result.missing
            if fact in facts and column in facts[fact].columns
        )
        yield Verdict("measurable", "serious", "checkup_no_source", (("missing", lacking or code),))
        return
    if not course.known:
        yield Verdict("measurable", "warning", "checkup_no_data")
        return
    last = max(label for label, value in course.values.items() if value is not None)
    silent = org.today() - Period.parse(last).last_day
    if silent > timedelta(days=QUIET_DAYS):
        yield Verdict("measurable", "warning", "checkup_silent", (("period", last),))
    labels = list(course.values)
    first = next(at for at, label in enumerate(labels) if course.values[label] is not None)
    gaps = sum(course.values[label] is None for label in labels[first:])
    if gaps > len(labels[first:]) // 4:
        yield Verdict("measurable", "hint", "checkup_gaps", (("count", str(gaps)),))


def _stable(indicator: Indicator, course: Course) -> Iterator[Verdict]:
    known = course.known[-12:]
    if len(known) < LEAST_POINTS:
        return
    mean = sum(known, Decimal(0)) / len(known)
    spread = max(known) - min(known)
    if indicator.display == "percent" and all(value == 1 for value in known):
        yield Verdict("stable", "warning", "checkup_always_full", (("count", str(len(known))),))
    elif spread <= abs(mean) * FLAT:
        yield Verdict("stable", "warning", "checkup_never_moves", (("count", str(len(known))),))


def chance(indicator: Indicator, target: Decimal, course: Course) -> float | None:
    """The probability that the coming month reaches a monthly target, from history; None if few."""
    history = [float(value) for value in course.known]
    season = 12 if len(history) >= 2 * 12 else 0
    found = outlook(history, 1, season)
    if len(history) < LEAST_POINTS or not found:
        return None
    coming = found[0]
    sigma = max(coming.sigma, abs(coming.value) * 0.01, 1e-9)
    above = 1 - NormalDist(coming.value, sigma).cdf(float(target))
    return 1 - above if indicator.direction is Direction.LOWER else above


def _achievable(
    indicator: Indicator, targets: Sequence[Target], course: Course
) -> Iterator[Verdict]:
    """The nearest monthly target of the company or the topmost unit, beside the forecast."""
    if indicator.direction in (Direction.TARGET, Direction.RANGE):
        return
    now = Period.of(org.today(), Grain.MONTH).label
    units = [one for one in targets if one.period == now and one.holder.kind == "unit"]
    top = min(units, key=lambda one: (one.parent is not None, int(one.holder.key)), default=None)
    if top is None or top.parent is not None:
        return
    probability = chance(indicator, top.amount, course)
    if probability is None:
        return
    context = (("period", now), ("chance", f"{probability:.0%}"))
    if probability > EASY:
        yield Verdict("achievable", "hint", "checkup_easy", context)
    elif probability < HARD:
        yield Verdict("achievable", "warning", "checkup_hard", context)


def _relevant(
    runtime: Runtime, person: Person, code: str, targets: Sequence[Target], course: Course
) -> Iterator[Verdict]:
    """Whether it moves together with the indicators it is said to contribute to."""
    by_id = {one.id: one for one in targets}
    parents = {
        by_id[one.parent].indicator
        for one in targets
        if one.indicator == code and one.method == "contribute" and one.parent in by_id
    }
    for parent, other in courses(runtime, person, sorted(parents)).items():
        pairs = [
            (float(one), float(two))
            for label, one in course.values.items()
            if one is not None and (two := other.values.get(label)) is not None
        ]
        ours, theirs = [one for one, _ in pairs], [two for _, two in pairs]
        if len(pairs) < LEAST_POINTS or len(set(ours)) == 1 or len(set(theirs)) == 1:
            continue
        strength = correlation(ours, theirs)
        if abs(strength) < UNRELATED:
            name = runtime.engine.catalogue.indicators[parent].name(person.language)
            context = (("parent", name), ("strength", f"{strength:.2f}"))
            yield Verdict("relevant", "warning", "checkup_unrelated", context)
