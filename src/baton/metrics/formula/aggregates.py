"""Checks one aggregate over a fact: rows, filters, date, and how it rolls up."""

from __future__ import annotations

from collections.abc import Mapping

from baton.base.units import COUNT, NONE, Unit
from baton.metrics.facts import Fact, Kind
from baton.metrics.formula import names, syntax
from baton.metrics.formula import nodes as n
from baton.metrics.formula.additivity import LEVEL, RATIO, Rows, check_fan_out
from baton.metrics.formula.base_fact import base_fact
from baton.metrics.formula.errors import (
    FanOutError,
    FormulaError,
    Position,
    RollUpError,
    TypeMismatchError,
)
from baton.metrics.formula.references import References
from baton.metrics.formula.rows import RowChecker, count_args, function_words
from baton.metrics.formula.types import Type, row_unit

LEVELS = {
    "SUM_LEVEL": n.Over.LAST,
    "LAST_LEVEL": n.Over.LAST,
    "AVERAGE_LEVEL": n.Over.AVERAGE,
}
AGGREGATES = frozenset([*n.Gather, *LEVELS])
"""Function words that gather rows (MIN and MAX also stand for the smaller of two figures)."""

TARGETS, INDICATOR = "target", "indicator"
"""The fact of targets, and its column that names the indicator."""

Warning = tuple[str, tuple[tuple[str, str], ...]]


