"""Which code made a kept aggregate: another version may mean something else by the same columns."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb
import ibis

ROOMS = ("engine", "plan", "formula", "facts")
"""The parts of the engine that decide what a kept table holds and how it is read."""


@cache
def code_shape() -> str:
    """A digest of the engine's code, the facts' definitions and the libraries that run its SQL.

    Kept tables of another digest are made anew: that costs seconds once after an update, while a
    kept table that is read by other rules than it was made by gives wrong figures without a word.
    """
    digest = hashlib.sha256(f"{duckdb.__version__} {ibis.__version__}".encode())
    metrics = Path(__file__).parents[1]
    for room in ROOMS:
        for file in sorted((metrics / room).rglob("*")):
            if file.suffix in (".py", ".yaml"):
                digest.update(file.relative_to(metrics).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:32]
