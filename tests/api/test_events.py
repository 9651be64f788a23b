"""Live events: who hears of what, over a real server."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import shop as shop_module
import uvicorn


@pytest.fixture(scope="module")
def address(site: Any) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        site.app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    site.runtime.stopping.set()
    began = time.monotonic()
    server.should_exit = True
    thread.join(timeout=15)
    assert not thread.is_alive(), "the server did not stop"
    assert time.monotonic() - began < 5, "open streams held the server up"
    site.runtime.stopping.clear()


class Listener:
    """A browser with an open stream."""

    def __init__(self, address: str, login: str, *, link: str = "") -> None:
        self.http = httpx.Client(base_url=address, timeout=20)
        self.path = "/api/kiosk/events" if link else "/api/events"
        if link:
            assert self.http.post("/api/kiosk", json={"token": link}).status_code == 200
        else:
            body = {"login": login, "password": shop_module.PASSWORD}
            assert self.http.post("/api/login", json=body).status_code == 200
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.ended = threading.Event()
        self._open = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._open.wait(10)

    def _listen(self) -> None:
        with self.http.stream("GET", self.path) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            kind = ""
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.heard.append((kind, json.loads(line.removeprefix("data: "))))
                    self._open.set()
        self.ended.set()

    def documents(self) -> list[tuple[str, int]]:
        return [(data["model"], data["id"]) for kind, data in self.heard if kind == "document"]

    def wait_for(self, kind: str, seconds: float = 5) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for heard, data in self.heard:
                if heard == kind:
                    return data
            time.sleep(0.02)
        raise AssertionError(f"no {kind} event in {seconds} s: {self.heard}")


def test_each_hears_of_what_is_the_own(site: Any, address: str) -> None:
    def order(erp: Any) -> int:
        (sale,) = erp.get("sale.sale").create(
            [
                {
                    "party": site.shop.customer,
                    "salesperson": site.shop.employee["anna"],
                    "company": site.shop.company,
                }
            ]
        )
        return int(sale.id)

    number = site.runtime.database.run(0, order, company=site.shop.company)
    anna, bob, keeper = (Listener(address, login) for login in ("anna", "bob", "keeper"))
    events = site.runtime.events
    events.publish("document", model="sale.sale", id=number, operation="write")
    events.publish("document", model="ir.cron", id=1, operation="write")
    events.publish("facts", facts=["sale_line"], version=7)
    events.publish("facts", facts=["payment"], version=8)
    told = anna.wait_for("facts")
    assert told == {"facts": ["payment", "sale_line"], "version": 8}
    assert anna.wait_for("document")["operation"] == "write"
    bob.wait_for("facts")
    keeper.wait_for("facts")
    time.sleep(0.5)
    assert anna.documents() == [("sale.sale", number)]
    assert bob.documents() == []  # the order is of another team
    assert ("ir.cron", 1) not in keeper.documents()


def test_a_quiet_stream_says_that_it_lives(site: Any, address: str) -> None:
    """Browsers call the server gone after 4.5 seconds without a word (web/src/api/live.ts)."""
    keeper = Listener(address, "keeper")
    keeper.wait_for("beat", seconds=4)


def test_many_streams_are_served_at_once(site: Any, address: str) -> None:
    listeners = [Listener(address, "anna") for _ in range(12)]
    site.runtime.events.publish("facts", facts=["sale_line"], version=99)
    for listener in listeners:
        assert listener.wait_for("facts")["version"] == 99
    assert site.app.state.broker.open_streams >= 12
    assert httpx.get(f"{address}/api/me").status_code == 401  # the server still answers others


def test_a_screens_link_hears_of_figures_alone_and_ends_when_revoked(
    site: Any, address: str, as_person: Any
) -> None:
    boss = as_person("boss")
    screen = boss.post("/api/screens", {"name": "前厅", "layout": {}})
    path = f"/api/screens/{screen['id']}/links"
    link = boss.post(path, {"name": "电视"})
    television = Listener(address, "", link=link["token"])
    events = site.runtime.events
    events.publish("document", model="party.party", id=site.shop.customer, operation="write")
    events.publish("facts", facts=["sale_line"], version=70)
    assert television.wait_for("facts")["version"] == 70
    time.sleep(0.3)
    assert television.documents() == []
    boss.call("DELETE", f"{path}/{link['id']}", expect=204)
    assert television.ended.wait(5)  # told at once, not by the next change of figures
    events.publish("facts", facts=["sale_line"], version=71)
    assert all(data.get("version") != 71 for _, data in television.heard)


def test_streams_end_when_the_server_stops(site: Any, address: str) -> None:
    """The fixture's end proves that the server stops; here that a stream ends by itself."""
    anna = Listener(address, "anna")
    site.runtime.stopping.set()
    assert anna.ended.wait(5)
    site.runtime.stopping.clear()
