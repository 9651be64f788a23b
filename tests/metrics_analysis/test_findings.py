"""Analyses through the engine, on sales with two planted stories, against figures by hand."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from baton.base.periods import Grain, Period, periods
from baton.metrics.analysis.causes import Cause, analyse
from baton.metrics.analysis.forms import Shape, form_of
from baton.metrics.analysis.landing import forecast
from baton.metrics.analysis.lasting import lasting_changes
from baton.metrics.analysis.shift import Form
from baton.metrics.analysis.tree import what_if
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Asked, Engine, FactStore

D = Decimal
START, END = dt.date(2025, 1, 1), dt.date(2026, 7, 1)
MONTHS = periods(START, END, Grain.MONTH)
REGIONS = ("east", "south", "north", "west", "centre")
SUPPLIERS = ("V1", "V2", "V3", "V4", "V5", "V6")
LATE_FROM = MONTHS[12]
"""Supplier V3 delivers late from here on."""
FALL_FROM = MONTHS[11]
"""Sales of the west fall by a tenth of their level each month from here on."""


def number(values: list[float]) -> pa.Array:
    return pa.array([D(f"{v:.2f}") for v in values], pa.decimal128(18, 6))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    chance = random.Random(3)
    sales: list[tuple[dt.date, str, str, float, float]] = []
    receipts: list[tuple[dt.date, dt.date, str]] = []
    for place, month in enumerate(MONTHS):
        season = 1 + 0.2 * ((place % 12) - 5) / 5
        for region in REGIONS:
            level = 10.0
            if region == "west" and month.start >= FALL_FROM.start:
                level *= max(0.2, 1 - 0.12 * (place - MONTHS.index(FALL_FROM) + 1))
            for n in range(10):
                day = month.start + dt.timedelta(days=chance.randrange(28))
                pieces = season * level * chance.uniform(0.8, 1.2)
                sales.append((day, region, f"P{n % 3}", pieces, pieces * 100))
        for supplier in SUPPLIERS:
            for _ in range(8):
                day = month.start + dt.timedelta(days=chance.randrange(20))
                late = chance.random() < (
                    0.8 if supplier == "V3" and month.start >= LATE_FROM.start else 0.08
                )
                receipts.append((day, day - dt.timedelta(days=3 if late else -1), supplier))
    store = FactStore.open("duckdb://")
    with store.batch():
        store.upsert(
            "sale_line",
            pa.table(
                {
                    "row_key": [str(n) for n in range(len(sales))],
                    "document": [f"sale.sale,{n}" for n in range(len(sales))],
                    "ordered_on": [row[0] for row in sales],
                    "region": [row[1] for row in sales],
                    "customer": [f"{row[1]}-{n % 4}" for n, row in enumerate(sales)],
                    "product": [row[2] for row in sales],
                    "state": ["done"] * len(sales),
                    "quantity": number([row[3] for row in sales]),
                    "amount": number([row[4] for row in sales]),
                }
            ),
            "erp",
        )
        store.upsert(
            "purchase_line",
            pa.table(
                {
                    "row_key": [str(n) for n in range(len(receipts))],
                    "ordered_on": [row[0] - dt.timedelta(days=10) for row in receipts],
                    "due_on": [row[1] for row in receipts],
                }
            ),
            "erp",
        )
        store.upsert(
            "receipt_line",
            pa.table(
                {
                    "row_key": [str(n) for n in range(len(receipts))],
                    "received_on": [row[0] for row in receipts],
                    "supplier": [row[2] for row in receipts],
                    "kind": ["receipt"] * len(receipts),
                    "purchase_line": [str(n) for n in range(len(receipts))],
                }
            ),
            "erp",
        )
    yield Engine(store, Catalogue.shipped())
    store.close()


SCOPE = Asked(start=START, end=END)
DIMENSIONS = {
    "sales_ordered": ("region", "customer", "product"),
    "supplier_on_time": ("supplier",),
}


def test_both_planted_stories_are_found_with_their_month(engine: Engine) -> None:
    found = lasting_changes(engine, DIMENSIONS, MONTHS, SCOPE, DIMENSIONS)
    first = {}
    for one in found:
        first.setdefault(one.code, one)
    late = first["supplier_on_time"]
    assert (late.dimension, late.member.key, late.since) == ("supplier", "V3", LATE_FROM)
    assert late.course is Form.STEP
    assert late.before > 0.8 > 0.4 > late.after
    fall = first["sales_ordered"]
    assert (fall.dimension, fall.member.key) == ("region", "west")
    assert abs(MONTHS.index(fall.since) - MONTHS.index(FALL_FROM)) <= 1
    assert fall.impact < 0


def test_nothing_else_is_accused(engine: Engine) -> None:
    found = lasting_changes(engine, DIMENSIONS, MONTHS, SCOPE, DIMENSIONS)
    wrong = [
        one
        for one in found
        if not (one.member.key == "V3" or str(one.member.key).startswith("west"))
        and abs(one.impact) > 0
        and one.before > one.after  # the others gain the share that the west loses
    ]
    assert wrong == []


def test_the_cause_of_a_fall_is_named_and_everything_adds_up(engine: Engine) -> None:
    before, after = Period.parse("2025-05"), Period.parse("2026-05")
    found = analyse(
        engine, "sales_ordered", (before, after), SCOPE, ("region", "customer", "product")
    )
    assert found.causes[0].member.key in ("west", *(f"west-{n}" for n in range(4)))
    for one in found.breakdowns:
        total = sum((cause.effect for cause in one.members), one.rest)
        assert abs(total - found.change) < D("1e-9")
    for cause in found.causes:
        inside = sum(part.effect for part in cause.within)
        assert inside * cause.effect >= 0


def told(causes: Iterable[Cause]) -> list[Any]:
    """Who, how much, and what is inside."""
    return [(one.dimension, one.member, one.effect, told(one.within)) for one in causes]


def test_one_pass_and_one_by_one_agree(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = (Period.parse("2026-04"), Period.parse("2026-05"))
    for code in ("sales_ordered", "supplier_on_time"):
        once = analyse(engine, code, windows, SCOPE, DIMENSIONS[code])
        with monkeypatch.context() as patched:
            patched.setattr("baton.metrics.analysis.causes.one_pass", lambda *_: {})
            slowly = analyse(engine, code, windows, SCOPE, DIMENSIONS[code])
        assert [told(one.members) for one in once.breakdowns] == [
            told(one.members) for one in slowly.breakdowns
        ]
        assert told(once.causes) == told(slowly.causes)


def test_many_small_members_are_one_lump_and_sums_stay_exact(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = (Period.parse("2026-04"), Period.parse("2026-05"))
    monkeypatch.setattr("baton.metrics.analysis.one_pass.MANY", 4)
    found = analyse(engine, "sales_ordered", windows, SCOPE, ("document", "customer"), levels=1)
    documents = next(one for one in found.breakdowns if one.dimension == "document")
    assert documents.count == 100
    total = sum((cause.effect for cause in documents.members), documents.rest)
    assert abs(total - found.change) < D("1e-9")


def test_a_target_is_missed_where_the_fall_is(engine: Engine) -> None:
    windows = (Period.parse("2025-05"), Period.parse("2026-05"))
    target = D(50000)
    found = analyse(engine, "sales_ordered", windows, SCOPE, ("region",), target=target)
    assert found.before == target
    (one,) = found.breakdowns
    assert abs(sum((c.effect for c in one.members), one.rest) - found.change) < D("1e-9")
    assert found.causes[0].member.key == "west"


def test_shapes_follow_from_formulas() -> None:
    catalogue = Catalogue.shipped()
    shapes = {
        "sales_ordered": Shape.SUM,
        "gross_margin": Shape.SUM,
        "receivables": Shape.SUM,
        "gross_margin_rate": Shape.RATIO,
        "stock_accuracy": Shape.RATIO,
        "order_to_ship_days": Shape.RATIO,
        "repeat_rate": Shape.RATIO,
        "receivable_days": Shape.OTHER,
        "sales_growth": Shape.OTHER,
    }
    assert {code: form_of(catalogue.formula(code).root).shape for code in shapes} == shapes


def test_every_shipped_formula_keeps_its_value_when_rewritten(engine: Engine) -> None:
    """Averages as quotients, windows moved down: the same figures as the engine's own."""
    from baton.metrics.analysis.ask import Ask

    windows = (Period.parse("2026-04"), Period.parse("2026-05"))
    ask = Ask(engine, windows, SCOPE)
    compared = 0
    for indicator in engine.catalogue:
        root = engine.catalogue.formula(indicator.code).root
        if engine.world.missing(engine.catalogue.formula(indicator.code), None):
            continue
        form = form_of(root)
        values = ask.whole([root, form.root])
        for own, rewritten in zip(values[root], values[form.root], strict=True):
            assert (own is None) == (rewritten is None), indicator.code
            if own is not None and rewritten is not None:
                assert abs(own - rewritten) <= D("1e-20") * max(D(1), abs(own)), indicator.code
                compared += 1
    assert compared >= 10


