"""Many at once, a process killed in the middle, a full disk: nothing lost or half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from baton.base.errors import BatonError
from baton.kernel import Database, actions, records
from baton.kernel.failures import translate
from baton.kernel.fairlock import FairLock
from baton.kernel.records import View


def test_four_threads_make_200_parties_with_200_codes(erp: Database) -> None:
    def make(number: int) -> str:
        def work(inside):
            return inside.get("party.party").create([{"name": f"客户{number}"}])[0].code

        return erp.run(1, work, check_access=False)

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(make, range(200)))
    assert len(set(codes)) == 200


@pytest.mark.skipif("BATON_TEST_SERVER" in os.environ, reason="others may hold the lock there")
def test_the_one_writer_on_sqlite_never_begins_again_for_a_lock(erp: Database) -> None:
    """A configuration is locked before it is made; Tryton has locks only from the start."""
    begun = []

    def work(inside) -> None:
        begun.append(1)
        for name in ("party.configuration", "product.configuration"):
            inside.get(name).create([{}])

    erp.run(0, work)
    assert len(begun) == 1


def test_two_people_confirm_one_order_and_one_wins(shop) -> None:
    view = View(("state", "number"))
    line = {"product": shop.product, "quantity": "1", "unit": 1, "unit_price": "10"}
    made = records.create(
        shop.db, shop.seller, "sale.sale",
        {"party": shop.customer, "lines": [{"values": line}],
         "invoice_address": _address(shop), "shipment_address": _address(shop)},
        view,
    )  # fmt: skip
    quoted = actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=view).document
    barrier = threading.Barrier(2)

    def confirm(user: int) -> str:
        barrier.wait()
        try:
            actions.press(
                shop.db, user, "sale.sale", made.id, "confirm", view=view, stamp=quoted.stamp
            )
        except BatonError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(confirm, (shop.seller, shop.other)))
    assert outcomes[0] == "done"
    assert outcomes[1] in {"kernel.stale", "kernel.changed_meanwhile"}

    def shipments(erp):
        sale = erp.get("sale.sale")(made.id)
        return sale.state, len(sale.shipments)

    assert shop.db.run(1, shipments, readonly=True) == ("processing", 1)


def _address(shop) -> int:
    def work(erp):
        return erp.get("party.party")(shop.customer).addresses[0].id

    return shop.db.run(1, work, readonly=True)


def test_waiters_are_served_in_the_order_they_came() -> None:
    lock, order = FairLock(), []
    lock.acquire(1)

    def wait(number: int) -> None:
        assert lock.acquire(5)
        order.append(number)
        lock.release()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        time.sleep(0.02)
    lock.release()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_one_who_waits_too_long_is_told_and_the_lock_goes_on() -> None:
    lock = FairLock()
    lock.acquire(1)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lock.acquire, 0.05).result() is False
        lock.release()
        assert pool.submit(lock.acquire, 0.05).result() is True


KILLED = """
import os, sys, time
from baton.kernel import Database
db = Database.open(sys.argv[1])
def half(erp):
    erp.get("party.party").create([{"name": "被杀"}])
    print("half", flush=True)
    time.sleep(60)
db.run(1, half, check_access=False)
"""


def test_a_killed_process_leaves_nothing_half_done(erp: Database) -> None:
    url = erp.url
    erp.close()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, url], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "half"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Database.open(url) as again:

        def count(inside):
            parties = inside.get("party.party")
            parties.create([{"name": "之后"}])
            return parties.search_count([("name", "=", "被杀")])

        assert again.run(0, count) == 0
        assert again.run(0, lambda inside: len(inside.get("party.party").search([]))) == 1
    Database.open(url)  # for the fixture to drop


def test_a_full_disk_says_so_and_saves_nothing(erp: Database) -> None:
    if erp.location.path is None:
        pytest.skip("PostgreSQL's own disk cannot be filled here")

    def fill(inside):
        inside.connection().execute("PRAGMA max_page_count = 1")  # no page may be added
        parties = inside.get("party.party")
        parties.create([{"name": "满" * 200} for _ in range(2000)])

    with pytest.raises(BatonError) as error:
        erp.run(1, fill, check_access=False)
    assert error.value.code == "kernel.disk_full"
    assert erp.run(1, lambda inside: inside.get("party.party").search_count([])) == 0


def test_no_space_for_a_file_says_so() -> None:
    found = translate(OSError(28, "No space left on device"))
    assert found is not None
    assert found.code == "kernel.disk_full"
