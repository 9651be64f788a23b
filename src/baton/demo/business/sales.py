"""Selling: opportunities, quotations and orders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from baton.demo.clock import business_day
from baton.demo.demand import Demand
from baton.demo.desk import Desk, batches, money
from baton.demo.rhythm import Tick

MAX_DISCOUNT = 0.06
"""What a salesperson may take off the list price."""

OPPORTUNITY_SHARE = 0.3
"""Share of the orders that were followed as an opportunity before."""

EVENNESS = 0.8
"""How far a week's orders follow the plan: 0 leaves them to chance, 1 makes them equal to it."""

BACKLOG_MONTHS = 0.75
"""Open orders when the books begin, in months of orders."""


@dataclass(frozen=True)
class Wish:
    """What one customer asks for on one day."""

    key: str
    day: dt.date
    customer: dict[str, Any]
    lines: tuple[tuple[str, int, Decimal], ...]
    due: dt.date
    won: bool
    followed: bool


def wishes(desk: Desk, tick: Tick) -> list[Wish]:
    """What the market asks for in a tick, in order of the day."""
    chance = desk.rhythm.chance("wishes", tick.label)
    level = desk.rhythm.level(tick.month) * desk.rhythm.share_of_month(tick)
    company = desk.script.company
    expected = company["orders_a_month"] * level * desk.volume / (1 - company["quotations_lost"])
    count = int(expected) + (chance.random() < expected % 1)
    days = desk.rhythm.workdays(tick.start, tick.end)
    if not days:
        return []
    customers = desk.script.partners["customers"]
    weights = [customer["weight"] for customer in customers]
    found, kept = [], []
    for number, day in enumerate(sorted(chance.choice(days) for _ in range(count))):
        (customer,) = chance.choices(customers, weights=weights)
        found.append(_wish(desk, f"{tick.label}/{number}", day, customer))
        kept.append(chance.random() < region_factor(desk, customer["region"], tick.month))
    planned = float(company["monthly_revenue"]) * expected / company["orders_a_month"]
    return [wish for wish, stays in zip(_evened(found, planned), kept, strict=True) if stays]


def _evened(found: list[Wish], planned: float) -> list[Wish]:
    """The same wishes with larger or smaller lots, so that their value comes near the plan.

    With a few orders a week chance alone would drown season and growth, as it does not in a
    company with more customers.
    """
    value = sum(pieces * float(price) for wish in found for _, pieces, price in wish.lines)
    if not value:
        return found
    factor = min(1.8, max(0.55, planned / value)) ** EVENNESS
    return [
        replace(
            wish,
            lines=tuple(
                (code, max(1, round(pieces * factor)), price) for code, pieces, price in wish.lines
            ),
        )
        for wish in found
    ]


def region_factor(desk: Desk, region: str, month: int) -> float:
    """The share of its usual orders that a region still gives: the story of the falling one."""
    story = desk.script.company["stories"]["falling_region"]
    since = month - story["starts_month"]
    if region != story["region"] or since < 0:
        return 1.0
    factors = story["factors"]
    return float(factors[min(since, len(factors) - 1)])


def _wish(desk: Desk, key: str, day: dt.date, customer: dict[str, Any]) -> Wish:
    chance = desk.rhythm.chance("wish", key)
    demand = Demand(desk.script)
    company = desk.script.company
    count = chance.choice(company["lines_an_order"])
    codes: list[str] = []
    while len(codes) < count:
        (code,) = chance.choices(list(demand.weights), weights=list(demand.weights.values()))
        if code not in codes:
            codes.append(code)
    return Wish(
        key=key,
        day=day,
        customer=customer,
        lines=tuple(_line(desk, code, demand.scale, chance) for code in codes),
        due=_due(desk, day, chance),
        won=chance.random() >= company["quotations_lost"],
        followed=chance.random() < OPPORTUNITY_SHARE,
    )


def _line(desk: Desk, code: str, scale: float, chance: Random) -> tuple[str, int, Decimal]:
    """Product, pieces, and the price after the customer's discount."""
    item = desk.script.items[code]
    low, high = item.data["lot"]
    pieces = max(1, round(chance.uniform(low, high) * scale))
    price = item.price * (1 - chance.uniform(0, MAX_DISCOUNT))
    return code, pieces, money(price)


def _due(desk: Desk, day: dt.date, chance: Random) -> dt.date:
    """The delivery day agreed: two to four weeks on, never a day off."""
    due = day + dt.timedelta(days=chance.randrange(13, 29))
    while not desk.rhythm.works(due):
        due += dt.timedelta(days=1)
    return due


def take_orders(desk: Desk, tick: Tick) -> None:
    """Quote what customers ask for; confirm what they order; lose the rest."""
    with business_day(desk.erp, tick.start):
        found = wishes(desk, tick)
        for part in batches(found, 40):
            opened = _follow(desk, [wish for wish in part if wish.followed])
            _sell(desk, [wish for wish in part if wish.won], opened)
            _lose(desk, [wish for wish in part if not wish.won and not wish.followed])


