"""What the mirror keeps after each commit is what reading the whole ERP again would give."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from clerk import Shop, open_shop
from mirrored import assert_same_as_full


@pytest.fixture(scope="module")
def shop(erp_module: Any) -> Iterator[Shop]:
    shop = open_shop(erp_module)
    assert shop.mirror.refresh().full
    yield shop
    shop.mirror.close()
    shop.store.close()


def test_the_first_load_says_what_was_done(shop: Shop) -> None:
    """By hand: sold 10×50 − 2×50; received 100; raw 59×10 + made 12×20 on stock at the end."""
    assert shop.value("sale_line", "amount") == 400
    assert shop.value("receipt_line", "accepted_quantity") == 100
    assert shop.value("invoice_line", "tax_amount", kind="customer") == Decimal("52")
    assert shop.value("payment", "amount", kind="in") == Decimal("565")
    assert shop.value("stock_count_line", "difference_value") == -10
    today = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    assert shop.value("stock_level", "value", on=today) == 59 * 10 + 12 * 20
    assert_same_as_full(shop.mirror)


def test_totals_agree_with_the_erp(shop: Shop) -> None:
    shop.mirror.refresh()
    checks = shop.mirror.check()
    assert len(checks) > 20
    assert [check for check in checks if not check.agrees] == []


def test_a_wrong_total_is_found(shop: Shop) -> None:
    shop.mirror.refresh()
    key = shop.store.query(shop.store.table("sale_line").select("row_key").limit(1))
    shop.store.delete("sale_line", key["row_key"].to_pylist(), source="erp")
    wrong = {check.name for check in shop.mirror.check() if not check.agrees}
    assert {"sale_line", "sale_line.amount"} <= wrong
    assert {name.partition(".")[0] for name in wrong} == {"sale_line"}
    assert shop.mirror.refresh(full=True).full


def test_a_sale_is_followed_step_by_step(shop: Shop) -> None:
    """3 × 50, corrected to 5 × 49.995 = 249.98 (half to even of 249.975), confirmed, shipped."""
    sale, line = shop.sale()
    assert shop.mirror.refresh().rows == {"sale_line": 1}
    assert shop.value("sale_line", "amount", row_key=str(line)) == 150
    shop.change(line, quantity=5, unit_price=Decimal("49.995"))
    shop.mirror.refresh()
    assert shop.value("sale_line", "amount", row_key=str(line)) == Decimal("249.98")
    shop.confirm(sale)
    shop.mirror.refresh()
    assert shop.value("sale_line", "open_quantity", row_key=str(line)) == 5
    shop.ship(sale)
    done = shop.mirror.refresh()
    assert not done.full
    assert shop.value("shipment_line", "quantity", sale_line=str(line)) == 5
    assert shop.value("sale_line", "open_quantity", row_key=str(line)) == 0
    assert_same_as_full(shop.mirror)


def test_a_deleted_draft_disappears_with_its_lines(shop: Shop) -> None:
    sale, line = shop.sale()
    shop.mirror.refresh()
    shop.delete(sale)
    assert shop.mirror.refresh().rows == {"sale_line": 1}
    assert shop.value("sale_line", "amount", row_key=str(line)) == 0
    assert_same_as_full(shop.mirror)


def test_nothing_changed_is_nothing_done(shop: Shop) -> None:
    shop.mirror.refresh()
    version = shop.store.version
    assert shop.mirror.refresh().rows == {}
    assert shop.store.version == version


def test_masters_reach_the_facts_that_carry_them(shop: Shop) -> None:
    """A customer's region, a product's category and brand change all their rows."""

    def region(erp: Any, company: Any) -> None:
        (made,) = erp.get("baton.org.region").create([{"name": "华东"}])
        parties = erp.get("party.party").search([("name", "like", "客户%")])
        erp.get("party.party").write(parties, {"region": made.id, "name": "客户甲"})

    def category(erp: Any, company: Any) -> None:
        (made,) = erp.get("product.category").create([{"name": "新类"}])
        templates = erp.get("product.template").search([("name", "=", "轴")])
        erp.get("product.template").write(templates, {"categories": [("add", [made.id])]})

    def brand(erp: Any, company: Any) -> None:
        (made,) = erp.get("baton.org.brand").create([{"name": "甲牌", "kind": "own"}])
        templates = erp.get("product.template").search([("name", "=", "轴")])
        erp.get("product.template").write(templates, {"brand": made.id})

    def resale(erp: Any, company: Any) -> None:
        brands = erp.get("baton.org.brand").search([])
        erp.get("baton.org.brand").write(brands, {"kind": "resale"})

    shop.mirror.refresh()
    kinds = []
    for act in (region, category, brand, resale):
        shop.do(act)
        assert not shop.mirror.refresh().full
        assert_same_as_full(shop.mirror)
        rows = shop.store.query(shop.store.table("sale_line"))
        kinds.append(set(rows["brand_kind"].to_pylist()) - {None})
    assert kinds == [set(), set(), {"own"}, {"resale"}]
    members = shop.store.query(shop.store.table("member"))
    assert {"客户甲", "甲牌"} <= set(members["name"].to_pylist())


def test_people_move_with_their_dates(shop: Shop) -> None:
    def hire(erp: Any, company: Any) -> tuple[int, int]:
        unit = erp.get("baton.org.unit")
        base = {"kind": "department", "company": company.id}
        (root,) = unit.create([{**base, "name": "公司", "code": "0", "kind": "company"}])
        first, second = unit.create(
            [
                {**base, "name": "销售", "code": "1", "parent": root.id},
                {**base, "name": "采购", "code": "2", "parent": root.id},
            ]
        )
        (party,) = erp.get("party.party").create([{"name": "张三"}])
        start = dt.date(2026, 1, 5)
        (employee,) = erp.get("company.employee").create(
            [{"party": party.id, "company": company.id, "start_date": start, "gender": "male"}]
        )
        erp.get("baton.org.assignment").create(
            [{"employee": employee.id, "unit": first.id, "from_date": start}]
        )
        return employee.id, second.id

    employee, second = shop.do(hire)

    def move(erp: Any, company: Any) -> None:
        model = erp.get("baton.org.assignment")
        model.write(model.search([("employee", "=", employee)]), {"to_date": dt.date(2026, 5, 31)})
        model.create([{"employee": employee, "unit": second, "from_date": dt.date(2026, 6, 1)}])

    def clock(erp: Any, company: Any) -> None:
        day = dt.date(2026, 6, 2)
        base = {"employee": employee, "company": company.id, "date": day}
        at = dt.datetime(2026, 6, 2)  # noqa: DTZ001 - Tryton keeps UTC without a zone
        erp.get("attendance.line").create(
            [
                {**base, "type": "in", "at": at + dt.timedelta(hours=1)},
                {**base, "type": "out", "at": at + dt.timedelta(hours=10)},
            ]
        )

    shop.mirror.refresh()
    for act in (move, clock):
        shop.do(act)
        shop.mirror.refresh()
        assert_same_as_full(shop.mirror)
    days = {"person": str(employee), "on": dt.date(2026, 6, 2)}
    assert shop.value("employee_day", "hours", **days) == 9
    assert shop.value("employee_day", "headcount", org_unit=str(second), **days) == 1
    assert shop.value("employment_event", "count", kind="transfer", person=str(employee)) == 1


def test_any_sequence_of_actions_gives_the_same_as_a_full_load(shop: Shop) -> None:
    """30 random actions, mirrored after every few of them."""
    chance = random.Random(7)
    drafts: list[tuple[int, int]] = []
    confirmed: list[int] = []
    for step in range(30):
        action = chance.choice(("new", "change", "delete", "confirm", "ship"))
        if action == "ship" and confirmed:
            shop.ship(confirmed.pop())
        elif action == "confirm" and drafts:
            sale, _ = drafts.pop(chance.randrange(len(drafts)))
            shop.confirm(sale)
            confirmed = [*confirmed, sale][:3]
        elif action == "delete" and drafts:
            shop.delete(drafts.pop()[0])
        elif action == "change" and drafts:
            shop.change(chance.choice(drafts)[1], quantity=chance.randint(1, 2))
        else:
            drafts.append(shop.sale(1, str(Decimal(chance.randint(1, 99999)) / 1000)))
        if chance.random() < 0.4 or step == 29:
            shop.mirror.refresh()
    assert_same_as_full(shop.mirror)
