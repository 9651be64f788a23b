"""Types and units of checked expressions."""

from __future__ import annotations

from enum import StrEnum

from baton.base.i18n import message
from baton.base.units import NONE, Unit, UnitError
from baton.metrics.facts import Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.errors import Position, UnitMismatchError, Words


class Type(StrEnum):
    """What a row expression gives."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    EMPTY = "empty"


_OF_KIND = {
    Kind.NUMBER: Type.NUMBER,
    Kind.DATE: Type.DATE,
    Kind.TIMESTAMP: Type.DATE,
    Kind.FLAG: Type.FLAG,
    Kind.DIMENSION: Type.TEXT,
    Kind.KEY: Type.TEXT,
}

_OF_NODE: dict[type, Type] = {
    n.RowText: Type.TEXT,
    n.RowDate: Type.DATE,
    n.RowFlag: Type.FLAG,
    n.RowEmpty: Type.EMPTY,
}

Measured = tuple[Unit, bool]
"""A unit, and whether it is only typed numbers, which take the unit of their neighbour."""


def row_type(row: n.Row) -> Type:
    """The type of a row expression."""
    if isinstance(row, n.RowColumn):
        return _OF_KIND[row.kind]
    if isinstance(row, n.RowIf):
        return _first_type((row.then, row.otherwise))
    if isinstance(row, n.RowCall) and row.function is n.RowFunction.COALESCE:
        return _first_type(row.args)
    return _OF_NODE.get(type(row), Type.NUMBER)


def _first_type(rows: tuple[n.Row, ...]) -> Type:
    return next((row_type(row) for row in rows if row_type(row) is not Type.EMPTY), Type.EMPTY)


def row_unit(row: n.Row) -> Unit:
    """The unit of a row expression; none for anything but numbers."""
    unit: Unit = getattr(row, "unit", NONE)
    return unit


def row_flexible(row: n.Row) -> bool:
    """Whether it consists of typed numbers only."""
    if isinstance(row, n.RowNumber | n.RowEmpty):
        return True
    if isinstance(row, n.RowNegate):
        return row_flexible(row.item)
    if isinstance(row, n.RowArithmetic):
        return row_flexible(row.left) and row_flexible(row.right)
    if isinstance(row, n.RowIf):
        return row_flexible(row.then) and row_flexible(row.otherwise)
    return False


def scalar_flexible(node: n.Scalar) -> bool:
    """Whether a scalar expression consists of typed numbers without unit only."""
    if isinstance(node, n.Empty):
        return True
    if isinstance(node, n.Number):
        return node.unit == NONE
    if isinstance(node, n.Negate):
        return scalar_flexible(node.item)
    if isinstance(node, n.Arithmetic):
        return scalar_flexible(node.left) and scalar_flexible(node.right)
    if isinstance(node, n.If):
        return scalar_flexible(node.then) and scalar_flexible(node.otherwise)
    return False


def sum_unit(op: str, left: Measured, right: Measured, position: Position) -> Unit:
    """The unit of ``left op right``; a typed number takes the other's unit in sums.

    Raises:
        UnitMismatchError: CNY and days are added, compared, or chosen between.
    """
    if op == "*":
        return left[0] * right[0]
    if op == "/":
        return left[0] / right[0]
    if left[1]:
        return right[0]
    if right[1]:
        return left[0]
    try:
        return left[0] + right[0]
    except UnitError:
        raise UnitMismatchError(
            "metrics.formula_unit",
            position,
            left=unit_words(left[0]),
            right=unit_words(right[0]),
        ) from None


def type_words(found: Type) -> Words:
    """What a type is called."""
    return _message_words(f"metrics.type_{found}")


def unit_words(unit: Unit) -> Words:
    """What a unit is called; its code where it is composed."""
    if len(unit.powers) > 1 or any(power != 1 for _, power in unit.powers):
        return Words(unit.code, unit.code)
    return _message_words(f"metrics.unit_{unit.code}")


def _message_words(code: str) -> Words:
    return Words(message(code, "zh_CN"), message(code, "en"))
