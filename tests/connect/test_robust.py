"""Whatever the ERP holds and whenever the mirror is stopped, the facts go on and stay right."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from clerk import DAY, Shop, open_shop
from mirrored import assert_same_as_full, everything

from baton.connect.tryton import Mirror
from baton.metrics.engine import FactStore


@pytest.fixture(scope="module")
def shop(erp_module: Any) -> Iterator[Shop]:
    shop = open_shop(erp_module)
    assert shop.mirror.refresh().full
    yield shop
    shop.mirror.close()
    shop.store.close()


def agree(shop: Shop) -> None:
    """All totals and all rows are those of the ERP."""
    shop.mirror.refresh()
    assert [check for check in shop.mirror.check() if not check.agrees] == []
    assert_same_as_full(shop.mirror)


def test_corrections_cancellations_and_deletions(shop: Shop) -> None:
    """Change a line, cancel and delete orders, take an entry back, correct the clock."""
    draft, line = shop.sale(3, "20")
    shop.mirror.refresh()
    shop.change(line, quantity=7)
    agree(shop)
    shop.delete(draft)
    agree(shop)
    confirmed, _ = shop.sale(2, "30")
    shop.confirm(confirmed)
    agree(shop)

    def cancel(erp: Any, company: Any) -> None:
        sales, shipments = erp.get("sale.sale"), erp.get("stock.shipment.out")
        shipments.cancel(list(sales(confirmed).shipments))

    shop.do(cancel)
    agree(shop)

    def post(erp: Any, company: Any) -> int:
        accounts = erp.get("account.account")
        (cash,) = accounts.search([("code", "=", "1001")], limit=1)
        (other,) = accounts.search([("code", "like", "1002%"), ("type", "!=", None)], limit=1)
        moves = erp.get("account.move")
        (move,) = moves.create(
            [
                {
                    "period": erp.get("account.period").find(company, date=DAY).id,
                    "journal": erp.get("account.journal").search([("type", "=", "cash")])[0].id,
                    "date": DAY,
                    "company": company.id,
                    "lines": [
                        (
                            "create",
                            [
                                {"account": cash.id, "debit": Decimal(5), "credit": Decimal(0)},
                                {"account": other.id, "debit": Decimal(0), "credit": Decimal(5)},
                            ],
                        )
                    ],
                }
            ]
        )
        moves.post([move])
        return int(move.id)

    move = shop.do(post)
    agree(shop)

    def take_back(erp: Any, company: Any) -> None:
        moves = erp.get("account.move")
        back = moves(move).cancel()
        moves.post([back])

    shop.do(take_back)
    agree(shop)


def test_deleted_attendance_is_gone_from_the_days(shop: Shop) -> None:
    day = dt.date(2026, 6, 2)

    def clock(erp: Any, company: Any) -> list[int]:
        (party,) = erp.get("party.party").create([{"name": "李四"}])
        (employee,) = erp.get("company.employee").create(
            [{"party": party.id, "company": company.id, "start_date": dt.date(2026, 6, 1)}]
        )
        base = {"employee": employee.id, "company": company.id, "date": day}
        at = dt.datetime(2026, 6, 2)  # noqa: DTZ001 - Tryton keeps UTC without a zone
        lines = erp.get("attendance.line").create(
            [
                {**base, "type": "in", "at": at + dt.timedelta(hours=1)},
                {**base, "type": "out", "at": at + dt.timedelta(hours=9)},
            ]
        )
        return [line.id for line in lines]

    lines = shop.do(clock)
    agree(shop)
    assert shop.value("employee_day", "hours", on=day) == 8

    def wipe(erp: Any, company: Any) -> None:
        model = erp.get("attendance.line")
        model.delete(model.browse(lines))

    shop.do(wipe)
    agree(shop)
    assert shop.value("employee_day", "hours", on=day) == 0


def test_an_impossible_number_is_left_out_and_told_until_it_is_corrected(shop: Shop) -> None:
    sale, line = shop.sale(3, "50")
    other, _ = shop.sale(1, "50")
    shop.mirror.refresh()
    shop.change(line, quantity=9e14, unit_price=Decimal("88888888"))
    shop.change(_only_line(shop, other), quantity=2)
    shop.mirror.refresh()
    assert shop.mirror.left_out == [f"sale_line,{line}"]
    assert shop.value("sale_line", "amount", row_key=str(line)) == 0
    assert shop.value("sale_line", "amount", row_key=str(_only_line(shop, other))) == 100
    wrong = {check.name for check in shop.mirror.check() if not check.agrees}
    assert {"sale_line", "sale_line.amount"} <= wrong
    shop.change(line, quantity=4, unit_price=Decimal("50"))
    shop.mirror.refresh()
    assert shop.mirror.left_out == []
    assert shop.value("sale_line", "amount", row_key=str(line)) == 200
    shop.delete(sale)
    shop.delete(other)
    agree(shop)


def _only_line(shop: Shop, sale: int) -> int:
    found = shop.do(lambda erp, _: [line.id for line in erp.get("sale.sale")(sale).lines])
    (line,) = found
    return int(line)


def test_killed_between_facts_and_watermark_nothing_is_half_done(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.mirror.refresh()
    before, state = everything(shop.store), shop.store.watermark("erp")
    sale, line = shop.sale(3, "50")

    def fail(source: str, state: Any) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(shop.store, "set_watermark", fail)
        with pytest.raises(OSError, match="no space"):
            shop.mirror.refresh()
    assert everything(shop.store) == before
    assert shop.store.watermark("erp") == state
    agree(shop)
    assert shop.value("sale_line", "amount", row_key=str(line)) == 150
    shop.delete(sale)


def test_a_restart_after_master_data_changed_reads_only_what_they_concern(shop: Shop) -> None:
    shop.mirror.refresh()
    shop.mirror.close()

    def region(erp: Any, company: Any) -> None:
        (made,) = erp.get("baton.org.region").create([{"name": "华南"}])
        parties = erp.get("party.party").search([("name", "like", "客户%")])
        erp.get("party.party").write(parties, {"region": made.id})

    shop.do(region)
    again = Mirror(shop.erp.url, shop.store)
    done = again.refresh()
    assert not done.full
    assert done.rows["sale_line"] > 0
    assert not {"stock_level", "production_order", "purchase_line"} & done.rows.keys()
    assert_same_as_full(again)
    again.close()


def test_days_are_those_of_the_companys_time_zone(shop: Shop) -> None:
    """A line entered at 20:30 UTC on the 16th was entered on the 17th in Shanghai."""
    sale, line = shop.sale(1, "50")
    path = shop.erp.url.removeprefix("sqlite:///")

    def backdate(erp: Any, company: Any) -> None:
        erp.connection().cursor().execute(
            f"UPDATE sale_line SET create_date = '2026-03-16 20:30:00' WHERE id = {line}"
        )

    shop.do(backdate)
    assert Path(path).exists()
    shop.mirror.refresh(full=True)
    table = shop.store.table("sale_line")
    (row,) = shop.store.query(table.filter(table["row_key"] == str(line))).to_pylist()
    assert row["entered_at"] == dt.datetime(2026, 3, 17, 4, 30)  # noqa: DTZ001 - local time
    shop.delete(sale)
    agree(shop)


def test_another_currency_is_told_in_the_companys_own(shop: Shop) -> None:
    """100 USD at 7.10 are 710 CNY; the row keeps USD beside it."""

    def rates(erp: Any, company: Any) -> int:
        currencies = erp.get("currency.currency")
        own = company.currency
        (dollar,) = currencies.create([{"name": "USD", "code": "USD", "symbol": "$", "digits": 2}])
        erp.get("currency.currency.rate").create(
            [
                {"currency": own.id, "date": dt.date(2026, 1, 1), "rate": Decimal("7.1")},
                {"currency": dollar.id, "date": dt.date(2026, 1, 1), "rate": Decimal(1)},
            ]
        )
        return int(dollar.id)

    dollar = shop.do(rates)
    sale, line = shop.sale(2, "50")

    def in_dollars(erp: Any, company: Any) -> None:
        sales = erp.get("sale.sale")
        sales.write([sales(sale)], {"currency": dollar})

    shop.do(in_dollars)
    shop.mirror.refresh()
    table = shop.store.table("sale_line")
    (row,) = shop.store.query(table.filter(table["row_key"] == str(line))).to_pylist()
    assert (row["currency"], row["amount"]) == ("USD", 710)
    agree(shop)


def test_an_erp_without_some_modules_is_mirrored(shop: Shop, tmp_path: Path) -> None:
    """What its tables do not hold no source supplies; the rest is there."""
    path = tmp_path / "small.sqlite"
    source = sqlite3.connect(shop.erp.url.removeprefix("sqlite:///"))
    copy = sqlite3.connect(path)
    source.backup(copy)
    source.close()
    for table in ("production_work_cycle", "production_work", "quality_inspection"):
        copy.execute(f"DROP TABLE {table}")
    copy.execute("DROP TABLE stock_order_point__history")
    copy.execute("ALTER TABLE sale_line RENAME COLUMN list_price TO something")
    copy.commit()
    copy.close()
    store = FactStore.open("duckdb://")
    mirror = Mirror(f"sqlite:///{path}", store)
    assert mirror.refresh().full
    shop.mirror.refresh()
    assert store.count("sale_line") == shop.store.count("sale_line") > 0
    there = store.available()
    assert "list_amount" not in there["erp", "sale_line"]
    assert "safety_stock" not in there["erp", "stock_level"]
    assert there["erp", "inspection"] == {"row_key"}
    assert "amount" in there["erp", "sale_line"]
    assert [check for check in mirror.check() if not check.agrees] == []
    mirror.close()
    store.close()
