"""Formulas worked out row by row in plain Python, without any query: the measure of the engine.

Written from decision 0001 and the docstrings of ``formula.nodes`` alone, as simply as possible.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from baton.base.periods import Grain, Period, periods
from baton.metrics.facts import FACTS, Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import aggregates, walk

Rows = dict[str, list[dict[str, Any]]]


def day(value: Any) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


class Reference:
    """Args: rows by fact; names by (dimension, key); which rows count at all."""

    def __init__(
        self,
        rows: Rows,
        names: dict[tuple[str, str], str] | None = None,
        allowed: Callable[[str, dict[str, Any], dt.date], bool] = lambda *_: True,
    ) -> None:
        self.rows = rows
        self.names = names or {}
        self.allowed = allowed

    # -- rows ---------------------------------------------------------------------------------

    def column(self, column: n.RowColumn, row: dict[str, Any] | None, fact: str) -> Any:
        for step in column.via:
            link = FACTS[fact].links[step]
            key = None if row is None else row.get(link.column)
            fact = link.to
            found = [r for r in self.rows.get(fact, []) if key is not None and r["row_key"] == key]
            row = found[0] if found else None
        return None if row is None else row.get(column.column)

    def value(self, node: Any, row: dict[str, Any], fact: str) -> Any:
        value = lambda item: self.value(item, row, fact)  # noqa: E731
        match node:
            case n.RowColumn():
                return self.column(node, row, fact)
            case n.RowNumber(x) | n.RowText(x) | n.RowDate(x) | n.RowFlag(x):
                return x
            case n.RowEmpty():
                return None
            case n.RowNegate(item):
                return None if value(item) is None else -value(item)
            case n.RowArithmetic(op, left, right):
                return arithmetic(op, value(left), value(right))
            case n.RowIf(condition, then, otherwise):
                return value(then) if self.holds(condition, row, fact) else value(otherwise)
            case n.RowCall(n.RowFunction.DAYS, (a, b)):
                first, second = day(value(a)), day(value(b))
                return None if None in (first, second) else Decimal((second - first).days)
            case n.RowCall(n.RowFunction.ROUND, (a, d)):
                return rounded(value(a), d.value)
            case n.RowCall(n.RowFunction.MAX, args):
                return max((value(a) for a in args if value(a) is not None), default=None)
            case n.RowCall(n.RowFunction.COALESCE, args):
                return next((value(a) for a in args if value(a) is not None), None)
        raise NotImplementedError(node)

    def holds(self, node: Any, row: dict[str, Any], fact: str) -> bool:
        value = lambda item: self.value(item, row, fact)  # noqa: E731
        match node:
            case n.RowColumn():
                return value(node) is True
            case n.RowAnd(items):
                return all(self.holds(i, row, fact) for i in items)
            case n.RowOr(items):
                return any(self.holds(i, row, fact) for i in items)
            case n.RowNot(item):
                return not self.holds(item, row, fact)
            case n.RowIsEmpty(item):
                return value(item) is None
            case n.RowIn(item, values):
                return any(self.equal(item, v, row, fact) for v in values)
            case n.RowBetween(item, low, high):
                return value(item) is not None and value(low) <= value(item) <= value(high)
            case n.RowContains(item, text):
                texts = [value(item), self.name(item, value(item))]
                return any(text.lower() in t.lower() for t in texts if t is not None)
            case n.RowCompare("=", left, right):
                return self.equal(left, right, row, fact)
            case n.RowCompare("!=", left, right):
                return not self.equal(left, right, row, fact)
            case n.RowCompare(op, left, right):
                a, b = value(left), value(right)
                if a is None or b is None:
                    return False
                return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
        raise NotImplementedError(node)

    def name(self, column: n.RowColumn, key: Any) -> str | None:
        dimension = FACTS[column.fact].columns[column.column].members
        return self.names.get((dimension or "", key))

    def equal(self, left: Any, right: Any, row: dict[str, Any], fact: str) -> bool:
        a, b = self.value(left, row, fact), self.value(right, row, fact)
        if isinstance(left, n.RowColumn) and left.kind is Kind.DIMENSION and a is not None:
            return a == b or (b is not None and self.name(left, a) == b)
        return a is not None and b is not None and a == b

    # -- aggregates ---------------------------------------------------------------------------

    def dated(self, a: n.Aggregate) -> list[tuple[dict[str, Any], dt.date]]:
        """The rows with a date, allowed or not."""
        pairs = ((r, day(self.column(a.date, r, a.fact))) for r in self.rows.get(a.fact, []))
        return [(r, d) for r, d in pairs if d is not None]

    def group_of(
        self, a: n.Aggregate, row: dict[str, Any], keys: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        return tuple(key(a.fact, row) for key in keys)

    def selected(
        self, a: n.Aggregate, window: Period, keys: tuple[Any, ...], group: tuple[Any, ...]
    ) -> list[tuple[dict[str, Any], dt.date]]:
        dated = self.dated(a)
        days = sorted({d for _, d in dated})
        if a.over is n.Over.LAST:
            before = [d for d in days if d < window.end]
            chosen = {before[-1]} if before else set()
        else:
            chosen = {d for d in days if window.start <= d < window.end}
        return [
            (r, d)
            for r, d in dated
            if d in chosen
            and self.allowed(a.fact, r, d)
            and (a.filter is None or self.holds(a.filter, r, a.fact))
            and self.group_of(a, r, keys) == group
        ]

    def aggregate(
        self, a: n.Aggregate, window: Period, keys: tuple[Any, ...], group: tuple[Any, ...]
    ) -> Decimal | None:
        rows = self.selected(a, window, keys, group)
        if a.over is n.Over.FLOW:
            return self.gathered(a, [r for r, _ in rows])
        days = sorted({d for _, d in self.dated(a)})
        if a.over is n.Over.LAST:
            known = any(d < window.end for d in days)
            return self.gathered(a, [r for r, _ in rows]) if known else None
        inside = [d for d in days if window.start <= d < window.end]
        if not inside:
            return None
        by_day = [self.gathered(a, [r for r, d in rows if d == one]) for one in inside]
        found = [v for v in by_day if v is not None]
        return sum(found, Decimal(0)) / len(found) if found else None

    def gathered(self, a: n.Aggregate, rows: list[dict[str, Any]]) -> Decimal | None:
        if a.argument is None:
            return Decimal(len(rows))
        values = [self.value(a.argument, r, a.fact) for r in rows]
        values = [v for v in values if v is not None]
        return gather(a.function, values)

    # -- figures ------------------------------------------------------------------------------

    def scalar(
        self, node: Any, window: Period, keys: tuple[Any, ...], group: tuple[Any, ...]
    ) -> Any:
        at = lambda item, w=window: self.scalar(item, w, keys, group)  # noqa: E731
        match node:
            case n.Aggregate():
                return self.aggregate(node, window, keys, group)
            case n.Number(x):
                return x
            case n.Empty():
                return None
            case n.Reference(_, value):
                return at(value)
            case n.PeriodDays():
                return Decimal((window.end - window.start).days)
            case n.Negate(item):
                return None if at(item) is None else -at(item)
            case n.Arithmetic(op, left, right):
                return arithmetic(op, at(left), at(right))
            case n.If(condition, then, otherwise):
                return at(then) if self.condition(condition, at) else at(otherwise)
            case n.Call(n.Function.ABS, (item,)):
                return None if at(item) is None else abs(at(item))
            case n.Call(n.Function.ROUND, (item, digits)):
                return rounded(at(item), digits.value)
            case n.Call(n.Function.COALESCE, args):
                return next((at(a) for a in args if at(a) is not None), None)
            case n.Call(n.Function.MAX, args):
                return max((at(a) for a in args if at(a) is not None), default=None)
            case n.Prior() | n.Window():
                return at(node.item, moved(node, window))
            case n.Growth(item):
                now, before = at(item), at(item, moved(node, window))
                return None if now is None or not before else (now - before) / abs(before)
            case n.Share(item):
                return arithmetic("/", at(item), self.scalar(item, window, (), ()))
            case n.Nested():
                return self.nested(node, window, keys, group)
        raise NotImplementedError(node)

    def condition(self, node: Any, at: Callable[[Any], Any]) -> bool:
        match node:
            case n.IsEmpty(item):
                return at(item) is None
            case n.And(items):
                return all(self.condition(i, at) for i in items)
            case n.Or(items):
                return any(self.condition(i, at) for i in items)
            case n.Not(item):
                return not self.condition(item, at)
            case n.Compare(op, left, right):
                a, b = at(left), at(right)
                if a is None or b is None:
                    return op == "!="
                return {
                    "=": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
                }[op]  # fmt: skip
        raise NotImplementedError(node)

    def nested(
        self, node: n.Nested, window: Period, keys: tuple[Any, ...], group: tuple[Any, ...]
    ) -> Decimal | None:
        columns = dict(node.keys)
        member = lambda fact, row: self.column(columns[fact], row, fact)  # noqa: E731
        inner = (*keys, member)
        inside = [*aggregates(node.value)]
        inside += aggregates(node.condition) if node.condition is not None else ()
        members = {
            member(a.fact, r) for a in inside for r, _ in self.selected(a, window, keys, group)
        } - {None}
        values = []
        for one in members:
            at = lambda item, one=one: self.scalar(item, window, inner, (*group, one))  # noqa: E731
            if at(node.value) is None:
                continue
            if node.condition is None or self.condition(node.condition, at):
                values.append(at(node.value))
        values.sort(reverse=True)
        return gather(node.function, values[: node.top])

    def table(
        self,
        checked: n.Checked,
        start: dt.date,
        end: dt.date,
        grain: Grain,
        keys: tuple[Any, ...] = (),
    ) -> list[tuple[Period, tuple[Any, ...], Decimal | None]]:
        """All figures: (period, group, value), in no order."""
        found = []
        with localcontext() as context:
            context.prec = 40
            for window in periods(start, end, grain):
                groups = {()} if grain is Grain.TOTAL and not keys else set()
                groups |= self.groups(checked.root, window, keys)
                found += [(window, g, self.scalar(checked.root, window, keys, g)) for g in groups]
        return found

    def groups(self, root: Any, window: Period, keys: tuple[Any, ...]) -> set[tuple[Any, ...]]:
        """Groups in which an aggregate has rows in one of the windows it is read for."""
        found: set[tuple[Any, ...]] = set()
        for a, own in read(root, window):
            rows = self.selected_any(a, own)
            found |= {self.group_of(a, r, keys) for r in rows}
        return found

    def selected_any(self, a: n.Aggregate, window: Period) -> Iterable[dict[str, Any]]:
        every = lambda *_: None  # noqa: E731
        return [r for r, _ in self.selected(a, window, (every,), (None,))]


def read(node: Any, window: Period) -> Iterable[tuple[n.Aggregate, Period]]:
    """Each aggregate with the windows it is read for."""
    if isinstance(node, n.Aggregate):
        return [(node, window)]
    if isinstance(node, n.Prior | n.Window):
        return read(node.item, moved(node, window))
    if isinstance(node, n.Growth):
        return [*read(node.item, window), *read(node.item, moved(node, window))]
    inside = [part for part in walk(node) if part is not node]
    direct = [p for p in inside if not any(p in list(walk(q))[1:] for q in inside)]
    return [pair for part in direct for pair in read(part, window)]


def moved(node: Any, window: Period) -> Period:
    match node:
        case n.Prior(_, n.Step.YEAR, back):
            return window.year_before(back)
        case n.Prior(_, n.Step.PERIOD, back):
            return window.previous(back)
        case n.Growth(_, n.Step.YEAR):
            return window.year_before()
        case n.Growth(_, n.Step.PERIOD):
            return window.previous()
        case n.Window(_, n.Span.TO_DATE):
            return Period(dt.date(1, 1, 1), window.end, Grain.TOTAL)
        case n.Window(_, n.Span.YEAR_TO_DATE):
            return Period(*window.year_to_date(), Grain.TOTAL)
        case n.Window(_, n.Span.ROLLING, length):
            return Period(*window.rolling(length), Grain.TOTAL)
    raise NotImplementedError(node)


def arithmetic(op: str, a: Any, b: Any) -> Any:
    if op in "+-":
        if a is None and b is None:
            return None
        return (a or 0) + (b or 0) if op == "+" else (a or 0) - (b or 0)
    if a is None or b is None or (op == "/" and b == 0):
        return None
    return a * b if op == "*" else a / b


def rounded(value: Any, digits: Any) -> Any:
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)


def gather(function: n.Gather, values: list[Any]) -> Decimal | None:
    match function:
        case n.Gather.SUM:
            return sum(values, Decimal(0))
        case n.Gather.COUNT:
            return Decimal(len(values))
        case n.Gather.COUNT_DISTINCT:
            return Decimal(len(set(values)))
    if not values:
        return None
    match function:
        case n.Gather.AVG:
            return sum(values, Decimal(0)) / len(values)
        case n.Gather.MIN:
            return min(values)
        case n.Gather.MAX:
            return max(values)
    return statistics.median(values)
