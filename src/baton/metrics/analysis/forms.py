"""What kind of figure a checked formula gives: a sum, a ratio of sums, or something else.

The formula is first written so that everything about time sits on its sums: a rolling ratio is
the ratio of the rolling sums, growth is a difference over the figure before, an average is a sum
over a count. What is left can be taken apart along any dimension.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from baton.base.units import COUNT
from baton.metrics.analysis.exact import ONE, ZERO
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import aggregates, walk

_ADDING = (n.Gather.SUM, n.Gather.COUNT, n.Gather.COUNT_DISTINCT)
_CONDITIONS = (n.Compare, n.IsEmpty, n.And, n.Or, n.Not)
LEAVES = (n.Aggregate, n.Nested, n.Number, n.Empty, n.Target, n.PeriodDays, n.Prior, n.Window)


class Shape(StrEnum):
    """How the members of a dimension make up the whole."""

    SUM = "sum"
    """The whole is the sum of its members."""
    RATIO = "ratio"
    """A sum over another sum, perhaps scaled and moved by typed numbers."""
    OTHER = "other"
    """Anything else: shared out along the formula."""


@dataclass(frozen=True)
class Form:
    """A formula ready to be taken apart.

    Args:
        root: the rewritten formula; equal in value.
        shape: how members make up the whole.
        parts: of a sum the figure itself; of a ratio numerator and denominator; of anything
            else the leaves that differ from member to member.
        scale, offset: of a ratio: the figure is ``offset + scale * quotient``.
    """

    root: n.Scalar
    shape: Shape
    parts: tuple[n.Scalar, ...]
    scale: Decimal = ONE
    offset: Decimal = ZERO


def form_of(root: n.Scalar) -> Form:
    """The form of a checked formula."""
    spread = expand(root)
    if is_sum(spread):
        return Form(spread, Shape.SUM, (plain(spread),))
    ratio = _ratio(spread)
    if ratio is not None:
        return Form(spread, Shape.RATIO, (ratio.top, ratio.bottom), ratio.scale, ratio.offset)
    return Form(spread, Shape.OTHER, leaves(spread))


def plain(node: n.Scalar) -> n.Scalar:
    """The formula behind a reference."""
    while isinstance(node, n.Reference):
        node = node.value
    return node


def leaves(root: n.Scalar) -> tuple[n.Scalar, ...]:
    """The distinct parts of a rewritten formula that have values of their own for members."""
    found: dict[n.Scalar, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, n.Number | n.Empty | n.PeriodDays | n.Target):
            return
        if isinstance(node, (*LEAVES, n.Share)):
            if aggregates(node):  # the days of a period are the same for all members
                found[node] = None
            return
        for part in _parts(node):
            visit(part)

    visit(root)
    return tuple(found)


def looks_back(root: n.Scalar) -> bool:
    """Whether other periods than the one asked for count: balances, rolling figures, growth."""
    return any(isinstance(node, n.Window | n.Prior | n.Growth) for node in walk(root))


def is_sum(node: n.Scalar) -> bool:  # noqa: PLR0911 - one a node
    """Whether the whole is the sum of its members, as far as the formula can tell.

    Distinct counts are taken for sums here: whether a member's values are its own alone is seen
    in the figures.
    """
    match node:
        case n.Aggregate(function):
            return function in _ADDING and node.over in (n.Over.FLOW, n.Over.LAST, n.Over.AVERAGE)
        case n.Nested(function):
            return function in _ADDING and node.top is None
        case n.Reference(_, value):
            return is_sum(value)
        case n.Negate(item) | n.Window(item) | n.Prior(item):
            return is_sum(item)
        case n.Arithmetic(op, left, right):
            if op in "+-":
                return is_sum(left) and is_sum(right)
            if op == "*" and isinstance(left, n.Number):
                return is_sum(right)
            return isinstance(right, n.Number) and is_sum(left)
    return False


def expand(node: n.Scalar) -> n.Scalar:
    """The formula with everything about time on its sums, and averages as quotients."""
    match node:
        case n.Aggregate(n.Gather.AVG) if node.over is n.Over.FLOW:
            top = replace(node, function=n.Gather.SUM)
            bottom = replace(node, function=n.Gather.COUNT, unit=COUNT)
            return n.Arithmetic("/", top, bottom, node.unit)
        case n.Growth(item, step):
            now = expand(item)
            before = _pushed(n.Prior(item, step, 1, item.unit), now)
            gone = n.Arithmetic("-", now, before, item.unit)
            return n.Arithmetic("/", gone, n.Call(n.Function.ABS, (before,), item.unit), node.unit)
        case n.Prior(item) | n.Window(item):
            found: n.Scalar = _pushed(node, expand(item))
            return found
        case n.Aggregate() | n.Nested() | n.Share():
            return node
    mapped: n.Scalar = _mapped(node, expand)
    return mapped


def _pushed(outer: n.Prior | n.Window, node: Any) -> Any:
    """A time operator moved down to the sums of what it stands before."""
    if isinstance(node, n.Number | n.Empty):
        return node
    if isinstance(node, LEAVES) or is_sum(node):
        return replace(outer, item=node, unit=node.unit)
    if isinstance(node, n.Reference):
        return _pushed(outer, node.value)
    return _mapped(node, lambda part: _pushed(outer, part))


def _mapped(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with its scalar parts changed, those inside conditions included."""
    values = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            values[field.name] = tuple(_changed(part, change) for part in value)
        else:
            values[field.name] = _changed(value, change)
    return replace(node, **values)


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, _CONDITIONS):
        return _mapped(value, change)
    return change(value) if _is_scalar(value) else value


def _is_scalar(value: Any) -> bool:
    return is_dataclass(value) and isinstance(value, n.Scalar)


def _parts(node: Any) -> list[Any]:
    found = []
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, _CONDITIONS) or _is_scalar(part):
                found.append(part)
    return found


@dataclass(frozen=True)
class _Ratio:
    """``offset + scale * top / bottom``."""

    top: n.Scalar
    bottom: n.Scalar
    scale: Decimal = ONE
    offset: Decimal = ZERO

    def times(self, factor: Decimal) -> _Ratio:
        return replace(self, scale=self.scale * factor, offset=self.offset * factor)

    def plus(self, amount: Decimal) -> _Ratio:
        return replace(self, offset=self.offset + amount)


def _ratio(node: n.Scalar) -> _Ratio | None:  # noqa: PLR0911 - one a form
    """What is a ratio of two sums up to typed numbers."""
    match node:
        case n.Reference(_, value):
            return _ratio(value)
        case n.Negate(item):
            found = _ratio(item)
            return None if found is None else found.times(-ONE)
        case n.Arithmetic("/", left, right) if is_sum(left) and is_sum(right):
            return _Ratio(left, right)
        case n.Arithmetic(op, left, n.Number(value)):
            found = _ratio(left)
            return None if found is None else _moved(found, op, value)
        case n.Arithmetic(op, n.Number(value), right) if op != "/":
            found = _ratio(right)
            if found is None:
                return None
            return found.times(-ONE).plus(value) if op == "-" else _moved(found, op, value)
    return None


def _moved(ratio: _Ratio, op: str, value: Decimal) -> _Ratio | None:
    """A ratio with a typed number behind it."""
    if op == "/":
        return ratio.times(ONE / value) if value else None
    if op == "*":
        return ratio.times(value)
    return ratio.plus(value if op == "+" else -value)
