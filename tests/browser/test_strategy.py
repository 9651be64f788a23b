"""The strategy map: drawn, linked, dragged, read on a phone; the checkup leads to what it found."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

YEAR = 2031
"""A year of its own: the strategy in force stays as it is."""


def _headers(page: Page) -> dict[str, str]:
    return {"X-Baton-CSRF": page.request.get("/api/me").json()["csrf"]}


def _make(page: Page, path: str, values: dict[str, Any]) -> Any:
    answer = page.request.post(f"/api/strategies{path}", data=values, headers=_headers(page))
    assert answer.ok, answer.text()
    return answer.json()


def _change(page: Page, strategy: int, kind: str, item: dict[str, Any], **values: Any) -> Any:
    answer = page.request.patch(
        f"/api/strategies/{strategy}/{kind}/{item['id']}",
        data={"stamp": item["stamp"], "values": values},
        headers=_headers(page),
    )
    assert answer.ok, answer.text()
    return answer.json()


def _read(page: Page, strategy: int) -> Any:
    return page.request.get(f"/api/strategies/{strategy}").json()


@contextlib.contextmanager
def _strategy(page: Page, **values: Any) -> Iterator[int]:
    """A draft of its own, deleted afterwards."""
    made = _make(page, "", {"name": "测试战略", "year": YEAR, **values})
    try:
        yield made["id"]
    finally:
        stamp = _read(page, made["id"])["stamp"]
        path = f"/api/strategies/{made['id']}"
        page.request.delete(path, params={"stamp": stamp}, headers=_headers(page))


def _card(page: Page, name: str) -> Locator:
    return page.locator("article[data-objective]", has_text=name)


def _middle(card: Locator) -> tuple[float, float]:
    box = card.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drag(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def _edit(page: Page) -> None:
    page.get_by_text("编辑", exact=True).first.click()
    expect(page.locator("[data-editing=true]")).to_be_visible()


def test_an_objective_made_linked_and_dragged_is_there_after_a_reload(enter: Any) -> None:
    page = enter("/cockpit")
    with _strategy(page) as number:
        _make(page, f"/{number}/objectives", {"name": "准时交付", "perspective": "customer"})
        page.goto(f"/strategy?id={number}")
        expect(_card(page, "准时交付")).to_be_visible()
        _edit(page)

        page.get_by_role("button", name="在“财务”添加目标").click()
        page.get_by_label("名称").fill("多赚利润")
        page.get_by_role("button", name="保存").click()
        expect(_card(page, "多赚利润")).to_be_visible()

        port = _card(page, "准时交付").locator("[data-port]")
        _drag(page, _middle(port), _middle(_card(page, "多赚利润")))
        expect(page.locator("[data-link]")).to_have_count(1)

        x, y = _middle(_card(page, "多赚利润"))
        with page.expect_response(re.compile(r"/places$")) as moved:
            _drag(page, (x, y), (x - 250, y))
        assert moved.value.ok
        page.reload()
        _card(page, "多赚利润").wait_for()
        _edit(page)  # with its line of help, as before
        kept_x, kept_y = _middle(_card(page, "多赚利润"))
        assert abs(kept_x - (x - 250)) < 12
        assert abs(kept_y - y) < 12
        expect(page.locator("[data-link]")).to_have_count(1)

        # on with the keyboard, and back again
        with page.expect_response(re.compile(r"/places$")):
            _card(page, "多赚利润").get_by_role("button").focus()
            page.keyboard.press("ArrowRight")
        with page.expect_response(re.compile(r"/places$")):
            page.keyboard.press("Control+z")
        found = _read(page, number)["objectives"]
        (profit,) = [one for one in found if one["name"] == "多赚利润"]
        page.reload()
        _card(page, "多赚利润").wait_for()
        assert abs(_middle(_card(page, "多赚利润"))[0] - kept_x) < 12
        assert profit["perspective"] == "finance"


def test_dragged_into_another_band_it_takes_that_perspective(enter: Any) -> None:
    page = enter("/cockpit")
    with _strategy(page) as number:
        _make(page, f"/{number}/objectives", {"name": "培训", "perspective": "customer"})
        page.goto(f"/strategy?id={number}")
        _card(page, "培训").wait_for()
        _edit(page)
        with page.expect_response(
            lambda answer: "/objectives/" in answer.url and answer.request.method == "PATCH"
        ):
            _drag(
                page,
                _middle(_card(page, "培训")),
                _middle(page.locator("section[data-perspective=people]")),
            )
        (found,) = _read(page, number)["objectives"]
        assert found["perspective"] == "people"


def test_weights_over_a_hundred_are_refused_with_a_way_out(enter: Any) -> None:
    page = enter("/cockpit")
    with _strategy(page) as number:
        one = _make(page, f"/{number}/objectives", {"name": "增长", "perspective": "finance"})
        for code in ("sales_ordered", "sales_invoiced"):
            values = {"objective": one["id"], "indicator": code, "weight": "0.5"}
            _make(page, f"/{number}/indicators", values)
        page.goto(f"/strategy?id={number}&objective={one['id']}")
        panel = page.locator("[data-panel]")
        expect(panel.locator("[data-measure]")).to_have_count(2)
        _edit(page)
        panel.get_by_role("spinbutton").first.fill("70")
        expect(panel.get_by_text("超出 20 个百分点")).to_be_visible()
        save = panel.get_by_role("button", name="保存指标与权重")
        expect(save).to_be_disabled()
        panel.get_by_role("button", name="折算到 100%").click()
        expect(panel.locator("[data-sum='100']")).to_be_visible()
        save.click()
        expect(save).to_be_hidden()
        weights = [float(m["weight"]) for m in _read(page, number)["objectives"][0]["indicators"]]
        assert sum(weights) == 1
        assert sorted(weights) == [0.42, 0.58]


@pytest.mark.parametrize("mine", [True, False], ids=["send mine", "take theirs"])
def test_two_people_on_one_objective_are_asked_and_lose_nothing(enter: Any, mine: bool) -> None:
    """The name collides; the description, which only one of them wrote, is kept either way."""
    page = enter("/cockpit")
    with _strategy(page) as number:
        one = _make(page, f"/{number}/objectives", {"name": "甲", "perspective": "finance"})
        page.goto(f"/strategy?id={number}&objective={one['id']}")
        page.locator("[data-panel]").wait_for()
        _edit(page)
        page.get_by_role("button", name="编辑目标").click()
        form = page.get_by_role("dialog", name="编辑目标")
        form.get_by_label("名称").fill("我的名字")
        form.get_by_label("说明").fill("我的说明")
        _change(page, number, "objectives", one, name="对方的名字")
        form.get_by_role("button", name="保存").click()
        expect(page.locator(".ant-modal-confirm-title")).to_contain_text("刚被别人修改")
        page.get_by_role("button", name="用我的" if mine else "用对方的").click()
        expect(form).to_be_hidden()
        (found,) = _read(page, number)["objectives"]
        assert found["name"] == ("我的名字" if mine else "对方的名字")
        assert found["description"] == "我的说明"


def test_what_somebody_else_draws_shows_by_itself(enter: Any) -> None:
    page = enter("/cockpit")
    with _strategy(page) as number:
        page.goto(f"/strategy?id={number}")
        expect(page.get_by_role("heading", name="测试战略", level=1)).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="实时")).to_be_visible()
        other = enter("/cockpit")
        _make(other, f"/{number}/objectives", {"name": "别人加的", "perspective": "finance"})
        expect(_card(page, "别人加的")).to_be_visible()


def test_an_employee_reads_and_opens_an_indicator(enter: Any) -> None:
    page = enter("/strategy", login="sales")
    page.locator("article[data-objective]").first.wait_for()
    expect(page.get_by_label("查看或编辑")).to_have_count(0)
    page.locator("article[data-objective] button").first.click()
    page.locator("[data-measure]").first.click()
    expect(page).to_have_url(re.compile(r"/indicators/\w+"))


def test_on_a_phone_the_bands_are_lists_and_links_are_words(enter: Any) -> None:
    page = enter("/strategy", phone=True)
    page.locator("li[data-objective]").first.wait_for()
    expect(page.get_by_text("支撑 →").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_checkup_filters_and_leads_to_what_it_found(enter: Any) -> None:
    page = enter("/checkup")
    page.locator("[data-test]").first.wait_for()
    expect(page.locator("[data-test]")).to_have_count(6)
    busy = page.locator("[data-test]:not(:has-text('没有问题'))").first
    test = busy.get_attribute("data-test")
    busy.click()
    expect(page).to_have_url(re.compile(f"test={test}"))
    expect(page.locator(f"[data-finding]:not([data-finding={test}])")).to_have_count(0)
    expect(page.locator("[data-finding]").first).to_be_visible()
    target = page.locator("[data-finding] a").first
    where = target.get_attribute("href")
    target.click()
    expect(page).to_have_url(re.compile(re.escape(where or "")))
