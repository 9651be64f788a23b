"""Exact distinct counts of every org unit, kept month by month.

For each value (a customer, an order) of a month one bit mask says in which org units it occurs.
How many values a unit has, with or without the units below it, follows from the masks alone, for
all units at once. When rows change, only the values they hold are looked up again, in the months
they lie in.
"""

# ruff: noqa: S608 - names of tables and columns come from our definitions, values are bound

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from baton.metrics.engine.kept import ROWS
from baton.metrics.engine.org import OrgTree

BITS = 64
"""Units in one word of a mask."""

FEW_MONTHS = 4
"""Months that are looked for one by one when rows change."""

MAX_PAIRS = 200_000
"""Changed values beyond which the counts are made anew when they are next asked for."""

NO_UNIT = ""
"""Stands for rows without an org unit."""

OWN, ALL, EVERY = "own", "all", "every"
"""Values of the unit's own rows; of these and the units below; of all rows whatsoever."""

COUNTS = pa.schema(
    [
        ("date", pa.date32()),
        ("source", pa.string()),
        ("unit", pa.string()),
        ("kind", pa.string()),
        ("n", pa.int64()),
    ]
)


@dataclass(frozen=True)
class CountedValues:
    """Distinct values of a fact that are counted.

    Args:
        name: of the two tables, ``<name>_masks`` and ``<name>_units``.
        fact: whose rows hold the values.
        query: SQL over ``kept_rows`` giving ``date`` (first day of the month), ``source``,
            ``org_unit``, ``value``, one row for each row of the fact.
        date: the column of the fact by which rows lie in months.
    """

    name: str
    fact: str
    query: str
    date: str


