"""A condition typed apart goes to every aggregate that can be asked it."""

from __future__ import annotations

import pytest

from baton.metrics.formula import FormulaErrors, apply_where, check, parse_where
from baton.metrics.formula import nodes as n
from baton.metrics.formula.render import render


def narrowed(formula: str, where: str) -> n.Checked:
    return apply_where(check(formula), parse_where(where))


def test_it_is_the_same_as_typing_it_in_the_aggregate() -> None:
    by_where = narrowed("SUM(sale_line.amount) / COUNT(sale_line)", 'region = "east"')
    typed = check(
        'SUM(sale_line.amount, sale_line.region = "east")'
        ' / COUNT(sale_line, sale_line.region = "east")'
    )
    assert by_where.root == typed.root
    assert by_where.aggregates == typed.aggregates


def test_chinese_names_and_existing_filters() -> None:
    by_where = narrowed("SUM(sale_line.amount, sale_line.quantity > 1)", "区域 = '华东'")
    typed = check("SUM(sale_line.amount, sale_line.quantity > 1, sale_line.region = '华东')")
    assert by_where.root == typed.root


def test_linked_facts_are_asked_through_the_link() -> None:
    (aggregate,) = narrowed("SUM(shipment_line.quantity)", "customer_kind = 'company'").aggregates
    assert isinstance(aggregate.filter, n.RowCompare)
    assert isinstance(aggregate.filter.left, n.RowColumn)
    assert aggregate.filter.left.via == ("sale_line",)


def test_other_facts_are_left_as_they_are() -> None:
    formula = narrowed(
        "SUM(sale_line.amount) / AVERAGE_LEVEL(stock_level.value)", "channel = 'web'"
    )
    filters = {aggregate.fact: aggregate.filter for aggregate in formula.aggregates}
    assert filters["sale_line"] is not None
    assert filters["stock_level"] is None


def test_qualified_names_reach_linked_facts_and_those_with_the_same_column() -> None:
    formula = narrowed(
        "SUM(shipment_line.quantity) / SUM(invoice_line.quantity) / COUNT(payment)",
        'sale_line.state = "done" AND payment.customer = "k"',
    )
    filters = {aggregate.fact: aggregate.filter for aggregate in formula.aggregates}
    for fact in ("shipment_line", "invoice_line"):
        assert isinstance(filters[fact], n.RowAnd)
    assert isinstance(filters["payment"], n.RowCompare)


def test_inside_each_and_references_too() -> None:
    formula = narrowed("COUNT(EACH(sale_line.customer, COUNT(sale_line)) > 1)", "region = 'east'")
    assert formula.aggregates[0].filter is not None
    assert 'sale_line.region = "east"' in render(formula, "en")


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("regio = 'x'", "region"),
        ("sale_line.regio = 'x'", "region"),
        ("amount = 'x'", "number"),
        ("region =", "…"),
        ("location = 'x'", "sale_line"),
        ("region = 'x' AND location = 'y'", "sale_line"),
        ("region", "condition"),
        ("1 = 1", "sale_line"),
    ],
)
def test_a_condition_that_fits_nowhere_is_refused(where: str, hint: str) -> None:
    with pytest.raises(FormulaErrors) as caught:
        narrowed("SUM(sale_line.amount)", where)
    assert hint in caught.value.text("en")
