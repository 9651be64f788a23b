"""Where an ERP database is: its URL taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from baton.base.errors import BatonError

_SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Location:
    """One ERP database.

    Attributes:
        backend: ``sqlite`` or ``postgresql``.
        name: what Tryton and its clients call the database.
        path: the file, for SQLite only.
        server: URL of the PostgreSQL server without a database, empty for SQLite.
    """

    backend: str
    name: str
    path: Path | None = None
    server: str = ""

    @classmethod
    def parse(cls, url: str) -> Location:
        """Take ``sqlite:///file`` or ``postgresql://user:password@host:port/name`` apart.

        Raises:
            BatonError: the URL is neither.
        """
        if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
            path = Path(unquote(url[len(_SQLITE) :])).expanduser().absolute()
            name = re.sub(r"[^\w.-]", "_", path.stem)
            return cls("sqlite", name, path)
        parts = urlsplit(url)
        name = parts.path.strip("/")
        if parts.scheme in {"postgresql", "postgres"} and name and "/" not in name:
            server = urlunsplit(("postgresql", parts.netloc, "/", parts.query, ""))
            # urlunsplit drops the empty authority of a socket-only server
            if server.startswith("postgresql:/") and not server.startswith("postgresql://"):
                server = server.replace("postgresql:/", "postgresql:///", 1)
            return cls("postgresql", unquote(name), None, server)
        raise BatonError("kernel.bad_url", url=_without_password(url))

    @property
    def url(self) -> str:
        """The URL this location was made from, in one spelling."""
        if self.path is not None:
            return f"{_SQLITE}{self.path}"
        return self.connection_string(self.name)

    def connection_string(self, name: str) -> str:
        """The PostgreSQL URL of database ``name`` on the same server."""
        parts = urlsplit(self.server)
        query = f"?{parts.query}" if parts.query else ""
        return f"postgresql://{parts.netloc}/{name}{query}"

    def renamed(self, name: str) -> Location:
        """Another database on the same PostgreSQL server."""
        return Location(self.backend, name, None, self.server)

    @property
    def shown(self) -> str:
        """What messages may show: the URL without a password."""
        return _without_password(self.url)


def _without_password(url: str) -> str:
    return re.sub(r"(//[^/:@]*):[^/@]*@", r"\1@", url)
