"""What the checker asks about other indicators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from baton.base.units import Unit
from baton.metrics.formula.errors import Words
from baton.metrics.formula.nodes import Checked


class References(Protocol):
    """The indicators a formula may name in brackets."""

    def find(self, name: str) -> str | None:
        """The code of the indicator with this code or Chinese or English name."""

    def name(self, code: str) -> Words:
        """Its names."""

    def unit(self, name: str) -> Unit | None:
        """The declared unit of the indicator with this code or name; None when there is none."""

    def codes(self) -> Iterable[str]:
        """All codes."""

    def checked(self, code: str, trail: tuple[str, ...]) -> Checked:
        """Its checked formula.

        Args:
            trail: codes on the way to this one, outermost first; none of them may come again.

        Raises:
            FormulaErrors: its formula is wrong.
        """


class NoReferences:
    """For formulas that may not name indicators."""

    def find(self, name: str) -> str | None:  # noqa: ARG002 - part of the protocol
        """Nothing is found."""
        return None

    def name(self, code: str) -> Words:
        """The code itself."""
        return Words(code, code)

    def unit(self, name: str) -> Unit | None:  # noqa: ARG002 - part of the protocol
        """None is known."""
        return None

    def codes(self) -> Iterable[str]:
        """None."""
        return ()

    def checked(self, code: str, trail: tuple[str, ...]) -> Checked:
        """Never asked for, as nothing is found."""
        raise KeyError(code, trail)
