"""Inspections of what arrives and of what is made, and what follows when they fail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.desk import Desk
from baton.demo.rhythm import Tick

RECEIPTS_INSPECTED = 0.7
"""Share of the receipts that are inspected."""


def inspect(desk: Desk, tick: Tick) -> None:
    """Inspect receipts and finished production orders of the tick; settle older alerts."""
    controls = {c.name: c for c in desk.get("quality.control").search([])}
    names = {row["code"]: row["name"] for row in desk.script.company["quality_controls"]}
    values = []
    for shipment in _of_tick(desk, "stock.shipment.in", tick):
        if desk.rhythm.chance("inspects", shipment.number).random() < RECEIPTS_INSPECTED:
            accepted = sum(move.quantity for move in shipment.incoming_moves)
            refused = sum(move.rejected_quantity or 0 for move in shipment.incoming_moves)
            control = controls[names["incoming"]]
            values.append(_values(desk, shipment, control, accepted + refused, refused))
    for production in _of_tick(desk, "production", tick):
        failed = production.scrapped_quantity or 0
        control = controls[names["process"]]
        values.append(_values(desk, production, control, production.quantity, failed))
    inspections = desk.get("quality.inspection")
    inspections.process(inspections.create(values))
    _settle_alerts(desk)


def _of_tick(desk: Desk, model: str, tick: Tick) -> list[Any]:
    return list(
        desk.get(model).search(
            [
                ("state", "=", "done"),
                ("effective_date", ">=", tick.start),
                ("effective_date", "<=", tick.end),
                ("quality_inspections", "=", None),
            ],
            order=[("id", "ASC")],
        )
    )


def _values(
    desk: Desk, record: Any, control: Any, quantity: float, failed: float
) -> dict[str, Any]:
    """One inspection; a share of bad pieces above two hundredths fails it."""
    passed = failed <= quantity * 0.02
    chance = desk.rhythm.chance("inspection", record.number)
    # a moment in China's working hours, in UTC
    at = dt.datetime.combine(record.effective_date, dt.time(chance.randrange(1, 9)))
    points = {point.name: passed for point in control.points}
    return {
        "origin": str(record),
        "company": desk.company.id,
        "control": control.id,
        "points": points,
        "quantity": round(quantity, 2),
        "failed_quantity": round(failed, 2),
        "defect": desk.weighted_reason("defect", record.number).id if failed else None,
        "processed_at": at,
    }


def _settle_alerts(desk: Desk) -> None:
    """Alerts of former ticks are dealt with."""
    alerts = desk.get("quality.alert")
    older = alerts.search([("state", "=", "processing")])
    fresh = alerts.search([("state", "=", "open")])
    alerts.resolve(older)
    alerts.process(fresh)
