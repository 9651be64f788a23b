"""Leaf cubes: which partial aggregates are kept, and which questions they answer.

Of each fact with many rows are kept, by month, source and org unit:

- the sums and counts of all indicators;
- the same with one more dimension, for each dimension once asked for;
- the distinct counts of all org units (``unit_counts``), and where more than
  these is asked for the distinct values themselves.

Filters of the indicators are worked out while building, so that a filter costs a column and not
a dimension. What a cube cannot answer (other filters, linked columns, the smallest and largest
value, medians, days and weeks) is read from the rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.datatypes as types

from baton.metrics.catalogue import Catalogue
from baton.metrics.engine.counted import CountedAnswers
from baton.metrics.engine.duck import DuckStore
from baton.metrics.engine.kept import ROWS, KeptTable
from baton.metrics.engine.members import Members
from baton.metrics.engine.quick import Quick
from baton.metrics.engine.scope import unit_column
from baton.metrics.engine.staged import staged
from baton.metrics.engine.unit_counts import CountedValues
from baton.metrics.engine.world import World
from baton.metrics.facts import Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import columns as columns_of
from baton.metrics.plan.figures import Kept
from baton.metrics.plan.measures import Measure, Part, expression, measures
from baton.metrics.plan.rows import RowCompiler
from baton.metrics.plan.scan import Mode, Question, Rollup, Scan, as_day
from baton.metrics.plan.tables import RowSource
from baton.metrics.plan.windows import BEGINNING, Buckets

MIN_ROWS = 200_000
"""Facts with fewer rows are read directly: that is as quick."""

VALUE = "value"
"""The column of a set of distinct values."""

_ADDITIVE = (Part.ROWS, Part.SUM, Part.VALUES)


@dataclass(frozen=True)
class CubeSpec:
    """What one cube holds.

    Args:
        date: the fact's own column it is sliced by.
        dimension: one more dimension besides source and org unit.
        measures: sums and counts, the number of all rows first; or one distinct count, whose
            values the cube holds.
    """

    fact: str
    date: n.RowColumn
    dimension: str | None
    measures: tuple[Measure, ...]

    @property
    def is_set(self) -> bool:
        """Whether it holds distinct values."""
        return self.measures[0].part is Part.DISTINCT

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns it is grouped by besides the day."""
        more = () if self.dimension is None else (self.dimension,)
        return ("source", "org_unit", *more, *((VALUE,) if self.is_set else ()))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that add up."""
        if self.is_set:
            return ("m0",)
        return tuple(f"m{number}" for number in range(len(self.measures)))

    def name(self, query: str) -> str:
        """The name of its table, another one when its query changes."""
        digest = hashlib.sha256(f"{self!r}{query}".encode()).hexdigest()[:16]
        return f"cube_{self.fact}_{digest}"


class Cubes:
    """The cubes of a store.

    Args:
        store: where rows and cubes are kept.
        catalogue: the indicators whose measures are kept.
        world: knows the members and the org units.
        min_rows: facts with fewer rows have no cubes.
    """

    def __init__(
        self,
        store: DuckStore,
        catalogue: Catalogue,
        world: World,
        min_rows: int = MIN_ROWS,
    ) -> None:
        self._store = store
        self._world = world
        self._quick = Quick(store, world.tree)
        self._counted = CountedAnswers(store, world.tree, self._quick)
        self._values: dict[CubeSpec, tuple[int, CountedValues]] = {}
        self._min_rows = min_rows
        self._measures = self._known_measures(catalogue)
        self._tables: dict[CubeSpec, tuple[int, KeptTable]] = {}
        self._large: dict[str, tuple[int, bool]] = {}

    # -- which are kept ---------------------------------------------------------------------

    def _known_measures(
        self, catalogue: Catalogue
    ) -> dict[tuple[str, n.RowColumn], dict[Measure, None]]:
        found: dict[tuple[str, n.RowColumn], dict[Measure, None]] = {}
        for indicator in catalogue:
            for aggregate in catalogue.formula(indicator.code).aggregates:
                if aggregate.over is not n.Over.FLOW or aggregate.date.via:
                    continue
                own = found.setdefault((aggregate.fact, aggregate.date), {})
                kept = [m for m in measures(aggregate) if self._is_keepable(m, aggregate.fact)]
                own |= dict.fromkeys(kept)
        return found

    def _is_keepable(self, measure: Measure, fact: str) -> bool:
        """Whether a measure is exact under addition and depends on the fact's own rows alone."""
        if measure.part not in (*_ADDITIVE, Part.DISTINCT):
            return False
        parts = [part for part in (measure.argument, measure.filter) if part is not None]
        if any(column.via for part in parts for column in columns_of(part)):
            return False
        if measure.part is not Part.SUM or measure.argument is None:
            return True
        source = self._rows(fact, fact, list(columns_of(measure.argument)))
        compiler = RowCompiler(source.column, source.source, self._members())
        return not compiler.value(measure.argument).value.type().is_floating()

    def prepare(self, scans: Iterable[Scan], question: Question) -> None:
        """Make the cubes that would answer these scans, of facts with many rows."""
        wanted: dict[CubeSpec, None] = {}
        for scan in scans:
            place = self._place(scan, question, None)
            if place is None or not self._is_large(scan.fact):
                continue
            asked = scan.measures()
            counted = [m for m in asked if self._is_counted(scan, m, question)]
            for measure in counted:
                self._counted.prepare(self._counted_values(scan.fact, scan.date, measure))
            rest = [m for m in asked if m not in counted]
            wanted |= dict.fromkeys(self._specs(scan, *place, rest))
        self.make(wanted)

    def _is_counted(self, scan: Scan, measure: Measure, question: Question) -> bool:
        """Whether a measure follows from the kept counts of org units."""
        known = self._measures.get((scan.fact, scan.date), {})
        return (
            measure.part is Part.DISTINCT
            and measure in known
            and self._counted.can(scan, measure, question)
        )

    def _counted_values(self, fact: str, date: n.RowColumn, measure: Measure) -> CountedValues:
        spec = CubeSpec(fact, date, None, (measure,))
        version = self._store.changed_at.get("member", 0)
        known = self._values.get(spec)
        if known is None or known[0] != version:
            query = self._value_query(spec)
            values = CountedValues(f"values_{spec.name(query)}", fact, query, date.column)
            known = self._values[spec] = (version, values)
        return known[1]

    def make(self, specs: Iterable[CubeSpec]) -> None:
        """Make these cubes, unless there are."""
        for spec in specs:
            table = self._table_of(spec)
            if table.name not in self._store.kept.tables:
                self._store.keep(table)

    def _table_of(self, spec: CubeSpec) -> KeptTable:
        """The table of a cube as members are named now: names in filters are kept as keys."""
        version = self._store.changed_at.get("member", 0)
        known = self._tables.get(spec)
        if known is None or known[0] != version:
            query = self._query(spec)
            table = KeptTable(
                spec.name(query), spec.fact, query, spec.date.column, spec.keys, spec.numbers
            )
            known = self._tables[spec] = (version, table)
        return known[1]

    def _members(self) -> Members:
        return self._world.members().qualified(True)

    def specs(self, dimensions: Sequence[str | None] = (None,)) -> list[CubeSpec]:
        """Everything worth keeping of the facts with many rows, with these dimensions."""
        found: list[CubeSpec] = []
        for (fact, date), own in self._measures.items():
            if not self._is_large(fact):
                continue
            for dimension in dimensions:
                if dimension is None or dimension in self._store.facts[fact].columns:
                    found += self._specs_of(fact, date, dimension, list(own))
        return found

    def _specs(
        self, scan: Scan, dimension: str | None, wanted: Sequence[Measure]
    ) -> list[CubeSpec]:
        return self._specs_of(scan.fact, scan.date, dimension, wanted)

    def _specs_of(
        self, fact: str, date: n.RowColumn, dimension: str | None, wanted: Sequence[Measure]
    ) -> list[CubeSpec]:
        known = self._measures.get((fact, date), {})
        found = []
        everything = Measure(Part.ROWS, None, None)
        sums = [m for m in known if m.part in _ADDITIVE]
        if any(m in known and m.part in _ADDITIVE for m in wanted):
            every = tuple(dict.fromkeys([everything, *sums]))
            found.append(CubeSpec(fact, date, dimension, every))
        for measure in wanted:
            if measure.part is Part.DISTINCT and measure in known:
                found.append(CubeSpec(fact, date, dimension, (measure,)))
        return found

    def _is_large(self, fact: str) -> bool:
        version = self._store.changed_at.get(fact, 0)
        known = self._large.get(fact)
        if known is None or known[0] != version:
            known = (version, self._store.count(fact) >= self._min_rows)
            self._large[fact] = known
        return known[1]

    # -- how they are made --------------------------------------------------------------------

    def _rows(self, fact: str, relation: str, columns: Iterable[n.RowColumn]) -> RowSource:
        layout = self._store.layouts[fact]
        table = layout.table() if relation == fact else layout.named(relation)
        return RowSource(lambda _: table, self._store.facts, fact, dict.fromkeys(columns))

    def _source(self, spec: CubeSpec) -> tuple[RowSource, RowCompiler]:
        """The rows a cube is made of; of distinct values those that pass the filter."""
        fact = spec.fact
        needed = [spec.date, unit_column(fact)]
        needed += [] if spec.dimension is None else [_own(fact, spec.dimension)]
        for measure in spec.measures:
            for part in (measure.argument, measure.filter):
                needed += [] if part is None else columns_of(part)
        source = self._rows(fact, ROWS, needed)
        compiler = RowCompiler(source.column, source.source, self._members())
        chosen = source.column(spec.date).notnull()
        if spec.is_set:
            (measure,) = spec.measures
            assert measure.argument is not None
            if measure.filter is not None:
                chosen = chosen & compiler.condition(measure.filter)
            chosen = chosen & compiler.value(measure.argument).value.notnull()
        source.join_on(source.rows.filter(chosen))
        return source, compiler

    def _query(self, spec: CubeSpec) -> str:
        """SQL for a cube, over the relation ``kept_rows``."""
        source, compiler = self._source(spec)
        day = as_day(source.column(spec.date), spec.date)
        groups = {
            spec.date.column: day.truncate("M"),
            "source": source.source(),
            "org_unit": source.column(unit_column(spec.fact)),
        }
        if spec.dimension is not None:
            groups[spec.dimension] = source.column(_own(spec.fact, spec.dimension))
        if spec.is_set:
            assert spec.measures[0].argument is not None
            groups[VALUE] = compiler.value(spec.measures[0].argument).value
            numbers = {"m0": source.source().count()}
        else:
            query = self._in_two_steps(spec, source, compiler, groups)
            if query is not None:
                return _sql(query)
            numbers = {
                f"m{number}": expression(measure, compiler, False)
                for number, measure in enumerate(spec.measures)
            }
        return _sql(source.rows.group_by(**groups).aggregate(**numbers))

    def _in_two_steps(
        self, spec: CubeSpec, source: RowSource, compiler: RowCompiler, groups: Mapping[str, Any]
    ) -> Any | None:
        fact = self._store.facts[spec.fact]
        if spec.dimension is not None and not fact.columns[spec.dimension].choices:
            return None
        return staged(source.rows, compiler, fact, groups, spec.measures)

    def _value_query(self, spec: CubeSpec) -> str:
        """SQL for the values that are counted, row by row, over the relation ``kept_rows``."""
        source, compiler = self._source(spec)
        (measure,) = spec.measures
        assert measure.argument is not None
        return _sql(
            source.rows.select(
                date=as_day(source.column(spec.date), spec.date).truncate("M"),
                source=source.source(),
                org_unit=source.column(unit_column(spec.fact)),
                value=compiler.value(measure.argument).value,
            )
        )

    # -- what they answer ---------------------------------------------------------------------

    def answer(
        self, scan: Scan, question: Question, wanted: Sequence[Measure], buckets: Buckets
    ) -> list[Kept]:
        """The cubes that hold some of the measures, as substitutes for the rows."""
        place = self._place(scan, question, buckets)
        if place is None:
            return []
        found: list[Kept] = []
        for measure in wanted:
            if self._is_counted(scan, measure, question):
                values = self._counted_values(scan.fact, scan.date, measure)
                answer = self._counted.answer(scan, question, values, buckets)
                if answer is not None:
                    found.append(Kept(question, {measure: measure}, answer))
        counted = {measure for kept in found for measure in kept.measures}
        rest = [measure for measure in wanted if measure not in counted]
        for spec in self._specs(scan, place[0], rest):
            table = self._table_of(spec)
            if table.name not in self._store.kept.tables:
                continue
            cuts = [*_cuts(buckets), *_moves(scan, question)]
            if any(day.day != 1 for day in cuts):
                continue
            kept = self._kept(spec, table, question, rest)
            if kept.measures and not spec.is_set and self._quick.can(scan, question, buckets):
                kept = self._asked_quickly(scan, spec, table, kept, buckets)
            found.append(kept)
        return [kept for kept in found if kept.measures]

    def _asked_quickly(
        self, scan: Scan, spec: CubeSpec, table: KeptTable, kept: Kept, buckets: Buckets
    ) -> Kept:
        """The same with the answer itself."""
        columns = [
            (measure, f"m{number}")
            for number, measure in enumerate(spec.measures)
            if measure in kept.measures
        ]
        rows = self._table(spec, table)
        answer = self._quick.answer(scan, kept.question, rows, columns, buckets)
        measures = {measure: kept.measures[measure] for measure, _ in columns}
        return Kept(kept.question, measures, answer)

    def _place(
        self, scan: Scan, question: Question, buckets: Buckets | None
    ) -> tuple[str | None] | None:
        """The one dimension a scan needs besides source and unit; None when cubes cannot help."""
        if scan.mode is not Mode.FLOW or (scan.fact, scan.date) not in self._measures:
            return None
        needed: list[n.RowColumn] = [*question.restriction.columns(scan.fact)]
        if scan.grouped:
            for key in question.keys(scan.fact):
                needed.append(key.column if isinstance(key, Rollup) else key)
        if scan.member is not None:
            needed.append(scan.member)
        names = {column.column for column in needed} - {"source", "org_unit"}
        if any(column.via for column in needed) or len(names) > 1:
            return None
        name = next(iter(names), None)
        if name is not None and name not in self._store.facts[scan.fact].dimensions:
            return None
        if buckets is not None and not buckets.cuts:
            return None
        return (name,)

    def _kept(
        self, spec: CubeSpec, table: KeptTable, question: Question, wanted: Sequence[Measure]
    ) -> Kept:
        rows = self._table(spec, table)
        instead = {}
        for number, measure in enumerate(spec.measures):
            if measure in wanted:
                name = VALUE if spec.is_set else f"m{number}"
                part = Part.DISTINCT if spec.is_set else Part.SUM
                kind = Kind.KEY if spec.is_set else Kind.NUMBER
                instead[measure] = Measure(part, n.RowColumn(spec.fact, name, (), kind), None)
        return Kept(replace(question, table=lambda _: rows), instead)

    def _table(self, spec: CubeSpec, table: KeptTable) -> Any:
        layout = self._store.layouts[spec.fact]
        schema: dict[str, Any] = {table.date: types.date}
        for key in table.keys:
            is_flag = layout.kinds.get(key) == "flag"
            schema[key] = types.boolean if is_flag else types.string
        schema |= dict.fromkeys(table.numbers, types.Decimal(38, 6))
        rows = ibis.table(schema, name=table.name)
        if not spec.is_set:
            return rows
        keys = [table.date, *table.keys]
        summed = rows.group_by(keys).aggregate(m0=rows["m0"].sum())
        return summed.filter(summed["m0"] > 0)


def _sql(query: Any) -> str:
    return str(ibis.to_sql(query, dialect="duckdb", pretty=False))


def _own(fact: str, name: str) -> n.RowColumn:
    return n.RowColumn(fact, name, (), Kind.DIMENSION)


def _cuts(buckets: Buckets) -> list[dt.date]:
    return [day for day in buckets.cuts if day != BEGINNING]


def _moves(scan: Scan, question: Question) -> list[dt.date]:
    """The days on which units move in the tree, as far as the question depends on the tree."""
    found: list[dt.date] = [*question.restriction.moves(scan.fact)]
    for key in question.keys(scan.fact) if scan.grouped else ():
        if isinstance(key, Rollup):
            found += [day for _, start, end, _ in key.rows for day in (start, end) if day]
    return found
