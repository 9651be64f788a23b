"""All dimensions in one pass over the rows, where the parts are plain sums and counts.

Twelve dimensions asked one by one read the rows twelve times. DuckDB's grouping sets gather them
all in one reading; of dimensions with very many members only those with the largest figures and
changes come out one by one, the others as one lump, so that the sums stay exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.operations import InMemoryTable

from baton.metrics.analysis.ask import Ask, Member, Table
from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.exact import DIGITS, ZERO
from baton.metrics.analysis.operations import operation
from baton.metrics.engine.answer import Answer
from baton.metrics.engine.duck import DuckStore
from baton.metrics.formula import nodes as n
from baton.metrics.plan.measures import Measure, as_number
from baton.metrics.plan.needs import Need
from baton.metrics.plan.row_scan import ADDING, LATER, query_rows
from baton.metrics.plan.scan import Mode, Scan, scans
from baton.metrics.plan.windows import Buckets, days_of

MANY = 400
"""Members of a dimension that are looked at one by one; of more, the rest is one lump."""

LUMP = object()
"""The key of the members that are not looked at one by one."""


def one_pass(ask: Ask, dimensions: Sequence[str], parts: Sequence[n.Scalar]) -> dict[str, Table]:
    """The parts by the members of every dimension; nothing when one pass cannot give them."""
    store = ask.engine.store
    if not isinstance(store, DuckStore) or len(ask.windows) != 2 or not dimensions:
        return {}
    if not all(map(_is_plain, parts)) or ask.windows[0].end > ask.windows[1].start:
        return {}
    answer = ask.answer(parts, tuple(dimensions))
    found = scans(answer.needs)
    if answer.qualify or not all(_can(scan, ask) for scan in found):
        return {}
    with store.snapshot():
        sums = [one for scan in found for one in _gather(store, ask, answer, scan)]
        return {
            name: _table(ask, answer, parts, place, sums) for place, name in enumerate(dimensions)
        }


@dataclass(frozen=True)
class _Sums:
    """The measures of one scan by the members of one dimension: columns a (before), b (now)."""

    place: int
    needs: Sequence[Need]
    columns: Mapping[Measure, int]
    rows: pa.Table


def _is_plain(part: n.Scalar) -> bool:
    """Whether a part is made of aggregates and typed numbers alone."""
    inner = part.value if isinstance(part, n.Reference) else part
    if isinstance(inner, n.Aggregate | n.Number):
        return True
    known = operation(inner)
    return known is not None and all(map(_is_plain, known[1]))


def _can(scan: Scan, ask: Ask) -> bool:
    windows = {days_of(window) for window in ask.windows}
    return (
        scan.mode is Mode.FLOW
        and scan.grouped
        and scan.member is None
        and scan.windows() <= windows
        and all(measure.part in ADDING for measure in scan.measures())
    )


def _gather(store: DuckStore, ask: Ask, answer: Answer, scan: Scan) -> Iterator[_Sums]:
    wanted = scan.measures()
    buckets = Buckets(scan.windows(), answer.question.grain)
    rows = query_rows(scan, answer.question, wanted, buckets, days_of(ask.windows[1]))
    count = len(answer.grouping.names)
    keys = [f"k{place}" for place in range(count)]
    numbers = ", ".join(
        f"sum(m{i}) FILTER (NOT {LATER}) AS a{i}, sum(m{i}) FILTER ({LATER}) AS b{i}"
        for i in range(len(wanted))
    )
    sets = ", ".join(f"({key})" for key in keys)
    listed = ", ".join(keys)
    inner = ibis.to_sql(rows, dialect="duckdb", pretty=False)
    sql = (
        f"SELECT GROUPING_ID({listed}) AS level, {listed}, {numbers} "  # noqa: S608 - own names
        f"FROM ({inner}) GROUP BY GROUPING SETS ({sets})"
    )
    cursor = store.cursor()
    small = rows.op().find(InMemoryTable)
    for table in small:
        cursor.register(table.name, table.data.to_pyarrow(table.schema))
    found = cursor.execute(sql).to_arrow_table()
    for table in small:
        cursor.unregister(table.name)
    columns = {measure: number for number, measure in enumerate(wanted)}
    for place in range(count):
        # in GROUPING_ID the bit of a key that is grouped by is 0, the first key's the highest
        level = (1 << count) - 1 - (1 << (count - 1 - place))
        own = found.filter(pc.equal(found["level"], level))
        yield _Sums(place, list(scan.needs), columns, own)


def _table(
    ask: Ask, answer: Answer, parts: Sequence[n.Scalar], place: int, sums: list[_Sums]
) -> Table:
    """One dimension's members with the values of the parts."""
    own = [one for one in sums if one.place == place]
    kept = _kept(own)
    figures: dict[Any, dict[n.Aggregate, tuple[Decimal, Decimal]]] = {}
    count = 0
    for one in own:
        count = max(count, one.rows.num_rows)
        rows, rest = _split(one, kept)
        _add(figures, one, rows, rows[f"k{place}"].to_pylist())
        if rest.num_rows:
            _add(figures, one, _summed(one, rest), [LUMP])
    table = Table(count=count)
    with localcontext() as context:
        context.prec = DIGITS
        for part in parts:
            table.values[part] = {
                key: [_value(part, known, 0), _value(part, known, 1)]
                for key, known in figures.items()
            }
    fact = own[0].needs[0].aggregate.fact if own else ""
    row_key = answer.grouping.keys(fact)[place]
    column = row_key if isinstance(row_key, n.RowColumn) else row_key.column
    for key in figures:
        label = None if key is LUMP else answer.members.label(column, key, ask.scope.language)
        table.members[key] = Member(key, label)
    return table


