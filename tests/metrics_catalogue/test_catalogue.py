"""The shipped indicators, own ones, and what a broken file says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from baton.base.errors import NotFoundError
from baton.base.units import CNY
from baton.metrics.catalogue import (
    Catalogue,
    CatalogueErrors,
    Direction,
    Indicator,
    IndicatorFileErrors,
    Perspective,
)
from baton.metrics.catalogue.load import parse
from baton.metrics.catalogue.model import TEMPLATES
from baton.metrics.formula import FormulaErrors
from baton.metrics.formula.errors import CycleError
from baton.metrics.formula.explain import explain
from baton.metrics.formula.render import render

SHIPPED = Catalogue.shipped()


def own(code: str, formula: str, unit: str = "CNY", zh: str = "") -> Indicator:
    text = (
        f"{code}: {{zh: {zh or code}, en: {code}, meaning: m, unit: {unit}, perspective: finance}}"
    )
    (indicator,) = parse(text.replace("unit:", f"formula: '{formula}', unit:"), "own.yaml", None)
    return indicator


def test_every_perspective_is_served() -> None:
    assert len(SHIPPED) >= 36
    counts = {p: sum(item.perspective is p for item in SHIPPED) for p in Perspective}
    assert min(counts.values()) >= 5


def test_all_formulas_are_right_and_give_the_declared_unit() -> None:
    SHIPPED.check_all()
    for item in SHIPPED:
        formula = SHIPPED.formula(item.code)
        assert formula.unit == item.unit, item.code
        assert formula.warnings == (), item.code
        assert {"org_unit", "person"} <= set(formula.dimensions), item.code
        assert (item.limits is not None) == (item.direction is Direction.RANGE), item.code
        assert not item.own


def test_all_formulas_read_the_same_in_chinese_and_english() -> None:
    for item in SHIPPED:
        formula = SHIPPED.formula(item.code)
        for language in ("zh_CN", "en"):
            written = render(formula, language, references=SHIPPED)
            assert SHIPPED.check(written).root == formula.root, written
            assert explain(formula, language, references=SHIPPED)


def test_found_by_code_and_by_either_name() -> None:
    for name in ("gross_margin_rate", "毛利率", "Gross margin rate", " GROSS  margin rate"):
        assert SHIPPED.get(name).code == "gross_margin_rate"
    with pytest.raises(NotFoundError, match="gross_margin"):
        SHIPPED.get("gross_margins")
    assert "毛利" in SHIPPED and "nothing" not in SHIPPED


def test_own_indicator_refers_to_shipped_ones() -> None:
    mine = SHIPPED.with_indicators([own("net_margin", "[毛利] - [operating_expense]")])
    formula = mine.formula("net_margin")
    assert formula.unit == CNY
    assert {"gross_margin", "sales_invoiced", "operating_expense"} <= set(formula.references)
    assert formula.facts == {"invoice_line", "ledger_entry"}
    assert "net_margin" not in SHIPPED


def test_a_cycle_is_refused_and_told() -> None:
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators([own("aa", "[bb] + 1"), own("bb", "[cc] * 2"), own("cc", "[aa]")])
    assert "aa → bb → cc → aa" in caught.value.text("zh_CN")
    assert isinstance(caught.value.findings[0], FormulaErrors)
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators([own("aa", "[aa] + 1")])
    (errors,) = caught.value.findings
    assert isinstance(errors, FormulaErrors)
    assert isinstance(errors.findings[0], CycleError)


def test_references_that_multiply_are_refused_quickly() -> None:
    chain = [own("a0", "SUM(sale_line.amount)")]
    chain += [own(f"a{i}", f"[a{i - 1}] + [a{i - 1}]") for i in range(1, 40)]
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators(chain)
    assert "parts" in caught.value.text("en")


def test_a_very_long_chain_is_refused_not_crashed() -> None:
    chain = [own(f"a{i}", f"[a{i + 1}] + 1") for i in range(400)]
    with pytest.raises(CatalogueErrors):
        SHIPPED.with_indicators([*chain, own("a400", "SUM(sale_line.amount)")])


def test_a_broken_reference_names_the_indicator_and_why() -> None:
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators([own("aa", "[bb] + 1"), own("bb", "SUM(sale_line.amout)")])
    text = caught.value.text("zh_CN")
    assert "“bb”" in text and "金额" in text


def test_names_taken_and_wrong_units() -> None:
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators([own("mine", "SUM(sale_line.amount)", zh="毛利")])
    assert "already used by gross_margin" in caught.value.text("en")
    with pytest.raises(CatalogueErrors) as caught:
        SHIPPED.with_indicators([own("mine", "SUM(sale_line.amount)", unit="day")])
    assert "declares the unit day" in caught.value.text("en")


def test_own_indicators_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = """
heavy_orders:
  zh: 大单数
  en: Heavy orders
  meaning: 金额超过十万的订单数
  perspective: customer
  formula: COUNT(每个(销售明细.单据, 求和(销售明细.金额)) > 100000)
  unit: count
  direction: range
  range: [5, 20]
