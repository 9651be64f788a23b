"""The people of the role tests: who they are, where they work, and how they act."""

# ruff: noqa: N806
from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from business import create_company, open_business

DAY = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
START = DAY - dt.timedelta(days=400)

# login: (roles, unit code, heads it)
PEOPLE = {
    "boss": (["general_manager"], "0", True),
    "head": (["sales", "department_head"], "1", True),
    "anna": (["sales"], "11", False),
    "bob": (["sales"], "12", False),
    "eve": (["sales"], "12", True),
    "buyer": (["purchasing"], "2", False),
    "keeper": (["warehouse"], "3", False),
    "foreman": (["production"], "4", False),
    "inspector": (["quality"], "5", False),
    "accountant": (["finance"], "6", False),
    "hr": (["hr"], "7", False),
    "admin2": (["administrator"], "7", False),
    "workshop": (["department_head"], "4", True),
    "worker": ([], "4", False),
}
UNITS = {"0": None, "1": "0", "11": "1", "12": "1", **dict.fromkeys("234567", "0")}


@dataclass
class World:
    """Ids of what the tests use, and ``act`` to do something as somebody."""

    database: Any
    users: dict[str, int] = field(default_factory=dict)
    employees: dict[str, int] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def act(self, login: str, work: Callable[[Any], Any]) -> Any:
        """Run work as the person, access checked, texts in English."""

        def skipping_warnings(erp: Any) -> Any:
            with erp.context(_skip_warnings=True):
                return work(erp)

        return self.database.run(self.users[login], skipping_warnings, language="en")


def build(database: Any) -> World:
    world = World(database)
    database.run(1, lambda erp: _build(erp, world), language="en")
    return world


def _build(erp: Any, world: World) -> None:
    company = create_company(erp, "角色公司")
    with erp.context(company=company.id, companies=[company.id]):
        b = open_business(erp, company, "small", DAY)
        units: dict[str, int] = {}
        for code, parent in UNITS.items():
            (unit,) = erp.get("baton.org.unit").create(
                [{"name": code, "code": code, "parent": units.get(parent), "kind": "department"}]
            )
            units[code] = unit.id
        for login, (roles, unit, heads) in PEOPLE.items():
            _person(erp, world, company.id, login, roles, units[unit], heads)
        Party = erp.get("party.party")
        Party.write([b.customer], {"salesperson": world.employees["anna"]})
        (other,) = Party.create(
            [
                {
                    "name": "他人客户",
                    "salesperson": world.employees["bob"],
                    "addresses": [("create", [{"street": "2"}])],
                    "customer_payment_term": b.books.payment_terms["net30"],
                }
            ]
        )
        world.ids = {
            "company": company.id,
            "customer": b.customer.id,
            "other": other.id,
            "supplier": b.supplier.id,
            "made": b.made.id,
            "raw": b.raw.id,
            "bom": b.bom.id,
            "units": units,
            "bank": b.books.payment_methods["bank"],
            "cash_account": b.books.accounts["bank"],
        }


def _person(
    erp: Any, world: World, company: int, login: str, roles: list[str], unit: int, heads: bool
) -> None:
    (party,) = erp.get("party.party").create([{"name": login}])
    (employee,) = erp.get("company.employee").create(
        [{"party": party.id, "company": company, "code": login, "start_date": START}]
    )
    (position,) = erp.get("baton.org.position").create(
        [{"name": login, "unit": unit, "is_head": heads}]
    )
    erp.get("baton.org.assignment").create(
        [
            {
                "employee": employee.id,
                "unit": unit,
                "position": position.id,
                "from_date": START,
            }
        ]
    )
    (user,) = erp.get("res.user").create(
        [
            {
                "name": login,
                "login": login,
                "companies": [("add", [company])],
                "company": company,
                "employees": [("add", [employee.id])],
                "employee": employee.id,
                "roles": [
                    ("create", [{"role": erp.data_id("baton_roles", f"role_{r}")} for r in roles])
                ],
            }
        ]
    )
    world.users[login] = user.id
    world.employees[login] = employee.id
