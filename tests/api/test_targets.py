"""Targets through the API: set, planned, cascaded, agreed, imported; and who may do what.

The company (tests/api/shop.py): sales department S (head) with north SN (anna) and south SS
(bob); last month north sold 1000 and south 500, this month north 1500 and south 500.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import shop as shop_module

from baton.base.errors import BatonError

TODAY = shop_module.TODAY
YEAR = TODAY.year
NOW = f"{TODAY:%Y-%m}"
D = Decimal


def unit(site: Any, code: str) -> dict[str, str]:
    return {"kind": "unit", "key": str(site.shop.unit[code])}


def person(site: Any, login: str) -> dict[str, str]:
    return {"kind": "person", "key": str(site.shop.employee[login])}


def put(browser: Any, *cells: dict[str, Any], expect: int = 200, **more: Any) -> Any:
    return browser.call("PUT", "/api/targets", json={"cells": list(cells), **more}, expect=expect)


def cell(
    holder: dict[str, str], period: str, amount: Any, code: str = "sales_ordered", **more: Any
):
    return {"indicator": code, "holder": holder, "period": period, "amount": amount, **more}


def grid(browser: Any, **params: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Cells by kind and key of the holder, of one indicator."""
    found = browser.get("/api/targets", params={"year": YEAR, "grain": "all", **params})
    return {
        (row["holder"]["kind"], row["holder"]["key"], row["indicator"]): row
        for row in found["rows"]
    }


def row_of(browser: Any, holder: dict[str, str], code: str = "sales_ordered", **params: Any) -> Any:
    return grid(browser, **params)[holder["kind"], holder["key"], code]


def test_a_year_is_planned_cascaded_and_agreed(site: Any, as_person: Any) -> None:
    boss, head, anna = as_person("boss"), as_person("head"), as_person("anna")
    company, sales = unit(site, "C"), unit(site, "S")
    plan = {
        **{"indicators": ["sales_ordered"], "holder": company, "year": YEAR},
        **{"basis": "total", "total": "1200000.01", "profile": "even"},
        **{"threshold_rate": "0.1", "stretch_rate": "0.2"},
    }
    seen = boss.post("/api/targets/plan", plan)
    assert seen["written"] == 0
    assert sum(D(one["amount"]) for one in seen["cells"]) == D("1200000.01")
    done = boss.post("/api/targets/plan", {**plan, "apply": True})
    assert done["written"] == 12
    first = row_of(boss, company)["cells"][f"{YEAR}-01"]
    assert (first["amount"], first["threshold"], first["stretch"]) == (
        *("100000.01", "90000.01", "120000.01"),
    )
    assert first["state"] == "draft"

    order = {
        **{"holder": company, "year": YEAR, "of": "sales_ordered", "method": "split"},
        **{"to": [sales], "apply": True},
    }
    done = boss.post("/api/targets/cascade", order)
    assert done["written"] == 12
    assert {D(one["difference"]) for one in done["checks"]} == {D(0)}

    # the head divides the department's targets among the teams by last year, and a team's
    parts = {
        **{"holder": sales, "year": YEAR, "method": "split", "basis": "headcount"},
        **{"to": "units", "buffer": "0.05", "apply": True},
    }
    done = head.post("/api/targets/cascade", parts)
    assert done["written"] == 24
    assert {D(one["difference"]) for one in done["checks"]} == {D(0)}
    one = next(c for c in done["checks"] if c["period"] == f"{YEAR}-01")
    assert D(one["sum"]) == D("100000.01") * D("1.05")
    to_anna = {
        **{"holder": unit(site, "SN"), "year": YEAR, "method": "copy", "to": "persons"},
        "apply": True,
    }
    assert head.post("/api/targets/cascade", to_anna)["written"] == 12

    mine = row_of(anna, person(site, "anna"))
    assert mine["agreeable"] and not mine["writable"]
    ids = [one["id"] for one in mine["cells"].values()]
    assert {one["state"] for one in mine["cells"].values()} == {"proposed"}
    assert anna.post("/api/targets/agree", {"ids": ids}) == {"changed": 12, "skipped": []}
    agreed = row_of(head, person(site, "anna"))["cells"][NOW]
    assert (agreed["state"], agreed["proposed_by"], agreed["agreed_by"]) == (
        *("agreed", "黄经理", "安娜"),
    )
    assert agreed["agreed_at"] is not None

    history = anna.get(f"/api/targets/{agreed['id']}/history")
    assert [one["after"].get("state") for one in history] == ["agreed", "proposed"]
    tree = boss.get(f"/api/targets/{row_of(boss, company)['cells'][NOW]['id']}/tree")
    (department,) = tree["childs"]
    assert department["holder"]["name"] == "销售部"
    assert {one["holder"]["name"] for one in department["childs"]} == {"北区", "南区"}


