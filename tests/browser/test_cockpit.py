"""The cockpit: figures by perspective that move by themselves."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def _cockpit(page: Page, **query: str) -> dict:
    answer = page.request.get("/api/cockpit", params=query)
    assert answer.ok, answer.text()
    return answer.json()


def _cards(cockpit: dict) -> list[dict]:
    return [card for one in cockpit["perspectives"] for card in one["cards"]]


def test_every_card_of_the_answer_is_on_the_page(enter):
    """Four perspectives; every indicator is there, as a card or, without a figure, by name."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    cards = _cards(_cockpit(page))
    shown = page.locator("[data-code]").evaluate_all("all => all.map(one => one.dataset.code)")
    assert sorted(shown) == sorted(card["code"] for card in cards)
    assert page.locator("[data-perspective]").count() >= 4


def test_a_card_shows_the_servers_figure_in_chinese_writing(enter):
    """Money above 10,000 is written in 万, from the exact decimal string."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    money = next(
        card
        for card in _cards(_cockpit(page))
        if card["unit"] == "CNY"
        and card["value"]
        and Decimal(10**5) <= Decimal(card["value"]) < 10**8
    )
    scaled = (Decimal(money["value"]) / 10**4).quantize(Decimal("0.1"), "ROUND_HALF_UP")
    wanted = f"¥{scaled:,}".removesuffix(".0") + "万"
    text = page.locator(f"[data-code={money['code']}]").inner_text()
    assert wanted in re.sub(r"\s", "", text)


def test_period_and_org_unit_are_in_the_address_and_ask_anew(enter):
    """A step back in time changes address, figures and the label; a reload keeps them."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    with page.expect_response(re.compile(r"/api/cockpit\?period=\d{4}-\d\d")) as asked:
        page.get_by_role("button", name="上一期").click()
    assert asked.value.ok
    expect(page).to_have_url(re.compile(r"period=\d{4}-\d\d"))
    page.get_by_text("季", exact=True).click()
    expect(page).to_have_url(re.compile(r"period=\d{4}-Q\d"))
    page.reload()
    expect(page).to_have_url(re.compile(r"period=\d{4}-Q\d"))
    page.locator("[data-code]").first.wait_for()


def test_a_unit_of_the_tree_narrows_the_figures(enter):
    """The tree picker asks for one department."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    tree = page.request.get("/api/org/tree").json()
    unit = tree[0]["children"][0]
    page.get_by_role("combobox", name="组织").click()
    with page.expect_response(
        lambda answer: f"org={quote_plus(unit['key'])}" in answer.url
    ) as asked:
        page.locator(".ant-select-tree-title", has_text=re.compile(f"^{unit['name']}$")).click()
    assert asked.value.ok
    expect(page).to_have_url(re.compile("org="))


def test_the_lights_filter_the_cards(enter):
    """A click on a light leaves the cards of that light."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    cards = _cards(_cockpit(page))
    light, word = next(
        (light, word)
        for light, word in (("red", "落后"), ("amber", "关注"), ("green", "达标"))
        if any(card["light"] == light for card in cards)
    )
    page.get_by_role("group", name="按状态筛选").get_by_role("button", name=word).click()
    expect(page.locator("[data-code]")).to_have_count(sum(card["light"] == light for card in cards))


def test_a_card_opens_its_indicator_for_the_same_period(enter):
    """Period and unit go along."""
    page = enter("/cockpit?show=all")
    page.locator("[data-code]").first.wait_for()
    page.get_by_role("button", name="上一期").click()
    expect(page).to_have_url(re.compile("period="))
    period = re.search(r"period=([\d-]+)", page.url).group(1)
    page.locator("[data-code]").first.click()
    expect(page).to_have_url(re.compile(rf"/indicators/\w+\?period={period}"))