def _split(one: _Sums, kept: set[Any] | None) -> tuple[pa.Table, pa.Table]:
    """The rows of members looked at one by one, and all others."""
    if kept is None:
        return one.rows, one.rows.slice(0, 0)
    keys = one.rows[f"k{one.place}"]
    chosen = pc.is_in(keys, value_set=pa.array(kept, keys.type))
    return one.rows.filter(chosen), one.rows.filter(pc.invert(chosen))


def _summed(one: _Sums, rows: pa.Table) -> pa.Table:
    """All rows as one."""
    names = [f"{state}{number}" for number in one.columns.values() for state in "ab"]
    return pa.table({name: pa.array([pc.sum(rows[name]).as_py()]) for name in names})


def _add(
    figures: dict[Any, dict[n.Aggregate, tuple[Decimal, Decimal]]],
    one: _Sums,
    rows: pa.Table,
    keys: Sequence[Any],
) -> None:
    """Put rows into the members' figures."""
    columns = {
        number: (rows[f"a{number}"].to_pylist(), rows[f"b{number}"].to_pylist())
        for number in one.columns.values()
    }
    for need in one.needs:
        before, after = columns[one.columns[need.measures[-1]]]
        for key, old, now in zip(keys, before, after, strict=True):
            figures.setdefault(key, {})[need.aggregate] = (
                as_number(old) or ZERO,
                as_number(now) or ZERO,
            )


def _kept(sums: Sequence[_Sums]) -> set[Any] | None:
    """The members looked at one by one; None for all of them."""
    if all(one.rows.num_rows <= MANY for one in sums):
        return None
    kept: set[Any] = set()
    for one in sums:
        keys = one.rows[f"k{one.place}"]
        share = max(20, MANY // max(1, 2 * len(one.columns)))
        for number in one.columns.values():
            before = pc.fill_null(pc.cast(one.rows[f"a{number}"], pa.float64()), 0.0)
            after = pc.fill_null(pc.cast(one.rows[f"b{number}"], pa.float64()), 0.0)
            for size in (pc.abs(pc.subtract(after, before)), pc.abs(pc.add(after, before))):
                first = pc.select_k_unstable(
                    pa.table({"size": size}), min(share, len(keys)), [("size", "descending")]
                )
                kept.update(keys.take(first).to_pylist())
    return kept


def _value(
    node: n.Scalar, known: Mapping[n.Aggregate, tuple[Decimal, Decimal]], state: int
) -> Number:
    if isinstance(node, n.Reference):
        return _value(node.value, known, state)
    if isinstance(node, n.Aggregate):
        return known.get(node, (ZERO, ZERO))[state]
    if isinstance(node, n.Number):
        return node.value
    found = operation(node)
    assert found is not None
    operate, operands = found
    return operate([_value(operand, known, state) for operand in operands])
