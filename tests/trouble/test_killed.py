"""Killed in the middle: what was there is whole, and the next start goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from baton.connect.files import import_directory
from baton.metrics.engine import FactStore

MAPPING = """
source: shop
sources:
  order: {file: orders.csv}
facts:
  sale_line:
    from: order
    columns: {row_key: id, ordered_on: date(day), customer: customer, amount: amount}
members:
  customer: {from: order, key: customer, name: customer}
"""
KILLED = """
import sys, time
from pathlib import Path
from baton.connect.files import import_directory
from baton.metrics.engine import FactStore
store, folder = FactStore.open(sys.argv[1]), Path(sys.argv[2])
with store.batch():
    report = import_directory(store, folder, folder / "mapping.yaml")
    print(sum(report.facts.values()), flush=True)
    time.sleep(60)
"""


def _content(store: FactStore) -> tuple[int, Decimal, int]:
    """Rows, their amount, customers."""
    table, members = store.table("sale_line"), store.table("member")
    found = store.query(table.aggregate(n=table.count(), amount=table.amount.sum())).to_pylist()[0]
    count = store.query(members.aggregate(n=members.count()))["n"][0].as_py()
    return found["n"], found["amount"], count


def test_an_import_killed_while_it_writes_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    orders = tmp_path / "orders.csv"
    orders.write_text("id,day,customer,amount\n1,2026-01-02,C1,10.5\n")
    url = f"duckdb:///{tmp_path}/facts.duckdb"
    store = FactStore.open(url)
    import_directory(store, tmp_path, tmp_path / "mapping.yaml")
    before, version = _content(store), store.version
    store.close()

    lines = (f"{n},2026-01-02,C{n % 97},{n}" for n in range(200_000))
    orders.write_text("id,day,customer,amount\n" + "\n".join(lines))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, url, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "200000"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    store = FactStore.open(url)
    assert _content(store) == before == (1, Decimal("10.5"), 1)
    assert store.version == version
    import_directory(store, tmp_path, tmp_path / "mapping.yaml")
    assert _content(store) == (200_000, Decimal(sum(range(200_000))), 97)
    store.close()
