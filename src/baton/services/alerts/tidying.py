"""Lets go of what nobody looks at any more: the log is for finding out, not for ever."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from baton.services.alerts.evaluation import INBOX, utc
from baton.services.alerts.outbox import MODEL as DELIVERIES
from baton.services.alerts.rule import RUNS
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.runtime import Runtime

RUN_DAYS, DELIVERY_DAYS, MESSAGE_DAYS = 90, 180, 730
"""Days that runs, deliveries that are over, and messages that were read are kept."""
AT_ONCE = 500


def tidy(runtime: Runtime) -> int:
    """Delete what is old; how much it was."""

    def before(days: int) -> dt.datetime:
        return utc() - dt.timedelta(days=days)

    old: dict[str, list[Any]] = {
        RUNS: [("at", "<", before(RUN_DAYS))],
        DELIVERIES: [
            ("made_at", "<", before(DELIVERY_DAYS)),
            ("state", "in", ["sent", "failed", "outdated"]),
        ],
        INBOX: [("made_at", "<", before(MESSAGE_DAYS)), ("read_at", "!=", None)],
    }

    def work(erp: Erp) -> int:
        count = 0
        for model, wanted in old.items():
            found = erp.get(model).search(wanted, limit=AT_ONCE)
            erp.get(model).delete(found)
            count += len(found)
        return count

    return database(runtime).run(0, work)
