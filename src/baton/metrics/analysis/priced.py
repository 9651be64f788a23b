"""Price, volume and mix of a money figure, where its rows have a product and a quantity."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from baton.base.units import CNY
from baton.metrics.analysis.ask import Ask, Member
from baton.metrics.analysis.exact import ZERO
from baton.metrics.analysis.forms import Form, Shape, looks_back
from baton.metrics.analysis.price_volume import PriceVolumeMix, price_volume_mix
from baton.metrics.facts import Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import aggregates

PRODUCT, QUANTITY = "product", "quantity"


def quantity_of(form: Form, facts: Any) -> n.Aggregate | None:
    """The quantity that belongs to a money figure; None where there is no such thing.

    The figure must be a sum of amounts of one fact and filter (revenue; or margin, revenue less
    cost), whose rows have a product and a quantity.
    """
    if form.shape is not Shape.SUM or form.root.unit != CNY or looks_back(form.root):
        return None
    found = aggregates(form.root)
    first = found[0]
    fact = facts[first.fact]
    same = all(
        (one.fact, one.filter, one.date, one.function, one.over)
        == (first.fact, first.filter, first.date, n.Gather.SUM, n.Over.FLOW)
        for one in found
    )
    column = fact.columns.get(QUANTITY)
    if not same or column is None or fact.columns.get(PRODUCT) is None:
        return None
    read = n.RowColumn(first.fact, QUANTITY, (), Kind.NUMBER)
    return replace(first, argument=read, unit=column.unit)


def price_volume(ask: Ask, form: Form) -> tuple[PriceVolumeMix[Any], dict[Any, Member]] | None:
    """The decomposition between the two windows, with the products' names."""
    quantity = quantity_of(form, ask.engine.store.facts)
    if quantity is None:
        return None
    (amount,) = form.parts
    table = ask.by(PRODUCT, [amount, quantity])

    def sold(state: int) -> dict[Any, tuple[Decimal, Decimal]]:
        found = {}
        for key in table.members:
            pieces = table.of(quantity).get(key, [None, None])[state]
            money = table.of(amount).get(key, [None, None])[state]
            found[key] = (pieces or ZERO, money or ZERO)
        return found

    return price_volume_mix(sold(0), sold(1)), table.members
