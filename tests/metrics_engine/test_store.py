"""The fact store keeps what it was given, all of it or nothing, for many readers at once."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import textwrap
import threading
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from definitions import Column, facts

from baton.base.errors import BatonError
from baton.metrics.engine.store import FactStore

DAY = dt.date(2026, 3, 5)


def rows(*keys: str, amount: str = "10", day: dt.date = DAY) -> pa.Table:
    return pa.table(
        {
            "row_key": list(keys),
            "ordered_on": [day] * len(keys),
            "customer": [f"c{key}" for key in keys],
            "amount": [Decimal(amount)] * len(keys),
        }
    )


@pytest.fixture
def store():
    store = FactStore.open("duckdb://", facts())
    yield store
    store.close()


def total(store: FactStore) -> Decimal:
    table = store.table("sale")
    return store.query(table.aggregate(t=table.amount.sum()))["t"][0].as_py()


def content(store: FactStore) -> dict[tuple[str, str], Decimal]:
    found = store.query(store.table("sale")).to_pylist()
    return {(row["source"], row["row_key"]): row["amount"] for row in found}


def test_upsert_replaces_known_rows_and_adds_new_ones(store):
    store.upsert("sale", rows("1", "2"), "erp")
    store.upsert("sale", rows("2", "3", amount="7.25"), "erp")
    assert content(store) == {
        ("erp", "1"): Decimal(10),
        ("erp", "2"): Decimal("7.25"),
        ("erp", "3"): Decimal("7.25"),
    }


def test_sources_do_not_touch_each_other(store):
    store.upsert("sale", rows("1"), "erp")
    store.replace("sale", rows("1", "2", amount="1"), "files")
    store.replace("sale", rows("2", amount="3"), "files")
    assert content(store) == {("erp", "1"): Decimal(10), ("files", "2"): Decimal(3)}
    assert store.delete("sale", ["1", "2", "9"], "files") == 1
    assert content(store) == {("erp", "1"): Decimal(10)}


def test_missing_columns_are_empty_and_numbers_exact(store):
    store.upsert("sale", rows("1", amount="0.1"), "erp")
    store.upsert("sale", rows("2", amount="0.2"), "erp")
    (row, _) = store.query(store.table("sale")).to_pylist()
    assert row["urgent"] is None
    assert row["currency"] is None
    assert total(store) == Decimal("0.3")


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (pa.table({"row_key": ["1", "1"]}), "metrics.duplicate_row_key"),
        (pa.table({"row_key": ["1", None]}), "metrics.missing_row_key"),
        (pa.table({"customer": ["1"]}), "metrics.missing_row_key"),
        (pa.table({"row_key": ["1"], "colour": ["red"]}), "metrics.unknown_column"),
        (pa.table({"row_key": ["1"], "amount": ["ten"]}), "metrics.bad_value"),
    ],
)
def test_wrong_rows_are_refused_and_change_nothing(store, table, code):
    store.upsert("sale", rows("1"), "erp")
    before = store.version
    with pytest.raises(BatonError) as error:
        store.upsert("sale", table, "erp")
    assert error.value.code == code
    assert content(store) == {("erp", "1"): Decimal(10)}
    assert store.version == before


def test_unknown_fact_and_url_are_refused(store):
    with pytest.raises(BatonError, match="no fact called"):
        store.upsert("sales", rows("1"), "erp")
    with pytest.raises(BatonError, match="Unknown address"):
        FactStore.open("oracle://x", facts())


def test_a_batch_is_one_version_and_undone_as_a_whole(store):
    told: list[tuple[set[str], int]] = []
    store.subscribe(lambda names, version: told.append((names, version)))
    with store.batch():
        store.upsert("sale", rows("1"), "erp")
        with store.batch():
            store.put_members("customer", pa.table({"key": ["c1"], "name": ["一"]}), "erp")
        store.set_watermark("erp", {"id": 7})
    assert told == [({"sale", "member", "availability"}, 1)]
    with pytest.raises(ZeroDivisionError), store.batch():
        store.upsert("sale", rows("2"), "erp")
        store.set_watermark("erp", {"id": 8})
        assert total(store) == 20
        1 / 0  # noqa: B018
    assert total(store) == 10
    assert store.watermark("erp") == {"id": 7}
    assert len(told) == 1
    store.upsert("sale", rows("2"), "erp")
    assert store.version == 2


def test_a_failing_subscriber_does_not_undo_the_change(store):
    def fail(names: set[str], version: int) -> None:
        raise RuntimeError

    store.subscribe(fail)
    store.upsert("sale", rows("1"), "erp")
    assert total(store) == 10


def test_readers_see_one_version_while_a_writer_is_at_work(store):
    store.upsert("sale", rows("1"), "erp")
    seen: list[Decimal] = []
    started, go = threading.Event(), threading.Event()

    def read() -> None:
        with store.snapshot():
            seen.append(total(store))
            started.set()
            go.wait(10)
            seen.append(total(store))
        seen.append(total(store))

    reader = threading.Thread(target=read)
    with store.batch():
        store.upsert("sale", rows("2"), "erp")
        reader.start()
        assert started.wait(10)
    go.set()
    reader.join()
    assert seen == [Decimal(10), Decimal(10), Decimal(20)]


def test_writers_wait_for_each_other(store):
    def write(worker: int) -> None:
        for number in range(5):
            store.upsert("sale", rows(f"{worker}{number}"), "erp")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(content(store)) == 20
    assert store.version == 20


def test_members_are_written_by_key_or_replaced(store):
    put = store.put_members
    put("customer", pa.table({"key": ["1", "2"], "name": ["a", "b"]}), "erp")
    put("product", pa.table({"key": ["1"], "name": ["p"]}), "erp")
    put("customer", pa.table({"key": ["2"], "name": ["c"], "parent": ["1"]}), "erp")
    found = {
        (r["dimension"], r["key"]): (r["name"], r["parent"])
        for r in store.query(store.table("member")).to_pylist()
    }
    assert found == {
        ("customer", "1"): ("a", None),
        ("customer", "2"): ("c", "1"),
        ("product", "1"): ("p", None),
    }
    put("customer", pa.table({"key": ["3"], "name": ["d"]}), "erp", replace=True)
    keys = {r["key"] for r in store.query(store.table("member")).to_pylist()}
    assert keys == {"1", "3"}


def test_a_source_says_what_it_supplies(store):
    store.upsert("sale", rows("1"), "erp")
    store.declare("files", "sale", ["amount"])
    found = store.available()
    assert found["files", "sale"] == {"amount"}
    assert found["erp", "sale"] == {"row_key", "ordered_on", "customer", "amount"}


def elsewhere(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own with the store's helpers at hand."""
    start = "import sys, os; sys.path.insert(0, sys.argv[2]); url = 'duckdb:///' + sys.argv[1]\n"
    return subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(code), path, Path(__file__).parent],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_crash_in_mid_batch_leaves_the_former_version(tmp_path: Path):
    path = tmp_path / "facts.duckdb"
    store = FactStore.open(f"duckdb:///{path}", facts())
    store.upsert("sale", rows("1"), "erp")
    store.set_watermark("erp", {"id": 1})
    version = store.version
    store.close()
    died = elsewhere(
        """
        from definitions import facts
        from baton.metrics.engine.store import FactStore
        import pyarrow as pa
        store = FactStore.open(url, facts())
        with store.batch():
            store.upsert("sale", pa.table({"row_key": ["2"]}), "erp")
            store.set_watermark("erp", {"id": 2})
            os._exit(9)
        """,
        path,
    )
    assert died.returncode == 9, died.stderr
    again = FactStore.open(f"duckdb:///{path}", facts())
    assert content(again) == {("erp", "1"): Decimal(10)}
    assert again.watermark("erp") == {"id": 1}
    assert again.version == version
    again.close()


