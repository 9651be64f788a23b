"""Moments are UTC on the wire and the company's own time where people read them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from browsing import Browser

from baton.base import clock


@pytest.fixture
def shanghai(site: Any) -> Iterator[None]:
    kept = clock._zone

    def move(zone: str | None) -> None:
        def work(erp: Any) -> None:
            company = erp.get("company.company")(site.shop.company)
            company.timezone = zone
            company.save()

        site.runtime.database.run(0, work)

    move("Asia/Shanghai")
    yield
    move(None)
    clock._zone = kept


def test_the_company_says_its_zone(site: Any, shanghai: None) -> None:
    keeper = Browser(site, "keeper")
    assert keeper.me["company"]["zone"] == "Asia/Shanghai"
    assert str(clock.now().tzinfo) == "Asia/Shanghai"


def test_a_moment_keeps_its_meaning(site: Any, shanghai: None) -> None:
    """08:05 in Shanghai is 00:05 UTC: so it goes out again, and is 08:05 on the sheet."""
    keeper = Browser(site, "keeper")
    form = keeper.post("/api/documents/attendance/defaults")["values"]
    form |= {"type": "in", "at": "2026-11-24T08:05:00+08:00"}
    body = {"values": form, "changed": ["at"]}
    form |= keeper.post("/api/documents/attendance/on-change", body)["values"]
    made = keeper.post("/api/documents/attendance", {"values": form}, expect=201)
    assert made["values"]["at"] == "2026-11-24T00:05:00Z"
    path = f"/api/documents/attendance/{made['id']}"
    again = keeper.call("PUT", path, json={"values": made["values"], "stamp": made["stamp"]})
    assert again["values"]["at"] == "2026-11-24T00:05:00Z"
    sheet = keeper.http.get("/api/documents/attendance/export.xlsx", params={"columns": "at"})
    cells = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(sheet.content)).active.rows]
    assert "2026-11-24 08:05:00" in [str(cell) for cell in cells]
    trail = keeper.get(f"{path}/trail")
    assert trail[0]["at"].endswith("+00:00")
