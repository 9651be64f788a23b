"""A company with one person in each role and documents of several of them, served."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "api"))
sys.path.insert(0, str(Path(__file__).parents[1] / "modules_account_cn"))
sys.path.insert(0, str(Path(__file__).parents[1] / "modules_roles"))
sys.path.insert(0, str(Path(__file__).parents[1] / "roles"))

import everybody
from browsing import Browser, Site

from baton.base.settings import Settings
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import pages, session
from baton.services.runtime import Runtime


@pytest.fixture(scope="module")
def site(originals: Any) -> Iterator[Site]:
    from baton.api.app import create_app

    database, firm = originals.copy(everybody.build)
    store = FactStore.open("duckdb://")
    engine = Engine(store, Catalogue.shipped())
    runtime = Runtime(Settings(database.url, "duckdb://"), database, store, engine)
    session.forget_everybody()
    pages._kept.clear()
    yield Site(create_app(runtime), runtime, firm)
    runtime.stopping.set()
    store.close()
    database.close()


@pytest.fixture(scope="module")
def as_person(site: Site) -> Callable[[str], Browser]:
    """A browser logged in as somebody; one for each person and file."""
    kept: dict[str, Browser] = {}

    def browser(login: str) -> Browser:
        if login not in kept:
            kept[login] = Browser(site, login, everybody.PASSWORD)
        return kept[login]

    return browser
