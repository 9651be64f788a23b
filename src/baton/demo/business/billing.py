"""Invoices of customers and suppliers, and their payment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.books import Books
from baton.demo.business import payment_orders
from baton.demo.desk import Desk, batches
from baton.demo.rhythm import Tick


def post_invoices(desk: Desk, tick: Tick) -> None:
    """Post what deliveries and receipts of the tick brought, on the day of the paper."""
    invoices = desk.get("account.invoice")
    drafts = invoices.search([("state", "=", "draft")], order=[("id", "ASC")])
    ready = []
    for invoice in drafts:
        day = _paper_day(desk, invoice)
        if day > tick.end:
            continue
        invoice.invoice_date = invoice.accounting_date = max(day, tick.start)
        if invoice.type == "in":
            number = desk.rhythm.chance("paper", invoice.id).randrange(10**7, 10**8)
            invoice.reference = str(number)
        ready.append(invoice)
    ready.sort(key=lambda invoice: (invoice.invoice_date, invoice.id))
    invoices.save(ready)
    for part in batches(ready, 50):
        # browsed anew: a read then fetches this part, not every draft there is
        invoices.post(invoices.browse(part))


def _paper_day(desk: Desk, invoice: Any) -> dt.date:
    """Customers' invoices go out with the goods or soon after, suppliers' come some days later."""
    moved = [
        move.effective_date
        for line in invoice.lines
        for move in line.stock_moves
        if move.effective_date
    ]
    chance = desk.rhythm.chance("invoice", invoice.party.code, *sorted(map(str, moved)))
    days = chance.randint(0, 2) if invoice.type == "out" else chance.randint(2, 7)
    return max(moved, default=desk.rhythm.opening) + dt.timedelta(days=days)


def settle_invoices(desk: Desk, tick: Tick) -> None:
    """Customers pay, some late; suppliers are paid."""
    invoices = desk.get("account.invoice")
    lines = desk.get("account.move.line")
    method = Books(desk).bank_method
    unpaid = invoices.search([("state", "=", "posted")], order=[("id", "ASC")])
    days = {invoice.id: _payment_day(desk, invoice) for invoice in unpaid}
    due = {number: day for number, day in days.items() if day is not None and day <= tick.end}
    payment_orders.write(desk, days, tick.end)
    payment_orders.carry_out(desk, invoices.browse(due))
    with desk.erp.context(with_payment=False):  # an order alone pays nothing yet
        amounts = {invoice.id: invoice.amount_to_pay for invoice in invoices.browse(due)}
    for number, habit in due.items():
        invoice, amount = invoices(number), amounts[number]
        day = desk.rhythm.at_work(max(habit, tick.start), tick.start, tick.end)
        # the ledger's sign: what we owe is a credit
        signed = -amount if invoice.type == "in" else amount
        open_lines, rest = invoice.get_reconcile_lines_for_amount(signed, invoice.currency)
        paid = invoice.pay_invoice(amount, method, day)
        if not rest:
            lines.reconcile([*open_lines, *paid])


def _payment_day(desk: Desk, invoice: Any) -> dt.date | None:
    """When the money comes: the due day and the party's habit."""
    due: list[dt.date] = [
        line.maturity_date for line in invoice.lines_to_pay if not line.reconciliation
    ]
    if not due:
        return None
    chance = desk.rhythm.chance("pays", invoice.number)
    if invoice.type == "in":
        return max(due) + dt.timedelta(days=chance.randint(0, 4))
    habits = {row["code"]: row["pays"] for row in desk.script.partners["customers"]}
    days: int = habits[invoice.party.code] + chance.randint(-3, 6)
    if chance.random() < 0.07:
        days += chance.randint(15, 60)
    posted: dt.date = invoice.invoice_date
    return max(max(due) + dt.timedelta(days=days), posted)
