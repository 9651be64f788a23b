"""Completion: what fits at the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.catalogue import Catalogue
from baton.metrics.formula.suggest import LIMIT, suggest

SHIPPED = Catalogue.shipped()


def texts(typed: str, language: str = "en") -> list[str]:
    found = suggest(typed, len(typed), language, references=SHIPPED)
    return [suggestion.text for suggestion in found]


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("SUM(sale_line.am", "en", "amount"),
        ("求和(销售明细.金", "zh_CN", "金额"),
        ("SUM(sale_line.金额", "en", "amount"),
        ("SUM(sal", "en", "sale_line."),
        ("求和(销", "zh_CN", "销售明细."),
        ("MED", "en", "MEDIAN("),
        ("中位", "zh_CN", "中位数("),
        ("[gross margin r", "en", "[Gross margin rate]"),
        ("[毛利率", "zh_CN", "[毛利率]"),
        ('COUNT(sale_line, sale_line.state = "do', "en", '"done"'),
        ("计数(销售明细, 销售明细.状态 = “已完", "zh_CN", '"已完成"'),
        ("COUNT(sale_line, sale_line.state = ", "en", '"draft"'),
    ],
)
def test_the_first_suggestion(typed: str, language: str, first: str) -> None:
    assert texts(typed, language)[0] == first


def test_it_replaces_what_was_typed() -> None:
    typed = "SUM(sale_line.am"
    suggestion = suggest(typed, len(typed), "en")[0]
    start, end = suggestion.position
    assert typed[:start] + suggestion.text + typed[end:] == "SUM(sale_line.amount"
    assert suggestion.kind == "column"


def test_text_behind_the_cursor_does_not_matter() -> None:
    assert suggest("SUM(sale_line.am) / 5", 16, "en")[0].text == "amount"


def test_keys_are_not_offered() -> None:
    assert "row_key" not in texts("SUM(sale_line.row")


@given(st.text(max_size=40), st.integers(0, 50))
def test_any_text_gets_an_answer(text: str, position: int) -> None:
    assert len(suggest(text, position, "zh_CN", references=SHIPPED)) <= LIMIT
