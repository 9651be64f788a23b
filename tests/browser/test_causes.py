"""The page of causes: why a figure moved, what if a driver changed, where it goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CODE = "gross_margin_rate"
"""A ratio of a difference: it has members, drivers on two levels, and a course."""


def _period(page: Page) -> str:
    """The newest period whose change against the one before can be told."""
    for one in page.request.get("/api/periods").json()[:3]:
        found = page.request.get(f"/api/indicators/{CODE}/causes", params={"period": one["label"]})
        if found.json()["state"] == "ok":
            return str(one["label"])
    pytest.fail("no period can be compared with the one before")


def test_the_change_is_told_in_words_and_in_steps(enter):
    """From the overview by the tab to the causes: the server's own sentences and members."""
    page = enter("/indicators")
    page.get_by_role("heading", name="指标库").wait_for()
    period = _period(page)
    page.goto(f"/indicators/{CODE}?period={period}")
    page.get_by_role("link", name="归因与预测").click()
    found = page.request.get(f"/api/indicators/{CODE}/causes", params={"period": period}).json()
    expect(page.get_by_text(found["sentences"][0])).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("变动瀑布图"))).to_be_visible()
    causes = page.get_by_role("region", name="主要原因")
    for cause in found["causes"]:
        expect(causes.get_by_text(cause["text"], exact=True).first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("走势与预测图"))).to_be_visible()


def test_a_driver_that_is_moved_moves_what_is_above(enter):
    """The slider of the cost of sales: ten steps to the right are ten per cent more."""
    page = enter("/indicators")
    page.get_by_role("heading", name="指标库").wait_for()
    page.goto(f"/indicators/{CODE}/causes?period={_period(page)}")
    slider = page.get_by_role("slider", name="假设“销售成本”变化")
    slider.wait_for()
    with page.expect_response(re.compile("/what-if")) as asked:
        slider.focus()
        slider.press("ArrowRight")
    assert asked.value.ok
    result = page.get_by_role("list", name="假设分析结果")
    expect(result).to_contain_text("毛利率")
    expect(page.get_by_text(re.compile("假设后")).first).to_be_visible()
    page.get_by_role("button", name="清除假设").click()
    expect(result).to_have_count(0)


def test_the_page_fits_a_phone(enter):
    page = enter("/indicators", phone=True)
    page.get_by_role("heading", name="指标库").wait_for()
    page.goto(f"/indicators/{CODE}/causes?period={_period(page)}")
    page.get_by_role("region", name="主要原因").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
