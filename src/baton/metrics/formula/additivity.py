"""How figures roll up: which may be summed over time, and what would be counted twice."""

from __future__ import annotations

from collections.abc import Mapping

from baton.metrics.facts import Additivity, Fact, Kind
from baton.metrics.formula import names
from baton.metrics.formula import nodes as n
from baton.metrics.formula.errors import FanOutError, Position, RollUpError
from baton.metrics.formula.walk import columns

FLOW, LEVEL, RATIO = Additivity.FLOW, Additivity.LEVEL, Additivity.RATIO
_DURATIONS = (n.RowFunction.DAYS, n.RowFunction.HOURS)
_PARTS = (n.RowFunction.YEAR, n.RowFunction.MONTH)


class Rows:
    """The additivity of row expressions of one aggregate."""

    def __init__(self, facts: Mapping[str, Fact], position: Position) -> None:
        self.facts = facts
        self.position = position

    def of(self, row: n.Row) -> Additivity | None:
        """How the values of ``row`` add up; ``None`` for typed numbers.

        Raises:
            RollUpError: a level and a flow are mixed in one row.
        """
        found: Additivity | None = None
        if isinstance(row, n.RowColumn):
            found = self.facts[row.fact].columns[row.column].additivity or RATIO
        elif isinstance(row, n.RowNegate):
            found = self.of(row.item)
        elif isinstance(row, n.RowIf):
            found = self._sum(self.of(row.then), self.of(row.otherwise))
        elif isinstance(row, n.RowCall):
            found = self._call(row)
        elif isinstance(row, n.RowArithmetic):
            left, right = self.of(row.left), self.of(row.right)
            combine = {"*": self._product, "/": self._quotient}.get(row.op, self._sum)
            found = combine(left, right)
        return found

    def _call(self, row: n.RowCall) -> Additivity | None:
        if row.function in _DURATIONS:
            return FLOW
        if row.function in _PARTS:
            return RATIO
        found = self.of(row.args[0])
        for arg in row.args[1:]:
            found = self._sum(found, self.of(arg))
        return found

    def _sum(self, left: Additivity | None, right: Additivity | None) -> Additivity | None:
        if left is None or right is None:
            return left or right
        if RATIO in (left, right):
            return RATIO
        if left is not right:
            raise RollUpError("metrics.formula_level_and_flow", self.position)
        return left

    def _product(self, left: Additivity | None, right: Additivity | None) -> Additivity | None:
        if left is RATIO and right is not None:
            return right
        if right is RATIO and left is not None:
            return left
        return self._sum(left, right)

    @staticmethod
    def _quotient(left: Additivity | None, right: Additivity | None) -> Additivity | None:
        return left if right in (None, RATIO) and left is not None else RATIO


def check_fan_out(facts: Mapping[str, Fact], fact: Fact, row: n.Row, position: Position) -> None:
    """Refuses an argument whose numbers would be counted once for each row of ``fact``.

    Raises:
        FanOutError: amounts of a linked fact, or nothing of the fact itself.
    """
    read = columns(row)
    far = [column for column in read if column.via]
    own = [column for column in read if not column.via]
    for column in far:
        definition = facts[column.fact].columns[column.column]
        amounts = column.kind is Kind.NUMBER and definition.additivity is not RATIO
        if amounts or not own:
            raise FanOutError(
                "metrics.formula_fan_out",
                position,
                column=names.full_label(facts[column.fact], definition),
                one=names.label(facts[column.fact]),
                many=names.label(fact),
            )


_NEVER_ADDS = (n.Gather.AVG, n.Gather.MIN, n.Gather.MAX, n.Gather.MEDIAN)


def rolls_up(node: n.Scalar) -> Additivity | None:
    """How a figure adds up over time; ``None`` for typed numbers."""
    found: Additivity | None = RATIO
    if isinstance(node, n.Number | n.Empty):
        found = None
    elif isinstance(node, n.Aggregate) and node.function not in _NEVER_ADDS:
        found = FLOW if node.over is n.Over.FLOW else LEVEL
    elif isinstance(node, n.Nested) and node.function not in _NEVER_ADDS:
        found = FLOW
    elif isinstance(node, n.Reference):
        found = rolls_up(node.value)
    elif isinstance(node, n.Window):
        found = LEVEL if node.span is n.Span.TO_DATE else rolls_up(node.item)
    elif isinstance(node, n.Negate | n.Prior):
        found = rolls_up(node.item)
    elif isinstance(node, n.Arithmetic):
        found = _rolls_up_arithmetic(node)
    elif isinstance(node, n.If):
        found = _both(rolls_up(node.then), rolls_up(node.otherwise))
    return found


def _rolls_up_arithmetic(node: n.Arithmetic) -> Additivity | None:
    left, right = rolls_up(node.left), rolls_up(node.right)
    if node.op in "+-":
        return _both(left, right)
    if node.op == "*" and None in (left, right):
        return left or right
    return left if right is None else RATIO


def _both(left: Additivity | None, right: Additivity | None) -> Additivity | None:
    if RATIO in (left, right):
        return RATIO
    return LEVEL if LEVEL in (left, right) else left or right
