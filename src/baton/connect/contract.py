"""What a source of facts must do: fill the fact store, keep it as new as the source, prove it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class Refreshed:
    """What one refresh did.

    Attributes:
        rows: rows written and removed, by fact; empty when nothing had changed.
        full: whether everything was read again.
        took_ms: milliseconds.
    """

    rows: dict[str, int]
    full: bool
    took_ms: int


@dataclass(frozen=True)
class Check:
    """One total, counted in the source and in the facts independently.

    Attributes:
        fact: the fact.
        figure: ``rows`` or the number summed, e.g. ``amount``.
        source: the total in the source system.
        facts: the total in the fact store.
    """

    fact: str
    figure: str
    source: Decimal
    facts: Decimal

    @property
    def equal(self) -> bool:
        """Whether the two agree to the last digit that the facts keep."""
        return abs(self.source - self.facts) < Decimal("0.000001")


class FactSource(Protocol):
    """A foreign system as a source of facts."""

    def refresh(self) -> Refreshed:
        """Bring the facts up to what the source says now; all of it or nothing.

        Raises:
            BatonError: the source cannot be reached or read.
        """

    def check(self) -> list[Check]:
        """Compare totals of every fact with totals counted in the source by other means."""
