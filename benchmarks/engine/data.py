"""Sales of a made-up company: order lines in the order of time, the same in every run.

Three years, 200 teams in 25 departments in 5 divisions in one company, three lines an order.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa

from baton.metrics.engine import FactStore
from baton.metrics.engine.duck import DuckStore

START, DAYS = dt.date(2023, 1, 1), 1096
END = START + dt.timedelta(days=DAYS)
"""36 months."""

CUSTOMERS, PRODUCTS, TEAMS = 20_000, 3_000, 200
DEPARTMENTS, DIVISIONS = 25, 5
SOURCE = "erp"

ROWS = f"""
SELECT
  '{SOURCE}' AS source,
  i::VARCHAR AS row_key,
  i AS _key,
  'sale.sale,' || (i // 3) AS document,
  'S' || (i // 3) AS document_number,
  (ordered_on + INTERVAL (h % 3) DAY)::TIMESTAMP AS entered_at,
  't' || (hash(i // 3) % {TEAMS}) AS org_unit,
  'e' || (hash(i // 3) % {TEAMS * 5}) AS person,
  'CNY' AS currency,
  ordered_on,
  (ordered_on + INTERVAL (5 + h % 20) DAY)::DATE AS due_on,
  CASE WHEN h % 9 > 0 THEN (ordered_on + INTERVAL (3 + (h >> 7) % 25) DAY)::DATE END AS shipped_on,
  'c' || (hash(i // 3, 1) % {CUSTOMERS}) AS customer,
  ['company', 'person'][(hash(i // 3, 1) % 7 = 0)::INT + 1] AS customer_kind,
  'p' || (h2 % {PRODUCTS}) AS product,
  'g' || (h2 % {PRODUCTS} % 40) AS category,
  'r' || (hash(i // 3, 1) % {CUSTOMERS} % 31) AS region,
  ['online', 'direct', 'dealer', 'export'][(h2 >> 13) % 4 + 1] AS channel,
  ['done', 'done', 'done', 'done', 'processing', 'confirmed', 'cancelled', 'draft']
    [(h >> 11) % 8 + 1] AS state,
  (h >> 20) % 50 = 0 AS is_return,
  true AS cost_known,
  quantity::DECIMAL(18,6) AS quantity,
  (quantity * price * (100 - off) / 100)::DECIMAL(18,6) AS amount,
  (quantity * price)::DECIMAL(18,6) AS list_amount,
  (quantity * price * off / 100)::DECIMAL(18,6) AS discount_amount,
  (quantity * price * (50 + (h2 >> 21) % 30) / 100)::DECIMAL(18,6) AS cost,
  (quantity * price * 0.13)::DECIMAL(18,6) AS tax_amount,
  (5 + (h >> 25) % 40)::DECIMAL(18,6) AS freight_amount,
  (quantity * ((h >> 31) % 5 > 0)::INT)::DECIMAL(18,6) AS shipped_quantity
FROM (
  SELECT i, (hash(i) >> 2)::BIGINT AS h, (hash(i, 2) >> 2)::BIGINT AS h2,
    (DATE '{START}' + INTERVAL (i * {DAYS} // $count) DAY)::DATE AS ordered_on,
    1 + (hash(i) >> 3) % 20 AS quantity,
    (100 + hash(i, 2) % {PRODUCTS} * 7)::DECIMAL(18,2) / 10 AS price,
    (hash(i, 2) >> 5) % 15 AS off
  FROM numbers
)
"""
CHUNK = 5_000_000


def open_store(path: Path, rows: int) -> DuckStore:
    """The store with ``rows`` order lines at ``path``; filled when it does not exist yet."""
    new = not path.exists()
    store = FactStore.open(f"duckdb:///{path}")
    assert isinstance(store, DuckStore)
    if new:
        fill(store, rows)
    put_peer_tree(store)
    return store


def put_peer_tree(store: DuckStore) -> None:
    """The tree once more in the form that the peers join; the store knows no such table."""
    with store.loading("sale_line") as writer:
        writer.execute(
            f"CREATE OR REPLACE TABLE bench_org AS SELECT 't' || n AS team, "
            f"'d' || (n % {DEPARTMENTS}) AS department, "
            f"'v' || (n % {DEPARTMENTS} % {DIVISIONS}) AS division, "
            f"'company' AS company FROM range({TEAMS}) _(n)"
        )


def fill(store: DuckStore, rows: int) -> None:
    """Put the org tree and the rows in."""
    store.put_org(units(), None, SOURCE)
    columns = store.layouts["sale_line"].visible
    store.declare(SOURCE, "sale_line", columns)
    for low in range(0, rows, CHUNK):
        with store.loading("sale_line") as writer:
            high = min(low + CHUNK, rows)
            # a table is read by all cores, range() by one
            writer.execute(
                f"CREATE OR REPLACE TEMP TABLE numbers AS FROM range({low}, {high}) _(i)"
            )
            writer.execute(f"INSERT INTO sale_line BY NAME {ROWS}", {"count": rows})


def units() -> pa.Table:
    """The four levels: company, divisions, departments, teams."""
    rows = [("company", None, "Company", "company")]
    rows += [(f"v{n}", "company", f"Division {n}", "division") for n in range(DIVISIONS)]
    rows += [
        (f"d{n}", f"v{n % DIVISIONS}", f"Department {n}", "department") for n in range(DEPARTMENTS)
    ]
    rows += [(f"t{n}", f"d{n % DEPARTMENTS}", f"Team {n}", "team") for n in range(TEAMS)]
    names = ("key", "parent", "name", "kind")
    return pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))
