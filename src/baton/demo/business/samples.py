"""A few pieces of what is made go to the sample room at the end of each month."""

from __future__ import annotations

from baton.demo.desk import Desk
from baton.demo.rhythm import Tick

SHOWN = 3
"""Products a month."""

PLENTY = 20
"""Pieces that must lie in the store before some are put on show."""


def show(desk: Desk, tick: Tick) -> None:
    """Transfer some finished goods of which there is plenty."""
    chance = desk.rhythm.chance("samples", tick.label)
    items = chance.sample(list(desk.script.of_kind("finished")), SHOWN)
    storage = desk.warehouse.storage_location
    name = desk.script.company["samples"]
    (room,) = desk.get("stock.location").search([("name", "=", name), ("parent", "=", storage.id)])
    with desk.erp.context(locations=[storage.id], stock_date_end=tick.end, with_childs=False):
        products = desk.get("product.product").browse([desk.products[i.code].id for i in items])
        plenty = [product for product in products if product.quantity >= PLENTY]
    if not plenty:
        return
    moves = [
        {
            "company": desk.company.id,
            "product": product.id,
            "quantity": chance.randint(1, 3),
            "unit": product.default_uom.id,
            "from_location": storage.id,
            "to_location": room.id,
        }
        for product in plenty
    ]
    model = desk.get("stock.shipment.internal")
    shipments = model.create(
        [
            {
                "company": desk.company.id,
                "from_location": storage.id,
                "to_location": room.id,
                "planned_start_date": tick.end,
                "planned_date": tick.end,
                "effective_start_date": tick.end,
                "effective_date": tick.end,
                "moves": [("create", moves)],
            }
        ]
    )
    model.wait(shipments)
    model.assign_force(shipments)
    model.do(shipments)
