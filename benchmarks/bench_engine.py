"""How fast the KPI engine is, beside two peers and beside one query per indicator.

    python benchmarks/bench_engine.py [--rows 50000000] [--folder DIR] [--peers bsl,metricflow]
        [--one-by-one division,team]

Makes order lines (the same in every run), asks 61 indicators by month at four levels of the
organisation, checks that all give the same figures, and prints what docs/benchmarks.md records.
Each peer gets an environment of its own below the folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine import data
from engine.indicators import catalogue, formulas

from baton.base.periods import Grain, Period
from baton.metrics.engine import Asked, Engine
from baton.metrics.engine.duck import DuckStore

PEERS = {
    "bsl": ["boring-semantic-layer==0.3.18", "ibis-framework[duckdb]>=11,<12", "duckdb==1.5.5"],
    "metricflow": ["metricflow==0.212.0", "dbt-core>=1.11,<1.12", "dbt-duckdb", "duckdb==1.5.5"],
}
"""What is installed for each."""

LEVELS = {
    "company": "org.level1.key",
    "division": "org.level2.key",
    "department": "org.level3.key",
    "team": "org.level4.key",
}
CODES = list(formulas())
CPU = ", processor"
"""Ends the names of processor times, which other work on the machine changes least."""

Figures = dict[str, dict[str, dict[tuple[str, str], float | None]]]


@contextmanager
def timed(label: str, into: dict[str, float]) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    into[label] = time.perf_counter() - began
    into[label + CPU] = time.process_time() - worked
    print(
        f"  {label}: {into[label]:.2f} s, {into[label + CPU]:.2f} s of processor time", flush=True
    )


def everything(engine: Engine) -> Figures:
    """All indicators by month at all levels."""
    found: Figures = {}
    for level, by in LEVELS.items():
        asked = Asked(start=data.START, end=data.END, by=(by,))
        results = engine.evaluate_many(CODES, asked)
        found[level] = {
            code: {(month, unit): value for month, unit, value in result.rows}
            for code, result in zip(CODES, results, strict=True)
        }
    return found


def one_by_one(store: DuckStore, level: str) -> None:
    """One query (or as many as an indicator needs) for each indicator at one level."""
    engine = Engine(store, catalogue(), cubes=False)
    engine.shapes = None
    for code in CODES:
        engine.evaluate(code, start=data.START, end=data.END, by=(LEVELS[level],))


def peer(name: str, folder: Path, database: Path) -> dict[str, Any]:
    """A peer's figures and seconds."""
    home = folder / name
    if not home.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", *PEERS[name]], check=True)
    out = folder / f"{name}.json"
    script = Path(__file__).parent / "engine" / f"peer_{name}.py"
    work = [folder / f"{name}-project"] if name == "metricflow" else []
    subprocess.run([home / "bin" / "python", script, database, *work, out], check=True)
    answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return answer


def compare(ours: Figures, theirs: dict[str, dict[str, list[list[Any]]]]) -> int:
    """How many figures were compared; stops at the first that differs.

    Where no row counts, the peer says NULL and we say 0 (or leave the group out).
    """
    compared = 0
    for level, indicators in theirs.items():
        for code, cells in indicators.items():
            own = ours[level][code]
            assert own.keys() <= {(month, unit) for month, unit, _ in cells}, (level, code)
            for month, unit, value in cells:
                mine, other = float(own.get((month, unit)) or 0), float(value or 0)
                close = abs(mine - other) <= 1e-9 * max(abs(other), 1)
                assert close, (level, code, month, unit, mine, other)
                compared += 1
    return compared


def questions(engine: Engine, count: int) -> dict[str, list[float]]:
    """Milliseconds of single cockpit questions: indicator, month, unit, one more dimension."""
    chance = random.Random(3)
    units = ["company", *(f"v{n}" for n in range(5)), *(f"d{n}" for n in range(25))]
    dimensions = [(), ("org.children",), ("region",), ("channel",), ("category",)]
    counts = {"orders", "customers", "customers_firm", "products", "sellers", "order_value"}
    took: dict[str, list[float]] = {"sums": [], "distinct": []}
    took |= {name + CPU: [] for name in took}
    for warm in (True, False):
        for _ in range(count if not warm else len(dimensions) * 12):
            month = Period.parse(f"{chance.randrange(2023, 2026)}-{chance.randrange(1, 13):02}")
            code, by = chance.choice(CODES), chance.choice(dimensions)
            if code in counts and by not in ((), ("org.children",)):
                by = ("org.children",)
            began, worked = time.perf_counter(), time.process_time()
            engine.evaluate(
                code, start=month.start, end=month.end, grain=Grain.MONTH, by=by,
                org=chance.choice(units),
            )  # fmt: skip
            if not warm:
                kind = "distinct" if code in counts else "sums"
                took[kind].append((time.perf_counter() - began) * 1000)
                took[kind + CPU].append((time.process_time() - worked) * 1000)
    return took


