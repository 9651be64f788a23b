"""Kept partial aggregates as tables beside the facts, true at every version.

A kept table is a query over the rows of one fact, grouped. When rows change, the same query over
the rows that go and the rows that come is added with sign, so that upkeep costs what changed and
not what there is. Readers sum the signed rows; now and then a table is put together again.
"""

# ruff: noqa: S608 - names of tables and columns come from our definitions, values are bound

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

ROWS = "kept_rows"
"""The name which the rows of the fact have in a kept table's query."""

MIN_DELTA = 50_000
"""Signed rows that may pile up before a table is put together again."""


@dataclass(frozen=True)
class KeptTable:
    """One kept table.

    Args:
        name: of the table.
        fact: whose rows it is made of.
        query: SQL over the relation ``kept_rows``.
        date: the column with the slice of time, a day.
        keys: the other columns it is grouped by.
        numbers: the columns that add up; the first is the number of rows.
    """

    name: str
    fact: str
    query: str
    date: str
    keys: tuple[str, ...]
    numbers: tuple[str, ...]

    def replaced_by(self, other: KeptTable) -> bool:
        """Whether the other holds sums of the same rows and groups, for newer indicators."""
        sums = len(self.numbers) > 1 and len(other.numbers) > 1
        same = (self.fact, self.date, self.keys) == (other.fact, other.date, other.keys)
        return sums and same


class KeptTables:
    """All kept tables of a store; everything happens in the transaction of the caller.

    Args:
        writer: the connection that writes.
    """

    def __init__(self, writer: duckdb.DuckDBPyConnection) -> None:
        writer.execute(
            "CREATE TABLE IF NOT EXISTS kept (name VARCHAR, fact VARCHAR, query VARCHAR, "
            "date VARCHAR, keys VARCHAR, numbers VARCHAR)"
        )
        self.tables: dict[str, KeptTable] = {}
        self._delta: dict[str, int] = {}
        for name, fact, query, date, keys, numbers in writer.execute(
            "SELECT name, fact, query, date, keys, numbers FROM kept"
        ).fetchall():
            columns = (tuple(json.loads(keys)), tuple(json.loads(numbers)))
            self.tables[name] = KeptTable(name, fact, query, date, *columns)

    def make(self, writer: duckdb.DuckDBPyConnection, table: KeptTable) -> None:
        """Fill a new kept table from the rows there are."""
        select = self._select(table, table.fact, 1)
        order = ", ".join(_quoted((table.date, *table.keys[:2])))
        writer.execute(f"CREATE TABLE {table.name} AS SELECT * FROM ({select}) ORDER BY {order}")
        writer.execute(
            "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)",
            [
                table.name,
                table.fact,
                table.query,
                table.date,
                json.dumps(table.keys),
                json.dumps(table.numbers),
            ],
        )
        self.tables[table.name] = table

    def drop(self, writer: duckdb.DuckDBPyConnection, name: str) -> None:
        """Remove a kept table."""
        writer.execute(f"DROP TABLE IF EXISTS {name}")
        writer.execute("DELETE FROM kept WHERE name = ?", [name])
        self.tables.pop(name, None)
        self._delta.pop(name, None)

    def change(
        self,
        writer: duckdb.DuckDBPyConnection,
        fact: str,
        removed: str | None,
        added: str | None,
        replaced_source: str | None,
    ) -> None:
        """Bring the tables of ``fact`` up to date.

        Args:
            removed, added: relations of rows that go and come.
            replaced_source: all rows of this source go.
        """
        for table in self.tables.values():
            if table.fact != fact:
                continue
            if replaced_source is not None:
                writer.execute(f"DELETE FROM {table.name} WHERE source = ?", [replaced_source])
            for relation, sign in ((removed, -1), (added, 1)):
                if relation is None:
                    continue
                done = writer.execute(
                    f"INSERT INTO {table.name} BY NAME {self._select(table, relation, sign)}"
                ).fetchone()
                count = int(done[0]) if done else 0
                self._delta[table.name] = self._delta.get(table.name, 0) + count
            self._tidy(writer, table)

    def _select(self, table: KeptTable, relation: str, sign: int) -> str:
        """The rows of a kept table made of ``relation``; days as days whatever the query gives."""
        query = table.query.replace(f'"{ROWS}"', f'"{relation}"')
        changed = [f'CAST("{table.date}" AS DATE) AS "{table.date}"']
        if sign < 0:
            changed += [f'-"{number}" AS "{number}"' for number in table.numbers]
        return f"SELECT * REPLACE ({', '.join(changed)}) FROM ({query})"

    def _tidy(self, writer: duckdb.DuckDBPyConnection, table: KeptTable) -> None:
        """Put a table together again when signed rows are as many as the others."""
        delta = self._delta.get(table.name, 0)
        if delta < MIN_DELTA:
            return
        found = writer.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        if found is None or delta * 2 < found[0]:
            return
        types = dict(
            writer.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?",
                [table.name],
            ).fetchall()
        )
        keys = ", ".join(_quoted((table.date, *table.keys)))
        sums = ", ".join(f'CAST(sum("{n}") AS {types[n]}) AS "{n}"' for n in table.numbers)
        writer.execute(
            f"CREATE OR REPLACE TABLE {table.name} AS SELECT {keys}, {sums} FROM {table.name} "
            f'GROUP BY {keys} HAVING sum("{table.numbers[0]}") <> 0 '
            f"ORDER BY {', '.join(_quoted((table.date, *table.keys[:2])))}"
        )
        self._delta[table.name] = 0


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]
