"""What the checker finds out and what it refuses, always with position, cause and remedy."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

import baton.metrics.formula
from baton.base.i18n import catalogue
from baton.base.units import CNY, COUNT, DAY, HOUR, PIECES, RATIO, Unit
from baton.metrics.facts import Kind
from baton.metrics.formula import FormulaErrors, check
from baton.metrics.formula import nodes as n
from baton.metrics.formula.errors import (
    FanOutError,
    FormulaError,
    RollUpError,
    TypeMismatchError,
    UnitMismatchError,
    UnknownNameError,
)


def finding(text: str) -> FormulaError:
    """The only finding about ``text``."""
    with pytest.raises(FormulaErrors) as caught:
        check(text)
    assert len(caught.value.findings) == 1, caught.value.text("en")
    found = caught.value.findings[0]
    assert isinstance(found, FormulaError)
    return found


def only(text: str) -> n.Aggregate:
    """The only aggregate of ``text``."""
    (aggregate,) = check(text).aggregates
    return aggregate


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("SUM(sale_line.amount)", CNY),
        ("SUM(sale_line.amount) / SUM(sale_line.quantity)", CNY / PIECES),
        ("SUM(sale_line.amount) / COUNT_DISTINCT(sale_line.document)", CNY),
        ("1 - SUM(sale_line.cost) / SUM(sale_line.amount)", RATIO),
        ("COUNT(sale_line)", COUNT),
        ("AVG(DAYS(sale_line.ordered_on, sale_line.due_on))", DAY),
        ("SUM(work_step.hours)", HOUR),
        ("SUM(sale_line.quantity * sale_line.unit_cost)", CNY),
        ("SUM(production_order.quantity) / SUM(work_step.hours)", Unit.parse("pcs/hour")),
        ("PERIOD_DAYS() * 2", DAY),
        ("COALESCE(SUM(sale_line.amount), 0) + 100", CNY),
        ("SUM(sale_line.amount) * 5%", CNY),
        ("IF(COUNT(payment) = 0, EMPTY, SUM(sale_line.amount))", CNY),
        ("GROWTH(SUM(sale_line.amount))", RATIO),
        ("SHARE(SUM(sale_line.amount))", RATIO),
        ("MAX(SUM(sale_line.amount), 0)", CNY),
    ],
)
def test_unit_of_a_figure(text: str, unit: Unit) -> None:
    assert check(text).unit == unit


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("SUM(sale_line.amount) + SUM(work_step.hours)", (0, 44)),
        ("COUNT(sale_line) + SUM(sale_line.cost) / SUM(sale_line.amount)", (0, 62)),
        ("SUM(sale_line.amount + sale_line.quantity)", (4, 41)),
        ("SUM(sale_line.amount, sale_line.amount > sale_line.quantity)", (41, 59)),
        ("IF(1 = 1, SUM(sale_line.amount), SUM(sale_line.quantity))", (0, 57)),
        ("MAX(SUM(sale_line.amount), COUNT(sale_line))", (0, 44)),
        ("SUM(sale_line.amount) + 5%", (0, 26)),
        ("IF(SUM(sale_line.amount) > COUNT(sale_line), 1, 2)", (3, 43)),
    ],
)
def test_units_that_cannot_be_combined(text: str, position: tuple[int, int]) -> None:
    found = finding(text)
    assert isinstance(found, UnitMismatchError)
    assert found.position == position


def test_both_languages_name_the_same_column() -> None:
    assert check("求和(销售明细.金额)").root == check("SUM(sale_line.amount)").root
    assert check("SUM(销售明细.amount, state = '已完成')").root == (
        check('SUM(sale_line.amount, sale_line.state = "done")').root
    )


def test_a_choice_name_becomes_its_key_and_an_unknown_one_a_warning() -> None:
    aggregate = only('COUNT(sale_line, sale_line.state = "已完成")')
    state = n.RowColumn("sale_line", "state", (), Kind.DIMENSION)
    assert aggregate.filter == n.RowCompare("=", state, n.RowText("done"))
    formula = check('COUNT(sale_line, sale_line.state = "shipped")')
    assert formula.warnings[0][0] == "metrics.formula_choice"


def test_default_date_and_another() -> None:
    assert only("SUM(sale_line.amount)").date.column == "ordered_on"
    assert only("SUM(sale_line.amount, BY_DATE(sale_line.due_on))").date.column == "due_on"
    linked = only("SUM(receipt_line.quantity, BY_DATE(purchase_line.ordered_on))")
    assert linked.fact == "receipt_line"
    assert linked.date.via == ("purchase_line",)


def test_the_many_side_of_a_link_is_the_base() -> None:
    aggregate = only("AVG(DAYS(sale_line.ordered_on, shipment_line.shipped_on))")
    assert aggregate.fact == "shipment_line"
    assert aggregate.date == n.RowColumn("shipment_line", "shipped_on", (), Kind.DATE)
    (first, second) = aggregate.argument.args  # type: ignore[union-attr]
    assert first.via == ("sale_line",)
    assert second.via == ()
    needed = check("AVG(DAYS(sale_line.ordered_on, shipment_line.shipped_on))").columns
    assert ("shipment_line", "sale_line") in needed
    assert ("sale_line", "ordered_on") in needed


@pytest.mark.parametrize(
    "text",
    [
        'SUM(sale_line.amount, shipment_line.kind = "return")',
        'COUNT(sale_line, shipment_line.kind = "return")',
        'AVG(sale_line.unit_price, shipment_line.kind = "return")',
        "SUM(shipment_line.quantity * sale_line.amount)",
        "SUM(sale_line.amount, BY_DATE(shipment_line.shipped_on))",
        "SUM(sale_line.amount * payment.amount)",
        "SUM(production_order.cost, work_step.hours > 5)",
        "SUM(invoice_line.amount, shipment_line.quantity > 0)",
        "MEDIAN(sale_line.amount, shipment_line.quantity > 0)",
    ],
)
def test_counting_rows_twice_is_refused(text: str) -> None:
    assert isinstance(finding(text), FanOutError)


@pytest.mark.parametrize(
    "text",
    [
        "SUM(shipment_line.quantity * sale_line.unit_price)",
        'COUNT_DISTINCT(sale_line.document, shipment_line.kind = "return")',
        "MAX(sale_line.amount, shipment_line.quantity > 0)",
        'SUM(shipment_line.amount, sale_line.state = "done")',
        "COUNT(work_step, production_order.scrapped_quantity > 0)",
    ],
)
def test_links_that_count_each_row_once_are_allowed(text: str) -> None:
    assert check(text).aggregates


@pytest.mark.parametrize(
    "text",
    [
        "SUM(sale_line.unit_price)",
        "SUM(sale_line.amount / sale_line.quantity)",
        "SUM(opportunity.probability)",
        "AVERAGE_LEVEL(sale_line.amount)",
        "LAST_LEVEL(employee_day.hours)",
        "YTD(SUM(stock_level.value))",
        "BALANCE(SUM(stock_level.value))",
        "ROLLING(SUM(employee_day.headcount), 3)",
        "BALANCE(AVG(sale_line.amount))",
        "SHARE(AVG(sale_line.amount))",
        "SUM(employee_day.headcount * employee_day.hours)",
        "SUM(stock_level.value, BY_DATE(stock_level.last_moved_on))",
    ],
)
def test_wrong_roll_up_is_refused(text: str) -> None:
    with pytest.raises(FormulaErrors) as caught:
        check(text)
    assert any(isinstance(found, RollUpError) for found in caught.value.findings)


def test_how_rows_of_a_period_are_taken() -> None:
    assert only("SUM(stock_level.value)").over is n.Over.LAST
    assert only("SUM_LEVEL(stock_level.value)") == only("LAST_LEVEL(stock_level.value)")
    assert only("SUM_LEVEL(stock_level.value)") == only("SUM(stock_level.value)")
    assert only("AVERAGE_LEVEL(stock_level.value)").over is n.Over.AVERAGE
    assert only("SUM(stock_level.quantity * stock_level.unit_cost)").over is n.Over.LAST
    assert only("COUNT(stock_level, quantity < safety_stock)").over is n.Over.LAST
    assert only("SUM(employee_day.present)").over is n.Over.FLOW
    assert only("AVG(employee_day.pay_rate)").over is n.Over.LAST
    assert only("SUM(sale_line.amount)").over is n.Over.FLOW


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("SUM(sale_lin.amount)", (4, 19), "sale_line"),
        ("SUM(sale_line.amout)", (4, 19), "amount"),
        ("SUM(销售明细.金客)", (4, 11), "金额"),
        ("SUM(amount)", (4, 10), "sale_line.amount"),
        ("AVERAGE(sale_line.amount)", (0, 7), "AVG"),
        ("[sales]", (0, 7), "-"),
        ("SUM(1)", (0, 6), "sale_line"),
    ],
)
def test_unknown_names_come_with_the_nearest(
    text: str, position: tuple[int, int], hint: str
) -> None:
    found = finding(text)
    assert isinstance(found, UnknownNameError)
    assert found.position == position
    assert hint in found.remedy("en") + found.remedy("zh_CN")


@pytest.mark.parametrize(
    "text",
    [
        "SUM(sale_line.customer)",
        "COUNT(sale_line, sale_line.state = 5)",
        'COUNT(sale_line, sale_line.amount = "5")',
        'COUNT(sale_line, sale_line.due_on > "yesterday")',
        "COUNT(sale_line, sale_line.amount)",
        "SUM(sale_line.amount > 5)",
        "sale_line.amount",
        "SUM(sale_line.amount) > 5",
        '"text"',
        "DAYS(sale_line.ordered_on, sale_line.due_on)",
        "SUM(YTD(sale_line.amount))",
        "SUM(sale_line.amount, TOP(5))",
        "SUM(sale_line.amount, BY_DATE(sale_line.customer))",
        "EACH(sale_line.customer, SUM(sale_line.amount))",
        "AVG(EACH(sale_line.amount, SUM(sale_line.amount)))",
        "AVG(EACH(sale_line.customer, YTD(SUM(sale_line.amount))))",
        "COUNT(EACH(sale_line.customer, COUNT(sale_line)) > COUNT(payment))",
        "AVG(EACH(payment.customer, COUNT(payment)) + EACH(payment.party, COUNT(payment)))",
        "AVG(EACH(sale_line.customer, SUM(stock_level.value)))",
        "COUNT_DISTINCT(EACH(sale_line.customer, COUNT(sale_line)))",
        "YTD(YTD(SUM(sale_line.amount)))",
        "YTD(GROWTH(SUM(sale_line.amount)))",
        "GROWTH(SUM(sale_line.amount), 'decade')",
        "ROLLING(SUM(sale_line.amount), 0)",
        "ROLLING(SUM(sale_line.amount), 1.5)",
        "TARGET(SUM(sale_line.amount))",
        "ROUND(SUM(sale_line.amount), COUNT(sale_line))",
        "IF(SUM(sale_line.amount), 1, 2)",
        "SUM()",
        "COUNT(sale_line, sale_line.is_return > TRUE)",
        "COUNT(sale_line, sale_line.due_on < EMPTY)",
        "COUNT(sale_line, sale_line.amount CONTAINS 'x')",
        "MIN(sale_line.ordered_on)",
    ],
)
def test_what_has_no_meaning_is_refused(text: str) -> None:
    found = finding(text)
    assert isinstance(found, TypeMismatchError)
    for language in ("zh_CN", "en"):
        assert found.cause(language) and found.remedy(language)
        assert "{" not in found.text(language)
        assert "formula_" not in found.text(language)


def test_several_findings_are_reported_together_in_order() -> None:
    with pytest.raises(FormulaErrors) as caught:
        check("SUM(sale_line.unit_price) + SUM(sale_lin.x) + AVG(sale_line.amout)")
    starts = [found.position[0] for found in caught.value.findings]  # type: ignore[attr-defined]
    assert starts == [0, 32, 50]
    assert caught.value.position == (0, 25)
    assert caught.value.text("zh_CN").count("\n") == 3


def test_each_names_the_members_key_in_every_fact() -> None:
    (nested,) = [
        part
        for part in [
            check(
                "COUNT(EACH(sale_line.customer, SUM(sale_line.amount) - SUM(payment.amount)) > 0)"
            ).root
        ]
        if isinstance(part, n.Nested)
    ]
    keys = dict(nested.keys)
    assert keys["sale_line"].via == ()
    assert keys["payment"] == n.RowColumn("payment", "customer", (), Kind.DIMENSION)
    far = check("AVG(EACH(sale_line.document, COUNT(shipment_line)))").root
    assert isinstance(far, n.Nested)
    assert dict(far.keys)["shipment_line"].via == ("sale_line",)


def test_top_members() -> None:
    root = check("SUM(EACH(sale_line.customer, SUM(sale_line.amount)), TOP(5))").root
    assert isinstance(root, n.Nested)
    assert (root.top, root.unit, root.condition) == (5, CNY, None)


def test_equal_aggregates_are_one() -> None:
    formula = check("SUM(sale_line.amount) / (SUM(销售明细.金额) + SUM(sale_line.cost))")
    assert len(formula.aggregates) == 2


def test_common_dimensions() -> None:
    assert "region" in check("SUM(sale_line.amount) / SUM(invoice_line.amount)").dimensions
    assert "customer_kind" in check("SUM(shipment_line.quantity)").dimensions
    both = check("SUM(sale_line.amount) / AVERAGE_LEVEL(employee_day.headcount)").dimensions
    assert set(both) == {"source", "document", "document_number", "org_unit", "person", "currency"}


def test_every_message_exists_in_both_languages_with_a_remedy() -> None:
    folder = Path(baton.metrics.formula.__file__).parent
    used = set()
    for file in folder.glob("*.py"):
        used |= set(re.findall(r'"metrics\.(formula_\w+)"', file.read_text(encoding="utf-8")))
    assert len(used) > 50
    without_remedy = {"formula_wrong", "formula_at", "formula_choice"}
    for language in ("zh_CN", "en"):
        texts = catalogue("metrics", language)
        assert used <= set(texts)
        assert {f"{key}_fix" for key in used - without_remedy} <= set(texts)
    zh, en = (catalogue("metrics", language) for language in ("zh_CN", "en"))
    for key in used:
        fields = [set(re.findall(r"\{(\w+)\}", text)) for text in (zh[key], en[key])]
        assert fields[0] == fields[1], key
    assert json.dumps(zh, ensure_ascii=False).count("?") == 0


def test_checking_is_fast() -> None:
    text = (
        "SUM(sale_line.amount)/SUM(invoice_line.amount)"
        "+COUNT(EACH(sale_line.customer, COUNT(shipment_line))>1)/COUNT(payment)"
    )
    started = time.perf_counter()
    for _ in range(20):
        check(text)
    assert (time.perf_counter() - started) / 20 < 0.05
