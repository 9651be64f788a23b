"""What former versions left in a fact store goes when it is opened; what others supply stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa

from baton.base.settings import Settings
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.services import leftovers, sources
from baton.services.runtime import Runtime


def opened(path: Path) -> Runtime:
    store = FactStore.open(f"duckdb:///{path / 'facts.duckdb'}")
    for source, amount in (("plan", 100), ("erp", 120)):
        rows = {
            "row_key": ["1"],
            "indicator": ["sales_revenue"],
            "org_unit": ["u"],
            "from_on": [dt.date(2026, 1, 1)],
            "to_on": [dt.date(2026, 1, 31)],
            "amount": [amount],
        }
        store.upsert("target", pa.table(rows), source)
    settings = Settings("sqlite://", f"duckdb:///{path / 'facts.duckdb'}")
    return Runtime(settings, None, store, Engine(store, Catalogue.shipped()))


def targets(runtime: Runtime) -> list[str]:
    return sorted(runtime.store.query(runtime.store.table("target"))["source"].to_pylist())


def test_targets_of_the_former_plan_are_removed_once(tmp_path: Path) -> None:
    runtime = opened(tmp_path)
    leftovers.remove(runtime)
    assert targets(runtime) == ["erp"]
    assert ("plan", "target") not in runtime.store.available()
    version = runtime.store.version
    leftovers.remove(runtime)
    assert runtime.store.version == version, "a store without leftovers is not written"
    runtime.close()


def test_a_file_source_of_that_name_keeps_its_targets(tmp_path: Path) -> None:
    runtime = opened(tmp_path)
    path = sources.catalogue_path(runtime.settings.facts)
    path.write_text("plan: {directory: /data, mapping: /data/m.yaml}\n", encoding="utf-8")
    leftovers.remove(runtime)
    assert targets(runtime) == ["erp", "plan"]
    runtime.close()
