"""Which indicators a document moves, against figures worked out by hand (tests/api/shop.py)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orders
import pyarrow as pa
import shop as shop_module

NOW = f"{shop_module.TODAY:%Y-%m}"


def counted(site: Any, document: dict[str, Any], amount: int, unit: str = "SN") -> None:
    """The document as one row of the facts, as the mirror would write it."""
    row = {
        "row_key": f"own-{document['id']}",
        "document": f"sale.sale,{document['id']}",
        "document_number": "SO-OWN",
        "org_unit": str(site.shop.unit[unit]),
        "person": str(site.shop.employee["anna"]),
        "ordered_on": shop_module.TODAY.replace(day=1),
        "amount": Decimal(amount),
        "state": "done",
        "customer": str(site.shop.customer),
    }
    table = pa.Table.from_pylist([row])
    place = table.schema.get_field_index("amount")
    amounts = table["amount"].cast(pa.decimal128(18, 6))
    site.runtime.store.upsert("sale_line", table.set_column(place, "amount", amounts), "erp")


def gone(site: Any, document: dict[str, Any]) -> None:
    site.runtime.store.delete("sale_line", [f"own-{document['id']}"], "erp")


def moved(browser: Any, document: dict[str, Any], **more: Any) -> dict[str, Any]:
    return browser.get(f"/api/documents/sale_order/{document['id']}/indicators", **more)


def test_an_order_tells_what_it_moves_and_by_how_much(site: Any, as_person: Any) -> None:
    """The company has 2000 this month; the order of 800 makes 2800."""
    order = orders.new_order(as_person("anna"), site)
    counted(site, order, 800)
    try:
        found = moved(as_person("boss"), order)
        assert found["state"] == "ok"
        by_code = {one["code"]: one for one in found["indicators"]}
        (month,) = by_code["sales_ordered"]["periods"]
        assert month["period"] == NOW
        assert [Decimal(month[name]) for name in ("value", "without", "effect")] == [
            2800,
            2000,
            800,
        ]
        assert Decimal(month["share"]) == Decimal(800) / 2800
        assert Decimal(month["target"]) == 4000
        assert Decimal(month["achievement"]) == Decimal("0.7")
        # a ratio: 2800 in three orders instead of 2000 in two
        (ratio,) = by_code["average_order_value"]["periods"]
        assert by_code["average_order_value"]["shape"] == "ratio"
        assert Decimal(ratio["own"]) == 800
        assert Decimal(ratio["without"]) == 1000
        assert round(Decimal(ratio["effect"]), 6) == round(Decimal(2800) / 3 - 1000, 6)
        assert ratio["share"] is None
        # what has a target comes first
        assert found["indicators"][0]["code"] == "sales_ordered"
    finally:
        gone(site, order)


def test_everybody_sees_the_part_in_the_own_figures_alone(site: Any, as_person: Any) -> None:
    order = orders.new_order(as_person("anna"), site)
    counted(site, order, 800)
    try:
        anna = moved(as_person("anna"), order)
        (month,) = next(one for one in anna["indicators"] if one["code"] == "sales_ordered")[
            "periods"
        ]
        assert Decimal(month["without"]) == 1500  # her own, not the company's 2000
        assert month["target"] is None  # nor its target
        head = moved(as_person("head"), order)
        (month,) = next(one for one in head["indicators"] if one["code"] == "sales_ordered")[
            "periods"
        ]
        assert Decimal(month["target"]) == 1600  # of the department
        moved(as_person("bob"), order, expect=404)  # the other branch's person
        moved(as_person("keeper"), order, expect=403)
    finally:
        gone(site, order)


def test_a_document_in_nobodys_figures_tells_what_its_kind_counts_in(
    site: Any, as_person: Any
) -> None:
    anna = as_person("anna")
    counting, draft = orders.new_order(anna, site), orders.new_order(anna, site)
    found = moved(anna, draft)
    assert (found["state"], found["indicators"], found["alike"]) == ("none", [], 0)
    assert found["expected"] == []
    counted(site, counting, 800)
    try:
        found = moved(anna, draft)
        assert (found["state"], found["alike"]) == ("none", 1)
        assert "sales_ordered" in {one["code"] for one in found["expected"]}
    finally:
        gone(site, counting)
