"""The strategy map, closed periods and the log of changes through the API."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import shop as shop_module

TODAY = shop_module.TODAY
NOW = f"{TODAY:%Y-%m}"
BEFORE = (TODAY.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
D = Decimal


def item(browser: Any, strategy: int, kind: str, *, expect: int = 201, **values: Any) -> Any:
    return browser.post(f"/api/strategies/{strategy}/{kind}", values, expect=expect)


def change(browser: Any, strategy: int, kind: str, one: Any, *, expect: int = 200, **values: Any):
    return browser.call(
        *("PATCH", f"/api/strategies/{strategy}/{kind}/{one['id']}"),
        json={"stamp": one["stamp"], "values": values},
        expect=expect,
    )


def test_a_map_is_drawn_judged_and_taken_over(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    made = boss.post("/api/strategies", {"name": "2026 战略", "year": 2026}, expect=201)
    id_ = made["id"]
    theme = item(boss, id_, "themes", name="增长")
    grow = item(
        *(boss, id_, "objectives"),
        **{"name": "扩大销售", "perspective": "finance", "theme": theme["id"]},
        owner=site.shop.employee["boss"],
    )
    serve = item(boss, id_, "objectives", name="准时交付", perspective="customer")
    link = item(boss, id_, "links", cause=serve["id"], effect=grow["id"])
    round_ = item(boss, id_, "links", cause=grow["id"], effect=serve["id"], expect=400)
    assert "循环" in round_["error"]["message"]
    item(boss, id_, "indicators", objective=grow["id"], indicator="sales_ordered", weight="0.6")
    item(boss, id_, "indicators", objective=grow["id"], indicator="nothing", expect=404)
    work = item(
        *(boss, id_, "initiatives"),
        **{"name": "开拓华南", "objective": grow["id"], "start_date": "2026-01-01"},
        **{"end_date": "2026-06-30", "progress": "0.25", "state": "running"},
    )
    wrong = change(boss, id_, "initiatives", work, end_date="2025-01-01", expect=400)
    assert "开拓华南" in wrong["error"]["message"]
    moved = [{"objective": grow["id"], "x": 10, "y": 20}]
    boss.call("PUT", f"/api/strategies/{id_}/places", json={"places": moved})

    seen = as_person("anna").get(f"/api/strategies/{id_}", params={"period": NOW})
    assert not seen["editable"]
    head = as_person("head").get(f"/api/strategies/{id_}", params={"period": NOW})
    objective = next(one for one in head["objectives"] if one["name"] == "扩大销售")
    (measure,) = objective["indicators"]
    # the sales department: 2000 of 1600 this month
    assert (D(measure["value"]), D(measure["target"])) == (2000, 1600)
    assert objective["light"] == "green"
    assert (objective["x"], objective["y"], objective["owner"]["name"]) == (10, 20, "陈总")
    assert head["links"][0]["id"] == link["id"]

    copy = boss.post(
        "/api/strategies", {"name": "2027 战略", "year": 2027, "copy_of": id_}, expect=201
    )
    assert {one["name"] for one in copy["objectives"]} == {"扩大销售", "准时交付"}
    assert len(copy["links"]) == 1
    copied = next(one for one in copy["objectives"] if one["name"] == "扩大销售")
    assert (copied["x"], len(copied["indicators"])) == (10, 1)
    assert copied["id"] != grow["id"]
    second = boss.post("/api/strategies", {"name": "2026 修订", "year": 2026}, expect=201)
    assert second["number"] == 2
    assert [one["year"] for one in boss.get("/api/strategies")][:2] == [2027, 2026]


def test_two_people_on_one_map_lose_nothing(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    id_ = boss.post("/api/strategies", {"name": "同编", "year": 2030}, expect=201)["id"]
    one = item(boss, id_, "objectives", name="甲", perspective="finance")
    other = item(boss, id_, "objectives", name="乙", perspective="people")
    # the second person still holds what was read before the first one changed 甲 and moved it
    first = change(boss, id_, "objectives", one, name="甲一")
    place = {"places": [{"objective": one["id"], "x": 1, "y": 1}]}
    boss.call("PUT", f"/api/strategies/{id_}/places", json=place)
    change(boss, id_, "objectives", other, name="乙二")
    stale = change(boss, id_, "objectives", one, name="甲三", expect=409)
    assert stale["error"]["code"] == "kernel.stale"
    change(boss, id_, "objectives", first, name="甲四")  # moving it has not aged it
    names = {obj["name"] for obj in boss.get(f"/api/strategies/{id_}")["objectives"]}
    assert names == {"甲四", "乙二"}


def test_only_strategists_draw(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    made = boss.post("/api/strategies", {"name": "权限", "year": 2031}, expect=201)
    for login in ("head", "anna", "accountant", "nobody"):
        browser = as_person(login)
        browser.post("/api/strategies", {"name": "x", "year": 2031}, expect=403)
        item(browser, made["id"], "objectives", expect=403, name="x", perspective="finance")
        browser.call(
            *("PATCH", f"/api/strategies/{made['id']}"),
            json={"stamp": made["stamp"], "name": "x"},
            expect=403,
        )
        browser.call("PUT", f"/api/strategies/{made['id']}/places", json={"places": []}, expect=403)
    active = boss.call(
        *("PATCH", f"/api/strategies/{made['id']}"),
        json={"stamp": made["stamp"], "state": "active"},
    )
    path = f"/api/strategies/{made['id']}"
    boss.call("DELETE", path, params={"stamp": active["stamp"]}, expect=400)


def late_sale(site: Any) -> None:
    """A document of last month that is entered now."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(minutes=1)
    site.runtime.store.upsert(
        "sale_line",
        pa.table(
            {
                "row_key": ["99"],
                "document": ["sale.sale,9099"],
                "document_number": ["SO-99"],
                "org_unit": [str(site.shop.unit["SS"])],
                "person": [str(site.shop.employee["bob"])],
                "ordered_on": [BEFORE],
                "entered_at": [now],
                "amount": pa.array([D(250)], pa.decimal128(18, 6)),
                "state": ["done"],
                "customer": [str(site.shop.customer)],
            }
        ),
        "erp",
    )


