"""A small shop on a fresh ERP: a company with open books, a customer, a product, two users."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

from baton.kernel import Database, Erp

SELLER_PASSWORD = "seller-password-1"


@dataclass(frozen=True)
class Shop:
    """Ids of what the tests trade with; ``seller`` and ``other`` are users, ``admin`` is 1."""

    db: Database
    company: int
    customer: int
    product: int
    seller: int
    other: int
    warehouse: int
    admin: int = 1


@pytest.fixture(scope="module")
def shop(erp_module: Database) -> Shop:
    ids = erp_module.run(0, _open_shop)
    return Shop(erp_module, **ids)


def _open_shop(erp: Erp) -> dict[str, int]:
    from baton.modules.account_cn.setup import setup

    currency = erp.get("currency.currency")
    yuan = currency.search([("code", "=", "CNY")]) or currency.create(
        [{"name": "人民币", "code": "CNY", "symbol": "¥", "numeric_code": "156"}]
    )
    party = erp.get("party.party")
    owner, customer = party.create(
        [
            {"name": "测试公司"},
            {"name": "上海机床厂", "addresses": [("create", [{"street": "一路1号"}])]},
        ]
    )
    (company,) = erp.get("company.company").create([{"party": owner.id, "currency": yuan[0].id}])
    users = erp.get("res.user")
    access = {
        "companies": [("add", [company.id])],
        "company": company.id,
        "company_filter": "one",
    }
    groups = erp.get("res.group").search([])
    users.write([users(1)], {**access, "groups": [("add", [group.id for group in groups])]})
    seller_group = erp.data_id("sale", "group_sale")
    seller, other = users.create(
        [
            {
                "name": name,
                "login": login,
                "password": SELLER_PASSWORD,
                "groups": [("add", [seller_group])],
                **access,
            }
            for name, login in (("王销售", "seller"), ("李销售", "other"))
        ]
    )
    with erp.context(company=company.id, companies=[company.id], employee=None):
        books = setup(company.id, years=dt.date.today().year)
        piece = erp.data_id("product", "uom_unit")
        category = books.categories["finished"]
        (template,) = erp.get("product.template").create(
            [
                {
                    "name": "轴承",
                    "type": "goods",
                    "default_uom": piece,
                    "salable": True,
                    "sale_uom": piece,
                    "list_price": Decimal("120.00"),
                    "account_category": int(category),
                    "products": [("create", [{"code": "B-1", "cost_price": Decimal("70")}])],
                }
            ]
        )
        (warehouse,) = erp.get("stock.location").search([("type", "=", "warehouse")], limit=1)
    return {
        "company": company.id,
        "customer": customer.id,
        "product": template.products[0].id,
        "seller": seller.id,
        "other": other.id,
        "warehouse": warehouse.id,
    }
