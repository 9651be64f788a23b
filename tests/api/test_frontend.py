"""The browser app and the ERP's own clients as they are served."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from baton.api import frontend
from baton.api.headers import SecurityHeaders

INLINE = "\n  start();\n"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app-1a2b3c.js").write_text("let a = 1;")
    (tmp_path / "index.html").write_text("<h1>Baton</h1>")
    (tmp_path / "sao").mkdir()
    page = f'<script src="a.js"></script>\n<script type="x">{INLINE}</script>'
    (tmp_path / "sao" / "index.html").write_text(page)
    return tmp_path


@pytest.fixture
def browser(built: Path) -> TestClient:
    app = FastAPI()
    frontend.install(app, SimpleNamespace(database=None), built)  # type: ignore[arg-type]
    app.add_middleware(SecurityHeaders)
    return TestClient(app)


def test_hashed_files_are_kept_for_ever_and_the_page_never(browser: TestClient) -> None:
    asset = browser.get("/assets/app-1a2b3c.js")
    assert "immutable" in asset.headers["cache-control"]
    assert browser.get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/cockpit", "/documents/sale_order/12", "/indicators/a.b"])
def test_the_apps_own_routes_give_its_page(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Baton" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/nothing", "/assets/gone-9.js", "/../shop.py"])
def test_what_is_not_there_is_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(path, headers={"Accept": "*/*"}).status_code == 404


def test_exactly_the_stock_pages_own_scripts_may_run(built: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
    policy = frontend._policy(built / "sao")
    assert f"script-src 'self' 'sha256-{digest}'; " in policy
    assert "frame-ancestors 'self'" in policy


def test_without_a_build_the_remedy_is_told(tmp_path: Path) -> None:
    app = FastAPI()
    frontend.install(app, SimpleNamespace(database=None), tmp_path)  # type: ignore[arg-type]
    answer = TestClient(app).get("/")
    assert answer.status_code == 503
    assert "make" in answer.text


def test_tryton_answers_under_erp_on_the_same_database(site: Any) -> None:
    client = TestClient(site.app, client=("127.0.0.1", 1))
    body = {"method": "common.db.list", "params": [], "id": 1}
    answer = client.post("/erp/rpc/", json=body)
    assert site.runtime.database.name in answer.json()["result"]
    outside = client.get("/erp/../../app.py")
    assert "create_app" not in outside.text
