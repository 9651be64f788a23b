"""Whether the facts still say what the ERP says, and the books balance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from baton.base.errors import BatonError
from baton.services.kpi import audit
from baton.services.live import LiveMirror
from baton.services.runtime import Runtime

CHAIN = "kpi_log"
"""The comparison of the log of changes with what it tells of: breaks expected and found."""


@dataclass(frozen=True)
class Finding:
    """One comparison.

    Attributes:
        name: what was compared, ``fact.column`` or ``fact`` for the number of rows.
        erp, facts: the two figures, in the column's unit.
    """

    name: str
    erp: Decimal | int
    facts: Decimal | int

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the last digit."""
        return self.erp == self.facts


def findings(runtime: Runtime) -> list[Finding]:
    """Every total of the facts beside the ERP's own, and debit beside credit.

    The facts are brought up to date first, so that only real differences are told.
    """
    if runtime.database is None:
        raise BatonError("services.no_erp")
    live = LiveMirror(runtime)
    try:
        live.refresh()
        compared = [Finding(row.name, row.erp, row.facts) for row in live.mirror.check()]
        # rows with impossible numbers are in the ERP and in no fact
        left_out = [Finding(name, 1, 0) for name in live.mirror.left_out]
    finally:
        live.close()
    log = Finding(CHAIN, 0, len(audit.verify(runtime)))
    return [*compared, *left_out, _books(runtime), log]


def tampering(runtime: Runtime, language: str) -> list[str]:
    """What was changed past the log of targets, weights, definitions and closings, in words."""
    return [one.text(language) for one in audit.verify(runtime)]


def _books(runtime: Runtime) -> Finding:
    entries = runtime.store.table("ledger_entry")
    totals = runtime.store.query(
        entries.agg(debit=entries.debit.sum(), credit=entries.credit.sum())
    )
    row = totals.to_pylist()[0]
    return Finding(
        "ledger_entry.debit = ledger_entry.credit",
        row["debit"] or Decimal(),
        row["credit"] or Decimal(),
    )