class AggregateChecker:
    """Turns a call like ``SUM(sale_line.amount, …)`` into an aggregate."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        errors: list[FormulaError],
        warnings: list[Warning],
        references: References,
    ) -> None:
        self.facts = facts
        self.errors = errors
        self.warnings = warnings
        self.references = references

    def check(self, call: syntax.Call) -> n.Aggregate:
        """The checked aggregate.

        Raises:
            FormulaError: it cannot be computed; findings inside its arguments are collected.
        """
        count_args(call, 1, 20)
        fact = base_fact(self.facts, call.args, call.position)
        rows = RowChecker(self.facts, fact, self.errors)
        rows.warnings = self.warnings
        date, conditions = self._options(call, rows)
        argument = self._argument(call, rows, conditions)
        function = n.Gather.SUM if call.function in LEVELS else n.Gather(call.function)
        over = self._over(call, fact, argument)
        if over is not n.Over.FLOW and date.column != fact.date:
            raise RollUpError("metrics.formula_level_date", call.position, fact=names.label(fact))
        found = all_of(conditions)
        unit = _unit(function, argument)
        if fact.name == TARGETS and unit == NONE:
            unit = self._unit_of_targets(found)
        return n.Aggregate(
            function=function,
            fact=fact.name,
            argument=argument,
            filter=found,
            date=date,
            over=over,
            unit=unit,
        )

    def _unit_of_targets(self, condition: n.RowCondition | None) -> Unit:
        """A target is in the unit of its indicator, where the condition says which one."""
        items = condition.items if isinstance(condition, n.RowAnd) else (condition,)
        units = set()
        for item in items:
            if isinstance(item, n.RowCompare) and item.op == "=":
                pair = (item.left, item.right)
                texts = [side for side in pair if isinstance(side, n.RowText)]
                columns = [side for side in pair if isinstance(side, n.RowColumn)]
            elif isinstance(item, n.RowIn):
                texts = [value for value in item.values if isinstance(value, n.RowText)]
                columns = [item.item] if isinstance(item.item, n.RowColumn) else []
            else:
                continue
            if [column.column for column in columns] == [INDICATOR]:
                units |= {self.references.unit(text.value) for text in texts}
        unit = units.pop() if len(units) == 1 else None
        return NONE if unit is None else unit

    def _options(
        self, call: syntax.Call, rows: RowChecker
    ) -> tuple[n.RowColumn, list[n.RowCondition]]:
        """What follows the first argument: filters, and BY_DATE."""
        date = rows.column(syntax.Name((rows.fact.name, rows.fact.date), call.position))
        conditions: list[n.RowCondition] = []
        for arg in call.args[1:]:
            if not isinstance(arg, syntax.Call) or arg.function not in ("BY_DATE", "TOP"):
                conditions.append(rows.condition(arg))
                continue
            if arg.function == "TOP":
                raise TypeMismatchError("metrics.formula_top_alone", arg.position)
            count_args(arg, 1, 1)
            before = len(self.errors)
            named = rows.typed(arg.args[0], Type.DATE)
            if len(self.errors) > before:
                continue
            if not isinstance(named, n.RowColumn):
                raise TypeMismatchError("metrics.formula_by_date", arg.args[0].position)
            date = named
        return date, conditions

    def _argument(
        self, call: syntax.Call, rows: RowChecker, conditions: list[n.RowCondition]
    ) -> n.Row | None:
        first = call.args[0]
        if call.function == n.Gather.COUNT and self._counts_rows(first, rows, conditions):
            return None
        if call.function in (n.Gather.COUNT, n.Gather.COUNT_DISTINCT):
            argument = rows.value(first)
            if isinstance(first, syntax.Name) and call.function == n.Gather.COUNT:
                check_fan_out(self.facts, rows.fact, argument, first.position)
            return argument
        argument = rows.typed(first, Type.NUMBER)
        if call.function not in (n.Gather.MIN, n.Gather.MAX):
            check_fan_out(self.facts, rows.fact, argument, first.position)
        return argument

    def _counts_rows(
        self, first: syntax.Node, rows: RowChecker, conditions: list[n.RowCondition]
    ) -> bool:
        """Whether COUNT means rows: of a fact by name, or those that meet a condition."""
        if isinstance(first, syntax.Name) and len(first.parts) == 1:
            fact = names.find_fact(self.facts, first.parts[0])
            if fact is not None and fact.name != rows.fact.name:
                raise FanOutError(
                    "metrics.formula_fan_out",
                    first.position,
                    column=names.label(fact),
                    one=names.label(fact),
                    many=names.label(rows.fact),
                )
            if fact is not None:
                return True
        if is_condition(first) or self._is_flag(first, rows):
            conditions.insert(0, rows.condition(first))
            return True
        return False

    @staticmethod
    def _is_flag(node: syntax.Node, rows: RowChecker) -> bool:
        return isinstance(node, syntax.Name) and rows.column(node).kind is Kind.FLAG

    def _over(self, call: syntax.Call, fact: Fact, argument: n.Row | None) -> n.Over:
        """How rows of a period are taken.

        Raises:
            RollUpError: a ratio summed, a flow asked for as a level.
        """
        found = Rows(self.facts, call.position).of(argument) if argument is not None else None
        counts = call.function in (n.Gather.COUNT, n.Gather.COUNT_DISTINCT)
        if call.function in LEVELS:
            if not fact.level or found is not LEVEL:
                raise self._roll_up("metrics.formula_not_level", call)
            return LEVELS[call.function]
        if call.function == n.Gather.SUM and found is RATIO:
            raise self._roll_up("metrics.formula_sum_of_ratio", call)
        if fact.level and (counts or found in (LEVEL, RATIO, None)):
            return n.Over.LAST
        return n.Over.FLOW

    @staticmethod
    def _roll_up(code: str, call: syntax.Call) -> RollUpError:
        return RollUpError(code, call.position, function=function_words(call))


def is_condition(node: syntax.Node) -> bool:
    """Whether a node is written as a condition."""
    if isinstance(node, syntax.Binary):
        return node.op not in "+-*/"
    if isinstance(node, syntax.Unary):
        return node.op == "NOT"
    return isinstance(node, syntax.InList | syntax.Between)


def all_of(conditions: list[n.RowCondition]) -> n.RowCondition | None:
    """One condition that asks for all of them; ``None`` when there are none."""
    flat: list[n.RowCondition] = []
    for condition in conditions:
        flat.extend(condition.items if isinstance(condition, n.RowAnd) else (condition,))
    kept = tuple(dict.fromkeys(flat))
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else n.RowAnd(kept)


def is_bare_target(node: n.Scalar) -> bool:
    """Whether it is a sum of targets of which nothing says the unit."""
    return isinstance(node, n.Aggregate) and node.fact == TARGETS and node.unit == NONE


def _unit(function: n.Gather, argument: n.Row | None) -> Unit:
    if argument is None or function in (n.Gather.COUNT, n.Gather.COUNT_DISTINCT):
        return COUNT
    return row_unit(argument)


__all__ = [
    "AGGREGATES",
    "AggregateChecker",
    "Position",
    "all_of",
    "is_bare_target",
    "is_condition",
]
