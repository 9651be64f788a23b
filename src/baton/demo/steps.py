"""The steps of the story in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from baton.demo.business import (
    attendance,
    billing,
    counting,
    ledger,
    making,
    purchasing,
    quality,
    sales,
    samples,
    service,
    shipping,
)
from baton.demo.rhythm import Tick
from baton.demo.setting import alerts, company, opening, partners, people, plan, products

SETTING_LABEL = "demo.step_setting"


@dataclass(frozen=True)
class Step:
    """One transaction of the story.

    Attributes:
        name: what is done.
        work: does it with a desk, business steps with their tick too.
        label: the message key shown while it runs.
        month_end: business done once a month, with the month's last tick.
        begins: business done once, in the first tick of all.
        tick: when; None for what is set up before business begins.
    """

    name: str
    work: Callable[..., Any]
    label: str
    month_end: bool = False
    begins: bool = False
    tick: Tick | None = None

    def at(self, tick: Tick) -> Step:
        """This step in one tick."""
        return replace(self, tick=tick)

    def due(self, tick: Tick, *, first: bool) -> bool:
        """Whether it is done in that tick."""
        return (tick.last or not self.month_end) and (first or not self.begins)


def _setting(name: str, work: Callable[..., Any]) -> Step:
    return Step(name, work, SETTING_LABEL)


SETTING = (
    _setting("company", company.found_company),
    _setting("people", people.hire_everybody),
    _setting("logins", people.open_logins),
    _setting("goals", plan.set_goals),
    _setting("alerts", alerts.set_rules),
    _setting("partners", partners.meet_partners),
    _setting("products", products.set_up_products),
    _setting("stock", opening.open_stock),
    _setting("books", opening.open_books),
)

BUSINESS = (
    Step("backlog", sales.take_backlog, "demo.step_sell", begins=True),
    Step("deliver", shipping.deliver, "demo.step_deliver"),
    Step("start", making.start, "demo.step_make"),
    Step("receive", purchasing.receive, "demo.step_receive"),
    Step("promise", purchasing.promise_rest, "demo.step_receive"),
    Step("finish", making.finish, "demo.step_make"),
    Step("orders", sales.take_orders, "demo.step_sell"),
    Step("plan", making.plan, "demo.step_make"),
    Step("reorder", purchasing.reorder, "demo.step_buy"),
    Step("invoices", billing.post_invoices, "demo.step_bill"),
    Step("payments", billing.settle_invoices, "demo.step_bill"),
    Step("inspect", quality.inspect, "demo.step_check"),
    Step("complaints", service.hear_complaints, "demo.step_check"),
    Step("attendance", attendance.clock_in, "demo.step_people"),
    Step("samples", samples.show, "demo.step_deliver", month_end=True),
    Step("count", counting.count_stock, "demo.step_check", month_end=True),
    Step("expenses", ledger.book_expenses, "demo.step_books"),
    Step("close", ledger.close_month, "demo.step_books", month_end=True),
)
"""Within a tick what leaves the store comes before what enters it, so stock is never negative on
any single day, whatever days of the tick the documents bear."""
