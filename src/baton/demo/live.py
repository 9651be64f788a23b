"""Business that goes on today, one action at a time, so that figures and screens move."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

from baton.base.errors import BatonError
from baton.demo import marker
from baton.demo.business import billing, making, purchasing, sales, shipping
from baton.demo.desk import Desk
from baton.demo.queue import newest, settle
from baton.demo.rhythm import Tick
from baton.demo.story import LOCKS, SYSTEM, Story
from baton.kernel import Database, Erp

logger = logging.getLogger(__name__)

ACTIONS: tuple[Callable[[Desk, Tick, int], None], ...] = (
    sales.order_now,
    lambda desk, tick, _: shipping.send_next(desk, tick),
    lambda desk, tick, _: billing.post_invoices(desk, tick),
    lambda desk, tick, _: making.start_next(desk, tick),
    sales.order_now,
    lambda desk, tick, _: purchasing.receive_next(desk, tick),
    lambda desk, tick, _: making.finish_next(desk, tick),
    lambda desk, tick, _: shipping.send_next(desk, tick),
)
"""What is done in turn."""


def live(database: Database, pace: float, stop_event: threading.Event) -> None:
    """Do one action every ``pace`` seconds until ``stop_event`` is set.

    Waits for the history to be told first. An action that the ERP refuses is logged and left out.
    """
    number = 0
    while not stop_event.wait(pace):
        try:
            if act(database, number):
                number += 1
        except BatonError as error:
            logger.warning("the demo company could not act: %s", error)
            number += 1


def act(database: Database, number: int) -> bool:
    """The action with that number, today; False while the history is not told yet."""
    if not database.run(SYSTEM, lambda erp: bool(marker.read(erp).get(marker.FINISHED))):
        return False
    story, _ = Story.begin_or_resume(
        database,
        months=1,
        seed=0,
        today=dt.date.today(),  # noqa: DTZ011 - the ERP's own day
        volume=1.0,
    )
    day = dt.date.today()  # noqa: DTZ011 - the ERP's own day
    tick = Tick(0, 0, day, day, last=False)

    def work(erp: Erp) -> None:
        with story.inside(erp):
            desk = Desk(erp, story.script, story.rhythm)
            before = newest(erp)
            ACTIONS[number % len(ACTIONS)](desk, tick, _orders_so_far(erp))
            settle(erp, before)

    database.run(SYSTEM, work, lock_tables=LOCKS, language=story.script.company["language"])
    return True


def _orders_so_far(erp: Erp) -> int:
    """A number that grows with the business, so that no two live orders are alike."""
    return int(erp.get("sale.sale").search([], count=True))
