"""Checks expressions that are worked out on each row of a fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from baton.base.i18n import LANGUAGES
from baton.base.units import DAY, HOUR, NONE, Unit
from baton.metrics.facts import Column, Fact, Kind
from baton.metrics.facts.paths import find_column, link_path
from baton.metrics.formula import names, syntax
from baton.metrics.formula import nodes as n
from baton.metrics.formula.errors import (
    FanOutError,
    FormulaError,
    Position,
    TypeMismatchError,
    Words,
)
from baton.metrics.formula.types import Type, row_flexible, row_type, row_unit, sum_unit, type_words
from baton.metrics.formula.words import spelled

_FUNCTIONS: dict[str, tuple[int, int]] = {
    "DAYS": (2, 2), "HOURS": (2, 2), "YEAR": (1, 1), "MONTH": (1, 1), "ABS": (1, 1),
    "ROUND": (1, 2), "MIN": (2, 20), "MAX": (2, 20), "COALESCE": (2, 20), "IF": (2, 3),
}  # fmt: skip
"""Functions of a row, with the least and the most arguments."""


class RowChecker:
    """Turns syntax into row expressions of one fact; findings go into ``errors``."""

    def __init__(self, facts: Mapping[str, Fact], fact: Fact, errors: list[FormulaError]) -> None:
        self.facts = facts
        self.fact = fact
        self.errors = errors
        self.warnings: list[tuple[str, tuple[tuple[str, str], ...]]] = []

    def value(self, node: syntax.Node) -> n.Row:
        """The checked expression; empty after a finding."""
        try:
            return self._value(node)
        except FormulaError as error:
            self.errors.append(error)
            return n.RowEmpty()

    def typed(self, node: syntax.Node, expected: Type) -> n.Row:
        """The checked expression, which must be of one type; texts that are days become dates."""
        row = self.value(node)
        if expected is Type.DATE:
            row = self._as_date(row, node.position)
        found = row_type(row)
        if found not in (expected, Type.EMPTY):
            self.errors.append(
                TypeMismatchError(
                    "metrics.formula_type",
                    node.position,
                    expected=type_words(expected),
                    found=type_words(found),
                )
            )
            return n.RowEmpty()
        return row

    def condition(self, node: syntax.Node) -> n.RowCondition:
        """The checked condition; TRUE after a finding."""
        try:
            return self._condition(node)
        except FormulaError as error:
            self.errors.append(error)
            return n.RowFlag(True)

    # --- values ---

    def _value(self, node: syntax.Node) -> n.Row:
        if isinstance(node, syntax.Literal):
            return _literal(node)
        if isinstance(node, syntax.Name):
            return self.column(node)
        if isinstance(node, syntax.Unary) and node.op == "-":
            item = self.typed(node.item, Type.NUMBER)
            return n.RowNegate(item, row_unit(item))
        if isinstance(node, syntax.Binary) and node.op in "+-*/":
            return self._arithmetic(node)
        if isinstance(node, syntax.Call):
            return self._call(node)
        if isinstance(node, syntax.Bracket):
            raise TypeMismatchError(
                "metrics.formula_reference_in_row", node.position, name=node.name
            )
        raise TypeMismatchError("metrics.formula_condition_as_value", node.position)

    def column(self, node: syntax.Name) -> n.RowColumn:
        """The column a name means, its own or a linked one.

        Raises:
            UnknownNameError: there is none.
            FanOutError: it belongs to a fact that this one's rows do not lead to.
        """
        if len(node.parts) == 1:
            found = find_column(self.facts, self.fact.name, node.parts[0])
            if found is None:
                column = names.need_column(self.fact, node.parts[0], node.position)
                return self._as_row(self.fact, column, ())
            return self._as_row(found.fact, found.column, found.via)
        fact = names.need_fact(self.facts, node.parts[0], node.position)
        path = link_path(self.facts, self.fact.name, fact.name)
        if path is None:
            raise FanOutError(
                "metrics.formula_unlinked",
                node.position,
                facts=Words.joined([names.label(self.fact), names.label(fact)]),
            )
        column = names.need_column(fact, node.parts[1], node.position)
        return self._as_row(fact, column, path)

    @staticmethod
    def _as_row(fact: Fact, column: Column, via: tuple[str, ...]) -> n.RowColumn:
        return n.RowColumn(fact.name, column.name, via, column.kind, column.unit)

    def _arithmetic(self, node: syntax.Binary) -> n.Row:
        left, right = self.typed(node.left, Type.NUMBER), self.typed(node.right, Type.NUMBER)
        unit = sum_unit(
            node.op,
            (row_unit(left), row_flexible(left)),
            (row_unit(right), row_flexible(right)),
            node.position,
        )
        return n.RowArithmetic(node.op, left, right, unit)

    def _call(self, node: syntax.Call) -> n.Row:
        if node.function not in _FUNCTIONS:
            raise TypeMismatchError(
                "metrics.formula_function_in_row", node.position, function=function_words(node)
            )
        count_args(node, *_FUNCTIONS[node.function])
        if node.function == "IF":
            condition = self.condition(node.args[0])
            branches = self._alike(node.args[1:])
            then, otherwise = (*branches, n.RowEmpty())[:2]
            return n.RowIf(condition, then, otherwise, self._unit(branches, node.position))
        function = n.RowFunction(node.function)
        if node.function in ("DAYS", "HOURS", "YEAR", "MONTH"):
            args = tuple(self.typed(arg, Type.DATE) for arg in node.args)
            unit = {"DAYS": DAY, "HOURS": HOUR}.get(node.function, NONE)
            return n.RowCall(function, args, unit)
        if node.function == "COALESCE":
            args = self._alike(node.args)
        else:
            args = tuple(self.typed(arg, Type.NUMBER) for arg in node.args)
        if node.function == "ROUND":
            check_digits(node)
            return n.RowCall(function, (*args, n.RowNumber(Decimal(0)))[:2], row_unit(args[0]))
        return n.RowCall(function, args, self._unit(args, node.position))

    def _alike(self, items: tuple[syntax.Node, ...]) -> tuple[n.Row, ...]:
        """Values of one type, the type of the first that has one."""
        rows = [self.value(item) for item in items]
        expected = next((row_type(row) for row in rows if row_type(row) is not Type.EMPTY), None)
        for index, (row, item) in enumerate(zip(rows, items, strict=True)):
            if expected is not None and row_type(row) not in (expected, Type.EMPTY):
                rows[index] = self.typed(item, expected)
        return tuple(rows)

    def _unit(self, rows: tuple[n.Row, ...], position: Position) -> Unit:
        unit, flexible = NONE, True
        for row in rows:
            if row_type(row) is not Type.NUMBER:
                continue
            unit = sum_unit("+", (unit, flexible), (row_unit(row), row_flexible(row)), position)
            flexible = flexible and row_flexible(row)
        return unit

    # --- conditions ---

    def _condition(self, node: syntax.Node) -> n.RowCondition:
        if isinstance(node, syntax.Binary) and node.op not in "+-*/":
            return self._binary_condition(node)
        if isinstance(node, syntax.Unary) and node.op == "NOT":
            return n.RowNot(self.condition(node.item))
        if isinstance(node, syntax.InList):
            item = self.value(node.item)
            values = tuple(self._beside(item, value) for value in node.values)
            return n.RowIn(item, values)
        if isinstance(node, syntax.Between):
            item = self.value(node.item)
            return n.RowBetween(item, self._beside(item, node.low), self._beside(item, node.high))
        row = self._value(node)
        if isinstance(row, n.RowFlag) or (isinstance(row, n.RowColumn) and row.kind is Kind.FLAG):
            return row
        raise TypeMismatchError(
            "metrics.formula_condition", node.position, found=type_words(row_type(row))
        )

    def _binary_condition(self, node: syntax.Binary) -> n.RowCondition:
        if node.op in ("AND", "OR"):
            return self._logic(node)
        return self._contains(node) if node.op == "CONTAINS" else self._comparison(node)

    def _logic(self, node: syntax.Binary) -> n.RowCondition:
        kind: type[n.RowAnd | n.RowOr] = n.RowAnd if node.op == "AND" else n.RowOr
        items: list[n.RowCondition] = []
        for side in (self.condition(node.left), self.condition(node.right)):
            items.extend(side.items if isinstance(side, kind) else (side,))
        return kind(tuple(items))

    def _comparison(self, node: syntax.Binary) -> n.RowCondition:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(right, n.RowEmpty) and _says_empty(node.right):
            return self._emptiness(left, node.op, node.position)
        if isinstance(left, n.RowEmpty) and _says_empty(node.left):
            return self._emptiness(right, node.op, node.position)
        if isinstance(left, n.RowText) and not isinstance(right, n.RowText):
            left = self._beside(right, node.left)
        else:
            right = self._beside(left, node.right)
        if node.op not in ("=", "!=") and row_type(left) in (Type.FLAG,):
            raise TypeMismatchError("metrics.formula_order", node.position)
        return n.RowCompare(node.op, left, right)

    def _emptiness(self, item: n.Row, op: str, position: Position) -> n.RowCondition:
        if op not in ("=", "!="):
            raise TypeMismatchError("metrics.formula_order", position)
        return n.RowIsEmpty(item) if op == "=" else n.RowNot(n.RowIsEmpty(item))

    def _contains(self, node: syntax.Binary) -> n.RowCondition:
        item = self.typed(node.left, Type.TEXT)
        if not isinstance(node.right, syntax.Literal) or not isinstance(node.right.value, str):
            raise TypeMismatchError("metrics.formula_contains", node.right.position)
        return n.RowContains(item, node.right.value)

    def _beside(self, item: n.Row, node: syntax.Node) -> n.Row:
        """The value compared with ``item``: of its type and unit, a choice's name as its key."""
        expected = row_type(item)
        row = self.value(node)
        if expected is Type.DATE:
            row = self._as_date(row, node.position)
        if expected is Type.TEXT and isinstance(row, n.RowText):
            row = self._as_choice(item, row)
        found = row_type(row)
        if Type.EMPTY not in (expected, found) and expected is not found:
            raise TypeMismatchError(
                "metrics.formula_compare",
                node.position,
                left=type_words(expected),
                right=type_words(found),
            )
        if expected is Type.NUMBER and found is Type.NUMBER:
            pair = [(row_unit(side), row_flexible(side)) for side in (item, row)]
            sum_unit("=", pair[0], pair[1], node.position)
        return row

    def _as_date(self, row: n.Row, position: Position) -> n.Row:
        if not isinstance(row, n.RowText):
            return row
        try:
            return n.RowDate(date.fromisoformat(row.value))
        except ValueError:
            raise TypeMismatchError("metrics.formula_date", position, text=row.value) from None

    def _as_choice(self, item: n.Row, row: n.RowText) -> n.Row:
        if not isinstance(item, n.RowColumn):
            return row
        column = self.facts[item.fact].columns[item.column]
        for choice in column.choices:
            if row.value.casefold() in (choice.key, choice.zh, choice.en.casefold()):
                return n.RowText(choice.key)
        if column.choices:
            known = ", ".join(choice.key for choice in column.choices)
            named = (("value", row.value), ("column", f"{item.fact}.{item.column}"))
            self.warnings.append(("metrics.formula_choice", (*named, ("known", known))))
        return row


def count_args(node: syntax.Call, least: int, most: int) -> None:
    """Refuses a call with too few or too many arguments."""
    if not least <= len(node.args) <= most:
        raise TypeMismatchError(
            "metrics.formula_args",
            node.position,
            function=function_words(node),
            least=least,
            most=most,
            found=len(node.args),
        )


def check_digits(node: syntax.Call) -> None:
    """Refuses ROUND with anything but 0 to 10 decimals, typed as a number."""
    if len(node.args) < 2:
        return
    digits = node.args[1]
    value = digits.value if isinstance(digits, syntax.Literal) else None
    if not isinstance(value, Decimal) or value != int(value) or not 0 <= value <= 10:
        raise TypeMismatchError("metrics.formula_digits", digits.position)


def function_words(node: syntax.Call) -> Words:
    """The function's name in either language."""
    return Words(*(spelled("functions", node.function, language) for language in LANGUAGES))


def _literal(node: syntax.Literal) -> n.Row:
    if node.value is None:
        return n.RowEmpty()
    if isinstance(node.value, bool):
        return n.RowFlag(node.value)
    return n.RowText(node.value) if isinstance(node.value, str) else n.RowNumber(node.value)


def _says_empty(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Literal) and node.value is None