def take_backlog(desk: Desk, tick: Tick) -> None:
    """The orders that were open when the books began: they keep the first weeks busy."""
    first = desk.rhythm.opening
    days = desk.rhythm.workdays(first - dt.timedelta(days=24), first)
    count = round(desk.script.company["orders_a_month"] * BACKLOG_MONTHS * desk.volume)
    chance = desk.rhythm.chance("backlog")
    customers = desk.script.partners["customers"]
    weights = [customer["weight"] for customer in customers]
    found = []
    for number, day in enumerate(sorted(chance.choice(days) for _ in range(count))):
        (customer,) = chance.choices(customers, weights=weights)
        found.append(_wish(desk, f"backlog/{number}", day, customer))
    with business_day(desk.erp, tick.start):
        _sell(desk, found)


def order_values(desk: Desk, wish: Wish) -> dict[str, Any]:
    """A sales order as the ERP takes it."""
    party = desk.parties[wish.customer["code"]]
    (address,) = party.addresses
    return {
        "party": party.id,
        "invoice_address": address.id,
        "shipment_address": address.id,
        "payment_term": party.customer_payment_term.id,
        "company": desk.company.id,
        "currency": desk.currency,
        "warehouse": desk.warehouse.id,
        "quotation_date": wish.day,
        "sale_date": wish.day,
        "shipping_date": wish.due,
        "invoice_method": "fulfillment",
        "shipment_method": "order",
        "shipment_cost_method": None,
        "channel": wish.customer["channel"],
        "lines": [("create", [_line_values(desk, *line) for line in wish.lines])],
    }


def _line_values(desk: Desk, code: str, pieces: int, price: Decimal) -> dict[str, Any]:
    product = desk.products[code]
    return {
        "product": product.id,
        "quantity": pieces,
        "unit": product.sale_uom.id,
        "unit_price": price,
        "taxes": [("add", [tax.id for tax in product.customer_taxes_used])],
    }


def _sell(desk: Desk, found: list[Wish], opportunities: dict[str, Any] | None = None) -> None:
    """Quote and confirm; orders that were followed come from their opportunity and win it."""
    if not found:
        return
    sales = desk.get("sale.sale")
    values = [order_values(desk, wish) for wish in found]
    won = []
    for wish, row in zip(found, values, strict=True):
        if opportunities and wish.key in opportunities:
            won.append(opportunities[wish.key])
            row["origin"] = str(won[-1])
    records = sales.create(values)
    if won:
        # an opportunity that has an order already makes no second one
        desk.get("sale.opportunity").convert(desk.get("sale.opportunity").browse(won))
    sales.quote(records)
    sales.confirm(records)


def _lose(desk: Desk, found: list[Wish]) -> None:
    """Quotations that come to nothing: cancelled, or still waiting for an answer."""
    if not found:
        return
    sales = desk.get("sale.sale")
    records = sales.create([{**order_values(desk, wish), "sale_date": None} for wish in found])
    sales.quote(records)
    waited = dt.timedelta(days=25)
    old = [
        record
        for record, wish in zip(records, found, strict=True)
        if wish.day + waited < desk.rhythm.today
    ]
    sales.cancel(old)


def _follow(desk: Desk, found: list[Wish]) -> dict[str, Any]:
    """Open opportunities; lost ones say why. Returns those that lead to an order, by wish."""
    if not found:
        return {}
    opportunities = desk.get("sale.opportunity")
    records = opportunities.create([_opportunity(desk, wish) for wish in found])
    by_key = {wish.key: record for wish, record in zip(found, records, strict=True)}
    opportunities.opportunity(records)
    # the newest ones are still undecided
    waited = dt.timedelta(days=12)
    lost = [w for w in found if not w.won and w.day + waited < desk.rhythm.today]
    reasons = desk.script.company["lost_reasons"]
    for wish in lost:
        reason = desk.rhythm.chance("lost", wish.key).choice(reasons)
        opportunities.write([by_key[wish.key]], {"lost_reason": reason})
    opportunities.lost([by_key[wish.key] for wish in lost])
    return {wish.key: by_key[wish.key] for wish in found if wish.won}


def _opportunity(desk: Desk, wish: Wish) -> dict[str, Any]:
    chance = desk.rhythm.chance("opportunity", wish.key)
    party = desk.parties[wish.customer["code"]]
    amount = sum((price * pieces for _, pieces, price in wish.lines), Decimal(0))
    start = wish.day - dt.timedelta(days=chance.randrange(8, 45))
    return {
        "party": party.id,
        "company": desk.company.id,
        "currency": desk.currency,
        "employee": party.salesperson.id,
        "description": chance.choice(desk.script.company["opportunity_texts"]),
        "amount": amount,
        "start_date": start,
        "end_date": None,
        "conversion_probability": chance.choice((0.3, 0.5, 0.7, 0.8)),
        "payment_term": party.customer_payment_term.id,
    }


def order_now(desk: Desk, tick: Tick, number: int) -> None:
    """One customer orders today."""
    key = f"live/{tick.end}/{number}"
    customers = desk.script.partners["customers"]
    chance = desk.rhythm.chance("live", key)
    (customer,) = chance.choices(customers, weights=[row["weight"] for row in customers])
    _sell(desk, [_wish(desk, key, tick.end, customer)])
