"""The checked formula: what planner, engine and explanation work on.

Two layers. A *row expression* is worked out on each row of one fact; an *aggregate* gathers it;
a *scalar expression* combines aggregates into the figure of one output group and one period.
All nodes are frozen and compare by value, so that equal aggregates of different formulas are
found to be one. Positions are not kept: every check has passed.

Empty values and two-valued logic: docs/decisions/0001-empty-values.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from baton.base.units import COUNT, DAY, NONE, RATIO, Unit
from baton.metrics.formula.row_nodes import (
    Row,
    RowAnd,
    RowArithmetic,
    RowBetween,
    RowCall,
    RowColumn,
    RowCompare,
    RowCondition,
    RowContains,
    RowDate,
    RowEmpty,
    RowFlag,
    RowFunction,
    RowIf,
    RowIn,
    RowIsEmpty,
    RowNegate,
    RowNot,
    RowNumber,
    RowOr,
    RowText,
)

# --- aggregates --------------------------------------------------------------------------------


class Gather(StrEnum):
    """How many values become one."""

    SUM = "SUM"
    COUNT = "COUNT"
    COUNT_DISTINCT = "COUNT_DISTINCT"
    AVG = "AVG"
    MIN = "MIN"
    MAX = "MAX"
    MEDIAN = "MEDIAN"


class Over(StrEnum):
    """How rows of one period are taken."""

    FLOW = "flow"
    """All rows whose date lies in the period."""
    LAST = "last"
    """Of a level fact: the rows of the last day (with rows) on or before the period's end."""
    AVERAGE = "average"
    """Of a level fact: worked out for each day of the period that has rows, then averaged."""


@dataclass(frozen=True)
class Aggregate:
    """One base figure of one fact; equal ones are computed once.

    Args:
        function: how values are gathered.
        fact: whose rows are read.
        argument: worked out on each row; ``None`` only for COUNT of rows.
        filter: rows that count; ``None`` for all.
        date: the date column rows are attributed to periods by (may be a linked one).
        over: how rows of a period are taken.
    """

    function: Gather
    fact: str
    argument: Row | None
    filter: RowCondition | None
    date: RowColumn
    over: Over
    unit: Unit


@dataclass(frozen=True)
class Nested:
    """Values worked out for each member of a dimension within the output group, then gathered.

    Args:
        function: how the members' values are gathered; COUNT counts members.
        dimension: (fact, column) as written in EACH.
        keys: for each fact read by ``value`` and ``condition``, its column that holds the member.
        value: a scalar expression worked out for each member. Members are those with at least
            one row of these facts in the group and period that passes the aggregate's filter;
            an empty member key is no member.
        condition: members that count; ``None`` for all with a value.
        top: only the ``top`` members with the largest values, ``None`` for all.
    """

    function: Gather
    dimension: tuple[str, str]
    keys: tuple[tuple[str, RowColumn], ...]
    value: Scalar
    condition: Condition | None
    top: int | None
    unit: Unit


# --- scalar expressions ------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A number typed in the formula (``5%`` is 0.05)."""

    value: Decimal
    unit: Unit = NONE


@dataclass(frozen=True)
class Empty:
    """No value."""

    unit: Unit = NONE


@dataclass(frozen=True)
class Reference:
    """Another indicator; ``value`` is its whole checked formula."""

    code: str
    value: Scalar
    unit: Unit


@dataclass(frozen=True)
class Target:
    """The target of an indicator for the output group and period."""

    code: str
    unit: Unit


@dataclass(frozen=True)
class PeriodDays:
    """Calendar days of the period; of the widened range inside a window."""

    unit: Unit = DAY


@dataclass(frozen=True)
class Arithmetic:
    """``+ - * /`` of two figures."""

    op: str
    left: Scalar
    right: Scalar
    unit: Unit


@dataclass(frozen=True)
class Negate:
    """Minus a figure."""

    item: Scalar
    unit: Unit


class Function(StrEnum):
    """Functions of figures; meanings as in ``RowFunction``."""

    ABS = "ABS"
    ROUND = "ROUND"
    MIN = "MIN"
    MAX = "MAX"
    COALESCE = "COALESCE"