def test_changing_a_parent_shows_whom_it_touches_and_asks_again(site: Any, as_person: Any) -> None:
    boss, anna = as_person("boss"), as_person("anna")
    company = unit(site, "C")
    stored = row_of(boss, company)["cells"][NOW]
    change = cell(company, NOW, "200000.00", stamp=stored["stamp"])
    refused = put(boss, change, expect=409)
    assert refused["error"]["code"] == "services.targets_touched"
    touched = {one["holder"]["name"]: one for one in refused["error"]["touched"]}
    assert set(touched) == {"销售部", "北区", "南区", "安娜"}
    assert touched["销售部"]["after"] == "200000.00"  # a decimal string, as amounts are everywhere
    assert D(touched["北区"]["after"]) + D(touched["南区"]["after"]) == D("210000.00")
    assert row_of(boss, company)["cells"][NOW]["amount"] == stored["amount"]  # nothing happened

    done = put(boss, change, confirmed=True, reason="市场变化")
    assert len(done["touched"]) == 4
    again = row_of(anna, person(site, "anna"))["cells"][NOW]
    assert again["state"] == "proposed"
    assert again["agreed_by"] is None
    assert D(again["amount"]) == D(touched["安娜"]["after"])
    entry = boss.get(f"/api/targets/{again['id']}/history")[0]
    assert entry["reason"] == "市场变化"
    assert entry["before"]["state"] == "agreed"


def test_two_people_on_one_target_lose_nothing(site: Any, as_person: Any) -> None:
    boss, holder = as_person("boss"), unit(site, "W")
    made = put(boss, cell(holder, NOW, "10", "stock_value"))
    stamp = row_of(boss, holder, "stock_value")["cells"][NOW]["stamp"]
    assert put(boss, cell(holder, NOW, "11", "stock_value"), expect=409)["error"]["code"] == (
        "kernel.stale"
    )
    put(boss, cell(holder, NOW, "12", "stock_value", stamp=stamp))
    put(boss, cell(holder, NOW, "13", "stock_value", stamp=stamp), expect=409)
    kept = row_of(boss, holder, "stock_value")["cells"][NOW]
    assert (kept["id"], D(kept["amount"])) == (made["ids"][0], 12)
    put(boss, cell(holder, NOW, None, "stock_value", stamp=kept["stamp"]))
    assert ("unit", holder["key"], "stock_value") not in grid(boss)


def test_what_is_wrong_is_told_for_every_cell_and_nothing_is_kept(
    site: Any, as_person: Any
) -> None:
    boss, holder = as_person("boss"), unit(site, "F")
    answer = put(
        boss,
        cell(holder, NOW, "1", "expense_rate"),
        cell(holder, "2026-13", "1"),
        cell(holder, NOW, "1", "no_such_indicator"),
        cell({"kind": "person", "key": "999999"}, NOW, "1"),
        expect=400,
    )
    assert answer["error"]["code"] == "services.targets_wrong"
    assert len(answer["error"]["findings"]) == 3
    assert ("unit", holder["key"], "expense_rate") not in grid(boss)


def test_a_ratio_is_copied_and_never_split(site: Any, as_person: Any) -> None:
    boss, sales = as_person("boss"), unit(site, "S")
    put(boss, cell(sales, NOW, "0.95", "on_time_delivery"))
    order = {"holder": sales, "year": YEAR, "of": "on_time_delivery", "to": "units"}
    refused = boss.post("/api/targets/cascade", {**order, "method": "split"}, expect=400)
    assert refused["error"]["code"] == "services.cascade_ratio"
    done = boss.post("/api/targets/cascade", {**order, "method": "copy", "apply": True})
    assert {D(one["amount"]) for one in done["cells"]} == {D("0.95")}


