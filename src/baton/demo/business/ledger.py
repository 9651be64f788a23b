"""The entries that no document posts: expenses, wages, depreciation, taxes, production variance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from baton.demo.books import Books, Line
from baton.demo.desk import Desk, money
from baton.demo.rhythm import Tick

WAGES = {
    "admin": "admin_wages",
    "sales": "selling_wages",
    "direct": "production_basic",
    "overhead": "overhead_wages",
}
OVERHEADS = ["overhead_wages", "overhead_other", "overhead_utilities", "overhead_depreciation"]
SURTAXES = {"tax_urban": 0.07, "tax_education": 0.03, "tax_local_education": 0.02}
"""Surcharges on value added tax, as shares of it."""

ZERO = Decimal(0)


def book_expenses(desk: Desk, tick: Tick) -> None:
    """Book what falls due in the tick: payments by their day, accruals, last month's debts."""
    books = Books(desk)
    data = desk.script.expenses
    entries = []
    for row in data["monthly"]:
        day = _in_tick(tick, row["day"])
        if day:
            chance = desk.rhythm.chance("expense", row["text"], f"{day:%Y-%m}")
            factor = (1 + chance.uniform(-1, 1) * row["noise"]) * desk.volume
            amount = money(row["amount"] * factor)
            entries.append((day, row["text"], [(row["account"], amount), ("bank", -amount)]))
    if day := _in_tick(tick, 10):
        entries += _pay_debts(desk, books, day)
    if day := _in_tick(tick, data["accrual_day"]):
        entries += _accrue(desk, books, day)
    books.enter(sorted(entries, key=lambda entry: entry[0]))


def _in_tick(tick: Tick, day: int) -> dt.date | None:
    """That day of the month, when it is in the tick."""
    found = tick.start.replace(day=day)
    return found if tick.start <= found <= tick.end else None


def _pay_debts(desk: Desk, books: Books, day: dt.date) -> list[tuple[dt.date, str, list[Line]]]:
    """Wages and taxes that last month left to be paid."""
    texts = desk.script.expenses["texts"]
    until = day.replace(day=1) - dt.timedelta(days=1)
    wages = ["salary_wages", "salary_social"]
    value_added = ["tax_unpaid", *SURTAXES]
    found = books.balances([*wages, *value_added, "tax_income"], until)
    groups = ((wages, "payroll_paid"), (value_added, "vat"), (["tax_income"], "income_tax_paid"))
    entries = []
    for keys, text in groups:
        lines: list[Line] = [(key, -found[key]) for key in keys if found[key] < 0]
        if lines:
            paid = sum((amount for _, amount in lines), ZERO)
            entries.append((day, texts[text], [*lines, ("bank", -paid)]))
    return entries


def _accrue(desk: Desk, books: Books, day: dt.date) -> list[tuple[dt.date, str, list[Line]]]:
    data = desk.script.expenses
    lines: list[Line] = []
    gross = ZERO
    for kind, salary in _salaries(desk, day).items():
        lines.append((WAGES[kind], money(salary * (1 + data["social_insurance"]))))
        gross += money(salary)
    social = sum((amount for _, amount in lines), ZERO) - gross
    lines += [("salary_wages", -gross), ("salary_social", -social)]
    entries = [(day, data["texts"]["payroll"], lines)]
    for row in data["depreciation"]:
        amount = money(row["amount"] * desk.volume)
        entries.append((day, row["text"], [(row["account"], amount), ("depreciation", -amount)]))
    sold = -books.balances(["main_revenue"], day, since=day - dt.timedelta(days=29))["main_revenue"]
    freight = money(float(sold) * data["freight_share"])
    lines = [("selling_freight", freight), ("bank", -freight)]
    entries.append((day, data["texts"]["freight"], lines))
    return entries


def _salaries(desk: Desk, day: dt.date) -> dict[str, float]:
    """Class of cost → the month's salaries of those employed on the day, CNY."""
    positions = {row["code"]: row for row in desk.script.organisation["positions"]}
    found: dict[str, float] = {}
    for person in desk.script.organisation["people"]:
        employee = desk.employees[person["code"]]
        if employee.start_date <= day and not (employee.end_date and employee.end_date < day):
            position = positions[person["position"]]
            kind = position["cost"]
            found[kind] = found.get(kind, 0.0) + position["salary"] * desk.volume
    return found


def close_month(desk: Desk, tick: Tick) -> None:
    """Move overheads to production, its variance to cost of sales, and work out the taxes."""
    books = Books(desk)
    texts = desk.script.expenses["texts"]
    day, first = tick.end, tick.end.replace(day=1)
    found = books.balances(OVERHEADS, day)
    lines: list[Line] = [(key, -amount) for key, amount in found.items()]
    lines.append(("production_basic", sum(found.values(), ZERO)))
    books.enter([(day, texts["wages_transfer"], lines)])
    variance = books.balance("production_basic", day) - _work_in_process(desk)
    lines = [("main_cost_variance", variance), ("production_basic", -variance)]
    books.enter([(day, texts["variance"], lines)])
    vat = books.balances(["tax_vat_output", "tax_vat_input"], day, since=first)
    owed = -sum(vat.values(), ZERO)
    if owed > 0:
        surtax: list[Line] = [(key, -money(float(owed) * n)) for key, n in SURTAXES.items()]
        surtax.append(("surtax", -sum((amount for _, amount in surtax), ZERO)))
        transfer: list[Line] = [("tax_vat_transfer_unpaid", owed), ("tax_unpaid", -owed)]
        books.enter([(day, texts["vat"], transfer), (day, texts["vat_surcharge"], surtax)])
    tax = money(float(books.profit(first, day)) * desk.script.expenses["income_tax"])
    if tax > 0:
        lines = [("income_tax", tax), ("tax_income", -tax)]
        books.enter([(day, texts["income_tax"], lines)])


def _work_in_process(desk: Desk) -> Decimal:
    """The material in the orders under way at its cost, CNY."""
    running: list[Any] = desk.get("production").search([("state", "=", "running")])
    total = ZERO
    for production in running:
        for move in production.inputs:
            if move.state == "done":
                total += Decimal(str(move.internal_quantity)) * (move.cost_price or ZERO)
    return round(total, 2)
