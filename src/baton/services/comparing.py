"""What an analysis compares: the period asked for, and what it is held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.periods import Period
from baton.metrics.analysis.ask import Ask
from baton.metrics.analysis.forms import form_of, looks_back
from baton.metrics.analysis.shift import find_shift
from baton.metrics.engine import Asked
from baton.metrics.engine.targets import adds
from baton.metrics.facts import Kind
from baton.metrics.facts.paths import find_column
from baton.services import org
from baton.services.cockpit import targets_of

if TYPE_CHECKING:
    from baton.metrics.formula import Checked
    from baton.services.figures import Slice
    from baton.services.runtime import Runtime

MOST_DIMENSIONS = 12
"""Dimensions an analysis tries."""

HIDDEN = frozenset(
    {"document", "document_number", "source", "currency", "uom", "state", "subcategory"}
)
"""Dimensions that explain nothing: the documents themselves, and where they are in their flow."""

FIRST = frozenset({"org_unit", "person"})
"""Dimensions that every fact has and that are always tried."""

LOOKED_BACK = 13
"""Periods before the one asked for in which a lasting change is looked for."""


class Against(StrEnum):
    """What a figure is compared with."""

    PRIOR = "prior"
    """The period before."""
    LAST_YEAR = "last_year"
    """The same period a year before."""
    TARGET = "target"
    """Its target."""
    SHIFT = "shift"
    """The time before its last lasting change."""

    @classmethod
    def of(cls, text: str) -> Against:
        """The comparison called ``text``.

        Raises:
            BatonError: there is no such comparison.
        """
        try:
            return cls(text)
        except ValueError:
            raise BatonError(
                "services.against_unknown", against=text, known=", ".join(cls)
            ) from None


@dataclass(frozen=True)
class Comparison:
    """Two stretches of time, or one and a target.

    Args:
        windows: earlier and later.
        target: instead of the earlier one.
        due: the part of a target that counts by today, 1 for whole ones.
        to_date: both are cut at the same day of their period, as the later one still runs.
        state: ``ok``, ``no_target`` or ``no_shift``.
    """

    windows: tuple[Period, Period]
    target: Decimal | None = None
    to_date: bool = False
    state: str = "ok"
    due: Decimal = Decimal(1)


def comparison(runtime: Runtime, code: str, wanted: Slice, against: Against) -> Comparison:
    """What to compare for an indicator, period and unit."""
    root = runtime.engine.catalogue.formula(code).root
    period, today = wanted.period, org.today()
    running = period.start <= today < period.end - dt.timedelta(days=1)
    cut = running and not looks_back(root)
    if against is Against.SHIFT:
        return _shifted(runtime, code, wanted)
    before = period.year_before() if against is Against.LAST_YEAR else period.previous()
    windows = _to_date(before, period, today) if cut else (before, period)
    if against is not Against.TARGET:
        return Comparison(windows, to_date=cut)
    known = targets_of(runtime, code, [period], wanted.org, wanted.person)[period.label]
    if known is None:
        return Comparison(windows, to_date=cut, state="no_target")
    due = Decimal(1)
    if cut and adds(root).time:
        due = Decimal((today - period.start).days + 1) / Decimal(period.days)
    return Comparison(windows, known * due, to_date=cut, due=due)


def own_targets(
    runtime: Runtime, code: str, wanted: Slice, due: Decimal
) -> Callable[[str, Any], Decimal | None]:
    """Gives the targets of units and persons within a figure; nobody else has targets.

    Args:
        due: the part that counts by today.
    """

    def target(dimension: str, member: Any) -> Decimal | None:
        if dimension == "person":
            place, person = None, str(member)
        elif dimension.startswith("org.") and member != wanted.org:
            place, person = str(member), None
        else:
            return None
        goal = targets_of(runtime, code, [wanted.period], place, person)[wanted.period.label]
        return None if goal is None else goal * due

    return target


def scope_of(wanted: Slice, language: str) -> Asked:
    """The engine's scope of a slice."""
    return Asked(
        start=wanted.period.start,
        end=wanted.period.end,
        org=wanted.org,
        access=wanted.access,
        language=language,
    )


def dimensions(runtime: Runtime, checked: Checked, unit: str | None) -> list[str]:
    """What an analysis tries, levels of the organisation first.

    Args:
        unit: the unit asked for; without one the company's own departments are tried, not the
            company.
    """
    facts = runtime.store.facts
    fact = min(checked.facts, default="")
    roots = org.organisation(runtime).children(org.today()).get(None, [])
    found = ["org.level2" if unit is None and len(roots) == 1 else "org.children"]
    # of more dimensions than are tried, people and units must not be the ones left out
    for name in sorted(checked.dimensions, key=lambda name: name not in FIRST):
        reach = find_column(facts, fact, name)
        twice = name == "party" and "customer" in checked.dimensions
        if twice or name in HIDDEN or reach is None or reach.column.kind is not Kind.DIMENSION:
            continue
        found.append(name)
    return found[:MOST_DIMENSIONS]


def history(runtime: Runtime, code: str, wanted: Slice, back: int) -> list[tuple[Period, Any]]:
    """The indicator's values from its first on up to the period asked for."""
    root = runtime.engine.catalogue.formula(code).root
    windows = [wanted.period.previous(step) for step in range(back, -1, -1)]
    ask = Ask(runtime.engine, tuple(windows), scope_of(wanted, "zh_CN"))
    values = list(zip(windows, ask.whole([root])[root], strict=True))
    first = next((place for place, (_, value) in enumerate(values) if value), len(values))
    return values[first:]


def over(values: Sequence[tuple[Period, Any]]) -> list[tuple[Period, float]]:
    """The values of periods that are over."""
    today = org.today()
    return [
        (period, float(value))
        for period, value in values
        if value is not None and period.end <= today
    ]


def _to_date(before: Period, period: Period, today: dt.date) -> tuple[Period, Period]:
    """Both periods up to the day of today in them."""
    days = (today - period.start).days + 1
    end = min(before.end, before.start + dt.timedelta(days=days))
    return Period.total(before.start, end), Period.total(period.start, today + dt.timedelta(days=1))


def _shifted(runtime: Runtime, code: str, wanted: Slice) -> Comparison:
    known = over(history(runtime, code, wanted, LOOKED_BACK))
    form = form_of(runtime.engine.catalogue.formula(code).root)
    found = find_shift([value for _, value in known])
    if found is None or looks_back(form.root):
        return Comparison((wanted.period.previous(), wanted.period), state="no_shift")
    since, last = known[found.at][0], known[-1][0]
    length = min(found.at, len(known) - found.at)
    first = known[found.at - length][0]
    end = known[found.at + length - 1][0] if adds(form.root).time else last
    return Comparison((Period.total(first.start, since.start), Period.total(since.start, end.end)))
