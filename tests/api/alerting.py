"""What the tests of alerts share: rules, sales, runs, and what people find in their inbox."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import shop as shop_module

from baton.services.alerts import evaluation
from baton.services.alerts.rule import of_record

ME = [{"kind": "me"}]
LIGHT: dict[str, Any] = {
    "name": "销售额灯号",
    "kind": "light",
    "indicator": "sales_ordered",
    "lights": ["red", "amber", "green"],
    "recipients": ME,
}


def sell(site: Any, amount: int) -> None:
    """The company's own order of the month, besides those of the sales department."""
    shop = site.shop
    row = {
        "row_key": ["extra"],
        "document": ["sale.sale,9999"],
        "org_unit": [str(shop.unit["C"])],
        "person": [str(shop.employee["boss"])],
        "ordered_on": [shop_module.TODAY.replace(day=1)],
        "amount": pa.array([Decimal(amount)], pa.decimal128(18, 6)),
        "state": ["done"],
        "customer": [str(shop.customer)],
    }
    site.runtime.store.upsert("sale_line", pa.table(row), "erp")


def run(site: Any, rule: int, occasion: str = "facts") -> evaluation.Outcome:
    def read(erp: Any) -> Any:
        return of_record(erp.get("baton.alerts.rule")(rule))

    return evaluation.run(site.runtime, site.runtime.database.run(0, read), occasion)


def inbox(browser: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = browser.get("/api/inbox")["rows"]
    return rows


def made(browser: Any, **more: Any) -> dict[str, Any]:
    rule: dict[str, Any] = browser.post("/api/alerts/rules", {**LIGHT, **more}, expect=201)
    return rule


def unit(site: Any, code: str) -> str:
    return str(site.shop.unit[code])


def clear(site: Any) -> None:
    """Take away all rules, messages and channels, and what was sold besides."""

    def wipe(erp: Any) -> None:
        with erp.context(active_test=False):
            for model in ("delivery", "message", "rule", "channel"):
                cls = erp.get(f"baton.alerts.{model}")
                cls.delete(cls.search([]))

    site.runtime.database.run(0, wipe)
    site.runtime.store.delete("sale_line", ["extra"], "erp")
