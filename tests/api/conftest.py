"""A running application on a small company, and clients logged in as its people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import shop as shop_module
from browsing import Browser, Site

from baton.base.settings import Settings
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import pages, session
from baton.services.runtime import Runtime


@pytest.fixture(scope="module")
def site(originals: Any) -> Iterator[Site]:
    from baton.api.app import create_app

    database, shop = originals.copy(shop_module.build)
    store = FactStore.open("duckdb://")
    runtime = Runtime(
        Settings(database.url, "duckdb://"), database, store, Engine(store, Catalogue.shipped())
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
    database.close()


@pytest.fixture(scope="module")
def as_person(site: Site) -> Callable[[str], Browser]:
    """A browser logged in as somebody; one for each person and file."""
    kept: dict[str, Browser] = {}

    def browser(login: str) -> Browser:
        if login not in kept:
            kept[login] = Browser(site, login)
        return kept[login]

    return browser
