"""How long the analysis of causes takes over twelve dimensions.

    python benchmarks/bench_causes.py [--rows 50000000] [--folder DIR]

Uses the order lines of bench_engine.py (made when they are not there) and no kept aggregates:
the first question of a day. Prints wall clock and processor seconds.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from engine import data
from engine.indicators import catalogue

from baton.base.periods import Period
from baton.metrics.analysis.causes import analyse
from baton.metrics.engine import Asked, Engine

WINDOWS = (Period.parse("2025-10"), Period.parse("2025-11"))
DIMENSIONS = (
    "org.children",
    "org_unit",
    "person",
    "customer",
    "customer_kind",
    "product",
    "category",
    "region",
    "channel",
    "state",
    "is_return",
    "warehouse",
)
CODES = ("amount_firm", "margin", "discount_rate", "order_value")
"""A sum, a difference, a ratio, and one with a distinct count, which needs a pass a dimension."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="baton-causes-"))
    store = data.open_store(folder / f"sales{given.rows}.duckdb", given.rows)
    engine = Engine(store, catalogue(), cubes=False)
    scope = Asked(start=WINDOWS[0].start, end=WINDOWS[1].end)
    print(f"{given.rows:,} rows, {len(DIMENSIONS)} dimensions")
    for code in CODES:
        for levels in (1, 3):
            began, used = time.perf_counter(), time.process_time()
            found = analyse(engine, code, WINDOWS, scope, DIMENSIONS, levels=levels)
            wall, cpu = time.perf_counter() - began, time.process_time() - used
            assert found.change is not None
            for one in found.breakdowns:
                if one.adds_up:
                    whole = sum((cause.effect for cause in one.members), one.rest)
                    assert abs(whole - found.change) <= abs(found.change) / 10**9
            print(f"  {code}, {levels} level(s): {wall:.2f} s wall, {cpu:.2f} s processor")
    store.close()


if __name__ == "__main__":
    main()
