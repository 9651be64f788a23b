"""From an order to its invoice in the browser, and a manager's cockpit that moves meanwhile."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

LIVE_MS = 10_000
"""How long a figure on an open page may take to follow on a busy machine; 2 s on an idle one."""


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
    status = head.locator(".ant-tag").filter(has_text=re.compile(f"^{state}$"))
    go_on = page.get_by_role("dialog").get_by_role("button", name=re.compile("^(继续|确定|确 定)$"))
    expect(status.or_(go_on).first).to_be_visible()
    if go_on.is_visible():
        go_on.click()
    expect(status).to_be_visible()


def _figure(page: Page, code: str) -> Decimal:
    perspectives = page.request.get("/api/cockpit").json()["perspectives"]
    (card,) = [card for one in perspectives for card in one["cards"] if card["code"] == code]
    return Decimal(card["value"] or 0)


@contextmanager
def _moving(manager: Page, code: str) -> Iterator[None]:
    """The card on the manager's open page moves, without a reload, after what the block does."""
    card = manager.locator(f"[data-code={code}]")
    before, shown = _figure(manager, code), card.inner_text()
    yield
    done = time.monotonic()
    expect(card).not_to_have_text(shown, use_inner_text=True, timeout=LIVE_MS)
    print(f"{code} moved {time.monotonic() - done:.2f} s after the step")  # noqa: T201 - measured
    assert _figure(manager, code) > before


def _add_line(page: Page, product: str, quantity: str) -> None:
    """A line of the order; the price follows from the product."""
    with _settled(page):
        page.get_by_role("button", name="添加一行").click()
    line = page.get_by_role("region", name="明细").locator("tr.ant-table-row").last
    _choose(page, line.get_by_role("combobox", name="产品"), product)
    box = line.get_by_role("textbox", name="数量").or_(line.get_by_role("spinbutton", name="数量"))
    with _settled(page):
        box.fill(quantity)
        box.blur()


def _linked(page: Page, kind: str) -> str:
    """The address of the one document of that kind that belongs to the open one."""
    link = page.locator(f"a[href*='/documents/{kind}/']")
    expect(link).to_have_count(1)
    return str(link.get_attribute("href"))


def test_an_order_is_made_confirmed_shipped_and_invoiced(enter: Any) -> None:
    """Sales makes and confirms it, the warehouse ships it, finance posts the invoice; the cards of
    the general manager move at each step, without a reload, and open down to that order."""
    manager = enter("/cockpit?show=all", login="gm")
    manager.locator("[data-code=sales_ordered]").wait_for()
    ordered = _figure(manager, "sales_ordered")

    page = enter("/documents/sale_order/new", login="sales")
    _choose(page, page.get_by_role("combobox", name="客户"), "公司")
    _add_line(page, "滚珠丝杠", "20")
    _add_line(page, "联轴器", "30")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/documents/sale_order/\d+"))
    record = page.url.rsplit("/", 1)[1]
    _press(page, "报价", "报价")
    with _moving(manager, "sales_ordered"):
        _press(page, "确认", "处理中")
    saved = page.request.get(f"/api/documents/sale_order/{record}").json()
    amount = Decimal(saved["values"]["untaxed_amount"])
    assert amount > 0
    assert _figure(manager, "sales_ordered") == ordered + amount

    shipment = enter(_linked(page, "customer_shipment"), login="keeper")
    for button, state in (("分配库存", "已分配"), ("拣货", "已拣货"), ("打包", "已打包")):
        _press(shipment, button, state)
    with _moving(manager, "sales_shipped"):
        _press(shipment, "完成发货", "已完成")

    # The open order learns of its invoice by itself.
    expect(page.locator("a[href*='/documents/customer_invoice/']")).to_have_count(1)
    invoice = enter(_linked(page, "customer_invoice"), login="finance")
    with _moving(manager, "sales_invoiced"):
        _press(invoice, "过账", "已过账")
    expect(
        invoice.get_by_text(f"¥{Decimal(saved['values']['total_amount']):,}").first
    ).to_be_visible()

    manager.locator("[data-code=sales_ordered]").click()
    documents = manager.get_by_role("region", name="背后的单据")
    row = documents.get_by_role("row").filter(has_text=f"#{saved['rec_name']}")
    expect(row).to_contain_text(f"¥{amount:,}")
    row.get_by_role("button").click()
    expect(documents.get_by_role("cell", name=re.compile("^滚珠丝杠"))).to_have_count(1)
    row.get_by_role("link").click()
    expect(manager).to_have_url(re.compile(rf"/documents/sale_order/{record}$"))
