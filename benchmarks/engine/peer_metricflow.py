"""The same indicators asked of MetricFlow; runs in the peer's own environment.

    python peer_metricflow.py DATABASE FOLDER OUT

The definitions are a dbt project made below FOLDER. Filters are written into the measures, so that
all sums of a level are one pass (metrics with filters of their own become a join for each filter:
slower). Distinct counts are asked one by one: quicker than all in one query. OUT gets the figures and
the seconds, planning included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import yaml
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

LEVELS = ("company", "division", "department", "team")
NUMBERS = ("amount", "list_amount", "discount_amount", "cost", "tax_amount", "freight_amount")
CHANNELS = ("online", "direct", "dealer", "export")
DONE = "state IN ('confirmed', 'processing', 'done')"


def total(column, condition=None):
    return ("sum", column if condition is None else f"CASE WHEN {condition} THEN {column} END")


def lines(condition="TRUE"):
    return ("sum", f"CASE WHEN {condition} THEN 1 ELSE 0 END")


def indicators():
    """Measures (kind and SQL) and what follows from them, by code."""
    found = {}
    for name in NUMBERS:
        found[f"{name}_all"] = total(name)
        found[f"{name}_firm"] = total(name, DONE)
        found[f"{name}_cancelled"] = total(name, "state = 'cancelled'")
    for channel in CHANNELS:
        only = f"channel = '{channel}'"
        found[f"sales_{channel}"] = total("amount", f"{only} AND {DONE}")
        found[f"cost_{channel}"] = total("cost", f"{only} AND {DONE}")
        found[f"margin_{channel}"] = ("margin", f"cost_{channel}", f"sales_{channel}")
        found[f"share_{channel}"] = ("ratio", f"sales_{channel}", "amount_firm")
        found[f"lines_{channel}"] = lines(only)
    return found | {
        "lines": lines(),
        "lines_firm": lines(DONE),
        "margin": ("margin", "cost_firm", "amount_firm"),
        "discount_rate": ("ratio", "discount_amount_firm", "list_amount_firm"),
        "freight_rate": ("ratio", "freight_amount_firm", "amount_firm"),
        "cancelled_rate": ("ratio", "amount_cancelled", "amount_all"),
        "return_rate": ("ratio", "return_lines", "lines"),
        "return_lines": lines("is_return"),
        "returned": total("amount", "is_return"),
        "late_lines": lines("shipped_on > due_on"),
        "on_time": ("ratio", "on_time_lines", "lines"),
        "on_time_lines": lines("shipped_on <= due_on"),
        "days_to_ship": ("average", "date_diff('day', ordered_on, shipped_on)"),
        "quantity": total("quantity"),
        "quantity_firm": total("quantity", DONE),
        "shipped": total("shipped_quantity"),
        "fill_rate": ("ratio", "shipped", "quantity"),
        "average_line": ("average", "amount"),
        "private_sales": total("amount", "customer_kind = 'person'"),
        "orders": ("count_distinct", "document"),
        "customers": ("count_distinct", "customer"),
        "customers_firm": ("count_distinct", f"CASE WHEN {DONE} THEN customer END"),
        "products": ("count_distinct", "product"),
        "sellers": ("count_distinct", "person"),
        "order_value": ("ratio", "amount_all", "orders"),
    }


DISTINCT = (["orders", "order_value"], ["customers"], ["customers_firm"], ["products"], ["sellers"])
HELPERS = {"return_lines", "on_time_lines"}


def metric(code, kind, one, other=None):
    """One metric as dbt knows it."""
    given = {"name": code, "label": code}
    if kind == "ratio":
        return given | {"type": "ratio", "type_params": {"numerator": one, "denominator": other}}
    if kind == "margin":
        parts = {"expr": f"1 - {one} / NULLIF({other}, 0)", "metrics": [one, other]}
        return given | {"type": "derived", "type_params": parts}
    return given | {"type": "simple", "type_params": {"measure": f"measure_{code}"}}


def project(folder, database):
    """Write the dbt project, run it, and give its semantic manifest."""
    found = indicators()
    (folder / "models").mkdir(parents=True, exist_ok=True)
    target = {
        "type": "duckdb",
        "path": str(folder / "peer.duckdb"),
        "threads": 1,
        "attach": [{"path": str(database), "alias": "facts", "read_only": True}],
    }
    model = {
        "name": "sales",
        "model": "ref('sales')",
        "defaults": {"agg_time_dimension": "ordered_on"},
        "entities": [{"name": "line", "type": "primary", "expr": "row_key"}],
        "dimensions": [
            {"name": "ordered_on", "type": "time", "type_params": {"time_granularity": "day"}},
            *({"name": level, "type": "categorical"} for level in LEVELS),
        ],
        "measures": [
            {"name": f"measure_{code}", "agg": kind, "expr": given[0]}
            for code, (kind, *given) in found.items()
            if kind not in ("ratio", "margin")
        ],
    }
    spine = {
        "name": "days",
        "time_spine": {"standard_granularity_column": "day"},
        "columns": [{"name": "day", "granularity": "day"}],
    }
    files = {
        "dbt_project.yml": {
            "name": "peer",
            "version": "1.0",
            "profile": "peer",
            "flags": {"send_anonymous_usage_stats": False},
        },
        "profiles.yml": {"peer": {"target": "here", "outputs": {"here": target}}},
        "models/semantic.yml": {
            "models": [spine],
            "semantic_models": [model],
            "metrics": [metric(code, *given) for code, given in found.items()],
        },
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    (folder / "models/sales.sql").write_text(
        "SELECT s.*, o.* FROM facts.main.sale_line AS s "
        "JOIN facts.main.bench_org AS o ON s.org_unit = o.team\n",
        encoding="utf-8",
    )
    (folder / "models/days.sql").write_text(
        "{{ config(materialized='table') }} SELECT day::DATE AS day "
        "FROM range(DATE '2022-01-01', DATE '2027-01-01', INTERVAL 1 DAY) d(day)\n",
        encoding="utf-8",
    )
    dbt = Path(sys.executable).with_name("dbt")
    subprocess.run(
        [dbt, "run", "--project-dir", folder, "--profiles-dir", folder],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    return (folder / "target/semantic_manifest.json").read_text(encoding="utf-8")


class Client:
    """DuckDB as MetricFlow wants to see it; statements are run by us."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()

    def render_bind_parameter_key(self, key):
        return f"${key}"


