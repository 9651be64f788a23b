"""How fast the mirror reads a whole ERP database, and one changed order after that.

    python benchmarks/bench_mirror.py [--lines 200000]

Makes an ERP database of its own (SQLite) and puts sales orders, their moves and their ledger
entries into it by SQL; nothing is posted by workflow, as only reading is measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from baton.connect.tryton import Mirror
from baton.kernel import Database
from baton.metrics.engine import FactStore

FIRST = dt.date(2024, 1, 1)
DAYS = 700


def fill(path: Path, lines: int) -> int:
    """Put ``lines`` order lines, a move for each and two ledger entries for each order in.

    Returns:
        How many document rows that were.
    """
    chance = random.Random(1)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    unit = connection.execute("SELECT id FROM product_uom WHERE symbol = 'u'").fetchone()[0]
    places = dict(connection.execute("SELECT type, id FROM stock_location").fetchall())
    now = "2026-01-01 00:00:00"

    def put(table: str, columns: str, rows: list[tuple[object, ...]]) -> int:
        marks = ", ".join("?" * len(rows[0]))
        names = ", ".join(f'"{name}"' for name in columns.split())
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        return len(rows)

    put(
        "currency_currency",
        "id name code symbol digits rounding active",
        [(9000, "CNY", "XCN", "¥", 2, "0.01", 1)],
    )
    put("party_party", "id code name active", [(n, f"P{n}", f"P{n}", 1) for n in range(9000, 9500)])
    put("company_company", "id party currency", [(9000, 9000, 9000)])
    put(
        "product_template",
        "id name type default_uom active",
        [(n, f"T{n}", "goods", unit, 1) for n in range(9000, 9300)],
    )
    put(
        "product_product",
        "id template code active",
        [(n, n, f"C{n}", 1) for n in range(9000, 9300)],
    )
    orders = lines // 4
    days = [(FIRST + dt.timedelta(days=chance.randrange(DAYS))).isoformat() for _ in range(orders)]
    total = put(
        "sale_sale",
        "id number party company currency sale_date state channel create_date",
        [
            (n, f"S{n}", 9000 + n % 500, 9000, 9000, days[n - 1], "done", "direct", now)
            for n in range(1, orders + 1)
        ],
    )
    total += put(
        "sale_line",
        "id sale type product quantity unit unit_price create_date",
        [
            (
                n,
                1 + (n - 1) // 4,
                "line",
                9000 + n % 300,
                float(chance.randint(1, 20)),
                unit,
                f"{chance.randint(100, 99999) / 100:.4f}",
                now,
            )
            for n in range(1, orders * 4 + 1)
        ],
    )
    total += put(
        "stock_move",
        "id company product quantity internal_quantity unit unit_price currency cost_price"
        " from_location to_location effective_date planned_date origin state create_date",
        [
            (
                n,
                9000,
                9000 + n % 300,
                2.0,
                2.0,
                unit,
                "50",
                9000,
                "20",
                places["storage"],
                places["customer"],
                days[(n - 1) // 4],
                days[(n - 1) // 4],
                f"sale.line,{n}",
                "done",
                now,
            )
            for n in range(1, orders * 4 + 1)
        ],
    )
    total += put(
        "account_move",
        "id number date state company create_date",
        [(n, f"M{n}", days[n - 1], "posted", 9000, now) for n in range(1, orders + 1)],
    )
    total += put(
        "account_move_line",
        "id move debit credit create_date",
        [
            (n, 1 + (n - 1) // 2, "100.00" if n % 2 else "0", "0" if n % 2 else "100.00", now)
            for n in range(1, orders * 2 + 1)
        ],
    )
    connection.commit()
    connection.close()
    return total


def main() -> None:
    """Fill, mirror, change, mirror again; print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "erp.sqlite"
        Database.create(f"sqlite:///{path}", admin_password="benchmark-only-1").close()
        documents = fill(path, lines)
        store = FactStore.open(f"duckdb:///{folder}/facts.duckdb")
        mirror = Mirror(f"sqlite:///{path}", store)
        first = mirror.refresh()
        facts = sum(first.rows.values())
        seconds = first.took_ms / 1000
        print(f"{documents:,} ERP rows -> {facts:,} fact rows in {seconds:.2f} s")
        print(f"  {documents / seconds:,.0f} ERP rows/s, {facts / seconds:,.0f} fact rows/s")
        connection = sqlite3.connect(path)
        took = []
        for number in range(1, 8):
            connection.execute("UPDATE sale_line SET quantity = 7 WHERE sale = ?", [number * 97])
            connection.execute("UPDATE stock_move SET internal_quantity = 7 WHERE id = ?", [number])
            connection.commit()
            started = time.monotonic()
            mirror.refresh()
            took.append(time.monotonic() - started)
        print(f"one changed order and move: median {statistics.median(took):.3f} s")
        mirror.close()
        store.close()


if __name__ == "__main__":
    main()
