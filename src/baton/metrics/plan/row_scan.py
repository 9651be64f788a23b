"""A scan row by row: what each row adds to each measure, for gathering in several ways at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis

from baton.metrics.plan.measures import Measure, Part
from baton.metrics.plan.rows import RowCompiler, day_literal
from baton.metrics.plan.scan import Question, Scan, _prepared
from baton.metrics.plan.windows import Buckets, Days

LATER = "later"
"""Column that tells the rows of the second of two windows."""

ADDING = (Part.ROWS, Part.SUM, Part.VALUES)
"""Measures that are sums over rows."""


def query_rows(
    scan: Scan, question: Question, wanted: Sequence[Measure], buckets: Buckets, later: Days
) -> Any:
    """The rows of two windows: groups ``k0`` …, :data:`LATER`, and ``m0`` … for each measure.

    Args:
        wanted: measures that are sums over rows, see :data:`ADDING`.
        later: the second window; all other rows are of the first.
    """
    source, compiler, groups, day = _prepared(scan, question, wanted, buckets, None)
    inside = (day >= day_literal(later[0])) & (day < day_literal(later[1]))
    added = {f"m{number}": _added(measure, compiler) for number, measure in enumerate(wanted)}
    return source.rows.select(**groups, **{LATER: inside}, **added)


def _added(measure: Measure, compiler: RowCompiler) -> Any:
    """What one row adds to a measure."""
    counts = measure.filter is None
    passes = ibis.literal(True) if counts else compiler.condition(measure.filter)  # type: ignore[arg-type]
    if measure.part is Part.ROWS:
        return passes.cast("int64")
    assert measure.argument is not None
    value = compiler.value(measure.argument).value
    if measure.part is Part.VALUES:
        return (passes & value.notnull()).cast("int64")
    return value if counts else ibis.ifelse(passes, value, None)
