"""The KPI page: from a figure down to the documents behind it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def _with_documents(page: Page) -> tuple[str, str]:
    """An indicator and a period that has documents with pages behind it."""
    for period in _periods(page):
        for one in page.request.get("/api/indicators").json():
            if one["unit"] != "CNY" or not one["source_ready"]:
                continue
            found = page.request.get(
                f"/api/indicators/{one['code']}/documents", params={"period": period, "limit": 5}
            )
            if found.ok and any(row["page"] for row in found.json()["rows"]):
                return one["code"], period
    pytest.fail("no indicator in money has documents behind it")


def _periods(page: Page) -> list[str]:
    return [one["label"] for one in page.request.get("/api/periods").json()][:3]


def test_definition_tree_course_and_breakdown_are_on_the_page(enter):
    """Every part of the page shows the server's answer."""
    page = enter("/indicators")
    page.get_by_role("heading", name="指标库").wait_for()
    code, period = _with_documents(page)
    page.goto(f"/indicators/{code}?period={period}")
    definition = page.request.get(f"/api/indicators/{code}").json()
    expect(page.get_by_role("heading", level=1)).to_contain_text(definition["name"])
    expect(page.get_by_text(definition["meaning"])).to_be_visible()
    tree = page.request.get(f"/api/indicators/{code}/explain", params={"period": period}).json()
    expect(page.get_by_role("region", name=re.compile("公式树"))).to_contain_text(tree["name"])
    expect(page.get_by_role("img", name=re.compile("走势图"))).to_be_visible()
    first = page.get_by_role("radiogroup", name="分解维度").get_by_role("radio").first
    expect(first).to_be_checked()


def test_a_member_narrows_the_documents_and_a_document_opens(enter):
    """Breakdown → member → documents → the document's own page."""
    page = enter("/indicators")
    page.get_by_role("heading", name="指标库").wait_for()
    code, period = _with_documents(page)
    page.goto(f"/indicators/{code}?period={period}")
    rows = page.get_by_role("region", name="分解").get_by_role("button", pressed=False)
    rows.first.wait_for()
    name = rows.first.inner_text()
    with page.expect_response(re.compile("/documents.*member=")) as narrowed:
        rows.first.click()
    assert narrowed.value.ok
    documents = page.get_by_role("region", name="背后的单据")
    expect(documents.locator(".ant-tag")).to_contain_text(name)
    documents.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/documents/\w+/\d+"))


def test_the_workbook_comes_with_a_name(enter):
    """The export is a real workbook."""
    page = enter("/indicators")
    page.get_by_role("heading", name="指标库").wait_for()
    code, period = _with_documents(page)
    page.goto(f"/indicators/{code}?period={period}")
    with page.expect_download() as started:
        page.get_by_role("button", name="导出 Excel").click()
    assert started.value.suggested_filename.endswith(".xlsx")
    assert started.value.path().read_bytes()[:2] == b"PK"


def test_the_library_finds_by_any_word(enter):
    """Search looks into names, codes, meanings and formulas."""
    page = enter("/indicators")
    items = page.get_by_role("listitem")
    items.first.wait_for()
    total = len(page.request.get("/api/indicators").json())
    expect(items).to_have_count(total)
    page.get_by_role("textbox", name=re.compile("查找")).fill("stock_count_line")
    expect(items).not_to_have_count(total)
    assert 0 < items.count() < total
    page.get_by_role("textbox", name=re.compile("查找")).fill("没有这样的指标")
    expect(page.get_by_text("没有找到")).to_be_visible()


def test_an_unknown_indicator_is_told(enter):
    """A mistyped code gives the server's message, not a blank page."""
    page = enter("/indicators/no_such_indicator")
    expect(page.get_by_text("no_such_indicator")).to_be_visible()
    expect(page.get_by_role("button", name="重试")).to_be_visible()
