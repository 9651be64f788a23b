"""What was open, late and overdue on any past day, by hand and by SQL on the ERP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from by_hand import CASES, differences
from clerk import Shop, open_shop
from mirrored import assert_same_as_full

from baton.base.periods import Grain
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine

D = dt.date


@pytest.fixture(scope="module")
def shop(erp_module: Any) -> Iterator[Shop]:
    shop = open_shop(erp_module)
    assert shop.mirror.refresh().full
    yield shop
    shop.mirror.close()
    shop.store.close()


def on(shop: Shop, code: str, day: dt.date, **question: Any) -> Decimal:
    """An indicator at the end of one day."""
    engine = Engine(shop.store, Catalogue.shipped())
    after = day + dt.timedelta(days=1)
    found = engine.evaluate(code, start=day, end=after, grain=Grain.DAY, **question)
    return Decimal(found.rows[0][-1]) if found.rows else Decimal(0)


def order(shop: Shop, day: dt.date, due: dt.date, quantity: float) -> tuple[int, int]:
    """A confirmed order of one line at 50 apiece."""
    sale, line = shop.sale(quantity, "50")

    def dated(erp: Any, company: Any) -> None:
        model = erp.get("sale.sale")
        model.write([model(sale)], {"sale_date": day, "shipping_date": due})

    shop.do(dated)
    shop.confirm(sale)
    return sale, line


def ship(shop: Shop, sale: int, quantity: float, day: dt.date) -> None:
    """Ship so much of an order on that day; the rest waits in another shipment."""

    def act(erp: Any, company: Any) -> None:
        shipments = erp.get("stock.shipment.out")
        (shipment,) = (
            s for s in erp.get("sale.sale")(sale).shipments if s.state in {"draft", "waiting"}
        )
        shipments.draft([shipment])
        (move,) = shipments(shipment.id).outgoing_moves
        moves = erp.get("stock.move")
        moves.write([move], {"quantity": quantity})
        shipments.write([shipment], {"effective_date": day})
        shipments.wait([shipments(shipment.id)])
        shipments.assign_force([shipments(shipment.id)])
        shipments.pick([shipments(shipment.id)])
        shipments.pack([shipments(shipment.id)])
        shipments.ship([shipments(shipment.id)])
        shipments.do([shipments(shipment.id)])
        assert shipments(shipment.id).effective_date == day

    shop.do(act)


def invoice(shop: Shop, sale: int, day: dt.date) -> int:
    """Post the order's draft invoice on that day; payable in 30 days."""

    def act(erp: Any, company: Any) -> int:
        (found,) = (i for i in erp.get("sale.sale")(sale).invoices if i.state == "draft")
        invoices = erp.get("account.invoice")
        invoices.write([found], {"invoice_date": day, "accounting_date": day})
        invoices.post([invoices(found.id)])
        return int(found.id)

    number: int = shop.do(act)
    return number


def pay(shop: Shop, number: int, amount: str, day: dt.date) -> None:
    """Pay a part of an invoice; with the last part all parts are reconciled."""

    def act(erp: Any, company: Any) -> None:
        found = erp.get("account.invoice")(number)
        (method,) = erp.get("account.invoice.payment.method").search(
            [("debit_account.code", "like", "1002%")], limit=1
        )
        found.pay_invoice(Decimal(amount), method, day)
        found = erp.get("account.invoice")(number)
        lines = [*found.payment_lines, *found.lines_to_pay]
        if sum(line.debit - line.credit for line in lines) == 0:
            erp.get("account.move.line").reconcile(lines)

    shop.do(act)


def test_orders_are_open_until_shipped_and_late_past_their_day(shop: Shop) -> None:
    """10 × 50 ordered on 1 April, due on the 10th; 4 leave on the 8th, 6 on 5 May."""
    sale, line = order(shop, D(2026, 4, 1), D(2026, 4, 10), 10)
    before = {day: on(shop, "open_orders", day) for day in (D(2026, 3, 31),)}
    ship(shop, sale, 4, D(2026, 4, 8))
    ship(shop, sale, 6, D(2026, 5, 5))
    shop.mirror.refresh()
    base = before[D(2026, 3, 31)]
    assert on(shop, "open_orders", D(2026, 3, 31)) == base
    for day, open_, late in (
        (D(2026, 4, 7), 500, 0),
        (D(2026, 4, 8), 300, 0),
        (D(2026, 4, 10), 300, 0),
        (D(2026, 4, 11), 300, 300),
        (D(2026, 5, 4), 300, 300),
        (D(2026, 5, 5), 0, 0),
    ):
        assert on(shop, "open_orders", day) - base == open_, day
        assert on(shop, "late_orders", day) == late, day
    assert shop.value("backlog", "quantity", sale_line=str(line)) == 0
    assert_same_as_full(shop.mirror)


def test_a_draft_and_a_cancelled_order_are_not_open(shop: Shop) -> None:
    shop.mirror.refresh()
    before = on(shop, "open_orders", D(2026, 6, 30))
    sale, line = shop.sale(2, "50")
    shop.mirror.refresh()
    assert shop.value("backlog", "amount", sale_line=str(line)) == 0
    shop.delete(sale)
    other, line = order(shop, D(2026, 6, 1), D(2026, 6, 20), 2)
    shop.mirror.refresh()
    assert on(shop, "open_orders", D(2026, 6, 30)) - before == 100

    def give_up(erp: Any, company: Any) -> None:
        """The customer does without: the shipment is cancelled and its moves ignored."""
        shipments = erp.get("stock.shipment.out")
        shipments.cancel(list(erp.get("sale.sale")(other).shipments))
        lines, moves = erp.get("sale.line"), erp.get("stock.move")
        ignored = moves.search([("origin", "=", f"sale.line,{line}"), ("state", "=", "cancelled")])
        lines.write([lines(line)], {"moves_ignored": [("add", [m.id for m in ignored])]})
        model = erp.get("sale.sale")
        model.process([model(other)])

    shop.do(give_up)
    shop.mirror.refresh()
    assert shop.value("backlog", "amount", sale_line=str(line)) == 0
    assert on(shop, "open_orders", D(2026, 6, 30)) - before == 100  # given up today, open then
    assert_same_as_full(shop.mirror)


