"""Last year's figures of those who are to get targets, worked out in few passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from baton.base.periods import Period
from baton.metrics.engine import Asked
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

Figures = dict[tuple[str, str, str, str], Decimal]
"""Values by indicator, period label, kind and key of the holder."""


@dataclass(frozen=True)
class Past:
    """Figures asked for beforehand, to be looked up while dividing."""

    figures: Figures

    def value(self, indicator: str, period: str, holder: Holder) -> Decimal | None:
        """The figure of one holder in one period."""
        return self.figures.get((indicator, period, holder.kind, holder.key))


def year_before(label: str) -> str:
    """The same period of the year before."""
    return Period.parse(label).year_before().label


def past(
    runtime: Runtime,
    indicators: Sequence[str],
    labels: Iterable[str],
    holders: Iterable[Holder],
    *,
    parent: str | None,
) -> Past:
    """The figures of all these holders in all these periods.

    Units directly below ``parent`` and people are worked out together; other units one by one.
    Nobody's right to see them is asked: the figures only serve to divide a target, which the
    caller has checked.

    Args:
        parent: the unit whose target is divided.
    """
    found: Figures = {}
    wanted = list(dict.fromkeys(holders))
    periods = [Period.parse(one) for one in dict.fromkeys(labels)]
    for grain in dict.fromkeys(one.grain for one in periods):
        some = [one for one in periods if one.grain is grain]
        start, end = min(one.start for one in some), max(one.end for one in some)
        asked = Asked(start=start, end=end, grain=grain)
        known = {one.label for one in some}
        if any(one.kind == "person" for one in wanted):
            _grouped(runtime, indicators, asked, known, found)
        units = [one.key for one in wanted if one.kind == "unit"]
        if len(units) > 2 and parent is not None:
            _grouped(runtime, indicators, replace(asked, org=parent), known, found)
            units = [key for key in units if not any(place[3] == key for place in found)]
        for key in units:
            one_by_one = Asked(start=start, end=end, grain=grain, org=key)
            results = runtime.engine.evaluate_many(indicators, one_by_one)
            for code, result in zip(indicators, results, strict=True):
                for label, value in result.rows:
                    if value is not None and label in known:
                        found[code, str(label), "unit", key] = value
    return Past(found)


def _grouped(
    runtime: Runtime, indicators: Sequence[str], asked: Asked, known: set[str], found: Figures
) -> None:
    """Add the figures of all people, or of the units directly below ``asked.org``."""
    kind = "person" if asked.org is None else "unit"
    by = ("person.key",) if kind == "person" else ("org.children.key",)
    results = runtime.engine.evaluate_many(indicators, replace(asked, by=by))
    for code, result in zip(indicators, results, strict=True):
        for label, key, value in result.rows:
            if key is not None and value is not None and str(label) in known:
                found[code, str(label), kind, str(key)] = value
