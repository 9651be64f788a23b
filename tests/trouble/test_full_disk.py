"""A disk that is really full: a message with the remedy, nothing half done, and it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import small_disk
import telling

pytestmark = pytest.mark.skipif(
    not small_disk.available(), reason="no small disk can be mounted here"
)


MAPPING = """
source: shop
sources:
  order: {file: orders.csv}
facts:
  sale_line:
    from: order
    columns: {row_key: id, ordered_on: date(day), customer: customer, quantity: qty, amount: amount}
members:
  customer: {from: order, key: customer, name: customer}
"""


def _said(tmp_path: Path, size: str, code: str, *arguments: str) -> list[dict[str, Any]]:
    done = small_disk.run(code, tmp_path / "disk", size, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_no_room_for_a_new_database_leaves_no_piece_of_it(tmp_path: Path) -> None:
    (said,) = _said(
        tmp_path,
        "8m",
        """
        from baton.base.errors import BatonError
        from baton.kernel import Database
        try:
            Database.create(f"sqlite:///{disk}/erp.sqlite", admin_password="admin-password-1")
        except BatonError as error:
            say(code=error.code, text=error.text("en"), left=left())
        """,
    )
    assert said["code"] == "kernel.disk_full"
    assert "Free some space" in said["text"]
    assert said["left"] == []


def test_the_demo_company_goes_on_when_there_is_room_again(tmp_path: Path) -> None:
    """Told until the disk is full, then, with a larger disk, from the step that failed."""
    full, after = _said(
        tmp_path,
        "400m",
        """
        import threading
        sys.path.insert(0, sys.argv[2])
        import telling
        from baton import demo
        from baton.base.errors import BatonError
        from baton.kernel import Database
        url = f"sqlite:///{disk}/erp.sqlite"
        database = Database.create(url, admin_password="admin-password-1")
        used = sum(path.stat().st_size for path in disk.iterdir())
        enlarge(f"{(used >> 10) + 1200}k")
        try:
            telling.tell(database)
        except BatonError as error:
            database.close()
            database = Database.open(database.url)
            state = demo.status(database)
            say(code=error.code, done=state.done, text=error.text("zh_CN"))
        enlarge("400m")
        stop, before = threading.Event(), demo.status(database).done
        telling.tell(
            database, stopping=stop, progress=lambda done, *_: done > before + 1 and stop.set()
        )
        ledger = database.run(0, lambda erp: len(erp.get("party.party").search([])))
        say(done=demo.status(database).done, parties=ledger)
        database.close()
        """,
        str(Path(telling.__file__).parent),
    )
    assert full["code"] == "kernel.disk_full"
    assert "磁盘" in full["text"]
    assert after["done"] > full["done"]


def test_a_full_disk_leaves_the_facts_as_they_were(tmp_path: Path) -> None:
    rows = 400_000
    lines = (f"{n},2026-01-02,C{n % 997},{n % 9},{n * 7919 % 100003}" for n in range(rows))
    (tmp_path / "orders.csv").write_text("id,day,customer,qty,amount\n" + "\n".join(lines))
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "orders.csv").write_text(
        "id,day,customer,qty,amount\n1,2026-01-02,C1,2,10.5\n"
    )
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    full, after = _said(
        tmp_path,
        "3m",
        """
        from baton.base.errors import BatonError
        from baton.connect.files import import_directory
        from baton.metrics.engine import FactStore
        folder = Path(sys.argv[2])
        def content(store):
            table = store.table("sale_line")
            return str(store.query(table.aggregate(n=table.amount.sum()))["n"][0].as_py())
        store = FactStore.open(f"duckdb:///{disk}/facts.duckdb")
        import_directory(store, folder / "few", folder / "mapping.yaml")
        try:
            import_directory(store, folder, folder / "mapping.yaml")
        except BatonError as error:
            kept = content(store)
            store.close()
            again = FactStore.open(f"duckdb:///{disk}/facts.duckdb")
            say(code=error.code, text=error.text("en"), kept=kept, again=content(again))
            enlarge("400m")
            import_directory(again, folder, folder / "mapping.yaml")
            say(whole=content(again))
        """,
        str(tmp_path),
    )
    assert full["code"] == "metrics.store_full"
    assert "free some space" in full["text"]
    assert full["kept"] == full["again"] == "10.500000"
    assert after["whole"] == f"{sum(n * 7919 % 100003 for n in range(rows))}.000000"