@dataclass(frozen=True)
class Call:
    """A function of figures."""

    function: Function
    args: tuple[Scalar, ...]
    unit: Unit


@dataclass(frozen=True)
class If:
    """One of two figures, by a condition."""

    condition: Condition
    then: Scalar
    otherwise: Scalar
    unit: Unit


class Step(StrEnum):
    """What an earlier period is counted in."""

    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True)
class Prior:
    """The figure ``n`` years or periods before (``Period.year_before`` / ``previous``)."""

    item: Scalar
    step: Step
    n: int
    unit: Unit


@dataclass(frozen=True)
class Growth:
    """(figure - prior) / |prior|, the prior one year or one period before."""

    item: Scalar
    step: Step
    unit: Unit = RATIO


class Span(StrEnum):
    """Which days a window reads instead of the period's own."""

    YEAR_TO_DATE = "YTD"
    """From the first day of the year of the period's last day."""
    ROLLING = "ROLLING"
    """The last ``n`` periods, this one included."""
    TO_DATE = "BALANCE"
    """Everything up to the period's end."""


@dataclass(frozen=True)
class Window:
    """``item`` worked out anew over more days that end with the period (ratios from their parts).

    Inside there is no other window, Prior, Growth or Share.
    """

    item: Scalar
    span: Span
    n: int | None
    unit: Unit


@dataclass(frozen=True)
class Share:
    """The figure divided by the same figure without the by-dimensions, in the same period."""

    item: Scalar
    unit: Unit = RATIO


@dataclass(frozen=True)
class Compare:
    """``= != < <= > >=`` of two figures."""

    op: str
    left: Scalar
    right: Scalar


@dataclass(frozen=True)
class IsEmpty:
    """Whether there is no value."""

    item: Scalar


@dataclass(frozen=True)
class And:
    """All conditions hold."""

    items: tuple[Condition, ...]


@dataclass(frozen=True)
class Or:
    """At least one condition holds."""

    items: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    item: Condition


Condition = Compare | IsEmpty | And | Or | Not
Scalar = (
    Aggregate
    | Nested
    | Number
    | Empty
    | Reference
    | Target
    | PeriodDays
    | Arithmetic
    | Negate
    | Call
    | If
    | Prior
    | Growth
    | Window
    | Share
)


@dataclass(frozen=True)
class Checked:
    """A formula that has passed every check.

    Args:
        text: as typed.
        root: the whole scalar expression.
        unit: of the figure.
        aggregates: the distinct aggregates in it, those inside EACH and references included.
        facts: whose rows are read.
        columns: (fact, column) pairs it needs; when a source has none of them: "no source".
        dimensions: what it can be broken down by: columns that every aggregate's fact has
            (itself or through links), in the order of the first fact; flags included.
        references: codes of indicators it names, directly or through others.
        warnings: message keys with context, e.g. a text that is no known state.
    """

    text: str
    root: Scalar
    unit: Unit
    aggregates: tuple[Aggregate, ...]
    facts: frozenset[str]
    columns: frozenset[tuple[str, str]]
    dimensions: tuple[str, ...]
    references: tuple[str, ...] = ()
    warnings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


COUNT_UNIT = COUNT
"""Unit of COUNT and COUNT_DISTINCT."""

__all__ = [
    "COUNT_UNIT",
    "Aggregate",
    "And",
    "Arithmetic",
    "Call",
    "Checked",
    "Compare",
    "Condition",
    "Empty",
    "Function",
    "Gather",
    "Growth",
    "If",
    "IsEmpty",
    "Negate",
    "Nested",
    "Not",
    "Number",
    "Or",
    "Over",
    "PeriodDays",
    "Prior",
    "Reference",
    "Row",
    "RowAnd",
    "RowArithmetic",
    "RowBetween",
    "RowCall",
    "RowColumn",
    "RowCompare",
    "RowCondition",
    "RowContains",
    "RowDate",
    "RowEmpty",
    "RowFlag",
    "RowFunction",
    "RowIf",
    "RowIn",
    "RowIsEmpty",
    "RowNegate",
    "RowNot",
    "RowNumber",
    "RowOr",
    "RowText",
    "Scalar",
    "Share",
    "Span",
    "Step",
    "Target",
    "Window",
]
