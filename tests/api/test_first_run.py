"""A company just founded by ``baton init``: the administrator finds everything, all of it empty."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from browsing import Browser, Site

from baton.base.settings import Settings
from baton.connect.tryton import Mirror
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import company, org, pages, session
from baton.services.runtime import Runtime
from databases import ADMIN_PASSWORD


def found(database: Any) -> Any:
    """What ``baton init`` does to a new database."""
    year = org.today().year
    number = company.found(database, name="新公司", chart="small", years=(year, year + 1))
    return SimpleNamespace(company=number)


@pytest.fixture(scope="module")
def admin(originals: Any) -> Iterator[Browser]:
    from baton.api.app import create_app

    database, shop = originals.copy(found)
    store = FactStore.open("duckdb://")
    runtime = Runtime(
        Settings(database.url, "duckdb://"), database, store, Engine(store, Catalogue.shipped())
    )
    Mirror(database.url, store).refresh()
    session.forget_everybody()
    pages._kept.clear()
    yield Browser(Site(create_app(runtime), runtime, shop), "admin", ADMIN_PASSWORD)
    runtime.stopping.set()
    store.close()
    database.close()


def test_the_administrator_is_known_as_one(admin: Browser) -> None:
    assert admin.me["roles"] == ["administrator"]
    assert admin.me["company"]["name"] == "新公司"
    leaves = [leaf["key"] for group in admin.me["menu"] for leaf in group["children"]]
    assert {"/documents/sale_order", "/documents/account_move", "/documents/payment"} <= set(leaves)


def test_the_company_is_the_root_of_the_organisation(admin: Browser) -> None:
    (root,) = admin.get("/api/org/tree")
    assert (root["name"], root["kind"], root["children"]) == ("新公司", "company", [])


def test_every_page_opens_in_both_languages_and_offers_a_new_document(admin: Browser) -> None:
    for language in ("en", "zh_CN"):
        admin.call("PATCH", "/api/me", json={"language": language})
        for page in admin.get("/api/pages"):
            name = page["page"]
            assert admin.get(f"/api/pages/{name}")["list"]["columns"]
            answer = admin.post(f"/api/documents/{name}/search", {})
            assert answer["total"] == len(answer["rows"])
            if page["access"]["create"]:
                admin.post(f"/api/documents/{name}/defaults")


def test_the_cockpit_shows_the_whole_company_and_what_to_do(admin: Browser) -> None:
    shown = admin.get("/api/cockpit")
    cards = [card for group in shown["perspectives"] for card in group["cards"]]
    assert len(cards) >= 60
    assert {card["state"] for card in cards if card["value"] is None} <= {"no_data", "no_source"}
    steps = {step["key"]: step for step in shown["first_steps"]}
    assert list(steps) == [
        *("units", "employees", "users", "products", "partners", "orders", "strategy"),
    ]
    assert not any(step["done"] for step in steps.values())
    assert steps["units"]["label"] == "建立组织架构"
    for step in steps.values():
        if step["route"].startswith("/documents/"):
            admin.get(f"/api/pages/{step['route'].removeprefix('/documents/')}")


def test_a_step_is_done_once_there_is_something(admin: Browser) -> None:
    (root,) = admin.get("/api/org/tree")
    parent = {"id": int(root["key"])}
    values = {"name": "销售部", "code": "S", "kind": "department", "parent": parent}
    admin.post("/api/documents/org_unit", {"values": values}, expect=201)
    steps = {step["key"]: step["done"] for step in admin.get("/api/cockpit")["first_steps"]}
    assert steps == {
        "units": True,
        "employees": False,
        "users": False,
        "products": False,
        "partners": False,
        "orders": False,
        "strategy": False,
    }


def test_the_company_sees_the_figures_of_everybody(admin: Browser) -> None:
    (root,) = admin.get("/api/org/tree")
    for org_unit in (None, root["key"]):
        params = {"org": org_unit} if org_unit else {}
        admin.get("/api/cockpit", params=params)
        admin.get("/api/indicators/sales_ordered/values", params=params)
