"""Single documents on a screen: the newest ones as they come, and production under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.metrics.facts import Fact
from baton.services import org

if TYPE_CHECKING:
    from baton.metrics.engine import Access
    from baton.services.runtime import Runtime
    from baton.services.screens.layout import Widget
    from baton.services.screens.viewer import Viewer

LOOK_BACK_DAYS = (2, 14, 92)
"""The newest documents are looked for in ever longer stretches before today."""

FETCHED_ROWS = 400
STEPS_READ = 2000


@dataclass(frozen=True)
class Stream:
    """Where the newest documents of a kind are: a fact, who they are for, which rows count."""

    fact: str
    partner: str
    where: str | None = None


STREAMS = {
    "sales": Stream(
        "sale_line", "customer", 'sale_line.state IN ("confirmed","processing","done")'
    ),
    "shipments": Stream("shipment_line", "customer", 'shipment_line.kind = "delivery"'),
    "purchases": Stream(
        "purchase_line", "supplier", 'purchase_line.state IN ("confirmed","processing","done")'
    ),
    "invoices": Stream("invoice_line", "customer", 'invoice_line.kind = "customer"'),
}


def flow(runtime: Runtime, viewer: Viewer, widget: Widget) -> dict[str, Any]:
    """The newest documents, newest first, each with partner, amount and state."""
    stream = STREAMS[widget.flow]
    access = viewer.access_to(viewer.unit(widget.org))
    documents: list[dict[str, Any]] = []
    for back in LOOK_BACK_DAYS:
        found = _since(runtime, stream, access, org.today() - timedelta(days=back))
        documents = _documents(runtime, stream, found, viewer.language)
        if len(documents) >= widget.limit:
            break
    return {
        "state": "ok" if documents else "no_data",
        "orders": documents[: widget.limit],
    }


def _since(
    runtime: Runtime, stream: Stream, access: Access | None, start: date
) -> list[dict[str, Any]]:
    """The last rows since a day; rows come in the order of their dates."""

    def page(offset: int) -> Any:
        return runtime.engine.rows(
            stream.fact,
            start=start,
            end=org.today() + timedelta(days=1),
            where=stream.where,
            access=access,
            limit=FETCHED_ROWS,
            offset=offset,
        )

    result = page(0)
    if (result.total or 0) > FETCHED_ROWS:
        result = page(result.total - FETCHED_ROWS)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def _documents(
    runtime: Runtime, stream: Stream, found: list[dict[str, Any]], language: str
) -> list[dict[str, Any]]:
    fact = runtime.store.facts[stream.fact]
    partners = _names(runtime, fact, stream.partner)
    states = _choices(fact, "state", language)
    documents: dict[str, dict[str, Any]] = {}
    for row in found:
        day: date = row[fact.date]
        at: datetime | None = row["entered_at"]
        one = documents.setdefault(
            row["document"] or row["row_key"],
            {
                "key": row["document"] or row["row_key"],
                "number": row["document_number"],
                "date": day,
                "at": at,
                "partner": partners.get(row[stream.partner], ""),
                "amount": Decimal(0),
                "unit": "CNY",
                "state": row.get("state"),
                "state_name": states.get(row.get("state") or "", ""),
                "lines": 0,
            },
        )
        one["amount"] += row.get("amount") or Decimal(0)
        one["lines"] += 1
        if at is not None and (one["at"] is None or at > one["at"]):
            one["at"] = at
    return sorted(
        documents.values(),
        key=lambda one: (one["date"], str(one["at"] or ""), one["key"]),
        reverse=True,
    )


def production(runtime: Runtime, viewer: Viewer, widget: Widget) -> dict[str, Any]:
    """Production orders under way, first due first, with the share of their work that is done."""
    access = viewer.access_to(viewer.unit(widget.org))
    fact = runtime.store.facts["production_order"]
    result = runtime.engine.rows(
        "production_order",
        where='production_order.state IN ("assigned","running")',
        access=access,
        limit=FETCHED_ROWS,
    )
    orders = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    orders.sort(key=lambda one: (one["due_on"] or date.max, one["row_key"]))
    orders = orders[: widget.limit]
    shares = _shares(runtime, access) if orders else {}
    products = _names(runtime, fact, "product")
    centers = _names(runtime, fact, "work_center")
    states = _choices(fact, "state", viewer.language)
    today = org.today()
    return {
        "state": "ok" if orders else "no_data",
        "total": result.total,
        "jobs": [
            {
                "key": one["document"] or one["row_key"],
                "number": one["document_number"],
                "product": products.get(one["product"], ""),
                "work_center": centers.get(one["work_center"], ""),
                "planned": one["planned_quantity"],
                "made": one["quantity"],
                "due": one["due_on"],
                "late": bool(one["due_on"] and one["due_on"] < today),
                "state": one["state"],
                "state_name": states.get(one["state"], ""),
                "progress": _progress(one, shares),
            }
            for one in orders
        ],
    }


def _shares(runtime: Runtime, access: Access | None) -> dict[str, Decimal]:
    """By production order: the share of the planned hours whose steps are done."""
    result = runtime.engine.rows(
        "work_step",
        where='production_order.state IN ("assigned","running")',
        access=access,
        limit=STEPS_READ,
    )
    planned: dict[str, Decimal] = {}
    done: dict[str, Decimal] = {}
    for row in result.rows:
        step = dict(zip(result.columns, row, strict=True))
        key = step["production_order"]
        hours = step["planned_hours"] or Decimal(1)
        planned[key] = planned.get(key, Decimal(0)) + hours
        if step["state"] == "done":
            done[key] = done.get(key, Decimal(0)) + hours
    return {key: done.get(key, Decimal(0)) / hours for key, hours in planned.items() if hours}


def _progress(order: dict[str, Any], shares: dict[str, Decimal]) -> Decimal | None:
    """A fraction: by steps where there are any, else by pieces."""
    share = shares.get(order["row_key"])
    if share is not None:
        return share
    if not order["planned_quantity"]:
        return None
    share = Decimal(order["quantity"] or 0) / Decimal(order["planned_quantity"])
    return min(Decimal(1), share)


def _names(runtime: Runtime, fact: Fact, column: str) -> dict[str, str]:
    members = fact.columns[column].members or column
    return runtime.engine.world.members().names(members)


def _choices(fact: Fact, column: str, language: str) -> dict[str, str]:
    found: Iterable[Any] = fact.columns[column].choices if column in fact.columns else ()
    return {choice.key: choice.name(language) for choice in found}
