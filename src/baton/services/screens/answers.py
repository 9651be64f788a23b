"""All figures of a screen in one answer: as few passes over the facts as its widgets allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.periods import Grain, periods
from baton.metrics.engine import Asked, Result, State
from baton.metrics.engine.targets import adds
from baton.metrics.score import change
from baton.services import cockpit, figures, org
from baton.services.screens import places, rows, ticker
from baton.services.screens.kept import Stamp, kept, stamp_of
from baton.services.screens.layout import Layout, Widget
from baton.services.screens.sources import Figure, figure_of
from baton.services.screens.spans import Days, course_of, days_of

if TYPE_CHECKING:
    from baton.services.runtime import Runtime
    from baton.services.screens.viewer import Viewer

Answer = dict[str, Any]
CARDS = frozenset({"number", "kpi", "gauge"})
SPLIT = frozenset({"ranking", "sankey"})
SILENT = frozenset({"text", "clock"})
"""Kinds that need nothing of the server."""

PLACELESS = {"id": "w", "x": 0, "y": 0, "w": 1, "h": 1, "title": None}

MOST_MEMBERS = 400
"""Members a drawing of flows may have; more could not be told apart."""


@dataclass(frozen=True)
class Wish:
    """What one widget wants of the engine; ``person`` is whose targets count, None: the unit's."""

    widget: Widget
    days: Days
    asked: Asked
    figures: tuple[Figure, ...]
    person: str | None


def answer(runtime: Runtime, viewer: Viewer, layout: Layout) -> Answer:
    """The figures of all widgets; a widget that cannot be answered says why by itself.

    A widget's answer is kept while what it was read from, the viewer's rights and the day stay.
    """
    version, today = runtime.store.version, org.today()
    key = ("screen", layout, viewer, today)
    return figures.answers(runtime).get(version, key, lambda: _answer(runtime, viewer, layout))


def _answer(runtime: Runtime, viewer: Viewer, layout: Layout) -> Answer:
    version, known, today = runtime.store.version, kept(runtime), org.today()
    found: dict[str, Answer] = {}
    keys: dict[str, tuple[Any, Stamp]] = {}
    groups: dict[Asked, list[Wish]] = {}
    for widget in layout.widgets:
        if widget.kind in SILENT:
            continue
        try:
            # Where a widget stands and what it is called does not change its figures.
            key = (widget.model_copy(update=PLACELESS), viewer, today)
            stamp = stamp_of(runtime, _facts(runtime, widget, viewer.language))
            keys[widget.id] = key, stamp
            answer = known.get(key, stamp) or _direct(runtime, viewer, widget)
            if answer is None:
                wish = _wish(runtime, viewer, widget)
                groups.setdefault(wish.asked, []).append(wish)
            else:
                found[widget.id] = answer
        except BatonError as error:
            found[widget.id] = _failed(error, viewer)
    for asked, together in groups.items():
        found |= _evaluate(runtime, viewer, asked, together)
    for number, (key, stamp) in keys.items():
        if found[number]["state"] != "failed":
            known.put(key, stamp, found[number])
    return {
        "version": version,
        "as_of": datetime.now(UTC),
        "today": today,
        "widgets": found,
    }


def _facts(runtime: Runtime, widget: Widget, language: str) -> set[str]:
    """The facts a widget's figures are read from."""
    if widget.kind == "flow":
        return {rows.STREAMS[widget.flow].fact}
    if widget.kind == "production":
        return {"production_order", "work_step"}
    if widget.kind == "ticker":
        return set(runtime.store.facts)
    figures_of = [figure_of(runtime, source, language) for source in widget.sources]
    return {fact for figure in figures_of for fact in figure.formula.facts}


def _direct(runtime: Runtime, viewer: Viewer, widget: Widget) -> Answer | None:
    """Answers that are no figures of the engine."""
    if widget.kind == "flow":
        return rows.flow(runtime, viewer, widget)
    if widget.kind == "production":
        return rows.production(runtime, viewer, widget)
    if widget.kind == "ticker":
        return ticker.of(runtime, viewer, widget)
    if widget.kind == "map":
        return places.by_province(runtime, viewer, widget)
    return None


