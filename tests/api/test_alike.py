"""Comparison like with like, what is odd over all indicators, and who sees what of both."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
import shop as shop_module

TODAY = shop_module.TODAY
NOW = f"{TODAY:%Y-%m}"
ALIKE = "/api/indicators/sales_ordered/alike"


def put(site: Any, rows: list[tuple[str, str, str, dt.date, int]]) -> None:
    """Orders: key, unit, person, day, amount."""
    table = pa.table(
        {
            "row_key": [row[0] for row in rows],
            "document": [f"sale.sale,{row[0]}" for row in rows],
            "org_unit": [str(site.shop.unit[row[1]]) for row in rows],
            "person": [str(site.shop.employee[row[2]]) for row in rows],
            "ordered_on": [row[3] for row in rows],
            "amount": pa.array([Decimal(row[4]) for row in rows], pa.decimal128(18, 6)),
            "state": ["done"] * len(rows),
            "customer": [str(site.shop.customer)] * len(rows),
        }
    )
    site.runtime.store.upsert("sale_line", table, "erp")


def ranked(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(row["rank"], row["name"], Decimal(row["compared"])) for row in found["rows"]]


def test_units_of_one_level_are_ranked_with_their_own_targets(site: Any, as_person: Any) -> None:
    found = as_person("boss").get(ALIKE, params={"period": NOW, "group": "department.3"})
    assert found["measure"] == "value"  # one person works in each
    assert ranked(found) == [(1, "北区", 1500), (2, "南区", 500)]
    assert Decimal(found["middle"]) == 1000
    sales = as_person("boss").get(ALIKE, params={"period": NOW, "group": "department.2"})
    (row,) = sales["rows"]
    assert (row["name"], Decimal(row["target"]), Decimal(row["achievement"])) == (
        "销售部",
        1600,
        Decimal("1.25"),
    )
    assert {one["name"] for one in sales["left_out"]} == {"仓储部", "财务部"}
    assert {one["reason"] for one in sales["left_out"]} == {"本期没有数据"}
    assert {one["key"] for one in found["groups"]} == {"department.2", "department.3"}


def test_sums_of_unlike_units_are_compared_per_head(site: Any, as_person: Any) -> None:
    """Sales: 2000 by three people; the store: 600 by two."""
    put(site, [("store", "W", "keeper", TODAY.replace(day=1), 600)])
    try:
        params = {"period": NOW, "group": "department.2"}
        found = as_person("boss").get(ALIKE, params=params)
        assert found["measure"] == "per_head"
        assert ranked(found) == [
            (1, "销售部", Decimal(2000) / 3),
            (2, "仓储部", Decimal(300)),
        ]
        assert [row["heads"] for row in found["rows"]] == [3, 2]
        ratio = as_person("boss").get("/api/indicators/average_order_value/alike", params=params)
        assert ratio["measure"] == "value"
        assert ranked(ratio)[0] == (1, "销售部", Decimal(1000))
    finally:
        site.runtime.store.delete("sale_line", ["store"], "erp")


def test_persons_are_ranked_within_what_one_may_see(site: Any, as_person: Any) -> None:
    params = {"period": NOW, "among": "persons"}
    head = as_person("head").get(ALIKE, params=params)
    assert {row["name"] for row in head["rows"]} | {one["name"] for one in head["left_out"]} == {
        "黄经理",
        "安娜",
        "鲍勃",
    }
    anna = as_person("anna").get(ALIKE, params=params)
    assert ranked(anna) == [(1, "安娜", 1500)]
    assert anna["left_out"] == []


def test_nobody_is_compared_with_units_that_one_may_not_see(site: Any, as_person: Any) -> None:
    for login in ("anna", "nobody"):
        found = as_person(login).get(ALIKE, params={"period": NOW})
        assert (found["groups"], found["rows"], found["left_out"]) == ([], [], [])
    head = as_person("head").get(ALIKE, params={"period": NOW})
    named = {row["name"] for row in head["rows"]} | {one["name"] for one in head["left_out"]}
    assert named <= {"北区", "南区", "销售部"}
    other = str(site.shop.unit["W"])
    as_person("head").get(ALIKE, params={"org": other}, expect=403)


def board(browser: Any, **params: str) -> dict[str, Any]:
    """What is odd, once it has been looked for."""
    for _ in range(300):
        found = browser.get("/api/anomalies", params=params)
        if found["state"] == "ready":
            return dict(found)
        time.sleep(0.1)
    pytest.fail("nothing was found out in 30 s")


def test_what_is_odd_is_told_to_those_who_may_see_it_with_its_beginning(
    site: Any, as_person: Any
) -> None:
    """The north sold 1000 a month for eight months, then 200; the south always 500."""
    months, first = [], TODAY.replace(day=1)
    for _ in range(13):
        first = (first - dt.timedelta(days=1)).replace(day=1)
        months.append(first)
    north = [200 if place < 5 else 1000 + place for place in range(13)]
    rows = [(f"n{day}", "SN", "anna", day, north[place]) for place, day in enumerate(months)]
    rows += [(f"s{day}", "SS", "bob", day, 500) for day in months]
    site.runtime.store.delete("sale_line", ["1", "2"], "erp")  # the shop's own last month
    put(site, rows)
    began = f"{months[4]:%Y-%m}"
    anna = board(as_person("anna"))
    fell = [row for row in anna["rows"] if row["code"] == "sales_ordered"]
    assert fell, anna["rows"]
    assert any(row["since"] == began and row["worse"] for row in fell)
    assert anna["rows"] == sorted(anna["rows"], key=lambda row: -row["weight"])
    bob = board(as_person("bob"))
    assert not [row for row in bob["rows"] if row["worse"] and row["code"] == "sales_ordered"]
    assert "安娜" not in str(bob) and "北区" not in str(bob)
    as_person("anna").get("/api/anomalies", params={"org": str(site.shop.unit["SS"])}, expect=403)