def test_a_second_process_is_refused_with_the_remedy(tmp_path: Path):
    path = tmp_path / "facts.duckdb"
    store = FactStore.open(f"duckdb:///{path}", facts())
    refused = elsewhere(
        """
        from definitions import facts
        from baton.base.errors import BatonError
        from baton.metrics.engine.store import FactStore
        try:
            FactStore.open(url, facts())
        except BatonError as error:
            print(error.code, error.status, error.text("en"))
        """,
        path,
    )
    store.close()
    assert refused.stdout.startswith("metrics.store_in_use 409"), refused.stderr
    assert "in use by another process" in refused.stdout


def test_a_file_that_is_no_store_is_refused(tmp_path: Path):
    path = tmp_path / "facts.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(BatonError) as error:
        FactStore.open(f"duckdb:///{path}", facts())
    assert error.value.code == "metrics.store_unreadable"


def test_new_columns_keep_the_rows_but_ask_for_them_again(tmp_path: Path):
    url = f"duckdb:///{tmp_path / 'facts.duckdb'}"
    store = FactStore.open(url, facts())
    store.upsert("sale", rows("1"), "erp")
    store.set_watermark("erp", {"id": 1})
    store.close()
    wider = FactStore.open(url, facts(Column("region", "dimension")))
    assert content(wider) == {("erp", "1"): Decimal(10)}
    assert wider.watermark("erp") == {}
    wider.upsert("sale", rows("1").append_column("region", pa.array(["east"])), "erp")
    assert wider.query(wider.table("sale"))["region"].to_pylist() == ["east"]
    wider.set_watermark("erp", {"id": 2})
    wider.close()
    changed = FactStore.open(url, facts(Column("region", "number")))
    assert content(changed) == {}
    assert changed.watermark("erp") == {}
    changed.close()
