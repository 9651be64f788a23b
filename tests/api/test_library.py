"""Indicators of the company's own by version, and a formula being written, through the API."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import shop as shop_module

from baton.services.kpi import library

TODAY = shop_module.TODAY
NOW = f"{TODAY:%Y-%m}"
D = Decimal

OWN = {
    **{"code": "north_orders", "zh": "大客户订单额", "en": "Key account orders"},
    **{"meaning_zh": "大客户的订单额", "formula": "[订单额] * 2", "unit": "CNY"},
    **{"perspective": "customer", "direction": "higher", "decimals": 0, "owner": "sales"},
    **{"usual": "1000", "usual_source": "行业协会 2025", "reason": "大客户战略"},
}


def value_now(browser: Any, code: str) -> Decimal:
    params = {"from": NOW, "to": NOW}
    found = browser.get(f"/api/indicators/{code}/values", params=params)
    return D(found["rows"][0][1])


def test_an_own_indicator_is_made_changed_retired_and_restored(site: Any, as_person: Any) -> None:
    """This month's orders are 2000 (tests/api/shop.py): twice that is 4000, three times 6000."""
    boss = as_person("boss")
    made = boss.post("/api/indicators", OWN, expect=201)
    assert (made["origin"], made["version"], made["decimals"]) == ("own", 1, 0)
    assert (D(made["usual"]), made["usual_source"]) == (1000, "行业协会 2025")
    assert value_now(boss, "north_orders") == 4000
    cockpit = boss.get("/api/cockpit", params={"period": NOW})
    cards = [card["code"] for group in cockpit["perspectives"] for card in group["cards"]]
    assert "north_orders" in cards

    body = {key: value for key, value in OWN.items() if key != "code"}
    body |= {"formula": "[订单额] * 3", "version": 1, "reason": "口径调整"}
    changed = boss.call("PUT", "/api/indicators/north_orders", json=body)
    assert changed["version"] == 2
    assert value_now(boss, "north_orders") == 6000
    stale = boss.call("PUT", "/api/indicators/north_orders", json=body, expect=409)
    assert stale["error"]["code"] == "services.definition_stale"

    versions = boss.get("/api/indicators/north_orders/versions")
    assert [one["number"] for one in versions] == [2, 1]
    assert versions[0]["in_force"] and not versions[1]["in_force"]
    assert versions[0]["author"] == "陈总"
    assert versions[0]["changes"] == [
        {"field": "formula", "before": "[订单额] * 2", "after": "[订单额] * 3"}
    ]

    boss.post("/api/indicators/north_orders/retire", {"reason": "不再考核"})
    listed = {one["code"] for one in boss.get("/api/indicators")}
    assert "north_orders" not in listed
    every = {one["code"]: one for one in boss.get("/api/indicators", params={"retired": True})}
    assert every["north_orders"]["retired"]
    boss.post("/api/indicators/north_orders/restore", {"reason": "恢复"})
    assert "north_orders" in {one["code"] for one in boss.get("/api/indicators")}


def test_a_shipped_indicator_is_adapted_and_copied(site: Any, as_person: Any) -> None:
    boss = as_person("accountant")
    shipped = boss.get("/api/indicators/sales_ordered")
    assert (shipped["origin"], shipped["version"]) == ("shipped", 0)
    copy = {"code": "orders_two", "zh": "订单额二", "en": "Orders two", "reason": "试用"}
    made = boss.post("/api/indicators/sales_ordered/copy", copy, expect=201)
    assert made["formula"] == shipped["formula"]
    versions = boss.get("/api/indicators/sales_ordered/versions")
    assert [one["number"] for one in versions] == [0]
    body = {
        key: versions[0][key]
        for key in ("zh", "en", "formula", "unit", "perspective", "direction", "owner")
    }
    body["formula"] = "SUM(sale_line.amount) / 2"
    adapted = boss.call(
        "PUT", "/api/indicators/sales_ordered", json={**body, "version": 0, "reason": "口径"}
    )
    assert (adapted["origin"], adapted["version"]) == ("adapted", 1)
    assert value_now(boss, "sales_ordered") == 1000
    boss.post("/api/indicators/sales_ordered/retire", {"reason": "停用"})
    # others may still refer to it
    assert value_now(boss, "average_order_value") == 500
    boss.call(
        *("PUT", "/api/indicators/sales_ordered"),
        json={**body, "formula": shipped["formula"], "version": 2, "reason": "改回"},
    )
    assert value_now(boss, "sales_ordered") == 2000