def main(database, folder, out):
    folder = Path(folder)
    manifest = parse_manifest_from_dbt_generated_manifest(project(folder, Path(database)))
    engine = MetricFlowEngine(SemanticManifestLookup(manifest), Client())
    connection = duckdb.connect(str(folder / "peer.duckdb"))
    connection.execute(f"ATTACH '{database}' AS facts (READ_ONLY)")
    distinct = {code for codes in DISTINCT for code in codes}
    additive = [code for code in indicators() if code not in distinct | HELPERS]
    answer = {"figures": {}, "seconds": {}}
    began, worked = time.perf_counter(), time.process_time()
    for level in LEVELS:
        for codes in (additive, *DISTINCT):
            ask(engine, connection, level, codes, answer)
    answer["total"] = time.perf_counter() - began
    answer["cpu"] = time.process_time() - worked
    Path(out).write_text(json.dumps(answer), encoding="utf-8")


def ask(engine, connection, level, codes, answer):
    began = time.perf_counter()
    request = MetricFlowQueryRequest.create(
        metric_names=codes, group_by_names=["metric_time__month", f"line__{level}"]
    )
    sql = engine.explain(request).sql_statement.sql
    found = connection.execute(sql)
    names = [column[0] for column in found.description]
    table = dict(zip(names, zip(*found.fetchall(), strict=True), strict=True))
    kind = "sums" if len(codes) > 2 else codes[0]
    answer["seconds"][f"{level} {kind}"] = time.perf_counter() - began
    months = [str(month)[:7] for month in table["metric_time__month"]]
    units = table[f"line__{level}"]
    for code in codes:
        values = [None if v is None else str(v) for v in table[code]]
        cells = zip(months, units, values, strict=True)
        answer["figures"].setdefault(level, {})[code] = [list(cell) for cell in cells]


if __name__ == "__main__":
    main(*sys.argv[1:])
