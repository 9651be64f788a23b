"""The company of the API tests: units, people of every role, a customer, a product in stock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa

from baton.kernel import Database, Erp
from baton.metrics.engine import FactStore
from databases import LOCKED

PASSWORD = "correct-horse-7"
ZONE = "Asia/Shanghai"
TODAY = dt.datetime.now(ZoneInfo(ZONE)).date()
START = TODAY.replace(day=1) - dt.timedelta(days=400)

UNITS = {
    "C": ("测试公司", None),
    "S": ("销售部", "C"),
    "SN": ("北区", "S"),
    "SS": ("南区", "S"),
    "W": ("仓储部", "C"),
    "F": ("财务部", "C"),
}
# login: (name, role, unit, heads it)
PEOPLE = {
    "boss": ("陈总", "general_manager", "C", True),
    "head": ("黄经理", "department_head", "S", True),
    "anna": ("安娜", "sales", "SN", False),
    "bob": ("鲍勃", "sales", "SS", False),
    "keeper": ("库管", "warehouse", "W", False),
    "accountant": ("会计", "finance", "F", False),
    "nobody": ("无名", None, "W", False),
}


@dataclass
class Shop:
    """Ids of what the tests work with, by code or login."""

    company: int = 0
    customer: int = 0
    product: int = 0
    region: int = 0
    unit: dict[str, int] = field(default_factory=dict)
    employee: dict[str, int] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)
    user: dict[str, int] = field(default_factory=dict)


def build(database: Database) -> Shop:
    """Set the company up in the ERP."""
    shop = Shop()
    database.run(0, lambda erp: _company(erp, shop), lock_tables=LOCKED)
    return shop


def _company(erp: Erp, shop: Shop) -> None:
    from baton.modules.account_cn.setup import setup

    currency = erp.get("currency.currency")
    yuan = currency.search([("code", "=", "CNY")]) or currency.create(
        [{"name": "人民币", "code": "CNY", "symbol": "¥", "digits": 2, "rounding": Decimal("0.01")}]
    )
    (party,) = erp.get("party.party").create([{"name": "测试公司"}])
    (company,) = erp.get("company.company").create(
        [{"party": party.id, "currency": yuan[0].id, "timezone": ZONE}]
    )
    shop.company = company.id
    admin = erp.get("res.user")(1)
    admin.companies = [company]
    admin.company = company
    admin.save()
    with erp.context(company=company.id, companies=[company.id], employee=None):
        books = setup(company.id, years=sorted({START.year, TODAY.year, TODAY.year - 1}))
        for code, (name, parent) in UNITS.items():
            (unit,) = erp.get("baton.org.unit").create(
                [
                    {
                        "name": name,
                        "code": code,
                        "kind": "company" if parent is None else "department",
                        "parent": shop.unit.get(parent or ""),
                    }
                ]
            )
            shop.unit[code] = unit.id
        for login in PEOPLE:
            _person(erp, shop, login)
        (region,) = erp.get("baton.org.region").create([{"name": "华北", "code": "N"}])
        shop.region = region.id
        (customer,) = erp.get("party.party").create(
            [
                {
                    "name": "上海机床厂",
                    "region": region.id,
                    "salesperson": shop.employee["anna"],
                    "customer_payment_term": books.payment_terms["net30"],
                    "addresses": [("create", [{"street": "人民路1号", "city": "上海"}])],
                }
            ]
        )
        shop.customer = customer.id
        piece = erp.data_id("product", "uom_unit")
        (template,) = erp.get("product.template").create(
            [
                {
                    "name": "精密轴承",
                    "type": "goods",
                    "default_uom": piece,
                    "salable": True,
                    "sale_uom": piece,
                    "list_price": Decimal("120.00"),
                    "account_category": int(books.categories["finished"]),
                    "products": [("create", [{"suffix_code": "B-1", "cost_price": Decimal(70)}])],
                }
            ]
        )
        shop.product = template.products[0].id
        _stock(erp, shop, 1000)


def _person(erp: Erp, shop: Shop, login: str) -> None:
    name, role, unit, heads = PEOPLE[login]
    (party,) = erp.get("party.party").create([{"name": name}])
    (employee,) = erp.get("company.employee").create(
        [{"party": party.id, "company": shop.company, "code": login, "start_date": START}]
    )
    (position,) = erp.get("baton.org.position").create(
        [{"name": name, "unit": shop.unit[unit], "is_head": heads}]
    )
    shop.position[login] = position.id
    erp.get("baton.org.assignment").create(
        [
            {
                "employee": employee.id,
                "unit": shop.unit[unit],
                "position": position.id,
                "from_date": START,
            }
        ]
    )
    roles = [("create", [{"role": erp.data_id("baton_roles", f"role_{role}")}])] if role else []
    if login == "head":
        roles.append(("create", [{"role": erp.data_id("baton_roles", "role_sales")}]))
    (user,) = erp.get("res.user").create(
        [
            {
                "name": name,
                "login": login,
                "password": PASSWORD,
                "companies": [("add", [shop.company])],
                "company": shop.company,
                "employees": [("add", [employee.id])],
                "employee": employee.id,
                "roles": roles,
            }
        ]
    )
    shop.employee[login] = employee.id
    shop.user[login] = user.id


def _stock(erp: Erp, shop: Shop, quantity: float) -> None:
    locations = erp.get("stock.location")
    (warehouse,) = locations.search([("type", "=", "warehouse")], limit=1)
    inventory = erp.get("stock.inventory")
    (count,) = inventory.create(
        [
            {
                "location": warehouse.storage_location.id,
                "date": TODAY,
                "kind": "opening",
                "empty_quantity": "keep",
                "lines": [("create", [{"product": shop.product, "quantity": quantity}])],
            }
        ]
    )
    inventory.confirm([count])


def facts(store: FactStore, shop: Shop) -> None:
    """The company's tree and sales of this month and the one before as facts."""
    key = {code: str(number) for code, number in shop.unit.items()}
    person = {login: str(number) for login, number in shop.employee.items()}
    heads = {unit: person[login] for login, (_, _, unit, leads) in PEOPLE.items() if leads}
    units = pa.table(
        {
            "key": [key[code] for code in UNITS],
            "parent": [key[parent] if parent else None for _, parent in UNITS.values()],
            "name": [name for name, _ in UNITS.values()],
            "kind": ["company" if parent is None else "department" for _, parent in UNITS.values()],
            "head": [heads.get(code) for code in UNITS],
        }
    )
    assignments = pa.table(
        {
            "person": [person[login] for login in PEOPLE],
            "org_unit": [key[unit] for _, _, unit, _ in PEOPLE.values()],
            "position": [str(shop.position[login]) for login in PEOPLE],
            "valid_from": [START] * len(PEOPLE),
        }
    )
    before = (TODAY.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    # (row, document, unit, person, day, amount)
    rows = [
        ("1", "sale.sale,9001", "SN", "anna", before, 1000),
        ("2", "sale.sale,9002", "SS", "bob", before, 500),
        ("3", "sale.sale,9003", "SN", "anna", TODAY.replace(day=1), 1500),
        ("4", "sale.sale,9004", "SS", "bob", TODAY.replace(day=1), 500),
    ]
    sales = pa.table(
        {
            "row_key": [row[0] for row in rows],
            "document": [row[1] for row in rows],
            "document_number": [f"SO-{row[0]}" for row in rows],
            "org_unit": [key[row[2]] for row in rows],
            "person": [person[row[3]] for row in rows],
            "ordered_on": [row[4] for row in rows],
            "amount": pa.array([Decimal(row[5]) for row in rows], pa.decimal128(18, 6)),
            "state": ["done"] * len(rows),
            "customer": [str(shop.customer)] * len(rows),
        }
    )
    month_end = (TODAY.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    goals = pa.table(
        {
            "row_key": ["t1", "t2"],
            "indicator": ["sales_ordered", "sales_ordered"],
            "org_unit": [key["S"], key["C"]],
            "from_on": [TODAY.replace(day=1)] * 2,
            "to_on": [month_end] * 2,
            "amount": pa.array([Decimal(1600), Decimal(4000)], pa.decimal128(18, 6)),
        }
    )
    customers = pa.table({"key": [str(shop.customer)], "name": ["上海机床厂"]})
    people = pa.table(
        {"key": list(person.values()), "name": [PEOPLE[login][0] for login in person]}
    )
    with store.batch():
        store.put_org(units, assignments, "erp")
        store.put_members("customer", customers, "erp")
        store.put_members("person", people, "erp")
        store.upsert("sale_line", sales, "erp")
        store.upsert("target", goals, "erp")