def test_a_closed_period_stays_and_later_documents_are_stated(site: Any, as_person: Any) -> None:
    """Last month was 1500; a document of 250 that comes late makes it 1750, openly."""
    boss, label = as_person("boss"), f"{BEFORE:%Y-%m}"
    for login in ("anna", "head", "keeper"):
        as_person(login).post(f"/api/periods/{label}/close", expect=403)
    boss.post(f"/api/periods/{NOW}/close", expect=400)
    closed = boss.post(f"/api/periods/{label}/close", {"note": "月结"}, expect=201)
    assert closed["values"] > 100
    assert len(closed["hash"]) == 64
    boss.post(f"/api/periods/{label}/close", expect=409)

    def ordered(login: str) -> dict[str | None, Any]:
        found = as_person(login).get(f"/api/closings/{label}")
        rows = [row for row in found["rows"] if row["indicator"] == "sales_ordered"]
        return {row["org"]: row for row in rows}

    assert boss.get(f"/api/closings/{label}")["pending"] == 0
    company = ordered("boss")[None]
    assert D(company["value"]) == 1500
    assert company["version"] == 0
    assert [D(value) for value in company["inputs"].values()] == [1500]

    late_sale(site)
    company = ordered("boss")[None]
    assert (D(company["value"]), D(company["now"]), D(company["difference"])) == (1500, 1750, 250)
    boss.post(f"/api/periods/{label}/restate", {"reason": ""}, expect=422)
    as_person("anna").post(f"/api/periods/{label}/restate", {"reason": "x"}, expect=403)
    body = {"reason": "补录订单", "indicators": ["sales_ordered"]}
    boss.post(f"/api/periods/{label}/restate", body)
    company = ordered("boss")[None]
    assert (D(company["value"]), D(company["restated"]), company["reason"]) == (
        *(1500, 1750, "补录订单"),
    )
    assert company["difference"] is None
    boss.post(f"/api/periods/{label}/restate", body, expect=400)
    params = {"from": label, "to": label}
    values = boss.get("/api/indicators/sales_ordered/values", params=params)
    (told,) = values["published"]
    assert (D(told["value"]), D(told["first"]), told["restated"]) == (1750, 1500, True)
    assert values["version"] == 0

    def documents(erp: Any) -> str:
        return erp.get("baton.kpi.restatement").search([], limit=1)[0].documents

    assert "SO-99" in site.runtime.database.run(0, documents, readonly=True)
    # a head sees the units led, and not the other branch or the company; others the own values
    assert set(ordered("head")) == {str(site.shop.unit[code]) for code in ("S", "SN", "SS")}
    assert ordered("anna") == {}
    assert (
        as_person("anna").get("/api/indicators/sales_ordered/values", params=params)["published"]
        == []
    )


def boss_stamp(boss: Any, target: int) -> str:
    rows = boss.get("/api/targets", params={"year": TODAY.year, "grain": "month"})["rows"]
    cells = [one for row in rows for one in row["cells"].values()]
    return next(one["stamp"] for one in cells if one["id"] == target)


