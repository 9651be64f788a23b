"""The monthly count of a part of the store, with the differences it finds."""

from __future__ import annotations

from baton.demo.desk import Desk
from baton.demo.rhythm import Tick

COUNTED = 16
"""Items counted a month: each one about three times a year."""

WRONG_SHARE = 0.14
"""Share of the lines that differ."""


def count_stock(desk: Desk, tick: Tick) -> None:
    """Count some items on the last day of the month and book what differs."""
    chance = desk.rhythm.chance("count", tick.label)
    items = chance.sample(list(desk.script.items.values()), COUNTED)
    inventories, lines = desk.get("stock.inventory"), desk.get("stock.inventory.line")
    records = inventories.create(
        [
            {
                "location": desk.warehouse.storage_location.id,
                "date": tick.end,
                "company": desk.company.id,
                "kind": "cycle",
                "empty_quantity": "keep",
                "lines": [("create", [{"product": desk.products[i.code].id} for i in items])],
            }
        ]
    )
    inventories.complete_lines(records, fill=False)
    (inventory,) = inventories.browse(records)
    for line in inventory.lines:
        expected = line.expected_quantity or 0
        line.quantity = expected
        if expected > 20 and chance.random() < WRONG_SHARE:
            share = chance.choice((-1, -1, 1)) * chance.uniform(0.003, 0.02)
            line.quantity = line.unit.round(expected * (1 + share))
            line.difference_reason = desk.weighted_reason("count", tick.label, line.product.code)
    lines.save(inventory.lines)
    inventories.confirm(inventories.browse(records))
