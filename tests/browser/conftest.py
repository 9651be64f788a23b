"""A real server on a demo company of two months, and a real Chromium looking at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from databases import SERVER_VARIABLE, new_url, remove

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 900.0
MONTHS = "1" if SERVER_VARIABLE in os.environ else "2"
"""Of the demo company; on PostgreSQL only the way from an order to its invoice is tested."""
PATIENCE_MS = 15_000
"""How long a page may take to show what a test expects, on a machine that does other things."""
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave browser tests out, and say why, where there is no Chromium; on CI that fails."""
    if any(map(shutil.which, BROWSERS)) or os.environ.get("CI"):
        return
    reason = "no Chromium: sudo apt-get install chromium"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


def _health(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{address}/api/health", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def _ready(address: str) -> bool:
    try:
        health = _health(address)
    except OSError:
        return False
    return bool(health["ready"]) and not health.get("progress")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server under test keeps its data."""
    return tmp_path_factory.mktemp("browser-home")


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """The server's address; the demo company is whole and mirrored when tests begin.

    ``BATON_TEST_ADDRESS`` names one that runs already, while tests are being written.
    """
    given = os.environ.get("BATON_TEST_ADDRESS")
    if given:
        yield given
        return
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    baton = Path(sys.executable).with_name("baton")
    log = home / "server.log"
    database = new_url(home)
    with log.open("w") as output:
        server = subprocess.Popen(
            [baton, "serve", "--demo", "--months", MONTHS, "--port", str(port)],
            env={
                **os.environ,
                "BATON_HOME": str(home),
                "BATON_DATABASE": database,
                "PYTHONOPTIMIZE": "1",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    where = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    try:
        while not _ready(where):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server did not start:\n{log.read_text()[-4000:]}")
            time.sleep(1)
        time.sleep(10)  # the mirror's round after the last document
        yield where
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
        remove(database)


@pytest.fixture(scope="session")
def logins(address: str) -> dict[str, tuple[str, str]]:
    """Log-in and password of the first person of each role, by the login's name."""
    return {
        one["login"]: (one["login"], one["password"]) for one in _health(address)["demo_logins"]
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page in a fresh profile: ``open_page("/login", language="en", phone=True)``.

    An error on the page's console fails the test.
    """
    contexts = []
    troubles: list[str] = []

    def open_(path: str = "/", *, language: str = "zh-CN", phone: bool = False) -> Page:
        context = browser.new_context(
            base_url=address, locale=language, viewport=PHONE if phone else WIDE
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def enter(open_page: Open, address: str, logins: dict[str, tuple[str, str]]) -> Open:
    """Like ``open_page`` but logged in: ``enter("/cockpit", login="gm")``."""

    def enter_(path: str = "/", *, login: str = "gm", language: str = "zh-CN", **more: Any) -> Page:
        page = open_page("/login", language=language, **more)
        name, password = logins[login]
        answer = page.request.post(
            f"{address}/api/login", data={"login": name, "password": password}
        )
        assert answer.ok, answer.text()
        wanted = "en" if language.startswith("en") else "zh_CN"
        me = answer.json()
        page.request.patch(
            f"{address}/api/me", data={"language": wanted}, headers={"X-Baton-CSRF": me["csrf"]}
        )
        page.goto(path)
        return page

    return enter_
