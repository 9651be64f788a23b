"""The application under test, and a person's browser on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from shop import PASSWORD, Shop

from baton.services.runtime import Runtime


@dataclass
class Site:
    """The application under test."""

    app: Any
    runtime: Runtime
    shop: Shop


class Browser:
    """A client with a session cookie and the CSRF header, as a browser has."""

    def __init__(self, site: Site, login: str, password: str = PASSWORD) -> None:
        self.http = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.1", 50000))
        answer = self.http.post("/api/login", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        self.me: dict[str, Any] = answer.json()
        self.http.headers["X-Baton-CSRF"] = self.me["csrf"]

    def call(self, method: str, path: str, *, expect: int = 200, **more: Any) -> Any:
        """Call, check the status, give the JSON."""
        answer = self.http.request(method, path, **more)
        assert answer.status_code == expect, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def get(self, path: str, **more: Any) -> Any:
        return self.call("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.call("POST", path, json=body if body is not None else {}, **more)
