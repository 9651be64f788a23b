"""A real ``baton serve`` in a process of its own, and somebody who asks it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

START_SECONDS = 900.0
BATON = Path(sys.executable).with_name("baton")


class Server:
    """A server on the data below ``home``; with ``months`` it makes the demo company first.

    Args:
        port: where; any free one when left out.
    """

    def __init__(self, home: Path, months: int | None = None, port: int = 0) -> None:
        with socket.create_server(("127.0.0.1", port)) as probe:
            self.port: int = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        demo = [] if months is None else ["--demo", "--months", str(months)]
        self.log = home / "server.log"
        self.began = time.perf_counter()
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [BATON, "serve", *demo, "--port", str(self.port)],
                env={**os.environ, "BATON_HOME": str(home)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.answered = self._wait(lambda _: True)

    def ready(self) -> float:
        """Seconds from the start until the facts are there and nothing is in the making."""
        return self._wait(lambda health: health["ready"] and not health.get("progress"))

    def health(self) -> dict[str, Any]:
        """What the server says of itself."""
        with urllib.request.urlopen(f"{self.address}/api/health", timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def memory(self) -> int:
        """MB in main memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def cpu(self) -> float:
        """Milliseconds of processor time so far."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").split()
        return (int(parts[13]) + int(parts[14])) * 1000 / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=60)

    def _wait(self, enough: Any) -> float:
        while time.perf_counter() - self.began < START_SECONDS:
            if self.process.poll() is not None:
                break
            try:
                if enough(self.health()):
                    return time.perf_counter() - self.began
            except (OSError, urllib.error.URLError):
                pass
            time.sleep(0.05)
        raise SystemExit(f"the server did not start:\n{self.log.read_text()[-4000:]}")


class Caller:
    """One demo person's session, with a kept connection's manners: one request after another."""

    def __init__(self, server: Server, login: str) -> None:
        self.address = server.address
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self._csrf = ""
        one = next(one for one in server.health()["demo_logins"] if one["login"] == login)
        self.login, self.password = login, one["password"]
        me, _ = self.post("/api/login", {"login": login, "password": self.password})
        self._csrf = me["csrf"]

    def pages(self) -> set[str]:
        """The document pages in this person's menu."""
        me, _ = self.get("/api/me")
        leaves = [leaf["key"] for group in me["menu"] for leaf in group["children"] or [group]]
        return {leaf.removeprefix("/documents/") for leaf in leaves}

    def get(self, path: str) -> tuple[Any, float]:
        """The answer and its milliseconds."""
        return self._ask(urllib.request.Request(self.address + path))

    def post(self, path: str, body: dict[str, Any]) -> tuple[Any, float]:
        """The answer and its milliseconds."""
        headers = {"Content-Type": "application/json", "X-Baton-CSRF": self._csrf}
        data = json.dumps(body).encode()
        return self._ask(urllib.request.Request(self.address + path, data, headers))

    def _ask(self, request: urllib.request.Request) -> tuple[Any, float]:
        began = time.perf_counter()
        with self._opener.open(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text), (time.perf_counter() - began) * 1000


def share(values: list[float], part: float) -> float:
    """The value that ``part`` of the values do not exceed."""
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def line(name: str, values: list[float]) -> str:
    """A row of a table: count, median, p95, greatest."""
    figures = f"{share(values, 0.5):.0f} | {share(values, 0.95):.0f} | {max(values):.0f}"
    return f"| {name} | {len(values)} | {figures} |"
