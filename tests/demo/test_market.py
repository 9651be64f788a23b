"""Both stories of the demo company stand out of its figures by themselves, with their month.

Orders are those of the story's own market (``business.sales.wishes``), deliveries arrive as the
story lets them (``business.purchasing.arrival``); neither needs the ERP, so this is quick.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pyarrow as pa
import pytest

from baton.base.periods import Grain, Period
from baton.demo import SEED
from baton.demo.business.purchasing import arrival
from baton.demo.business.sales import wishes
from baton.demo.rhythm import Rhythm
from baton.demo.script import load
from baton.metrics.analysis.lasting import lasting_changes
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Asked, Engine, FactStore

TODAY, MONTHS = dt.date(2026, 11, 24), 14


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    script = load()
    rhythm = Rhythm(script, TODAY, MONTHS, SEED)
    desk = cast(Any, SimpleNamespace(script=script, rhythm=rhythm, volume=1.0))
    rows = [
        (wish.day, wish.customer["region"], wish.customer["code"], code, pieces, pieces * price)
        for tick in rhythm.ticks()
        for wish in wishes(desk, tick)
        if wish.won
        for code, pieces, price in wish.lines
    ]
    number = pa.decimal128(18, 6)
    table = pa.table(
        {
            "row_key": [str(n) for n in range(len(rows))],
            "ordered_on": [row[0] for row in rows],
            "region": [row[1] for row in rows],
            "customer": [row[2] for row in rows],
            "product": [row[3] for row in rows],
            "quantity": pa.array([Decimal(row[4]) for row in rows], number),
            "amount": pa.array([row[5] for row in rows], number),
            "state": ["done"] * len(rows),
        }
    )
    store = FactStore.open("duckdb://")
    store.upsert("sale_line", table, "erp")
    yield Engine(store, Catalogue.shipped())
    store.close()


def test_the_region_that_falls_behind_is_named_with_its_month(engine: Engine) -> None:
    story = load().company["stories"]["falling_region"]
    now = Period.of(TODAY, Grain.MONTH)
    windows = [now.previous(back) for back in range(MONTHS - 1, -1, -1)]
    scope = Asked(start=windows[0].start, end=now.end)
    asked = {"sales_ordered": ("region", "customer", "product")}
    first, *_ = lasting_changes(engine, asked, windows, scope, asked)
    assert (first.dimension, first.member.key) == ("region", story["region"])
    assert first.impact < 0
    began = now.previous(-story["starts_month"])
    assert first.since in (began.previous(), began, began.previous(-1))
    assert first.after < first.before / 2


@pytest.fixture(scope="module")
def deliveries() -> Iterator[Engine]:
    """Deliveries of each supplier: ordered as often as its goods last, late as the story says."""
    script = load()
    rhythm = Rhythm(script, TODAY, MONTHS, SEED)
    desk = cast(Any, SimpleNamespace(script=script, rhythm=rhythm, volume=1.0))
    lasts = {
        item.data["supplier"]: item.data.get("order_days", 38) for item in script.of_kind("raw")
    }
    lead = {row["code"]: row["lead_days"] for row in script.partners["suppliers"]}
    orders: list[tuple[str, dt.date, dt.date]] = []
    for supplier, days in lasts.items():
        day = rhythm.opening + dt.timedelta(days=3)
        while day < TODAY - dt.timedelta(days=30):
            due = day + dt.timedelta(days=lead[supplier])
            purchase = SimpleNamespace(
                number=f"{supplier}-{day}",
                purchase_date=day,
                party=SimpleNamespace(code=supplier),
            )
            move = SimpleNamespace(planned_date=due, origin=SimpleNamespace(purchase=purchase))
            orders.append((supplier, due, arrival(desk, move)))
            day += dt.timedelta(days=max(8, days))  # a tick is the shortest time between orders
    purchases = pa.table(
        {
            "row_key": [str(n) for n in range(len(orders))],
            "ordered_on": [row[1] for row in orders],
            "due_on": [row[1] for row in orders],
        }
    )
    receipts = pa.table(
        {
            "row_key": [str(n) for n in range(len(orders))],
            "received_on": [row[2] for row in orders],
            "supplier": [row[0] for row in orders],
            "kind": ["receipt"] * len(orders),
            "purchase_line": [str(n) for n in range(len(orders))],
        }
    )
    store = FactStore.open("duckdb://")
    with store.batch():
        store.upsert("purchase_line", purchases, "erp")
        store.upsert("receipt_line", receipts, "erp")
    yield Engine(store, Catalogue.shipped())
    store.close()


def test_the_supplier_that_turned_late_is_named_with_its_month(deliveries: Engine) -> None:
    story = load().company["stories"]["late_supplier"]
    now = Period.of(TODAY, Grain.MONTH)
    windows = [now.previous(back) for back in range(MONTHS - 1, -1, -1)]
    scope = Asked(start=windows[0].start, end=now.end)
    asked = {"supplier_on_time": ("supplier",)}
    found = lasting_changes(deliveries, asked, windows, scope, asked)
    assert [one.member.key for one in found] == [story["supplier"]]
    began = now.previous(-story["starts_month"])
    assert found[0].since in (began.previous(), began, began.previous(-1))
    assert found[0].before > 0.8
    assert found[0].after < 0.4
