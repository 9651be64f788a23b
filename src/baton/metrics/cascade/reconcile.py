"""Whether what was handed down is what was to be handed down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Reconciled:
    """A parent beside its children.

    Attributes:
        expected: the parent with its buffer.
        sum: of the children.
    """

    expected: Decimal
    sum: Decimal

    @property
    def difference(self) -> Decimal:
        """Children less what was expected; positive is more than needed."""
        return self.sum - self.expected

    @property
    def agrees(self) -> bool:
        """To the last cent."""
        return self.difference == ZERO


def reconcile(parent: Decimal, children: Sequence[Decimal], buffer: Decimal = ZERO) -> Reconciled:
    """Compare a split target with its parts.

    Args:
        buffer: what the parts are to be more than the parent, a fraction (0.05 is 5 %).
    """
    return Reconciled(parent * (1 + buffer), sum(children, ZERO))