class UnitCounts:
    """All kept distinct counts of a store, in the transaction of the caller.

    Args:
        writer: the connection that writes.
    """

    def __init__(self, writer: duckdb.DuckDBPyConnection) -> None:
        writer.execute(
            "CREATE TABLE IF NOT EXISTS kept_counts "
            "(name VARCHAR, fact VARCHAR, query VARCHAR, date VARCHAR, units VARCHAR, tree VARCHAR)"
        )
        self.kept: dict[str, CountedValues] = {}
        self._units: dict[str, list[str]] = {}
        self._trees: dict[str, dict[str, list[str]]] = {}
        for name, fact, query, date, units, tree in writer.execute(
            "SELECT name, fact, query, date, units, tree FROM kept_counts"
        ).fetchall():
            self.kept[name] = CountedValues(name, fact, query, date)
            self._units[name], self._trees[name] = json.loads(units), json.loads(tree)

    def fits(self, name: str, tree: OrgTree) -> bool:
        """Whether the counts are there and made for this tree."""
        return name in self.kept and self._trees[name] == tree.subtrees()

    def units(self, name: str) -> list[str]:
        """The units whose rows the counts know, ``NO_UNIT`` among them."""
        return self._units[name]

    def make(self, writer: duckdb.DuckDBPyConnection, values: CountedValues, tree: OrgTree) -> None:
        """Count all values there are."""
        self.drop(writer, values.name)
        found = writer.execute(
            f"SELECT DISTINCT coalesce(org_unit, '{NO_UNIT}') FROM {values.fact} ORDER BY 1"
        ).fetchall()
        units = [unit for (unit,) in found]
        units += sorted(set(tree.names) - set(units))
        self.kept[values.name] = values
        self._units[values.name], self._trees[values.name] = units, tree.subtrees()
        writer.execute(
            "INSERT INTO kept_counts VALUES (?, ?, ?, ?, ?, ?)",
            [
                values.name,
                values.fact,
                values.query,
                values.date,
                json.dumps(units),
                json.dumps(tree.subtrees()),
            ],
        )
        masks = self._masks(writer, values, _valued(values.query, values.fact))
        writer.execute(f"CREATE TABLE {values.name}_masks AS SELECT * FROM ({masks}) ORDER BY date")
        writer.execute(
            f"CREATE TABLE {values.name}_units "
            f"(date DATE, source VARCHAR, unit VARCHAR, kind VARCHAR, n BIGINT)"
        )
        self._add(writer, values.name, f"{values.name}_masks", 1)

    @staticmethod
    def _one(writer: duckdb.DuckDBPyConnection, query: str) -> int | None:
        found = writer.execute(query).fetchone()
        return None if found is None else int(found[0])

    def drop(self, writer: duckdb.DuckDBPyConnection, name: str) -> None:
        """Remove the counts of some values."""
        writer.execute(f"DROP TABLE IF EXISTS {name}_masks")
        writer.execute(f"DROP TABLE IF EXISTS {name}_units")
        writer.execute("DELETE FROM kept_counts WHERE name = ?", [name])
        self.kept.pop(name, None)

    def drop_of(self, writer: duckdb.DuckDBPyConnection, fact: str | None = None) -> None:
        """Remove the counts of a fact, or all of them."""
        for values in list(self.kept.values()):
            if fact in (None, values.fact):
                self.drop(writer, values.name)

    def change(
        self, writer: duckdb.DuckDBPyConnection, fact: str, relations: Sequence[str]
    ) -> None:
        """Bring the counts of ``fact`` up to date, after its rows have changed.

        Args:
            relations: the rows that went and the rows that came.
        """
        for values in list(self.kept.values()):
            if values.fact == fact:
                self._change(writer, values, relations)

    def _change(
        self,
        writer: duckdb.DuckDBPyConnection,
        values: CountedValues,
        relations: Sequence[str],
    ) -> None:
        every = " UNION ALL ".join(
            f"SELECT date, source, org_unit, value FROM ({_over(values.query, relation)})"
            for relation in relations
        )
        writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _pairs AS "
            f"SELECT DISTINCT CAST(date AS DATE) AS date, source, value, org_unit FROM ({every})"
        )
        months = [m for (m,) in writer.execute("SELECT DISTINCT date FROM _pairs").fetchall()]
        units = [
            u
            for (u,) in writer.execute(
                f"SELECT DISTINCT coalesce(org_unit, '{NO_UNIT}') FROM _pairs"
            ).fetchall()
        ]
        if not months:
            return
        changed = self._one(writer, "SELECT count(*) FROM _pairs") or 0
        if changed > MAX_PAIRS or not set(units) <= set(self._units[values.name]):
            self.drop(writer, values.name)
            return
        these = ", ".join(f"DATE '{month}'" for month in months)
        table = f"{values.name}_masks"
        pairs = (
            "SEMI JOIN _pairs AS p ON p.date = m.date AND p.source = m.source AND p.value = m.value"
        )
        writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _before AS "
            f"SELECT m.rowid AS _rowid, m.* FROM {table} AS m {pairs} WHERE m.date IN ({these})"
        )
        day = f'"{values.date}"'
        # one span for many months: many conditions cost more than the rows that they leave out
        few = (
            [(m, m) for m in months] if len(months) <= FEW_MONTHS else [(min(months), max(months))]
        )
        spans = " OR ".join(f"({_span(day, first, last)})" for first, last in few)
        writer.execute(
            f"CREATE OR REPLACE TEMP VIEW _months AS SELECT * FROM {values.fact} WHERE {spans}"
        )
        # rows are narrowed to the changed values before anything else is done with them
        writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _touched AS "
            f"FROM ({_valued(values.query, '_months')}) AS m {pairs}"
        )
        after = self._masks(writer, values, "FROM _touched")
        writer.execute(f"CREATE OR REPLACE TEMP TABLE _after AS {after}")
        writer.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT _rowid FROM _before)")
        writer.execute(f"INSERT INTO {table} BY NAME FROM _after")
        for relation, sign in (("_before", -1), ("_after", 1)):
            self._add(writer, values.name, relation, sign)

    def _add(self, writer: duckdb.DuckDBPyConnection, name: str, relation: str, sign: int) -> None:
        """Add the counts that the masks of ``relation`` make, with sign."""
        writer.register("_counts", self._counts(writer, name, relation, sign))
        writer.execute(f"INSERT INTO {name}_units BY NAME SELECT * FROM _counts")
        writer.unregister("_counts")

    def _masks(
        self,
        writer: duckdb.DuckDBPyConnection,
        values: CountedValues,
        rows: str,
    ) -> str:
        """SQL for the masks of the values in ``rows``, a query that ``_valued`` made."""
        units = self._units[values.name]
        words = range(_words(units))
        bits = ", ".join(
            f"('{_quoted(unit)}', "
            + ", ".join(f"{_bit(at - word * BITS)}::UBIGINT" for word in words)
            + ")"
            for at, unit in enumerate(units)
        )
        names = ", ".join(f"w{word}" for word in words)
        writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _bits AS SELECT * FROM (VALUES {bits}) b(unit, {names})"
        )
        masks = ", ".join(f"bit_or(b.w{word}) AS w{word}" for word in words)
        return (
            f"SELECT m.date, m.source, m.value, {masks} FROM ({rows}) AS m "
            f"JOIN _bits AS b ON b.unit = coalesce(m.org_unit, '{NO_UNIT}') "
            f"GROUP BY m.date, m.source, m.value"
        )

    def _counts(
        self, writer: duckdb.DuckDBPyConnection, name: str, relation: str, sign: int
    ) -> pa.Table:
        """The counts of all units, from the patterns that the masks of ``relation`` have."""
        units = self._units[name]
        words = [f"w{word}" for word in range(_words(units))]
        patterns = writer.execute(
            f"SELECT date, source, {', '.join(words)}, count(*) AS c FROM {relation} "
            f"GROUP BY ALL ORDER BY date, source"
        ).to_arrow_table()
        at = {unit: number for number, unit in enumerate(units)}
        below = {
            unit: _masks_of([at[one] for one in subtree], len(words))
            for unit, subtree in self._trees[name].items()
            if len(subtree) > 1
        }
        asked = [(NO_UNIT, EVERY), *((unit, OWN) for unit in units), *((u, ALL) for u in below)]
        masks = [patterns[word].to_numpy() for word in words]
        times = patterns["c"].to_numpy().astype(np.int64)
        found: dict[str, list[Any]] = {name: [] for name in ("date", "source", "unit", "kind", "n")}
        for date, source, start, end in _runs(patterns):
            some, weights = [mask[start:end] for mask in masks], times[start:end]
            numbers = [int(weights.sum()), *per_unit(some, weights)[: len(units)]]
            numbers += [within(some, weights, mask) for mask in below.values()]
            for (unit, kind), number in zip(asked, numbers, strict=True):
                if number:
                    row = (date, source, unit, kind, sign * number)
                    for column, value in zip(found.values(), row, strict=True):
                        column.append(value)
        return pa.table(found, schema=COUNTS)


