"""What people do wrong or at the same time: refused with a remedy, nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from browsing import Browser
from fastapi.testclient import TestClient
from orders import new_order, press


def in_both_languages(browser: Browser, call: Callable[[], Any]) -> dict[str, str]:
    """The text of the error that ``call`` gives, in each language."""
    texts = {}
    for language in ("en", "zh_CN"):
        browser.call("PATCH", "/api/me", json={"language": language})
        texts[language] = call()["error"]["message"]
    return texts


def lines_of(browser: Browser, order: dict[str, Any], quantity: str) -> dict[str, Any]:
    """A change of the quantity of an order's first line, as the browser sends it."""
    lines = [{**line, "values": dict(line["values"])} for line in order["values"]["lines"]]
    lines[0]["values"]["quantity"] = quantity
    return {"values": {"lines": lines}, "stamp": order["stamp"]}


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "../../etc/passwd", "' OR 1=1 --"])
def test_a_forged_session_is_told_to_log_in(site: Any, token: str) -> None:
    client = TestClient(site.app, client=("127.0.0.1", 1), cookies={"baton_session": token})
    for language, remedy in (("zh-CN", "登录"), ("en", "og in")):
        answer = client.get("/api/cockpit", headers={"Accept-Language": language})
        assert answer.status_code == 401
        assert remedy in answer.json()["error"]["message"]


def test_another_persons_csrf_value_is_of_no_use(site: Any) -> None:
    anna, bob = Browser(site, "anna"), Browser(site, "bob")
    anna.http.headers["X-Baton-CSRF"] = bob.me["csrf"]
    refused = anna.call("PATCH", "/api/me", json={"language": "en"}, expect=403)
    assert refused["error"]["code"] == "api.csrf"


def test_two_people_changing_lines_of_one_order_collide(site: Any, as_person: Any) -> None:
    anna, head = as_person("anna"), as_person("head")
    order = new_order(anna, site)
    path = f"/api/documents/sale_order/{order['id']}"
    seen = head.get(path)
    anna.call("PUT", path, json=lines_of(anna, order, "4"))
    refused = head.call("PUT", path, json=lines_of(head, seen, "9"), expect=409)["error"]
    assert refused["code"] == "kernel.stale"
    assert "刷新" in refused["message"]
    (line,) = head.get(path)["values"]["lines"]
    assert Decimal(line["values"]["quantity"]) == 4


def test_a_line_changed_by_a_tryton_client_is_noticed(site: Any, as_person: Any) -> None:
    """Other clients write lines without touching the order itself."""
    anna = as_person("anna")
    order = new_order(anna, site)
    path = f"/api/documents/sale_order/{order['id']}"
    number = order["values"]["lines"][0]["id"]

    def write(erp: Any) -> None:
        line = erp.get("sale.line")
        line.write([line(number)], {"quantity": 7.0})

    site.runtime.database.run(site.shop.user["anna"], write)
    refused = anna.call("PUT", path, json=lines_of(anna, order, "9"), expect=409)["error"]
    assert refused["code"] == "kernel.stale"
    for call in (
        lambda: anna.post(f"{path}/buttons/quote", {"stamp": order["stamp"]}, expect=409),
        lambda: anna.call("DELETE", path, params={"stamp": order["stamp"]}, expect=409),
    ):
        assert call()["error"]["code"] == "kernel.stale"
    (line,) = anna.get(path)["values"]["lines"]
    assert Decimal(line["values"]["quantity"]) == 7


def test_of_two_who_confirm_at_once_one_wins(site: Any, as_person: Any) -> None:
    anna, head = as_person("anna"), as_person("head")
    order = press(anna, "sale_order", new_order(anna, site), "quote")
    path = f"/api/documents/sale_order/{order['id']}"
    barrier = threading.Barrier(2)

    def confirm(browser: Browser) -> tuple[int, str]:
        barrier.wait()
        answer = browser.http.post(f"{path}/buttons/confirm", json={"stamp": order["stamp"]})
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(confirm, (anna, head)))
    assert [status for status, _ in answers] == [200, 409]
    assert answers[1][1] in ("kernel.stale", "kernel.changed_meanwhile")
    links = anna.get(f"{path}/links")
    (shipments,) = [group["documents"] for group in links if group["key"] == "shipments"]
    assert len(shipments) == 1


