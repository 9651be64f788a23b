"""Fixtures for every room: fresh ERP databases, on SQLite or on a PostgreSQL of our own.

``pytest --postgres`` runs the ERP's tests on PostgreSQL. Tryton takes one backend a process, so
it is one or the other for a whole run. ``BATON_TEST_SERVER=postgresql://…/`` names a server that
runs already; without it one is started for the run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import postgres_server
from databases import ADMIN_PASSWORD, SERVER_VARIABLE, Originals, new_url

if TYPE_CHECKING:
    from baton.kernel import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run the ERP on PostgreSQL")


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once for the run; parallel workers find it in their environment."""
    if config.getoption("--postgres") and not os.environ.get(SERVER_VARIABLE):
        server = postgres_server.start()
        os.environ[SERVER_VARIABLE] = server.url
        config.add_cleanup(server.stop)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What needs PostgreSQL is left out without it."""
    if os.environ.get(SERVER_VARIABLE):
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="on PostgreSQL only: pytest --postgres"))


@pytest.fixture(scope="session")
def erp_classes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps one database open, so that Tryton's classes are loaded once for all that follow."""
    from baton.kernel import Database

    database = Database.create(
        new_url(tmp_path_factory.mktemp("classes")), admin_password=ADMIN_PASSWORD
    )
    yield
    database.drop()


@pytest.fixture
def erp(tmp_path: Path, erp_classes: None) -> Iterator[Database]:
    """A fresh ERP database of its own, opened; user 1 is ``admin`` (``ADMIN_PASSWORD``)."""
    from baton.kernel import Database

    database = Database.create(new_url(tmp_path), admin_password=ADMIN_PASSWORD)
    yield database
    database.drop()


@pytest.fixture(scope="module")
def erp_module(tmp_path_factory: pytest.TempPathFactory, erp_classes: None) -> Iterator[Database]:
    """One ERP database for all tests of a file: for tests that do not disturb each other."""
    from baton.kernel import Database

    folder = tmp_path_factory.mktemp("erp")
    database = Database.create(new_url(folder), admin_password=ADMIN_PASSWORD)
    yield database
    database.drop()


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory, erp_classes: None) -> Iterator[Originals]:
    """Filled databases to copy: ``database, found = originals.copy(build)``."""
    made = Originals(tmp_path_factory.mktemp("originals"))
    yield made
    made.drop()
