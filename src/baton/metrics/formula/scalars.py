"""Checks the expression over aggregates: arithmetic, references, time, conditions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches

from baton.base.units import NONE, RATIO, Unit
from baton.metrics.facts import Fact
from baton.metrics.formula import nested, syntax, times
from baton.metrics.formula import nodes as n
from baton.metrics.formula.aggregates import (
    AGGREGATES,
    AggregateChecker,
    Warning,
    is_bare_target,
    is_condition,
)
from baton.metrics.formula.errors import (
    CycleError,
    FormulaError,
    FormulaErrors,
    Position,
    TypeMismatchError,
    UnknownNameError,
    Words,
)
from baton.metrics.formula.references import References
from baton.metrics.formula.rows import check_digits, count_args, function_words
from baton.metrics.formula.types import Measured, scalar_flexible, sum_unit


class ScalarChecker:
    """Turns syntax into figures; findings go into ``errors``."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        references: References,
        trail: tuple[str, ...],
        errors: list[FormulaError],
        warnings: list[Warning],
    ) -> None:
        self.facts = facts
        self.references = references
        self.trail = trail
        self.errors = errors
        self.warnings = warnings
        self.each: nested.Members | None = None
        """Inside an aggregate over EACH: collects what the EACH calls say."""

    def number(self, node: syntax.Node) -> n.Scalar:
        """The checked figure; empty after a finding."""
        try:
            return self._number(node)
        except FormulaError as error:
            self.errors.append(error)
            return n.Empty()

    def condition(self, node: syntax.Node) -> n.Condition:
        """The checked condition; an always false one after a finding."""
        try:
            return self._condition(node)
        except FormulaError as error:
            self.errors.append(error)
            return n.IsEmpty(n.Number(Decimal(0)))

    # --- figures ---

    def _number(self, node: syntax.Node) -> n.Scalar:
        if isinstance(node, syntax.Literal):
            return _literal(node)
        if isinstance(node, syntax.Unary) and node.op == "-":
            item = self.number(node.item)
            return n.Negate(item, item.unit)
        if isinstance(node, syntax.Binary) and node.op in "+-*/":
            left, right = self.number(node.left), self.number(node.right)
            unit = sum_unit(node.op, measured(left), measured(right), node.position)
            if node.op == "/" and is_bare_target(right):
                unit = RATIO  # whatever the target's unit is, it is that of what it is for
            return n.Arithmetic(node.op, left, right, unit)
        if isinstance(node, syntax.Bracket):
            self._outside_each(node.position)
            return self._reference(node)
        if isinstance(node, syntax.Call):
            return self._call(node)
        if isinstance(node, syntax.Name):
            raise self._bare(node)
        raise TypeMismatchError("metrics.formula_condition_as_value", node.position)

    def _bare(self, node: syntax.Name) -> FormulaError:
        name = ".".join(node.parts)
        if self.references.find(name) is not None:
            return TypeMismatchError("metrics.formula_brackets", node.position, name=name)
        return TypeMismatchError("metrics.formula_bare_column", node.position, name=name)

    def _reference(self, node: syntax.Bracket) -> n.Scalar:
        code = self.references.find(node.name)
        if code is None:
            raise UnknownNameError(
                "metrics.formula_indicator",
                node.position,
                name=node.name,
                nearest=self._nearest(node.name),
            )
        if code in self.trail:
            around = [*self.trail[self.trail.index(code) :], code]
            raise CycleError(
                "metrics.formula_cycle",
                node.position,
                name=self.references.name(code),
                cycle=Words(
                    " → ".join(self.references.name(item).zh for item in around),
                    " → ".join(self.references.name(item).en for item in around),
                ),
            )
        try:
            found = self.references.checked(code, (*self.trail, code))
        except FormulaErrors as error:
            raise self._broken(node, code, error) from error
        return n.Reference(code, found.root, found.unit)

    def _broken(self, node: syntax.Bracket, code: str, error: FormulaErrors) -> FormulaError:
        first = error.findings[0]
        while isinstance(first.__cause__, FormulaErrors):  # the root of the trouble, not each step
            first = first.__cause__.findings[0]
        kind = CycleError if isinstance(first, CycleError) else TypeMismatchError
        return kind(
            "metrics.formula_broken",
            node.position,
            name=self.references.name(code),
            why=Words(first.text("zh_CN"), first.text("en")),
        )

    def _nearest(self, name: str) -> Words:
        spellings = {}
        for code in self.references.codes():
            words = self.references.name(code)
            spellings.update({code: words, words.zh: words, words.en: words})
        close = get_close_matches(name, spellings, n=3, cutoff=0.4)
        found = list(dict.fromkeys(spellings[match] for match in close))
        found = found or list(dict.fromkeys(spellings.values()))[:3]
        return Words.joined(found or [Words("-", "-")])

    def _call(self, node: syntax.Call) -> n.Scalar:
        if node.function == "EACH":
            return nested.each(self, node)
        if is_aggregate(node):
            self._outside_each(node.position)
            if nested.has_each(node):
                return nested.check(self, node)
            return AggregateChecker(self.facts, self.errors, self.warnings, self.references).check(
                node
            )
        if node.function in times.FUNCTIONS:
            self._outside_each(node.position)
            return times.check(self, node)
        if node.function == "IF":
            return self._if(node)
        if node.function in list(n.Function):
            return self._function(node)
        raise TypeMismatchError(
            "metrics.formula_row_function", node.position, function=function_words(node)
        )

    def _if(self, node: syntax.Call) -> n.Scalar:
        count_args(node, 2, 3)
        condition = self.condition(node.args[0])
        branches = [self.number(arg) for arg in node.args[1:]]
        unit = self.common_unit(branches, node.position)
        return n.If(condition, branches[0], (*branches, n.Empty())[1], unit)

    def _function(self, node: syntax.Call) -> n.Scalar:
        bounds = {"ABS": (1, 1), "ROUND": (1, 2)}.get(node.function, (2, 20))
        count_args(node, *bounds)
        args = [self.number(arg) for arg in node.args]
        if node.function == "ROUND":
            check_digits(node)
            args = [*args, n.Number(Decimal(0))][:2]
            unit = args[0].unit
        else:
            unit = self.common_unit(args, node.position)
        return n.Call(n.Function(node.function), tuple(args), unit)

    def _outside_each(self, position: Position) -> None:
        if self.each is not None:
            raise TypeMismatchError("metrics.formula_outside_each", position)

    @staticmethod
    def common_unit(items: list[n.Scalar], position: Position) -> Unit:
        """The unit of figures that stand for one another."""
        unit, flexible = NONE, True
        for item in items:
            unit = sum_unit("+", (unit, flexible), measured(item), position)
            flexible = flexible and scalar_flexible(item)
        return unit

    # --- conditions ---

    def _condition(self, node: syntax.Node) -> n.Condition:
        if isinstance(node, syntax.Unary) and node.op == "NOT":
            return n.Not(self.condition(node.item))
        if isinstance(node, syntax.Between):
            low = self._compare(">=", node.item, node.low, node.position)
            high = self._compare("<=", node.item, node.high, node.position)
            return n.And((low, high))
        if isinstance(node, syntax.Binary) and node.op in ("AND", "OR"):
            kind: type[n.And | n.Or] = n.And if node.op == "AND" else n.Or
            items: list[n.Condition] = []
            for side in (self.condition(node.left), self.condition(node.right)):
                items.extend(side.items if isinstance(side, kind) else (side,))
            return kind(tuple(items))
        if isinstance(node, syntax.Binary) and is_condition(node) and node.op != "CONTAINS":
            return self._compare(node.op, node.left, node.right, node.position)
        raise TypeMismatchError("metrics.formula_scalar_condition", node.position)

    def _compare(
        self, op: str, left: syntax.Node, right: syntax.Node, position: Position
    ) -> n.Condition:
        for item, other in ((left, right), (right, left)):
            if isinstance(other, syntax.Literal) and other.value is None:
                if op not in ("=", "!="):
                    raise TypeMismatchError("metrics.formula_order", position)
                empty = n.IsEmpty(self.number(item))
                return empty if op == "=" else n.Not(empty)
        first, second = self.number(left), self.number(right)
        sum_unit("=", measured(first), measured(second), position)
        return n.Compare(op, first, second)


def measured(node: n.Scalar) -> Measured:
    """The unit of a figure, and whether it is only typed numbers."""
    return node.unit, scalar_flexible(node)


def is_aggregate(node: syntax.Call) -> bool:
    """Whether a call gathers rows; MIN and MAX of several figures do not."""
    if node.function not in AGGREGATES:
        return False
    if node.function not in ("MIN", "MAX") or len(node.args) == 1:
        return True
    inside = syntax.walk(node.args[0], skip=frozenset(AGGREGATES | {"EACH"}))
    return nested.has_each(node) or any(isinstance(part, syntax.Name) for part in inside)


def _literal(node: syntax.Literal) -> n.Scalar:
    if node.value is None:
        return n.Empty()
    if isinstance(node.value, Decimal):
        return n.Number(node.value, RATIO if node.percent else NONE)
    raise TypeMismatchError("metrics.formula_text_as_value", node.position)
