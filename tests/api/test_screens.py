"""Big screens: kept, changed by one at a time, seen with one's own rights, shown by a link."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from browsing import Browser
from fastapi.testclient import TestClient
from shop import TODAY

from baton.services import session
from baton.services.screens import layout as layouts
from baton.services.screens import links, templates
from baton.services.screens.places import province_of, provinces
from baton.services.screens.spans import course_of, days_of

MONTH = {"id": "a1", "kind": "kpi", "x": 0, "y": 0, "w": 6, "h": 3}
CARD = {**MONTH, "sources": [{"indicator": "sales_ordered"}]}
RANKED = {
    "id": "a2",
    "kind": "ranking",
    "x": 6,
    "y": 0,
    "w": 6,
    "h": 6,
    "by": "person",
    "sources": [{"fact": "sale_line", "measure": "amount"}],
}
MAP = {**CARD, "id": "a3", "kind": "map", "x": 12, "w": 12, "h": 9, "span": "year"}
LAYOUT = {"widgets": [CARD, RANKED, MAP]}


def made(browser: Browser, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = browser.post(
        "/api/screens", {"name": "测试屏", "layout": LAYOUT, **more}
    )
    return found


def television(site: Any, token: str, expect: int = 200) -> TestClient:
    client = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.1", 40000))
    answer = client.post("/api/kiosk", json={"token": token})
    assert answer.status_code == expect, answer.text
    return client


def value(data: dict[str, Any]) -> Decimal:
    return Decimal(data["widgets"]["a1"]["cards"][0]["value"])


def test_a_screen_is_kept_read_changed_and_deleted(as_person: Any) -> None:
    anna = as_person("anna")
    screen = made(anna)
    path = f"/api/screens/{screen['id']}"
    assert screen["editable"] and screen["owner"]["name"] == "安娜"
    assert anna.get(path)["layout"]["widgets"][1]["by"] == "person"
    mine = next(one for one in anna.get("/api/screens") if one["id"] == screen["id"])
    assert [shape["kind"] for shape in mine["shapes"]] == ["kpi", "ranking", "map"]
    change = {"stamp": screen["stamp"], "name": "新名字", "theme": "light"}
    changed = anna.call("PUT", path, json=change)
    assert (changed["name"], changed["theme"]) == ("新名字", "light")
    assert changed["layout"] == screen["layout"]
    anna.call("DELETE", path, expect=204)
    assert anna.get(path, expect=404)["error"]["code"] == "services.no_such_screen"


def test_two_people_who_change_one_screen_notice_each_other(as_person: Any) -> None:
    anna, boss = as_person("anna"), as_person("boss")
    screen = made(anna)
    path = f"/api/screens/{screen['id']}"
    boss.call("PUT", path, json={"stamp": screen["stamp"], "name": "总经理改"})
    error = anna.call("PUT", path, json={"stamp": screen["stamp"], "name": "安娜改"}, expect=409)[
        "error"
    ]
    assert error["code"] == "services.screen_stale"
    assert anna.get(path)["name"] == "总经理改"


def test_only_its_owner_and_the_management_change_a_screen(as_person: Any) -> None:
    anna, bob = as_person("anna"), as_person("bob")
    shared, own = made(anna), made(anna, shared=False)
    path = f"/api/screens/{shared['id']}"
    assert bob.get(path)["editable"] is False
    bob.call("PUT", path, json={"stamp": shared["stamp"], "name": "x"}, expect=403)
    bob.call("DELETE", path, expect=403)
    bob.get(f"{path}/links", expect=403)
    bob.post(f"{path}/links", {"name": "x"}, expect=403)
    bob.call("DELETE", f"{path}/links/1", expect=403)
    bob.get(f"/api/screens/{own['id']}", expect=404)
    bob.get(f"/api/screens/{own['id']}/data", expect=404)
    assert own["id"] not in [one["id"] for one in bob.get("/api/screens")]
    assert as_person("boss").get(f"/api/screens/{own['id']}")["editable"] is True


def test_everybody_sees_a_shared_screen_with_the_own_rights(as_person: Any) -> None:
    """Sales of the month: anna's north 1500, bob's south 500, the boss both."""
    screen = made(as_person("anna"))
    path = f"/api/screens/{screen['id']}/data"
    seen = {who: as_person(who).get(path) for who in ("anna", "bob", "boss")}
    assert {who: value(data) for who, data in seen.items()} == {
        "anna": 1500,
        "bob": 500,
        "boss": 2000,
    }
    people = {
        who: [item["name"] for item in data["widgets"]["a2"]["items"]] for who, data in seen.items()
    }
    assert people == {"anna": ["安娜"], "bob": ["鲍勃"], "boss": ["安娜", "鲍勃"]}
    # the one customer's address is in Shanghai
    (place,) = seen["boss"]["widgets"]["a3"]["items"]
    assert (place["key"], place["name"]) == ("31", "上海")


def test_a_unit_out_of_sight_fails_alone(site: Any, as_person: Any) -> None:
    """A widget for another's unit says so; the rest of the screen is answered."""
    other = {**CARD, "id": "b1", "y": 6, "org": str(site.shop.unit["W"])}
    data = as_person("anna").post("/api/screens/preview", {"layout": {"widgets": [CARD, other]}})
    assert value(data) == 1500
    assert data["widgets"]["b1"]["state"] == "failed"
    assert data["widgets"]["b1"]["message"]


