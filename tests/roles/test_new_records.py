"""New master data, each made in one form: a product, its recipe, a customer, a supplier."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from orders import new_order


def start(person: Any, page: str, **values: Any) -> dict[str, Any]:
    """The form of a new record as the browser has it, with these values typed one by one."""
    form: dict[str, Any] = person.post(f"/api/documents/{page}/defaults")["values"]
    for name, value in values.items():
        form[name] = value
        body = {"values": form, "changed": [name]}
        form |= person.post(f"/api/documents/{page}/on-change", body)["values"]
    return form


def first(person: Any, page: str, field: str, form: dict[str, Any], q: str = "") -> dict[str, Any]:
    """The first of what a field of the form may be."""
    body = {"field": field, "q": q, "values": form}
    found = person.post(f"/api/documents/{page}/choices", body)
    assert found, field
    return dict(found[0])


def new_product(person: Any, code: str, **more: Any) -> dict[str, Any]:
    """The typed form of a bought and sold product."""
    form = start(person, "product", name=f"新产品 {code}", suffix_code=code)
    unit = first(person, "product", "default_uom", form)
    form = start(
        person,
        "product",
        name=f"新产品 {code}",
        suffix_code=code,
        purchasable=True,
        salable=True,
        default_uom=unit,
        **more,
    )
    form["account_category"] = first(person, "product", "account_category", form)
    return form


def made(person: Any, page: str, form: dict[str, Any], expect: int = 201) -> Any:
    return person.post(f"/api/documents/{page}", {"values": form}, expect=expect)


def test_a_buyer_makes_a_product_in_one_form(site: Any, as_person: Any) -> None:
    """Units of purchase and sale follow the unit; supplier and both prices are stored with it."""
    buyer = as_person("buyer")
    form = new_product(buyer, "P-100", list_price="35.50", cost_price="20.25")
    assert form["purchase_uom"]["id"] == form["default_uom"]["id"] == form["sale_uom"]["id"]
    line = buyer.post(
        "/api/documents/product/defaults", {"line": "product_suppliers", "values": form}
    )["values"]
    line |= {"party": site.shop.ids["supplier"], "code": "S-1", "lead_time": 5 * 86400}
    form["product_suppliers"] = [{"values": line}]
    product = made(buyer, "product", form)
    values = product["values"]
    assert (values["name"], values["suffix_code"]) == ("新产品 P-100", "P-100")
    assert (values["list_price"], values["cost_price"]) == ("35.50", "20.25")
    (supplier,) = values["product_suppliers"]
    assert supplier["values"]["party"]["id"] == site.shop.ids["supplier"]
    assert supplier["values"]["lead_time"] == "432000.0"
    found = buyer.post("/api/documents/product/search", {"q": "P-100"})
    (row,) = found["rows"]
    assert row["values"]["code"] == "P-100"
    # it can be sold at once, by somebody who cannot make products
    shop = SimpleNamespace(customer=site.shop.ids["customer"], product=product["id"])
    order = new_order(as_person("anna"), SimpleNamespace(shop=shop), "2")
    assert Decimal(order["values"]["untaxed_amount"]) == Decimal("71.00")


def test_what_is_common_to_variants_is_changed_in_the_same_form(site: Any, as_person: Any) -> None:
    buyer, accountant = as_person("buyer"), as_person("accountant")
    product = made(buyer, "product", new_product(buyer, "P-200", list_price="10"))
    path = f"/api/documents/product/{product['id']}"
    seen = accountant.get(path)
    body = {
        "values": {"name": "改名", "suffix_code": "P-201", "list_price": "11.20"},
        "stamp": product["stamp"],
    }
    changed = buyer.call("PUT", path, json=body)["values"]
    assert (changed["name"], changed["list_price"]) == ("改名", "11.20")
    assert changed["suffix_code"] == "P-201"
    body = {"values": {"name": "又改"}, "stamp": seen["stamp"]}
    assert accountant.call("PUT", path, json=body, expect=409)["error"]["code"] == "kernel.stale"
    assert accountant.get(path)["values"]["name"] == "改名"


def test_the_form_asks_for_a_unit_of_purchase_only_when_bought(as_person: Any) -> None:
    buyer = as_person("buyer")
    fields = buyer.get("/api/pages/product")["fields"]
    assert fields["purchasable"]["on_change"]  # else the form would not hear of it
    form = buyer.post("/api/documents/product/defaults")
    assert form["states"]["fields"]["purchase_uom"]["invisible"]
    body = {"values": {**form["values"], "purchasable": True}, "changed": ["purchasable"]}
    states = buyer.post("/api/documents/product/on-change", body)["states"]["fields"]
    assert states["purchase_uom"] == {"invisible": False, "required": True, "readonly": False}
    assert not states["product_suppliers"]["invisible"]
    assert not states["name"]["readonly"]


def test_a_code_there_is_already_is_refused_and_nothing_is_left(as_person: Any) -> None:
    buyer = as_person("buyer")
    made(buyer, "product", new_product(buyer, "P-300"))
    refused = made(buyer, "product", new_product(buyer, "P-300"), expect=400)["error"]
    assert (
        "P-300" in refused["message"]
        or "编码" in refused["message"]
        or "代码" in refused["message"]
    )
    assert buyer.post("/api/documents/product/search", {"q": "P-300"})["total"] == 1
    form = new_product(buyer, "P-301")
    form["suffix_code"] = ""
    assert made(buyer, "product", form, expect=400)["error"]["code"] == "services.field_required"


def test_a_copy_and_a_deletion_take_the_common_part_along(site: Any, as_person: Any) -> None:
    """The copy has its own name; deleting it leaves the original whole and nothing behind."""
    buyer, admin = as_person("buyer"), as_person("admin2")
    product = made(buyer, "product", new_product(buyer, "P-400", list_price="7"))
    copy = admin.post(f"/api/documents/product/{product['id']}/copy", expect=201)
    assert Decimal(copy["values"]["list_price"]) == 7
    path = f"/api/documents/product/{copy['id']}"
    body = {"values": {"name": "副本", "suffix_code": "P-401"}, "stamp": copy["stamp"]}
    copy = admin.call("PUT", path, json=body)
    assert admin.get(f"/api/documents/product/{product['id']}")["values"]["name"] == "新产品 P-400"

    def templates(erp: Any) -> int:
        return int(erp.get("product.template").search([], count=True))

    before = site.runtime.database.run(0, templates)
    admin.call("DELETE", path, params={"stamp": copy["stamp"]}, expect=204)
    assert site.runtime.database.run(0, templates) == before - 1


@pytest.mark.parametrize("login", ["anna", "keeper", "inspector", "hr", "worker"])
def test_who_may_not_make_products_is_not_offered_to(as_person: Any, login: str) -> None:
    person = as_person(login)
    assert not person.get("/api/pages/product")["access"]["create"]
    form = {**new_product(as_person("buyer"), f"NO-{login}"), "cost_price": None}
    assert made(person, "product", form, expect=403)["error"]["code"] == "kernel.forbidden"


def test_a_foreman_makes_a_product_and_its_recipe(site: Any, as_person: Any) -> None:
    foreman = as_person("foreman")
    unit = {"id": new_product(as_person("buyer"), "X")["default_uom"]["id"], "name": ""}
    form = start(foreman, "product", name="新组件", suffix_code="M-1", producible=True)
    assert "cost_price" not in foreman.get("/api/pages/product")["fields"]
    form = start(
        foreman, "product", name="新组件", suffix_code="M-1", producible=True, default_uom=unit
    )
    form["account_category"] = first(foreman, "product", "account_category", form)
    product = made(foreman, "product", form)
    bom = start(foreman, "bom", name="新组件的配方")
    bom["inputs"] = [{"values": {"product": site.shop.ids["raw"], "quantity": "2", "unit": unit}}]
    bom["outputs"] = [{"values": {"product": product["id"], "quantity": "1", "unit": unit}}]
    recipe = made(foreman, "bom", bom)
    body = {"values": {"boms": [{"values": {"bom": recipe["id"]}}]}, "stamp": product["stamp"]}
    path = f"/api/documents/product/{product['id']}"
    linked = foreman.call("PUT", path, json=body)
    assert linked["values"]["boms"][0]["values"]["bom"]["name"] == "新组件的配方"


def test_a_customer_belongs_to_the_sales_person_who_makes_it(site: Any, as_person: Any) -> None:
    """Also from within an order, where the form shows the same values."""
    anna = as_person("anna")
    form = start(anna, "customer", name="新客户")
    assert form["salesperson"]["id"] == site.shop.employees["anna"]
    form["region"] = first(anna, "customer", "region", form)
    customer = made(anna, "customer", form)
    assert customer["values"]["salesperson"]["id"] == site.shop.employees["anna"]
    bare = {"name": "只有名字", "region": form["region"]}
    quick = made(anna, "customer", bare)
    assert quick["values"]["salesperson"]["id"] == site.shop.employees["anna"]
    as_person("bob").get(f"/api/documents/customer/{customer['id']}", expect=404)
    accountant = as_person("accountant")
    assert not start(accountant, "customer", name="财务建的").get("salesperson")


def test_a_supplier_belongs_to_the_buyer_who_makes_it(site: Any, as_person: Any) -> None:
    buyer = as_person("buyer")
    form = start(buyer, "supplier", name="新供应商")
    assert form["buyer"]["id"] == site.shop.employees["buyer"]
    supplier = made(buyer, "supplier", form)
    assert supplier["values"]["buyer"]["id"] == site.shop.employees["buyer"]
    assert buyer.post("/api/documents/supplier/search", {"q": "新供应商"})["total"] == 1


def test_suppliers_and_customers_are_chosen_among_their_own(site: Any, as_person: Any) -> None:
    """Not among all parties, employees and the company itself included; so the page says."""
    buyer, ids = as_person("buyer"), site.shop.ids
    purchase = buyer.post("/api/documents/purchase_order/defaults")["values"]
    body = {"field": "party", "q": "", "values": purchase}
    offered = buyer.post("/api/documents/purchase_order/choices", body)
    there = {row["id"] for row in buyer.post("/api/documents/supplier/search")["rows"]}
    assert {one["id"] for one in offered} == there >= {ids["supplier"]}
    fields = buyer.get("/api/pages/purchase_order")["fields"]
    assert fields["party"]["relation_page"] == "supplier"
    form = new_product(buyer, "P-500")
    form["product_suppliers"] = [{"values": {}}]
    line = {"field": "product_suppliers", "index": 0}
    body = {"field": "party", "q": "", "values": form, "line": line}
    assert {one["id"] for one in buyer.post("/api/documents/product/choices", body)} == there
    anna = as_person("anna")
    order = anna.post("/api/documents/sale_order/defaults")["values"]
    offered = anna.post(
        "/api/documents/sale_order/choices", {"field": "party", "q": "", "values": order}
    )
    mine = {row["id"] for row in anna.post("/api/documents/customer/search")["rows"]}
    assert {one["id"] for one in offered} == mine >= {ids["customer"]}