"""
    for encoding in ("utf-8", "gb18030"):
        file.write_text(text, encoding=encoding)
        mine = SHIPPED.with_file(file)
        item = mine.get("大单数")
        assert item.own and item.limits is not None
        assert mine.formula("heavy_orders").facts == {"sale_line"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: [1, 2", "line"),
        ("- a\n- b", "no indicators"),
        ("Bad Code: {zh: a, en: b}", "code Bad Code"),
        ("aa: 5", "lacks formula"),
        ("aa: {zh: a, en: b, meaning: m, formula: '1', perspective: luck}", "luck"),
        ("aa: {zh: a, en: b, meaning: m, formula: '1', perspective: people, owner: me}", "owner"),
        ("aa: {zh: a, en: b, meaning: m, formula: '1', perspective: people, unit: EUR}", "EUR"),
        ("aa: {zh: a, en: b, meaning: m, perspective: people}", "formula"),
        ("aa: {zh: a, en: b, meaning: 5, formula: '1', perspective: people}", "meaning"),
        ("aa: {zh: a, en: b, meaning: m, formula: '1', perspective: people, goal: 5}", "goal"),
        ("aa: {zh: a, en: b, meaning: m, formula: '1', perspective: people, decimals: x}", "decim"),
        (
            "aa: {zh: a, en: b, meaning: m, formula: '1', perspective: people, direction: range}",
            "range",
        ),
    ],
)
def test_a_broken_file_says_where_and_what_to_do(text: str, hint: str) -> None:
    with pytest.raises(IndicatorFileErrors) as caught:
        parse(text, "mine.yaml", None)
    assert hint in caught.value.text("en")
    for language in ("zh_CN", "en"):
        assert "{" not in caught.value.text(language).replace("{zh: …, en: …, formula: …}", "")


def test_missing_file() -> None:
    with pytest.raises(IndicatorFileErrors) as caught:
        SHIPPED.with_file(Path("nowhere.yaml"))
    assert "nowhere.yaml" in caught.value.text("zh_CN")


def test_all_that_managers_ask_for_is_there() -> None:
    """Revenue, margin, cost, efficiency, stock, orders, customers, people, books, reports."""
    wanted = (
        *(
            "开票销售额",
            "毛利率",
            "费用率",
            "费用预算执行率",
            "单位生产成本",
            "工时效率",
            "人时产量",
        ),
        *("库存周转率", "库存准确率", "订单完成率", "订单处理时间", "准时足量交货率", "客户满意度"),
        *("投诉数", "复购率", "员工满意度", "员工流失率", "培训完成率", "账务准确率", "报表周期"),
        *(
            "销售达成率",
            "采购价格差异率",
            "供应商准时率",
            "检验合格率",
            "生产计划达成率",
            "呆滞库存占比",
        ),
        *("应收账款周转天数", "应付账款周转天数", "现金周转期", "活跃用户数", "审批及时率"),
    )
    missing = [name for name in wanted if name not in SHIPPED]
    assert not missing
    assert len(SHIPPED) >= 60


def test_the_library_is_sorted_for_manufacturers_and_traders() -> None:
    of = {template: {i.code for i in SHIPPED if template in i.templates} for template in TEMPLATES}
    assert "scrap_rate" in of["manufacturing"] and "scrap_rate" not in of["trading"]
    assert "stock_return" in of["trading"] and "stock_return" not in of["manufacturing"]
    assert min(map(len, of.values())) >= 60
    for item in SHIPPED:
        assert (item.usual is None) == (item.usual_source == ("", "")), item.code


def test_a_definition_that_does_not_fit_is_left_out_with_all_that_need_it() -> None:
    """``aa`` names a column that is gone; ``bb`` refers to it; ``cc`` is apart from them."""
    found, wrong = SHIPPED.with_sound(
        [
            own("aa", "SUM(sale_line.vanished)"),
            own("bb", "[aa] * 2"),
            own("cc", "[revenue] * 2"),
        ]
    )
    assert "cc" in found and "aa" not in found and "bb" not in found
    assert set(wrong) == {"aa", "bb"}
    assert "vanished" in wrong["aa"][0].text("zh_CN")


def test_a_retired_indicator_is_not_listed_but_still_referred_to() -> None:
    retired = replace(SHIPPED.get("revenue"), retired=True)
    found = SHIPPED.with_indicators([retired])
    assert "revenue" not in {item.code for item in found}
    assert found.formula("net_profit_rate").references == ("net_profit", "revenue")
