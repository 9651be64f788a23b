"""Serves the built browser app, and under ``/erp`` Tryton's own clients on the same data."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from baton.api.headers import ERP_POLICY
from baton.base.i18n import message

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

STATIC = Path(__file__).parent / "static"
ERP_WORKERS = 8
"""Threads that serve Tryton's own clients, apart from those of the API."""


class BrowserApp(StaticFiles):
    """The built app; a path that is no file is one of the app's own routes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or the app's page for one of its routes."""
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404)
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            wants_page = "text/html" in Headers(scope=scope).get("accept", "")
            if error.status_code != 404 or not (wants_page or "." not in Path(path).name):
                raise
            return await super().get_response("index.html", scope)


class ErpClients:
    """Tryton's stock web client where its files are asked for, else Tryton itself.

    Serves proteus, the desktop client and the web client on the same database.
    """

    def __init__(self, tryton: ASGIApp, client: Path) -> None:
        self.tryton = tryton
        self.client = client.resolve()
        self.policy = _policy(self.client)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request below ``/erp``."""
        if scope["type"] != "http":
            raise RuntimeError("only HTTP is served under /erp")
        file = self._file(scope) if scope["method"] in ("GET", "HEAD") else None
        if file is None:
            await self.tryton(scope, receive, send)
            return
        headers = {"Content-Security-Policy": self.policy, "Cache-Control": "no-cache"}
        await FileResponse(file, headers=headers)(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        inside = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        path = (self.client / (inside or "index.html")).resolve()
        return path if path.is_relative_to(self.client) and path.is_file() else None


def _policy(client: Path) -> str:
    """The content policy that lets exactly the stock page's own inline scripts run."""
    page = client / "index.html"
    if not page.is_file():
        return ERP_POLICY
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in re.findall(r"<script[^>]*>(.*?)</script>", page.read_text("utf-8"), re.S)
        if script.strip()
    ]
    return ERP_POLICY.replace("script-src 'self'", " ".join(["script-src 'self'", *hashes]))


def install(app: FastAPI, runtime: Runtime, static: Path = STATIC) -> None:
    """Mount the browser app and the ERP's clients."""
    if runtime.database is not None:
        from a2wsgi import WSGIMiddleware

        from baton.kernel.wsgi import wsgi

        served = cast("Any", wsgi(runtime.database))
        tryton = cast("ASGIApp", WSGIMiddleware(served, workers=ERP_WORKERS))

        @app.get("/erp", include_in_schema=False)
        def erp() -> RedirectResponse:
            return RedirectResponse("/erp/")

        app.mount("/erp", ErpClients(tryton, static / "sao"), name="erp")
    if (static / "index.html").is_file():
        app.mount("/", BrowserApp(directory=os.fspath(static), html=True), name="app")
    else:

        @app.get("/", include_in_schema=False)
        def unbuilt() -> PlainTextResponse:
            return PlainTextResponse(message("api.app_not_built", "en"), status_code=503)
