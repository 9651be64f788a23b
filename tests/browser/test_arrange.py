"""The cockpit arranged by dragging and by keys, kept, and given back to the role."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PLACES = "[data-place]"


def _order(page: Page) -> list[str]:
    return page.locator(PLACES).evaluate_all("all => all.map(one => one.dataset.place)")


def _shown(page: Page) -> list[str]:
    return page.locator("[data-code]").evaluate_all("all => all.map(one => one.dataset.code)")


def _reset(page: Page) -> None:
    token = page.request.get("/api/me").json()["csrf"]
    assert page.request.delete("/api/cockpit/layout", headers={"X-Baton-CSRF": token}).ok


def test_cards_are_dragged_moved_by_keys_kept_and_reset(enter):
    page = enter("/cockpit", login="warehouse")
    try:
        page.get_by_role("button", name="调整布局").click()
        page.locator(PLACES).first.wait_for()
        before = _order(page)
        # by mouse: the first card onto the third
        handle = page.locator(PLACES).nth(0).get_by_role("button").first
        target = page.locator(PLACES).nth(2)
        box, onto = handle.bounding_box(), target.bounding_box()
        assert box is not None and onto is not None
        page.mouse.move(box["x"] + 10, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(onto["x"] + onto["width"] / 2, onto["y"] + onto["height"] / 2, steps=8)
        page.mouse.up()
        dragged = _order(page)
        assert dragged.index(before[0]) > 0
        assert sorted(dragged) == sorted(before)
        # by keys: to the front again, the focus stays on the card's handle
        handle = page.locator(f"[data-place={before[0]}]").get_by_role("button").first
        handle.focus()
        for _ in range(dragged.index(before[0])):
            page.keyboard.press("ArrowLeft")
        assert _order(page)[0] == before[0]
        page.keyboard.press("ArrowRight")
        wanted = _order(page)
        assert wanted.index(before[0]) == 1
        page.get_by_role("button", name="保存布局").click()
        expect(page.locator(PLACES)).to_have_count(0)
        kept = page.request.get("/api/cockpit/layout").json()
        assert [one["code"] for one in kept["cards"]] == wanted
        page.reload()
        page.locator("[data-code]").first.wait_for()
        assert [code for code in _shown(page) if code in wanted[:2]][:2] == [
            code for code in wanted[:2] if code in _shown(page)
        ]
        # back to what the role starts with
        page.get_by_role("button", name="调整布局").click()
        page.get_by_role("button", name="恢复默认").click()
        page.get_by_role("tooltip").get_by_role("button", name="恢复默认").click()
        expect(page.locator(PLACES)).to_have_count(0)
        assert page.request.get("/api/cockpit/layout").json()["stamp"] is None
    finally:
        _reset(page)
