"""Row expressions as Ibis expressions, with the rules of empty values of decision 0001.

Conditions never give NULL: a comparison with an empty value is false, so that NOT turns a
condition exactly round in every engine. Numbers stay exact decimals as long as 38 digits hold
them; quotients and longer products are 64-bit floats (relative error below 1e-15).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import ibis
import ibis.expr.datatypes as types

from baton.metrics.facts import Kind
from baton.metrics.formula import nodes as n

NUMBER_DIGITS, NUMBER_SCALE = 18, 6
"""Of a kept number, ``DECIMAL(18,6)``."""
MAX_DIGITS = 38


class Members(Protocol):
    """Finds the keys of members by what a person typed."""

    def matching(self, column: n.RowColumn, text: str) -> dict[str | None, list[str]]:
        """Keys by source of the members with this key or name; source ``None`` for any."""

    def containing(self, column: n.RowColumn, text: str) -> dict[str | None, list[str]]:
        """Keys by source of the members whose name contains ``text``."""


@dataclass(frozen=True)
class Typed:
    """An Ibis value and how many digits it needs; ``digits`` is None for anything but decimals."""

    value: Any
    digits: int | None = None
    scale: int = 0
    filled: bool = False
    """Whether it is never empty."""


class RowCompiler:
    """Turns row expressions into Ibis.

    Args:
        column: gives the Ibis column for a ``RowColumn``.
        source: gives the Ibis column with the source of the rows.
        members: finds member keys.
    """

    def __init__(
        self, column: Callable[[n.RowColumn], Any], source: Callable[[], Any], members: Members
    ) -> None:
        self._column = column
        self._source = source
        self._members = members

    def source(self) -> Any:
        """The source of each row."""
        return self._source()

    def over(self, column: Callable[[n.RowColumn], Any], source: Callable[[], Any]) -> RowCompiler:
        """The same over other rows."""
        return RowCompiler(column, source, self._members)

    # -- conditions ---------------------------------------------------------------------------

    def condition(self, row: n.RowCondition) -> Any:  # noqa: PLR0911 - one a node
        """A boolean that is never NULL."""
        match row:
            case n.RowFlag(value):
                return ibis.literal(value)
            case n.RowColumn():
                return self._column(row).fill_null(False)
            case n.RowAnd(items):
                return _all(self.condition(item) for item in items)
            case n.RowOr(items):
                return ~_all(~self.condition(item) for item in items)
            case n.RowNot(item):
                return ~self.condition(item)
            case n.RowIsEmpty(item):
                return self.value(item).value.isnull()
            case n.RowCompare(op, left, right):
                return self._compare(op, left, right)
            case n.RowIn(item, values):
                return self._in(item, values)
            case n.RowBetween(item, low, high):
                value, first, last = (self.value(part).value for part in (item, low, high))
                return ((value >= first) & (value <= last)).fill_null(False)
            case n.RowContains(item, text):
                return self._contains(item, text)
        raise TypeError(row)

    def _compare(self, op: str, left: n.Row, right: n.Row) -> Any:
        if op == "!=":
            return ~self._compare("=", left, right)
        if op == "=":
            if _is_dimension(left) and isinstance(right, n.RowText):
                return self._is_member(left, [right.value])
            if _is_dimension(right) and isinstance(left, n.RowText):
                return self._is_member(right, [left.value])
        a, b = self.value(left).value, self.value(right).value
        found = {"=": a == b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]
        return found.fill_null(False)

    def _in(self, item: n.Row, values: tuple[n.Row, ...]) -> Any:
        texts = [value.value for value in values if isinstance(value, n.RowText)]
        if _is_dimension(item) and len(texts) == len(values):
            return self._is_member(item, texts)
        return ~_all(~self._compare("=", item, value) for value in values)

    def _is_member(self, column: n.Row, texts: list[str]) -> Any:
        assert isinstance(column, n.RowColumn)
        found: dict[str | None, list[str]] = {}
        for text in texts:
            for source, keys in self._members.matching(column, text).items():
                found.setdefault(source, []).extend(keys)
        return self._among(column, found)

    def _among(self, column: n.RowColumn, keys: dict[str | None, list[str]]) -> Any:
        """Whether the row's member is one of ``keys``, which hold by source."""
        value = self._column(column)
        found = ibis.literal(False)
        for source, some in keys.items():
            among = value.isin(sorted(set(some))).fill_null(False)
            if source is not None:
                among = among & (self._source() == source)
            found = among if len(keys) == 1 else found | among
        return found

    def _contains(self, item: n.Row, text: str) -> Any:
        value = self.value(item).value
        found = value.lower().contains(text.lower()).fill_null(False)
        if isinstance(item, n.RowColumn) and _is_dimension(item):
            keys = self._members.containing(item, text)
            if any(keys.values()):
                found = found | self._among(item, keys)
        return found

    # -- values -------------------------------------------------------------------------------

    def value(self, row: n.Row) -> Typed:  # noqa: PLR0911 - one a node
        """The value of a row; NULL where it is empty."""
        match row:
            case n.RowColumn():
                column = self._column(row)
                if row.kind is Kind.NUMBER:
                    return Typed(column, NUMBER_DIGITS, NUMBER_SCALE)
                return Typed(column)
            case n.RowNumber(number):
                return decimal_literal(number)
            case n.RowText(text):
                return Typed(ibis.literal(text), filled=True)
            case n.RowDate(day):
                return Typed(ibis.literal(day, type=types.date), filled=True)
            case n.RowFlag(flag):
                return Typed(ibis.literal(flag), filled=True)
            case n.RowEmpty():
                return Typed(ibis.null(types.Decimal(NUMBER_DIGITS, NUMBER_SCALE)), 18, 6)
            case n.RowNegate(item):
                found = self.value(item)
                return Typed(-found.value, found.digits, found.scale, found.filled)
            case n.RowArithmetic(op, left, right):
                return self._arithmetic(op, self.value(left), self.value(right))
            case n.RowIf(condition, then, otherwise):
                return self._if(condition, then, otherwise)
            case n.RowCall(function, args):
                return self._call(function, args)
        raise TypeError(row)

    def _if(self, condition: n.RowCondition, then: n.Row, otherwise: n.Row) -> Typed:
        first, second = _alike(self.value(then), self.value(otherwise))
        value = ibis.ifelse(self.condition(condition), first.value, second.value)
        return Typed(value, first.digits, first.scale, first.filled and second.filled)

    def _arithmetic(self, op: str, left: Typed, right: Typed) -> Typed:
        if op == "/":
            quotient = _float(left) / _float(right).nullif(0.0)
            return Typed(quotient)
        if op == "*":
            return _product(left, right)
        left, right = _alike(left, right)
        a = left.value if left.filled else left.value.fill_null(0)
        b = right.value if right.filled else right.value.fill_null(0)
        total = a + b if op == "+" else a - b
        filled = left.filled or right.filled
        if not filled:
            both_empty = left.value.isnull() & right.value.isnull()
            total = ibis.ifelse(both_empty, ibis.null(total.type()), total)
        digits = None if left.digits is None else min(left.digits + 1, MAX_DIGITS)
        return Typed(total, digits, left.scale, filled)

    def _call(  # noqa: PLR0911 - one a function
        self, function: n.RowFunction, args: tuple[n.Row, ...]
    ) -> Typed:
        items = [self.value(arg) for arg in args]
        first = items[0]
        match function:
            case n.RowFunction.DAYS:
                start, end = (item.value.cast("date") for item in items)
                return Typed(end.delta(start, unit="day"))
            case n.RowFunction.HOURS:
                start, end = (item.value.cast("timestamp").epoch_seconds() for item in items)
                return Typed((end - start).cast("float64") / 3600.0)
            case n.RowFunction.YEAR:
                return Typed(first.value.year())
            case n.RowFunction.MONTH:
                return Typed(first.value.month())
            case n.RowFunction.ABS:
                return Typed(first.value.abs(), first.digits, first.scale, first.filled)
            case n.RowFunction.ROUND:
                return self._round(first, args[1:])
        alike = _all_alike(items)
        values = [item.value for item in alike]
        combine = {
            n.RowFunction.MIN: ibis.least,
            n.RowFunction.MAX: ibis.greatest,
            n.RowFunction.COALESCE: ibis.coalesce,
        }[function]
        value = combine(*values)
        filled = any(item.filled for item in alike)
        return Typed(value, alike[0].digits, alike[0].scale, filled)

    def _round(self, item: Typed, args: tuple[n.Row, ...]) -> Typed:
        decimals = int(args[0].value) if args and isinstance(args[0], n.RowNumber) else 0
        if item.digits is None:
            return Typed(item.value.cast("float64").round(decimals))
        return Typed(item.value.round(decimals), item.digits, max(decimals, 0), item.filled)


