"""A running application on a small company, and clients logged in as its people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parent))

import shop as shop_module

from baton.base.settings import Settings
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import pages, session
from baton.services.runtime import Runtime


@dataclass
class Site:
    """The application under test."""

    app: Any
    runtime: Runtime
    shop: shop_module.Shop


class Browser:
    """A client with a session cookie and the CSRF header, as a browser has."""

    def __init__(self, site: Site, login: str, password: str = shop_module.PASSWORD) -> None:
        self.http = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.1", 50000))
        answer = self.http.post("/api/login", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        self.me: dict[str, Any] = answer.json()
        self.http.headers["X-Baton-CSRF"] = self.me["csrf"]

    def call(self, method: str, path: str, *, expect: int = 200, **more: Any) -> Any:
        """Call, check the status, give the JSON."""
        answer = self.http.request(method, path, **more)
        assert answer.status_code == expect, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def get(self, path: str, **more: Any) -> Any:
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.call("POST", path, json=body if body is not None else {}, **more)


@pytest.fixture(scope="module")
def site(erp_module: Any) -> Iterator[Site]:
    from baton.api.app import create_app

    shop = shop_module.build(erp_module)
    store = FactStore.open("duckdb://")
    runtime = Runtime(
        Settings(erp_module.url, "duckdb://"), erp_module, store, Engine(store, Catalogue.shipped())
    )
    store.subscribe(
        lambda facts, version: runtime.events.publish("facts", facts=sorted(facts), version=version)
    )
    shop_module.facts(store, shop)
    session.forget_everybody()
    pages._kept.clear()
    yield Site(create_app(runtime), runtime, shop)
    runtime.stopping.set()
    store.close()


@pytest.fixture(scope="module")
def as_person(site: Site) -> Callable[[str], Browser]:
    """A browser logged in as somebody; one for each person and file."""
    kept: dict[str, Browser] = {}

    def browser(login: str) -> Browser:
        if login not in kept:
            kept[login] = Browser(site, login)
        return kept[login]

    return browser