def test_joint_and_contributing_targets(site: Any, as_person: Any) -> None:
    boss, sales = as_person("boss"), unit(site, "S")
    quarter = f"{YEAR}-Q4"
    put(boss, cell(sales, quarter, "900", "gross_margin"))
    parent = row_of(boss, sales, "gross_margin")["cells"][quarter]["id"]
    halves = [{**unit(site, "SN"), "share": "0.6"}, {**unit(site, "W"), "share": "0.5"}]
    joint = {"parents": [parent], "method": "share", "to": halves}
    refused = boss.post("/api/targets/cascade", joint, expect=400)
    assert "110.00%" in refused["error"]["message"]
    halves[1]["share"] = "0.4"
    shared = boss.post("/api/targets/cascade", {**joint, "apply": True})
    assert [(one["amount"], one["share"]) for one in shared["cells"]] == [
        *(("900", "0.6"), ("900", "0.4")),
    ]
    other = {
        **{"parents": [parent], "method": "contribute", "indicator": "discount_rate"},
        **{"to": [{**unit(site, "SS"), "amount": "0.05"}], "apply": True},
    }
    (given,) = boss.post("/api/targets/cascade", other)["cells"]
    assert (given["indicator"], D(given["amount"])) == ("discount_rate", D("0.05"))


def test_a_division_by_hand_shows_its_difference(site: Any, as_person: Any) -> None:
    boss, sales = as_person("boss"), unit(site, "S")
    period = f"{YEAR}-Q3"
    put(boss, cell(sales, period, "1000"))
    parent = row_of(boss, sales)["cells"][period]["id"]
    parts = [{**unit(site, "SN"), "amount": "600"}, {**unit(site, "SS"), "amount": "300"}]
    done = boss.post(
        "/api/targets/cascade",
        {"parents": [parent], "method": "split", "basis": "manual", "to": parts, "apply": True},
    )
    assert D(done["checks"][0]["difference"]) == -100
    assert D(row_of(boss, sales)["cells"][period]["difference"]) == -100


def test_a_position_is_the_template_of_its_people(site: Any, as_person: Any) -> None:
    boss = as_person("boss")

    def position(erp: Any) -> str:
        (found,) = erp.get("baton.org.position").search([("name", "=", "鲍勃")])
        return str(found.id)

    key = site.runtime.database.run(0, position, readonly=True)
    put(
        boss,
        cell({"kind": "position", "key": key}, NOW, "20", "order_count", weight="0.3"),
        cell({"kind": "position", "key": key}, f"{YEAR}-Q4", "60", "order_count", weight="0.3"),
    )
    done = boss.post("/api/targets/template", {"position": key, "year": YEAR, "apply": True})
    assert done["written"] == 2
    given = row_of(as_person("bob"), person(site, "bob"), "order_count")["cells"][NOW]
    assert (D(given["amount"]), D(given["weight"]), given["state"]) == (
        *(D(20), D("0.3"), "proposed"),
    )


@pytest.mark.parametrize(
    ("login", "holder", "status"),
    [
        ("boss", ("unit", "C"), 200),
        ("head", ("unit", "SN"), 200),
        ("head", ("person", "anna"), 200),
        ("head", ("unit", "S"), 403),  # the own department's targets come from above
        ("head", ("person", "head"), 403),
        ("head", ("unit", "W"), 403),
        ("head", ("person", "keeper"), 403),
        ("anna", ("person", "anna"), 403),
        ("anna", ("unit", "SN"), 403),
        ("accountant", ("unit", "F"), 403),
        ("nobody", ("person", "nobody"), 403),
    ],
)
def test_who_may_set_whose_targets(
    site: Any, as_person: Any, login: str, holder: tuple[str, str], status: int
) -> None:
    kind, name = holder
    whom = unit(site, name) if kind == "unit" else person(site, name)
    put(as_person(login), cell(whom, f"{YEAR}-Q1", "5", "complaints"), expect=status)
    body = {"indicators": ["complaints"], "holder": whom, "year": YEAR, "basis": "total"}
    as_person(login).post("/api/targets/plan", {**body, "total": "1"}, expect=status)


