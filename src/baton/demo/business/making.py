"""Production: what to make, on which machines, with how much scrap."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from baton.demo.clock import business_day
from baton.demo.demand import Demand
from baton.demo.desk import Desk, batches, take
from baton.demo.rhythm import Tick
from baton.demo.script import Item

LOW = {"semi": 0.8, "finished": 0.6}
HIGH = {"semi": 1.7, "finished": 1.35}
"""Months of use: a lot is planned when less is there or coming, and fills up to the higher."""

SCRAP = {"semi": 0.022, "finished": 0.011}
"""Share of the pieces started that are scrapped, on average."""

HEADS = {"semi": "028", "finished": "040"}
"""Who is responsible: the head of machining, the head of assembly."""


def plan(desk: Desk, tick: Tick) -> None:
    """Open production orders for what runs low."""
    items = [*desk.script.of_kind("semi"), *desk.script.of_kind("finished")]
    stock = desk.stock(items, tick.end)
    coming, needed = open_orders(desk)
    level = max(desk.rhythm.level(tick.month), 0.9) * desk.volume
    monthly = Demand(desk.script).monthly
    days = desk.rhythm.workdays(tick.start, tick.end)
    lots = []
    for item in items:
        use = monthly[item.code] * level
        have = stock[item.code] + coming.get(item.code, 0.0) - needed.get(item.code, 0.0)
        if days and have < use * LOW[item.kind]:
            lots.append((item, float(math.ceil(use * HIGH[item.kind] - have))))
    if lots:
        _order(desk, tick, lots)


def open_orders(desk: Desk) -> tuple[dict[str, float], dict[str, float]]:
    """Item code → what is being made, and what orders and customers wait for."""
    moves = desk.get("stock.move").search(
        [
            ("state", "in", ["draft", "assigned"]),
            [
                "OR",
                ("production_output", "!=", None),
                ("production_input", "!=", None),
                ("to_location.type", "=", "customer"),
            ],
        ]
    )
    coming: dict[str, float] = {}
    needed: dict[str, float] = {}
    for move in moves:
        found = coming if move.production_output else needed
        code = move.product.code
        found[code] = found.get(code, 0.0) + move.internal_quantity
    return coming, needed


def _order(desk: Desk, tick: Tick, lots: list[tuple[Item, float]]) -> None:
    productions = desk.get("production")
    (center,) = desk.get("production.work.center").search([("parent", "=", None)])
    values = []
    for item, quantity in lots:
        chance = desk.rhythm.chance("lot", tick.label, item.code)
        # the workshop takes new orders up from the next tick on, when the material is there
        start = tick.end + dt.timedelta(days=1 + chance.randrange(3))
        values.append(_order_values(desk, item, quantity, start, center.id))
    values.sort(key=lambda row: row["planned_start_date"])
    with business_day(desk.erp, tick.start):
        records = productions.create(values)
        productions.set_moves(records)
        productions.wait(records)


def _order_values(
    desk: Desk, item: Item, quantity: float, start: dt.date, center: int
) -> dict[str, Any]:
    product = desk.products[item.code]
    (recipe,) = product.boms
    end = start + dt.timedelta(days=making_days(item))
    return {
        "company": desk.company.id,
        "type": "assembly",
        "product": product.id,
        "bom": recipe.bom.id,
        "routing": recipe.routing.id,
        "work_center": center,
        "unit": product.default_uom.id,
        "quantity": quantity,
        "warehouse": desk.warehouse.id,
        "location": desk.warehouse.production_location.id,
        "planned_start_date": start,
        "planned_date": end,
        "origin_planned_date": end,
        "responsible": desk.employees[HEADS[item.kind]].id,
    }


def making_days(item: Item) -> int:
    """Days from start to finish that the planner allows."""
    return 4 + 2 * len(item.routing)


def start(desk: Desk, tick: Tick) -> None:
    """Start the orders whose material is there; the others wait."""
    productions = desk.get("production")
    waiting = productions.search(
        [("state", "in", ["waiting", "assigned"]), ("planned_start_date", "<=", tick.end)],
        order=[("planned_start_date", "ASC"), ("id", "ASC")],
    )
    for part in batches(_startable(desk, tick, waiting), 40):
        _start(desk, tick, part)


def start_next(desk: Desk, tick: Tick) -> None:
    """Start the next order whose material is there, today."""
    waiting = desk.get("production").search(
        [("state", "in", ["waiting", "assigned"])],
        order=[("planned_start_date", "ASC"), ("id", "ASC")],
        limit=20,
    )
    _start(desk, tick, _startable(desk, tick, waiting)[:1])


def _startable(desk: Desk, tick: Tick, waiting: list[Any]) -> list[Any]:
    """Those whose material is there, the ones planned first before the others."""
    free = desk.free(tick.end)
    return [p for p in waiting if p.state == "assigned" or take(free, p.inputs)]


def _start(desk: Desk, tick: Tick, part: list[Any]) -> None:
    productions = desk.get("production")
    if part:
        productions.assign_try([p for p in part if p.state == "waiting"])
        ready = [p for p in productions.browse(part) if p.state == "assigned"]
        for production in ready:
            day = max(production.planned_start_date, tick.start)
            production.effective_start_date = desk.rhythm.at_work(day, tick.start, tick.end)
        productions.save(ready)
        productions.run(ready)


def finish(desk: Desk, tick: Tick) -> None:
    """Report the work of the orders that are ready, count good and bad pieces, store them."""
    productions = desk.get("production")
    running = productions.search([("state", "=", "running")], order=[("id", "ASC")])
    ready = {}
    for production in running:
        day = _finished(desk, production)
        if day <= tick.end:
            ready[production] = desk.rhythm.at_work(max(day, tick.start), tick.start, tick.end)
    for part in batches(list(ready), 30):
        _finish(desk, part, ready)


def finish_next(desk: Desk, tick: Tick) -> None:
    """Finish the order that is due next, today."""
    running = desk.get("production").search(
        [("state", "=", "running")], order=[("planned_date", "ASC"), ("id", "ASC")], limit=1
    )
    if running:
        _finish(desk, list(running), dict.fromkeys(running, tick.end))


def _finish(desk: Desk, part: list[Any], ready: dict[Any, dt.date]) -> None:
    productions = desk.get("production")
    if part:
        _report_work(desk, part)
        part = productions.browse(part)
        outputs = [output for p in part if (output := _count(desk, p))]
        desk.get("stock.move").save(outputs)
        for production in part:
            production.effective_date = max(ready[production], production.effective_start_date)
        productions.save(part)
        productions.do(part)


def _finished(desk: Desk, production: Any) -> dt.date:
    """The day the last piece is ready: about as planned, some a good deal later."""
    chance = desk.rhythm.chance("finished", production.number)
    planned = (production.planned_date - production.planned_start_date).days
    factor = chance.uniform(1.1, 1.8) if chance.random() < 0.12 else chance.uniform(0.6, 1.0)
    started: dt.date = production.effective_start_date
    return started + dt.timedelta(days=round(planned * factor))


def _report_work(desk: Desk, productions: list[Any]) -> None:
    """One report for each routing step, with the hours it took."""
    cycles = desk.get("production.work.cycle")
    values = []
    for production in productions:
        item = desk.item(production.product)
        chance = desk.rhythm.chance("hours", production.number)
        for work, each in zip(production.works, item.routing.values(), strict=True):
            spent = production.quantity * each * chance.uniform(0.93, 1.12)
            values.append({"work": work.id, "duration": dt.timedelta(minutes=round(spent * 60))})
    records = cycles.create(values)
    cycles.run(records)
    cycles.do(records)


def _count(desk: Desk, production: Any) -> Any:
    """Note bad pieces with their reason; the output with the good ones alone, or None."""
    item = desk.item(production.product)
    chance = desk.rhythm.chance("scrap", production.number)
    share = chance.expovariate(1 / SCRAP[item.kind])
    unit = production.unit
    scrapped = unit.floor(production.quantity * min(share, 0.12))
    if scrapped <= 0:
        return None
    (output,) = (move for move in production.outputs if move.product == production.product)
    output.quantity = unit.round(output.quantity - scrapped)
    production.scrapped_quantity = scrapped
    production.scrap_reason = desk.weighted_reason("scrap", production.number)
    return output
