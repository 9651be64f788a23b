"""What a changed target changes below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import ConflictError
from baton.metrics.cascade import split, step_of
from baton.services.kpi import records
from baton.services.kpi.directory import Directory
from baton.services.kpi.records import Draft, Target

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Catalogue

ONE = Decimal(1)


class TouchedError(ConflictError):
    """Targets of others depend on what is to be changed; ``context["touched"]`` lists them."""


@dataclass(frozen=True)
class Touched:
    """A target that changes because another one does.

    Attributes:
        after: what it will be, in the indicator's unit.
    """

    target: Target
    after: Decimal


def below(
    erp: Erp, changed: Mapping[int, tuple[Target, Decimal]], catalogue: Catalogue
) -> list[Touched]:
    """What the changes (id → target, new amount) change further down, nearest first.

    Split targets are divided anew by the shares they had; copied and joint ones take the new
    amount; contributing ones change in proportion. What is itself among the changes stays out.
    """
    found: list[Touched] = []
    level = dict(changed)
    done = set(changed)
    while level:
        following: dict[int, tuple[Target, Decimal]] = {}
        for parent, kids in records.children(erp, level).items():
            before, after = level[parent]
            amounts = _amounts(before, after, kids, catalogue)
            for kid, amount in zip(kids, amounts, strict=True):
                if kid.id in done:
                    continue
                done.add(kid.id)
                found.append(Touched(kid, amount))
                following[kid.id] = (kid, amount)
        level = following
    return found


def _amounts(
    before: Target, after: Decimal, kids: Sequence[Target], catalogue: Catalogue
) -> list[Decimal]:
    """The children's new amounts, in their order."""
    result = {kid.id: kid.amount for kid in kids}
    parts = [kid for kid in kids if kid.method == "split"]
    if parts:
        weights = [kid.share if kid.share is not None else abs(kid.amount) for kid in parts]
        if not any(weights):
            weights = [ONE] * len(parts)
        total = after * (1 + (parts[0].buffer or 0))
        step = step_of(catalogue.get(before.indicator).decimals)
        for kid, amount in zip(parts, split(total, weights, step), strict=True):
            result[kid.id] = amount
    for kid in kids:
        if kid.method in ("copy", "share"):
            result[kid.id] = after
        elif kid.method == "contribute" and before.amount:
            step = step_of(catalogue.get(kid.indicator).decimals)
            result[kid.id] = (kid.amount * after / before.amount).quantize(step)
    return [result[kid.id] for kid in kids]


def drafts(touched: Sequence[Touched]) -> list[Draft]:
    """The touched targets as they are to be."""
    return [
        Draft(one.target.indicator, one.target.period, one.target.holder, one.after, one.target)
        for one in touched
    ]


def told(
    touched: Sequence[Touched], directory: Directory, catalogue: Catalogue, language: str
) -> list[dict[str, Any]]:
    """The touched targets for a person to read."""
    return [
        {
            "id": one.target.id,
            "indicator": one.target.indicator,
            "name": catalogue.get(one.target.indicator).name(language),
            "holder": records.holder_told(one.target.holder, directory),
            "period": one.target.period,
            "before": one.target.amount,
            "after": one.after,
            "state": one.target.state,
        }
        for one in touched
    ]


def confirm(touched: Sequence[dict[str, Any]], *, confirmed: bool) -> None:
    """Stop when others are touched and nobody has confirmed that.

    Raises:
        TouchedError: with all of them.
    """
    if touched and not confirmed:
        people = {(one["holder"]["kind"], one["holder"]["key"]) for one in touched}
        raise TouchedError(
            "services.targets_touched", count=len(touched), holders=len(people), touched=touched
        )