def _wish(runtime: Runtime, viewer: Viewer, widget: Widget) -> Wish:
    today = org.today()
    days = days_of(widget.span, today)
    unit = viewer.unit(widget.org)
    start, end, grain = days.start, days.end, Grain.TOTAL
    by: tuple[str, ...] = ()
    if widget.kind in CARDS or (widget.kind == "table" and widget.by is None):
        if days.period is not None:
            start = days.period.previous(cockpit.TREND_PERIODS - 1).start
            grain = days.period.grain
    elif widget.kind == "trend":
        start, end, grain = course_of(widget.span, widget.periods, today)
    elif widget.by is not None:
        names = [widget.by, *([widget.to] if widget.to else [])]
        by = tuple(part for name in names for part in (f"{name}.key", name))
    asked = Asked(
        start=start,
        end=end,
        grain=grain,
        by=by,
        org=unit,
        access=viewer.access,
        language=viewer.language,
    )
    wanted = tuple(figure_of(runtime, source, viewer.language) for source in widget.sources)
    return Wish(widget, days, asked, wanted, viewer.judged(unit))


def _evaluate(
    runtime: Runtime, viewer: Viewer, asked: Asked, wishes: list[Wish]
) -> dict[str, Answer]:
    """Answers to wishes that ask the same question, in one pass; alone where one of them fails."""
    formulas = [figure.formula for wish in wishes for figure in wish.figures]
    found: dict[str, Answer] = {}
    try:
        results = iter(runtime.engine.evaluate_many(formulas, asked))
        for wish in wishes:
            mine = [next(results) for _ in wish.figures]
            found[wish.widget.id] = _built(runtime, wish, mine)
    except BatonError as error:
        if len(wishes) == 1:
            return {wishes[0].widget.id: _failed(error, viewer)}
        found = {}
        for wish in wishes:
            found |= _evaluate(runtime, viewer, asked, [wish])
    return found


