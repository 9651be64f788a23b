"""The small expression language of a mapping: parsed by Python's grammar, run by DuckDB.

``line.quantity * line.price``, ``coalesce(a, 0)``, ``"x" if order.flag == 1 else "y"``,
``choose(order.status, {1: "draft"}, "done")`` … Only the listed functions and operators exist,
and columns of the declared tables; nothing is evaluated by Python.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError
from baton.connect.files import functions, sql
from baton.connect.files.sql import Checks, Kind, KindError, Origin, Sql, convert

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


@dataclass(frozen=True)
class Scope:
    """The tables an expression may read.

    Attributes:
        tables: alias → column → kind, in the order of joining; the first is the main table.
        constants: named values of the mapping.
    """

    tables: Mapping[str, Mapping[str, Kind]]
    constants: Mapping[str, object]

    @property
    def main(self) -> str:
        """The alias of the main table."""
        return next(iter(self.tables))


def closest(word: str, known: Sequence[str]) -> str:
    """What the user probably meant, or the first few that exist."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else ", ".join(list(known)[:12])


def compile_expression(text: object, scope: Scope, checks: Checks) -> Sql:
    """The SQL of one expression of the mapping.

    Args:
        text: the expression; a YAML number, date or truth value stands for itself.
        scope: what it may read.
        checks: collects the conversions that depend on the data.

    Raises:
        BatonError: it is not an expression, or uses an unknown name, function or kind.
    """
    if not isinstance(text, str):
        return _Compiler(scope, checks, str(text)).value(text)
    source = text.strip()
    checks.expression = source
    try:
        tree = ast.parse(source, mode="eval")
    except SyntaxError as error:
        raise BatonError(
            "connect.expression_syntax", expression=source, position=error.offset or 0
        ) from error
    return _Compiler(scope, checks, source).compile(tree.body)


