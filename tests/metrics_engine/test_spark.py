"""The same formulas on Spark and on DuckDB give the same figures."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from test_figures import FORMULAS, NAMES, as_table, same

from baton.base.errors import BatonError
from baton.base.periods import Grain
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Asked, Engine, FactStore

pytest.importorskip("pyspark")
pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore::FutureWarning")]

START, END = dt.date(2025, 11, 1), dt.date(2026, 4, 1)


def made_up() -> dict[str, list[dict[str, Any]]]:
    chance = random.Random(7)

    def day() -> dt.date | None:
        return chance.choice([None, *(START + dt.timedelta(days=n) for n in range(-20, 150, 3))])

    def money() -> Decimal | None:
        return chance.choice([None, Decimal(chance.randrange(-500, 5000)) / 100])

    def pick(*keys: str) -> str | None:
        return chance.choice([None, *keys])

    sales = [
        {
            "row_key": str(number),
            "ordered_on": day(),
            "due_on": day(),
            "entered_at": dt.datetime(2026, 1, 1, number % 24, 30),  # noqa: DTZ001 - kept without zone  # noqa: DTZ001 - naive, as the ERP gives it
            "customer": pick("c1", "c2", "c3"),
            "region": pick("r1", "r2"),
            "product": pick("p1", "p2"),
            "state": pick("done", "draft"),
            "org_unit": pick("u1", "u2"),
            "is_return": chance.choice([True, False, None]),
            "amount": money(),
            "cost": money(),
            "quantity": money(),
            "unit_price": money(),
        }
        for number in range(300)
    ]
    shipments = [
        {
            "row_key": str(number),
            "shipped_on": day(),
            "sale_line": str(chance.randrange(320)),
            "quantity": money(),
            "product": pick("p1", "p2"),
            "org_unit": pick("u1", "u2"),
        }
        for number in range(120)
    ]
    levels = [
        {
            "row_key": str(number),
            "on": START + dt.timedelta(days=number % 9 * 17),
            "product": pick("p1", "p2"),
            "warehouse": pick("w1", "w2"),
            "org_unit": pick("u1", "u2"),
            "value": money(),
        }
        for number in range(80)
    ]
    return {"sale_line": sales, "shipment_line": shipments, "stock_level": levels}


def fill(store: FactStore) -> None:
    with store.batch():
        for (dimension, key), name in NAMES.items():
            store.put_members(dimension, pa.table({"key": [key], "name": [name]}), "erp")
        columns = {"key": ["root", "u1", "u2"], "name": ["公司", "一部", "二部"]}
        store.put_org(pa.table({**columns, "parent": [None, "root", "root"]}), None, "erp")
        for fact, rows in made_up().items():
            store.replace(fact, as_table(store, fact, rows), "erp")


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("spark")
    stores = [FactStore.open(f"spark-local://{folder}"), FactStore.open("duckdb://")]
    for store in stores:
        fill(store)
    yield [Engine(store, Catalogue.shipped()) for store in stores]
    for store in stores:
        store.close()


QUESTIONS: list[dict[str, Any]] = [
    {"grain": Grain.MONTH},
    {"grain": Grain.MONTH, "by": ("org.children.key",), "org": "root"},
    {"grain": Grain.QUARTER, "by": ("product.key",), "where": 'product = "p1" OR product = EMPTY'},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=["month", "children", "where"])
def test_spark_and_duckdb_give_the_same_figures(engines, question):
    spark, duck = (
        engine.evaluate_many(FORMULAS, Asked(start=START, end=END, **question))
        for engine in engines
    )
    seen = 0
    for formula, ours, theirs in zip(FORMULAS, spark, duck, strict=True):
        found = {tuple(row[:-1]): row[-1] for row in ours.rows}
        expected = {tuple(row[:-1]): row[-1] for row in theirs.rows}
        assert found.keys() == expected.keys(), formula
        for place, value in expected.items():
            assert same(found[place], value), (formula, place, found[place], value)
            seen += value is not None
    assert seen > len(FORMULAS)


def test_documents_behind_a_figure_are_the_same(engines):
    from baton.base.periods import Period

    pages = [
        engine.documents("SUM(sale_line.amount)", Period.parse("2026-01"), limit=5)
        for engine in engines
    ]
    assert pages[0].total == pages[1].total > 5
    assert [row[6] for row in pages[0].rows] == [row[6] for row in pages[1].rows]


def test_changes_are_whole_and_survive_a_restart(tmp_path: Path):
    url = f"spark-local://{tmp_path}"
    store = FactStore.open(url)
    told: list[tuple[set[str], int]] = []
    store.subscribe(lambda names, version: told.append((names, version)))
    rows = pa.table({"row_key": ["1", "2"], "amount": [Decimal(1), Decimal(2)]})
    store.upsert("sale_line", rows, "erp")
    store.upsert("sale_line", rows.slice(1).set_column(1, "amount", [[Decimal(9)]]), "erp")
    store.replace("sale_line", rows.slice(0, 1), "files")
    assert store.delete("sale_line", ["1", "77"], "erp") == 1
    with pytest.raises(ZeroDivisionError), store.batch():
        store.upsert("sale_line", rows, "erp")
        assert store.count("sale_line") == 3
        1 / 0  # noqa: B018
    with pytest.raises(BatonError, match="occurs more than once"):
        store.upsert("sale_line", pa.table({"row_key": ["5", "5"]}), "erp")
    with pytest.raises(BatonError, match="in use by another process"):
        FactStore.open(url)
    version = store.version
    store.set_watermark("erp", {"id": 4})
    store.close()
    again = FactStore.open(url)
    found = again.query(again.table("sale_line")).to_pylist()
    assert {(r["source"], r["row_key"], r["amount"]) for r in found} == {
        ("erp", "2", Decimal(9)),
        ("files", "1", Decimal(1)),
    }
    assert again.watermark("erp") == {"id": 4}
    assert again.version == version == 4 == len(told)
    again.close()
