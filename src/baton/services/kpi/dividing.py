"""What a target comes to when it is handed down: amounts and shares of those who get a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.metrics.cascade import joint, reconcile, split, step_of
from baton.metrics.engine.targets import adds
from baton.services.kpi.directory import Directory
from baton.services.kpi.history import Past, year_before
from baton.services.kpi.records import Draft, Target
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.metrics.catalogue import Catalogue

METHODS = ("split", "copy", "contribute", "share")
BASES = ("share", "last_year", "headcount", "manual")
ZERO, ONE = Decimal(0), Decimal(1)
SHARE_DIGITS = Decimal("0.000000000001")
"""Shares are kept to this; what is divided anew by them still adds up to the cent."""


@dataclass(frozen=True)
class Child:
    """Who gets a part, and how much of it.

    Attributes:
        share: a fraction or any weight.
        amount: of a manual division, for each parent.
    """

    kind: str
    key: str
    share: Decimal | None = None
    amount: Decimal | None = None


Takers = Sequence[tuple[Holder, Child | None]]
"""Who gets a part, with what was given for them."""


@dataclass(frozen=True)
class Order:
    """How targets are to be handed down.

    Attributes:
        parents: ids of targets; or all targets of ``holder`` in ``year``, of one ``indicator_of``
            or all.
        to: ``units`` below, ``persons`` in the unit, or named ones.
        buffer: what a split adds on top, a fraction.
        indicator: of the children of a contributing target.
        factor: how much of the parent's amount a contributing target is.
    """

    method: str
    parents: tuple[int, ...] = ()
    holder: tuple[str, str] | None = None
    year: int | None = None
    indicator_of: str | None = None
    basis: str = "share"
    to: str | tuple[Child, ...] = "units"
    buffer: Decimal = ZERO
    indicator: str | None = None
    factor: Decimal | None = None


@dataclass
class Plan:
    """What an order comes to."""

    drafts: list[Draft] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)


def check(order: Order) -> None:
    """Refuse an order that makes no sense."""
    if order.method not in METHODS:
        raise BatonError("services.cascade_method", method=order.method, known=", ".join(METHODS))
    if order.basis not in BASES:
        raise BatonError("services.cascade_basis", basis=order.basis, known=", ".join(BASES))
    if not ZERO <= order.buffer <= ONE:
        raise BatonError("services.cascade_buffer", buffer=f"{order.buffer:.2%}")
    if order.method == "contribute" and not order.indicator:
        raise BatonError("services.cascade_no_indicator")
    if isinstance(order.to, str) and order.to not in ("units", "persons"):
        raise BatonError("services.cascade_to", to=order.to)


@dataclass(frozen=True)
class Ground:
    """What a division goes by."""

    order: Order
    catalogue: Catalogue
    known: Past
    directory: Directory


def divide(plan: Plan, parent: Target, takers: Takers, ground: Ground) -> None:
    """Add the children of one target and its check to the plan.

    Raises:
        BatonError: the figure does not add up over units, or amounts are missing.
    """
    order, catalogue = ground.order, ground.catalogue
    code = order.indicator if order.method == "contribute" and order.indicator else parent.indicator
    indicator = catalogue.get(code)
    if order.method == "split" and not adds(catalogue.formula(code).root).org:
        raise BatonError("services.cascade_ratio", indicator=indicator.code)
    step = step_of(indicator.decimals)
    amounts, shares = _parts(parent, takers, ground, step)
    for (holder, _), amount, share in zip(takers, amounts, shares, strict=True):
        plan.drafts.append(
            Draft(
                indicator.code,
                parent.period,
                holder,
                amount,
                values={
                    "parent": parent.id,
                    "method": order.method,
                    "share": share,
                    "buffer": order.buffer if order.method == "split" else None,
                },
            )
        )
    if order.method == "split":
        found = reconcile(parent.amount, amounts, order.buffer)
        plan.checks.append(
            {
                "parent": parent.id,
                "period": parent.period,
                "expected": found.expected,
                "sum": found.sum,
                "difference": found.difference,
            }
        )


def _parts(
    parent: Target, takers: Takers, ground: Ground, step: Decimal
) -> tuple[list[Decimal], list[Decimal | None]]:
    """Amounts and shares in the order of the takers."""
    order, given = ground.order, [child for _, child in takers]
    manual = [child.amount if child else None for child in given]
    if order.method == "copy":
        return [parent.amount] * len(takers), [None] * len(takers)
    if order.method == "share":
        equal = [ONE] * len(takers)
        weights = [child.share if child and child.share is not None else ONE for child in given]
        if not any(child and child.share is not None for child in given):
            weights = split(ONE, equal, SHARE_DIGITS)
        return [parent.amount] * len(takers), list(joint(weights))
    if order.method == "contribute":
        factor = order.factor if order.factor is not None else ONE
        each = (parent.amount * factor).quantize(step)
        return [one if one is not None else each for one in manual], [None] * len(takers)
    if order.basis == "manual":
        if any(amount is None for amount in manual):
            raise BatonError("services.cascade_manual")
        amounts = [amount for amount in manual if amount is not None]
        whole = sum(map(abs, amounts), ZERO)
        return amounts, [_share(abs(one), whole) for one in amounts]
    weights = _weights(parent, takers, ground)
    amounts = split(parent.amount * (1 + order.buffer), weights, step)
    whole = sum(weights, ZERO)
    return amounts, [_share(weight, whole) for weight in weights]


def _weights(parent: Target, takers: Takers, ground: Ground) -> list[Decimal]:
    order, directory = ground.order, ground.directory
    if order.basis == "headcount":
        found = [Decimal(directory.headcount(one, parent.start)) for one, _ in takers]
    elif order.basis == "last_year":
        before = year_before(parent.period)
        figures = [ground.known.value(parent.indicator, before, one) for one, _ in takers]
        found = [max(ZERO, value or ZERO) for value in figures]
    else:
        found = [
            child.share if child is not None and child.share is not None else ONE
            for _, child in takers
        ]
    if not any(found):  # nothing to go by: everybody the same
        found = [ONE] * len(takers)
    return found


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(SHARE_DIGITS) if whole else None
