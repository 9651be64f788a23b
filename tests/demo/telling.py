"""A small demo company told into a new database; as a program, in a process of its own.

``python telling.py sqlite:///… checked|quick`` says each step's number and how many there are.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

from baton import demo

TODAY = dt.date(2026, 11, 24)
MONTHS, VOLUME, SEED = 2, 0.8, 7


def tell(database: Any, **options: Any) -> demo.Status:
    """Tell the story, or what is left of it."""
    return demo.generate(database, MONTHS, seed=SEED, today=TODAY, volume=VOLUME, **options)


def main(url: str, how: str) -> None:
    """A new database with the story in it."""
    from baton.kernel import Database

    def say(done: int, total: int, label: str) -> None:
        print(done, total, flush=True)  # noqa: T201 - for who started this

    with Database.create(url, admin_password=demo.ADMIN_PASSWORD) as database:
        tell(database, progress=say, checked=how == "checked")


if __name__ == "__main__":
    main(*sys.argv[1:])
