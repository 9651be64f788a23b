"""The engine against the same formulas worked out row by row in plain Python, on random rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference import Reference

from baton.base.periods import Grain
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore

START, END = dt.date(2025, 11, 1), dt.date(2026, 4, 1)
NAMES = {("customer", "c1"): "华为", ("customer", "c2"): "中兴", ("region", "r1"): "East"}

FORMULAS = [
    "SUM(sale_line.amount)",
    'SUM(sale_line.amount, sale_line.state = "done") / SUM(sale_line.amount)',
    "COUNT(sale_line, sale_line.region = EMPTY)",
    'COUNT(sale_line, NOT (sale_line.customer = "华为" OR sale_line.amount < 10))',
    'COUNT(sale_line, sale_line.customer IN ("中兴", "c3"), sale_line.customer != "c3")',
    'COUNT(sale_line.customer CONTAINS "华") + COUNT(sale_line.amount BETWEEN 5 AND 20)',
    "COUNT_DISTINCT(sale_line.customer)",
    "AVG(sale_line.amount) - MIN(sale_line.amount)",
    "MAX(sale_line.amount)",
    "MEDIAN(sale_line.amount)",
    "SUM(sale_line.amount - sale_line.cost)",
    "SUM(sale_line.quantity * sale_line.unit_price)",
    "SUM(IF(sale_line.is_return, -sale_line.amount, sale_line.amount))",
    "SUM(COALESCE(sale_line.cost, sale_line.amount))",
    "SUM(MAX(sale_line.cost, sale_line.amount)) - SUM(ROUND(sale_line.cost, 1))",
    "AVG(DAYS(sale_line.ordered_on, shipment_line.shipped_on))",
    "COUNT(shipment_line, shipment_line.shipped_on <= sale_line.due_on) / COUNT(shipment_line)",
    "SUM(sale_line.amount, BY_DATE(sale_line.due_on)) - SUM(sale_line.cost)",
    'GROWTH(SUM(sale_line.amount), "period")',
    'GROWTH(SUM(sale_line.amount), "year")',
    "PRIOR(COUNT(sale_line))",
    "YTD(COUNT_DISTINCT(sale_line.customer))",
    "YTD(SUM(sale_line.cost)) / YTD(SUM(sale_line.amount))",
    "ROLLING(MEDIAN(sale_line.amount), 2)",
    "ROLLING(AVG(sale_line.amount), 3)",
    "BALANCE(SUM(sale_line.amount)) / BALANCE(COUNT_DISTINCT(sale_line.customer))",
    "SHARE(SUM(sale_line.amount))",
    "AVG(EACH(sale_line.customer, SUM(sale_line.amount)))",
    "COUNT(EACH(sale_line.customer, COUNT(sale_line)) >= 2)",
    "SUM(EACH(sale_line.customer, SUM(sale_line.amount)), TOP(1))",
    "YTD(MEDIAN(EACH(sale_line.customer, AVG(sale_line.amount))))",
    "LAST_LEVEL(stock_level.value)",
    "AVERAGE_LEVEL(stock_level.value)",
    'LAST_LEVEL(stock_level.value, stock_level.warehouse = "w1") / SUM(sale_line.amount)',
    "COUNT_DISTINCT(stock_level.product)",
    "SUM(sale_line.cost) / AVERAGE_LEVEL(stock_level.value)",
    "IF(SUM(sale_line.cost) = 0, EMPTY, SUM(sale_line.amount) / SUM(sale_line.cost))",
    "ROUND(AVG(sale_line.amount), 1) + ABS(SUM(sale_line.cost))",
    "SUM(sale_line.amount) / PERIOD_DAYS()",
]
BY = {"sale_line": ["customer", "region", "state", "is_return", "org_unit", "product"]}

days = st.dates(dt.date(2024, 12, 20), dt.date(2026, 4, 10))
money = st.decimals(-50, 50, places=2) | st.none()


def some(*keys: str) -> st.SearchStrategy[Any]:
    return st.sampled_from([*keys, None])


sale = st.fixed_dictionaries(
    {
        "ordered_on": days | st.none(),
        "due_on": days | st.none(),
        "customer": some("c1", "c2", "c3"),
        "region": some("r1", "r2"),
        "product": some("p1", "p2"),
        "state": some("done", "draft"),
        "org_unit": some("u1", "u2"),
        "is_return": st.booleans() | st.none(),
        "amount": money,
        "cost": money,
        "quantity": money,
        "unit_price": money,
    }
)
shipment = st.fixed_dictionaries(
    {
        "shipped_on": days | st.none(),
        "sale_line": some("0", "1", "2", "99"),
        "quantity": money,
        "product": some("p1", "p2"),
        "org_unit": some("u1", "u2"),
    }
)
level = st.fixed_dictionaries(
    {
        "on": st.sampled_from([dt.date(2025, 12, 31), *(dt.date(2026, 2, d) for d in (3, 4, 20))]),
        "product": some("p1", "p2"),
        "warehouse": some("w1", "w2"),
        "org_unit": some("u1", "u2"),
        "value": money,
    }
)
facts = st.fixed_dictionaries(
    {
        "sale_line": st.lists(sale, max_size=12),
        "shipment_line": st.lists(shipment, max_size=6),
        "stock_level": st.lists(level, max_size=8),
    }
)


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"row_key": str(number), **row} for number, row in enumerate(rows)]


def as_table(store: FactStore, fact: str, rows: list[dict[str, Any]]) -> pa.Table:
    schema = store.layouts[fact].arrow()
    names = ["row_key", *(rows[0].keys() - {"row_key"} if rows else [])]
    return pa.Table.from_pylist(rows, schema=pa.schema([schema.field(name) for name in names]))


@pytest.fixture(scope="module")
def engine():
    store = FactStore.open("duckdb://")
    by_dimension: dict[str, list[tuple[str, str]]] = {}
    for (dimension, key), name in NAMES.items():
        by_dimension.setdefault(dimension, []).append((key, name))
    for dimension, pairs in by_dimension.items():
        keys, names = zip(*pairs, strict=True)
        store.put_members(dimension, pa.table({"key": keys, "name": names}), "erp")
    for fact, example in (("sale_line", sale), ("shipment_line", shipment), ("stock_level", level)):
        store.declare("erp", fact, store.layouts[fact].visible)
        assert example is not None
    yield Engine(store, Catalogue.shipped())
    store.close()


def load(store: FactStore, rows: dict[str, list[dict[str, Any]]]) -> None:
    with store.batch():
        for fact, some_rows in rows.items():
            empty = store.layouts[fact].arrow().empty_table()
            store.replace(fact, as_table(store, fact, some_rows) if some_rows else empty, "erp")


def answered(engine: Engine, formula: Any, grain: Grain, by: list[str]) -> dict[Any, Any]:
    names = [name for one in by for name in (f"{one}.key",)]
    result = engine.evaluate(formula, start=START, end=END, grain=grain, by=names)
    head = 0 if grain is Grain.TOTAL else 1
    found = {}
    for row in result.rows:
        place = (row[0] if head else "total", tuple(row[head:-1]))
        assert place not in found
        found[place] = row[-1]
    return found


def same(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= Decimal("1e-9") * max(abs(a), abs(b), 1)


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=facts,
    grain=st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.TOTAL, Grain.WEEK]),
    choice=st.integers(0, 5),
)
def test_figures_equal_those_worked_out_row_by_row(engine, formula, rows, grain, choice):
    rows = {fact: numbered(some_rows) for fact, some_rows in rows.items()}
    load(engine.store, rows)
    checked = engine.checked(formula)
    possible = [d for d in checked.dimensions if d in BY["sale_line"]]
    by = [[], possible[:1], possible[1:2], possible[2:3], possible[:2], possible[-1:]][choice]
    reference = Reference(rows, NAMES)
    keys = tuple(key_of(engine, reference, name) for name in by)
    expected = {
        (window.label, group): value
        for window, group, value in reference.table(checked, START, END, grain, keys)
    }
    found = answered(engine, formula, grain, by)
    assert found.keys() == expected.keys()
    for place, value in expected.items():
        assert same(found[place], value), (place, found[place], value)


def key_of(engine: Engine, reference: Reference, name: str) -> Any:
    from baton.metrics.engine.scope import dimension_column

    def key(fact: str, row: dict[str, Any]) -> Any:
        return reference.column(dimension_column(engine.store.facts, fact, name), row, fact)

    return key