def test_a_wrong_layout_is_refused_with_every_finding(as_person: Any) -> None:
    wrong = [
        {**CARD, "x": 22},
        {**CARD, "id": "a2", "y": 1},
        {"id": "a3", "kind": "ranking", "x": 0, "y": 6, "w": 4, "h": 4},
        {**MONTH, "id": "a4", "x": 10, "sources": [{"fact": "sale_line"}]},
    ]
    anna = as_person("anna")
    error = anna.post("/api/screens/preview", {"layout": {"widgets": wrong}}, expect=400)["error"]
    assert error["code"] == "services.screen_wrong"
    text = str(error)
    for finding in ("超出", "数据来源", "维度", "只能显示指标"):
        assert finding in text
    too_many = [
        {**CARD, "id": f"w{n}", "w": 1, "h": 1, "x": n % 24, "y": n // 24} for n in range(33)
    ]
    anna.post("/api/screens/preview", {"layout": {"widgets": too_many}}, expect=422)
    quotes = {
        **RANKED,
        "sources": [{"fact": "sale_line", "only": [{"column": "state", "values": ['a"b']}]}],
    }
    anna.post("/api/screens/preview", {"layout": {"widgets": [quotes]}}, expect=422)


def test_a_measure_of_a_fact_is_filtered(as_person: Any) -> None:
    """By customer and by column; an unknown column is named."""

    def ask(source: dict[str, Any]) -> dict[str, Any]:
        card = {**MONTH, "kind": "number", "sources": [source]}
        data = as_person("boss").post("/api/screens/preview", {"layout": {"widgets": [card]}})
        found: dict[str, Any] = data["widgets"]["a1"]
        return found

    done = {"column": "state", "values": ["done"]}
    draft = {"column": "state", "values": ["draft"]}
    amount = {"fact": "sale_line", "measure": "amount"}
    assert Decimal(ask({**amount, "only": [done]})["cards"][0]["value"]) == 2000
    assert ask({**amount, "only": [draft]})["cards"][0]["value"] in (None, "0", "0.000000")
    assert Decimal(ask({"fact": "sale_line"})["cards"][0]["value"]) == 2
    gone = ask({**amount, "only": [{"column": "nowhere", "values": ["1"]}]})
    assert gone["state"] == "failed" and "nowhere" in gone["message"]


def test_a_rate_by_province_is_the_provinces_own(as_person: Any) -> None:
    """Orders of 1500 and 500 from Shanghai are 1000 on average, which no sum of customers gives."""
    rate = {**MAP, "sources": [{"indicator": "average_order_value"}], "span": "month"}
    data = as_person("boss").post("/api/screens/preview", {"layout": {"widgets": [rate]}})
    (place,) = data["widgets"]["a3"]["items"]
    assert place["key"] == "31"
    assert Decimal(place["values"][0]) == 1000


def test_a_link_shows_its_screen_and_nothing_else(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    screen, other = made(anna), made(anna)
    link = anna.post(f"/api/screens/{screen['id']}/links", {"name": "前厅电视"})
    listed = anna.get(f"/api/screens/{screen['id']}/links")
    assert [one["name"] for one in listed] == ["前厅电视"]
    assert "token" not in listed[0] and link["token"] not in str(listed)
    tv = television(site, link["token"])
    kiosk = tv.get("/api/kiosk").json()
    assert [one["id"] for one in kiosk["screens"]] == [screen["id"]]
    data = tv.get(f"/api/kiosk/screens/{screen['id']}/data").json()
    assert value(data) == 1500  # what its maker may see, not the company's 2000
    assert tv.get(f"/api/kiosk/screens/{other['id']}/data").status_code == 404
    for path in ("/api/me", "/api/screens", "/api/cockpit", f"/api/screens/{screen['id']}/data"):
        assert tv.get(path).status_code == 401
    cookie = tv.post("/api/kiosk", json={"token": link["token"]}).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/api/kiosk" in cookie


def test_a_revoked_link_shows_nothing_any_more(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    screen = made(anna)
    path = f"/api/screens/{screen['id']}/links"
    link = anna.post(path, {"name": "会议室"})
    tv = television(site, link["token"])
    anna.call("DELETE", f"{path}/{link['id']}", expect=204)
    assert tv.get("/api/kiosk").status_code == 401
    assert tv.get(f"/api/kiosk/screens/{screen['id']}/data").status_code == 401
    television(site, link["token"], expect=401)
    assert anna.get(path)[0]["revoked_at"] is not None
    television(site, "x" * 43, expect=401)


def test_a_links_secret_is_kept_as_a_hash(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    screen = made(anna)
    token = anna.post(f"/api/screens/{screen['id']}/links", {"name": "仓库"})["token"]

    def kept(erp: Any) -> str:
        return str(erp.get("baton.pages.screen.link").search_read([], fields_names=["token_hash"]))

    assert token not in site.runtime.database.run(0, kept, readonly=True)


def test_a_link_never_gains_what_its_maker_gains(site: Any, as_person: Any) -> None:
    """Made by bob of the south (500); bob becomes finance, who sees everything (2000)."""
    bob = as_person("bob")
    screen = made(bob)
    link = bob.post(f"/api/screens/{screen['id']}/links", {"name": "南区"})

    def promote(erp: Any) -> None:
        users = erp.get("res.user")
        role = erp.data_id("baton_roles", "role_finance")
        users.write([users(site.shop.user["bob"])], {"roles": [("create", [{"role": role}])]})

    site.runtime.database.run(1, promote)
    session.forget_everybody()
    links._kept.clear()
    assert value(bob.get(f"/api/screens/{screen['id']}/data")) == 2000
    tv = television(site, link["token"])
    assert value(tv.get(f"/api/kiosk/screens/{screen['id']}/data").json()) == 500


def test_a_link_of_somebody_who_left_is_over(site: Any, as_person: Any) -> None:
    nobody = as_person("nobody")
    screen = made(nobody)
    token = nobody.post(f"/api/screens/{screen['id']}/links", {"name": "仓"})["token"]
    tv = television(site, token)

    def leave(erp: Any) -> None:
        users = erp.get("res.user")
        users.write([users(site.shop.user["nobody"])], {"active": False})

    site.runtime.database.run(1, leave)
    links._kept.clear()
    assert tv.get("/api/kiosk").status_code == 401


def test_a_rotation_shows_the_screens_it_lists(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    first, second = made(anna), made(anna)
    turns = [{"screen": second["id"], "seconds": 20}, {"screen": first["id"], "seconds": 40}]
    path = f"/api/screens/{first['id']}"
    anna.call("PUT", path, json={"stamp": first["stamp"], "rotation": turns})
    token = anna.post(f"{path}/links", {"name": "轮播"})["token"]
    tv = television(site, token)
    shown = [(one["id"], one["seconds"]) for one in tv.get("/api/kiosk").json()["screens"]]
    assert shown == [(second["id"], 20), (first["id"], 40)]
    anna.call("DELETE", f"/api/screens/{second['id']}", expect=204)
    assert [one["screen"] for one in anna.get(path)["rotation"]] == [first["id"]]


def test_new_facts_are_in_the_next_answer(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    layout = {"layout": {"widgets": [CARD, {**MONTH, "id": "f1", "kind": "flow", "y": 4}]}}
    before = boss.post("/api/screens/preview", layout)
    row = pa.table(
        {
            "row_key": ["n1"],
            "document": ["sale.sale,9100"],
            "document_number": ["SO-new"],
            "org_unit": [str(site.shop.unit["SS"])],
            "ordered_on": [TODAY],
            "amount": pa.array([Decimal(250)], pa.decimal128(18, 6)),
            "state": ["processing"],
            "customer": [str(site.shop.customer)],
        }
    )
    site.runtime.store.upsert("sale_line", row, "erp")
    after = boss.post("/api/screens/preview", layout)
    assert value(after) - value(before) == 250
    newest = after["widgets"]["f1"]["orders"][0]
    assert (newest["number"], newest["partner"]) == ("SO-new", "上海机床厂")
    site.runtime.store.delete("sale_line", ["n1"], source="erp")


def test_templates_fit_and_can_be_used(as_person: Any) -> None:
    boss = as_person("boss")
    listed = boss.get("/api/screens/templates")
    assert [one["key"] for one in listed] == [
        "company",
        "sales",
        "production",
        "warehouse",
        "finance",
    ]
    for one in templates.templates().values():
        for language in ("zh_CN", "en"):
            layouts.check(one.layout_in(language))
    screen = boss.post("/api/screens", {"name": "公司", "template": "company"})
    data = boss.get(f"/api/screens/{screen['id']}/data")
    failed = {
        key: one["message"] for key, one in data["widgets"].items() if one["state"] == "failed"
    }
    assert failed == {}
    boss.post("/api/screens", {"name": "无", "template": "nothing"}, expect=404)
    copy = boss.post("/api/screens", {"name": "副本", "copy_of": screen["id"]})
    assert copy["layout"] == screen["layout"]


def test_every_template_uses_indicators_and_columns_that_exist(site: Any, as_person: Any) -> None:
    blocks = as_person("boss").get("/api/screens/building-blocks")
    codes = {one["code"] for one in blocks["indicators"]}
    facts = {one["name"]: {m["name"] for m in one["measures"]} for one in blocks["facts"]}
    for one in templates.templates().values():
        for widget in one.layout_in("en").widgets:
            for source in widget.sources:
                assert source.indicator is None or source.indicator in codes
                if source.measure is not None:
                    assert source.measure in facts[source.fact or ""]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("无锡市", "32"),
        ("江苏省苏州市吴中区", "32"),
        ("上海", "31"),
        ("Shanghai", "31"),
        ("昆山市", "32"),
        ("吉林市", "22"),
        ("台北市", "71"),
        ("内蒙古自治区包头市", "15"),
        ("München", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_an_address_says_its_province(text: str | None, key: str) -> None:
    assert province_of(text) == key


def test_all_provinces_are_known() -> None:
    """34: 23 provinces with Taiwan, 5 regions, 4 municipalities, Hong Kong and Macao."""
    assert len(provinces()) == 34
    assert len({one.iso for one in provinces().values()}) == 34


def test_days_of_spans() -> None:
    """24 November 2026 is a Tuesday."""
    day = dt.date(2026, 11, 24)
    assert days_of("week", day).start == dt.date(2026, 11, 23)
    assert days_of("last_30_days", day).start == dt.date(2026, 10, 26)
    assert days_of("last_month", day).end == dt.date(2026, 11, 1)
    assert days_of("last_12_months", day).start == dt.date(2025, 12, 1)
    assert course_of("month", 12, day)[:2] == (dt.date(2025, 12, 1), dt.date(2026, 12, 1))
    assert course_of("last_7_days", 12, day)[0] == dt.date(2026, 11, 18)