class _Compiler:
    def __init__(self, scope: Scope, checks: Checks, source: str) -> None:
        self.scope, self.checks, self.source = scope, checks, source

    def fail(self, code: str, node: ast.AST | None = None, **context: Any) -> BatonError:
        position = getattr(node, "col_offset", -1) + 1
        return BatonError(code, expression=self.source, position=position, **context)

    def compile(self, node: ast.expr) -> Sql:
        """The SQL of one node."""
        method: Callable[[ast.expr], Sql] | None = getattr(
            self, "on_" + type(node).__name__.lower(), None
        )
        if method is None:
            raise self.fail("connect.expression_unsupported", node)
        try:
            return method(node)
        except KindError as error:
            raise self.fail(
                "connect.expression_kind", node, have=error.have, want=error.want
            ) from error

    def to(self, node: ast.expr, kind: Kind) -> str:
        return convert(self.compile(node), kind, self.checks).text

    # --- values -------------------------------------------------------------------------

    def value(self, item: object) -> Sql:
        """A constant of the mapping."""
        if item is None:
            return Sql("NULL", "empty", constant="")
        if isinstance(item, bool):
            return Sql(str(item).upper(), "flag", constant=str(item))
        if isinstance(item, int):
            return Sql(str(item), "integer", constant=str(item))
        if isinstance(item, float):
            return Sql(f"CAST({item!r} AS {sql.NUMBER})", "number", constant=repr(item))
        if hasattr(item, "isoformat"):
            day = item.isoformat()
            kind: Kind = "timestamp" if "T" in day else "date"
            return Sql(f"CAST({sql.literal(day)} AS {sql.TYPES[kind]})", kind, constant=day)
        return Sql(sql.literal(str(item)), "text", constant=str(item))

    def on_constant(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.Constant)
        if isinstance(node.value, bytes | complex) or node.value is Ellipsis:
            raise self.fail("connect.expression_unsupported", node)
        if isinstance(node.value, float):
            written = ast.get_source_segment(self.source, node) or repr(node.value)
            if re.fullmatch(r"[\d.]+", written):
                return Sql(f"CAST({written} AS {sql.NUMBER})", "number", constant=written)
        return self.value(node.value)

    def on_name(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.Name)
        if node.id in self.scope.constants:
            return self.value(self.scope.constants[node.id])
        holders = [alias for alias, columns in self.scope.tables.items() if node.id in columns]
        if not holders:
            known = [column for columns in self.scope.tables.values() for column in columns]
            raise self.fail(
                "connect.unknown_column",
                node,
                column=node.id,
                table=", ".join(self.scope.tables),
                suggestion=closest(node.id, known),
            )
        if len(holders) > 1 and self.scope.main not in holders:
            raise self.fail(
                "connect.ambiguous_column", node, column=node.id, tables=", ".join(holders)
            )
        alias = self.scope.main if self.scope.main in holders else holders[0]
        return self.column(alias, node.id, node)

    def on_attribute(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.Attribute)
        if not isinstance(node.value, ast.Name):
            raise self.fail("connect.expression_unsupported", node)
        return self.column(node.value.id, node.attr, node)

    def on_subscript(self, node: ast.expr) -> Sql:
        """``order["Ship Date"]``: a column whose name is no word."""
        assert isinstance(node, ast.Subscript)
        if not isinstance(node.value, ast.Name) or not isinstance(node.slice, ast.Constant):
            raise self.fail("connect.expression_unsupported", node)
        return self.column(node.value.id, str(node.slice.value), node)

    def column(self, alias: str, column: str, node: ast.AST) -> Sql:
        """One column of one table."""
        columns = self.scope.tables.get(alias)
        if columns is None:
            raise self.fail(
                "connect.unknown_table",
                node,
                table=alias,
                suggestion=closest(alias, list(self.scope.tables)),
            )
        if column not in columns:
            raise self.fail(
                "connect.unknown_column",
                node,
                column=column,
                table=alias,
                suggestion=closest(column, list(columns)),
            )
        kind = columns[column]
        text = f"{sql.name(alias)}.{sql.name(column)}"
        return Sql(text, kind, Origin(alias, column))

    # --- operators ----------------------------------------------------------------------

    def on_binop(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.BinOp)
        operator = OPERATORS.get(type(node.op))
        if operator is None:
            raise self.fail("connect.expression_unsupported", node)
        left, right = self.compile(node.left), self.compile(node.right)
        window = left.window or right.window
        integers = {left.kind, right.kind} <= {"integer", "flag"} and operator != "/"
        kind: Kind = "integer" if integers else "number"
        a, b = (convert(side, kind, self.checks).text for side in (left, right))
        if operator in {"/", "//", "%"}:
            b = f"nullif({b}, 0)"
        return Sql(f"({a} {operator} {b})", kind, window=window)

    def on_unaryop(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.UnaryOp)
        if isinstance(node.op, ast.Not):
            return Sql(f"(NOT {self.to(node.operand, 'flag')})", "flag")
        operand = self.compile(node.operand)
        if operand.kind != "integer":
            operand = convert(operand, "number", self.checks)
        if isinstance(node.op, ast.USub):
            return Sql(f"(-{operand.text})", operand.kind, window=operand.window)
        if isinstance(node.op, ast.UAdd):
            return operand
        raise self.fail("connect.expression_unsupported", node)

    def on_boolop(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.BoolOp)
        word = " AND " if isinstance(node.op, ast.And) else " OR "
        return Sql(f"({word.join(self.to(item, 'flag') for item in node.values)})", "flag")

    def on_compare(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.Compare)
        sides = [node.left, *node.comparators]
        parts = [
            self._comparison(sides[index], operator, sides[index + 1])
            for index, operator in enumerate(node.ops)
        ]
        return Sql("(" + " AND ".join(parts) + ")", "flag")

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> str:
        if isinstance(operator, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple | ast.List | ast.Set):
                raise self.fail("connect.expression_unsupported", right)
            items = [self.compile(left), *(self.compile(item) for item in right.elts)]
            (first, *rest), _ = functions.unify(items, self.checks)
            word = "IN" if isinstance(operator, ast.In) else "NOT IN"
            return f"{first} {word} ({', '.join(rest)})"
        if isinstance(right, ast.Constant) and right.value is None:
            word = "IS NULL" if isinstance(operator, ast.Is | ast.Eq) else "IS NOT NULL"
            return f"{self.compile(left).text} {word}"
        symbol = COMPARISONS.get(type(operator))
        if symbol is None:
            raise self.fail("connect.expression_unsupported", left)
        (a, b), _ = functions.unify([self.compile(left), self.compile(right)], self.checks)
        return f"{a} {symbol} {b}"

    def on_ifexp(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.IfExp)
        values = [self.compile(node.body), self.compile(node.orelse)]
        (yes, no), kind = functions.unify(values, self.checks)
        window = any(value.window for value in values)
        test = self.to(node.test, "flag")
        return Sql(f"CASE WHEN {test} THEN {yes} ELSE {no} END", kind, window=window)

    # --- functions ----------------------------------------------------------------------

    def on_call(self, node: ast.expr) -> Sql:
        assert isinstance(node, ast.Call)
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self.fail("connect.expression_unsupported", node)
        name, arguments = node.func.id, node.args
        if name in functions.SPECIAL:
            method: Callable[[list[ast.expr], ast.AST], Sql] = getattr(self, "call_" + name)
            return method(arguments, node)
        if name in functions.CASTS and len(arguments) == 1:
            kind = functions.CASTS[functions.CASTS.index(name)]
            return convert(self.compile(arguments[0]), kind, self.checks)
        function = functions.FUNCTIONS.get(name)
        if function is None:
            raise self.fail(
                "connect.unknown_function",
                node,
                function=name,
                suggestion=closest(name, functions.NAMES),
            )
        kinds = function.kinds(len(arguments))
        if kinds is None:
            raise self.fail("connect.wrong_arguments", node, function=name)
        values = [self.compile(item) for item in arguments]
        converted = [
            value if kind is None else convert(value, kind, self.checks)
            for value, kind in zip(values, kinds, strict=True)
        ]
        made = function.make([value.text for value in converted])
        gives = function.gives or converted[0].kind
        window = function.window or any(value.window for value in converted)
        return Sql(made, gives, window=window)

    def call_coalesce(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        return self._same_kind("coalesce", arguments, node)

    def call_least(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        return self._same_kind("least", arguments, node)

    def call_greatest(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        return self._same_kind("greatest", arguments, node)

    def _same_kind(self, name: str, arguments: list[ast.expr], node: ast.AST) -> Sql:
        if not arguments:
            raise self.fail("connect.wrong_arguments", node, function=name)
        values = [self.compile(item) for item in arguments]
        texts, kind = functions.unify(values, self.checks)
        window = any(value.window for value in values)
        return Sql(f"{name}({', '.join(texts)})", kind, window=window)

    def call_case(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        """``case(condition, value, …, otherwise)``."""
        if len(arguments) < 2:
            raise self.fail("connect.wrong_arguments", node, function="case")
        pairs = len(arguments) // 2
        values = [arguments[2 * index + 1] for index in range(pairs)]
        values += arguments[2 * pairs :]
        texts, kind = functions.unify([self.compile(item) for item in values], self.checks)
        whens = "".join(
            f" WHEN {self.to(arguments[2 * index], 'flag')} THEN {texts[index]}"
            for index in range(pairs)
        )
        last = f" ELSE {texts[pairs]}" if len(texts) > pairs else ""
        return Sql(f"CASE{whens}{last} END", kind)

    def call_choose(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        """``choose(value, {1: "a", 2: "b"}, otherwise)``; without it, others are bad data."""
        if len(arguments) not in (2, 3) or not isinstance(arguments[1], ast.Dict):
            raise self.fail("connect.wrong_arguments", node, function="choose")
        table = arguments[1]
        keys = [self.compile(key) for key in table.keys if key is not None]
        value = self.compile(arguments[0])
        (raw, *wanted), _ = functions.unify([value, *keys], self.checks)
        results = [self.compile(item) for item in [*table.values, *arguments[2:]]]
        texts, kind = functions.unify(results, self.checks)
        whens = "".join(
            f" WHEN {raw} = {want} THEN {text}" for want, text in zip(wanted, texts, strict=False)
        )
        last = f" ELSE {texts[-1]}" if len(arguments) == 3 else ""
        made = f"CASE{whens}{last} END"
        if not last:
            self.checks.note(value, made, "connect.bad_choice")
        return Sql(made, kind)

    def call_date(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        if len(arguments) == 1:
            return functions.any_date(self.compile(arguments[0]), self.checks)
        if len(arguments) == 2 and isinstance(arguments[1], ast.Constant):
            value = self.compile(arguments[0])
            return functions.date_with_format(value, str(arguments[1].value), self.checks)
        raise self.fail("connect.wrong_arguments", node, function="date")

    def call_allocate(self, arguments: list[ast.expr], node: ast.AST) -> Sql:
        """``allocate(header amount, line weight, header key, …)``: adds up exactly."""
        if len(arguments) < 3:
            raise self.fail("connect.wrong_arguments", node, function="allocate")
        total, weight = (self.to(item, "number") for item in arguments[:2])
        by = [self.compile(item).text for item in arguments[2:]]
        row = f"{sql.name(self.scope.main)}.__id__"
        return Sql(functions.allocate(total, weight, by, row), "number", window=True)
