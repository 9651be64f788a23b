"""Is the server ready?"""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request

import baton
from baton.api.deps import language_of, runtime_of
from baton.api.health.schemas import Health
from baton.services import health

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

KEPT_SECONDS = 30.0
"""How long demo passwords are taken to stand: checking hashes is slow by design."""

router = APIRouter(prefix="/api", tags=["health"])


@router.get("/health")
def read(request: Request) -> Health:
    """Whether people can work, and what is still being prepared behind; open to everybody."""
    runtime = runtime_of(request)
    state = health.state(runtime, language_of(request))
    logins = _demo_logins(request)
    return Health.model_validate(
        {**state, "version": baton.__version__, "demo": bool(logins), "demo_logins": logins}
    )


def _demo_logins(request: Request) -> list[dict[str, Any]]:
    """The demo company's log-ins, told only to a browser on this very machine."""
    if request.client is None or not _loopback(request.client.host):
        return []
    kept: tuple[float, list[dict[str, Any]]] | None = getattr(request.app.state, "logins", None)
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = (time.monotonic(), _standing_logins(runtime_of(request)))
        request.app.state.logins = kept
    return kept[1]


def _standing_logins(runtime: Runtime) -> list[dict[str, Any]]:
    try:
        from baton.demo import logins, passwords_stand
    except ImportError:  # packaged without the demo company
        return []
    if runtime.database is None or not passwords_stand(runtime.database):
        return []
    return [
        {"login": login, "password": password, "role": role, "name": name}
        for login, password, role, name in logins()
    ]


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
