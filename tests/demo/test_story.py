"""A small demo company told into a real ERP: its books, its stock, its resumption, its log-ins."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from baton import demo
from baton.base.errors import BatonError

TODAY = dt.date(2026, 11, 24)
VOLUME = 0.45


def _rows(database: Any, query: str) -> list[tuple[Any, ...]]:
    def read(erp: Any) -> list[tuple[Any, ...]]:
        cursor = erp.connection().cursor()
        cursor.execute(query)
        return list(cursor.fetchall())

    found: list[tuple[Any, ...]] = database.run(0, read, readonly=True)
    return found


def _tell(database: Any, **options: Any) -> demo.Status:
    return demo.generate(database, 2, seed=7, today=TODAY, volume=VOLUME, checked=True, **options)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The two months, told once, stopped once on the way like a killed run, and resumed."""
    from baton.kernel import Database

    folder: Path = tmp_path_factory.mktemp("demo")
    database = Database.create(
        f"sqlite:///{folder}/demo.sqlite", admin_password=demo.ADMIN_PASSWORD
    )
    stop = threading.Event()

    def interrupt(done: int, total: int, label: str) -> None:
        assert label.startswith("demo.step_")
        if done == total // 2:
            stop.set()

    first = _tell(database, progress=interrupt, stopping=stop)
    assert first.started
    assert not first.finished
    second = _tell(database)
    assert second.finished
    assert second.done > first.done
    yield database
    database.drop()


def test_finished_story_is_not_told_again(told: Any) -> None:
    before = _rows(told, "SELECT count(*) FROM sale_sale")
    assert _tell(told).finished
    assert _rows(told, "SELECT count(*) FROM sale_sale") == before


def test_every_kind_of_document_is_there(told: Any) -> None:
    for table in (
        "sale_sale",
        "sale_opportunity",
        "purchase_purchase",
        "stock_shipment_out",
        "stock_shipment_in",
        "production",
        "production_work_cycle",
        "account_invoice",
        "quality_inspection",
        "attendance_line",
    ):
        ((count,),) = _rows(told, f"SELECT count(*) FROM {table}")
        assert count > 5, table


def test_books_balance_entry_by_entry(told: Any) -> None:
    rows = _rows(told, "SELECT move, debit, credit FROM account_move_line")
    sums: dict[int, Decimal] = {}
    for move, debit, credit in rows:
        sums[move] = sums.get(move, Decimal(0)) + Decimal(str(debit)) - Decimal(str(credit))
    assert len(sums) > 100
    assert all(value == 0 for value in sums.values())


def test_stock_is_never_negative_on_any_day(told: Any) -> None:
    rows = _rows(
        told,
        """
        SELECT m.product, m.effective_date, m.internal_quantity, f.type, t.type
        FROM stock_move m JOIN stock_location f ON f.id = m.from_location
        JOIN stock_location t ON t.id = m.to_location WHERE m.state = 'done'
        """,
    )
    days: dict[int, dict[str, float]] = {}
    for product, day, quantity, source, target in rows:
        change = (target == "storage") * quantity - (source == "storage") * quantity
        by_day = days.setdefault(product, {})
        by_day[str(day)] = by_day.get(str(day), 0.0) + change
    assert len(days) >= 40
    for product, by_day in days.items():
        level = 0.0
        for day in sorted(by_day):
            level += by_day[day]
            assert level > -1e-6, (product, day, level)


def test_stock_accounts_equal_the_value_of_the_stock(told: Any) -> None:
    """Raw material at the moving average: the ledger and quantity × cost agree within 2 %."""
    ((ledger,),) = _rows(
        told,
        """
        SELECT sum(CAST(CAST(l.debit AS TEXT) AS REAL) - CAST(CAST(l.credit AS TEXT) AS REAL))
        FROM account_move_line l JOIN account_account a ON a.id = l.account
        WHERE a.code LIKE '1403%'
        """,
    )

    def value(erp: Any) -> float:
        (company,) = erp.get("company.company").search([])
        products = erp.get("product.product")
        locations = erp.get("stock.location")
        with erp.context(company=company.id, stock_date_end=TODAY):
            storage = locations(locations.get_default_warehouse()).id
            found = products.products_by_location([storage], with_childs=True)
            raw = {p.id: p for p in products.search([("code", "like", "R%")])}
            return float(
                sum(
                    Decimal(str(quantity)) * raw[product].cost_price
                    for (_, product), quantity in found.items()
                    if product in raw
                )
            )

    assert ledger == pytest.approx(told.run(0, value, readonly=True), rel=0.02)


def test_documents_bear_days_of_the_story(told: Any) -> None:
    ((first, last),) = _rows(
        told, "SELECT min(effective_date), max(effective_date) FROM stock_move WHERE state='done'"
    )
    assert str(first) >= "2026-09-30"
    assert str(last) <= TODAY.isoformat()
    ((entered,),) = _rows(told, "SELECT min(create_date) FROM sale_line")
    assert str(entered) < "2026-10-10"


def test_demo_passwords_are_known_to_stand_until_changed(told: Any) -> None:
    assert demo.passwords_stand(told)
    names = [login for login, *_ in demo.logins()]
    assert len(names) == len(set(names)) >= 10

    def change(erp: Any) -> None:
        users = erp.get("res.user")
        users.write(users.search([]), {"password": "another-secret-9"})

    told.run(0, change)
    assert not demo.passwords_stand(told)


def test_live_business_goes_on(told: Any) -> None:
    from baton.demo.live import ACTIONS, act

    before = _rows(told, "SELECT count(*) FROM sale_sale")[0][0]
    for number in range(len(ACTIONS)):
        assert act(told, number)
    assert _rows(told, "SELECT count(*) FROM sale_sale")[0][0] == before + 2


def test_another_company_is_not_overwritten(erp: Any) -> None:
    def found(handle: Any) -> None:
        (party,) = handle.get("party.party").create([{"name": "Other"}])
        (currency,) = handle.get("currency.currency").search([], limit=1) or handle.get(
            "currency.currency"
        ).create([{"name": "CNY", "code": "CNY"}])
        handle.get("company.company").create([{"party": party.id, "currency": currency.id}])

    erp.run(0, found)
    with pytest.raises(BatonError) as refused:
        _tell(erp)
    assert refused.value.code == "demo.other_company"
    assert not demo.status(erp).started
    assert not demo.passwords_stand(erp)
