"""AdventureWorks through mapping, facts and engine gives the answers worked out by SQL."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from baton.base.periods import Grain
from baton.connect.files import import_directory
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("BATON_DATA", ROOT.parent / "shared" / "data")) / "adventureworks"
EXAMPLE = ROOT / "examples" / "adventureworks"
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "adventureworks.yaml").read_text("utf-8"))
FIRST, LAST = dt.date(2006, 1, 1), dt.date(2015, 1, 1)
MONEY, RATIO = Decimal("0.005"), Decimal("0.000001")

pytestmark = pytest.mark.skipif(
    not (DATA / "answers.json").is_file(),
    reason=f"the AdventureWorks data are not there (BATON_DATA or {DATA})",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    store = FactStore.open("duckdb://")
    report = import_directory(store, DATA, EXAMPLE / "mapping.yaml")
    assert report.facts["sale_line"] == 121_317
    yield Engine(store, Catalogue.shipped().with_file(EXAMPLE / "indicators.yaml"))
    store.close()


@pytest.fixture(scope="module")
def answers() -> dict[str, list[list[Any]]]:
    kpis = json.loads((DATA / "answers.json").read_text("utf-8"))["kpis"]
    return {kpi["id"]: kpi["rows"] for kpi in kpis}


def ask(
    engine: Engine, formula: str, grain: Grain = Grain.TOTAL, **question: Any
) -> dict[Any, Any]:
    """Key (one cell, or a tuple of several) → value."""
    question = {"start": FIRST, "end": LAST, "language": "en", **question}
    found = engine.evaluate(formula, grain=grain, **question)
    return {row[0] if len(row) == 2 else tuple(row[:-1]): row[-1] for row in found.rows}


def total(engine: Engine, formula: str, **question: Any) -> Decimal:
    return Decimal(ask(engine, formula, **question)[()])


def close(found: Any, expected: Any, tolerance: Decimal) -> bool:
    return abs(Decimal(found) - Decimal(str(expected))) <= tolerance


def same(found: dict[Any, Any], expected: dict[Any, Any], tolerance: Decimal) -> None:
    assert found.keys() == expected.keys()
    wrong = {
        key: (found[key], value)
        for key, value in expected.items()
        if not close(found[key], value, tolerance)
    }
    assert wrong == {}


def test_s01_net_revenue(engine: Engine, answers: Any) -> None:
    assert close(total(engine, "aw_net_revenue"), answers["S01"][0][0], Decimal("0.00005"))


def test_s04_monthly_revenue_and_orders(engine: Engine, answers: Any) -> None:
    revenue = ask(engine, "aw_net_revenue", Grain.MONTH)
    same(revenue, {month: value for month, _, value in answers["S04"]}, Decimal("0.00005"))
    orders = ask(engine, "aw_orders", Grain.MONTH)
    same(orders, {month: value for month, value, _ in answers["S04"]}, Decimal(0))


def test_s07_revenue_by_territory_and_year(engine: Engine, answers: Any) -> None:
    found = ask(engine, "aw_net_revenue", Grain.YEAR, by=("region", "region_group"))
    expected = {(str(year), name, group): value for year, name, group, value in answers["S07"]}
    same(found, expected, Decimal("0.00005"))


def test_s09_quota_attainment(engine: Engine, answers: Any) -> None:
    periods = sorted({(start, end) for _, start, end, *_ in answers["S09"]})
    for start, end in periods:
        question = {
            "start": dt.date.fromisoformat(start),
            "end": dt.date.fromisoformat(end),
            "by": ("person.key",),
        }
        rows = [row for row in answers["S09"] if row[1] == start]
        quota = ask(engine, 'SUM(target.amount, target.indicator = "sales_quota")', **question)
        same(quota, {str(row[0]): row[3] for row in rows}, Decimal(0))
        attained = ask(engine, "aw_quota_attainment", **question)
        expected = {str(row[0]): row[5] for row in rows}
        attained = {key: value for key, value in attained.items() if key in expected}
        same(attained, expected, RATIO)


def test_s11_s13_s16_orders(engine: Engine, answers: Any) -> None:
    assert total(engine, "aw_on_time_shipment") == 1
    assert close(total(engine, "aw_order_to_ship_days"), answers["S13"][0][0], RATIO)
    assert close(total(engine, "aw_repeat_customers"), answers["S16"][0][2], RATIO)
    assert total(engine, "COUNT_DISTINCT(sale_line.customer)") == answers["S16"][0][0]


def test_p01_p02_p05_work_orders(engine: Engine, answers: Any) -> None:
    formulas = (
        "COUNT(production_order)",
        "SUM(production_order.planned_quantity)",
        "SUM(production_order.quantity)",
        "SUM(production_order.scrapped_quantity)",
        "aw_scrap_rate",
    )
    for formula, expected in zip(formulas, answers["P01"][0], strict=True):
        assert close(total(engine, formula), expected, Decimal("0.00000001")), formula
    rates = ask(engine, "aw_scrap_rate", Grain.MONTH)
    same(rates, {row[0]: row[3] for row in answers["P02"]}, Decimal("0.00000001"))
    assert close(total(engine, "aw_on_time_production"), answers["P05"][0][2], RATIO)


def test_b01_b03_purchasing(engine: Engine, answers: Any) -> None:
    formulas = (
        "COUNT_DISTINCT(purchase_line.document)",
        "aw_purchased",
        "SUM(purchase_line.amount) + SUM(purchase_line.tax_amount)"
        " + SUM(purchase_line.freight_amount)",
        "COUNT(purchase_line)",
        "aw_purchased",
    )
    for formula, expected in zip(formulas, answers["B01"][0], strict=True):
        assert close(total(engine, formula), expected, Decimal("0.00005")), formula
    for column, formula in (
        (1, "SUM(purchase_line.quantity)"),
        (2, "SUM(purchase_line.received_quantity)"),
        (3, "SUM(purchase_line.rejected_quantity)"),
        (4, "aw_received_rate"),
        (5, "aw_rejected_rate"),
    ):
        found = ask(engine, formula, Grain.YEAR)
        same(found, {str(row[0]): row[column] for row in answers["B03"]}, RATIO)


def test_i01_h01_levels(engine: Engine, answers: Any) -> None:
    formulas = ("COUNT(stock_level)", "LAST_LEVEL(stock_level.quantity)", "aw_stock_value")
    for formula, expected in zip(formulas, answers["I01"][0], strict=True):
        assert close(total(engine, formula), expected, Decimal("0.00005")), formula
    day = {"start": dt.date(2014, 6, 30), "end": dt.date(2014, 7, 1)}
    found = ask(engine, "aw_headcount", by=("org",), **day)
    same(found, dict(answers["H01"]), Decimal(0))


@pytest.fixture(scope="module")
def sql() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for file in sorted(DATA.glob("*.parquet")):
        schema, table = file.stem.split(".")
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        connection.execute(f'CREATE VIEW "{schema}"."{table}" AS SELECT * FROM \'{file}\'')
    yield connection
    connection.close()


@pytest.mark.parametrize("name", CASES)
def test_case_equals_sql_on_the_files(
    engine: Engine, sql: duckdb.DuckDBPyConnection, name: str
) -> None:
    case = CASES[name]
    question: dict[str, Any] = {
        key: dt.date.fromisoformat(str(case[key])) for key in ("start", "end") if key in case
    }
    question |= {key: case[key] for key in ("where",) if key in case}
    grain = Grain(case.get("grain", "total"))
    found = ask(engine, case["formula"], grain, by=tuple(case.get("by", ())), **question)
    rows = sql.execute(case["sql"]).fetchall()
    expected = {row[0] if len(row) == 2 else tuple(row[:-1]): row[-1] for row in rows}
    assert expected
    tolerance = {"money": MONEY, "ratio": RATIO, "exact": Decimal(0)}[case.get("as", "exact")]
    same(found, expected, tolerance)