def test_invoices_are_owed_until_paid_and_overdue_past_their_day(shop: Shop) -> None:
    """565 with tax, posted on 1 July, due on the 31st; 300 paid in August, 265 in September."""
    base = on(shop, "receivables", D(2026, 6, 30))
    sale, _ = order(shop, D(2026, 7, 1), D(2026, 7, 1), 10)
    ship(shop, sale, 10, D(2026, 7, 1))
    number = invoice(shop, sale, D(2026, 7, 1))
    shop.mirror.refresh()
    assert on(shop, "overdue_receivables", D(2026, 8, 9)) == 565
    pay(shop, number, "300", D(2026, 8, 10))
    shop.mirror.refresh()
    assert on(shop, "overdue_receivables", D(2026, 8, 10)) == 265
    assert_same_as_full(shop.mirror)
    pay(shop, number, "265", D(2026, 9, 15))
    shop.mirror.refresh()
    for day, owed, overdue in (
        (D(2026, 7, 1), 565, 0),
        (D(2026, 7, 31), 565, 0),
        (D(2026, 8, 1), 565, 565),
        (D(2026, 8, 10), 265, 265),
        (D(2026, 9, 14), 265, 265),
        (D(2026, 9, 15), 0, 0),
    ):
        assert on(shop, "receivables", day) - base == owed, day
        assert on(shop, "overdue_receivables", day) == overdue, day
    items = {row["change"] for row in _items(shop, number)}
    assert items == {"posted", "settled"}
    assert_same_as_full(shop.mirror)


def _items(shop: Shop, number: int) -> list[dict[str, Any]]:
    table = shop.store.table("open_item")
    found = shop.store.query(table.filter(table["document"] == f"account.invoice,{number}"))
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def test_payments_taken_back_are_owed_again(shop: Shop) -> None:
    """Undoing a reconciliation and unlinking a payment leave the invoice open as it was."""
    sale, _ = order(shop, D(2026, 8, 1), D(2026, 8, 1), 2)
    ship(shop, sale, 2, D(2026, 8, 1))
    number = invoice(shop, sale, D(2026, 8, 1))
    pay(shop, number, "113", D(2026, 8, 20))
    shop.mirror.refresh()
    assert on(shop, "overdue_receivables", D(2026, 9, 1)) == 265

    def undo(erp: Any, company: Any) -> None:
        found = erp.get("account.invoice")(number)
        lines = list(found.payment_lines)
        erp.get("account.move.reconciliation").delete([line.reconciliation for line in lines])
        invoices = erp.get("account.invoice")
        invoices.process([invoices(number)])
        invoices.remove_payment_lines(lines)

    shop.do(undo)
    shop.mirror.refresh()
    assert on(shop, "overdue_receivables", D(2026, 9, 1)) == 265 + 113
    assert_same_as_full(shop.mirror)


def test_a_credit_note_settles_what_it_credits(shop: Shop) -> None:
    """113 invoiced on 2 October and credited on 20 November: overdue for three weeks."""
    shop.mirror.refresh()
    base = on(shop, "overdue_receivables", D(2026, 10, 1))
    sale, _ = order(shop, D(2026, 10, 2), D(2026, 10, 2), 2)
    ship(shop, sale, 2, D(2026, 10, 2))
    number = invoice(shop, sale, D(2026, 10, 2))

    def credit(erp: Any, company: Any) -> None:
        invoices = erp.get("account.invoice")
        (note,) = invoices.credit([invoices(number)], refund=False, invoice_date=D(2026, 11, 20))
        invoices.write([note], {"accounting_date": D(2026, 11, 20)})
        invoices.post([invoices(note.id)])
        lines = [
            line
            for found in invoices.browse([number, note.id])
            for line in found.move.lines
            if line.account == found.account
        ]
        erp.get("account.move.line").reconcile(lines)

    shop.do(credit)
    shop.mirror.refresh()
    assert on(shop, "overdue_receivables", D(2026, 11, 1)) == base
    assert on(shop, "overdue_receivables", D(2026, 11, 19)) == base + 113
    assert on(shop, "overdue_receivables", D(2026, 11, 20)) == base
    assert_same_as_full(shop.mirror)


def test_indicators_equal_sql_on_the_erp(shop: Shop) -> None:
    shop.mirror.refresh()
    wrong, compared = differences(
        shop.mirror.url.removeprefix("sqlite:///"), shop.store, D(2026, 3, 1), D(2026, 12, 1)
    )
    assert not wrong, wrong
    told = [code for code, values in compared.items() if any(values)]
    assert len(compared) == len(CASES) >= 40
    assert len(told) >= 20, sorted(set(CASES) - set(told))


def test_totals_agree_with_the_erp(shop: Shop) -> None:
    shop.mirror.refresh()
    checks = shop.mirror.check()
    assert len(checks) >= 45
    assert [check for check in checks if not check.agrees] == []
