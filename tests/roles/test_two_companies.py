"""Two companies in one ERP: each with its own chart, organisation, people, documents, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from browsing import Browser, Site
from business import Business, buy, create_company, open_business, pay, produce, sell

from baton.base.periods import Period
from baton.base.settings import Settings
from baton.connect.tryton import Mirror
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import pages, session
from baton.services.runtime import Runtime

PASSWORD = "correct-horse-7"
DAY = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
MONTH = str(Period.parse(DAY.strftime("%Y-%m")).label)

# company: chart, price of the five pieces it sells
FIRMS = {"east": ("small", "100"), "west": ("enterprise", "77")}
ROLES = ("general_manager", "sales", "finance")


@dataclass
class Two:
    """Ids by company."""

    company: dict[str, int] = field(default_factory=dict)
    root: dict[str, str] = field(default_factory=dict)
    sale: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)


def build(database: Any) -> Two:
    two = Two()
    for name in FIRMS:
        database.run(1, lambda erp, name=name: _firm(erp, name, two), language="en")
    return two


def _firm(erp: Any, name: str, two: Two) -> None:
    chart, price = FIRMS[name]
    company = create_company(erp, name)
    with erp.context(company=company.id, companies=[company.id]):
        b = open_business(erp, company, chart, DAY)
        (root,) = erp.get("baton.org.unit").create(
            [{"name": name, "code": name, "kind": "company", "company": company.id}]
        )
        two.company[name], two.root[name] = company.id, str(root.id)
        people = {role: _person(erp, f"{name}-{role}", role, company, root, two) for role in ROLES}
        (region,) = erp.get("baton.org.region").create([{"name": name, "code": name}])
        b.customer.region, b.customer.salesperson = region, people["sales"]
        b.customer.save()
        _trade(b, price, two, name)


def _trade(b: Business, price: str, two: Two, name: str) -> None:
    buy(b, 20, "10")
    produce(b, 6)
    pay(b, sell(b, 5, price))
    (sale,) = b.get("sale.sale").search([("company", "=", b.company.id)])
    two.sale[name] = sale.id


def _person(erp: Any, login: str, role: str, company: Any, root: Any, two: Two) -> Any:
    (party,) = erp.get("party.party").create([{"name": login}])
    start = DAY - dt.timedelta(days=90)
    (employee,) = erp.get("company.employee").create(
        [{"party": party.id, "company": company.id, "code": login, "start_date": start}]
    )
    erp.get("baton.org.assignment").create(
        [{"employee": employee.id, "unit": root.id, "from_date": start}]
    )
    link = {"role": erp.data_id("baton_roles", f"role_{role}")}
    (user,) = erp.get("res.user").create(
        [
            {
                "name": login,
                "login": login,
                "password": PASSWORD,
                "companies": [("add", [company.id])],
                "company": company.id,
                "employees": [("add", [employee.id])],
                "employee": employee.id,
                "roles": [("create", [link])],
            }
        ]
    )
    two.users[login] = user.id
    return employee


@pytest.fixture(scope="module")
def site(originals: Any) -> Iterator[Site]:
    from baton.api.app import create_app

    database, two = originals.copy(build)
    store = FactStore.open("duckdb://")
    mirror = Mirror(database.url, store)
    mirror.refresh()
    runtime = Runtime(
        Settings(database.url, "duckdb://"), database, store, Engine(store, Catalogue.shipped())
    )
    session.forget_everybody()
    pages._kept.clear()
    yield Site(create_app(runtime), runtime, two)  # type: ignore[arg-type]
    runtime.stopping.set()
    mirror.close()
    store.close()
    database.close()


@pytest.fixture(scope="module")
def as_person(site: Site) -> Callable[[str], Browser]:
    kept: dict[str, Browser] = {}

    def browser(login: str) -> Browser:
        if login not in kept:
            kept[login] = Browser(site, login, PASSWORD)
        return kept[login]

    return browser


OTHER = {"east": "west", "west": "east"}


def total(person: Browser, code: str) -> Decimal:
    """The month's value of an indicator, as the KPI page shows it."""
    period = Period.parse(MONTH)
    query = {"from": period.start.isoformat(), "to": period.last_day.isoformat(), "grain": "month"}
    found = person.get(f"/api/indicators/{code}/values", params=query)
    values = [
        dict(zip([c["name"] for c in found["columns"]], row, strict=True)) for row in found["rows"]
    ]
    return sum((Decimal(value["value"] or 0) for value in values), Decimal(0))


