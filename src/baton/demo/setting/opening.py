"""How the story begins: stock counted, money in the bank, machines in the hall."""

from __future__ import annotations

from decimal import Decimal

from baton.demo.books import Books
from baton.demo.demand import Demand
from baton.demo.desk import Desk, money

MONTHS_OF_STOCK = {"raw": 1.4, "semi": 1.1, "finished": 0.9}


def open_stock(desk: Desk) -> None:
    """Count the opening stock: enough of everything for about a month."""
    demand = Demand(desk.script)
    lines = []
    for item in desk.script.items.values():
        chance = desk.rhythm.chance("opening", item.code)
        needed = demand.monthly[item.code] * MONTHS_OF_STOCK[item.kind]
        quantity = round(needed * chance.uniform(0.85, 1.15))
        lines.append({"product": desk.products[item.code].id, "quantity": max(quantity, 1)})
    inventories = desk.get("stock.inventory")
    counted = inventories.create(
        [
            {
                "location": desk.warehouse.storage_location.id,
                "date": desk.rhythm.opening,
                "company": desk.company.id,
                "kind": "opening",
                "empty_quantity": "keep",
                "lines": [("create", lines)],
            }
        ]
    )
    inventories.confirm(counted)


def open_books(desk: Desk) -> None:
    """Money, machines and stock against the owners' capital."""
    books = Books(desk)
    day = desk.rhythm.opening
    data = desk.script.company["opening"]
    cash, fixed = money(data["cash"]), money(data["fixed_assets"])
    stock = books.balance("pending", day)
    text = desk.script.expenses["texts"]["opening"]
    lines = [("bank", cash), ("fixed", fixed), ("pending", -stock)]
    capital = -sum((amount for _, amount in lines), Decimal(0))
    books.enter([(day, text, [*lines, ("capital", capital)])])
