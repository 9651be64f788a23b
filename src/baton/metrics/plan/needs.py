"""What figures a formula needs: each aggregate, for which windows, in which groups.

Equal needs of different formulas are one need, so that many indicators share their scans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

from baton.base.periods import Period
from baton.metrics.formula import nodes as n
from baton.metrics.plan.measures import Measure, measures
from baton.metrics.plan.windows import Days, days_of, earlier, widened


@dataclass(frozen=True)
class Need:
    """One aggregate in one kind of group.

    Args:
        aggregate: what is gathered.
        grouped: by the question's dimensions; otherwise over everything (for shares).
        member: the column that holds the member of ``EACH``, when inside one.
    """

    aggregate: n.Aggregate
    grouped: bool
    member: n.RowColumn | None = None

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What a scan works out for it, the row count first."""
        return measures(self.aggregate)

    @cached_property
    def _hash(self) -> int:
        return hash((self.aggregate, self.grouped, self.member))

    def __hash__(self) -> int:
        """The hash of the whole expression, worked out once."""
        return self._hash


Needs = dict[Need, set[Days]]
"""The windows each need is asked for."""


@dataclass(frozen=True)
class _Place:
    """Where in the formula we are: the windows asked, grouped or not, the members of EACH."""

    windows: tuple[Period, ...]
    grouped: bool = True
    members: tuple[tuple[str, n.RowColumn], ...] = ()


def needs(roots: Iterable[n.Scalar], windows: Iterable[Period]) -> Needs:
    """All needs of formulas asked for ``windows``."""
    found: Needs = {}
    place = _Place(tuple(windows))
    for root in roots:
        _collect(root, place, found)
    return found


def moved(node: n.Prior | n.Growth | n.Window, period: Period) -> Period:
    """The window in which the item of a time operator is worked out."""
    match node:
        case n.Prior(_, step, back):
            return earlier(period, step, back)
        case n.Growth(_, step):
            return earlier(period, step, 1)
        case n.Window(_, span, length):
            return widened(period, span, length)
    raise TypeError(node)


def _collect(node: Any, place: _Place, found: Needs) -> None:
    match node:
        case n.Aggregate():
            member = dict(place.members).get(node.fact)
            need = Need(node, place.grouped, member)
            found.setdefault(need, set()).update(days_of(period) for period in place.windows)
            return
        case n.Nested():
            inside = _Place(place.windows, place.grouped, node.keys)
            _collect(node.value, inside, found)
            if node.condition is not None:
                _collect(node.condition, inside, found)
            return
        case n.Share(item):
            _collect(item, place, found)
            _collect(item, _Place(place.windows, False, place.members), found)
            return
        case n.Growth(item):
            _collect(item, place, found)
            _collect(item, _moved(node, place), found)
            return
        case n.Prior(item) | n.Window(item):
            _collect(item, _moved(node, place), found)
            return
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part) and type(part).__module__ == n.__name__:
                _collect(part, place, found)


def _moved(node: n.Prior | n.Growth | n.Window, place: _Place) -> _Place:
    windows = tuple(dict.fromkeys(moved(node, period) for period in place.windows))
    return _Place(windows, place.grouped, place.members)
