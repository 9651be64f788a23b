"""Row expressions of a checked formula: worked out on each row of one fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from baton.base.units import NONE, Unit
from baton.metrics.facts import Kind


@dataclass(frozen=True)
class RowColumn:
    """A column of the aggregate's fact, or of a fact its links lead to.

    Args:
        fact: the fact that owns the column.
        via: names of the links walked from the aggregate's fact; empty for its own columns.
    """

    fact: str
    column: str
    via: tuple[str, ...] = ()
    kind: Kind = Kind.NUMBER
    unit: Unit = NONE


@dataclass(frozen=True)
class RowNumber:
    """A number typed in the formula."""

    value: Decimal


@dataclass(frozen=True)
class RowText:
    """A text typed in the formula.

    Compared with a dimension column it means the member with this key, or with this name.
    The names of fixed vocabularies are already translated into their keys.
    """

    value: str


@dataclass(frozen=True)
class RowDate:
    """A day typed in the formula."""

    value: date


@dataclass(frozen=True)
class RowFlag:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True)
class RowEmpty:
    """No value."""


@dataclass(frozen=True)
class RowArithmetic:
    """``+ - * /`` of two numbers."""

    op: str
    left: Row
    right: Row
    unit: Unit


@dataclass(frozen=True)
class RowNegate:
    """Minus a number."""

    item: Row
    unit: Unit


class RowFunction(StrEnum):
    """Functions of a row."""

    DAYS = "DAYS"
    """Whole calendar days from the first to the second date (later minus earlier)."""
    HOURS = "HOURS"
    """Hours from the first to the second point in time; dates count from midnight."""
    YEAR = "YEAR"
    MONTH = "MONTH"
    ABS = "ABS"
    ROUND = "ROUND"
    """Half away from zero, to the number of decimals in the second argument."""
    MIN = "MIN"
    """The smaller of two or more numbers; empty ones are left out."""
    MAX = "MAX"
    COALESCE = "COALESCE"
    """The first argument that is not empty."""


@dataclass(frozen=True)
class RowCall:
    """A function of a row."""

    function: RowFunction
    args: tuple[Row, ...]
    unit: Unit


@dataclass(frozen=True)
class RowIf:
    """One of two values, by a condition."""

    condition: RowCondition
    then: Row
    otherwise: Row
    unit: Unit


@dataclass(frozen=True)
class RowCompare:
    """``= != < <= > >=`` of two numbers, texts, dates or flags; ``!=`` is exactly not ``=``."""

    op: str
    left: Row
    right: Row


@dataclass(frozen=True)
class RowIn:
    """Whether the item is one of the values."""

    item: Row
    values: tuple[Row, ...]


@dataclass(frozen=True)
class RowBetween:
    """Whether the item lies between two values, both included."""

    item: Row
    low: Row
    high: Row


@dataclass(frozen=True)
class RowContains:
    """Whether a text contains another; capitals and small letters are the same.

    On a dimension column it is looked for in the key and in the member's name.
    """

    item: Row
    text: str


@dataclass(frozen=True)
class RowIsEmpty:
    """Whether there is no value."""

    item: Row


@dataclass(frozen=True)
class RowAnd:
    """All conditions hold."""

    items: tuple[RowCondition, ...]


@dataclass(frozen=True)
class RowOr:
    """At least one condition holds."""

    items: tuple[RowCondition, ...]


@dataclass(frozen=True)
class RowNot:
    """The condition does not hold."""

    item: RowCondition


RowCondition = (
    RowCompare
    | RowIn
    | RowBetween
    | RowContains
    | RowIsEmpty
    | RowAnd
    | RowOr
    | RowNot
    | RowFlag
    | RowColumn  # a flag column by itself
)
Row = (
    RowColumn
    | RowNumber
    | RowText
    | RowDate
    | RowFlag
    | RowEmpty
    | RowArithmetic
    | RowNegate
    | RowCall
    | RowIf
)
