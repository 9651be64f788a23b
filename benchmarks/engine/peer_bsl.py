"""The same indicators asked of boring-semantic-layer; runs in the peer's own environment.

    python peer_bsl.py DATABASE OUT

Everything that adds is asked in one query a level, each distinct count in one of its own: quicker
than all of them in one query (tried). OUT gets the figures and the seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import ibis
from boring_semantic_layer import to_semantic_table

DONE = ("confirmed", "processing", "done")
LEVELS = ("company", "division", "department", "team")
NUMBERS = ("amount", "list_amount", "discount_amount", "cost", "tax_amount", "freight_amount")
CHANNELS = ("online", "direct", "dealer", "export")


def total(column, condition=None):
    def measure(t):
        return t[column].sum(where=None if condition is None else condition(t))

    return measure


def lines(condition=None):
    def measure(t):
        return t.count(where=None if condition is None else condition(t))

    return measure


def ratio(above, below):
    def measure(t):
        return above(t).cast("float64") / below(t).cast("float64").nullif(0)

    return measure


def done(t):
    return t.state.isin(DONE)


def cancelled(t):
    return t.state == "cancelled"


def sums():
    found = {}
    for name in NUMBERS:
        found[f"{name}_all"] = total(name)
        found[f"{name}_firm"] = total(name, done)
        found[f"{name}_cancelled"] = total(name, cancelled)
    for channel in CHANNELS:

        def only(t, channel=channel):
            return t.channel == channel

        def both(t, only=only):
            return only(t) & done(t)

        sales, cost = total("amount", both), total("cost", both)
        found[f"sales_{channel}"] = sales
        found[f"cost_{channel}"] = cost
        found[f"margin_{channel}"] = lambda t, c=cost, s=sales: 1 - ratio(c, s)(t)
        found[f"share_{channel}"] = ratio(sales, found["amount_firm"])
        found[f"lines_{channel}"] = lines(only)
    found |= {
        "lines": lines(),
        "lines_firm": lines(done),
        "margin": lambda t: 1 - ratio(found["cost_firm"], found["amount_firm"])(t),
        "discount_rate": ratio(found["discount_amount_firm"], found["list_amount_firm"]),
        "freight_rate": ratio(found["freight_amount_firm"], found["amount_firm"]),
        "cancelled_rate": ratio(found["amount_cancelled"], found["amount_all"]),
        "return_rate": ratio(lines(lambda t: t.is_return), lines()),
        "returned": total("amount", lambda t: t.is_return),
        "late_lines": lines(lambda t: t.shipped_on > t.due_on),
        "on_time": ratio(lines(lambda t: t.shipped_on <= t.due_on), lines()),
        "days_to_ship": lambda t: t.shipped_on.delta(t.ordered_on, unit="day").mean(),
        "quantity": total("quantity"),
        "quantity_firm": total("quantity", done),
        "shipped": total("shipped_quantity"),
        "fill_rate": ratio(total("shipped_quantity"), total("quantity")),
        "average_line": ratio(total("amount"), lines()),
        "private_sales": total("amount", lambda t: t.customer_kind == "person"),
    }
    return found


DISTINCT = {
    "orders": lambda t: t.document.nunique(),
    "customers": lambda t: t.customer.nunique(),
    "customers_firm": lambda t: t.customer.nunique(where=done(t)),
    "products": lambda t: t["product"].nunique(),
    "sellers": lambda t: t.person.nunique(),
    "order_value": lambda t: t.amount.sum().cast("float64") / t.document.nunique(),
}

DISTINCT_QUERIES = (
    ["orders", "order_value"],
    ["customers"],
    ["customers_firm"],
    ["products"],
    ["sellers"],
)


def main(database, out):
    connection = ibis.duckdb.connect(database, read_only=True)
    facts, org = connection.table("sale_line"), connection.table("bench_org")
    rows = facts.join(org, facts.org_unit == org.team)
    dimensions = {"month": lambda t: t.ordered_on.truncate("M")}
    dimensions |= {level: (lambda t, level=level: t[level]) for level in LEVELS}
    additive = sums()
    model = (
        to_semantic_table(rows, name="sales")
        .with_dimensions(**dimensions)
        .with_measures(**additive, **DISTINCT)
    )
    answer = {"figures": {}, "seconds": {}}
    began, worked = time.perf_counter(), time.process_time()
    for level in LEVELS:
        ask(model, level, list(additive), answer)
        for names in DISTINCT_QUERIES:
            ask(model, level, names, answer)
    answer["total"] = time.perf_counter() - began
    answer["cpu"] = time.process_time() - worked
    answer["questions"] = questions(model)
    Path(out).write_text(json.dumps(answer), encoding="utf-8")


def ask(model, level, names, answer):
    began = time.perf_counter()
    frame = model.query(dimensions=["month", level], measures=names).execute()
    took = time.perf_counter() - began
    kind = "sums" if len(names) > len(DISTINCT) else names[0]
    answer["seconds"][f"{level} {kind}"] = took
    periods = [str(month)[:7] for month in frame["month"]]
    for name in names:
        values = [None if v is None or v != v else str(v) for v in frame[name]]
        cells = zip(periods, frame[level], values, strict=True)
        answer["figures"].setdefault(level, {})[name] = [list(cell) for cell in cells]


def questions(model):
    """Single questions: one indicator, one month, one division, by department or region."""
    took = {}
    for name, dimension in (
        ("margin", "department"),
        ("customers", "department"),
        ("amount_firm", "department"),
        ("order_value", "department"),
    ):
        times = []
        for month in ("2025-03-01", "2025-06-01", "2024-11-01"):
            began = time.perf_counter()
            model.query(
                dimensions=["month", dimension],
                measures=[name],
                filters=[
                    lambda t: t.division == "v1",
                    lambda t, month=month: t.month == ibis.date(month),
                ],
            ).execute()
            times.append(time.perf_counter() - began)
        took[name] = sorted(times)[1]
    return took


if __name__ == "__main__":
    main(*sys.argv[1:])
