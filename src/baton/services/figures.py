"""What all figures for people have in common: the period, the unit, and who asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain, Period
from baton.base.units import RATIO
from baton.metrics.engine import Access
from baton.services import org, scope

if TYPE_CHECKING:
    from baton.metrics.catalogue import Indicator, Perspective
    from baton.services.person import Person
    from baton.services.runtime import Runtime

T = TypeVar("T")

KEPT_ANSWERS = 512
"""Answers kept of one version of the facts."""

WAIT_SECONDS = 10.0
"""How long to wait for another request that works out the same answer."""


@dataclass(frozen=True)
class Slice:
    """One period of one unit as one person may see it.

    Attributes:
        person: the one whose own rows it holds, for somebody who leads no unit; also whose
            targets they are judged by.
    """

    period: Period
    org: str | None
    access: Access | None
    person: str | None = None

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What makes two slices give the same figures."""
        return (self.period, self.org, self.access, self.person)


def slice_of(runtime: Runtime, person: Person, period: str | None, unit: str | None) -> Slice:
    """The slice asked for: this month and the person's topmost unit, or the own rows.

    Raises:
        BatonError: the period cannot be read, or is a total.
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such unit.
    """
    wanted = Period.parse(period) if period else Period.of(org.today(), Grain.MONTH)
    seen = scope.of(runtime, person)
    place = seen.unit(unit)
    if place is not None and not org.known(runtime, place):
        raise BatonError("services.no_such_unit", status=404, unit=place)
    return Slice(wanted, place, access_of(seen), seen.person if place is None else None)


def access_of(seen: scope.Scope) -> Access | None:
    """The restriction of rows that goes with a scope; None is everything."""
    if seen.units is None:
        return None
    return Access(seen.units, None if seen.person is None else frozenset({seen.person}))


def perspective_name(perspective: Perspective, language: str) -> str:
    """The perspective's name."""
    return message(f"services.perspective_{perspective.value}", language)


def role_name(role: str, language: str) -> str:
    """A role's name."""
    return message(f"services.role_{role}", language)


def is_ratio(indicator: Indicator) -> bool:
    """Whether the figure is a share: changes are then differences."""
    return indicator.unit == RATIO


def decimals(indicator: Indicator) -> int:
    """Decimal places as shown: of a share in percent two fewer than it has as a fraction."""
    if indicator.display == "percent":
        return max(0, indicator.decimals - 2)
    return indicator.decimals


class Answers:
    """Answers of one version of the facts, the most recently used kept."""

    def __init__(self) -> None:
        self._version = -1
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._at_work: dict[tuple[int, Hashable], threading.Event] = {}
        self._lock = threading.Lock()

    def get(self, version: int, key: Hashable, work: Callable[[], T]) -> T:
        """The kept answer, or a new one that is kept while the facts stay the same."""
        with self._lock:
            if self._version == version and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]
            mine = threading.Event()
            other = self._at_work.setdefault((version, key), mine)
        if other is not mine:  # somebody works it out already
            other.wait(WAIT_SECONDS)
            with self._lock:
                if self._version == version and key in self._kept:
                    return self._kept[key]  # type: ignore[return-value]
        try:
            answer = work()
            self._keep(version, key, answer)
        finally:
            if other is mine:
                with self._lock:
                    self._at_work.pop((version, key), None)
                mine.set()
        return answer

    def _keep(self, version: int, key: Hashable, answer: object) -> None:
        with self._lock:
            if self._version < version:
                self._version = version
                self._kept.clear()
            if self._version == version:
                self._kept[key] = answer
                if len(self._kept) > KEPT_ANSWERS:
                    self._kept.popitem(last=False)


_answers: WeakKeyDictionary[object, Answers] = WeakKeyDictionary()
_lock = threading.Lock()


def answers(runtime: Runtime) -> Answers:
    """The kept answers of a running installation's facts."""
    with _lock:
        return _answers.setdefault(runtime.store, Answers())


def forget(runtime: Runtime) -> None:
    """Drop the kept answers, e.g. after a definition changed."""
    with _lock:
        _answers.pop(runtime.store, None)
