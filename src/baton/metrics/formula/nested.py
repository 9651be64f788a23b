"""Checks aggregates over EACH: one value a member, gathered again."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from baton.base.units import COUNT, NONE
from baton.metrics.facts import Column, Fact, Kind
from baton.metrics.facts.paths import find_column, link_path
from baton.metrics.formula import names, syntax
from baton.metrics.formula import nodes as n
from baton.metrics.formula.aggregates import AGGREGATES, is_condition
from baton.metrics.formula.errors import FormulaSyntaxError, TypeMismatchError
from baton.metrics.formula.rows import count_args, function_words
from baton.metrics.formula.walk import MAX_NODES, aggregates, too_big, walk

if TYPE_CHECKING:
    from baton.metrics.formula.scalars import ScalarChecker

MAX_TOP = 1000
_GATHERS = tuple(gather for gather in n.Gather if gather is not n.Gather.COUNT_DISTINCT)
_NOT_FOR_MEMBERS = (n.Nested, n.Window, n.Prior, n.Growth, n.Share, n.Target)


@dataclass
class Members:
    """What the EACH calls inside one aggregate say."""

    dimension: tuple[Fact, Column] | None = None
    values: list[n.Scalar] = field(default_factory=list)


def has_each(node: syntax.Call) -> bool:
    """Whether a call has EACH in its arguments, not counting those of aggregates inside them."""
    inside = (part for arg in node.args for part in syntax.walk(arg, skip=AGGREGATES | {"EACH"}))
    return any(isinstance(part, syntax.Call) and part.function == "EACH" for part in inside)


def check(checker: ScalarChecker, call: syntax.Call) -> n.Nested:
    """The checked aggregate over EACH.

    Raises:
        FormulaError: several dimensions, figures outside EACH, time steps inside it.
    """
    if call.function not in _GATHERS:
        raise TypeMismatchError(
            "metrics.formula_nested", call.position, function=function_words(call)
        )
    before = len(checker.errors)
    checker.each = members = Members()
    try:
        value, condition, top = _arguments(checker, call)
    finally:
        checker.each = None
    if len(checker.errors) > before:
        return _nothing(call)
    if members.dimension is None:
        raise TypeMismatchError("metrics.formula_each_unread", call.position)
    fact, column = members.dimension
    for node in (value, condition):
        if node is not None and too_big(node):
            raise FormulaSyntaxError("metrics.formula_big", call.position, limit=MAX_NODES)
        if node is not None and any(isinstance(part, _NOT_FOR_MEMBERS) for part in walk(node)):
            raise TypeMismatchError("metrics.formula_time_in_each", call.position)
    return n.Nested(
        function=n.Gather(call.function),
        dimension=(fact.name, column.name),
        keys=_keys(checker, call, members.dimension, value, condition),
        value=value,
        condition=condition,
        top=top,
        unit=COUNT if call.function == n.Gather.COUNT else value.unit,
    )


def _nothing(call: syntax.Call) -> n.Nested:
    """Stands in after a finding, so that one mistake is told once."""
    return n.Nested(n.Gather(call.function), ("", ""), (), n.Empty(), None, None, NONE)


def _arguments(
    checker: ScalarChecker, call: syntax.Call
) -> tuple[n.Scalar, n.Condition | None, int | None]:
    conditions: list[n.Condition] = []
    top: int | None = None
    first = call.args[0]
    value: n.Scalar = n.Empty()
    if is_condition(first) and call.function == n.Gather.COUNT:
        conditions.append(checker.condition(first))
    else:
        value = checker.number(first)
    for arg in call.args[1:]:
        if isinstance(arg, syntax.Call) and arg.function == "TOP":
            top = _top(arg)
        else:
            conditions.append(checker.condition(arg))
    if is_condition(first) and checker.each is not None and checker.each.values:
        value = checker.each.values[0]
    return value, _all(conditions), top


def _all(conditions: list[n.Condition]) -> n.Condition | None:
    flat: list[n.Condition] = []
    for condition in conditions:
        flat.extend(condition.items if isinstance(condition, n.And) else (condition,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else n.And(tuple(flat))


def _top(call: syntax.Call) -> int:
    count_args(call, 1, 1)
    node = call.args[0]
    value = node.value if isinstance(node, syntax.Literal) else None
    if not isinstance(value, Decimal) or value != int(value) or not 1 <= value <= MAX_TOP:
        raise TypeMismatchError("metrics.formula_top", node.position, most=MAX_TOP)
    return int(value)


def each(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    """The value inside ``EACH(dimension, value)``, noted with its dimension.

    Raises:
        FormulaError: EACH alone, not a dimension, or not the one of the other EACH.
    """
    members = checker.each
    if members is None:
        raise TypeMismatchError("metrics.formula_each_alone", call.position)
    count_args(call, 2, 2)
    dimension = _dimension(checker, call.args[0])
    if members.dimension not in (None, dimension):
        raise TypeMismatchError("metrics.formula_each_differs", call.args[0].position)
    members.dimension = dimension
    checker.each = None
    try:
        value = checker.number(call.args[1])
    finally:
        checker.each = members
    members.values.append(value)
    return value


def _dimension(checker: ScalarChecker, node: syntax.Node) -> tuple[Fact, Column]:
    if not isinstance(node, syntax.Name) or len(node.parts) != 2:
        raise TypeMismatchError("metrics.formula_each_dimension", node.position)
    fact = names.need_fact(checker.facts, node.parts[0], node.position)
    column = names.need_column(fact, node.parts[1], node.position)
    if column.kind not in (Kind.DIMENSION, Kind.KEY):
        raise TypeMismatchError("metrics.formula_each_dimension", node.position)
    return fact, column


def _keys(
    checker: ScalarChecker,
    call: syntax.Call,
    dimension: tuple[Fact, Column],
    value: n.Scalar,
    condition: n.Condition | None,
) -> tuple[tuple[str, n.RowColumn], ...]:
    """For each fact read, the column that holds the member: along its links, or of its own."""
    owner, column = dimension
    found = [*aggregates(value), *(aggregates(condition) if condition is not None else ())]
    keys = {}
    for fact in dict.fromkeys(aggregate.fact for aggregate in found):
        path = link_path(checker.facts, fact, owner.name)
        if path is not None:
            keys[fact] = n.RowColumn(owner.name, column.name, path, column.kind)
            continue
        reach = find_column(checker.facts, fact, column.name)
        if reach is None:
            raise TypeMismatchError(
                "metrics.formula_each_missing",
                call.position,
                fact=names.label(checker.facts[fact]),
                column=names.full_label(owner, column),
            )
        keys[fact] = n.RowColumn(reach.fact.name, reach.column.name, reach.via, reach.column.kind)
    return tuple(keys.items())
