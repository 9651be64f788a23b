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
        name: ``fact`` for the number of rows, ``fact.column`` for a sum.
        erp: the total in the source system.
        facts: the total in the fact store.
    """

    name: str
    erp: Decimal
    facts: Decimal

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the last digit."""
        return self.erp == self.facts


class FactSource(Protocol):
    """A foreign system as a source of facts."""

    def refresh(self) -> Refreshed:
        """Bring the facts up to what the source says now; all of it or nothing.

        Raises:
            BatonError: the source cannot be reached or read.
        """

    def check(self) -> list[Check]:
        """Compare totals of every fact with totals counted in the source by other means."""
