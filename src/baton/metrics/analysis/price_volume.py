"""The change of a money figure as price, volume and mix, with new and lost products."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Generic, TypeVar

from baton.metrics.analysis.exact import DIGITS, ZERO

K = TypeVar("K", bound=Hashable)
Sold = Mapping[K, tuple[Decimal, Decimal]]
"""Quantity and amount by product."""


@dataclass(frozen=True)
class ProductEffect:
    """One product's part in the change, in money.

    Args:
        price: (p1 - p0) q1.
        volume: what it would have gained had all products grown like the whole quantity.
        mix: because its share of the quantity changed, at its old price.
        new: the whole amount of a product that was not sold before.
        lost: minus the whole amount of a product that is not sold any more.
        other: the change of a product without a meaningful price (quantity zero or negative).
    """

    price: Decimal = ZERO
    volume: Decimal = ZERO
    mix: Decimal = ZERO
    new: Decimal = ZERO
    lost: Decimal = ZERO
    other: Decimal = ZERO

    @property
    def effect(self) -> Decimal:
        """All parts together: the change of the product's amount."""
        return self.price + self.volume + self.mix + self.new + self.lost + self.other


@dataclass(frozen=True)
class PriceVolumeMix(Generic[K]):
    """The whole decomposition; the parts add up to the change of the whole amount."""

    products: dict[K, ProductEffect]

    @property
    def total(self) -> ProductEffect:
        """The parts over all products."""
        parts = self.products.values()
        return ProductEffect(
            price=sum((p.price for p in parts), ZERO),
            volume=sum((p.volume for p in parts), ZERO),
            mix=sum((p.mix for p in parts), ZERO),
            new=sum((p.new for p in parts), ZERO),
            lost=sum((p.lost for p in parts), ZERO),
            other=sum((p.other for p in parts), ZERO),
        )


def price_volume_mix(before: Sold[K], after: Sold[K]) -> PriceVolumeMix[K]:
    """Price, volume and mix over the products sold in both periods, new and lost ones apart.

    With Q the quantity of the continuing products: volume = p0 q0 (Q1/Q0 - 1), which sums to
    (Q1 - Q0) times the old average price; mix = p0 (q1 - q0 Q1/Q0); price = (p1 - p0) q1.
    """
    with localcontext() as context:
        context.prec = DIGITS
        nothing = (ZERO, ZERO)
        every = dict.fromkeys((*before, *after))
        pairs = {key: (before.get(key, nothing), after.get(key, nothing)) for key in every}
        going_on = {
            key: pair for key, pair in pairs.items() if pair[0][0] > ZERO and pair[1][0] > ZERO
        }
        q0_all = sum((old[0] for old, _ in going_on.values()), ZERO)
        q1_all = sum((now[0] for _, now in going_on.values()), ZERO)
        found: dict[K, ProductEffect] = {}
        for key, ((q0, v0), (q1, v1)) in pairs.items():
            if key in going_on:
                growth, at_old_price = q1_all / q0_all, v0 / q0 * q1
                found[key] = ProductEffect(
                    price=v1 - at_old_price,
                    volume=v0 * growth - v0,
                    mix=at_old_price - v0 * growth,
                )
            elif (q0, v0) == nothing:
                found[key] = ProductEffect(new=v1)
            elif (q1, v1) == nothing:
                found[key] = ProductEffect(lost=-v0)
            else:
                found[key] = ProductEffect(other=v1 - v0)
        return PriceVolumeMix(found)
