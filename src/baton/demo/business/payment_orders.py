"""Payment orders to suppliers: written some days before the money goes, approved, carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from baton.demo.desk import Desk

AHEAD = dt.timedelta(days=6)
"""How long before the day of payment an order is written and handed in."""


def write(desk: Desk, days: Mapping[int, dt.date | None], until: dt.date) -> None:
    """Hand in orders for what suppliers will get soon, unless there are.

    Args:
        days: unpaid invoices by id, with the day on which they will be paid.
        until: the last day of the tick.
    """
    soon = {number: day for number, day in days.items() if day and day <= until + AHEAD}
    wanted: dict[int, tuple[Any, Any]] = {}
    for invoice in desk.get("account.invoice").browse(soon):
        if invoice.type == "in":
            wanted |= {line.id: (invoice, line) for line in _open_lines(invoice)}
    model = desk.get("account.payment")
    known = model.search([("line", "in", list(wanted)), ("state", "!=", "failed")])
    there = {payment.line.id for payment in known}
    journal = _journal(desk)
    made = model.create(
        [
            {
                "company": desk.company.id,
                "journal": journal.id,
                "kind": "payable",
                "party": invoice.party.id,
                "line": line.id,
                "amount": line.credit - line.debit,
                "date": soon[invoice.id],
                "reference": invoice.reference,
            }
            for number, (invoice, line) in wanted.items()
            if number not in there
        ]
    )
    model.submit(made)


def carry_out(desk: Desk, invoices: Iterable[Any]) -> None:
    """Approve the orders for these invoices and have the bank carry them out, in one run."""
    lines = [
        line.id for invoice in invoices if invoice.type == "in" for line in _open_lines(invoice)
    ]
    model = desk.get("account.payment")
    found = model.search([("line", "in", lines), ("state", "=", "submitted")])
    if not found:
        return
    model.approve(found)
    group = desk.get("account.payment.group")(
        company=desk.company, journal=_journal(desk), kind="payable"
    )
    group.save()
    model.process(found, lambda: group)
    model.succeed(found)


def _open_lines(invoice: Any) -> list[Any]:
    return [
        line
        for line in invoice.lines_to_pay
        if not line.reconciliation and line.credit > line.debit
    ]


def _journal(desk: Desk) -> Any:
    (journal,) = desk.get("account.payment.journal").search(
        [("company", "=", desk.company.id)], limit=1
    )
    return journal