def refresh(store: DuckStore, engine: Engine, rows: int, choose: Callable[[int], int]) -> float:
    """Seconds from 1,000 changed orders until the cockpit of the last month is right again."""
    orders = sorted({choose(number) for number in range(1000)})
    keys = [order * 3 + line for order in orders for line in range(3) if order * 3 + line < rows]
    table = store.table("sale_line")
    changed = store.query(table.filter(table["_key"].isin(keys))).drop_columns(["_key", "source"])
    amount = changed.column_names.index("amount")
    import pyarrow.compute as pc

    doubled = pc.multiply(changed["amount"], 2).cast(changed["amount"].type)
    changed = changed.set_column(amount, "amount", doubled)
    asked = Asked(start=dt.date(2025, 12, 1), end=data.END, by=("org.level3.key",))
    began, worked = time.perf_counter(), time.process_time()
    store.upsert("sale_line", changed, data.SOURCE)
    wrote = time.perf_counter() - began
    engine.evaluate_many(CODES, asked)
    took = time.perf_counter() - began
    worked = time.process_time() - worked
    print(
        f"  {changed.num_rows} lines: written in {wrote:.2f} s, asked again after {took:.2f} s, "
        f"{worked:.2f} s of processor time"
    )
    return took


def rounded(seconds: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in seconds.items())


def share(values: list[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--peers", default="bsl,metricflow")
    parser.add_argument("--one-by-one", default="division")
    parser.add_argument("--questions", type=int, default=300)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        run(args, folder, folder / f"sales{args.rows}.duckdb")


def run(args: argparse.Namespace, folder: Path, path: Path) -> None:
    took: dict[str, float] = {}
    gc.set_threshold(100_000, 50, 100)  # as `baton serve` does
    with timed("making the rows", took):
        store = data.open_store(path, args.rows)
    store.drop_kept()
    engine = Engine(store, catalogue())
    print(f"{args.rows} rows, {len(CODES)} indicators, 36 months, 4 levels")
    with timed("from nothing, all levels", took):
        ours = everything(engine)
    with timed("all levels again, from what is kept", took):
        everything(engine)
    total = took["from nothing, all levels" + CPU]
    for level in filter(None, args.one_by_one.split(",")):
        name = f"one query per indicator, level {level} alone"
        with timed(name, took):
            one_by_one(store, level)
        ratio = took[name + CPU] * len(LEVELS) / total
        print(f"    at all {len(LEVELS)} levels that would be {ratio:.1f} times ours", flush=True)
    names = [name for name in args.peers.split(",") if name]
    if names:
        store.close()
        for name in names:
            answer = peer(name, folder, path)
            print(
                f"  {name}, all levels: {answer['total']:.1f} s, {answer['cpu']:.1f} s of processor "
                f"time, {answer['cpu'] / total:.1f} times ours"
            )
            print(f"    {rounded(answer['seconds'])}")
            if "questions" in answer:
                print(f"    single questions: {rounded(answer['questions'])}")
            print(f"    {compare(ours, answer['figures'])} figures are equal", flush=True)
        store = data.open_store(path, args.rows)
        engine = Engine(store, catalogue())
    for kind, times in questions(engine, args.questions).items():
        print(
            f"  questions ({kind}, {len(times)}): median {statistics.median(times):.1f} ms, "
            f"p95 {share(times, 0.95):.1f} ms"
        )
    orders = args.rows // 3
    print("  1,000 changed orders of the last weeks:")
    refresh(store, engine, args.rows, lambda n: orders - 1 - n * 3)
    print("  1,000 changed orders of all three years:")
    refresh(store, engine, args.rows, lambda n: n * (orders // 1000))
    again = everything(engine)
    direct = Engine(store, catalogue(), cubes=False)
    asked = Asked(start=dt.date(2025, 12, 1), end=data.END, by=(LEVELS["division"],))
    for code, result in zip(CODES, direct.evaluate_many(CODES, asked), strict=True):
        for month, unit, value in result.rows:
            kept = again["division"][code][month, unit]
            assert abs(kept - value) <= abs(value) * type(value)("1e-12"), (code, month, unit)
    print("  figures after the changes equal those worked out from the rows")
    store.close()


if __name__ == "__main__":
    main()
