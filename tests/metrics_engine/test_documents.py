"""The documents behind a figure: one row each, whose amounts its lines make together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from baton.base.periods import Grain, Period
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Asked, Engine, FactStore

NOVEMBER = Period.parse("2026-11")

# document, product, day, amount: an order of three lines, one of a single line
LINES = [
    ("sale.sale,1", "p1", 3, 100),
    ("sale.sale,1", "p2", 3, 20),
    ("sale.sale,1", "p2", 3, 5),
    ("sale.sale,2", "p1", 9, 40),
]


@pytest.fixture(scope="module")
def engine():
    store = FactStore.open("duckdb://")
    store.put_members("product", pa.table({"key": ["p1", "p2"], "name": ["one", "two"]}), "erp")
    store.declare("erp", "sale_line", store.layouts["sale_line"].visible)
    rows = [
        {
            "row_key": str(number),
            "document": document,
            "document_number": document[-1],
            "product": product,
            "ordered_on": dt.date(2026, 11, day),
            "amount": Decimal(amount),
            "state": "confirmed",
        }
        for number, (document, product, day, amount) in enumerate(LINES)
    ]
    schema = store.layouts["sale_line"].arrow()
    table = pa.Table.from_pylist(rows, schema=pa.schema([schema.field(name) for name in rows[0]]))
    store.replace("sale_line", table, "erp")
    yield Engine(store, Catalogue.shipped())
    store.close()


def told(engine: Engine, formula: str, **how: Any) -> tuple[list[dict[str, Any]], int | None]:
    found = engine.documents(formula, NOVEMBER, **how)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows], found.total


def test_a_document_of_three_lines_is_one_row(engine):
    """100 + 20 + 5 of order 1 and 40 of order 2; the newest first."""
    rows, total = told(engine, "SUM(sale_line.amount)", grouped=True)
    assert [(row["number"], row["lines"], row["amount"]) for row in rows] == [
        ("2", 1, Decimal(40)),
        ("1", 3, Decimal(125)),
    ]
    assert total == 2
    assert told(engine, "SUM(sale_line.amount)")[1] == 4


def test_a_document_counts_once_where_documents_are_counted(engine):
    formula = "COUNT_DISTINCT(sale_line.document_number)"
    rows, _ = told(engine, formula, grouped=True)
    assert {row["number"]: row["amount"] for row in rows} == {"1": 1, "2": 1}


def test_pages_of_documents_follow_on_each_other(engine):
    first, total = told(engine, "SUM(sale_line.amount)", grouped=True, limit=1)
    second, _ = told(engine, "SUM(sale_line.amount)", grouped=True, limit=1, offset=1)
    assert [row["document"] for row in first + second] == ["sale.sale,2", "sale.sale,1"]
    assert total == 2


def test_a_documents_lines_tell_their_products(engine):
    rows, total = told(engine, "SUM(sale_line.amount)", document="sale.sale,1")
    assert total == 3
    assert sorted((row["product"], row["amount"]) for row in rows) == [
        ("p1", Decimal(100)),
        ("p2", Decimal(5)),
        ("p2", Decimal(20)),
    ]


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.TOTAL])
def test_a_figure_without_a_document_and_of_it_alone(engine, grain):
    """125 of order 1 and 40 of order 2; a row without any document counts for neither."""
    asked = Asked(start=NOVEMBER.start, end=NOVEMBER.end, grain=grain)

    def value(formula: str, **how: Any) -> Any:
        (result,) = engine.evaluate_many([formula], replace(asked, **how))
        return result.rows[-1][-1] if result.rows else None

    amount, rows = "SUM(sale_line.amount)", "COUNT(sale_line)"
    assert value(amount) == 165
    assert value(amount, besides=("sale.sale,1",)) == 40
    assert value(amount, documents=("sale.sale,1",)) == 125
    assert value(amount, documents=("sale.sale,1", "sale.sale,2")) == 165
    assert value(rows, besides=("sale.sale,1", "sale.sale,2")) in (0, None)
    assert value(rows, documents=()) in (0, None)
    assert value("MAX(sale_line.amount)", besides=("sale.sale,1",)) == 40


def test_rows_without_a_document_stay_when_one_is_left_out():
    store = FactStore.open("duckdb://")
    table = pa.table(
        {
            "row_key": ["1", "2"],
            "document": pa.array(["sale.sale,1", None], pa.string()),
            "ordered_on": [dt.date(2026, 11, 3)] * 2,
            "amount": pa.array([Decimal(100), Decimal(7)], pa.decimal128(18, 6)),
        }
    )
    store.upsert("sale_line", table, "erp")
    engine = Engine(store, Catalogue.shipped())
    asked = Asked(start=NOVEMBER.start, end=NOVEMBER.end, besides=("sale.sale,1",))
    (result,) = engine.evaluate_many(["SUM(sale_line.amount)"], asked)
    assert result.rows == [["2026-11", Decimal(7)]]
    store.close()
