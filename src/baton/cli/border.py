"""The server's side of commands: one loopback endpoint that wants the key of this start."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from baton.base.errors import BatonError
from baton.cli import wire
from baton.cli.local import HEADER
from baton.cli.registry import COMMANDS
from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

LOOPBACK = {"127.0.0.1", "::1"}


def router(runtime: Runtime, key: str) -> APIRouter:
    """The endpoint ``POST /internal/commands/{name}``; not part of the public API."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/internal/commands/{name}")
    async def run(name: str, request: Request) -> Response:
        shown = request.headers.get(HEADER, "")
        at_home = request.client is not None and request.client.host in LOOPBACK
        if not at_home or not secrets.compare_digest(shown, key) or name not in COMMANDS:
            return Response(status_code=404)
        sent = wire.loads((await request.body()).decode("utf-8"))
        return await run_in_threadpool(_run, runtime, name, sent)

    return routes


def _run(runtime: Runtime, name: str, sent: dict[str, Any]) -> Response:
    try:
        body: dict[str, Any] = {"result": COMMANDS[name].function(runtime, **sent["arguments"])}
        status = 200
    except BatonError as error:
        body = {"error": {"code": error.code, "message": error.text(sent["language"])}}
        status = error.status
    return Response(wire.dumps(body), status_code=status, media_type="application/json")
