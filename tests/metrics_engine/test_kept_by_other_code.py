"""Kept aggregates that another version of the engine has made are not believed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from test_cubes import figures, keeping, put_units, sales

from baton.base.periods import Grain
from baton.metrics.engine import FactStore, code_shape

QUESTIONS: list[dict[str, Any]] = [{}, {"org": "root", "grain": Grain.MONTH}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store whose cubes were made, then spoilt as if by other rules."""
    path = tmp_path / "facts.duckdb"
    store = FactStore.open(f"duckdb:///{path}")
    put_units(store, still=True)
    store.upsert("sale_line", sales(*range(40)), "erp")
    for question in QUESTIONS:
        figures(keeping(store)[0], question)
    (sums,) = {
        one.name
        for one in store.kept.tables.values()
        if len(one.numbers) > 1 and one.keys == ("source", "org_unit") and one.date == "ordered_on"
    }
    store.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute(f"UPDATE {sums} SET m1 = m1 + 1000")
    return path


def same_as_rows(path: Path) -> bool:
    store = FactStore.open(f"duckdb:///{path}")
    try:
        kept, direct = (
            [figures(engine, question) for question in QUESTIONS] for engine in keeping(store)
        )
        return kept == direct
    finally:
        store.close()


def test_a_kept_table_of_this_code_is_used(file: Path) -> None:
    """The proof that the next test would notice: spoilt numbers of our own are shown."""
    assert not same_as_rows(file)


@pytest.mark.parametrize("told", ["other", None])
def test_a_kept_table_of_other_code_is_not_used(file: Path, told: str | None) -> None:
    with duckdb.connect(str(file)) as raw:
        raw.execute("DELETE FROM store_meta WHERE key = 'shape'")
        if told is not None:
            raw.execute("INSERT INTO store_meta VALUES ('shape', ?)", [told])
    assert same_as_rows(file)
    with duckdb.connect(str(file)) as raw:
        kept = dict(raw.execute("SELECT key, value FROM store_meta").fetchall())
        assert kept["shape"] == code_shape.code_shape()
        rows = raw.execute("SELECT count(*) FROM sale_line").fetchone()
        assert rows == (40,)
    assert same_as_rows(file)


def test_even_one_whose_list_had_another_form(file: Path) -> None:
    with duckdb.connect(str(file)) as raw:
        raw.execute("UPDATE store_meta SET value = 'older' WHERE key = 'shape'")
        raw.execute("ALTER TABLE kept DROP COLUMN numbers")
        raw.execute("DROP TABLE kept_counts")
    assert same_as_rows(file)


def test_rows_and_marks_stay(file: Path) -> None:
    """Only what can be made from the rows goes; the sources need not be read again."""
    store = FactStore.open(f"duckdb:///{file}")
    store.set_watermark("erp", {"id": 7})
    store.put_members("customer", pa.table({"key": ["c1"], "name": ["华为"]}), "erp")
    store.close()
    with duckdb.connect(str(file)) as raw:
        raw.execute("UPDATE store_meta SET value = 'older' WHERE key = 'shape'")
    store = FactStore.open(f"duckdb:///{file}")
    assert store.watermark("erp") == {"id": 7}
    assert store.count("sale_line") == 40
    assert not store.kept.tables
    days = store.query(store.table("sale_line"))["ordered_on"].to_pylist()
    assert min(days) == dt.date(2026, 1, 1)
    store.close()
