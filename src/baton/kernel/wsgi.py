"""Tryton's own web application on the same database: JSON-RPC, XML-RPC, REST, stock clients."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from baton.kernel.database import Database

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


def wsgi(database: Database, sao: Path | None = None) -> Application:
    """Tryton's WSGI application for ``database``, to be mounted under a path.

    Its log-ins and sessions are Tryton's own. Its transactions take the same write lock as ours
    on SQLite, and their commits are heard of by ``changes.subscribe``.

    Args:
        sao: folder of the stock browser client (``tryton-sao``), served beside it.
    """
    del database  # Tryton finds it by name; taken so that nobody serves before it is open
    from trytond.wsgi import SharedDataMiddlewareIndex, app

    served: Application = app
    if sao is not None and (sao / "index.html").is_file():
        served = SharedDataMiddlewareIndex(served, {"/": str(sao)})
    return _Mounted(served)


class _Mounted:
    """Makes Tryton's cookies right for where it is mounted.

    It sets them for ``/<database>`` and for HTTPS only; under a mount point the browser would
    never send them back, nor over plain HTTP, as on loopback.
    """

    def __init__(self, app: Application) -> None:
        self.app = app

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        def start_response(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            changed = [
                (name, _cookie(value, environ) if name.lower() == "set-cookie" else value)
                for name, value in headers
            ]
            return start(status, changed, *more)

        return self.app(environ, start_response)


def _cookie(value: str, environ: Environ) -> str:
    mount = environ.get("SCRIPT_NAME", "").rstrip("/")
    value = re.sub(r"(?i)(; *path=)(/)", rf"\g<1>{mount}\g<2>", value)
    if environ.get("wsgi.url_scheme") == "http":
        value = re.sub(r"(?i); *secure\b", "", value)
    return value
