"""Purchase, receipt, production, delivery, return, count and payment post by themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from business import balances, buy, count, create_company, open_business, pay, produce, sell

DAY = dt.date(2026, 3, 16)

# The same story under both standards: codes differ, amounts do not.
CODES = {
    "small": {"sales": "5001", "cost": "540101", "capital": "3001"},
    "enterprise": {"sales": "6001", "cost": "640101", "capital": "4001"},
}


def story(erp, chart):
    """Buy 100 at 10, make 20 of 2 pieces each, sell 10 at 50, take 2 back, lose 1 piece."""
    company = create_company(erp, f"公司 {chart}")
    with erp.context(company=company.id, companies=[company.id], _skip_warnings=True):
        b = open_business(erp, company, chart, DAY)
        supplier_invoice = buy(b, 100, "10")
        produce(b, 20)
        customer_invoice = sell(b, 10, "50")
        sell(b, -2, "50")
        count(b, b.raw, 59)
        pay(b, supplier_invoice)
        pay(b, customer_invoice)
        types = {
            type_.name: type_.amount
            for type_ in erp.get("account.account.type").search([("company", "=", company.id)])
        }
        return balances(b), types, b.raw.cost_price, b.made.cost_price


@pytest.mark.parametrize("chart", ["small", "enterprise"])
def test_a_full_cycle_posts_what_an_accountant_expects(erp_module, chart) -> None:
    """By hand, CNY: raw 100×10 − 40×10 − 1×10 = 590; made 20×20 − 10×20 + 2×20 = 240;
    bank 10×50×1.13 − 100×10×1.13 = −565; customer owes −2×50×1.13 = −113;
    input VAT 130, output VAT 8×50×0.13 = 52; revenue 8×50 = 400; cost 8×20 = 160; missing 10.
    Goods dispatched, goods not invoiced, production cost and price variance stand at zero.
    """
    found, types, raw_cost, made_cost = erp_module.run(
        1, lambda erp: story(erp, chart), language="en"
    )
    codes = CODES[chart]
    assert found == {
        "1002": Decimal("-565.00"),
        "1122": Decimal("-113.00"),
        "1403": Decimal("590.00"),
        "140501": Decimal("240.00"),
        "1901": Decimal("10.00"),
        "22210101": Decimal("130.00"),
        "22210107": Decimal("-52.00"),
        codes["sales"]: Decimal("-400.00"),
        codes["cost"]: Decimal("160.00"),
    }
    assert sum(found.values()) == 0
    assert (raw_cost, made_cost) == (Decimal("10.0000"), Decimal("20.0000"))
    assert types["Total Profit"] == types["Net Profit"] == Decimal("240.00")
    assert types["Operating Revenue"] == Decimal("400.00")
    assert types["Operating Cost"] == Decimal("-160.00")
    assert types["Inventories"] == Decimal("830.00")
    assert types["Total Assets"] == Decimal("162.00")
    # assets = liabilities + equity, the year's profit not yet closed into equity
    assert types["Total Assets"] == types["Total Liabilities and Equity"] + types["Net Profit"]
