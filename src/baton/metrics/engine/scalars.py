"""Figures of formulas from figures of aggregates, in exact decimals, many groups at once."""

from __future__ import annotations

import operator
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from baton.base.periods import Period
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import aggregates
from baton.metrics.plan.figures import Figure, Figures, Key
from baton.metrics.plan.measures import ZERO, nothing
from baton.metrics.plan.needs import Need, moved
from baton.metrics.plan.windows import days_of

DIGITS = 40
"""Significant digits of the arithmetic; sums of kept numbers are exact within them."""

Number = Decimal | None
Targets = Callable[[str, Period, Key], Number]
"""Gives the target of an indicator for a window and group."""

_COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, eq=False)
class Cells:
    """The figures asked for: one for each position.

    Args:
        windows: the window of each cell.
        keys: the group of each cell; inside EACH the member comes last.
        grouped: by the question's dimensions, or over everything.
        members: inside EACH: the column of the member for each fact.
    """

    windows: Sequence[Period]
    keys: Sequence[Key]
    grouped: bool = True
    members: Mapping[str, n.RowColumn] | None = None


class Scalars:
    """Works out scalar expressions.

    Args:
        figures: of all needs of the expressions.
        targets: gives targets.
    """

    def __init__(self, figures: Figures, targets: Targets) -> None:
        self._figures = figures
        self._targets = targets
        self._known: dict[tuple[Any, int], list[Number]] = {}
        self._cells: list[Cells] = []  # keeps the ids in _known unique

    def values(self, node: n.Scalar, cells: Cells) -> list[Number]:
        """The figure of each cell; None when empty."""
        with localcontext() as context:
            context.prec = DIGITS
            return self._values(node, cells)

    def _values(self, node: n.Scalar, cells: Cells) -> list[Number]:
        place = (node, id(cells))
        if place not in self._known:
            self._cells.append(cells)
            self._known[place] = self._work_out(node, cells)
        return self._known[place]

    def _work_out(self, node: n.Scalar, cells: Cells) -> list[Number]:  # noqa: PLR0911, PLR0912 - one a node
        size = len(cells.windows)
        match node:
            case n.Aggregate():
                return self._aggregate(node, cells)
            case n.Number(value):
                return [value] * size
            case n.Empty():
                return [None] * size
            case n.Reference():
                return self._values(node.value, cells)
            case n.Target(code):
                places = zip(cells.windows, cells.keys, strict=True)
                return [self._targets(code, window, key) for window, key in places]
            case n.PeriodDays():
                return [Decimal(window.days) for window in cells.windows]
            case n.Negate(item):
                return [None if v is None else -v for v in self._values(item, cells)]
            case n.Arithmetic(op, left, right):
                pairs = zip(self._values(left, cells), self._values(right, cells), strict=True)
                function = _ARITHMETIC[op]
                return [function(a, b) for a, b in pairs]
            case n.Call():
                return self._call(node, cells)
            case n.If(condition, then, otherwise):
                holds = self._conditions(condition, cells)
                first, second = self._values(then, cells), self._values(otherwise, cells)
                return [a if h else b for h, a, b in zip(holds, first, second, strict=True)]
            case n.Prior() | n.Window():
                return self._values(node.item, _moved(node, cells))
            case n.Growth(item):
                pairs = zip(
                    self._values(item, cells), self._values(item, _moved(node, cells)), strict=True
                )
                return [_growth(now, before) for now, before in pairs]
            case n.Share(item):
                whole = _whole(cells)
                totals = dict(
                    zip(
                        zip(whole.windows, whole.keys, strict=True),
                        self._values(item, whole),
                        strict=True,
                    )
                )
                values = self._values(item, cells)
                return [
                    _quotient(value, totals[window, ()])
                    for value, window in zip(values, cells.windows, strict=True)
                ]
            case n.Nested():
                return self._nested(node, cells)
        raise TypeError(node)

    def _aggregate(self, node: n.Aggregate, cells: Cells) -> list[Number]:
        member = None if cells.members is None else cells.members.get(node.fact)
        need = Need(node, cells.grouped, member)
        values: list[Number] = []
        last: Period | None = None
        groups: Mapping[Key, Figure] = {}
        default: Number = None
        for window, key in zip(cells.windows, cells.keys, strict=True):
            if window is not last:
                last, days = window, days_of(window)
                groups = self._figures.of(need, days)
                unknown = (need, days) in self._figures.unknown
                default = None if unknown else nothing(node.function)
            figure = groups.get(key)
            values.append(default if figure is None else figure.value)
        return values

    def _call(self, node: n.Call, cells: Cells) -> list[Number]:
        columns = [self._values(arg, cells) for arg in node.args]
        match node.function:
            case n.Function.ABS:
                return [None if v is None else abs(v) for v in columns[0]]
            case n.Function.ROUND:
                decimals = columns[1] if len(columns) > 1 else [ZERO] * len(columns[0])
                return [_rounded(v, d) for v, d in zip(columns[0], decimals, strict=True)]
        choose = _CHOOSE[node.function]
        rows = ([v for v in row if v is not None] for row in zip(*columns, strict=True))
        return [choose(row) if row else None for row in rows]

    # -- conditions ---------------------------------------------------------------------------

    def _conditions(self, node: n.Condition, cells: Cells) -> list[bool]:
        match node:
            case n.Compare(op, left, right):
                function = _COMPARE[op]
                pairs = zip(self._values(left, cells), self._values(right, cells), strict=True)
                unknown = op == "!="
                return [
                    unknown if a is None or b is None else bool(function(a, b)) for a, b in pairs
                ]
            case n.IsEmpty(item):
                return [value is None for value in self._values(item, cells)]
            case n.Not(item):
                return [not held for held in self._conditions(item, cells)]
            case n.And(items):
                rows = zip(*(self._conditions(item, cells) for item in items), strict=True)
                return [all(row) for row in rows]
            case n.Or(items):
                rows = zip(*(self._conditions(item, cells) for item in items), strict=True)
                return [any(row) for row in rows]
        raise TypeError(node)

    # -- EACH ---------------------------------------------------------------------------------

    def _nested(self, node: n.Nested, cells: Cells) -> list[Number]:
        members = dict(node.keys)
        inside = aggregates(node.value)
        if node.condition is not None:
            inside = tuple(dict.fromkeys((*inside, *aggregates(node.condition))))
        by_window: dict[Period, dict[Key, dict[Any, None]]] = {}
        for window in dict.fromkeys(cells.windows):
            groups: dict[Key, dict[Any, None]] = defaultdict(dict)
            for aggregate in inside:
                need = Need(aggregate, cells.grouped, members[aggregate.fact])
                for key in self._figures.of(need, days_of(window)):
                    if key[-1] is not None:
                        groups[key[:-1]][key[-1]] = None
            by_window[window] = groups
        windows: list[Period] = []
        keys: list[Key] = []
        slots: list[int] = []
        for slot, (window, key) in enumerate(zip(cells.windows, cells.keys, strict=True)):
            for member in by_window[window].get(key, ()):
                windows.append(window)
                keys.append((*key, member))
                slots.append(slot)
        inner = Cells(windows, keys, cells.grouped, members)
        values = self._values(node.value, inner)
        if node.condition is None:
            holds: Sequence[bool] = [True] * len(values)
        else:
            holds = self._conditions(node.condition, inner)
        found: list[list[Decimal]] = [[] for _ in cells.windows]
        for slot, value, held in zip(slots, values, holds, strict=True):
            if held and value is not None:
                found[slot].append(value)
        return [_gathered(node, some) for some in found]


