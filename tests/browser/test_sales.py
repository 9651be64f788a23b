"""From an order to its invoice in the browser, and a manager's cockpit that moves meanwhile."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

LIVE_MS = 10_000
"""How long a figure on an open page may take to follow on a busy machine."""


def _settled(page: Page) -> Any:
    """Wait, at the end of a block, until the server has said what the change changes elsewhere."""
    return page.expect_response(re.compile("/on-change$"))


def _choose(page: Page, box: Locator, typed: str) -> None:
    """Type into a box that finds records and take the first one it offers."""
    box.click()
    box.fill(typed)
    options = page.locator(".ant-select-dropdown:visible .ant-select-item-option")
    expect(options.filter(has_text=typed).first).to_be_visible()
    with _settled(page):
        options.filter(has_text=typed).first.click()


def _press(page: Page, button: str, state: str) -> None:
    """Press a button of the document, go on past what it asks, and see the state after."""
    page.get_by_role("button", name=button, exact=True).click()
    head = page.locator("header").filter(has=page.get_by_role("heading", level=1))
    status = head.get_by_text(state, exact=True).last
    go_on = page.get_by_role("dialog").get_by_role("button", name=re.compile("^(继续|确定|确 定)$"))
    expect(status.or_(go_on).first).to_be_visible()
    if go_on.is_visible():
        go_on.click()
    expect(status).to_be_visible()


def _figure(page: Page, code: str) -> Decimal:
    perspectives = page.request.get("/api/cockpit").json()["perspectives"]
    (card,) = [card for one in perspectives for card in one["cards"] if card["code"] == code]
    return Decimal(card["value"] or 0)


def _linked(page: Page, kind: str) -> str:
    """The address of the one document of that kind that belongs to the open one."""
    link = page.locator(f"a[href*='/documents/{kind}/']")
    expect(link).to_have_count(1)
    return str(link.get_attribute("href"))


def test_an_order_is_made_confirmed_shipped_and_invoiced(enter: Any) -> None:
    """Sales makes and confirms it, the warehouse ships it, finance posts the invoice; the card of
    the general manager moves by the order's amount, without a reload."""
    manager = enter("/cockpit", login="gm")
    card = manager.locator("[data-code=sales_ordered]")
    card.wait_for()
    before, shown = _figure(manager, "sales_ordered"), card.inner_text()

    page = enter("/documents/sale_order/new", login="sales")
    _choose(page, page.get_by_role("combobox", name="客户"), "公司")
    with _settled(page):
        page.get_by_role("button", name="添加一行").click()
    lines = page.get_by_role("region", name="明细")
    _choose(page, lines.get_by_role("combobox", name="产品"), "滚珠丝杠")
    quantity = lines.get_by_role("textbox", name="数量").or_(
        lines.get_by_role("spinbutton", name="数量")
    )
    with _settled(page):
        quantity.fill("2")
        quantity.blur()
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/documents/sale_order/\d+"))
    order = page.url
    _press(page, "报价", "报价")
    _press(page, "确认", "处理中")

    expect(card).not_to_have_text(shown, timeout=LIVE_MS)
    number = order.rsplit("/", 1)[1]
    saved = page.request.get(f"/api/documents/sale_order/{number}").json()["values"]
    amount = Decimal(saved["untaxed_amount"])
    assert amount > 0
    assert _figure(manager, "sales_ordered") == before + amount

    shipment = enter(_linked(page, "customer_shipment"), login="keeper")
    for button, state in (("分配库存", "已分配"), ("拣货", "已拣货"), ("打包", "已打包")):
        _press(shipment, button, state)
    _press(shipment, "完成发货", "已完成")

    page.reload()
    invoice = enter(_linked(page, "customer_invoice"), login="finance")
    _press(invoice, "过账", "已过账")
    expect(invoice.get_by_text(f"{Decimal(saved['total_amount']):,}").first).to_be_visible()
