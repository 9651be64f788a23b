"""A small demo company told into a real ERP: its books, its stock, its resumption, its log-ins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import telling
from mirrored import everything
from telling import TODAY

from baton import demo
from baton.base.errors import BatonError
from baton.connect.tryton import Mirror
from baton.kernel import records
from baton.metrics.engine import FactStore
from baton.services import page_files


def _rows(database: Any, query: str) -> list[tuple[Any, ...]]:
    def read(erp: Any) -> list[tuple[Any, ...]]:
        cursor = erp.connection().cursor()
        cursor.execute(query)
        return list(cursor.fetchall())

    found: list[tuple[Any, ...]] = database.run(0, read, readonly=True)
    return found


def _start(url: str, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, telling.__file__, url, how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """The story told by another process without a break, each field checked by Tryton."""
    url = f"sqlite:///{tmp_path_factory.mktemp('unbroken')}/demo.sqlite"
    process = _start(url, "checked")
    yield process, url
    process.kill()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, unbroken: object) -> Iterator[Any]:
    """The story, killed in the middle of a step, and told to the end by the next start."""
    from baton.kernel import Database

    url = f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.sqlite"
    process = _start(url, "quick")
    assert process.stdout is not None
    for line in process.stdout:
        done, total = map(int, line.split())
        if done >= total // 2:
            break
    time.sleep(0.2)  # into the step
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    database = Database.open(url)
    broken = demo.status(database)
    assert broken.started
    assert not broken.finished
    assert telling.tell(database).finished
    yield database
    database.drop()


def test_a_killed_story_ends_as_an_unbroken_one(told: Any, unbroken: tuple[Any, str]) -> None:
    """Every row of every fact, to the id and the minute; so the same seed tells the same story,
    and leaving out Tryton's checks of fields changes nothing."""
    process, url = unbroken
    process.communicate()
    assert process.returncode == 0
    found = []
    for place in (told.url, url):
        store = FactStore.open("duckdb://")
        mirror = Mirror(place, store)
        mirror.refresh()
        found.append(everything(store))
        assert [one for one in mirror.check() if one.erp != one.facts] == []
        mirror.close()
        store.close()
    ours, expected = found
    assert len(expected["sale_line"]) > 20
    for name, rows in expected.items():
        here, there = set(ours[name]) - set(rows), set(rows) - set(ours[name])
        assert sorted(here, key=str)[:1] == sorted(there, key=str)[:1], name
        assert here == there == set(), name
        assert len(ours[name]) == len(rows), name


def test_finished_story_is_not_told_again(told: Any) -> None:
    before = _rows(told, "SELECT count(*) FROM sale_sale")
    assert telling.tell(told).finished
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
        assert count > 3, table


def test_suppliers_are_paid_by_orders_and_soon_due_ones_wait(told: Any) -> None:
    """What the bank has carried out is settled in the books, to the cent; the rest is not yet."""
    rows = _rows(
        told,
        """
        SELECT p.state, p.amount, l.credit - l.debit, l.reconciliation, i.state
        FROM account_payment p JOIN account_move_line l ON l.id = p.line
        JOIN account_invoice i ON i.move = l.move
        """,
    )
    assert {state for state, *_ in rows} == {"submitted", "succeeded"}
    for state, amount, owed, reconciliation, invoice in rows:
        assert Decimal(str(amount)) == Decimal(str(owed))
        done = state == "succeeded"
        assert (reconciliation is not None, invoice == "paid") == (done, done)
    paid = _rows(told, "SELECT id FROM account_invoice WHERE type = 'in' AND state = 'paid'")
    assert len(paid) == sum(state == "succeeded" for state, *_ in rows) > 3


def test_no_page_of_the_menu_is_empty(told: Any) -> None:
    """All but goods that customers send back, of which the story does not tell yet."""
    empty = []
    for name, page in page_files.shipped().items():
        if not records.search(told, 1, page.model, fields=[], filters=page.only, limit=1).rows:
            empty.append(name)
    assert empty == ["customer_return"]


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
        telling.tell(erp)
    assert refused.value.code == "demo.other_company"
    assert not demo.status(erp).started
    assert not demo.passwords_stand(erp)


def test_targets_reach_departments_and_people_and_add_up(told: Any) -> None:
    """Each split adds up to its parent to the cent, each holder's weights of a month to 1."""

    def read(erp: Any) -> list[Any]:
        fields = ["amount", "method", "parent", "weight", "holder", "period", "state", "from_date"]
        model = erp.get("baton.kpi.target")
        found: list[Any] = model.read([one.id for one in model.search([])], fields)
        return found

    targets = {one["id"]: one for one in told.run(0, read, readonly=True)}
    sums: dict[int, Decimal] = {}
    weights: dict[tuple[str, str], Decimal] = {}
    for one in targets.values():
        if one["method"] == "split":
            sums[one["parent"]] = sums.get(one["parent"], Decimal(0)) + one["amount"]
        elif one["method"] == "copy":
            assert one["amount"] == targets[one["parent"]]["amount"]
        if one["weight"] is not None:
            place = (one["holder"], one["period"])
            weights[place] = weights.get(place, Decimal(0)) + one["weight"]
    assert len(sums) == 12 * (1 + 1 + 4)  # company, department, teams
    assert all(total == targets[parent]["amount"] for parent, total in sums.items())
    assert len(weights) > 100
    this_year = {total for (_, label), total in weights.items() if label.startswith("2026")}
    assert this_year == {Decimal(1)}
    people = {one["holder"] for one in targets.values() if one["holder"].startswith("person,")}
    assert len(people) >= 8
    waiting = [one for one in targets.values() if one["state"] == "proposed"]
    assert any(one["from_date"] > TODAY for one in waiting)
    assert not [one for one in waiting if not one["holder"].startswith("person,")]
