"""The fact store in DuckDB: one file (or memory), one process, readers on their own cursors."""

# ruff: noqa: S608 - names of tables and columns come from our definitions, values are bound

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.operations import InMemoryTable

from baton.base.errors import BatonError
from baton.metrics.engine.code_shape import code_shape
from baton.metrics.engine.duck_file import connect, kept_columns, prepare_table, translated
from baton.metrics.engine.kept import KeptTable, KeptTables
from baton.metrics.engine.org import OrgTree
from baton.metrics.engine.schema import HIDDEN_KEY, Layout
from baton.metrics.engine.store import FactStore, check_rows
from baton.metrics.engine.unit_counts import CountedValues, UnitCounts

FORMAT = "1"
"""Of the store's file; another one is emptied and filled again from the sources."""

_KEY_DIGITS = (
    "coalesce(try_cast(row_key AS BIGINT),"
    " try_cast(right(regexp_replace(row_key, '[^0-9]', '', 'g'), 18) AS BIGINT), 0)"
)


class DuckStore(FactStore):
    """Facts in DuckDB.

    Args:
        path: the file; empty for memory.
        facts: the fact definitions.
    """

    def __init__(self, path: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(facts)
        self.path = path
        self._root = connect(path)
        self._writer = self._root.cursor()
        self._local = threading.local()
        with self._lock:
            self._prepare()

    # -- reading ---------------------------------------------------------------------------

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own connection for reading."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._root.cursor()
        return cursor

    def query(self, expression: Any) -> pa.Table:
        """The rows of an Ibis expression; inside a batch its own thread sees its own changes."""
        cursor = self._reading()
        small = expression.op().find(InMemoryTable)
        for table in small:
            cursor.register(table.name, table.data.to_pyarrow(table.schema))
        sql = ibis.to_sql(expression, dialect="duckdb", pretty=False)
        found = cursor.execute(sql).to_arrow_table()
        for table in small:
            cursor.unregister(table.name)
        return found

    def run(
        self, sql: str, values: Mapping[str, Any], small: Mapping[str, pa.Table] | None = None
    ) -> pa.Table:
        """The rows of SQL that an Ibis expression gave, with values for its parameters.

        Args:
            small: tables written into the expression.
        """
        cursor = self._reading()
        for name, table in (small or {}).items():
            cursor.register(name, table)
        found = cursor.execute(sql, dict(values)).to_arrow_table()
        for name in small or {}:
            cursor.unregister(name)
        return found

    def _reading(self) -> duckdb.DuckDBPyConnection:
        return self._writer if self._is_writing else self.cursor()

    @property
    def _is_writing(self) -> bool:
        """Whether this thread is inside a batch."""
        owned: bool = self._lock._is_owned()  # type: ignore[attr-defined]
        return self._depth > 0 and owned

    def watermark(self, source: str) -> dict[str, Any]:
        """See :class:`FactStore`; asked every second, so without an expression to be written."""
        found = self._reading().execute("SELECT state FROM watermark WHERE source = ?", [source])
        state: dict[str, Any] = json.loads((found.fetchone() or ("{}",))[0])
        return state

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All queries of this thread inside see the same version."""
        if getattr(self._local, "snapshots", 0):
            yield
            return
        cursor = self.cursor()
        cursor.execute("BEGIN TRANSACTION")
        self._local.snapshots = 1
        self._local.version = self._version_of(cursor)
        try:
            yield
        finally:
            self._local.snapshots = 0
            self._local.version = None
            cursor.execute("ROLLBACK")

    def versions(self, tables: Iterable[str]) -> tuple[int, ...] | None:
        """When these tables last changed, as this thread's snapshot sees them.

        None outside of a snapshot, and while a change is being made known.
        """
        seen: int | None = getattr(self._local, "version", None)
        found = tuple(self.changed_at.get(table, 0) for table in tables)
        known = seen is not None and seen == self._version and max(found, default=0) <= seen
        return found if known and not self._is_writing else None

    def _version_of(self, cursor: duckdb.DuckDBPyConnection) -> int | None:
        found = cursor.execute("SELECT value FROM store_meta WHERE key = 'version'").fetchone()
        return None if found is None else int(found[0])

    def close(self) -> None:
        """Close the file; another process may open it then."""
        with self._lock:
            self._writer.close()
            cursor = getattr(self._local, "cursor", None)
            if cursor is not None:
                cursor.close()
            self._root.close()

    @contextmanager
    def loading(self, fact: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A batch in which rows of ``fact`` are written by SQL, by somebody who knows its form.

        Kept aggregates of the fact are dropped, as nobody tells them of these rows.
        """
        with self.batch():
            for table in list(self.kept.tables.values()):
                if table.fact == fact:
                    self.kept.drop(self._writer, table.name)
            self.counts.drop_of(self._writer, fact)
            yield self._writer
            self._touched.add(self._layout(fact).name)

    # -- kept aggregates -------------------------------------------------------------------

    def keep(self, table: KeptTable) -> None:
        """Make a kept table, unless there is one of this name; figures do not change."""
        with self.batch():
            if table.name in self.kept.tables:
                return
            for other in list(self.kept.tables.values()):
                if other.replaced_by(table):
                    self.kept.drop(self._writer, other.name)
            self.kept.make(self._writer, table)

    def keep_counts(self, values: CountedValues, tree: OrgTree) -> None:
        """Make kept distinct counts, unless there are; figures do not change."""
        with self.batch():
            if not self.counts.fits(values.name, tree):
                self.counts.make(self._writer, values, tree)

    def drop_kept(self) -> None:
        """Remove all kept tables."""
        with self.batch():
            for name in list(self.kept.tables):
                self.kept.drop(self._writer, name)
            self.counts.drop_of(self._writer)

    # -- changes ---------------------------------------------------------------------------

    def _begin(self) -> None:
        self._writer.execute("BEGIN TRANSACTION")

    def _commit(self) -> None:
        with translated(self.path):
            self._writer.execute("COMMIT")

    def _rollback(self) -> None:
        try:
            self._writer.execute("ROLLBACK")
        except duckdb.Error:  # DuckDB has already ended a transaction that failed in itself
            self._writer.close()
            self._writer = self._root.cursor()
        self.kept = KeptTables(self._writer)
        self.counts = UnitCounts(self._writer)

    def _set_version(self, version: int) -> None:
        self._writer.execute("UPDATE store_meta SET value = ? WHERE key = 'version'", [version])

    def _write(self, layout: Layout, table: pa.Table, source: str, mode: str) -> None:
        check_rows(layout, table)
        whole = mode == "replace"
        copied, checked = mode == "upsert", mode != "append"
        with self._incoming(layout, table, source, copied, checked) as incoming:
            removed = None
            if whole:
                self._writer.execute(f"DELETE FROM {layout.name} WHERE source = ?", [source])
            elif mode == "upsert":
                removed = self._find(layout, incoming)
            self.kept.change(
                self._writer, layout.name, removed, incoming, source if whole else None
            )
            if removed:
                self._delete_found(layout, removed)
            names = ", ".join(_quoted(layout.kinds))
            self._writer.execute(
                f"INSERT INTO {layout.name} ({names}) SELECT {names} FROM {incoming}"
            )
            if whole:
                self.counts.drop_of(self._writer, layout.name)
            else:
                changed = [incoming] if removed is None else [removed, incoming]
                self.counts.change(self._writer, layout.name, changed)
        self._touched.add(layout.name)

    def _remove(self, layout: Layout, keys: pa.Table, source: str) -> int:
        self._writer.register("_keys", keys)
        self._writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _gone AS SELECT DISTINCT row_key, "
            f"$source::VARCHAR AS source, {_KEY_DIGITS} AS {HIDDEN_KEY} FROM _keys",
            {"source": source},
        )
        self._writer.unregister("_keys")
        removed = self._find(layout, "_gone")
        if removed is None:
            return 0
        self.kept.change(self._writer, layout.name, removed, None, None)
        self._touched.add(layout.name)
        gone = self._delete_found(layout, removed)
        self.counts.change(self._writer, layout.name, [removed])
        return gone

    @contextmanager
    def _incoming(
        self, layout: Layout, table: pa.Table, source: str, copied: bool, checked: bool
    ) -> Iterator[str]:
        """A relation of the given rows in the layout's columns and types.

        Args:
            copied: it is read again and again.
            checked: refuse rows with equal keys.
        """
        types = layout.sql_types()
        values = []
        for column, kind in types.items():
            if column == HIDDEN_KEY:
                values.append(f"{_KEY_DIGITS} AS {HIDDEN_KEY}")
            elif column == "source":
                values.append("getvariable('writing_source')::VARCHAR AS source")
            elif column in table.column_names:
                values.append(f'CAST("{column}" AS {kind}) AS "{column}"')
            else:
                values.append(f'CAST(NULL AS {kind}) AS "{column}"')
        self._writer.execute("SET VARIABLE writing_source = ?", [source])
        self._writer.register("_given", _with_text_keys(table))
        kind = "TABLE" if copied else "VIEW"
        with translated(self.path, layout.name):
            self._writer.execute(
                f"CREATE OR REPLACE TEMP {kind} _new AS SELECT {', '.join(values)} FROM _given"
            )
            if checked:
                self._refuse_duplicates(layout)
            yield "_new"
        # after an error the rollback removes both
        self._writer.execute(f"DROP {kind} _new")
        self._writer.unregister("_given")

    def _refuse_duplicates(self, layout: Layout) -> None:
        twice = self._writer.execute(
            "SELECT row_key FROM _new GROUP BY row_key HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twice is not None:
            raise BatonError("metrics.duplicate_row_key", fact=layout.name, key=twice[0])

    def _find(self, layout: Layout, keys: str) -> str | None:
        """Put the kept rows with the keys of relation ``keys`` into a table; None if none.

        The bounds let the zone maps skip row groups whose keys are all older or newer.
        """
        low, high = self._writer.execute(
            f"SELECT min({HIDDEN_KEY}), max({HIDDEN_KEY}) FROM {keys}"
        ).fetchone() or (None, None)
        if low is None:
            return None
        self._writer.execute(
            f"CREATE OR REPLACE TEMP TABLE _old AS SELECT kept.rowid AS _rowid, kept.* "
            f"FROM {layout.name} AS kept SEMI JOIN {keys} AS k ON kept.{HIDDEN_KEY} = "
            f"k.{HIDDEN_KEY} AND kept.row_key = k.row_key AND kept.source = k.source "
            f"WHERE kept.{HIDDEN_KEY} BETWEEN {low} AND {high}"
        )
        found = self._writer.execute("SELECT count(*) FROM _old").fetchone()
        return "_old" if found and found[0] else None

    def _delete_found(self, layout: Layout, found: str) -> int:
        gone = self._writer.execute(
            f"DELETE FROM {layout.name} WHERE rowid IN (SELECT _rowid FROM {found})"
        ).fetchone()
        return int(gone[0]) if gone else 0

    def _put(
        self, name: str, rows: pa.Table, where: Mapping[str, str], keys: list[str] | None = None
    ) -> None:
        condition = " AND ".join(f'"{column}" = ?' for column in where)
        values: list[Any] = list(where.values())
        if keys is not None:
            condition += ' AND "key" IN (SELECT unnest(?::VARCHAR[]))'
            values.append(keys)
        self._writer.execute(f"DELETE FROM {name} WHERE {condition}", values)
        if rows.num_rows:
            self._writer.register("_small", rows)
            names = ", ".join(_quoted(rows.column_names))
            self._writer.execute(f"INSERT INTO {name} ({names}) SELECT {names} FROM _small")
            self._writer.unregister("_small")
        self._touched.add(name)

    # -- the file --------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Make or migrate the tables; what changed in form is read again from the sources."""
        self._begin()
        self._writer.execute("CREATE TABLE IF NOT EXISTS store_meta (key VARCHAR, value VARCHAR)")
        meta = dict(self._writer.execute("SELECT key, value FROM store_meta").fetchall())
        kept = kept_columns(self._writer)
        if meta and meta.get("format") != FORMAT:
            for name in kept:
                self._writer.execute(f"DROP TABLE {name}")
            kept, meta = {}, {}
        elif meta.get("shape") != code_shape():
            for name in kept.keys() - self.layouts.keys():
                self._writer.execute(f"DROP TABLE {name}")
        self.kept = KeptTables(self._writer)
        self.counts = UnitCounts(self._writer)
        changed = False
        for layout in self.layouts.values():
            changed |= prepare_table(self._writer, layout, kept.get(layout.name))
        if changed:
            self._writer.execute("DELETE FROM watermark")
            for name in list(self.kept.tables):
                self.kept.drop(self._writer, name)
            self.counts.drop_of(self._writer)
        if not meta:
            self._writer.execute("DELETE FROM store_meta")
            self._writer.execute(
                "INSERT INTO store_meta VALUES ('format', ?), ('version', '0')", [FORMAT]
            )
        if meta.get("shape") != code_shape():
            self._writer.execute("DELETE FROM store_meta WHERE key = 'shape'")
            self._writer.execute("INSERT INTO store_meta VALUES ('shape', ?)", [code_shape()])
        self._version = int(meta.get("version", 0))
        self._commit()


def _quoted(columns: Any) -> list[str]:
    return [f'"{column}"' for column in columns]


def _with_text_keys(table: pa.Table) -> pa.Table:
    """``table`` with ``row_key`` as text, whatever number a source gave."""
    index = table.column_names.index("row_key")
    return table.set_column(index, "row_key", table["row_key"].cast(pa.string()))
