"""What every step of the story works with: the open ERP, the script, and who has which id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from baton.demo.rhythm import Rhythm
from baton.demo.script import Item, Script
from baton.kernel import Erp


class Desk:
    """One transaction's view of the demo company.

    Only valid inside the transaction whose ``erp`` it holds.
    """

    def __init__(self, erp: Erp, script: Script, rhythm: Rhythm, volume: float = 1.0) -> None:
        self.erp = erp
        self.get = erp.get
        self.script = script
        self.rhythm = rhythm
        self.volume = volume

    @cached_property
    def company(self) -> Any:
        """The demo company."""
        code = self.script.company["code"]
        (found,) = self.get("company.company").search([("party.code", "=", code)])
        return found

    @cached_property
    def currency(self) -> int:
        """The id of the company's currency."""
        return int(self.company.currency)

    @cached_property
    def products(self) -> dict[str, Any]:
        """The product of each item code."""
        found = self.get("product.product").search([("code", "in", list(self.script.items))])
        return {product.code: product for product in found}

    @cached_property
    def employees(self) -> dict[str, Any]:
        """The employee of each personnel number."""
        # who joins later or has left is not active on the story's day
        with self.erp.context(active_test=False):
            found = self.get("company.employee").search([("company", "=", self.company.id)])
        return {employee.code: employee for employee in found}

    @cached_property
    def parties(self) -> dict[str, Any]:
        """Customers and suppliers by code."""
        codes = [
            row["code"] for key in ("customers", "suppliers") for row in self.script.partners[key]
        ]
        found = self.get("party.party").search([("code", "in", codes)])
        return {party.code: party for party in found}

    @cached_property
    def reasons(self) -> dict[str, Any]:
        """The reasons given on documents, by code."""
        return {r.code: r for r in self.get("baton.org.reason").search([("code", "!=", None)])}

    @cached_property
    def warehouse(self) -> Any:
        """The one warehouse."""
        locations = self.get("stock.location")
        return locations(locations.get_default_warehouse())

    @cached_property
    def units(self) -> dict[str, Any]:
        """The units of measure that items use: ``u``, ``kg``, ``m``."""
        found = self.get("product.uom").search([("symbol", "in", ["u", "kg", "m"])])
        return {unit.symbol: unit for unit in found}

    def item(self, product: Any) -> Item:
        """The item of a product."""
        return self.script.items[product.code]

    def stock(self, items: Iterable[Item], on: dt.date) -> dict[str, float]:
        """Item code → what lies in the store at the end of the day, in the item's unit."""
        items = list(items)
        ids = {self.products[item.code].id: item.code for item in items}
        storage = self.warehouse.storage_location.id
        with self.erp.context(stock_date_end=on, forecast=False):
            found = self.get("product.product").products_by_location(
                [storage], with_childs=True, grouping_filter=(list(ids),)
            )
        levels = {item.code: 0.0 for item in items}
        for (_, product), quantity in found.items():
            levels[ids[product]] += quantity
        return levels

    def free(self, on: dt.date) -> dict[str, float]:
        """Item code → what lies in the store and is reserved for nothing."""
        levels = self.stock(self.script.items.values(), on)
        for move in self.get("stock.move").search(
            [("state", "=", "assigned"), ("from_location.type", "=", "storage")]
        ):
            if move.product.code in levels:
                levels[move.product.code] -= move.internal_quantity
        return levels

    def weighted_reason(self, kind: str, *topic: object) -> Any:
        """A reason of that kind, drawn by the script's weights."""
        rows = self.script.company["reasons"][kind]
        (row,) = self.rhythm.chance("reason", kind, *topic).choices(
            rows, weights=[row["weight"] for row in rows]
        )
        return self.reasons[row["code"]]


def money(value: float, digits: int = 2) -> Decimal:
    """An amount in CNY."""
    return round(Decimal(str(value)), digits)


def take(free: dict[str, float], moves: Iterable[Any]) -> bool:
    """Take what all the moves need out of ``free``, or nothing when something is short.

    Reserving only what can be reserved whole keeps a short order from tying up material that
    another one could use.
    """
    needs: dict[str, float] = {}
    for move in moves:
        code = move.product.code
        needs[code] = needs.get(code, 0.0) + move.internal_quantity
    if any(quantity > free.get(code, 0.0) + 1e-6 for code, quantity in needs.items()):
        return False
    for code, quantity in needs.items():
        free[code] -= quantity
    return True


def batches(records: Sequence[Any], size: int = 50) -> Iterable[list[Any]]:
    """The records in groups that one call of a workflow method handles well."""
    for start in range(0, len(records), size):
        yield list(records[start : start + size])
