"""The frame around the pages: language, menu by role, phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_language_switch_changes_app_and_server_texts_and_stays(enter):
    """Menu and titles come from the server, buttons from the app: both switch, and for good."""
    page = enter("/cockpit")
    expect(page.get_by_role("heading", name="驾驶舱", level=1)).to_be_visible()
    page.get_by_text("EN", exact=True).click()
    expect(page.get_by_role("heading", name="Cockpit", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-perspective] h2").first).not_to_have_text(CHINESE)
    expect(page.get_by_role("navigation", name="Main menu")).not_to_contain_text(CHINESE)
    page.reload()
    expect(page.get_by_role("heading", name="Cockpit", level=1)).to_be_visible()
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("heading", name="驾驶舱", level=1)).to_be_visible()


def test_the_menu_follows_the_role(enter):
    """A sales person is offered sales documents and not the books."""
    manager = enter("/cockpit", login="gm").get_by_role("navigation", name="主菜单")
    expect(manager.get_by_role("link", name="指标库")).to_be_visible()
    seller = enter("/", login="sales")
    expect(seller.get_by_role("navigation", name="主菜单")).to_be_visible()
    assert (
        manager.get_by_role("menuitem").all_inner_texts()
        != seller.get_by_role("navigation", name="主菜单").get_by_role("menuitem").all_inner_texts()
    )


def test_on_a_phone_the_menu_is_a_drawer_and_nothing_runs_off_the_side(enter):
    """390 × 844: the menu opens by a button and closes on choosing."""
    page = enter("/cockpit", phone=True)
    page.locator("[data-code]").first.wait_for()
    for path in ("/cockpit", "/indicators", "/indicators/sales_ordered"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path} is {width} px wide"
    page.get_by_role("button", name="打开菜单").click()
    page.get_by_role("dialog").get_by_role("link", name="驾驶舱").click()
    expect(page).to_have_url(re.compile("/cockpit"))
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_unknown_address_says_so_and_leads_home(enter):
    """A mistyped address keeps the frame and shows a way on."""
    page = enter("/no/such/page")
    expect(page.get_by_text("没有这个页面")).to_be_visible()
    page.get_by_role("link", name="回到首页").click()
    expect(page.get_by_role("heading", name="驾驶舱", level=1)).to_be_visible()


def test_the_page_says_when_the_server_is_out_of_reach(enter):
    """Figures that no longer move are marked, with the time since when."""
    page = enter("/cockpit")
    expect(page.get_by_role("status").filter(has_text="实时")).to_be_visible()
    page.route("**/api/**", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("连不上服务器")).to_be_visible()
    page.unroute("**/api/**")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("heading", name="驾驶舱", level=1)).to_be_visible()
