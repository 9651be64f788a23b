"""Logging in and out, as people do it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_click_on_a_demo_person_logs_in(open_page):
    """The log-in page lists the demo company's people; one click opens the cockpit."""
    page = open_page("/cockpit")
    expect(page).to_have_url(re.compile(r"/login\?next="))
    expect(page.get_by_role("heading", name="欢迎回来")).to_be_visible()
    page.get_by_role("button", name=re.compile("^总经理")).click()
    expect(page).to_have_url(re.compile(r"/cockpit$"))
    expect(page.get_by_role("heading", name="驾驶舱")).to_be_visible()


def test_name_and_password_log_in_and_the_menu_logs_out(open_page, logins):
    """After the log-out the pages are closed again."""
    page = open_page("/login")
    name, password = logins["gm"]
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("button", name="账户菜单").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page).to_have_url(re.compile("/login"))
    page.goto("/indicators")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Findicators"))


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(open_page):
    """The server's message stands on the form; nothing typed is lost."""
    page = open_page("/login")
    page.get_by_label("登录名").fill("nobody-of-that-name")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("密码")
    expect(page.get_by_label("登录名")).to_have_value("nobody-of-that-name")


def test_an_ended_session_leads_back_to_the_same_page(enter):
    """Whoever is thrown out comes back, after a new log-in, to where he was."""
    page = enter("/indicators")
    expect(page.get_by_role("heading", name="指标库")).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("link", name="驾驶舱").click()
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fcockpit"))
    page.get_by_role("button", name=re.compile("^总经理")).click()
    expect(page).to_have_url(re.compile("/cockpit"))


def test_the_next_address_never_leads_out_of_the_app(open_page):
    """A forged link cannot use the log-in page to send people elsewhere."""
    page = open_page("/login?next=//example.org/")
    page.get_by_role("button", name=re.compile("^总经理")).click()
    expect(page).to_have_url(re.compile(r"^http://127\.0\.0\.1:\d+/cockpit"))
