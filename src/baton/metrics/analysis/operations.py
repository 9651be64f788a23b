"""The operations of formulas on two states of a figure, as docs/decisions/0001 has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from baton.metrics.analysis.drivers import Number, Operation
from baton.metrics.analysis.exact import ZERO
from baton.metrics.formula import nodes as n

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def operation(node: n.Scalar) -> tuple[Operation, tuple[n.Scalar, ...]] | None:
    """How a node's value follows from its operands; None for a leaf."""
    match node:
        case n.Reference(_, value):
            return operation(value)
        case n.Negate(item):
            return _negate, (item,)
        case n.Arithmetic(op, left, right):
            return _ARITHMETIC[op], (left, right)
        case n.Call(function, args):
            return _CALLS[function], args
        case n.If(condition, then, otherwise):
            asked = tuple(dict.fromkeys(_asked(condition)))
            return _choice(condition, asked), (*asked, then, otherwise)
    return None


def _asked(condition: Any) -> list[n.Scalar]:
    """The figures a condition looks at."""
    match condition:
        case n.Compare(_, left, right):
            return [left, right]
        case n.IsEmpty(item):
            return [item]
        case n.Not(item):
            return _asked(item)
        case n.And(items) | n.Or(items):
            return [figure for item in items for figure in _asked(item)]
    raise TypeError(condition)


def _choice(condition: n.Condition, asked: tuple[n.Scalar, ...]) -> Operation:
    def choose(values: Sequence[Number]) -> Number:
        known = dict(zip(asked, values[: len(asked)], strict=True))
        return values[-2] if _holds(condition, known) else values[-1]

    return choose


def _holds(condition: Any, known: dict[n.Scalar, Number]) -> bool:
    match condition:
        case n.Compare(op, left, right):
            a, b = known[left], known[right]
            return op == "!=" if a is None or b is None else _COMPARE[op](a, b)
        case n.IsEmpty(item):
            return known[item] is None
        case n.Not(item):
            return not _holds(item, known)
        case n.And(items):
            return all(_holds(item, known) for item in items)
        case n.Or(items):
            return any(_holds(item, known) for item in items)
    raise TypeError(condition)


def _negate(values: Sequence[Number]) -> Number:
    (value,) = values
    return None if value is None else -value


def _add(values: Sequence[Number]) -> Number:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


def _subtract(values: Sequence[Number]) -> Number:
    left, right = values
    return _add([left, _negate([right])])


def _multiply(values: Sequence[Number]) -> Number:
    left, right = values
    return None if left is None or right is None else left * right


def _divide(values: Sequence[Number]) -> Number:
    left, right = values
    return None if left is None or not right else left / right


def _absolute(values: Sequence[Number]) -> Number:
    (value,) = values
    return None if value is None else abs(value)


def _round(values: Sequence[Number]) -> Number:
    value, digits = values[0], values[1] if len(values) > 1 else ZERO
    if value is None or digits is None:
        return None
    return value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def _among(choose: Callable[[list[Decimal]], Decimal]) -> Operation:
    def operate(values: Sequence[Number]) -> Number:
        known = [value for value in values if value is not None]
        return choose(known) if known else None

    return operate


_ARITHMETIC: dict[str, Operation] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
}
_CALLS: dict[n.Function, Operation] = {
    n.Function.ABS: _absolute,
    n.Function.ROUND: _round,
    n.Function.MIN: _among(min),
    n.Function.MAX: _among(max),
    n.Function.COALESCE: _among(lambda values: values[0]),
}