def _gathered(node: n.Nested, values: list[Decimal]) -> Number:  # noqa: PLR0911 - one a function
    if node.top is not None:
        values = sorted(values, reverse=True)[: node.top]
    match node.function:
        case n.Gather.COUNT:
            return Decimal(len(values))
        case n.Gather.SUM:
            return sum(values, ZERO)
    if not values:
        return None
    match node.function:
        case n.Gather.AVG:
            return sum(values, ZERO) / len(values)
        case n.Gather.MIN:
            return min(values)
        case n.Gather.MAX:
            return max(values)
        case n.Gather.MEDIAN:
            return statistics.median(values)
    raise TypeError(node.function)


def _moved(node: n.Prior | n.Growth | n.Window, cells: Cells) -> Cells:
    places = {window: moved(node, window) for window in dict.fromkeys(cells.windows)}
    windows = [places[window] for window in cells.windows]
    return Cells(windows, cells.keys, cells.grouped, cells.members)


def _whole(cells: Cells) -> Cells:
    """The same windows without groups."""
    windows = list(dict.fromkeys(cells.windows))
    return Cells(windows, [()] * len(windows), False, cells.members)


# -- arithmetic with empty values (decision 0001) -----------------------------------------------


def _total(a: Number, b: Number) -> Number:
    if a is None:
        return b
    return a if b is None else a + b


def _difference(a: Number, b: Number) -> Number:
    if b is None:
        return a
    return -b if a is None else a - b


def _product(a: Number, b: Number) -> Number:
    return None if a is None or b is None else a * b


def _quotient(a: Number, b: Number) -> Number:
    return None if a is None or not b else a / b


def _growth(now: Number, before: Number) -> Number:
    return None if now is None or not before else (now - before) / abs(before)


def _rounded(value: Number, decimals: Number) -> Number:
    if value is None:
        return None
    step = Decimal(1).scaleb(-int(decimals or 0))
    return value.quantize(step, rounding=ROUND_HALF_UP)


_CHOOSE: dict[n.Function, Callable[[list[Decimal]], Decimal]] = {
    n.Function.MIN: min,
    n.Function.MAX: max,
    n.Function.COALESCE: lambda values: values[0],
}
_ARITHMETIC = {"+": _total, "-": _difference, "*": _product, "/": _quotient}
