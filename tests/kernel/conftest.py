"""A small shop on a fresh ERP: a company with open books, a customer, a product, two users."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from baton.kernel import Database, Erp
from databases import LOCKED

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
def shop(originals: Any) -> Iterator[Shop]:
    database, ids = originals.copy(_fill)
    yield Shop(database, **ids)
    database.close()


def _fill(database: Database) -> dict[str, int]:
    return database.run(0, _open_shop, lock_tables=LOCKED)


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
    seller, other = _sales_people(erp, company, access)
    with erp.context(company=company.id, companies=[company.id], employee=None):
        books = setup(company.id, years=dt.datetime.now().astimezone().date().year)
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


def _sales_people(erp: Erp, company, access) -> tuple:
    """A sales person and the head of the department, who may see each other's orders."""
    unit = erp.get("baton.org.unit")
    (department,) = unit.create(
        [{"name": "销售部", "code": "S", "kind": "department", "company": company.id}]
    )
    place = {"name": "岗位", "unit": department.id}
    plain, head = erp.get("baton.org.position").create([place, {**place, "is_head": True}])
    made = []
    for name, login, position, roles in (
        ("王销售", "seller", plain, ["role_sales"]),
        ("李销售", "other", head, ["role_sales", "role_department_head"]),
    ):
        (person,) = erp.get("party.party").create([{"name": name}])
        (employee,) = erp.get("company.employee").create(
            [{"party": person.id, "company": company.id}]
        )
        erp.get("baton.org.assignment").create(
            [
                {
                    "employee": employee.id,
                    "unit": department.id,
                    "position": position.id,
                    "from_date": dt.date(2020, 1, 1),
                }
            ]
        )
        held = [{"role": erp.data_id("baton_roles", role)} for role in roles]
        values = {
            "name": name,
            "login": login,
            "password": SELLER_PASSWORD,
            "roles": [("create", held)],
            "employees": [("add", [employee.id])],
            "employee": employee.id,
            **access,
        }
        made += erp.get("res.user").create([values])
    return tuple(made)
