"""What is odd now over all indicators 异常, the most severe first, worked out behind the requests.

Looking through every indicator with all members of its dimensions takes longer than a page may
wait. A request gives what is known and, where that is old, lets a thread look again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base.i18n import message
from baton.metrics.analysis.ask import Ask
from baton.metrics.analysis.forms import form_of
from baton.metrics.analysis.season import YEAR, adjusted
from baton.metrics.analysis.shift import Shift, Spike, find_shifts, find_spikes
from baton.metrics.catalogue import Direction
from baton.services import figure_text, figures, org
from baton.services.anomalies import BACK, members_of
from baton.services.comparing import over, scope_of
from baton.services.outlooks import estimate

if TYPE_CHECKING:
    from baton.base.periods import Period
    from baton.metrics.catalogue import Indicator
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

FRESH_SECONDS = 600.0
"""How long a board stands although facts change: what is odd lasts for periods, not minutes."""
MOST_BOARDS = 60
"""Boards kept of one installation."""
MOST_ROWS = 40
MEMBERS_EACH = 3
"""Members told of one indicator: its own page has them all."""
STILL = 12
"""Periods for which a lasting change is news."""
RECENT = 2
"""Periods over in which an outlier is news."""
HALF_LIFE = 6
"""Periods after which a change weighs half."""
HIGH, MEDIUM = 0.3, 0.1
"""Weights from which a finding is severe, and worth a look."""
WORSE, BETTER = 1.5, 0.6
"""How much more what got worse counts, and how much less what got better."""


@dataclass(frozen=True)
class _Board:
    rows: list[dict[str, Any]]
    version: int
    day: date
    at: datetime
    made: float


class Boards:
    """The boards of one running installation; one is worked out at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Board] = OrderedDict()
        self._at_work: set[Hashable] = set()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def get(self, runtime: Runtime, key: Hashable, wanted: Slice, language: str) -> _Board | None:
        """What is known; where it is old or missing, a thread looks again."""
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            old = known is None or (
                known.version != runtime.store.version
                and time.monotonic() - known.made > FRESH_SECONDS
            )
            if old and key not in self._at_work:
                self._at_work.add(key)
                work = threading.Thread(
                    target=self._look,
                    args=(runtime, key, wanted, language),
                    name="anomalies",
                    daemon=True,
                )
                work.start()
        return known

    def _look(self, runtime: Runtime, key: Hashable, wanted: Slice, language: str) -> None:
        try:
            with self._turn:
                if runtime.stopping.is_set():
                    return
                version = runtime.store.version
                rows = board_of(runtime, wanted, language)
            found = _Board(rows, version, org.today(), datetime.now(UTC), time.monotonic())
            with self._lock:
                self._kept[key] = found
                self._kept.move_to_end(key)
                while len(self._kept) > MOST_BOARDS:
                    self._kept.popitem(last=False)
        except Exception:
            if not runtime.stopping.is_set():
                logger.exception("anomalies could not be looked for")
        finally:
            with self._lock:
                self._at_work.discard(key)


_boards: WeakKeyDictionary[Any, Boards] = WeakKeyDictionary()
_lock = threading.Lock()


def boards(runtime: Runtime) -> Boards:
    """The boards of a running installation's facts."""
    with _lock:
        return _boards.setdefault(runtime.store, Boards())


def board(runtime: Runtime, person: Person, *, unit: str | None) -> dict[str, Any]:
    """What is odd now in the person's figures, the most severe first.

    ``state`` is ``working`` while nothing is known yet: ask again.

    Raises:
        ForbiddenError: the person may not see the unit.
    """
    wanted = figures.slice_of(runtime, person, None, unit)
    if wanted.access is not None and wanted.org in (wanted.access.org_units or ()):
        wanted = replace(wanted, access=None)  # many people share the slice of a unit
    key = (*wanted.key, person.language, org.today(), runtime.engine.catalogue)
    found = boards(runtime).get(runtime, key, wanted, person.language)
    return {
        "state": "working" if found is None else "ready",
        "period": wanted.period.label,
        "org": wanted.org,
        "as_of": None if found is None else found.at,
        "rows": [] if found is None else found.rows,
    }


def board_of(runtime: Runtime, wanted: Slice, language: str) -> list[dict[str, Any]]:
    """All that is odd in a slice, the most severe first."""
    engine = runtime.engine
    asked = [
        one
        for one in engine.catalogue
        if not engine.world.missing(engine.catalogue.formula(one.code), None)
    ]
    if not asked:
        return []
    period = wanted.period
    windows = [period.previous(step) for step in range(BACK.get(period.grain, 12), -1, -1)]
    roots = {one.code: form_of(engine.catalogue.formula(one.code).root).root for one in asked}
    ask = Ask(engine, tuple(windows), scope_of(wanted, language))
    values = ask.whole(list(roots.values()))
    found: list[dict[str, Any]] = []
    sizes = {}
    for one in asked:
        own = list(zip(windows, values[roots[one.code]], strict=True))
        first = next((place for place, (_, value) in enumerate(own) if value), len(own))
        done = over(own[first:])
        known = [abs(value) for _, value in done if value]
        sizes[one.code] = sum(known) / len(known) if known else 0.0
        found += _of_series(one, done, period, language)
    found += _of_members(runtime, wanted, asked, sizes, language)
    found.sort(key=lambda row: (-float(row["weight"]), str(row["code"])))
    return found[:MOST_ROWS]