def test_nobody_sees_another_branch(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    put(boss, cell(unit(site, "W"), f"{YEAR}-Q2", "5", "complaints"))
    put(boss, cell(person(site, "keeper"), f"{YEAR}-Q2", "5", "complaints"))
    secret = row_of(boss, person(site, "keeper"), "complaints")["cells"][f"{YEAR}-Q2"]["id"]
    for login in ("head", "anna", "bob"):
        browser = as_person(login)
        keys = {(kind, key) for kind, key, _ in grid(browser)}
        assert ("unit", str(site.shop.unit["W"])) not in keys
        assert ("person", str(site.shop.employee["keeper"])) not in keys
        for params in ({"org": unit(site, "W")["key"]}, {"person": person(site, "keeper")["key"]}):
            browser.get("/api/targets", params={"year": YEAR, **params}, expect=403)
        for path in ("history", "tree"):
            browser.get(f"/api/targets/{secret}/{path}", expect=403)
        for step in ("agree", "propose"):
            browser.post(f"/api/targets/{step}", {"ids": [secret]}, expect=403)
        browser.post(
            "/api/targets/cascade",
            {"parents": [secret], "method": "copy", "to": "persons"},
            expect=403,
        )
    # colleagues of one unit do not see each other's either
    assert ("person", person(site, "anna")["key"]) not in {
        (kind, key) for kind, key, _ in grid(as_person("bob"))
    }


def position_of(site: Any, login: str) -> dict[str, str]:
    return {"kind": "position", "key": str(site.shop.position[login])}


def test_the_own_unit_and_position_are_seen_and_no_colleagues_position(
    site: Any, as_person: Any
) -> None:
    """keeper and nobody both work in the stores W and lead nothing."""
    boss, code, period = as_person("boss"), "overtime_rate", f"{YEAR}-Q3"
    mine, other = position_of(site, "keeper"), position_of(site, "nobody")
    stores = unit(site, "W")
    put(boss, *(cell(one, period, "0.01", code) for one in (mine, other, stores)))
    seen = {(kind, key) for kind, key, found in grid(as_person("keeper")) if found == code}
    assert seen == {("position", mine["key"]), ("unit", stores["key"])}
    secret = row_of(boss, other, code)["cells"][period]["id"]
    as_person("keeper").get(f"/api/targets/{secret}/history", expect=403)
    params = {"year": YEAR, "position": other["key"]}
    as_person("keeper").get("/api/targets", params=params, expect=403)

    def holders(erp: Any) -> set[str]:
        found = erp.get("baton.kpi.target").search([("indicator", "=", code)])
        return {one.holder for one in found}

    run = site.runtime.database.run
    by_rule = run(site.shop.user["keeper"], holders, readonly=True)
    assert by_rule == {f"position,{mine['key']}", f"unit,{stores['key']}"}


def test_holders_to_choose_are_those_that_may_be_seen(site: Any, as_person: Any) -> None:
    def listed(login: str) -> dict[tuple[str, str], dict[str, Any]]:
        found = as_person(login).get("/api/targets/holders")
        return {(one["kind"], one["name"]): one for one in found}

    everything = listed("boss")
    assert all(one["writable"] for one in everything.values())
    assert len(everything) == len(shop_module.UNITS) + 2 * len(shop_module.PEOPLE)
    assert everything["unit", "测试公司"]["own"]
    assert (everything["unit", "北区"]["level"], everything["person", "安娜"]["level"]) == (2, 3)
    head = listed("head")
    assert {name for kind, name in head if kind == "unit"} == {"销售部", "北区", "南区"}
    assert {name for kind, name in head if kind == "person"} == {"黄经理", "安娜", "鲍勃"}
    assert [head["unit", "销售部"][name] for name in ("own", "agreeable", "writable")] == (
        [True, True, False]
    )
    assert not head["person", "黄经理"]["writable"]
    anna = listed("anna")
    assert set(anna) == {("person", "安娜"), ("position", "安娜"), ("unit", "北区")}
    assert not any(one["writable"] for one in anna.values())


def test_only_the_receiving_side_agrees(site: Any, as_person: Any) -> None:
    boss, head = as_person("boss"), as_person("head")
    team = unit(site, "SS")
    put(head, cell(team, f"{YEAR}-Q2", "77", "complaints"), propose=True)
    made = row_of(head, team, "complaints")["cells"][f"{YEAR}-Q2"]["id"]
    sales = unit(site, "S")
    put(boss, cell(sales, f"{YEAR}-Q2", "99", "complaints"), propose=True)
    own = row_of(head, sales, "complaints")["cells"][f"{YEAR}-Q2"]["id"]
    done = boss.post("/api/targets/agree", {"ids": [own]})
    assert (done["changed"], done["skipped"][0]["id"]) == (0, own)
    head.post("/api/targets/return", {"ids": [own]}, expect=400)  # no reason given
    assert head.post("/api/targets/return", {"ids": [own], "note": "人手不足"})["changed"] == 1
    assert row_of(boss, sales, "complaints")["cells"][f"{YEAR}-Q2"]["note"] == "人手不足"
    assert boss.post("/api/targets/propose", {"ids": [own]})["changed"] == 1
    assert head.post("/api/targets/agree", {"ids": [own, made]})["changed"] == 1


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


HEAD = ("指标", "部门", "人员", "期间", "目标值", "权重")


def upload(browser: Any, content: bytes, *, expect: int = 200, **params: Any) -> Any:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return browser.call(
        *("POST", "/api/targets/import"),
        **{"content": content, "params": params, "headers": {"Content-Type": kind}},
        expect=expect,
    )


def test_a_file_is_kept_whole_or_not_at_all(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    wrong = workbook(
        HEAD,
        ("退货率", "北区", None, f"{YEAR}-08", 0.01, "20%"),
        ("退货率", None, "张三丰", f"{YEAR}-08", 0.01, None),
        ("没有的指标", "北区", None, f"{YEAR}-08", "很多", None),
        ("退货率", "北区", None, "八月", 0.01, None),
        ("退货率", "北区", None, f"{YEAR}-08", 0.02, None),
    )
    found = upload(boss, wrong, apply=True)
    assert found["written"] == 0
    assert [(one["row"], one["column"]) for one in found["findings"]] == [
        *((3, "人员"), (4, "指标"), (4, "目标值"), (5, "期间"), (6, "期间")),
    ]
    assert "张三丰" in found["findings"][0]["text"]
    assert ("unit", unit(site, "SN")["key"], "return_rate") not in grid(boss)

    heavy = workbook(HEAD, ("退货率", "北区", None, f"{YEAR}-08", 0.01, 1.4))
    (found,) = upload(boss, heavy)["findings"]
    assert (found["row"], found["column"]) == (2, "权重")

    right = workbook(
        HEAD,
        ("退货率", "SN", None, f"{YEAR}-08", 0.01, "20%"),
        ("return_rate", None, "鲍勃", f"{YEAR}-08", 0.01, 0.3),
    )
    assert upload(boss, right)["written"] == 0  # only looked at
    assert upload(boss, right, apply=True) == {"rows": 2, "written": 2, "findings": []}
    kept = row_of(boss, unit(site, "SN"), "return_rate")["cells"][f"{YEAR}-08"]
    assert (D(kept["amount"]), D(kept["weight"])) == (D("0.01"), D("0.2"))
    refused = upload(as_person("anna"), right, apply=True)
    assert refused["written"] == 0
    assert len(refused["findings"]) == 2
    assert upload(boss, b"no excel", expect=400)["error"]["code"] == "services.not_excel"
    empty = upload(boss, workbook(("x", "y")), expect=400)
    assert "目标值" in empty["error"]["message"]


def test_the_erps_own_doors_show_no_other_branch_either(site: Any, as_person: Any) -> None:
    """Through Tryton's own client the record rules hold, without any service between."""
    boss = as_person("boss")
    made = [
        *((unit(site, "W"), "slow_stock_rate"), (person(site, "keeper"), "slow_stock_rate")),
        *((unit(site, "SN"), "slow_stock_rate"), (person(site, "anna"), "slow_stock_rate")),
        (person(site, "bob"), "slow_stock_rate"),
    ]
    put(boss, *(cell(holder, f"{YEAR}-Q1", "0.1", code) for holder, code in made))

    def holders(login: str) -> set[str]:
        def look(erp: Any) -> list[str]:
            wanted = [("indicator", "=", "slow_stock_rate")]
            return [one.holder for one in erp.get("baton.kpi.target").search(wanted)]

        return set(site.runtime.database.run(site.shop.user[login], look, readonly=True))

    keys = {login: f"person,{number}" for login, number in site.shop.employee.items()}
    places = {code: f"unit,{number}" for code, number in site.shop.unit.items()}
    assert holders("anna") == {keys["anna"], places["SN"]}
    assert holders("head") == {keys["anna"], keys["bob"], places["SN"]}
    assert holders("keeper") == {keys["keeper"], places["W"]}
    assert len(holders("boss")) == 5

    def change(erp: Any) -> None:
        model = erp.get("baton.kpi.target")
        model.write(model.search([]), {"amount": D(1)})

    for login in ("anna", "head", "accountant"):
        with pytest.raises(BatonError):
            site.runtime.database.run(site.shop.user[login], change)