@pytest.mark.parametrize("firm", FIRMS)
def test_documents_of_the_other_company_are_not_there(site: Any, as_person: Any, firm: str) -> None:
    for role in ("general_manager", "finance"):
        boss = as_person(f"{firm}-{role}")
        assert boss.me["company"]["name"] == firm
        rows = boss.post("/api/documents/sale_order/search", {})["rows"]
        assert [row["id"] for row in rows] == [site.shop.sale[firm]]
        boss.get(f"/api/documents/sale_order/{site.shop.sale[OTHER[firm]]}", expect=404)
        for page in ("customer_invoice", "supplier_invoice", "account_move", "customer_shipment"):
            found = boss.post(f"/api/documents/{page}/search", {})
            other = as_person(f"{OTHER[firm]}-{role}").post(f"/api/documents/{page}/search", {})
            assert found["total"], page
            assert not {row["id"] for row in found["rows"]} & {row["id"] for row in other["rows"]}


@pytest.mark.parametrize("firm", FIRMS)
def test_figures_are_the_own_companys(site: Any, as_person: Any, firm: str) -> None:
    """Five pieces at 100 and at 77 are 500 and 385 before tax, in the books too."""
    expected = 5 * Decimal(FIRMS[firm][1])
    for role in ("general_manager", "finance"):
        boss = as_person(f"{firm}-{role}")
        assert total(boss, "sales_ordered") == expected
        assert total(boss, "revenue") == expected
        assert total(boss, "payments_received") == expected * Decimal("1.13")
        documents = boss.get(
            "/api/indicators/sales_ordered/documents", params={"period": MONTH, "group": "document"}
        )
        assert sum(Decimal(row["amount"]) for row in documents["rows"]) == expected
    seller = as_person(f"{firm}-sales")
    assert total(seller, "sales_ordered") == expected


@pytest.mark.parametrize("firm", FIRMS)
def test_only_the_own_organisation_is_offered(site: Any, as_person: Any, firm: str) -> None:
    boss = as_person(f"{firm}-general_manager")
    assert [unit["name"] for unit in boss.get("/api/org/tree")] == [firm]
    cockpit = boss.get("/api/cockpit", params={"period": MONTH})
    assert cockpit["org"] in (None, site.shop.root[firm])
    foreign = {"period": MONTH, "org": site.shop.root[OTHER[firm]]}
    assert boss.get("/api/cockpit", params=foreign, expect=403)["error"]["code"]


def test_the_mirror_gives_every_row_to_one_company(site: Any) -> None:
    """What can belong to a company does: entries and payments too, by their document."""
    store = site.runtime.store
    roots = set(site.shop.root.values())
    for fact in ("sale_line", "invoice_line", "ledger_entry", "payment", "open_item"):
        units = store.query(store.table(fact))["org_unit"].to_pylist()
        assert set(units) == roots, fact


def test_goals_are_the_own_companys(site: Any, as_person: Any) -> None:
    """Strategy and targets; the other company's units cannot be given any."""
    for firm in FIRMS:
        boss = as_person(f"{firm}-general_manager")
        boss.post("/api/strategies", {"name": firm, "year": DAY.year}, expect=201)
        boss.call("PUT", "/api/targets", json={"cells": [_cell(site.shop.root[firm])]})
    for firm in FIRMS:
        boss = as_person(f"{firm}-general_manager")
        assert [one["name"] for one in boss.get("/api/strategies")] == [firm]
        rows = boss.get("/api/targets", params={"year": DAY.year, "grain": "month"})["rows"]
        holders = {row["holder"]["key"] for row in rows if any(row["cells"].values())}
        assert holders == {site.shop.root[firm]}
        body = {"cells": [_cell(site.shop.root[OTHER[firm]])]}
        answer = boss.http.put("/api/targets", json=body)
        assert answer.status_code in (400, 403, 404), answer.text


def _cell(root: str) -> dict[str, Any]:
    holder = {"kind": "unit", "key": root}
    return {"indicator": "sales_ordered", "holder": holder, "period": MONTH, "amount": "1000"}


@pytest.mark.parametrize("page", ["org_unit", "employee", "customer", "payment"])
def test_files_of_the_other_company_are_not_listed(site: Any, as_person: Any, page: str) -> None:
    """Parties and products are shared in one ERP; what bears a company or a person is not."""
    seen = {}
    for firm in FIRMS:
        rows = as_person(f"{firm}-finance").post(f"/api/documents/{page}/search", {})["rows"]
        seen[firm] = {row["id"] for row in rows}
    if page != "customer":
        assert not seen["east"] & seen["west"]
    else:
        sellers = {firm: _customers(as_person(f"{firm}-sales")) for firm in FIRMS}
        assert not sellers["east"] & sellers["west"]


def _customers(seller: Browser) -> set[int]:
    return {row["id"] for row in seller.post("/api/documents/customer/search", {})["rows"]}
