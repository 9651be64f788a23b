"""``baton demo``: the demo company, made here or by the running server."""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from baton import demo
from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.settings import Settings
from baton.cli.building import bar, create_database
from baton.cli.local import session
from baton.cli.options import LANGUAGE, Database, Facts, Months, guarded, out, settings, words
from baton.cli.registry import command
from baton.kernel import Database as Erp
from baton.services.runtime import Runtime

logger = logging.getLogger(__name__)

TASK = "services.demo_running"


def prepare_database(kept: Settings, *, create: bool) -> None:
    """Make the ERP database when there is none and ``create`` allows it.

    Raises:
        BatonError: there is none and none is to be made.
    """
    if Erp.exists(kept.database):
        return
    if not create:
        raise BatonError("cli.no_database", database=kept.database)
    create_database(kept, demo.ADMIN_PASSWORD, "zh_CN").close()


def generate_behind(runtime: Runtime, months: int) -> threading.Thread:
    """Generate (or go on generating) demo business in a thread of this process."""

    def tell(done: int, total: int, label: str) -> None:
        runtime.report(TASK, done, total, label)

    def work() -> None:
        assert runtime.database is not None
        try:
            demo.generate(runtime.database, months=months, progress=tell, stopping=runtime.stopping)
            runtime.report("")
        except Exception as error:
            if runtime.stopping.is_set():
                return
            logger.exception("the demo company could not be finished")
            text = error.text(LANGUAGE) if isinstance(error, BatonError) else str(error)
            runtime.fail(TASK, text)

    runtime.report(TASK)  # before the server answers: nobody shall take it for finished
    thread = threading.Thread(target=work, name="demo", daemon=True)
    thread.start()
    return thread


@guarded
def run(months: Months = 14, database: Database = None, facts: Facts = None) -> None:
    """Create the demo company with a progress bar."""
    kept = settings(database, facts)
    prepare_database(kept, create=True)
    with session(kept, LANGUAGE, erp=True) as ask, bar() as progress:
        shown = progress.add_task(words("help_demo"), total=None)
        ask("demo.start", months=months)
        while (state := ask("demo.state"))["task"] and not state["failed"]:
            label = message(state["label"], LANGUAGE) if state["label"] else words("help_demo")
            total = state["total"] or None
            progress.update(shown, description=label, completed=state["done"], total=total)
            time.sleep(0.5)
    if state["failed"]:
        raise BatonError("cli.remote", text=state["failed"])
    out(words("demo_done"))


@command("demo.start", erp=True)
def _start(runtime: Runtime, months: int) -> None:
    if runtime.progress.task != TASK:
        generate_behind(runtime, months)


@command("demo.state", erp=True)
def _state(runtime: Runtime) -> dict[str, Any]:
    state = runtime.progress
    return {
        "task": state.task,
        "done": state.done,
        "total": state.total,
        "label": state.label,
        "failed": state.failed,
    }