def test_another_departments_order_is_closed_through_every_door(site: Any, as_person: Any) -> None:
    anna, bob = as_person("anna"), as_person("bob")
    order = new_order(anna, site)
    path = f"/api/documents/sale_order/{order['id']}"
    body = {"values": {"reference": "mine"}, "stamp": order["stamp"]}
    calls: list[tuple[str, str, Any]] = [
        ("GET", path, None),
        ("PUT", path, body),
        ("DELETE", f"{path}?stamp={order['stamp']}", None),
        ("POST", f"{path}/copy", {}),
        ("POST", f"{path}/buttons/quote", {"stamp": order["stamp"]}),
        ("GET", f"{path}/trail", None),
        ("GET", f"{path}/links", None),
        ("GET", f"{path}/print.pdf", None),
    ]
    for method, address, sent in calls:
        answer = bob.http.request(method, address, json=sent)
        assert answer.status_code in (403, 404), (method, address, answer.text)
        assert answer.json()["error"]["message"]
    texts = in_both_languages(bob, lambda: bob.get(path, expect=404))
    assert "权限" in texts["zh_CN"]
    assert "may not see" in texts["en"]
    assert anna.get(path) == order


NEGATIVE = [
    ("anna", "sale_order", {"lines": [{"values": {"quantity": "-3"}}]}, 1),
    ("keeper", "receipt", {"incoming_moves": [{"values": {"rejected_quantity": "-1"}}]}, 1),
    ("keeper", "stock_count", {"lines": [{"values": {"quantity": "-0.5"}}]}, 1),
    ("keeper", "internal_shipment", {"moves": [{"values": {"quantity": -2}}]}, 1),
    ("boss", "production_order", {"quantity": "-10"}, None),
    ("keeper", "inspection", {"failed_quantity": "-1"}, None),
]


@pytest.mark.parametrize(("login", "page", "values", "line"), NEGATIVE)
def test_a_negative_quantity_is_refused_before_anything_is_stored(
    as_person: Any, login: str, page: str, values: Any, line: int | None
) -> None:
    browser = as_person(login)
    path = f"/api/documents/{page}"
    before = browser.post(f"{path}/search", {})["total"]
    refused = browser.post(path, {"values": values}, expect=400)["error"]
    assert refused["code"] == ("services.negative_quantity" if line else "services.negative_value")
    assert refused.get("line") == line
    texts = in_both_languages(browser, lambda: browser.post(path, {"values": values}, expect=400))
    assert "负数" in texts["zh_CN"]
    assert "negative" in texts["en"]
    assert browser.post(f"{path}/search", {})["total"] == before


@pytest.fixture
def invoice(site: Any, as_person: Any) -> dict[str, Any]:
    """A draft invoice of a shipped order."""
    anna, keeper = as_person("anna"), as_person("keeper")
    accountant = as_person("accountant")
    known = accountant.post("/api/documents/customer_invoice/search", {"limit": 200})["rows"]
    order = press(anna, "sale_order", new_order(anna, site, "1"), "quote")
    order = press(anna, "sale_order", order, "confirm")
    links = anna.get(f"/api/documents/sale_order/{order['id']}/links")
    ((shipment,),) = [one["documents"] for one in links if one["key"] == "shipments"]
    document = keeper.get(f"/api/documents/customer_shipment/{shipment['id']}")
    for button in ("assign_try", "pick", "pack", "do"):
        document = press(keeper, "customer_shipment", document, button)
    found = accountant.post("/api/documents/customer_invoice/search", {"limit": 200})["rows"]
    (new,) = {row["id"] for row in found} - {row["id"] for row in known}
    return accountant.get(f"/api/documents/customer_invoice/{new}")


def test_a_date_outside_every_fiscal_year_posts_nothing(
    as_person: Any, invoice: dict[str, Any]
) -> None:
    accountant = as_person("accountant")
    path = f"/api/documents/customer_invoice/{invoice['id']}"
    body = {"values": {"invoice_date": "1999-01-31"}, "stamp": invoice["stamp"]}
    dated = accountant.call("PUT", path, json=body)
    post = f"{path}/buttons/post"
    texts = in_both_languages(
        accountant, lambda: accountant.post(post, {"stamp": dated["stamp"]}, expect=400)
    )
    assert "1999" in texts["en"]
    assert "you must create a period" in texts["en"]
    assert "1999" in texts["zh_CN"]
    assert "期间" in texts["zh_CN"]
    after = accountant.get(path)
    assert after["values"]["state"] == "draft"
    assert after["values"]["number"] is None
    assert after["values"]["move"] is None


