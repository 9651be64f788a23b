"""Behind a balance stand the documents with something open on that day, with what is open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baton.base.periods import Period
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore

# order, line, kind, day in November, amount: order 1 is shipped whole, 2 in part, 3 is made later
CHANGES = [
    ("1", "a", "ordered", 3, 100),
    ("1", "b", "ordered", 3, 20),
    ("1", "a", "shipped", 10, -100),
    ("1", "b", "closed", 12, -20),
    ("2", "c", "ordered", 5, 50),
    ("2", "c", "shipped", 9, -20),
    ("3", "d", "ordered", 25, 70),
]


def opened(changes: list[tuple[str, str, str, int, int]]) -> Engine:
    store = FactStore.open("duckdb://")
    store.declare("erp", "backlog", store.layouts["backlog"].visible)
    rows = [
        {
            "row_key": str(number),
            "document": f"sale.sale,{order}",
            "document_number": order,
            "kind": kind,
            "customer": f"c{order}",
            "changed_on": dt.date(2026, 11, day),
            "late_on": dt.date(2026, 11, max(day, 8)),
            "amount": Decimal(amount),
        }
        for number, (order, _, kind, day, amount) in enumerate(changes)
    ]
    schema = store.layouts["backlog"].arrow()
    kept = pa.schema([schema.field(name) for name in rows[0]])
    store.replace("backlog", pa.Table.from_pylist(rows, schema=kept), "erp")
    return Engine(store, Catalogue.shipped())


@pytest.fixture(scope="module")
def engine():
    found = opened(CHANGES)
    yield found
    found.store.close()


def behind(engine: Engine, code: str, period: str, **how: Any) -> dict[str, Decimal]:
    found = engine.documents(code, Period.parse(period), **{"grouped": True, **how})
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert found.total == len(rows)
    return {row["number"]: row["amount"] for row in rows}


def figure(engine: Engine, code: str, period: str) -> Decimal:
    when = Period.parse(period)
    found = engine.evaluate(code, start=when.start, end=when.end, grain=when.grain)
    return found.rows[-1][-1] or Decimal(0) if found.rows else Decimal(0)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026-11-04", {"1": 120}),
        ("2026-11-06", {"1": 120, "2": 50}),
        ("2026-11-11", {"1": 20, "2": 30}),
        ("2026-11-20", {"2": 30}),
        ("2026-11", {"2": 30, "3": 70}),
    ],
)
def test_only_what_is_open_on_that_day_is_listed(engine, period, expected):
    assert behind(engine, "open_orders", period) == expected
    assert figure(engine, "open_orders", period) == sum(expected.values())


def test_what_is_late_is_told_by_its_own_date(engine):
    """Everything here is due on the 7th: nothing is late before the 8th."""
    assert behind(engine, "late_orders", "2026-11-06") == {}
    assert behind(engine, "late_orders", "2026-11-08") == {"1": 120, "2": 50}
    assert behind(engine, "late_orders", "2026-11-12") == {"2": 30}


def test_single_rows_are_those_of_open_documents(engine):
    found = engine.documents("open_orders", Period.parse("2026-11-20"))
    amounts = [row[found.columns.index("amount")] for row in found.rows]
    assert sorted(amounts) == [-20, 50]
    lines = engine.documents("open_orders", Period.parse("2026-11-20"), document="sale.sale,1")
    assert lines.total == 4, "one document is still told whole"


def test_a_ratio_of_balances_lists_what_is_open_in_either(engine):
    formula = (
        "BALANCE(SUM(backlog.amount, BY_DATE(backlog.late_on))) / BALANCE(SUM(backlog.amount))"
    )
    assert behind(engine, formula, "2026-11-06").keys() == {"1", "2"}
    assert behind(engine, formula, "2026-11-20").keys() == {"2"}


def test_sums_of_a_period_still_list_every_document(engine):
    assert behind(engine, "SUM(backlog.amount)", "2026-11").keys() == {"1", "2", "3"}


change = st.tuples(
    st.sampled_from("12345"), st.just("x"), st.just("ordered"), st.integers(1, 28),
    st.integers(-3, 3).filter(bool),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(change, min_size=1, max_size=14), st.integers(1, 28))
def test_the_documents_add_up_to_the_figure(changes, day):
    engine = opened(changes)
    period = f"2026-11-{day:02}"
    found = behind(engine, "open_orders", period)
    assert 0 not in found.values()
    assert sum(found.values()) == figure(engine, "open_orders", period)
    engine.store.close()
