"""An order as a person makes it in the browser, and pressing its buttons."""

from __future__ import annotations

from typing import Any


def new_order(anna: Any, site: Any, quantity: str = "10") -> dict[str, Any]:
    """A draft order made the way the browser makes it: defaults, on-change, line, create."""
    values = anna.post("/api/documents/sale_order/defaults")["values"]
    values["party"] = {"id": site.shop.customer, "name": "上海机床厂"}
    changed = anna.post(
        "/api/documents/sale_order/on-change", {"values": values, "changed": ["party"]}
    )
    values |= changed["values"]
    line = anna.post("/api/documents/sale_order/defaults", {"line": "lines", "values": values})[
        "values"
    ]
    line |= {"product": {"id": site.shop.product, "name": ""}, "quantity": quantity}
    values["lines"] = [{"id": None, "values": line}]
    answer = anna.post(
        "/api/documents/sale_order/on-change",
        {
            "values": values,
            "changed": ["product", "quantity"],
            "line": {"field": "lines", "index": 0},
        },
    )
    line |= answer["line"]
    values |= answer["values"]
    values["lines"] = [{"id": None, "values": line}]
    return anna.post("/api/documents/sale_order", {"values": values}, expect=201)


def press(browser: Any, page: str, document: dict[str, Any], button: str) -> dict[str, Any]:
    """Press a button, confirming warnings as a person would."""
    confirmed: list[str] = []
    while True:
        answer = browser.http.post(
            f"/api/documents/{page}/{document['id']}/buttons/{button}",
            json={"stamp": document["stamp"], "confirmed": confirmed},
        )
        if answer.status_code == 409 and "warnings" in answer.json()["error"]:
            confirmed += [one["name"] for one in answer.json()["error"]["warnings"]]
            continue
        assert answer.status_code == 200, answer.text
        return answer.json()
