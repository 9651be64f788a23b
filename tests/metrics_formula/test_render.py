"""A formula written back in either language is the same formula."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baton.base.units import CNY
from baton.metrics.facts import FACTS, Fact, Kind
from baton.metrics.formula import check
from baton.metrics.formula.explain import explain
from baton.metrics.formula.render import render

LANGUAGES = ("zh_CN", "en")
FACT_NAMES = st.sampled_from(["sale_line", "shipment_line", "invoice_line", "purchase_line"])
NUMBERS = st.one_of(
    st.integers(0, 10**6).map(str),
    st.decimals(0, 1000, places=3).map(lambda value: format(value, "f")),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def columns(fact: Fact, kind: Kind) -> list[str]:
    return [f"{fact.name}.{c.name}" for c in fact.columns.values() if c.kind is kind]


def money_columns(fact: Fact) -> list[str]:
    return [
        f"{fact.name}.{c.name}"
        for c in fact.numbers
        if c.unit == CNY and c.additivity is not None and c.additivity.value == "flow"
    ]


@st.composite
def conditions(draw: st.DrawFn, fact: Fact, depth: int = 1) -> str:
    dates, texts = columns(fact, Kind.DATE), columns(fact, Kind.DIMENSION)
    simple = [
        st.tuples(
            st.sampled_from(money_columns(fact)),
            st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
            NUMBERS,
        ).map(" ".join),
        st.tuples(st.sampled_from(texts), st.sampled_from(["=", "!="]), TEXTS.map(quoted)).map(
            " ".join
        ),
        st.tuples(st.sampled_from(texts), st.lists(TEXTS, min_size=1, max_size=3)).map(
            lambda pair: f"{pair[0]} IN ({', '.join(map(quoted, pair[1]))})"
        ),
        st.tuples(st.sampled_from(texts), TEXTS).map(
            lambda pair: f"{pair[0]} CONTAINS {quoted(pair[1])}"
        ),
        st.tuples(st.sampled_from(dates), st.dates()).map(lambda pair: f'{pair[0]} >= "{pair[1]}"'),
        st.tuples(st.sampled_from(money_columns(fact)), NUMBERS, NUMBERS).map(
            lambda triple: f"{triple[0]} NOT BETWEEN {triple[1]} AND {triple[2]}"
        ),
        st.tuples(st.sampled_from(dates), st.sampled_from(dates), NUMBERS).map(
            lambda triple: f"DAYS({triple[0]}, {triple[1]}) > {triple[2]}"
        ),
        st.sampled_from([*dates, *texts]).map(lambda name: f"{name} IS NOT EMPTY"),
        st.sampled_from([*dates, *texts]).map(lambda name: f"{name} = EMPTY"),
        st.just("TRUE"),
    ]
    if depth == 0:
        return draw(st.one_of(simple))
    deeper = conditions(fact, depth - 1)
    return draw(
        st.one_of(
            *simple,
            st.tuples(deeper, st.sampled_from(["AND", "OR"]), deeper).map(
                lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
            ),
            deeper.map(lambda part: f"NOT ({part})"),
        )
    )


@st.composite
def money_rows(draw: st.DrawFn, fact: Fact, depth: int = 1) -> str:
    column = st.sampled_from(money_columns(fact))
    if depth == 0:
        return draw(column)
    deeper = money_rows(fact, depth - 1)
    return draw(
        st.one_of(
            column,
            st.tuples(deeper, st.sampled_from("+-"), deeper).map(
                lambda p: f"({p[0]}) {p[1]} ({p[2]})"
            ),
            st.tuples(deeper, st.sampled_from("*/"), NUMBERS).map(
                lambda p: f"({p[0]}) {p[1]} {p[2]}"
            ),
            deeper.map(lambda part: f"-({part})"),
            deeper.map(lambda part: f"ABS({part})"),
            deeper.map(lambda part: f"ROUND({part}, 2)"),
            st.tuples(deeper, deeper).map(lambda p: f"MAX({p[0]}, {p[1]})"),
            st.tuples(conditions(fact, 1), deeper, deeper).map(
                lambda p: f"IF({p[0]}, {p[1]}, {p[2]})"
            ),
        )
    )


@st.composite
def aggregates(draw: st.DrawFn) -> str:
    fact = FACTS[draw(FACT_NAMES)]
    function = draw(st.sampled_from(["SUM", "AVG", "MIN", "MAX", "MEDIAN"]))
    parts = [draw(money_rows(fact))]
    if function in ("MIN", "MAX"):
        parts = [draw(st.sampled_from(money_columns(fact)))]
    parts += draw(st.lists(conditions(fact), max_size=2))
    if draw(st.booleans()):
        parts.append(f"BY_DATE({draw(st.sampled_from(columns(fact, Kind.DATE)))})")
    return f"{function}({', '.join(parts)})"


@st.composite
def nested(draw: st.DrawFn) -> str:
    fact = FACTS[draw(FACT_NAMES)]
    dimension = draw(st.sampled_from(columns(fact, Kind.DIMENSION)))
    each = f"EACH({dimension}, SUM({draw(money_rows(fact, 1))}))"
    parts = [draw(st.sampled_from([each, f"{each} + 2 * {each}"]))]
    if draw(st.booleans()):
        parts.append(f"{each} - 5 > {draw(NUMBERS)} AND NOT {each} = EMPTY")
    if draw(st.booleans()):
        parts.append(f"TOP({draw(st.integers(1, 50))})")
    return f"{draw(st.sampled_from(['SUM', 'AVG', 'MEDIAN', 'MAX', 'MIN']))}({', '.join(parts)})"


@st.composite
def figures(draw: st.DrawFn, depth: int = 1) -> str:
    if depth == 0:
        return draw(st.one_of(aggregates(), nested()))
    deeper = figures(depth - 1)
    comparison = st.tuples(deeper, st.sampled_from(["=", "<", ">=", "!="]), deeper).map(" ".join)
    return draw(
        st.one_of(
            aggregates(),
            nested(),
            st.tuples(deeper, st.sampled_from("+-"), deeper).map(
                lambda p: f"({p[0]}) {p[1]} ({p[2]})"
            ),
            st.tuples(deeper, st.sampled_from("*/"), NUMBERS).map(
                lambda p: f"({p[0]}) {p[1]} {p[2]}"
            ),
            st.tuples(deeper, st.sampled_from("*/"), NUMBERS).map(
                lambda p: f"({p[0]}) {p[1]} {p[2]}%"
            ),
            deeper.map(lambda part: f"-({part})"),
            deeper.map(lambda part: f'PRIOR({part}, "year")'),
            deeper.map(lambda part: f"PRIOR({part}, 3)"),
            aggregates().map(lambda part: f"YTD({part})"),
            aggregates().map(lambda part: f"ROLLING({part}, 12)"),
            st.tuples(deeper, deeper).map(lambda p: f"COALESCE({p[0]}, {p[1]}, 0)"),
            st.tuples(deeper, deeper).map(lambda p: f"MIN(({p[0]}) + 0, {p[1]})"),
            st.tuples(comparison, deeper, deeper).map(
                lambda p: f"IF({p[0]} AND NOT ({p[1]}) = EMPTY, {p[1]}, {p[2]})"
            ),
        )
    )


@given(figures())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_written_back_and_read_again_it_is_the_same(text: str) -> None:
    formula = check(text)
    assert formula.unit == CNY
    for language in LANGUAGES:
        written = render(formula, language)
        again = check(written)
        assert again.root == formula.root, written
        assert again.aggregates == formula.aggregates
        assert render(again, language) == written
        assert explain(formula, language)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("SUM(sale_line.amount)", "求和(销售明细.金额)"),
        (
            'COUNT(sale_line, state = "done" OR quantity > 5)',
            '计数(销售明细, 销售明细.状态 = "已完成" 或 销售明细.数量 > 5)',
        ),
        (
            "COUNT(EACH(sale_line.customer, COUNT_DISTINCT(sale_line.document)) >= 2)",
            "计数(每个(销售明细.客户, 去重计数(销售明细.单据)) >= 2)",
        ),
        (
            'COUNT(sale_line, sale_line.due_on BETWEEN "2013-01-01" AND "2013-01-31")',
            '计数(销售明细, 销售明细.交货期 介于 "2013-01-01" 至 "2013-01-31")',
        ),
        (
            'GROWTH(YTD(SUM(sale_line.amount)), "year")',
            '增长率(本年累计(求和(销售明细.金额)), "年")',
        ),
        ("SUM(stock_level.value)", "求和(库存.金额)"),
        ("AVERAGE_LEVEL(stock_level.value)", "平均存量(库存.金额)"),
        ("(SUM(sale_line.amount) - 1) * 5%", "(求和(销售明细.金额) - 1) * 5%"),
        (
            "COUNT_DISTINCT(sale_line.document, BY_DATE(shipment_line.shipped_on))",
            "去重计数(销售明细.单据, 按日期(发货明细.发货日期))",
        ),
    ],
)
def test_chinese_spelling(text: str, chinese: str) -> None:
    formula = check(text)
    assert render(formula, "zh_CN") == chinese
    assert check(chinese).root == formula.root


def test_told_in_words() -> None:
    formula = check('SUM(sale_line.amount, sale_line.state = "done") / COUNT(payment)')
    assert explain(formula, "zh_CN") == (
        "销售明细的金额的合计（只计：状态为“已完成”） ÷ 收付款的条数"
    )
    assert explain(formula, "en") == (
        "sum of the amount of the sale line (only where state is “done”) ÷ number of payments"
    )


def test_python_recursion_limit_is_far_from_the_deepest_formula() -> None:
    text = "(" * 50 + "SUM(sale_line.amount)" + ")" * 50
    assert check(text).root == check("SUM(sale_line.amount)").root
    assert sys.getrecursionlimit() >= 1000