def _words(units: Sequence[str]) -> int:
    return -(-len(units) // BITS)


def _runs(patterns: pa.Table) -> Iterator[tuple[Any, str, int, int]]:
    """Date, source, first and last row (exclusive) of rows in the order of these."""
    dates, sources = patterns["date"].to_pylist(), patterns["source"].to_pylist()
    start = 0
    for at in range(1, len(dates) + 1):
        if at == len(dates) or (dates[at], sources[at]) != (dates[start], sources[start]):
            yield dates[start], sources[start], start, at
            start = at


def _masks_of(bits: Sequence[int], words: int) -> Any:
    """The words with these bits set."""
    found = [0] * words
    for bit in bits:
        found[bit // BITS] |= 1 << bit % BITS
    return np.array(found, dtype=np.uint64)


def _over(query: str, relation: str) -> str:
    return query.replace(f'"{ROWS}"', f'"{relation}"')


def per_unit(masks: Sequence[Any], times: Any) -> list[int]:
    """How many values each bit has.

    Args:
        masks: the words of the masks, one array a word.
        times: how many values have each mask.
    """
    bits = np.unpackbits(
        np.ascontiguousarray(np.column_stack(masks)).view(np.uint8), axis=1, bitorder="little"
    )
    once = times == 1
    found = bits[once].sum(axis=0, dtype=np.int64)
    if not once.all():
        found = found + times[~once] @ bits[~once].astype(np.int64)
    return [int(number) for number in found]


def within(masks: Sequence[Any], times: Any, wanted: Any) -> int:
    """How many values have one of the bits that the words ``wanted`` have."""
    hit: Any = None
    for word, bits in zip(masks, wanted, strict=True):
        if bits:
            part = word & bits
            hit = part if hit is None else hit | part
    return 0 if hit is None else int(times[hit != 0].sum())


def _span(day: str, first: dt.date, last: dt.date) -> str:
    """SQL for the days of months."""
    return f"{day} >= DATE '{first}' AND {day} < DATE '{_month_after(last)}'"


def _month_after(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1)


def _valued(query: str, relation: str) -> str:
    """SQL for the values of the rows in ``relation``, the month as a day."""
    return f"SELECT * REPLACE (CAST(date AS DATE) AS date) FROM ({_over(query, relation)})"


def _bit(at: int) -> int:
    return 1 << at if 0 <= at < BITS else 0


def _quoted(text: str) -> str:
    return text.replace("'", "''")