def test_what_is_missing_or_wrong_is_named_with_a_remedy(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    path = "/api/documents/sale_order"
    before = anna.post(f"{path}/search", {})["total"]
    texts = in_both_languages(anna, lambda: anna.post(path, {"values": {}}, expect=400))
    assert "请补填" in texts["zh_CN"]
    assert "Fill it in" in texts["en"]
    values = {"party": {"id": site.shop.customer}, "channel": "by pigeon"}
    texts = in_both_languages(anna, lambda: anna.post(path, {"values": values}, expect=400))
    assert "by pigeon" in texts["en"]
    for wrong in ({"party": "nonsense"}, {"sale_date": "31.12."}, {"party": {"id": 10**9}}):
        answer = anna.http.post(path, json={"values": wrong})
        assert answer.status_code in (400, 403, 404), answer.text
        assert "Traceback" not in answer.text
    assert anna.post(f"{path}/search", {})["total"] == before


def test_what_is_in_use_is_not_deleted_and_what_to_do_is_told(site: Any, as_person: Any) -> None:
    head = as_person("head")
    new_order(as_person("anna"), site)
    path = f"/api/documents/customer/{site.shop.customer}"
    answer = head.http.delete(path)
    assert answer.status_code in (400, 403), answer.text
    admin = Browser(site, "admin", "admin-password-1")
    texts = in_both_languages(admin, lambda: admin.call("DELETE", path, expect=400))
    assert "停用" in texts["zh_CN"]
    assert "inactive" in texts["en"]
    assert admin.get(path)["id"] == site.shop.customer


def test_an_order_beyond_the_credit_limit_is_not_confirmed(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = press(anna, "sale_order", new_order(anna, site, "2"), "quote")
    path = f"/api/documents/sale_order/{order['id']}"

    def limit(amount: Decimal | None) -> None:
        def write(erp: Any) -> None:
            party = erp.get("party.party")
            party.write([party(site.shop.customer)], {"credit_limit_amount": amount})

        site.runtime.database.run(0, write, company=site.shop.company)

    limit(Decimal(1))
    texts = in_both_languages(
        anna,
        lambda: anna.post(f"{path}/buttons/confirm", {"stamp": order["stamp"]}, expect=400),
    )
    limit(None)
    assert "credit" in texts["en"]
    assert "信用" in texts["zh_CN"]
    assert anna.get(path)["values"]["state"] == "quotation"


def test_a_question_of_the_erp_comes_as_a_warning_to_confirm(site: Any, as_person: Any) -> None:
    """A second complaint about the same order: the ERP asks, and goes on when told so."""
    anna, path = as_person("anna"), "/api/documents/complaint"
    order = press(anna, "sale_order", new_order(anna, site), "quote")
    order = press(anna, "sale_order", order, "confirm")

    def kind(erp: Any) -> int:
        (model,) = erp.get("ir.model").search([("name", "=", "sale.sale")])
        return int(erp.get("sale.complaint.type").create([{"name": "x", "origin": model.id}])[0])

    values = {
        "customer": {"id": site.shop.customer},
        "type": {"id": site.runtime.database.run(0, kind)},
        "origin": {"model": "sale.sale", "id": order["id"]},
    }
    first = anna.post(path, {"values": values}, expect=201)
    press(anna, "complaint", first, "wait")
    second = anna.post(path, {"values": values}, expect=201)
    button = f"{path}/{second['id']}/buttons/wait"
    asked = anna.post(button, {"stamp": second["stamp"]}, expect=409)["error"]
    (warning,) = asked["warnings"]
    assert set(warning) == {"name", "text"}
    assert warning["text"] == asked["message"]
    assert anna.get(f"{path}/{second['id']}")["values"]["state"] == "draft"
    body = {"stamp": second["stamp"], "confirmed": [warning["name"]]}
    assert anna.post(button, body)["values"]["state"] == "waiting"
