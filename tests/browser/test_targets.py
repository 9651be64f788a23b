"""Targets in a real browser: planned, handed down, proposed, agreed by the head, and logged."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

YEAR = dt.date.today().year + 1  # noqa: DTZ011 - the story has no targets of next year
INDICATOR, NAME = "purchase_amount", "采购额"
Enter = Callable[..., Page]


def holders(page: Page) -> dict[str, dict[str, Any]]:
    """Units that may be chosen, by name."""
    found = page.request.get("/api/targets/holders").json()
    return {one["name"]: one for one in found if one["kind"] == "unit"}


def rows(page: Page, unit: str) -> dict[str, Any]:
    """The stored targets of the indicator for one unit, by period."""
    params = {"year": YEAR, "grain": "month", "org": unit, "below": "false", "indicator": INDICATOR}
    found = page.request.get("/api/targets", params=params).json()
    return next(iter(found["rows"]), {"cells": {}})["cells"]


def choose(page: Page, label: str, text: str) -> None:
    """Choose an entry of a select by typing."""
    page.get_by_role("combobox", name=label).first.fill(text)
    page.locator(".ant-select-item-option").filter(has_text=text).first.click()


def test_a_year_is_planned_cascaded_and_agreed(enter: Enter) -> None:
    """The general manager plans purchasing; the department gets it whole; its head agrees."""
    page = enter("/cockpit", login="gm")
    units = holders(page)
    company = next(one for one in units.values() if one["level"] == 0)
    buyers = units["采购部"]
    page.goto(f"/targets?view=all&year={YEAR}&holder=unit|{company['key']}&indicator={INDICATOR}")
    page.get_by_role("button", name="制定计划").click()
    dialog = page.get_by_role("dialog", name=f"制定 {YEAR} 年目标")
    dialog.get_by_text("按总额").click()
    dialog.get_by_placeholder("如 1200万").fill("1200.01万")
    dialog.get_by_role("button", name="写入 12 个目标").click()
    expect(page.get_by_text("已写入 12 个目标")).to_be_visible()
    stored = rows(page, company["key"])
    assert sum(round(float(one["amount"]) * 100) for one in stored.values()) == 1_200_010_000

    # typed into the grid: a cell of the company is changed and saved
    grid = page.get_by_role("grid", name="目标表")
    first = grid.get_by_role("gridcell", name=re.compile(rf"{YEAR}-01"))
    first.first.click()
    page.keyboard.type("200万")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存 1 个目标")).to_be_visible()
    assert float(rows(page, company["key"])[f"{YEAR}-01"]["amount"]) == 2_000_000

    page.get_by_role("button", name="分解", exact=True).click()
    dialog = page.get_by_role("dialog", name=f"分解 {YEAR} 年目标")
    dialog.get_by_role("radio", name="指定").check()
    taker = dialog.get_by_role("combobox", name="承担方")
    taker.click()
    taker.fill("采购部")
    page.locator(".ant-select-tree-node-content-wrapper").filter(has_text="采购部").first.click()
    taker.press("Escape")
    expect(dialog.get_by_text("逐期核对，12 期全部相符")).to_be_visible()
    dialog.get_by_role("button", name="分解为 12 个目标").click()
    expect(page.get_by_text("已分解为 12 个目标，等待对方确认")).to_be_visible()
    given = rows(page, buyers["key"])
    assert {one["state"] for one in given.values()} == {"proposed"}
    assert float(given[f"{YEAR}-01"]["amount"]) == 2_000_000

    # changing the company's target again tells whom it touches, and asks
    first.first.click()
    page.keyboard.type("210万")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="保存", exact=True).click()
    question = page.get_by_role("dialog", name="这次变更会影响下级目标")
    expect(question.get_by_role("cell", name="采购部")).to_be_visible()
    question.get_by_role("button", name="确认变更").click()
    expect(page.get_by_text("1 个下级目标待重新确认")).to_be_visible()

    head = enter(f"/targets?year={YEAR}&view=mine", login="purchase")
    waiting = head.get_by_role("region", name=re.compile("待我确认 12 项"))
    expect(waiting.get_by_text(NAME)).to_be_visible()
    waiting.get_by_role("button", name="全部同意").click()
    head.get_by_role("dialog").get_by_role("button", name="同意").click()
    expect(head.get_by_text("已同意 12 个目标")).to_be_visible()
    expect(head.get_by_text("没有等你确认的目标")).to_be_visible()

    page.goto("/kpi-log")
    expect(page.get_by_text("日志完整")).to_be_visible()
    entry = page.get_by_role("row").filter(has_text="采购部").filter(has_text="已确认").first
    expect(entry).to_contain_text("孙丽华")
    expect(entry).to_contain_text(NAME)


def test_what_was_typed_is_kept_when_it_is_wrong_or_somebody_was_quicker(enter: Enter) -> None:
    page = enter("/cockpit", login="gm")
    unit = holders(page)["质量部"]
    place = f"/targets?view=all&year={YEAR}&holder=unit|{unit['key']}&indicator={INDICATOR}"
    page.goto(place)
    grid = page.get_by_role("grid", name="目标表")
    cell = grid.get_by_role("gridcell", name=re.compile(rf"{YEAR}-02"))
    cell.first.click()
    page.keyboard.type("12x")
    page.keyboard.press("Enter")
    expect(page.get_by_text("其中 1 处不是有效数值")).to_be_visible()
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_disabled()
    page.reload()  # nothing is lost by a reload either
    expect(page.get_by_text("1 处未保存")).to_be_visible()
    cell.first.click()
    page.keyboard.type("34")
    page.keyboard.press("Enter")

    # somebody else sets the same target meanwhile
    me = page.request.get("/api/me").json()
    body = {
        "cells": [
            {
                "indicator": INDICATOR,
                "holder": {"kind": "unit", "key": unit["key"]},
                "period": f"{YEAR}-02",
                "amount": "99",
            }
        ]
    }
    answer = page.request.put("/api/targets", data=body, headers={"X-Baton-CSRF": me["csrf"]})
    assert answer.ok, answer.text()
    page.get_by_role("button", name="保存", exact=True).click()
    question = page.get_by_role("dialog", name="这些目标刚被别人改过")
    expect(question).to_contain_text("99")
    expect(question).to_contain_text("34")
    question.get_by_role("button", name="保存我的").click()
    expect(page.get_by_text("已保存 1 个目标")).to_be_visible()
    assert float(rows(page, unit["key"])[f"{YEAR}-02"]["amount"]) == 34


def test_a_range_of_a_spreadsheet_is_pasted(enter: Enter) -> None:
    page = enter("/cockpit", login="gm")
    unit = holders(page)["人力资源部"]
    page.goto(f"/targets?view=all&year={YEAR}&holder=unit|{unit['key']}&indicator={INDICATOR}")
    grid = page.get_by_role("grid", name="目标表")
    grid.get_by_role("gridcell", name=re.compile(rf"{YEAR}-03")).first.click()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "1,000.50\\t(20)\\t3万\\r\\n");
            const init = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", init));
        }"""
    )
    expect(page.get_by_text("3 处未保存")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存 3 个目标")).to_be_visible()
    stored = rows(page, unit["key"])
    found = [float(stored[f"{YEAR}-{month:02}"]["amount"]) for month in (3, 4, 5)]
    assert found == [1000.5, -20, 30000]
