"""Delivering what was ordered: pick, pack and ship, mostly on time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.demo.desk import Desk, batches, take
from baton.demo.rhythm import Tick


def deliver(desk: Desk, tick: Tick) -> None:
    """Ship what is due in the tick and in stock."""
    shipments = desk.get("stock.shipment.out")
    waiting = shipments.search(
        [("state", "=", "waiting"), ("planned_date", "<=", tick.end + dt.timedelta(days=3))],
        order=[("planned_date", "ASC"), ("id", "ASC")],
    )
    due = {shipment: day for shipment in waiting if (day := _leaves(desk, tick, shipment))}
    free, moves = desk.free(tick.end), _wanted(desk, list(due))
    there = [shipment for shipment in due if take(free, moves[shipment.id])]
    for part in batches(there, 40):
        shipments.assign_try(part)
        ready = [shipment for shipment in shipments.browse(part) if shipment.state == "assigned"]
        by_day: dict[dt.date, list[Any]] = {}
        for shipment in ready:
            by_day.setdefault(due[shipment], []).append(shipment)
        for day, group in by_day.items():
            shipments.write(group, {"effective_date": day})
        shipments.pick(ready)
        shipments.pack(ready)
        shipments.do(ready)


def _wanted(desk: Desk, shipments: list[Any]) -> dict[int, list[Any]]:
    """The moves to the customer of each shipment, by its id."""
    wanted: dict[int, list[Any]] = {shipment.id: [] for shipment in shipments}
    for move in desk.get("stock.move").search(
        [
            ("shipment", "in", [str(shipment) for shipment in shipments]),
            ("to_location.type", "=", "customer"),
        ]
    ):
        wanted[move.shipment.id].append(move)
    return wanted


def _leaves(desk: Desk, tick: Tick, shipment: Any) -> dt.date | None:
    """The day it would leave in this tick, or None when it leaves later.

    Some leave a little early, some late although the goods are there.
    """
    chance = desk.rhythm.chance("ships", shipment.number)
    late = chance.random() < desk.script.company["late_deliveries"]
    days = chance.randrange(2, 9) if late else -chance.randrange(0, 4)
    day = shipment.planned_date + dt.timedelta(days=days)
    if day > tick.end:
        return None
    return desk.rhythm.at_work(max(day, tick.start), tick.start, tick.end)


def send_next(desk: Desk, tick: Tick) -> None:
    """Ship the next delivery whose goods are there, today."""
    shipments = desk.get("stock.shipment.out")
    waiting = shipments.search(
        [("state", "=", "waiting")], order=[("planned_date", "ASC"), ("id", "ASC")], limit=20
    )
    free, moves = desk.free(tick.end), _wanted(desk, waiting)
    for shipment in waiting:
        if not take(free, moves[shipment.id]):
            continue
        shipments.assign_try([shipment])
        (ready,) = shipments.browse([shipment.id])
        if ready.state == "assigned":
            shipments.write([ready], {"effective_date": tick.end})
            shipments.pick([ready])
            shipments.pack([ready])
            shipments.do([ready])
            return
