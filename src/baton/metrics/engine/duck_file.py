"""The file of a fact store: opening it, the tables in it, and DuckDB's errors in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from baton.base.errors import BatonError, ConflictError
from baton.metrics.engine.schema import Layout


def kept_columns(writer: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """The columns that each table of the file has, with their types."""
    kept: dict[str, dict[str, str]] = {}
    rows = writer.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal AND table_name <> 'store_meta'"
    ).fetchall()
    for table, column, kind in rows:
        kept.setdefault(table, {})[column] = kind
    return kept


def prepare_table(
    writer: duckdb.DuckDBPyConnection, layout: Layout, kept: Mapping[str, str] | None
) -> bool:
    """Bring one table into its form; True when its rows must be read again."""
    types = layout.sql_types()
    same = kept is not None and all(types.get(c) == kind for c, kind in kept.items())
    if kept is not None and same:
        new = [column for column in types if column not in kept]
        for column in new:
            writer.execute(f'ALTER TABLE {layout.name} ADD COLUMN "{column}" {types[column]}')
        return bool(new)
    if kept is not None:
        writer.execute(f"DROP TABLE {layout.name}")
    columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    writer.execute(f"CREATE TABLE {layout.name} ({columns})")
    return kept is not None


def connect(path: str) -> duckdb.DuckDBPyConnection:
    """Open the file, made where it is not; memory without a path.

    Raises:
        BatonError: another process has it, or it is no fact store.
    """
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with translated(path):
        return duckdb.connect(path or ":memory:")


@contextmanager
def translated(path: str, fact: str = "") -> Iterator[None]:
    """Turn DuckDB's errors which a user can put right into our own."""
    try:
        yield
    except duckdb.ConversionException as error:
        raise BatonError("metrics.bad_value", fact=fact, detail=_first_line(error)) from error
    except duckdb.IOException as error:
        detail = _first_line(error)
        if "lock" in detail.lower():
            raise ConflictError("metrics.store_in_use", path=path) from error
        if "space" in detail.lower():
            raise BatonError("metrics.store_full", path=path, status=507) from error
        raise BatonError("metrics.store_unreadable", path=path, detail=detail) from error
    except duckdb.SerializationException as error:
        raise BatonError(
            "metrics.store_unreadable", path=path, detail=_first_line(error)
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
