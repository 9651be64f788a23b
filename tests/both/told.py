"""Business told into a new database, in a test or, as a program, in a process of its own.

``python told.py shop sqlite:///…``: Tryton takes one backend a process, so whoever compares two
of them has one of them told elsewhere.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TODAY = dt.date(2026, 11, 24)


def shop(database: Any) -> None:
    """A sale, a return, a production, a count, payments."""
    from clerk import open_shop

    opened = open_shop(database)
    opened.mirror.close()
    opened.store.close()


def demo(database: Any) -> None:
    """The demo company's first weeks, with less business than usual."""
    from baton import demo

    assert demo.generate(database, 1, seed=7, today=TODAY, volume=0.3).finished


STORIES: dict[str, Callable[[Any], None]] = {"shop": shop, "demo": demo}


def tell(name: str, url: str) -> Any:
    """A new database at ``url`` with the story in it, open."""
    from baton.kernel import Database

    database = Database.create(url, admin_password="admin-password-1")
    STORIES[name](database)
    return database


if __name__ == "__main__":
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests / "connect"), str(tests / "modules_account_cn")]
    tell(sys.argv[1], sys.argv[2]).close()
