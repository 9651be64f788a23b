"""How long it takes to make and cascade three thousand targets, logged and sealed one by one.

    python benchmarks/bench_cascade.py [--teams 50] [--people 4]

Makes an ERP of its own with a company, teams and their people and a year of orders as facts;
plans a year for the company, splits it over the teams by last year, and the teams' targets over
their people. Prints each step, the proof of the log, and one change at the top that ripples down.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pyarrow as pa

from baton.base.settings import Settings
from baton.kernel import Database, Erp
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services.kpi import audit, cascading, planning, targets
from baton.services.kpi.dividing import Order
from baton.services.kpi.planning import Wish
from baton.services.kpi.targets import Cell, Wanted
from baton.services.person import Person
from baton.services.runtime import Runtime

YEAR = dt.date.today().year  # noqa: DTZ011
START = dt.date(YEAR - 3, 1, 1)
CODE = "sales_ordered"
ORDERS = 100_000


def build(database: Database, teams: int, people: int) -> dict[str, Any]:
    """The company; the ids of its units and people."""

    def work(erp: Erp) -> dict[str, Any]:
        (party,) = erp.get("party.party").create([{"name": "Bench"}])
        currency = erp.get("currency.currency").create(
            [{"name": "CNY", "code": "CNY", "symbol": "¥", "rounding": Decimal("0.01")}]
        )
        (company,) = erp.get("company.company").create(
            [{"party": party.id, "currency": currency[0].id}]
        )
        admin = erp.get("res.user")(1)
        admin.companies, admin.company = [company], company
        admin.save()
        unit = erp.get("baton.org.unit")
        own = {"company": company.id}
        (root,) = unit.create([{**own, "name": "C", "code": "C", "kind": "company"}])
        made = unit.create(
            [
                {**own, "name": f"T{n}", "code": f"T{n}", "kind": "team", "parent": root.id}
                for n in range(teams)
            ]
        )
        parties = erp.get("party.party").create([{"name": f"P{n}"} for n in range(teams * people)])
        staff = erp.get("company.employee").create(
            [
                {**own, "party": one.id, "code": f"P{n}", "start_date": START}
                for n, one in enumerate(parties)
            ]
        )
        erp.get("baton.org.assignment").create(
            [
                {"employee": one.id, "unit": made[n // people].id, "from_date": START}
                for n, one in enumerate(staff)
            ]
        )
        return {"root": root.id, "teams": [one.id for one in made]}

    return database.run(0, work)


def fill(store: FactStore, ids: dict[str, Any]) -> None:
    """The tree, and orders of last year."""
    keys = [str(ids["root"]), *map(str, ids["teams"])]
    parents = [None, *[str(ids["root"])] * len(ids["teams"])]
    units = pa.table({"key": keys, "parent": parents, "name": keys})
    chance = random.Random(7)
    days = [dt.date(YEAR - 1, 1, 1) + dt.timedelta(days=n % 365) for n in range(ORDERS)]
    amounts = [Decimal(chance.randrange(100, 900_000)) / 100 for _ in range(ORDERS)]
    orders = pa.table(
        {
            "row_key": [str(n) for n in range(ORDERS)],
            "org_unit": [str(chance.choice(ids["teams"])) for _ in range(ORDERS)],
            "ordered_on": days,
            "amount": pa.array(amounts, pa.decimal128(18, 6)),
            "state": ["done"] * ORDERS,
        }
    )
    nobody = pa.table({"person": pa.array([], pa.string()), "org_unit": pa.array([], pa.string())})
    with store.batch():
        store.put_org(units, nobody, "erp")
        store.upsert("sale_line", orders, "erp")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a step took."""
    began = time.perf_counter()
    yield
    print(f"| {what} | {time.perf_counter() - began:.2f} s |", flush=True)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--teams", type=int, default=50)
    parser.add_argument("--people", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/erp.sqlite"
        with Database.create(url, admin_password="benchmark-1") as database:
            run(database, given.teams, given.people)


def run(database: Database, teams: int, people: int) -> None:
    """All steps on one database."""
    ids = build(database, teams, people)
    store = FactStore.open("duckdb://")
    fill(store, ids)
    runtime = Runtime(
        Settings(database.url, "duckdb://"), database, store, Engine(store, Catalogue.shipped())
    )
    boss = Person("", 1, "", "", "en", frozenset({"general_manager"}), None, None)
    root = ("unit", str(ids["root"]))
    wish = Wish((CODE,), root, YEAR, growth=Decimal("0.1"))
    with timed("plan the company's 12 months by growth on last year"):
        planning.plan(runtime, boss, wish, apply=True)
    by_team = Order("split", holder=root, year=YEAR, basis="last_year")
    with timed(f"split them over {teams} teams by last year"):
        done = cascading.cascade(runtime, boss, by_team, apply=True)
    assert all(one["difference"] == 0 for one in done["checks"])
    parents = [
        cell["id"]
        for row in targets.grid(runtime, boss, Wanted(YEAR, indicator=CODE))["rows"]
        if row["holder"]["key"] != root[1]
        for cell in row["cells"].values()
    ]
    by_person = Order("split", tuple(parents), to="persons", basis="headcount")
    with timed(f"split {len(parents)} targets over {teams * people} people in one go"):
        done = cascading.cascade(runtime, boss, by_person, apply=True)
    assert all(one["difference"] == 0 for one in done["checks"])
    print(f"made and cascaded: {12 + len(parents) + done['written']} targets")
    grid = targets.grid(runtime, boss, Wanted(YEAR))
    with timed(f"read all {sum(len(row['cells']) for row in grid['rows'])} as a grid"):
        targets.grid(runtime, boss, Wanted(YEAR))
    (top,) = [row for row in grid["rows"] if (row["holder"]["kind"], row["holder"]["key"]) == root]
    cell = top["cells"][f"{YEAR}-06"]
    change = Cell(CODE, *root, f"{YEAR}-06", cell["amount"] + 100_000, stamp=cell["stamp"])
    with timed("change one month of the company, and all below it"):
        found = targets.write(runtime, boss, [change], confirmed=True)
    assert len(found["touched"]) == teams * (people + 1)
    with timed("prove the log and all records"):
        assert audit.verify(runtime) == []


if __name__ == "__main__":
    main()
