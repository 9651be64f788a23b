"""Reading formulas: precedence, both languages, Chinese punctuation, limits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.formula import FormulaErrors, check
from baton.metrics.formula.errors import FormulaError, FormulaSyntaxError
from baton.metrics.formula.parse import parse

WORDS = (
    'SUM ( ) , sale_line . amount state = "done" AND NOT [x] EACH 5 % * - / IN EMPTY '
    "COUNT customer DAYS due_on IF TOP BY_DATE YTD 求和 销售明细 金额 且 < BETWEEN"
)


def same(left: str, right: str) -> bool:
    return parse(left) == parse(right)


def test_precedence() -> None:
    assert same("1 + 2 * 3", "1 + (2 * 3)")
    assert same("1 - 2 - 3", "(1 - 2) - 3")
    assert same("1 / 2 * 3", "(1 / 2) * 3")
    assert same("-1 * 2", "(-1) * 2")
    assert same("a = 1 OR b = 2 AND NOT c = 3", "(a = 1) OR ((b = 2) AND (NOT (c = 3)))")
    assert same("a + 1 > b * 2", "(a + 1) > (b * 2)")
    assert same("a NOT IN (1, 2)", "NOT (a IN (1, 2))")
    assert same("a IS NOT EMPTY", "NOT (a = EMPTY)")
    assert not same("1 - (2 - 3)", "1 - 2 - 3")


def test_chinese_words_and_punctuation_mean_the_same() -> None:
    assert same(
        "求和(销售明细.金额，销售明细.状态＝“已完成” 且 销售明细.数量≥５)".replace("５", "5"),
        'SUM(销售明细.金额, 销售明细.状态 = "已完成" AND 销售明细.数量 >= 5)',
    )
    assert same("【毛利】÷【销售额】×2", "[毛利] / [销售额] * 2")
    assert same("sum(a.b) ≠ 1", "SUM(a.b) <> 1")
    assert same("a 介于 1 至 2", "a BETWEEN 1 AND 2")
    assert same('a = "x""y"', "a = 'x\"y'")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", (0, 0)),
        ("SUM(sale_line.amount", (20, 20)),
        ("SUM(sale_line.amount))", (21, 22)),
        ("1 + * 2", (4, 5)),
        ("SUM(sale_line.amount) SUM(x.y)", (22, 25)),
        ("1 # 2", (2, 3)),
        ('"abc', (0, 4)),
        ("[abc", (0, 4)),
        ("1.2.3", (0, 5)),
        ("3abc", (0, 2)),
        ("SUMM(sale_line.amount)", (0, 4)),
        ("a < b < c", (6, 7)),
        ("a IN 5", (5, 6)),
        ("sale_line.", (10, 10)),
    ],
)
def test_the_position_is_where_it_goes_wrong(text: str, position: tuple[int, int]) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.position == position
    for language in ("zh_CN", "en"):
        assert "{" not in caught.value.text(language)
        assert "formula_" not in caught.value.text(language)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000,
        "-" * 3999,
        "NOT " * 900,
        "1" + "+1" * 1900,
        "ABS(" * 900 + "1" + ")" * 900,
        "9" * 3999,
        "SUM(sale_line.amount)" * 5000,
        "a IN (" * 600,
        "IF(" * 900,
        "[" * 3000,
        "(1" + "+1" * 60 + ")" + "+1" * 60,
    ],
)
def test_hostile_formulas_are_refused_at_once(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(FormulaErrors):
        check(text)
    assert time.perf_counter() - started < 1


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_a_finding(text: str) -> None:
    try:
        parse(text)
    except FormulaError as error:
        start, end = error.position
        assert 0 <= start <= end <= len(text)


@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        max_size=25,
    )
)
def test_any_words_are_a_formula_or_findings_with_texts(words: list[str]) -> None:
    text = " ".join(words)
    try:
        check(text)
    except FormulaErrors as errors:
        assert errors.findings
        for language in ("zh_CN", "en"):
            assert "formula_" not in errors.text(language)


def test_syntax_errors_are_of_their_own_class() -> None:
    with pytest.raises(FormulaSyntaxError, match="Expected here"):
        parse("a IN 5")