def test_what_if_recomputes_what_is_above(engine: Engine) -> None:
    windows = (Period.parse("2026-04"), Period.parse("2026-05"))
    tree = analyse(engine, "average_order_value", windows, SCOPE, ()).tree
    assert tree is not None
    sales, orders = tree.children
    assert sales.after is not None
    assert orders.after is not None
    found = what_if(tree, {sales.id: sales.after * 2})
    assert found["0"] == sales.after * 2 / orders.after


def test_a_running_month_is_forecast_by_its_days(engine: Engine) -> None:
    period, today = Period.parse("2026-06"), dt.date(2026, 6, 15)
    found = forecast(engine, "sales_ordered", period, today, SCOPE, target=10.0)
    assert found.running
    assert found.landing is not None
    assert 0.4 < found.landing.share < 0.65
    assert found.landing.low <= found.landing.value <= found.landing.high
    assert found.reach == pytest.approx(1, abs=0.01)
    assert [one.period.label for one in found.coming] == ["2026-07", "2026-08", "2026-09"]


def test_a_period_that_is_over_is_no_forecast(engine: Engine) -> None:
    period = Period.parse("2026-05")
    found = forecast(engine, "supplier_on_time", period, END, SCOPE)
    assert found.landing is not None
    assert found.landing.low == found.landing.value == found.landing.high == found.sofar
