"""Runs the follow-up work that workflow methods queue, inside the same transaction.

Confirming, shipping and posting put calls such as ``sale.process`` into Tryton's queue, each to be
run in a transaction of its own after the commit. For a batch of documents it is several times
faster, and leaves nothing half done, to run each distinct call once before the commit. Printing
every posted invoice is left out: a print is made when somebody asks for it.
"""

from __future__ import annotations

from typing import Any

from baton.kernel import Erp

NOT_RUN = {"print_invoice"}


def newest(erp: Erp) -> int:
    """The id of the last task queued so far."""
    found = erp.get("ir.queue").search([], order=[("id", "DESC")], limit=1)
    return int(found[0].id) if found else 0


def settle(erp: Erp, after: int) -> None:
    """Run what was queued behind the task ``after``, and what that queues in turn."""
    queue = erp.get("ir.queue")
    while tasks := queue.search([("id", ">", after)], order=[("id", "ASC")]):
        calls: dict[tuple[Any, ...], dict[int, None]] = {}
        for task in tasks:
            data = task.data
            if data["method"] in NOT_RUN:
                continue
            ids = data["instances"]
            key = (data["model"], data["method"], repr(data["args"]), repr(data["kwargs"]))
            calls.setdefault(key, {}).update(dict.fromkeys([ids] if isinstance(ids, int) else ids))
        plain = {
            (task.data["model"], task.data["method"]): (task.data["args"], task.data["kwargs"])
            for task in tasks
        }
        queue.delete(tasks)
        for (model, method, *_), ids_ in calls.items():
            args, kwargs = plain[model, method]
            records = erp.get(model).browse(list(ids_))
            getattr(erp.get(model), method)(records, *args, **kwargs)
