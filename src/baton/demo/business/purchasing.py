"""Buying: what is needed, from whom, and what arrives how late and how good."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from typing import Any

from baton.demo.business.making import open_orders
from baton.demo.clock import business_day
from baton.demo.demand import Demand
from baton.demo.desk import Desk, money
from baton.demo.rhythm import Tick
from baton.demo.script import Item

COVER_DAYS = 18
"""Stock that should still be there when a delivery arrives, in days of use."""

ORDER_DAYS = 38
"""What one order buys, in days of use."""


def reorder(desk: Desk, tick: Tick) -> None:
    """Order what runs low, one purchase order for each supplier."""
    items = desk.script.of_kind("raw")
    stock = desk.stock(items, tick.end)
    coming = _coming(desk)
    _, needed = open_orders(desk)
    level = max(desk.rhythm.level(tick.month), 0.9) * desk.volume
    monthly = Demand(desk.script).monthly
    lead = {row["code"]: row["lead_days"] for row in desk.script.partners["suppliers"]}
    orders: dict[str, list[tuple[Item, float]]] = defaultdict(list)
    for item in items:
        supplier = item.data["supplier"]
        a_day = monthly[item.code] * level / 30
        have = stock[item.code] + coming.get(item.code, 0.0) - needed.get(item.code, 0.0)
        if have < a_day * (lead[supplier] + COVER_DAYS):
            order_days = item.data.get("order_days", ORDER_DAYS)
            missing = a_day * (lead[supplier] + COVER_DAYS + order_days) - have
            orders[supplier].append((item, _packed(item, missing)))
    days = desk.rhythm.workdays(tick.start, tick.end)
    if orders and days:
        _order(desk, tick, orders, days)


def _packed(item: Item, quantity: float) -> float:
    pack = item.data["pack"]
    return float(math.ceil(quantity / pack) * pack)


def _coming(desk: Desk) -> dict[str, float]:
    """Item code → what is ordered and has not arrived."""
    coming: dict[str, float] = defaultdict(float)
    for move in _open_moves(desk):
        coming[move.product.code] += move.quantity
    return coming


def _open_moves(desk: Desk) -> list[Any]:
    moves = desk.get("stock.move").search(
        [
            ("from_location.type", "=", "supplier"),
            ("state", "=", "draft"),
            ("shipment", "=", None),
        ],
        order=[("id", "ASC")],
    )
    return list(moves)


def _order(
    desk: Desk,
    tick: Tick,
    orders: dict[str, list[tuple[Item, float]]],
    days: list[dt.date],
) -> None:
    purchases = desk.get("purchase.purchase")
    values = []
    for code, lines in orders.items():
        day = desk.rhythm.chance("order day", tick.label, code).choice(days)
        values.append(_order_values(desk, code, day, lines, tick))
    values.sort(key=lambda row: row["purchase_date"])
    # planned days are kept only when they are not past, so the order's own day counts
    with business_day(desk.erp, tick.start):
        records = purchases.create(values)
        purchases.quote(records)
        purchases.confirm(records)
        purchases.process([r for r in records if r.state == "confirmed"])


def _order_values(
    desk: Desk, code: str, day: dt.date, lines: list[tuple[Item, float]], tick: Tick
) -> dict[str, Any]:
    party = desk.parties[code]
    (address,) = party.addresses
    return {
        "party": party.id,
        "invoice_address": address.id,
        "payment_term": party.supplier_payment_term.id,
        "company": desk.company.id,
        "currency": desk.currency,
        "warehouse": desk.warehouse.id,
        "purchase_date": day,
        "invoice_method": "fulfillment",
        "lines": [
            ("create", [_line_values(desk, code, item, quantity, tick) for item, quantity in lines])
        ],
    }


def _line_values(
    desk: Desk, supplier: str, item: Item, quantity: float, tick: Tick
) -> dict[str, Any]:
    product = desk.products[item.code]
    (terms,) = (s for s in product.product_suppliers_used() if s.party.code == supplier)
    drift = 1 + 0.002 * (tick.month + desk.rhythm.months - 1)
    noise = desk.rhythm.chance("price", tick.label, item.code).uniform(-0.02, 0.025)
    return {
        "product": product.id,
        "product_supplier": terms.id,
        "quantity": quantity,
        "unit": product.purchase_uom.id,
        "unit_price": money(item.cost * drift * (1 + noise), 4),
        "taxes": [("add", [tax.id for tax in product.supplier_taxes_used])],
    }


def receive(desk: Desk, tick: Tick) -> None:
    """Take in what arrives in the tick, refuse what is bad, store the rest."""
    arrivals: dict[tuple[str, dt.date], list[Any]] = defaultdict(list)
    for move in _open_moves(desk):
        day = arrival(desk, move)
        if day <= tick.end:
            day = desk.rhythm.at_work(max(day, tick.start), tick.start, tick.end)
            arrivals[move.origin.purchase.party.code, day].append(move)
    _take_in(desk, tick, arrivals)


def receive_next(desk: Desk, tick: Tick) -> None:
    """Take in the delivery that is due next, today."""
    moves = _open_moves(desk)
    if moves:
        first = min(moves, key=lambda move: (move.planned_date or tick.end, move.id))
        purchase = first.origin.purchase
        together = [move for move in moves if move.origin.purchase == purchase]
        _take_in(desk, tick, {(purchase.party.code, tick.end): together})


def _take_in(desk: Desk, tick: Tick, arrivals: dict[tuple[str, dt.date], list[Any]]) -> None:
    if not arrivals:
        return
    for moves in arrivals.values():
        for move in moves:
            _refuse(desk, move, tick)
    desk.get("stock.move").save([move for moves in arrivals.values() for move in moves])
    shipments = desk.get("stock.shipment.in")
    records = shipments.create(
        [
            _receipt(desk, code, day, moves)
            for (code, day), moves in sorted(arrivals.items(), key=lambda row: row[0][::-1])
        ]
    )
    shipments.receive(records)
    shipments.do(records)


def arrival(desk: Desk, move: Any) -> dt.date:
    """The day a delivery arrives: as planned, or late as its supplier is."""
    purchase = move.origin.purchase
    planned: dt.date = move.planned_date or purchase.purchase_date + dt.timedelta(days=14)
    chance = desk.rhythm.chance("arrival", purchase.number)
    row = _supplier(desk, purchase.party.code)
    story = desk.script.company["stories"]["late_supplier"]
    share, days = row["late"], (2, 8)
    if story_runs(desk, row["code"], planned):
        share, days = story["late_share"], story["late_days"]
    if chance.random() < share:
        return planned + dt.timedelta(days=chance.randint(*days))
    return planned - dt.timedelta(days=chance.randint(0, 1))


def story_runs(desk: Desk, supplier: str, day: dt.date) -> bool:
    """Whether this is the supplier whose deliveries turn late, and it has begun."""
    story = desk.script.company["stories"]["late_supplier"]
    return bool(
        supplier == story["supplier"] and day >= desk.rhythm.month_start(story["starts_month"])
    )


def _supplier(desk: Desk, code: str) -> dict[str, Any]:
    row: dict[str, Any]
    (row,) = (r for r in desk.script.partners["suppliers"] if r["code"] == code)
    return row


def _refuse(desk: Desk, move: Any, tick: Tick) -> None:
    """Now and then some pieces are not accepted; the supplier owes them again."""
    code = move.origin.purchase.party.code
    factor = 1.0
    if story_runs(desk, code, tick.start):
        factor = desk.script.company["stories"]["late_supplier"]["rejects_factor"]
    chance = desk.rhythm.chance(
        "refuse", move.origin.purchase.number, move.product.code, tick.label
    )
    # a bad delivery loses some eight hundredths, so the share of bad ones follows from that
    if chance.random() >= _supplier(desk, code)["reject"] * factor / 0.08:
        return
    refused = move.unit.round(move.quantity * chance.uniform(0.03, 0.13))
    if 0 < refused < move.quantity:
        move.quantity = move.unit.round(move.quantity - refused)
        move.rejected_quantity = refused
        move.reject_reason = desk.weighted_reason("reject", move.origin.purchase.number)


def _receipt(desk: Desk, code: str, day: dt.date, moves: list[Any]) -> dict[str, Any]:
    planned = [move.planned_date for move in moves if move.planned_date]
    return {
        "supplier": desk.parties[code].id,
        "company": desk.company.id,
        "warehouse": desk.warehouse.id,
        "warehouse_input": desk.warehouse.input_location.id,
        "warehouse_storage": desk.warehouse.storage_location.id,
        "planned_date": min(planned, default=day),
        "effective_date": day,
        "incoming_moves": [("add", [move.id for move in moves])],
    }


def promise_rest(desk: Desk, tick: Tick) -> None:
    """Replacements for refused pieces get a new promised day."""
    moves = [move for move in _open_moves(desk) if move.planned_date is None]
    if moves:
        day = tick.end + dt.timedelta(days=6)
        desk.get("stock.move").write(moves, {"planned_date": day, "origin_planned_date": day})