def decimal_literal(number: Decimal) -> Typed:
    """A typed number as an exact decimal."""
    exponent = number.normalize().as_tuple().exponent
    scale = max(-int(exponent), 0)
    digits = max(len(str(abs(int(number)))) + scale, scale + 1)
    return Typed(ibis.literal(number, type=types.Decimal(digits, scale)), digits, scale, True)


def day_literal(day: dt.date) -> Any:
    """A day as an Ibis literal."""
    return ibis.literal(day, type=types.date)


def _all(conditions: Any) -> Any:
    found = None
    for condition in conditions:
        found = condition if found is None else found & condition
    return ibis.literal(True) if found is None else found


def _is_dimension(row: n.Row) -> bool:
    return isinstance(row, n.RowColumn) and row.kind is Kind.DIMENSION


def _float(item: Typed) -> Any:
    return item.value.cast("float64")


def _alike(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    first, second = _all_alike([left, right])
    return first, second


def _all_alike(items: list[Typed]) -> list[Typed]:
    """The values with a common type: decimals of one width, or floats when one is a float."""
    decimals = [item for item in items if item.digits is not None]
    if not decimals:
        return items
    scale = max(item.scale for item in decimals)
    digits = scale + max((item.digits or 0) - item.scale for item in decimals)
    if len(decimals) < len(items) or digits > MAX_DIGITS:
        if any(not item.value.type().is_numeric() for item in items):
            return items
        return [Typed(_float(item), filled=item.filled) for item in items]
    kind = types.Decimal(digits, scale)
    return [
        item
        if (item.digits, item.scale) == (digits, scale)
        else Typed(item.value.cast(kind), digits, scale, item.filled)
        for item in items
    ]


def _product(left: Typed, right: Typed) -> Typed:
    filled = left.filled and right.filled
    if left.digits is None or right.digits is None or left.digits + right.digits > MAX_DIGITS:
        return Typed(_float(left) * _float(right), filled=filled)
    digits, scale = left.digits + right.digits, left.scale + right.scale
    return Typed(left.value * right.value, digits, scale, filled)
