"""Cockpit and indicators through the API, against figures worked out by hand.

The facts (tests/api/shop.py): last month north 1000, south 500; this month north 1500, south
500; targets of this month: sales department 1600, company 4000.
"""

from __future__ import annotations

import calendar
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import shop as shop_module

TODAY = shop_module.TODAY
NOW = f"{TODAY:%Y-%m}"
PRIOR = f"{shop_module.START:%Y-%m}"


def card(browser: Any, code: str, **params: str) -> dict[str, Any]:
    found = browser.get("/api/cockpit", params=params)
    cards = [one for group in found["perspectives"] for one in group["cards"]]
    (wanted,) = [one for one in cards if one["code"] == code]
    return {**wanted, "org": found["org"], "period": found["period"]}


def test_a_card_has_value_target_change_and_trend(as_person: Any) -> None:
    found = card(as_person("boss"), "sales_ordered", period=NOW)
    assert Decimal(found["value"]) == 2000
    assert Decimal(found["target"]) == 4000  # the company's
    assert Decimal(found["change"]) == (Decimal(2000) - 1500) / 1500
    assert found["change_kind"] == "relative"
    assert len(found["trend"]) == 12
    assert [Decimal(point["value"]) for point in found["trend"][-2:]] == [1500, 2000]
    assert found["trend"][-1]["period"] == NOW
    assert Decimal(found["trend"][-1]["target"]) == 4000
    assert found["trend"][-2]["target"] is None
    assert card(as_person("boss"), "order_count", period=NOW)["state"] == "no_target"


def test_a_unit_is_judged_against_its_own_target(site: Any, as_person: Any) -> None:
    """2000 of 1600 is 125 %, whatever the day of the month."""
    found = card(as_person("boss"), "sales_ordered", period=NOW, org=str(site.shop.unit["S"]))
    assert Decimal(found["value"]) == 2000
    assert Decimal(found["achievement"]) == Decimal("1.25")
    assert found["light"] == "green"
    assert found["state"] == "ok"


def test_a_running_month_is_judged_by_what_is_due_today(site: Any, as_person: Any) -> None:
    found = card(as_person("boss"), "sales_ordered", period=NOW, org=str(site.shop.unit["C"]))
    days = calendar.monthrange(TODAY.year, TODAY.month)[1]
    assert Decimal(found["achievement"]) == Decimal("0.5")
    due = Decimal(4000) * Decimal(TODAY.day) / days
    rate = Decimal(2000) / due
    assert found["light"] == (
        "green" if rate >= 1 else "amber" if rate >= Decimal("0.9") else "red"
    )


def test_a_head_sees_the_department_and_an_employee_the_own_rows(site: Any, as_person: Any) -> None:
    head = card(as_person("head"), "sales_ordered", period=NOW)
    assert (head["org"], Decimal(head["value"])) == (str(site.shop.unit["S"]), 2000)
    anna = card(as_person("anna"), "sales_ordered", period=NOW)
    assert (anna["org"], Decimal(anna["value"])) == (None, 1500)
    assert anna["target"] is None  # the department's and the company's are not hers
    found = as_person("anna").get("/api/cockpit", params={"period": NOW})
    assert found["org_name"] == "安娜"
    rows = as_person("anna").get(
        "/api/indicators/sales_ordered/values", params={"from": NOW, "to": NOW, "by": "person"}
    )["rows"]
    assert [(row[2], Decimal(row[3])) for row in rows] == [("安娜", 1500)]
    behind = as_person("anna").get(
        "/api/indicators/sales_ordered/documents", params={"period": NOW}
    )
    assert [row["number"] for row in behind["rows"]] == ["SO-3"]
    south = card(as_person("head"), "sales_ordered", period=NOW, org=str(site.shop.unit["SS"]))
    assert Decimal(south["value"]) == 500


@pytest.mark.parametrize("unit", ["C", "S", "SN", "SS", "W", "F"])
def test_a_forged_unit_is_forbidden(site: Any, as_person: Any, unit: str) -> None:
    anna, key = as_person("anna"), str(site.shop.unit[unit])
    for path in (
        "/api/cockpit",
        "/api/indicators/sales_ordered/values",
        "/api/indicators/sales_ordered/explain",
        "/api/indicators/sales_ordered/documents",
        "/api/indicators/sales_ordered/export.xlsx",
    ):
        refused = anna.get(path, params={"org": key}, expect=403)["error"]
        assert refused["code"] == "services.unit_forbidden"
    by = {"by": "org", "member": key}
    anna.get("/api/indicators/sales_ordered/documents", params=by, expect=403)