def test_the_log_is_read_by_few_and_shows_tampering(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    for login in ("anna", "head", "keeper", "nobody"):
        as_person(login).get("/api/kpi-log", expect=403)
    holder = {"kind": "unit", "key": str(site.shop.unit["F"])}
    cell = {"indicator": "expense_rate", "holder": holder, "period": NOW, "amount": "0.2"}
    done = boss.call("PUT", "/api/targets", json={"cells": [cell], "reason": "预算"})
    (target,) = done["ids"]
    log = boss.get("/api/kpi-log", params={"record": f"baton.kpi.target,{target}"})
    assert (log["intact"], log["total"], log["rows"][0]["reason"]) == (True, 1, "预算")
    (made,) = log["rows"]
    assert made["subject"] == f"费用率 · 财务部 · {NOW}"
    change = {**cell, "amount": "0.25", "stamp": boss_stamp(boss, target)}
    boss.call("PUT", "/api/targets", json={"cells": [change]})
    newest = boss.get("/api/kpi-log", params={"record": f"baton.kpi.target,{target}"})["rows"][0]
    assert newest["changes"] == [{"field": "amount", "before": "0.2", "after": "0.25"}]

    def tamper(erp: Any) -> None:
        cursor = erp.connection().cursor()
        cursor.execute(f"UPDATE baton_kpi_target SET amount = '0.3' WHERE id = {target}")

    def mend(erp: Any) -> None:
        cursor = erp.connection().cursor()
        cursor.execute(f"UPDATE baton_kpi_target SET amount = '0.25' WHERE id = {target}")

    site.runtime.database.run(0, tamper)
    found = as_person("accountant").get("/api/kpi-log")
    assert not found["intact"]
    assert str(target) in found["broken"][0]["text"]
    from baton.services import integrity

    assert integrity.tampering(site.runtime, "zh_CN") == [found["broken"][0]["text"]]
    site.runtime.database.run(0, mend)
    assert boss.get("/api/kpi-log")["intact"]


def test_the_checkup_says_what_to_do_and_where(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    id_ = boss.post("/api/strategies", {"name": "体检", "year": TODAY.year}, expect=201)["id"]
    full = item(boss, id_, "objectives", name="有指标", perspective="finance")
    item(boss, id_, "objectives", name="没有指标", perspective="customer")
    item(
        *(boss, id_, "indicators"),
        **{"objective": full["id"], "indicator": "sales_ordered", "weight": "0.4"},
    )
    item(boss, id_, "indicators", objective=full["id"], indicator="employee_satisfaction")
    stamp = boss.get(f"/api/strategies/{id_}")["stamp"]
    boss.call("PATCH", f"/api/strategies/{id_}", json={"stamp": stamp, "state": "active"})
    person = {"kind": "person", "key": str(site.shop.employee["anna"])}
    codes = ("order_count", "complaints", "return_rate")
    cells = [
        {"indicator": code, "holder": person, "period": NOW, "amount": "1", "weight": "0.2"}
        for code in codes
    ]
    boss.call("PUT", "/api/targets", json={"cells": cells})

    found = boss.get("/api/checkup", params={"year": TODAY.year})
    told = {(one["subject"]["name"], one["test"]): one for one in found["findings"]}
    without = [one for one in found["findings"] if one["subject"]["name"] == "没有指标"]
    assert [one["severity"] for one in without] == ["serious", "warning"]  # no indicator, no owner
    assert without[0]["open"] == f"/strategy?objective={without[0]['subject']['key']}"
    anna = next(one for one in found["findings"] if one["subject"]["name"] == "安娜")
    assert anna["open"].startswith(f"/targets?view=all&year={TODAY.year}&holder=person%7C")
    assert told["员工满意度", "measurable"]["severity"] == "serious"  # nobody supplies surveys
    assert "40%" in told["有指标", "balanced"]["text"]
    texts = [one["text"] for one in found["findings"] if one["subject"]["name"] == "安娜"]
    assert any("60%" in text for text in texts)
    assert ("仓储部", "complete") in told
    assert all(one["remedy"] for one in found["findings"])
    assert {one["test"] for one in found["summary"]} == {
        *("measurable", "relevant", "achievable", "balanced", "complete", "stable"),
    }
    assert 0 < found["score"] < 100
    alone = boss.get(
        "/api/checkup", params={"year": TODAY.year, "indicator": "employee_satisfaction"}
    )
    assert {one["subject"]["key"] for one in alone["findings"]} == {"employee_satisfaction"}
    # nobody reads of people of another branch
    bob = as_person("bob").get("/api/checkup", params={"year": TODAY.year})
    assert "安娜" not in {one["subject"]["name"] for one in bob["findings"]}
