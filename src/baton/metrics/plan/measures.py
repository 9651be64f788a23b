"""The base measures aggregates are made of, and how measures of slices become one figure.

A scan works out each measure once, however many aggregates use it: SUM and AVG of one argument
share their sum, and all aggregates with one filter share its row count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from baton.metrics.formula import nodes as n
from baton.metrics.formula.nodes import Gather
from baton.metrics.plan.rows import RowCompiler

ZERO = Decimal(0)

ADDITIVE = frozenset({Gather.SUM, Gather.COUNT, Gather.COUNT_DISTINCT})
"""Functions whose figure of nothing is 0."""

COMBINABLE = frozenset({Gather.SUM, Gather.COUNT, Gather.AVG, Gather.MIN, Gather.MAX})
"""Functions whose figure of a whole follows from measures of its slices."""


class Part(StrEnum):
    """What a measure does with its values."""

    ROWS = "rows"
    """How many rows pass the filter."""
    SUM = "sum"
    VALUES = "values"
    """How many rows have a value."""
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    DISTINCT = "distinct"


@dataclass(frozen=True)
class Measure:
    """One column of a scan."""

    part: Part
    argument: n.Row | None
    filter: n.RowCondition | None

    @cached_property
    def _hash(self) -> int:
        return hash((self.part, self.argument, self.filter))

    def __hash__(self) -> int:
        """The hash of the whole expression, worked out once."""
        return self._hash


def measures(aggregate: n.Aggregate) -> tuple[Measure, ...]:
    """What a scan works out for an aggregate; the row count comes first."""
    argument, condition = aggregate.argument, aggregate.filter
    rows = Measure(Part.ROWS, None, condition)
    parts: dict[Gather, tuple[Part, ...]] = {
        Gather.SUM: (Part.SUM,),
        Gather.COUNT: (Part.VALUES,) if argument is not None else (),
        Gather.AVG: (Part.SUM, Part.VALUES),
        Gather.MIN: (Part.MIN,),
        Gather.MAX: (Part.MAX,),
        Gather.MEDIAN: (Part.MEDIAN,),
        Gather.COUNT_DISTINCT: (Part.DISTINCT,),
    }
    return (rows, *(Measure(part, argument, condition) for part in parts[aggregate.function]))


def expression(  # noqa: PLR0911 - one a part
    measure: Measure, compiler: RowCompiler, qualify: bool
) -> Any:
    """The Ibis aggregation of a measure.

    Args:
        qualify: tell equal keys of different sources apart when counting distinct ones.
    """
    where = None if measure.filter is None else compiler.condition(measure.filter)
    if measure.part is Part.ROWS:
        return compiler.source().count(where=where)
    assert measure.argument is not None
    value = compiler.value(measure.argument).value
    match measure.part:
        case Part.SUM:
            return value.sum(where=where)
        case Part.VALUES:
            return value.count(where=where)
        case Part.MIN:
            return value.min(where=where)
        case Part.MAX:
            return value.max(where=where)
        case Part.MEDIAN:
            return value.cast("float64").median(where=where)
        case Part.DISTINCT:
            return distinct_value(measure.argument, compiler, qualify).nunique(where=where)
    raise TypeError(measure.part)


def distinct_value(argument: n.Row, compiler: RowCompiler, qualify: bool) -> Any:
    """What is counted once; with its source when several sources may use the same keys."""
    value = compiler.value(argument).value
    if not qualify:
        return value
    return compiler.source() + "|" + value.cast("string")


def as_number(value: Any) -> Decimal | None:
    """A number of a query's answer as Decimal; floats by their shortest exact form."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value)) if value == value else None  # noqa: PLR0124 - NaN is empty
    return Decimal(value)


def figure(function: Gather, parts: Sequence[Sequence[Any]]) -> Decimal | None:
    """One figure from the measures (without the row count) of its slices.

    Args:
        parts: for each measure of :func:`measures` its values, one a slice.
    """
    if function is Gather.COUNT and not parts:
        raise ValueError("a count of rows is the row count itself")
    first = [value for value in parts[0] if value is not None]
    if function in ADDITIVE:
        return sum((_number(value) for value in first), ZERO)
    if not first:
        return None
    if function is Gather.AVG:
        count = sum(parts[1])
        return sum((_number(value) for value in first), ZERO) / count if count else None
    if function is Gather.MIN:
        return min(_number(value) for value in first)
    if function is Gather.MAX:
        return max(_number(value) for value in first)
    if len(first) > 1:
        raise ValueError(f"{function} of slices is not the {function} of the whole")
    return _number(first[0])


def nothing(function: Gather) -> Decimal | None:
    """The figure of no rows in a group that exists."""
    return ZERO if function in ADDITIVE else None


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The average of those that are not empty."""
    found = [value for value in values if value is not None]
    return sum(found, ZERO) / len(found) if found else None


def _number(value: Any) -> Decimal:
    found = as_number(value)
    assert found is not None
    return found
