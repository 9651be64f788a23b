"""What the market asks for in a plain month, and what making it takes."""

from __future__ import annotations

from collections import defaultdict

from baton.demo.script import Item, Script


class Demand:
    """Expected quantities a month at level 1 (no season, no growth).

    Attributes:
        monthly: item code → units a month, sold or used in making others.
        scale: what customers' usual lots are multiplied with so that the planned number of
            orders makes the planned revenue.
    """

    def __init__(self, script: Script) -> None:
        finished = script.of_kind("finished")
        shares = {item.code: float(item.data["share"]) for item in finished}
        whole = sum(shares.values())
        revenue = float(script.company["monthly_revenue"])
        self.weights = {
            item.code: shares[item.code] / (item.price * mean_lot(item)) for item in finished
        }
        line_value = whole / sum(self.weights.values())
        counts = script.company["lines_an_order"]
        lines = script.company["orders_a_month"] * sum(counts) / len(counts)
        self.scale = revenue / (lines * line_value)
        monthly: dict[str, float] = defaultdict(float)
        for item in finished:
            monthly[item.code] = revenue * shares[item.code] / whole / item.price
        for item in reversed(list(script.items.values())):
            for code, quantity in item.inputs.items():
                monthly[code] += monthly[item.code] * quantity
        self.monthly = dict(monthly)


def mean_lot(item: Item) -> float:
    """The pieces that a customer usually orders at once."""
    low, high = item.data["lot"]
    return (float(low) + float(high)) / 2
