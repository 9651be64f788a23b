"""Products, who supplies them, how they are made and on which machines, and what is low stock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.demand import Demand
from baton.demo.desk import Desk, money
from baton.demo.script import Item

SAFETY_MONTHS = {"raw": 0.3, "semi": 0.28, "finished": 0.2}
"""The least that should lie in the store, in months of use."""


def set_up_products(desk: Desk) -> None:
    """Create categories, brands, products, supply conditions, bills of material and routings."""
    categories = _categories(desk)
    _products(desk, categories, _brands(desk))
    _price_list(desk)
    _supply(desk)
    centers = _work_centers(desk)
    _recipes(desk, centers)
    _order_points(desk)


def _categories(desk: Desk) -> dict[str, int]:
    rows = desk.script.categories
    created = desk.get("product.category").create([{"name": row["name"]} for row in rows])
    return {row["code"]: category.id for row, category in zip(rows, created, strict=True)}


def _brands(desk: Desk) -> dict[str, int]:
    rows = desk.script.brands
    created = desk.get("baton.org.brand").create(
        [{"sequence": number, **row} for number, row in enumerate(rows)]
    )
    return {row["code"]: brand.id for row, brand in zip(rows, created, strict=True)}


def _products(desk: Desk, categories: dict[str, int], brands: dict[str, int]) -> None:
    from baton.demo.books import Books

    accounting = Books(desk).categories
    templates = []
    for item in desk.script.items.values():
        unit = desk.units[item.unit].id
        values: dict[str, Any] = {
            "name": item.name,
            "type": "goods",
            "default_uom": unit,
            "cost_price_method": "average",
            "account_category": accounting[item.kind],
            "categories": [("add", [categories[item.category]])],
            "producible": item.kind != "raw",
            "purchasable": item.kind == "raw",
            "salable": item.kind == "finished",
            "list_price": money(item.price or item.cost * 1.2),
            "products": [("create", [{"suffix_code": item.code}])],
        }
        if item.kind == "raw":
            values["purchase_uom"] = unit
        if item.kind == "finished":
            values["sale_uom"] = unit
            values["brand"] = brands[item.data.get("brand", desk.script.brands[0]["code"])]
            values["lead_time"] = dt.timedelta(days=10)
        templates.append(values)
    created = desk.get("product.template").create(templates)
    for item, template in zip(desk.script.items.values(), created, strict=True):
        (product,) = template.products
        product.set_multivalue("cost_price", money(item.cost, 4), company=desk.company.id)


def _price_list(desk: Desk) -> None:
    """Better prices for large quantities, for whoever agrees on them."""
    data = desk.script.company["price_list"]
    lines = [{"quantity": data["quantity"], "formula": data["formula"]}, {"formula": "unit_price"}]
    desk.get("product.price_list").create(
        [
            {
                "name": data["name"],
                "company": desk.company.id,
                "price": "list_price",
                "unit": "product_default",
                "lines": [("create", lines)],
            }
        ]
    )


def _supply(desk: Desk) -> None:
    """Who supplies what, at which price, in how many days."""
    lead = {row["code"]: row["lead_days"] for row in desk.script.partners["suppliers"]}
    rows = []
    for item in desk.script.of_kind("raw"):
        product = desk.products[item.code]
        for number, code in enumerate(dict.fromkeys((item.data["supplier"], item.data["second"]))):
            price = money(item.cost * (1 if number == 0 else 1.03), 4)
            rows.append(
                {
                    "template": product.template.id,
                    "product": product.id,
                    "party": desk.parties[code].id,
                    "company": desk.company.id,
                    "currency": desk.currency,
                    "lead_time": dt.timedelta(days=lead[code]),
                    "sequence": number,
                    "prices": [("create", [{"quantity": 0, "unit_price": price}])],
                }
            )
    desk.get("purchase.product_supplier").create(rows)


def _work_centers(desk: Desk) -> dict[str, Any]:
    """Work centre categories by code; each has one centre, all below the workshop."""
    rows = desk.script.work_centers
    names = [{"name": row["name"]} for row in rows]
    categories = desk.get("production.work.center.category").create(names)
    model = desk.get("production.work.center")
    warehouse = desk.warehouse.id
    common = {"company": desk.company.id, "warehouse": warehouse}
    (root,) = model.create([{"name": workshop_name(desk), **common}])
    model.create(
        [
            {
                "name": row["name"],
                "parent": root.id,
                "category": category.id,
                "cost_price": money(row["rate"]),
                "cost_method": "hour",
                **common,
            }
            for row, category in zip(rows, categories, strict=True)
        ]
    )
    return {row["code"]: category for row, category in zip(rows, categories, strict=True)}


def workshop_name(desk: Desk) -> str:
    """The name of the work centre above all others: the production department's."""
    (name,) = (u["name"] for u in desk.script.organisation["units"] if u["code"] == "MFG")
    return str(name)


def _recipes(desk: Desk, centers: dict[str, Any]) -> None:
    names = {row["code"]: row["name"] for row in desk.script.work_centers}
    created = desk.get("production.routing.operation").create(
        [
            {"name": names[code], "work_center_category": category.id}
            for code, category in centers.items()
        ]
    )
    operations = dict(zip(centers, created, strict=True))
    for item in (*desk.script.of_kind("semi"), *desk.script.of_kind("finished")):
        _recipe(desk, item, operations)


def _recipe(desk: Desk, item: Item, operations: dict[str, Any]) -> None:
    product = desk.products[item.code]

    def line(code: str, quantity: float) -> dict[str, Any]:
        part = desk.products[code]
        return {"product": part.id, "quantity": quantity, "unit": part.default_uom.id}

    scale = recipe_scale(item)
    inputs = [line(code, round(n * scale, 3)) for code, n in item.inputs.items()]
    (bom,) = desk.get("production.bom").create(
        [
            {
                "name": item.name,
                "inputs": [("create", inputs)],
                "outputs": [("create", [line(item.code, scale)])],
            }
        ]
    )
    steps = [
        {
            "operation": operations[code].id,
            "sequence": number,
            "unit_duration": dt.timedelta(hours=hours),
        }
        for number, (code, hours) in enumerate(item.routing.items())
    ]
    (routing,) = desk.get("production.routing").create(
        [{"name": item.name, "boms": [("add", [bom.id])], "steps": [("create", steps)]}]
    )
    desk.get("product.product-production.bom").create(
        [{"product": product.id, "bom": bom.id, "routing": routing.id}]
    )


def recipe_scale(item: Item) -> int:
    """For how many pieces a bill of material is written, so that its parts are whole units."""
    return 100 if any(n != int(n) for n in item.inputs.values()) else 1


def _order_points(desk: Desk) -> None:
    """From which quantity on more is to be bought or made."""
    monthly = Demand(desk.script).monthly
    rows = []
    for item in desk.script.items.values():
        use = monthly[item.code] * desk.volume
        least = max(1, round(use * SAFETY_MONTHS[item.kind]))
        rows.append(
            {
                "product": desk.products[item.code].id,
                "location": desk.warehouse.id,
                "company": desk.company.id,
                "type": "purchase" if item.kind == "raw" else "production",
                "min_quantity": least,
                "target_quantity": max(least, round(use)),
            }
        )
    desk.get("stock.order_point").create(rows)
