"""Where things are kept and how the server listens; environment first, defaults beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def data_home() -> Path:
    """The folder of this installation's data (``BATON_HOME``, else ``~/.local/share/baton``)."""
    return Path(os.environ.get("BATON_HOME", Path.home() / ".local" / "share" / "baton"))


def cache_home() -> Path:
    """The folder of things that can be made again (``BATON_CACHE``, else ``~/.cache/baton``)."""
    return Path(os.environ.get("BATON_CACHE", Path.home() / ".cache" / "baton"))


@dataclass(frozen=True)
class Settings:
    """One installation.

    Attributes:
        database: the ERP database, ``sqlite:///path/baton.sqlite`` or
            ``postgresql://user:password@host:port/name``.
        facts: the fact store, ``duckdb:///path/facts.duckdb``.
        host, port: where the server listens.
        public_address: how people reach it from outside (``BATON_PUBLIC_ADDRESS``, e.g.
            ``https://baton.example.com``), for links in messages; empty: where it listens.
    """

    database: str = field(
        default_factory=lambda: os.environ.get(
            "BATON_DATABASE", f"sqlite:///{data_home() / 'baton.sqlite'}"
        )
    )
    facts: str = field(
        default_factory=lambda: os.environ.get(
            "BATON_FACTS", f"duckdb:///{data_home() / 'facts.duckdb'}"
        )
    )
    host: str = "127.0.0.1"
    port: int = 8700
    public_address: str = field(
        default_factory=lambda: os.environ.get("BATON_PUBLIC_ADDRESS", "").rstrip("/")
    )
