"""Reads tables of the ERP's database, read-only, as Arrow: SQLite by ADBC, PostgreSQL by COPY.

Every column is read in a plain form that both databases share (decimals, dates and times as
text, truth values as 0 and 1, intervals in seconds) and gets its type in DuckDB.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg
import pyarrow as pa
import pyarrow.csv as pacsv

from baton.base.errors import BatonError

PLAIN = {
    "id": pa.int64(),
    "flag": pa.int64(),
    "text": pa.string(),
    "decimal": pa.string(),
    "date": pa.string(),
    "time": pa.string(),
    "float": pa.float64(),
    "interval": pa.float64(),
}
"""The Arrow type of each kind of column as it is read."""

TYPED = {
    "id": "BIGINT",
    "flag": "BOOLEAN",
    "text": "VARCHAR",
    "decimal": "DECIMAL(18,6)",
    "date": "DATE",
    "time": "TIMESTAMP",
    "float": "DOUBLE",
    "interval": "DOUBLE",
}
"""The DuckDB type it gets."""

CHILD = Path(__file__).with_name("sqlite_child.py")
"""The program that reads SQLite files."""

CHUNK = 5000
"""How many ids one statement may name."""


class Reader(ABC):
    """A read-only connection to the ERP's database; all reads see one moment of it."""

    @abstractmethod
    def query(self, sql: str, columns: dict[str, str]) -> pa.Table:
        """The rows of ``sql``, whose columns have these names and kinds, in their plain form."""

    @abstractmethod
    def plain(self, column: str, kind: str) -> str:
        """SQL that gives a (quoted) column in its plain form."""

    @abstractmethod
    def renew(self) -> None:
        """Move on to what is committed now."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    @abstractmethod
    def tables(self) -> dict[str, frozenset[str]]:
        """The names of all tables with those of their columns."""

    def table(self, table: str, columns: dict[str, str], where: str = "") -> pa.Table:
        """Columns (name → kind) of a table.

        Args:
            table: its name in the ERP database.
            columns: what to read.
            where: condition in the SQL both databases understand; empty for all rows.
        """
        values = ", ".join(self.plain(quoted(column), kind) for column, kind in columns.items())
        clause = f" WHERE {where}" if where else ""
        return self.query(f"SELECT {values} FROM {quoted(table)}{clause}", columns)

    def rows(
        self, table: str, columns: dict[str, str], by: str, values: Sequence[int | str]
    ) -> pa.Table:
        """Columns of the rows whose ``by`` is one of ``values``."""
        pieces = [
            self.table(table, columns, f"{quoted(by)} IN ({listed(values[start : start + CHUNK])})")
            for start in range(0, len(values), CHUNK)
        ]
        return pa.concat_tables(pieces) if pieces else self.table(table, columns, "1 = 0")

    def numbers(self, sql: str) -> list[int]:
        """The first column of ``sql``, empty values left out."""
        found = self.query(sql, {"n": "id"}).column(0)
        return [value for value in found.to_pylist() if value is not None]


def open_reader(url: str) -> Reader:
    """A reader of the ERP database at ``url``.

    Raises:
        BatonError: ``connect.erp_unreachable``.
    """
    if url.startswith("sqlite://"):
        return SqliteReader(str(Path(unquote(url[len("sqlite:///") :])).absolute()))
    return PostgresReader(url)


def quoted(name: str) -> str:
    """``name`` as an SQL name."""
    return '"' + name.replace('"', '""') + '"'


def listed(values: Sequence[int | str]) -> str:
    """``values`` as SQL literals."""
    return ", ".join(
        str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
        for value in values
    )


def _grouped(found: pa.Table) -> dict[str, frozenset[str]]:
    """Pairs of table and column as columns by table."""
    columns: dict[str, set[str]] = {}
    for table, column in zip(*found.to_pydict().values(), strict=True):
        columns.setdefault(table, set()).add(column)
    return {table: frozenset(names) for table, names in columns.items()}


class SqliteReader(Reader):
    """The embedded database: one file, read while the ERP writes it (write-ahead log).

    The program ``sqlite_child`` does the reading. It starts with the first question, and anew
    when it was ended.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._child: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self.tables()

    def plain(self, column: str, kind: str) -> str:
        if kind in {"decimal", "text", "date", "time"}:
            return f"CAST({column} AS TEXT)"
        if kind in {"float", "interval"}:
            return f"CAST({column} AS REAL)"
        return column

    def query(self, sql: str, columns: dict[str, str]) -> pa.Table:
        # the driver takes a column's type from its first values: one typed row goes ahead
        samples = {"id": "0", "flag": "0", "float": "0.5", "interval": "0.5"}
        first = ", ".join(samples.get(kind, "''") for kind in columns.values())
        table = self._ask({"sql": f"SELECT {first} UNION ALL {sql}"})
        schema = pa.schema([(name, PLAIN[kind]) for name, kind in columns.items()])
        return table.slice(1).rename_columns(list(columns)).cast(schema)

    def tables(self) -> dict[str, frozenset[str]]:
        return _grouped(
            self.query(
                "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
                "WHERE t.type = 'table'",
                {"table": "text", "column": "text"},
            )
        )

    def renew(self) -> None:
        self._ask({"renew": True})

    def close(self) -> None:
        with self._turn:
            self._end()

    def _ask(self, request: dict[str, Any]) -> pa.Table:
        with self._turn:
            child = self._child = self._child or self._start()
            assert child.stdin is not None and child.stdout is not None
            try:
                child.stdin.write(json.dumps(request).encode() + b"\n")
                child.stdin.flush()
                said = json.loads(child.stdout.readline() or b'{"error": "the reader has ended"}')
                if "error" not in said:
                    return pa.ipc.open_stream(child.stdout).read_all() if "sql" in request else None
            except (OSError, pa.ArrowInvalid) as error:
                said = {"error": str(error)}
            self._end()
        raise BatonError("connect.erp_unreachable", detail=said["error"])

    def _start(self) -> subprocess.Popen[bytes]:
        # a session of its own: Ctrl+C is for the server, the child ends with its input
        return subprocess.Popen(  # noqa: S603 — our own program
            [sys.executable, "-I", str(CHILD), self._path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.kill()
        child.wait()


class PostgresReader(Reader):
    """A PostgreSQL database, read by COPY in one repeatable-read transaction."""

    def __init__(self, url: str) -> None:
        try:
            self._connection = psycopg.connect(url)
            self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            self._connection.read_only = True
        except psycopg.Error as error:
            raise BatonError("connect.erp_unreachable", detail=str(error)) from error

    def plain(self, column: str, kind: str) -> str:
        if kind == "flag":
            return f"CAST({column} AS INTEGER)"
        if kind == "interval":
            return f"EXTRACT(EPOCH FROM {column})"
        return column

    def query(self, sql: str, columns: dict[str, str]) -> pa.Table:
        text = io.BytesIO()
        try:
            with (
                self._connection.cursor() as cursor,
                cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)".encode()) as rows,
            ):
                for piece in rows:
                    text.write(piece)
        except psycopg.Error as error:
            self._connection.rollback()
            raise BatonError("connect.erp_unreachable", detail=str(error)) from error
        schema = pa.schema([(name, PLAIN[kind]) for name, kind in columns.items()])
        if not text.tell():
            return schema.empty_table()
        text.seek(0)
        return pacsv.read_csv(
            text,
            read_options=pacsv.ReadOptions(column_names=list(columns)),
            parse_options=pacsv.ParseOptions(newlines_in_values=True),
            convert_options=pacsv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )

    def tables(self) -> dict[str, frozenset[str]]:
        return _grouped(
            self.query(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = current_schema()",
                {"table": "text", "column": "text"},
            )
        )

    def renew(self) -> None:
        self._connection.rollback()

    def close(self) -> None:
        self._connection.close()