def _of_series(
    one: Indicator, done: Sequence[tuple[Period, float]], period: Period, language: str
) -> list[dict[str, Any]]:
    """The last lasting change that still is news, and an outlier just now."""
    windows = [window for window, _ in done]
    plain = adjusted([value for _, value in done], YEAR.get(period.grain.value, 0))
    found = []
    shifts = [each for each in find_shifts(plain) if len(done) - each.at <= STILL]
    if shifts:
        found.append(_shift(one, shifts[-1], windows, language))
    spikes = [each for each in find_spikes(plain) if len(done) - each.at <= RECENT]
    if spikes:
        found.append(_spike(one, spikes[-1], windows, done[spikes[-1].at][1], language))
    return found


def _shift(
    one: Indicator, shift: Shift, windows: Sequence[Period], language: str
) -> dict[str, Any]:
    since = windows[shift.at]
    text = message(
        f"services.shift_{shift.form.value}",
        language,
        since=since.label,
        before=_write(one, shift.before, language),
        after=_write(one, shift.after, language),
    )
    change = shift.after - shift.before
    return _row(
        one,
        "shift",
        text,
        since=since,
        change=change,
        usual=shift.before,
        ago=len(windows) - shift.at,
        language=language,
    )


def _spike(
    one: Indicator, spike: Spike, windows: Sequence[Period], value: float, language: str
) -> dict[str, Any]:
    when = windows[spike.at]
    text = message(
        "services.spike",
        language,
        period=when.label,
        value=_write(one, value, language),
        usual=_write(one, spike.usual, language),
    )
    change = value - spike.usual
    return _row(
        one,
        "spike",
        text,
        since=when,
        change=change,
        usual=spike.usual,
        ago=len(windows) - spike.at,
        language=language,
    )


def _of_members(
    runtime: Runtime,
    wanted: Slice,
    asked: Sequence[Indicator],
    sizes: dict[str, float],
    language: str,
) -> list[dict[str, Any]]:
    by_code = {one.code: one for one in asked}
    told: dict[str, int] = {}
    found = []
    for member in members_of(runtime, wanted, asked, language):
        code = member["code"]
        told[code] = told.get(code, 0) + 1
        if told[code] > MEMBERS_EACH:
            continue
        since = _ago(wanted.period, member["since"])
        if since is None:
            continue
        row = _row(
            by_code[code],
            "member",
            member["text"],
            since=since[1],
            change=float(member["impact"] or 0),
            usual=sizes[code],
            ago=since[0],
            language=language,
        )
        names = ("dimension", "label", "key", "name")
        found.append({**row, **{f"member_{name}": member[name] for name in names}})
    return found


def _ago(period: Period, label: str) -> tuple[int, Period] | None:
    """How many periods ago one was; None when it is no news any more."""
    return next(
        (
            (back + 1, before)
            for back in range(STILL + 1)
            if (before := period.previous(back) if back else period).label == label
        ),
        None,
    )


def _row(
    one: Indicator,
    kind: str,
    text: str,
    *,
    since: Period,
    change: float,
    usual: float,
    ago: int,
    language: str,
) -> dict[str, Any]:
    """A finding with its weight: how large, how recent, and whether for the worse."""
    ways = {Direction.HIGHER: change < 0, Direction.LOWER: change > 0}
    worse = ways.get(one.direction) if change else None
    size = abs(change) if figures.is_ratio(one) else min(2.0, abs(change) / (abs(usual) or 1.0))
    weight = size * 0.5 ** ((ago - 1) / HALF_LIFE)
    weight *= 1.0 if worse is None else WORSE if worse else BETTER
    return {
        "code": one.code,
        "indicator": one.name(language),
        "perspective": one.perspective.value,
        "kind": kind,
        "since": since.label,
        "change": estimate(change),
        "unit": one.unit.code,
        "decimals": figures.decimals(one),
        "worse": worse,
        "weight": round(weight, 4),
        "severity": "high" if weight >= HIGH else "medium" if weight >= MEDIUM else "low",
        "text": text,
        "member_dimension": None,
        "member_label": None,
        "member_key": None,
        "member_name": None,
    }


def _write(one: Indicator, value: float, language: str) -> str:
    return figure_text.write(value, one.unit.code, figures.decimals(one), language)
