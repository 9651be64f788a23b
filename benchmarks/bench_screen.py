"""A big screen of 16 widgets in headless Chromium: does its memory grow while figures change?

Needs a running Baton (``--server``), best the demo company, and Chromium. A screen is made with all
kinds of widgets and opened; then an order is confirmed every few seconds, so that facts events come
and every widget is drawn anew. The JavaScript heap is measured after a forced collection, the DOM
nodes and listeners beside it. What grows with every event shows as a slope.

    python benchmarks/bench_screen.py --server http://127.0.0.1:8700 --minutes 5
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

INDICATOR = [{"indicator": "sales_ordered"}]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VERSION = "document.querySelector('[data-version]').dataset.version"
FIGURE = "document.querySelector('[data-widget=w0] [role=img]').ariaLabel"
WARM_SHARE = 0.25
"""The part of the measurement left out of the slope: caches fill in the beginning."""


def widget(number: int, kind: str, place: tuple[int, int, int, int], **more: Any) -> dict[str, Any]:
    """One widget of the screen."""
    x, y, w, h = place
    return {"id": f"w{number}", "kind": kind, "x": x, "y": y, "w": w, "h": h, **more}


def layout() -> dict[str, Any]:
    """Sixteen widgets: every kind, the ones that change most often twice."""
    rows: list[tuple[str, tuple[int, int, int, int], dict[str, Any]]] = [
        ("number", (0, 0, 6, 2), {"sources": INDICATOR}),
        ("number", (6, 0, 6, 2), {"sources": INDICATOR, "span": "year"}),
        ("kpi", (12, 0, 4, 3), {"sources": [{"indicator": "on_time_delivery"}]}),
        ("gauge", (16, 0, 4, 3), {"sources": INDICATOR}),
        ("clock", (20, 0, 4, 3), {}),
        ("trend", (0, 2, 6, 3), {"sources": INDICATOR}),
        ("trend", (6, 2, 6, 3), {"sources": INDICATOR, "span": "day", "periods": 30}),
        ("ranking", (0, 5, 6, 3), {"sources": INDICATOR, "by": "customer", "limit": 5}),
        ("map", (6, 5, 8, 6), {"sources": INDICATOR, "span": "year"}),
        ("flow", (14, 3, 5, 5), {"flow": "sales"}),
        ("production", (14, 8, 10, 3), {"limit": 4}),
        ("sankey", (0, 8, 6, 3), {"sources": INDICATOR, "by": "region", "to": "product"}),
        (
            "funnel",
            (19, 3, 5, 2),
            {"sources": [{"indicator": "sales_ordered"}, {"indicator": "sales_shipped"}]},
        ),
        ("table", (19, 5, 5, 2), {"sources": [*INDICATOR, {"indicator": "sales_shipped"}]}),
        ("text", (19, 7, 5, 1), {"text": "16"}),
        ("ticker", (0, 11, 24, 1), {}),
    ]
    return {
        "widgets": [widget(n, kind, place, **more) for n, (kind, place, more) in enumerate(rows)]
    }


class Office:
    """Somebody who confirms orders."""

    def __init__(self, page: Page, server: str, login: str, password: str) -> None:
        self.page, self.server = page, server
        answer = page.request.post(
            f"{server}/api/login", data={"login": login, "password": password}
        )
        self.headers = {"X-Baton-CSRF": answer.json()["csrf"]}

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """Call the API; an ERP question is answered with yes."""
        while True:
            answer = self.page.request.post(f"{self.server}{path}", data=body, headers=self.headers)
            if answer.ok:
                return answer.json() if answer.body() else None
            warnings = answer.json().get("error", {}).get("warnings")
            if not warnings:
                raise RuntimeError(answer.text())
            body["confirmed"] = [*body.get("confirmed", []), *(one["name"] for one in warnings)]

    def quoted(self) -> dict[str, Any]:
        """A copy of the newest order, quoted."""
        query = {"sort": [{"field": "sale_date", "direction": "desc"}], "limit": 1}
        newest = self.post("/api/documents/sale_order/search", query)["rows"][0]
        copy = self.post(f"/api/documents/sale_order/{newest['id']}/copy", {})
        return self.press(copy, "quote")

    def press(self, document: dict[str, Any], button: str) -> dict[str, Any]:
        """Press a button of an order."""
        path = f"/api/documents/sale_order/{document['id']}/buttons/{button}"
        pressed: dict[str, Any] = self.post(path, {"stamp": document["stamp"]})
        return pressed


def measure(client: Any) -> dict[str, float]:
    """Heap in MB after a collection, DOM nodes, listeners."""
    client.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
    return {
        "heap_mb": round(found["JSHeapUsedSize"] / 1e6, 2),
        "nodes": found["Nodes"],
        "listeners": found["JSEventListeners"],
    }


def slope(samples: list[dict[str, float]], name: str) -> float:
    """Growth an hour after the warm part, by least squares."""
    warm = samples[int(len(samples) * WARM_SHARE) :]
    fit = statistics.linear_regression([s["at"] for s in warm], [s[name] for s in warm])
    return round(fit.slope * 3600, 2)


def run(
    server: str, minutes: float, every: float, viewer_login: str, seller: str, password: str
) -> dict[str, Any]:
    """Open the screen and let orders come."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
        )
        page = chromium.new_page(viewport={"width": 1920, "height": 1080})
        viewer = Office(page, server, viewer_login, password)
        office = Office(chromium.new_context().new_page(), server, seller, password)
        screen = viewer.post("/api/screens", {"name": "benchmark", "layout": layout()})["id"]
        page.goto(f"{server}/screens/{screen}/play")
        page.locator("[data-version]:not([data-version=''])").wait_for()
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")
        samples: list[dict[str, float]] = []
        versions: set[str] = set()
        delays: list[float] = []
        began = time.monotonic()
        while time.monotonic() - began < minutes * 60:
            order = office.quoted()
            page.wait_for_timeout(every * 1000)  # what quoting changed is on the screen by now
            before = page.evaluate(FIGURE)
            office.press(order, "confirm")
            done = time.monotonic()
            while page.evaluate(FIGURE) == before:
                if time.monotonic() - done > 60:
                    raise TimeoutError("no new figures within a minute")
                page.wait_for_timeout(20)
            delays.append(time.monotonic() - done)
            versions.add(page.evaluate(VERSION))
            samples.append({"at": time.monotonic() - began, **measure(client)})
        page.request.delete(f"{server}/api/screens/{screen}", headers=viewer.headers)
        chromium.close()
    delays.sort()
    return {
        "minutes": minutes,
        "widgets": 16,
        "orders": len(delays),
        "versions_shown": len(versions),
        "first": samples[0],
        "last": samples[-1],
        "heap_mb_an_hour": slope(samples, "heap_mb"),
        "nodes_an_hour": slope(samples, "nodes"),
        "listeners_an_hour": slope(samples, "listeners"),
        "live_s_median": round(statistics.median(delays), 2),
        "live_s_worst": round(delays[-1], 2),
    }


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", default="http://127.0.0.1:8700")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument(
        "--every", type=float, default=4, help="seconds before an order is confirmed"
    )
    parser.add_argument("--viewer", default="gm", help="who looks at the screen")
    parser.add_argument("--seller", default="sales_head", help="who confirms orders")
    parser.add_argument("--password", default="demo1234")
    given = parser.parse_args()
    found = run(
        given.server, given.minutes, given.every, given.viewer, given.seller, given.password
    )
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
