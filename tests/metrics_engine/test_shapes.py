"""Scans written once for each shape give what scans written anew give, at every version."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_cubes import put_units
from test_figures import FORMULAS, facts, load, numbered

from baton.base.periods import Grain, add_months
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Access, Asked, Engine, FactStore

ALL = [*FORMULAS, 'SUM(sale_line.amount, sale_line.ordered_on >= "2026-01-01")']

question = st.fixed_dictionaries(
    {
        "start": st.sampled_from([dt.date(2025, 2, 1), dt.date(2025, 11, 1), dt.date(2026, 1, 9)]),
        "months": st.integers(1, 5),
        "grain": st.sampled_from(
            [Grain.MONTH, Grain.MONTH, Grain.QUARTER, Grain.WEEK, Grain.YEAR, Grain.TOTAL]
        ),
        "org": st.sampled_from([None, "root", "u1", "u2", "u3"]),
        "access": st.sampled_from(
            [None, Access(frozenset({"u2"})), Access(frozenset({"u1"}), frozenset({"e1"}))]
        ),
        "person": st.sampled_from([None, None, "e1", "e2"]),
        "by": st.sampled_from([(), (), ("org.key",), ("org.children.key",), ("source",)]),
    }
)


def asked(one: dict[str, Any]) -> Asked:
    end = add_months(one["start"].replace(day=1), one["months"])
    rest = {key: value for key, value in one.items() if key != "months"}
    return Asked(end=end, **rest)


def of_persons(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    persons = ("e1", None, "e2")
    return [row | {"person": persons[n % 3]} for n, row in enumerate(rows)]


def figures(engine: Engine, formulas: list[str], one: dict[str, Any]) -> list[Any]:
    return [result.rows for result in engine.evaluate_many(formulas, asked(one))]


@pytest.fixture(params=[True, False], ids=["still", "moving"])
def engines(request):
    store = FactStore.open("duckdb://")
    put_units(store, still=request.param)
    for fact in ("sale_line", "shipment_line", "stock_level"):
        store.declare("erp", fact, store.layouts[fact].visible)
    by_shape, anew = (Engine(store, Catalogue.shipped(), cubes=False) for _ in range(2))
    anew.shapes = None
    yield by_shape, anew
    store.close()


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    versions=st.lists(facts, min_size=1, max_size=2),
    formulas=st.lists(st.sampled_from(ALL), min_size=1, max_size=5, unique=True),
    questions=st.lists(question, min_size=2, max_size=4),
)
def test_shapes_answer_as_queries_written_anew(engines, versions, formulas, questions):
    by_shape, anew = engines
    for rows in versions:
        load(by_shape.store, {fact: of_persons(numbered(own)) for fact, own in rows.items()})
        for one in [*questions, *questions]:
            assert figures(by_shape, formulas, one) == figures(anew, formulas, one), one


def test_one_shape_serves_all_months_and_units_and_its_answers_follow_the_facts(engines):
    engine, _ = engines
    store = engine.store
    rows = [
        {
            "row_key": f"{n}",
            "ordered_on": dt.date(2026, 1 + n % 3, 5),
            "org_unit": "u3",
            "amount": n,
        }
        for n in range(9)
    ]
    load_rows(store, rows)
    asks = [
        {"start": dt.date(2026, month, 1), "months": 1, "org": org, "grain": Grain.MONTH}
        for month in (1, 2, 3)
        for org in ("root", "u1", "u2", "u3")
    ]
    first = [figures(engine, ["SUM(sale_line.amount)"], one) for one in asks]
    statements = len(engine.shapes._statements)
    assert statements <= 1  # none where units moved
    runs = counted(store)
    assert [figures(engine, ["SUM(sale_line.amount)"], one) for one in asks] == first
    assert (not runs) == bool(statements)
    load_rows(store, [row | {"amount": 1000} for row in rows])
    after = [figures(engine, ["SUM(sale_line.amount)"], one) for one in asks]
    assert after != first
    assert len(engine.shapes._statements) == statements


def load_rows(store: FactStore, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa

    store.upsert("sale_line", pa.Table.from_pylist(rows), "erp")


def counted(store: Any) -> list[str]:
    """The statements that are run from now on."""
    seen: list[str] = []
    for name in ("run", "query"):
        former = getattr(store, name)

        def run(first: Any, *rest: Any, former: Any = former) -> Any:
            seen.append(str(type(first)))
            return former(first, *rest)

        setattr(store, name, run)
    return seen
