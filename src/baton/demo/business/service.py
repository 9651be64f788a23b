"""Complaints: what customers are not content with, and when it is settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.desk import Desk
from baton.demo.rhythm import Tick

SHARE = 0.055
"""Complaints for each delivery."""

HANDLER = "005"
"""Who handles them: customer service."""


def hear_complaints(desk: Desk, tick: Tick) -> None:
    """Take new complaints about recent deliveries; settle those that have been looked into."""
    complaints = desk.get("sale.complaint")
    waiting = complaints.search([("state", "=", "waiting")], order=[("id", "ASC")])
    settled = [c for c in waiting if _settled(desk, c) <= tick.end]
    if settled:
        complaints.approve(settled)
    values = [
        _values(desk, shipment, tick)
        for shipment in _deliveries(desk, tick)
        if desk.rhythm.chance("complains", shipment.number).random() < SHARE
    ]
    if values:
        complaints.wait(complaints.create(values))


def _deliveries(desk: Desk, tick: Tick) -> list[Any]:
    since = tick.start - dt.timedelta(days=8)
    return list(
        desk.get("stock.shipment.out").search(
            [
                ("state", "=", "done"),
                ("effective_date", ">=", since),
                ("effective_date", "<", tick.start),
            ],
            order=[("id", "ASC")],
        )
    )


def _values(desk: Desk, shipment: Any, tick: Tick) -> dict[str, Any]:
    cause = desk.weighted_reason("complaint", shipment.number)
    move = shipment.outgoing_moves[0]
    (kind,) = desk.get("sale.complaint.type").search([], limit=1)
    days = desk.rhythm.chance("complaint day", shipment.number).randrange(0, 8)
    return {
        "customer": shipment.customer.id,
        "company": desk.company.id,
        "type": kind.id,
        "origin": str(move.origin.sale),
        "date": min(tick.start + dt.timedelta(days=days), tick.end),
        "cause": cause.id,
        "description": desk.script.company["complaint_texts"][cause.code],
        "responsible": desk.employees[HANDLER].id,
    }


def _settled(desk: Desk, complaint: Any) -> dt.date:
    """The day it is settled: three days to three weeks on."""
    days = desk.rhythm.chance("settles", complaint.number).randrange(3, 21)
    opened: dt.date = complaint.date
    return opened + dt.timedelta(days=days)