def test_what_is_wrong_with_a_definition_is_told_where(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    wrong = boss.post(
        "/api/indicators", {**OWN, "code": "x1", "formula": "SUM(nothing.amount)"}, expect=400
    )
    assert wrong["error"]["position"] == [4, 18]
    assert "nothing" in wrong["error"]["findings"][0]
    taken = boss.post("/api/indicators", {**OWN, "code": "x2", "zh": "毛利"}, expect=400)
    assert "毛利" in taken["error"]["findings"][0]
    unit = boss.post(
        "/api/indicators", {**OWN, "code": "x3", "zh": "新", "en": "n", "unit": "day"}, expect=400
    )
    assert "day" in unit["error"]["findings"][0]
    boss.post("/api/indicators", {**OWN, "code": "revenue"}, expect=409)
    boss.post("/api/indicators", {**OWN, "code": "x4", "reason": ""}, expect=422)


def test_only_some_roles_define(site: Any, as_person: Any) -> None:
    for login in ("anna", "head", "keeper", "nobody"):
        browser = as_person(login)
        browser.post("/api/indicators", {**OWN, "code": "x5"}, expect=403)
        browser.post("/api/indicators/revenue/retire", {"reason": "x"}, expect=403)
        assert not browser.get("/api/indicators/revenue")["editable"]
    assert as_person("accountant").get("/api/indicators/revenue")["editable"]


def test_a_formula_is_checked_previewed_completed_and_clicked_together(
    site: Any, as_person: Any
) -> None:
    boss = as_person("boss")
    good = boss.post("/api/formula/check", {"formula": "求和(销售明细.金额)", "unit": "CNY"})
    assert good["ok"] and good["unit"] == "CNY"
    assert good["en"] == "SUM(sale_line.amount)"
    assert good["adds"] == {"time": True, "org": True}
    assert "customer" in {one["name"] for one in good["dimensions"]}
    assert good["explanation"]
    other = boss.post("/api/formula/check", {"formula": "SUM(sale_line.amount)", "unit": "day"})
    assert not other["ok"] and other["findings"][0]["remedy"]
    bad = boss.post("/api/formula/check", {"formula": "SUM(sale_line.amount) + 计数(sale_line)"})
    assert not bad["ok"]
    assert bad["findings"][0]["position"][1] > 0

    seen = boss.post("/api/formula/preview", {"formula": "SUM(sale_line.amount)"})
    assert len(seen["rows"]) == 12
    assert [D(one["value"]) for one in seen["rows"][-2:]] == [1500, 2000]
    assert seen["took_ms"] < 500
    unit = str(site.shop.unit["SN"])
    north = boss.post("/api/formula/preview", {"formula": "SUM(sale_line.amount)", "org": unit})
    assert D(north["rows"][-1]["value"]) == 1500
    anna = as_person("anna").post("/api/formula/preview", {"formula": "SUM(sale_line.amount)"})
    assert D(anna["rows"][-1]["value"]) == 1500  # only the own unit
    as_person("anna").post(
        "/api/formula/preview",
        {"formula": "SUM(sale_line.amount)", "org": str(site.shop.unit["SS"])},
        expect=403,
    )

    offers = boss.post("/api/formula/suggest", {"formula": "求和(销售明细.", "position": 8})
    assert "金额" in {one["text"] for one in offers}
    customer = boss.get("/api/dimensions/customer/members?q=")[0]["name"]
    text = f'求和(销售明细.金额, 销售明细.客户 = "{customer[:2]}'
    offers = boss.post("/api/formula/suggest", {"formula": text, "position": len(text)})
    assert f'"{customer}"' in {one["text"] for one in offers}
    blocks = boss.get("/api/formula/building-blocks")
    sale = next(one for one in blocks["facts"] if one["name"] == "sale_line")
    assert sale["supplied"]
    assert "amount" in {one["name"] for one in sale["measures"]}
    state = next(one for one in sale["filters"] if one["name"] == "state")
    assert "done" in {one["name"] for one in state["choices"]}
    assert "document" in {one["name"] for one in sale["keys"]}
    assert {one["detail"] for one in blocks["keywords"]} >= {"AND", "IN", "EMPTY"}


def test_a_formula_is_told_as_blocks_with_its_parts_and_never_leads_back(as_person: Any) -> None:
    boss = as_person("boss")
    asked = {"formula": "[毛利] / [开票销售额]", "code": "gross_margin_rate"}
    seen = boss.post("/api/formula/preview", asked)
    assert [item["node"]["code"] for item in seen["blocks"]] == ["gross_margin", "sales_invoiced"]
    assert [part["code"] for part in seen["tree"]["children"]] == ["gross_margin", "sales_invoiced"]
    apart = boss.post("/api/formula/check", {"formula": "[毛利]", "inline": True})
    assert [item["node"]["column"] for item in apart["blocks"]] == [
        "invoice_line.amount",
        "invoice_line.cost",
    ]
    around = boss.post("/api/formula/check", {"formula": "1 + [毛利率]", "code": "gross_margin"})
    assert not around["ok"]
    (finding,) = around["findings"]
    assert finding["position"] == [4, 9]
    assert "毛利" in finding["cause"]
    wrong = boss.post("/api/formula/check", {"formula": "1 +", "inline": True})
    assert wrong["blocks"] is None


def test_the_list_says_what_nobody_supplies(as_person: Any) -> None:
    listed = as_person("boss").get("/api/indicators")
    assert all(bool(one["lacking"]) != one["source_ready"] for one in listed)


def test_a_definition_that_no_longer_fits_says_so_and_keeps_its_history(
    site: Any, as_person: Any
) -> None:
    """As after an update that takes a column away: what was stored names one that is gone."""
    boss = as_person("boss")
    boss.post("/api/indicators", {**OWN, "code": "doomed", "zh": "将坏", "en": "d"}, expect=201)
    healthy = value_now(boss, "sales_ordered")

    def spoil(erp: Any) -> None:
        own = erp.get("baton.kpi.indicator").search([("code", "=", "doomed")])[0]
        last = own.versions[0]
        values = {name: getattr(last, name) for name in library.FIELDS}
        erp.get("baton.kpi.indicator.version").create(
            [
                {
                    **values,
                    **{"indicator": own.id, "number": 2, "effective_from": TODAY, "reason": "x"},
                    "formula": "SUM(sale_line.vanished)",
                }
            ]
        )

    site.runtime.database.run(0, spoil)
    library.refresh(site.runtime)
    every = {one["code"]: one for one in boss.get("/api/indicators", params={"retired": True})}
    assert "vanished" in every["doomed"]["broken"]
    assert not every["doomed"]["source_ready"]
    assert "doomed" not in {one["code"] for one in boss.get("/api/indicators")}
    assert [one["number"] for one in boss.get("/api/indicators/doomed/versions")] == [2, 1]
    assert value_now(boss, "sales_ordered") == healthy
    found = boss.get("/api/checkup", params={"year": TODAY.year})["findings"]
    assert any(one["subject"]["key"] == "doomed" for one in found)
    body = {key: value for key, value in OWN.items() if key != "code"}
    body |= {"zh": "将坏", "en": "d", "version": 2, "reason": "修复"}
    assert boss.call("PUT", "/api/indicators/doomed", json=body)["broken"] is None
    assert value_now(boss, "doomed") == healthy * 2


def test_a_definition_of_tomorrow_is_not_in_force_today(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    boss.post("/api/indicators", {**OWN, "code": "later_on", "zh": "以后", "en": "l"}, expect=201)
    body = {key: value for key, value in OWN.items() if key != "code"}
    tomorrow = (TODAY + dt.timedelta(days=1)).isoformat()
    body |= {"zh": "以后", "en": "l", "formula": "[订单额] * 9", "version": 1}
    changed = boss.call(
        "PUT", "/api/indicators/later_on", json={**body, "effective_from": tomorrow}
    )
    assert changed["version"] == 1
    versions = boss.get("/api/indicators/later_on/versions")
    assert [(one["number"], one["in_force"]) for one in versions] == [(2, False), (1, True)]
