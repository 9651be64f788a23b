"""Kept aggregates give the figures of the rows, whatever is written and removed meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_figures import END, START, as_table, days, money, numbered, same, some

from baton.base.periods import Grain
from baton.base.units import Unit
from baton.metrics.catalogue import Catalogue, Direction, Indicator, Perspective
from baton.metrics.engine import Asked, Engine, FactStore
from baton.metrics.engine import kept as kept_module
from baton.metrics.engine.cubes import Cubes

FORMULAS = {
    "SUM(sale_line.amount)": "CNY",
    'SUM(sale_line.amount, sale_line.state = "done") / SUM(sale_line.amount)': "ratio",
    "COUNT(sale_line, sale_line.due_on < sale_line.ordered_on)": "count",
    "AVG(sale_line.amount) - AVG(sale_line.cost)": "CNY",
    "COUNT_DISTINCT(sale_line.customer)": "count",
    'COUNT_DISTINCT(sale_line.document, sale_line.state = "done")': "count",
    "YTD(COUNT_DISTINCT(sale_line.customer))": "count",
    'GROWTH(SUM(sale_line.amount), "period")': "ratio",
    "ROLLING(AVG(sale_line.cost), 3)": "CNY",
    "SHARE(COUNT(sale_line))": "ratio",
    "COUNT(EACH(sale_line.customer, COUNT(sale_line)) >= 2)": "count",
    "AVG(DAYS(sale_line.ordered_on, sale_line.due_on))": "day",
    "SUM(sale_line.cost, BY_DATE(sale_line.due_on)) / SUM(sale_line.amount)": "ratio",
    "MAX(sale_line.amount)": "CNY",
    'COUNT(sale_line, sale_line.customer = "华为")': "count",
    'COUNT_DISTINCT(sale_line.region, sale_line.customer CONTAINS "为")': "count",
    "SUM(sale_line.cost, sale_line.is_return)": "CNY",
    'COUNT(sale_line, sale_line.state != "done" AND sale_line.cost > sale_line.amount)': "count",
    'AVG(DAYS(sale_line.ordered_on, sale_line.due_on), sale_line.region = "r1")': "day",
}
QUESTIONS: list[dict[str, Any]] = [
    {},
    {"by": ("customer.key",)},
    {"by": ("org.key",), "where": 'customer = "c1"'},
    {"by": ("org.children.key",), "org": "root"},
    {"org": "u1", "by": ("region.key",)},
    {"where": 'state = "done"', "grain": Grain.QUARTER},
    {"by": ("is_return",), "grain": Grain.TOTAL},
    {"grain": Grain.WEEK, "org": "root"},
    {"by": ("org.level2.key",)},
    {"by": ("org.key",), "org": "u1"},
    {"by": ("customer.key", "region.key"), "grain": Grain.YEAR},
]

row = st.fixed_dictionaries(
    {
        "ordered_on": days | st.none(),
        "due_on": days | st.none(),
        "customer": some("c1", "c2", "c3"),
        "document": some("d1", "d2", "d3", "d4"),
        "region": some("r1", "r2"),
        "state": some("done", "draft"),
        "org_unit": some("u1", "u2", "u3", "root"),
        "is_return": st.booleans() | st.none(),
        "amount": money,
        "cost": money,
    }
)
change = st.one_of(
    st.tuples(st.just("upsert"), st.dictionaries(st.integers(0, 15), row, min_size=1, max_size=5)),
    st.tuples(st.just("delete"), st.sets(st.integers(0, 15), min_size=1, max_size=5)),
    st.tuples(st.just("replace"), st.lists(row, max_size=6)),
)


def catalogue() -> Catalogue:
    return Catalogue(
        Indicator(
            code=f"i{number}",
            zh=f"指标{number}",
            en=f"indicator {number}",
            meaning_zh="",
            meaning_en="",
            formula=formula,
            unit=Unit.parse(unit),
            perspective=Perspective.FINANCE,
            direction=Direction.HIGHER,
        )
        for number, (formula, unit) in enumerate(FORMULAS.items())
    )


UNITS = [
    ("root", None, "公司", None),
    ("u1", "root", "一部", None),
    ("u2", "root", "二部", None),
    ("u2", "u1", "二部", dt.date(2026, 1, 15)),
    ("u3", "u2", "三部", None),
]


def put_units(store: FactStore, still: bool = False) -> None:
    columns = zip(*(unit for unit in UNITS if not still or unit[3] is None), strict=True)
    names = ("key", "parent", "name", "valid_from")
    units = pa.table(dict(zip(names, columns, strict=True)))
    store.put_org(units, None, "erp")


def keeping(store: FactStore) -> tuple[Engine, Engine]:
    """An engine with cubes for however few rows, and one without any."""
    with_cubes = Engine(store, catalogue())
    with_cubes.cubes = Cubes(store, with_cubes.catalogue, with_cubes.world, min_rows=0)
    return with_cubes, Engine(store, with_cubes.catalogue, cubes=False)


def figures(engine: Engine, question: dict[str, Any]) -> list[dict[Any, Any]]:
    asked = Asked(start=START, end=END, **question)
    results = engine.evaluate_many(list(FORMULAS), asked)
    return [{tuple(r[:-1]): r[-1] for r in result.rows} for result in results]


def assert_same(engines: tuple[Engine, Engine]) -> None:
    for question in QUESTIONS:
        pairs = zip(figures(engines[0], question), figures(engines[1], question), strict=True)
        for formula, (kept, direct) in zip(FORMULAS, pairs, strict=True):
            assert kept.keys() == direct.keys(), (formula, question)
            for place, value in direct.items():
                assert same(kept[place], value), (formula, question, place)


def apply(store: FactStore, what: str, data: Any) -> None:
    match what:
        case "upsert":
            rows = [{"row_key": str(key), **values} for key, values in data.items()]
            store.upsert("sale_line", as_table(store, "sale_line", rows), "erp")
        case "delete":
            store.delete("sale_line", [str(key) for key in data], "erp")
        case "replace":
            empty = store.layouts["sale_line"].arrow().empty_table()
            rows = numbered(data)
            store.replace("sale_line", as_table(store, "sale_line", rows) if rows else empty, "erp")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(row, min_size=3, max_size=12),
    changes=st.lists(change, max_size=3),
    still=st.booleans(),
)
def test_cubes_equal_the_rows_after_any_changes(rows, changes, still):
    store = FactStore.open("duckdb://")
    put_units(store, still)
    store.declare("erp", "sale_line", store.layouts["sale_line"].visible)
    store.replace("sale_line", as_table(store, "sale_line", numbered(rows)), "erp")
    engines = keeping(store)
    assert_same(engines)
    made = set(store.kept.tables)
    assert len(made) > 8
    assert any('"by_state"' in table.query for table in store.kept.tables.values())
    assert bool(store.counts.kept) == still
    for what, data in changes:
        apply(store, what, data)
    assert_same(engines)
    assert set(store.kept.tables) == made
    store.close()


def sales(*keys: int, **columns: Any) -> pa.Table:
    rows = [
        {
            "row_key": str(key),
            "ordered_on": dt.date(2026, 1 + key % 3, 1 + key % 28),
            "customer": f"c{key % 7}",
            "document": f"d{key // 2}",
            "org_unit": f"u{key % 3 + 1}",
            "amount": key,
        }
        | columns
        for key in keys
    ]
    return pa.Table.from_pylist(rows)


def test_cubes_survive_a_restart_and_follow_writers_without_an_engine(tmp_path):
    url = f"duckdb:///{tmp_path / 'facts.duckdb'}"
    store = FactStore.open(url)
    store.upsert("sale_line", sales(*range(40)), "erp")
    before = figures(keeping(store)[0], {"by": ("customer.key",)})
    kept = set(store.kept.tables)
    store.close()
    store = FactStore.open(url)
    store.upsert("sale_line", sales(3, 50, amount=1000), "erp")
    store.delete("sale_line", ["4"], "erp")
    engines = keeping(store)
    after = figures(engines[0], {"by": ("customer.key",)})
    assert after == figures(engines[1], {"by": ("customer.key",)})
    assert after != before
    assert set(store.kept.tables) == kept
    store.close()


def test_a_batch_undone_leaves_the_cubes_as_they_were():
    store = FactStore.open("duckdb://")
    store.upsert("sale_line", sales(*range(40)), "erp")
    engines = keeping(store)
    before = figures(engines[0], {})
    with pytest.raises(ZeroDivisionError), store.batch():
        store.upsert("sale_line", sales(1, 2, 90, amount=5000), "erp")
        1 / 0  # noqa: B018
    assert figures(engines[0], {}) == before == figures(engines[1], {})
    store.close()


def test_signed_rows_are_put_together_again(monkeypatch):
    monkeypatch.setattr(kept_module, "MIN_DELTA", 20)
    store = FactStore.open("duckdb://")
    store.upsert("sale_line", sales(*range(40)), "erp")
    engines = keeping(store)
    figures(engines[0], {})
    (leaf, *_) = store.kept.tables
    sizes = []
    for turn in range(12):
        store.upsert("sale_line", sales(*range(10), amount=turn), "erp")
        sizes.append(store.cursor().execute(f"SELECT count(*) FROM {leaf}").fetchone()[0])
    assert figures(engines[0], {}) == figures(engines[1], {})
    assert max(sizes) < 40 + 3 * 20
    store.close()


def test_a_renamed_member_counts_by_its_new_name():
    store = FactStore.open("duckdb://")
    store.upsert("sale_line", sales(*range(40)), "erp")
    engines = keeping(store)
    seen = []
    for key in ("c1", "c2"):
        store.put_members("customer", pa.table({"key": [key], "name": ["华为"]}), "erp")
        both = [figures(engine, {"grain": Grain.TOTAL}) for engine in engines]
        assert both[0] == both[1]
        named = list(FORMULAS).index('COUNT(sale_line, sale_line.customer = "华为")')
        seen.append(both[0][named][()])
    # c1: keys 1, 8, 15 … 36; then c2 as well: 2, 9, 16 … 37
    assert seen == [6, 12]
    store.close()


def test_small_facts_have_no_cubes():
    store = FactStore.open("duckdb://")
    store.upsert("sale_line", sales(*range(40)), "erp")
    engine = Engine(store, catalogue())
    assert engine.evaluate("i0", start=START, end=END).rows
    assert not store.kept.tables
    store.close()


def test_the_order_in_which_measures_are_asked_for_changes_no_figure():
    """A kept table has its measures in the catalogue's order, a question in its own.

    Units that never move and a question by units alone take the shortest way (``quick``).
    """
    store = FactStore.open("duckdb://")
    put_units(store, still=True)
    rows = [
        {
            "row_key": str(key),
            "ordered_on": dt.date(2026, 1, 1 + key % 28),
            "state": "done" if key % 3 else "draft",
            "org_unit": f"u{key % 3 + 1}",
            "amount": 7 * key,
            "cost": key,
        }
        for key in range(40)
    ]
    store.upsert("sale_line", as_table(store, "sale_line", rows), "erp")
    engines = keeping(store)
    for codes in (["i1"], ["i3", "i1", "i0"], [f"i{n}" for n in reversed(range(len(FORMULAS)))]):
        asked = Asked(start=START, end=END, grain=Grain.MONTH)
        kept, direct = (engine.evaluate_many(codes, asked) for engine in engines)
        assert [one.rows for one in kept] == [one.rows for one in direct], codes
    assert store.kept.tables
    store.close()