def test_a_forged_person_is_forbidden(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    for login in ("bob", "boss"):
        params = {"person": str(site.shop.employee[login])}
        path = "/api/indicators/sales_ordered/values"
        assert anna.get(path, params=params, expect=403)["error"]["code"] == (
            "services.person_forbidden"
        )
        params = {"by": "person", "member": str(site.shop.employee[login])}
        anna.get("/api/indicators/sales_ordered/documents", params=params, expect=403)
    own = {"person": str(site.shop.employee["anna"])}
    anna.get("/api/indicators/sales_ordered/values", params=own)


def test_somebody_without_figures_gets_none_of_others(as_person: Any) -> None:
    found = card(as_person("nobody"), "sales_ordered", period=NOW)
    assert found["value"] is None
    assert found["state"] == "no_data"


def test_values_by_dimension_have_key_and_name(site: Any, as_person: Any) -> None:
    found = as_person("boss").get(
        "/api/indicators/sales_ordered/values",
        params={"from": NOW, "to": NOW, "by": "org.children", "org": str(site.shop.unit["S"])},
    )
    kinds = [column["kind"] for column in found["columns"]]
    assert kinds == ["period", "key", "name", "value"]
    rows = {row[2]: (row[1], Decimal(row[3])) for row in found["rows"]}
    assert rows == {
        "北区": (str(site.shop.unit["SN"]), 1500),
        "南区": (str(site.shop.unit["SS"]), 500),
    }
    by_person = as_person("head").get(
        "/api/indicators/sales_ordered/values", params={"from": NOW, "to": NOW, "by": "person"}
    )
    assert {row[2]: Decimal(row[3]) for row in by_person["rows"]} == {"安娜": 1500, "鲍勃": 500}


def test_values_stand_beside_their_targets(site: Any, as_person: Any) -> None:
    found = as_person("head").get(
        "/api/indicators/sales_ordered/values", params={"from": NOW, "to": NOW}
    )
    assert [column["kind"] for column in found["columns"]] == ["period", "value", "target"]
    (row,) = found["rows"]
    assert (row[0], Decimal(row[1]), Decimal(row[2])) == (NOW, 2000, 1600)
    assert found["unit"] == "CNY"


def test_a_figure_opens_into_parts_and_documents(site: Any, as_person: Any) -> None:
    head = as_person("head")
    tree = head.get("/api/indicators/average_order_value/explain", params={"period": NOW})
    assert Decimal(tree["value"]) == 1000  # 2000 of two orders
    parts = {part["code"]: Decimal(part["value"]) for part in tree["children"]}
    assert parts == {"sales_ordered": 2000, "order_count": 2}
    behind = head.get("/api/indicators/sales_ordered/documents", params={"period": NOW})
    assert behind["total"] == 2
    assert sum(Decimal(row["amount"]) for row in behind["rows"]) == 2000
    assert {row["number"] for row in behind["rows"]} == {"SO-3", "SO-4"}
    one = {"period": NOW, "by": "person", "member": str(site.shop.employee["bob"])}
    behind = head.get("/api/indicators/sales_ordered/documents", params=one)
    assert [row["number"] for row in behind["rows"]] == ["SO-4"]
    assert behind["rows"][0]["person"] == "鲍勃"
    assert behind["rows"][0]["page"] is None  # sale.sale,9004 is not in this ERP


def test_the_definition_is_in_the_persons_language(as_person: Any) -> None:
    boss = as_person("boss")
    found = boss.get("/api/indicators/sales_ordered")
    assert found["name"] == "订单额"
    assert "销售" in found["formula_words"]
    names = [one["name"] for one in found["dimensions"]]
    assert "customer" in names
    assert boss.get("/api/indicators/nonsense", expect=404)["error"]["message"]
    assert len(boss.get("/api/indicators")) >= 60


def test_the_export_has_definition_values_and_documents(as_person: Any) -> None:
    answer = as_person("head").http.get(
        "/api/indicators/sales_ordered/export.xlsx", params={"from": PRIOR, "to": NOW}
    )
    assert answer.status_code == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 3
    values = list(book[book.sheetnames[1]].values)
    assert values[-1][0] == NOW
    assert values[-1][1] == 2000
    documents = list(book[book.sheetnames[2]].values)
    assert {row[0] for row in documents[1:]} == {"SO-3", "SO-4"}


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/api/cockpit", {"period": "yesterday"}),
        ("/api/indicators/sales_ordered/values", {"grain": "fortnight"}),
        ("/api/indicators/sales_ordered/values", {"from": "2026-05", "to": "2026-01"}),
        ("/api/indicators/sales_ordered/values", {"by": "nonsense"}),
        ("/api/indicators/sales_ordered/values", {"from": "1950-01-01", "grain": "day"}),
        ("/api/periods", {"grain": "total"}),
    ],
)
def test_what_cannot_be_understood_is_explained(
    as_person: Any, path: str, params: dict[str, str]
) -> None:
    error = as_person("boss").get(path, params=params, expect=400)["error"]
    assert error["message"]
    assert "{" not in error["message"]


def test_an_unknown_unit_is_not_found(as_person: Any) -> None:
    as_person("boss").get("/api/cockpit", params={"org": "987654"}, expect=404)


def test_the_tree_and_members_are_cut_to_the_scope(site: Any, as_person: Any) -> None:
    (root,) = as_person("boss").get("/api/org/tree")
    assert root["name"] == "测试公司"
    assert len(root["children"]) == 3
    (own,) = as_person("head").get("/api/org/tree")
    assert own["key"] == str(site.shop.unit["S"])
    assert as_person("anna").get("/api/org/tree") == []
    people = as_person("anna").get("/api/dimensions/person/members")
    assert [one["name"] for one in people] == ["安娜"]
    assert len(as_person("boss").get("/api/dimensions/person/members")) == 7
    found = as_person("boss").get("/api/dimensions/customer/members", params={"q": "机床"})
    assert [one["name"] for one in found] == ["上海机床厂"]


def test_periods_are_newest_first(as_person: Any) -> None:
    months = as_person("anna").get("/api/periods", params={"grain": "month"})
    assert months[0]["label"] == NOW
    assert len(months) >= 24
