"""The facts hold together and their links lead from many to one."""

from __future__ import annotations

from baton.base.units import CNY
from baton.metrics.facts import FACTS, Additivity, Kind
from baton.metrics.facts.paths import dimensions, find_column, link_path, reached

CONTRACT = {
    "sale_line", "shipment_line", "invoice_line", "payment", "opportunity", "complaint",
    "survey_answer", "purchase_line", "receipt_line", "stock_move", "stock_level",
    "stock_count_line", "production_order", "work_step", "inspection", "ledger_entry",
    "budget_line", "employee_day", "employment_event", "training_record", "target",
    "usage_event", "approval_step", "backlog", "open_item",
}  # fmt: skip


def test_all_facts_of_the_contract_with_the_common_columns() -> None:
    assert set(FACTS) == CONTRACT
    common = {
        "source",
        "row_key",
        "document",
        "document_number",
        "entered_at",
        "org_unit",
        "person",
    }
    for fact in FACTS.values():
        assert common <= set(fact.columns)
        money = any(column.unit == CNY for column in fact.numbers)
        assert not money or "currency" in fact.columns


def test_names_are_unique_in_both_languages() -> None:
    assert len({fact.zh for fact in FACTS.values()}) == len(FACTS)
    for fact in FACTS.values():
        assert len({column.zh for column in fact.columns.values()}) == len(fact.columns)
        for name in (fact.zh, *(column.zh for column in fact.columns.values())):
            assert name.isidentifier(), name


def test_only_numbers_add_up() -> None:
    for fact in FACTS.values():
        for column in fact.columns.values():
            assert (column.additivity is not None) == (column.kind is Kind.NUMBER)
            if column.additivity is Additivity.LEVEL:
                assert fact.level


def test_ways_from_many_to_one() -> None:
    assert link_path(FACTS, "shipment_line", "sale_line") == ("sale_line",)
    assert link_path(FACTS, "work_step", "sale_line") == ("production_order", "sale_line")
    assert link_path(FACTS, "sale_line", "shipment_line") is None
    assert link_path(FACTS, "sale_line", "sale_line") == ()
    assert list(reached(FACTS, "receipt_line")) == ["receipt_line", "purchase_line"]


def test_own_columns_come_before_linked_ones() -> None:
    own = find_column(FACTS, "shipment_line", "customer")
    linked = find_column(FACTS, "shipment_line", "下单日期")
    assert own is not None and own.via == ()
    assert linked is not None and linked.via == ("sale_line",)
    assert find_column(FACTS, "stock_move", "ordered_on") is None
    assert find_column(FACTS, "shipment_line", "nothing") is None
    assert "customer_kind" in dimensions(FACTS, "shipment_line")
    assert "row_key" not in dimensions(FACTS, "shipment_line")
