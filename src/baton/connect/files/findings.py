"""Collects what is wrong with an input, so that the user sees all of it at once."""

from __future__ import annotations

from typing import Any

from baton.base.errors import BatonError, CollectedErrors

SHOWN = 50
"""How many findings are listed; the rest are counted."""


class Findings:
    """Errors and warnings of one check, in the order they were found."""

    def __init__(self) -> None:
        self.errors: list[BatonError] = []
        self.warnings: list[BatonError] = []
        self.total = 0

    def error(self, code: str, **context: Any) -> None:
        """Note one error; only the first 50 are kept, all are counted."""
        self.add(BatonError(code, **context))

    def add(self, finding: BatonError, count: int = 1) -> None:
        """Note ``finding``, which stands for ``count`` faults."""
        self.total += count
        if len(self.errors) < SHOWN:
            self.errors.append(finding)

    def uncounted(self, count: int) -> None:
        """Count ``count`` further faults that are not listed."""
        self.total += count

    def warn(self, code: str, **context: Any) -> None:
        """Note something the user should know that does not stop the import."""
        self.warnings.append(BatonError(code, **context))

    def stop(self, code: str, **context: Any) -> None:
        """Raise everything found so far; do nothing when nothing was found.

        Raises:
            CollectedErrors: with the first 50 findings and the number of all.
        """
        if self.errors:
            raise CollectedFindings(code, self.errors, self.total, **context)


class CollectedFindings(CollectedErrors):
    """Findings of which only the first are listed; ``total`` counts all of them."""

    def __init__(self, code: str, findings: list[BatonError], total: int, **context: Any) -> None:
        self.total = total
        super().__init__(code, findings, total=total, shown=len(findings), **context)
