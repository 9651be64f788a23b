"""Where test databases are, on SQLite or PostgreSQL, and copies of filled ones."""

from __future__ import annotations

import copy
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from baton.kernel import Database

T = TypeVar("T")

ADMIN_PASSWORD = "admin-password-1"
"""The password of ``admin`` in every test database."""

SERVER_VARIABLE = "BATON_TEST_SERVER"
"""When set (``postgresql://…/``), test databases are made on that server."""

LOCKED = (
    "account_configuration",
    "account_fiscalyear",
    "account_period",
    "sale_configuration",
    "purchase_configuration",
    "stock_configuration",
    "account_journal_period",
    "ir_sequence_strict",
)
"""Tables to lock from the start when books are opened: asked for half-way, each lock makes Tryton
begin the whole transaction again on PostgreSQL."""

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


def remove(url: str) -> None:
    """Delete a database that another process has made, when it is there."""
    from baton.kernel import storage
    from baton.kernel.location import Location

    location = Location.parse(url)
    if location.path is None:
        storage.drop_postgresql(location)
    else:
        storage.remove_file(location.path)


class Originals:
    """Databases that took long to fill: each is made once, everybody gets a copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, tuple[Database, Any]] = {}
        self._copies: list[Database] = []

    def copy(self, build: Callable[[Database], T]) -> tuple[Database, T]:
        """A database as ``build`` leaves it, and what that returned."""
        from baton.kernel import Database, storage
        from baton.kernel.location import Location

        name = f"{build.__module__}.{build.__qualname__}"
        if name not in self._made:
            original = Database.create(new_url(self._folder), admin_password=ADMIN_PASSWORD)
            self._made[name] = original, build(original)
            original.close()
        original, found = self._made[name]
        target = Location.parse(new_url(self._folder))
        if original.location.path is not None and target.path is not None:
            storage.copy_file(original.location.path, target.path)
        else:
            storage.copy_postgresql(target, original.name)
        self._copies.append(Database.open(target.url))
        return self._copies[-1], copy.deepcopy(found)

    def drop(self) -> None:
        """Delete all of them."""
        for database in [*self._copies, *(one for one, _ in self._made.values())]:
            database.drop()
