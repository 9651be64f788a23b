"""Who gets in, who does not: every route, every method."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import shop as shop_module
from browsing import Browser
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from baton.api.app import described

OPEN = {("POST", "/api/login"), ("GET", "/api/health"), ("POST", "/api/kiosk")}
"""The only calls that need no session."""

FILLED = {
    "code": "sales_ordered",
    "page": "sale_order",
    "id": "1",
    "button": "quote",
    "model": "party.party",
    "dimension": "customer",
    "screen": "999999",
    "link": "1",
    "kind": "objectives",
    "item": "1",
    "target": "999999",
    "rule": "999999",
    "channel": "999999",
    "message": "999999",
    "period": "2026-10",
}

COMPANY = {"kind": "unit", "key": "1"}
DEFINITION = {
    "zh": "x",
    "en": "x",
    "formula": "COUNT(sale_line)",
    "unit": "count",
    "perspective": "customer",
    "direction": "higher",
    "reason": "x",
}

RULE = {
    "name": "x",
    "kind": "light",
    "lights": ["red"],
    "recipients": [{"kind": "role", "key": "sales"}],
}
CHANNEL = {"name": "x", "kind": "webhook", "url": "http://127.0.0.1:9/"}

# What each call needs to get past the checks of its form; those not named need nothing.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PUT", "/api/cockpit/layout"): {
        "stamp": None,
        "grouping": "free",
        "cards": [{"code": "sales_ordered"}],
    },
    ("PATCH", "/api/me"): {"language": "zh_CN"},
    ("POST", "/api/me/password"): {"current": "x", "new": "y"},
    ("POST", "/api/documents/{page}"): {"values": {}},
    ("POST", "/api/documents/{page}/search"): {},
    ("PUT", "/api/documents/{page}/{id}"): {"values": {}, "stamp": "1"},
    ("PUT", "/api/documents/{page}/views"): {"name": "x"},
    ("POST", "/api/documents/{page}/on-change"): {"values": {}, "changed": []},
    ("POST", "/api/documents/{page}/choices"): {"field": "party"},
    ("POST", "/api/documents/{page}/{id}/buttons/{button}"): {"stamp": "1"},
    ("POST", "/api/documents/{page}/{id}/answer"): {
        "wizard": "w",
        "session": 1,
        "state": "s",
        "pressed": "p",
        "values": {},
    },
    ("POST", "/api/indicators"): {**DEFINITION, "code": "mine"},
    ("PUT", "/api/indicators/{code}"): {**DEFINITION, "version": 0},
    ("POST", "/api/indicators/{code}/what-if"): {},
    ("POST", "/api/indicators/{code}/copy"): {"code": "mine", "zh": "x", "en": "x", "reason": "x"},
    ("POST", "/api/indicators/{code}/retire"): {"reason": "x"},
    ("POST", "/api/indicators/{code}/restore"): {"reason": "x"},
    ("POST", "/api/formula/check"): {"formula": "1"},
    ("POST", "/api/formula/preview"): {"formula": "1"},
    ("POST", "/api/formula/suggest"): {"formula": "1", "position": 1},
    ("POST", "/api/strategies"): {"name": "x", "year": 2026},
    ("PATCH", "/api/strategies/{id}"): {"stamp": "1"},
    ("PUT", "/api/strategies/{id}/places"): {"places": [{"objective": 1, "x": 0, "y": 0}]},
    ("POST", "/api/strategies/{id}/{kind}"): {"name": "x"},
    ("PATCH", "/api/strategies/{id}/{kind}/{item}"): {"stamp": "1", "values": {}},
    ("PUT", "/api/targets"): {
        "cells": [
            {"indicator": "sales_ordered", "holder": COMPANY, "period": "2026-11", "amount": "1"}
        ]
    },
    ("POST", "/api/targets/plan"): {
        "indicators": ["sales_ordered"],
        "holder": COMPANY,
        "year": 2026,
        "grain": "month",
        "basis": "total",
        "total": "12",
    },
    ("POST", "/api/targets/cascade"): {"method": "split", "parents": [1], "to": "units"},
    ("POST", "/api/targets/template"): {"position": "1", "year": 2026},
    ("POST", "/api/targets/propose"): {"ids": [1]},
    ("POST", "/api/targets/agree"): {"ids": [1]},
    ("POST", "/api/targets/return"): {"ids": [1]},
    ("POST", "/api/periods/{period}/close"): {},
    ("POST", "/api/periods/{period}/restate"): {"reason": "x"},
    ("POST", "/api/alerts/rules"): RULE,
    ("PUT", "/api/alerts/rules/{rule}"): {**RULE, "stamp": "1"},
    ("POST", "/api/alerts/rules/{rule}/test"): {},
    ("POST", "/api/alerts/channels"): CHANNEL,
    ("PUT", "/api/alerts/channels/{channel}"): {**CHANNEL, "stamp": "1"},
    ("POST", "/api/screens"): {"name": "x"},
    ("POST", "/api/screens/preview"): {"layout": {}},
    ("PUT", "/api/screens/{screen}"): {"stamp": "1"},
    ("POST", "/api/screens/{screen}/links"): {"name": "x"},
}

# A role that may not do this, and the call that shows it. "any" calls are every person's own:
# they show nobody else's data, which other tests of this folder prove.
FORBIDDEN: dict[tuple[str, str], tuple[str, str]] = {
    ("POST", "/api/logout"): ("any", ""),
    ("GET", "/api/me"): ("any", ""),
    ("PATCH", "/api/me"): ("any", ""),
    ("POST", "/api/me/password"): ("any", ""),
    ("GET", "/api/events"): ("any", ""),
    ("GET", "/api/org/tree"): ("any", ""),
    ("GET", "/api/periods"): ("any", ""),
    ("GET", "/api/pages"): ("any", ""),
    ("GET", "/api/indicators"): ("any", ""),
    ("GET", "/api/indicators/{code}"): ("any", ""),
    ("GET", "/api/dimensions/{dimension}/members"): ("any", ""),
    ("GET", "/api/documents/{page}/views"): ("any", ""),
    ("PUT", "/api/documents/{page}/views"): ("any", ""),
    ("DELETE", "/api/documents/{page}/views"): ("any", ""),
    ("GET", "/api/cockpit"): ("anna", "?org={other_unit}"),
    ("GET", "/api/cockpit/layout"): ("any", ""),
    ("GET", "/api/cockpit/outlook"): ("anna", "?org={other_unit}"),
    ("PUT", "/api/cockpit/layout"): ("any", ""),
    ("DELETE", "/api/cockpit/layout"): ("any", ""),
    ("GET", "/api/indicators/{code}/values"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/explain"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/documents"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/export.xlsx"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/causes"): ("anna", "?period=2026-10&org={other_unit}"),
    ("GET", "/api/indicators/{code}/forecast"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/anomalies"): ("anna", "?org={other_unit}"),
    ("GET", "/api/indicators/{code}/alike"): ("anna", "?org={other_unit}"),
    ("GET", "/api/anomalies"): ("anna", "?org={other_unit}"),
    ("POST", "/api/indicators/{code}/what-if"): ("any", ""),
    ("GET", "/api/indicators/{code}/versions"): ("any", ""),
    ("POST", "/api/indicators"): ("anna", ""),
    ("PUT", "/api/indicators/{code}"): ("anna", ""),
    ("POST", "/api/indicators/{code}/copy"): ("anna", ""),
    ("POST", "/api/indicators/{code}/retire"): ("anna", ""),
    ("POST", "/api/indicators/{code}/restore"): ("anna", ""),
    ("POST", "/api/formula/check"): ("any", ""),
    ("POST", "/api/formula/preview"): ("any", ""),
    ("POST", "/api/formula/suggest"): ("any", ""),
    ("GET", "/api/formula/building-blocks"): ("any", ""),
    ("GET", "/api/checkup"): ("any", ""),
    ("GET", "/api/strategies"): ("any", ""),
    ("GET", "/api/strategies/{id}"): ("any", ""),
    ("POST", "/api/strategies"): ("anna", ""),
    ("PATCH", "/api/strategies/{id}"): ("anna", ""),
    ("DELETE", "/api/strategies/{id}"): ("anna", "?stamp=1"),
    ("PUT", "/api/strategies/{id}/places"): ("anna", ""),
    ("POST", "/api/strategies/{id}/{kind}"): ("anna", ""),
    ("PATCH", "/api/strategies/{id}/{kind}/{item}"): ("anna", ""),
    ("DELETE", "/api/strategies/{id}/{kind}/{item}"): ("anna", "?stamp=1"),
    ("GET", "/api/targets"): ("anna", "?year=2026&org={other_unit}"),
    ("GET", "/api/targets/holders"): ("any", ""),
    ("PUT", "/api/targets"): ("anna", ""),
    ("POST", "/api/targets/plan"): ("anna", ""),
    ("POST", "/api/targets/cascade"): ("any", ""),
    ("POST", "/api/targets/template"): ("any", ""),
    ("POST", "/api/targets/propose"): ("any", ""),
    ("POST", "/api/targets/agree"): ("any", ""),
    ("POST", "/api/targets/return"): ("any", ""),
    ("GET", "/api/targets/import-template.xlsx"): ("any", ""),
    ("POST", "/api/targets/import"): ("any", ""),
    ("GET", "/api/targets/{target}/history"): ("anna", ""),
    ("GET", "/api/targets/{target}/tree"): ("anna", ""),
    ("GET", "/api/alerts/rules"): ("any", ""),
    ("GET", "/api/alerts/choices"): ("any", ""),
    ("POST", "/api/alerts/rules"): ("anna", ""),
    ("PUT", "/api/alerts/rules/{rule}"): ("anna", ""),
    ("DELETE", "/api/alerts/rules/{rule}"): ("anna", ""),
    ("POST", "/api/alerts/rules/{rule}/test"): ("anna", ""),
    ("GET", "/api/alerts/runs"): ("anna", "?rule=999999"),
    ("GET", "/api/alerts/deliveries"): ("anna", "?rule=999999"),
    ("GET", "/api/alerts/channels"): ("anna", ""),
    ("POST", "/api/alerts/channels"): ("anna", ""),
    ("PUT", "/api/alerts/channels/{channel}"): ("anna", ""),
    ("DELETE", "/api/alerts/channels/{channel}"): ("anna", ""),
    ("POST", "/api/alerts/channels/{channel}/test"): ("anna", ""),
    ("GET", "/api/inbox"): ("any", ""),
    ("POST", "/api/inbox/read"): ("any", ""),
    ("POST", "/api/inbox/{message}/read"): ("anna", ""),
    ("GET", "/api/closings"): ("any", ""),
    ("GET", "/api/closings/{period}"): ("anna", ""),
    ("POST", "/api/periods/{period}/close"): ("anna", ""),
    ("POST", "/api/periods/{period}/restate"): ("anna", ""),
    ("GET", "/api/kpi-log"): ("anna", ""),
    ("GET", "/api/pages/{page}"): ("keeper", ""),
    ("POST", "/api/documents/{page}/search"): ("keeper", ""),
    ("GET", "/api/documents/{page}/export.xlsx"): ("keeper", ""),
    ("POST", "/api/documents/{page}/defaults"): ("keeper", ""),
    ("POST", "/api/documents/{page}/on-change"): ("keeper", ""),
    ("POST", "/api/documents/{page}/choices"): ("keeper", ""),
    ("POST", "/api/documents/{page}"): ("keeper", ""),
    ("GET", "/api/documents/{page}/{id}"): ("keeper", ""),
    ("PUT", "/api/documents/{page}/{id}"): ("keeper", ""),
    ("DELETE", "/api/documents/{page}/{id}"): ("keeper", ""),
    ("POST", "/api/documents/{page}/{id}/copy"): ("keeper", ""),
    ("POST", "/api/documents/{page}/{id}/buttons/{button}"): ("keeper", ""),
    ("POST", "/api/documents/{page}/{id}/answer"): ("keeper", ""),
    ("GET", "/api/documents/{page}/{id}/trail"): ("keeper", ""),
    ("GET", "/api/documents/{page}/{id}/links"): ("keeper", ""),
    ("GET", "/api/documents/{page}/{id}/indicators"): ("keeper", ""),
    ("GET", "/api/documents/{page}/{id}/print.pdf"): ("keeper", ""),
    ("GET", "/api/lookup/{model}"): ("keeper", ""),
    ("GET", "/api/screens"): ("any", ""),
    ("POST", "/api/screens"): ("any", ""),
    ("GET", "/api/screens/templates"): ("any", ""),
    ("GET", "/api/strategies/templates"): ("any", ""),
    ("GET", "/api/screens/building-blocks"): ("any", ""),
    ("POST", "/api/screens/preview"): ("any", ""),
    ("GET", "/api/screens/{screen}"): ("anna", ""),
    ("PUT", "/api/screens/{screen}"): ("anna", ""),
    ("DELETE", "/api/screens/{screen}"): ("anna", ""),
    ("GET", "/api/screens/{screen}/data"): ("anna", ""),
    ("GET", "/api/screens/{screen}/links"): ("anna", ""),
    ("POST", "/api/screens/{screen}/links"): ("anna", ""),
    ("DELETE", "/api/screens/{screen}/links/{link}"): ("anna", ""),
    ("GET", "/api/kiosk"): ("any", ""),
    ("GET", "/api/kiosk/screens/{screen}/data"): ("any", ""),
    ("GET", "/api/kiosk/events"): ("any", ""),
}
PAGE_OF = {"keeper": "payment"}
"""A page of which the person has no right at all."""


def calls() -> Iterator[tuple[str, str]]:
    """Every method and path of the API."""
    for path, operations in described().openapi()["paths"].items():
        for method in operations:
            yield method.upper(), path


def filled(path: str, **more: str) -> str:
    return path.format(**{**FILLED, **more})


CALLS = sorted(set(calls()))


def test_every_call_has_a_permission_test() -> None:
    assert set(CALLS) - OPEN == set(FORBIDDEN)


def test_no_api_route_hides_from_the_list() -> None:
    hidden = [
        route.path
        for route in described().routes
        if isinstance(route, APIRoute) and not route.include_in_schema
    ]
    assert hidden == []


@pytest.mark.parametrize(("method", "path"), [call for call in CALLS if call not in OPEN])
def test_without_a_session_nothing_is_answered(site: Any, method: str, path: str) -> None:
    stranger = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.1", 1))
    for cookie in (None, "forged", "x" * 43):
        cookies = {"baton_session": cookie} if cookie else {}
        stranger.cookies.update(cookies)
        answer = stranger.request(method, filled(path), json=BODIES.get((method, path)))
        assert answer.status_code == 401, (cookie, answer.text)
        assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"), [call for call in CALLS if call not in OPEN and call[0] != "GET"]
)
def test_a_write_without_the_csrf_value_is_refused(
    site: Any, as_person: Any, method: str, path: str
) -> None:
    anna = as_person("anna")
    for value in ("", "0" * 64, as_person("head").me["csrf"]):
        answer = anna.http.request(
            method,
            filled(path),
            json=BODIES.get((method, path)),
            headers={"X-Baton-CSRF": value},
        )
        assert answer.status_code == 403, answer.text
        assert answer.json()["error"]["code"] == "api.csrf"


@pytest.mark.parametrize(
    ("method", "path"), [call for call, (who, _) in FORBIDDEN.items() if who != "any"]
)
def test_who_has_no_right_is_refused(site: Any, as_person: Any, method: str, path: str) -> None:
    who, extra = FORBIDDEN[method, path]
    address = filled(path, page=PAGE_OF.get(who, "sale_order"), model="account.payment")
    if extra.startswith("?"):
        address += extra.format(other_unit=site.shop.unit["W"])
    answer = as_person(who).http.request(method, address, json=BODIES.get((method, path)))
    assert answer.status_code in (403, 404), (answer.status_code, answer.text)
    assert answer.json()["error"]["message"]


def test_another_sites_page_cannot_write(site: Any) -> None:
    stranger = TestClient(site.app, client=("127.0.0.1", 1))
    answer = stranger.post(
        "/api/login",
        json={"login": "anna", "password": shop_module.PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_a_session_ends_with_the_log_out(site: Any) -> None:
    bob = Browser(site, "bob")
    token = bob.http.cookies["baton_session"]
    cookie = bob.http.post("/api/logout").headers["set-cookie"]
    assert "Max-Age=0" in cookie or "expires" in cookie.lower()
    again = TestClient(site.app, client=("127.0.0.1", 1), cookies={"baton_session": token})
    assert again.get("/api/me").status_code == 401


def test_an_expired_session_is_over(site: Any) -> None:
    from baton.services import session

    bob = Browser(site, "bob")

    def age(erp: Any) -> None:
        cursor = erp.connection().cursor()
        change = "UPDATE baton_session SET used = 0, started = 0 WHERE user_id = "
        cursor.execute(change + str(site.shop.user["bob"]))

    site.runtime.database.run(0, age)
    session.forget_everybody()
    answer = bob.http.get("/api/me")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "kernel.session_over"


def test_the_cookie_is_out_of_reach_of_scripts(site: Any) -> None:
    client = TestClient(site.app, client=("127.0.0.1", 1))
    answer = client.post("/api/login", json={"login": "anna", "password": shop_module.PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert shop_module.PASSWORD not in answer.text


def test_failed_log_ins_are_throttled(site: Any) -> None:
    client = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.9", 1))
    for _ in range(10):
        answer = client.post(
            "/api/login",
            json={"login": "nobody", "password": "wrong"},
            headers={"Accept-Language": "en"},
        )
        if answer.status_code == 429:
            break
        assert answer.status_code == 401
        assert "wrong" in answer.json()["error"]["message"]
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    right = client.post("/api/login", json={"login": "nobody", "password": shop_module.PASSWORD})
    assert right.status_code == 429


def test_a_password_is_changed_and_other_sessions_end(site: Any) -> None:
    here, there = Browser(site, "keeper"), Browser(site, "keeper")
    wrong = {"current": "wrong-one-1", "new": "another-horse-8"}
    here.post("/api/me/password", wrong, expect=401)
    right = {"current": shop_module.PASSWORD, "new": "another-horse-8"}
    here.post("/api/me/password", right, expect=204)
    assert there.http.get("/api/me").status_code == 401
    assert here.http.get("/api/me").status_code == 200
    back = {"current": "another-horse-8", "new": shop_module.PASSWORD}
    here.post("/api/me/password", back, expect=204)


def test_errors_before_the_log_in_follow_the_browser(site: Any) -> None:
    client = TestClient(site.app, raise_server_exceptions=False, client=("127.0.0.1", 1))
    english = client.get("/api/me", headers={"Accept-Language": "en-GB,en;q=0.9"})
    chinese = client.get("/api/me", headers={"Accept-Language": "zh-CN"})
    assert "log" in english.json()["error"]["message"].lower()
    assert "登录" in chinese.json()["error"]["message"]


def test_malformed_calls_are_explained_without_a_traceback(as_person: Any) -> None:
    anna = as_person("anna")
    error = anna.post("/api/documents/sale_order/search", {"limit": "many"}, expect=422)["error"]
    assert error["code"] == "api.malformed"
    assert any("limit" in finding for finding in error["findings"])
    assert anna.get("/api/nothing/here", expect=404)["error"]["code"] == "api.no_such_address"
    wrong_method = anna.http.patch("/api/pages", json={})
    assert wrong_method.status_code in (404, 405)  # 404 once the browser app is built
    assert wrong_method.json()["error"]["message"]


def test_an_unexpected_error_shows_a_number_and_no_traceback(
    site: Any, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baton.services import org

    def broken(*_: Any) -> None:
        raise ZeroDivisionError("secret detail")

    anna = as_person("anna")
    monkeypatch.setattr(org, "periods", broken)
    answer = anna.http.get("/api/periods")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["error"]["id"] in answer.json()["error"]["message"]


def test_security_headers_are_on_every_answer(as_person: Any) -> None:
    for path in ("/api/me", "/api/nothing"):
        headers = as_person("anna").http.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"


def test_health_is_open_and_tells_no_secret(site: Any) -> None:
    answer = TestClient(site.app, client=("203.0.113.5", 1)).get("/api/health")
    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert answer.json()["demo_logins"] == []
