"""Is the server ready?"""

from __future__ import annotations

import ipaddress
from typing import Any

from fastapi import APIRouter, Request

import baton
from baton.api.deps import language_of, runtime_of
from baton.api.health.schemas import Health
from baton.services import health

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
    from baton import demo

    database = runtime_of(request).database
    if database is None or request.client is None or not _loopback(request.client.host):
        return []
    if not demo.passwords_stand(database):
        return []
    return [
        {"login": login, "password": password, "role": role, "name": name}
        for login, password, role, name in demo.logins()
    ]


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