def _built(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    kind = wish.widget.kind
    build: Callable[..., Answer] = _members
    if kind in CARDS or (kind == "table" and wish.widget.by is None):
        build = _cards
    elif kind == "trend":
        build = _trend
    elif kind == "funnel" and wish.widget.by is None:
        build = _stages
    elif kind == "sankey":
        build = _links
    return {**_head(wish, results), **build(runtime, wish, results)}


def _head(wish: Wish, results: list[Result]) -> Answer:
    states = {result.state for result in results}
    if State.NO_SOURCE in states:
        state = "no_source"
    elif all(_empty(result) for result in results):
        state = "no_data"
    else:
        state = "ok"
    days = wish.days
    return {
        "state": state,
        "period": days.period.label if days.period else None,
        "start": days.start,
        "end": days.end,
        "columns": [
            {"name": one.name, "unit": one.unit, "decimals": one.decimals} for one in wish.figures
        ],
    }


def _empty(result: Result) -> bool:
    return not any(row and row[-1] is not None for row in result.rows)


def _cards(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    cards = []
    for figure, result in zip(wish.figures, results, strict=True):
        if figure.indicator is not None and wish.days.period is not None:
            code = figure.indicator.code
            windows = periods(wish.asked.start, wish.asked.end, wish.asked.grain)
            targets = cockpit.targets_of(runtime, code, windows, wish.asked.org, wish.person)
            card = cockpit.card_of(
                figure.indicator,
                wish.days.period,
                result,
                targets,
                running=adds(figure.formula.root).time,
                language=wish.asked.language,
            )
            cards.append({**card, "name": figure.name})
        else:
            cards.append(_plain(figure, wish, result))
    return {"cards": cards}


def _plain(figure: Figure, wish: Wish, result: Result) -> Answer:
    """A card of a figure without targets."""
    period = wish.days.period
    course = cockpit.course(result)
    label = period.label if period else "total"
    value = course.get(label)
    before = course.get(period.previous().label) if period else None
    trend = []
    if period is not None:
        labels = [period.previous(back).label for back in range(cockpit.TREND_PERIODS - 1, -1, -1)]
        trend = [{"period": one, "value": course.get(one), "target": None} for one in labels]
    ratio = figure.indicator is not None and figures.is_ratio(figure.indicator)
    return {
        "code": figure.indicator.code if figure.indicator else "",
        "name": figure.name,
        "unit": figure.unit,
        "decimals": figure.decimals,
        "direction": figure.direction,
        "value": value,
        "target": None,
        "achievement": None,
        "expected": None,
        "light": None,
        "change": change(value, before, points=ratio) if period else None,
        "change_kind": "points" if ratio else "relative",
        "trend": trend,
        "state": "no_data" if value is None else "no_target",
    }


def _trend(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    windows = periods(wish.asked.start, wish.asked.end, wish.asked.grain)
    series = []
    for figure, result in zip(wish.figures, results, strict=True):
        course = cockpit.course(result)
        goals: cockpit.Course = {}
        if figure.indicator is not None:
            code = figure.indicator.code
            goals = cockpit.targets_of(runtime, code, windows, wish.asked.org, wish.person)
        points = [
            {"period": one.label, "value": course.get(one.label), "target": goals.get(one.label)}
            for one in windows
        ]
        series.append({"name": figure.name, "unit": figure.unit, "points": points})
    return {"series": series}


def _stages(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    """A funnel of several figures: one stage each, in the order they were chosen."""
    del runtime
    items = [
        {"key": str(number), "name": figure.name, "values": [_only(result)]}
        for number, (figure, result) in enumerate(zip(wish.figures, results, strict=True))
    ]
    return {"items": items}


def _only(result: Result) -> Any:
    return result.rows[0][-1] if result.rows else None


def _members(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    """Members of a dimension by the first figure, largest first (or smallest); the rest counted."""
    del runtime
    names: dict[str, str] = {}
    values: list[dict[str, Any]] = []
    for result in results:
        values.append({})
        for key, name, value in result.rows:
            names[str(key)] = str(name) if name is not None else ""
            values[-1][str(key)] = value
    first = values[0]
    known = [key for key in names if first.get(key) is not None]
    known.sort(key=lambda key: (first[key], key), reverse=not wish.widget.least)
    shown = known[: wish.widget.limit]
    return {
        "items": [
            {"key": key, "name": names[key], "values": [one.get(key) for one in values]}
            for key in shown
        ],
        "total": len(known),
    }


def _links(runtime: Runtime, wish: Wish, results: list[Result]) -> Answer:
    """Flows between the members of two dimensions; the smallest members join as the rest."""
    del runtime
    found = [
        (str(left), str(left_name or ""), str(right), str(right_name or ""), value)
        for left, left_name, right, right_name, value in results[0].rows
        if value is not None and value > 0
    ][:MOST_MEMBERS]
    sides: list[dict[str, Any]] = [{}, {}]
    for left, _, right, _, value in found:
        sides[0][left] = sides[0].get(left, 0) + value
        sides[1][right] = sides[1].get(right, 0) + value
    kept = [
        set(sorted(side, key=lambda key: (-side[key], key))[: wish.widget.limit]) for side in sides
    ]
    links: dict[tuple[str, str], Any] = {}
    names: list[dict[str, str]] = [{}, {}]
    for left, left_name, right, right_name, value in found:
        ends = []
        for side, key, name in ((0, left, left_name), (1, right, right_name)):
            end = key if key in kept[side] else ""
            names[side][end] = name if end else ""
            ends.append(end)
        links[ends[0], ends[1]] = links.get((ends[0], ends[1]), 0) + value
    return {
        "links": [
            {
                "source": left,
                "source_name": names[0][left],
                "target": right,
                "target_name": names[1][right],
                "value": value,
            }
            for (left, right), value in links.items()
        ]
    }


def _failed(error: BatonError, viewer: Viewer) -> Answer:
    return {"state": "failed", "message": error.text(viewer.language)}
