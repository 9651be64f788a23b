"""Documents through the API, on the real ERP."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import shop as shop_module
from orders import new_order, press


def test_an_order_goes_from_quotation_to_shipment_and_invoice(site: Any, as_person: Any) -> None:
    """10 pieces at 120.00 are 1200.00 net, 13 % VAT is 156.00, together 1356.00."""
    anna = as_person("anna")
    order = new_order(anna, site)
    assert order["values"]["state"] == "draft"
    assert order["values"]["untaxed_amount"] == "1200.00"
    assert order["values"]["total_amount"] == "1356.00"
    assert order["values"]["salesperson"]["name"] == "安娜"
    assert order["values"]["org_unit"]["id"] == site.shop.unit["SN"]
    assert order["states"]["buttons"]["quote"] == {
        "invisible": False,
        "readonly": False,
        "clicks": None,
    }
    assert order["states"]["buttons"]["confirm"]["invisible"]

    order = press(anna, "sale_order", order, "quote")
    order = press(anna, "sale_order", order, "confirm")
    assert order["values"]["state"] == "processing"
    assert order["states"]["fields"]["party"]["readonly"]

    links = anna.get(f"/api/documents/sale_order/{order['id']}/links")
    (shipments,) = [group for group in links if group["key"] == "shipments"]
    (shipment,) = shipments["documents"]
    assert shipment["page"] == "customer_shipment"

    keeper = as_person("keeper")
    document = keeper.get(f"/api/documents/customer_shipment/{shipment['id']}")
    for button in ("assign_try", "pick", "pack", "do"):
        document = press(keeper, "customer_shipment", document, button)
        # who sold it may follow it on its way out of the store, the internal moves as well
        assert anna.get(f"/api/documents/customer_shipment/{shipment['id']}")["values"]
    assert document["values"]["state"] == "done"

    accountant = as_person("accountant")
    found = accountant.post("/api/documents/customer_invoice/search", {})
    assert found["total"] == 1
    invoice = accountant.get(f"/api/documents/customer_invoice/{found['rows'][0]['id']}")
    assert invoice["values"]["total_amount"] == "1356.00"
    invoice = press(accountant, "customer_invoice", invoice, "post")
    assert invoice["values"]["state"] == "posted"

    trail = anna.get(f"/api/documents/sale_order/{order['id']}/trail")
    assert trail[-1]["event"] == "create"
    assert trail[-1]["user"] == "安娜"


def test_a_change_by_somebody_else_is_refused_not_lost(site: Any, as_person: Any) -> None:
    anna, head = as_person("anna"), as_person("head")
    order = new_order(anna, site)
    path = f"/api/documents/sale_order/{order['id']}"
    seen = head.get(path)
    body = {"values": {"reference": "A-1"}, "stamp": order["stamp"]}
    changed = anna.call("PUT", path, json=body)
    assert changed["values"]["reference"] == "A-1"
    body = {"values": {"reference": "B-2"}, "stamp": seen["stamp"]}
    refused = head.call("PUT", path, json=body, expect=409)
    assert refused["error"]["code"] == "kernel.stale"
    assert head.get(path)["values"]["reference"] == "A-1"


def test_two_people_confirming_one_order_are_told(site: Any, as_person: Any) -> None:
    anna, head = as_person("anna"), as_person("head")
    order = press(anna, "sale_order", new_order(anna, site), "quote")
    seen = head.get(f"/api/documents/sale_order/{order['id']}")
    press(anna, "sale_order", order, "confirm")
    refused = head.post(
        f"/api/documents/sale_order/{order['id']}/buttons/confirm",
        {"stamp": seen["stamp"]},
        expect=409,
    )
    assert refused["error"]["code"] == "kernel.stale"
    assert "重新" in refused["error"]["message"] or "刷新" in refused["error"]["message"]


def test_a_document_deleted_meanwhile_is_not_found(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = new_order(anna, site)
    path = f"/api/documents/sale_order/{order['id']}"
    order = press(anna, "sale_order", order, "cancel")
    anna.call("DELETE", path, params={"stamp": order["stamp"]}, expect=204)
    assert anna.get(path, expect=404)["error"]["code"] == "kernel.no_record"
    body = {"values": {"reference": "x"}, "stamp": order["stamp"]}
    anna.call("PUT", path, json=body, expect=404)


def test_negative_quantities_are_refused_in_the_persons_language(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = new_order(anna, site)
    (line,) = order["values"]["lines"]
    line["values"]["quantity"] = "-3"
    body = {"values": {"lines": [line]}, "stamp": order["stamp"]}
    path = f"/api/documents/sale_order/{order['id']}"
    refused = anna.call("PUT", path, json=body, expect=400)["error"]
    assert refused["code"] == "services.negative_quantity"
    assert "负数" in refused["message"]
    assert refused["line"] == 1
    anna.call("PATCH", "/api/me", json={"language": "en"})
    assert "negative" in anna.call("PUT", path, json=body, expect=400)["error"]["message"]
    anna.call("PATCH", "/api/me", json={"language": "zh_CN"})


def test_lines_are_changed_added_and_removed_as_the_whole_list(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = new_order(anna, site)
    (line,) = order["values"]["lines"]
    line["values"]["quantity"] = "4"
    new = {"values": {**line["values"], "quantity": "1"}}
    path = f"/api/documents/sale_order/{order['id']}"
    body = {"values": {"lines": [line, new]}, "stamp": order["stamp"]}
    order = anna.call("PUT", path, json=body)
    assert [one["values"]["quantity"] for one in order["values"]["lines"]] == ["4.0", "1.0"]
    assert order["values"]["untaxed_amount"] == "600.00"
    body = {"values": {"lines": order["values"]["lines"][1:]}, "stamp": order["stamp"]}
    order = anna.call("PUT", path, json=body)
    assert order["values"]["untaxed_amount"] == "120.00"


def test_another_departments_order_cannot_be_opened(site: Any, as_person: Any) -> None:
    order = new_order(as_person("anna"), site)
    refused = as_person("bob").http.get(f"/api/documents/sale_order/{order['id']}")
    assert refused.status_code in (403, 404)
    assert refused.json()["error"]["message"]
    rows = as_person("bob").post("/api/documents/sale_order/search", {})["rows"]
    assert order["id"] not in [row["id"] for row in rows]


def test_lists_filter_sort_and_page(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    new_order(anna, site, "1")
    new_order(anna, site, "2")
    search = {
        "filters": [{"field": "state", "operator": "=", "value": "draft"}],
        "sort": [{"field": "id", "direction": "desc"}],
        "limit": 1,
        "columns": ["number", "party", "untaxed_amount", "state"],
    }
    found = anna.post("/api/documents/sale_order/search", search)
    assert found["total"] >= 2
    (row,) = found["rows"]
    assert row["values"]["untaxed_amount"] == "240.00"
    assert set(row["values"]) == {"number", "party", "untaxed_amount", "state"}
    found = anna.post("/api/documents/sale_order/search", {"q": "没有这样的单号"})
    assert found == {"rows": [], "total": 0}
    bad = {"filters": [{"field": "nonsense", "operator": "=", "value": 1}]}
    assert anna.post("/api/documents/sale_order/search", bad, expect=400)["error"]["message"]


def test_a_list_is_exported_as_it_is_filtered(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    new_order(anna, site)
    answer = anna.http.get(
        "/api/documents/sale_order/export.xlsx",
        params={
            "filters": '[{"field": "state", "operator": "=", "value": "draft"}]',
            "columns": "party,untaxed_amount,state",
        },
    )
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert len(rows[0]) == 3
    assert rows[1][0] == "上海机床厂"
    assert isinstance(rows[1][1], int | float)
    broken = anna.http.get("/api/documents/sale_order/export.xlsx", params={"filters": "{nonsense"})
    assert broken.status_code == 400


def test_a_document_is_printed(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = new_order(anna, site)
    answer = anna.http.get(f"/api/documents/sale_order/{order['id']}/print.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"


def test_a_copy_is_a_new_draft(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    order = press(anna, "sale_order", new_order(anna, site), "quote")
    copied = anna.post(f"/api/documents/sale_order/{order['id']}/copy", expect=201)
    assert copied["id"] != order["id"]
    assert copied["values"]["state"] == "draft"


def test_views_are_kept_for_each_person(as_person: Any) -> None:
    anna, head = as_person("anna"), as_person("head")
    view = {
        "name": "我的草稿",
        "filters": [{"field": "state", "operator": "=", "value": "draft"}],
        "sort": [],
        "columns": ["number"],
        "default": True,
    }
    path = "/api/documents/sale_order/views"
    saved = anna.call("PUT", path, json=view)["views"]
    assert saved[0]["filters"] == view["filters"]
    assert head.get(path) == {"views": []}
    head.call("DELETE", path, params={"name": "我的草稿"}, expect=404)
    assert anna.get(path)["views"][0]["name"] == "我的草稿"
    assert anna.call("DELETE", path, params={"name": "我的草稿"}) == {"views": []}


def test_choices_follow_what_is_in_the_form(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    values = anna.post("/api/documents/sale_order/defaults")["values"]
    values["party"] = {"id": site.shop.customer}
    found = anna.post(
        "/api/documents/sale_order/choices", {"field": "invoice_address", "values": values}
    )
    assert len(found) == 1
    assert "人民路" in found[0]["name"]
    customers = anna.get("/api/lookup/party.party", params={"q": "机床", "page": "customer"})
    assert customers == [{"id": site.shop.customer, "name": "上海机床厂"}]


def test_a_new_line_gets_its_defaults_when_nothing_has_changed_yet(
    site: Any, as_person: Any
) -> None:
    """The browser adds an empty line, and the ERP says what it starts with."""
    anna = as_person("anna")
    values = anna.post("/api/documents/sale_order/defaults")["values"]
    values |= {"party": {"id": site.shop.customer}, "lines": [{"values": {}}]}
    where = {"field": "lines", "index": 0}
    body = {"values": values, "changed": [], "line": where}
    line = anna.post("/api/documents/sale_order/on-change", body)["line"]
    assert line["type"] == "line"
    typed = {**line, "product": {"id": site.shop.product}, "quantity": "3"}
    values["lines"] = [{"values": typed}]
    body = {"values": values, "changed": ["product", "quantity"], "line": where}
    answer = anna.post("/api/documents/sale_order/on-change", body)
    assert answer["line"]["amount"] == "360.00"
    assert answer["values"]["untaxed_amount"] == "360.00"


def test_what_a_role_may_not_see_is_left_out_not_an_error(site: Any, as_person: Any) -> None:
    """Cost prices are not for sales; the product page works without them."""
    anna = as_person("anna")
    found = anna.post("/api/documents/product/search", {})
    assert "cost_price" not in found["rows"][0]["values"]
    product = anna.get(f"/api/documents/product/{site.shop.product}")
    assert "cost_price" not in product["values"]


def test_a_customer_needs_a_region(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    refused = anna.post("/api/documents/customer", {"values": {"name": "无区域"}}, expect=400)
    assert refused["error"]["code"] == "services.field_required"
    values = {"name": "新客户", "region": site.shop.region}
    made = anna.post("/api/documents/customer", {"values": values}, expect=201)
    assert made["values"]["region"]["name"] == "华北"


def test_a_form_of_all_defaults_is_stored_although_some_fields_are_locked(
    site: Any, as_person: Any
) -> None:
    """Sales may not set a credit limit: its default goes back and forth, another value does not."""
    anna = as_person("anna")
    values = anna.post("/api/documents/customer/defaults")["values"]
    assert "credit_limit_amount" in values
    values |= {"name": "新客户", "region": {"id": site.shop.region}}
    anna.post("/api/documents/customer", {"values": values}, expect=201)
    forged = {**values, "name": "贪心客户", "credit_limit_amount": "1000000.00"}
    anna.post("/api/documents/customer", {"values": forged}, expect=403)


def test_every_page_can_be_drawn_in_both_languages(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    for language in ("en", "zh_CN"):
        boss.call("PATCH", "/api/me", json={"language": language})
        pages = boss.get("/api/pages")
        for page in pages:
            described = boss.get(f"/api/pages/{page['page']}")
            assert described["list"]["columns"]
            boss.post(f"/api/documents/{page['page']}/search", {"limit": 1})
    assert shop_module.PASSWORD
