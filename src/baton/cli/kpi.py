"""``baton kpi``: list, show, values, eval, explain."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baton.base.periods import Grain, Period
from baton.cli.local import call
from baton.cli.options import (
    LANGUAGE,
    Csv,
    Database,
    Facts,
    Json,
    guarded,
    out,
    readable,
    settings,
    show,
    words,
)
from baton.cli.registry import command

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

app = typer.Typer(help=words("help_kpi"), no_args_is_help=True)

From = Annotated[str, typer.Option("--from", help=words("help_from"))]
To = Annotated[str, typer.Option("--to", help=words("help_to"))]
GrainOption = Annotated[str, typer.Option("--grain", help=words("help_grain"))]
By = Annotated[str, typer.Option("--by", help=words("help_by"))]
Where = Annotated[str | None, typer.Option("--where", help=words("help_where"))]
Org = Annotated[str | None, typer.Option("--org", help=words("help_org"))]
SourceOption = Annotated[str | None, typer.Option("--source", help=words("help_source"))]


@app.command("list", help=words("help_kpi_list"))
@guarded
def list_(database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """All indicators."""
    result = call(settings(database, facts), "kpi.list", LANGUAGE, language=LANGUAGE)
    show(result, as_json=as_json)


@app.command("show", help=words("help_kpi_show"))
@guarded
def show_(code: str, database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """One indicator's definition."""
    result = call(settings(database, facts), "kpi.show", LANGUAGE, code=code, language=LANGUAGE)
    show(result, as_json=as_json)


@app.command("eval", help=words("help_kpi_eval"))
@guarded
def evaluate(
    formula: str,
    start: From,
    end: To,
    grain: GrainOption = "total",
    by: By = "",
    where: Where = None,
    org: Org = None,
    source: SourceOption = None,
    database: Database = None,
    facts: Facts = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Any formula, without saving it."""
    result = _values(
        settings(database, facts), [formula], start, end, grain, by, where, org, source
    )
    show(result, as_json=as_json, as_csv=as_csv)


@app.command("values", help=words("help_kpi_values"))
@guarded
def values(
    codes: list[str],
    start: From,
    end: To,
    grain: GrainOption = "month",
    by: By = "",
    where: Where = None,
    org: Org = None,
    source: SourceOption = None,
    database: Database = None,
    facts: Facts = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Indicators by period and dimension."""
    result = _values(settings(database, facts), codes, start, end, grain, by, where, org, source)
    show(result, as_json=as_json, as_csv=as_csv)


@app.command("explain", help=words("help_kpi_explain"))
@guarded
def explain(
    code: str,
    period: Annotated[str, typer.Option("--period", help=words("help_period"))],
    org: Org = None,
    database: Database = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Formula, parts and documents of one figure."""
    result = call(
        settings(database, facts),
        "kpi.explain",
        LANGUAGE,
        code=code,
        period=period,
        org=org,
        language=LANGUAGE,
    )
    if as_json:
        show(result, as_json=True)
        return
    _branch(result["tree"], 0)
    show(result["documents"], as_json=False)


def _branch(node: dict[str, Any], depth: int) -> None:
    name = f"{node['name']}: " if node.get("name") else ""
    out(f"{'  ' * depth}{name}{node['text']} = {readable(node['value'])} {node.get('unit') or ''}")
    for child in node["children"]:
        _branch(child, depth + 1)


def _values(
    where_kept: Any,
    formulas: list[str],
    start: str,
    end: str,
    grain: str,
    by: str,
    where: str | None,
    org: str | None,
    source: str | None,
) -> dict[str, Any]:
    result: dict[str, Any] = call(
        where_kept,
        "kpi.values",
        LANGUAGE,
        formulas=formulas,
        start=start,
        end=end,
        grain=grain,
        by=[name.strip() for name in by.split(",") if name.strip()],
        where=where,
        org=org,
        source=source,
        language=LANGUAGE,
    )
    return result


@command("kpi.list")
def _list(runtime: Runtime, language: str) -> dict[str, Any]:
    columns = ["code", "name", "perspective", "unit", "direction", "formula"]
    rows = [
        [i.code, i.name(language), i.perspective, str(i.unit), str(i.direction), i.formula]
        for i in runtime.engine.catalogue
    ]
    return {"columns": columns, "rows": rows}


@command("kpi.show")
def _show(runtime: Runtime, code: str, language: str) -> dict[str, Any]:
    found = runtime.engine.describe(code)
    rows = [
        ["code", found.code],
        ["name", found.name(language)],
        ["meaning", found.meaning(language)],
        ["formula", found.formula],
        ["unit", str(found.unit)],
        ["direction", str(found.direction)],
        ["frequency", str(found.frequency)],
        ["perspective", found.perspective],
        ["owner", found.owner],
    ]
    return {"columns": ["field", "value"], "rows": rows}


@command("kpi.values")
def _evaluate(
    runtime: Runtime,
    formulas: list[str],
    start: str,
    end: str,
    grain: str,
    by: list[str],
    where: str | None,
    org: str | None,
    source: str | None,
    language: str,
) -> dict[str, Any]:
    """One formula's result, or those of several below each other with the formula in front."""
    from baton.metrics.engine import Asked

    began = time.perf_counter()
    first, last = Period.parse(start), Period.parse(end)
    asked = Asked(
        start=first.start,
        end=Period.total(first.start, last.end).end,
        grain=Grain.of(grain),
        by=tuple(by),
        where=where,
        org=org,
        source=source,
        language=language,
    )
    results = runtime.engine.evaluate_many(formulas, asked)
    several = len(results) > 1
    units = [str(result.unit) for result in results]
    return {
        "columns": ["code", *results[0].columns] if several else list(results[0].columns),
        "rows": [
            [*([formula] if several else []), *row]
            for formula, result in zip(formulas, results, strict=True)
            for row in result.rows
        ],
        "unit": units[0] if len(set(units)) == 1 else ", ".join(units),
        "took_ms": round((time.perf_counter() - began) * 1000, 3),
    }


@command("kpi.explain")
def _explain(
    runtime: Runtime, code: str, period: str, org: str | None, language: str
) -> dict[str, Any]:
    asked = Period.parse(period)
    tree = runtime.engine.explain(code, asked, org=org, language=language)
    documents = runtime.engine.documents(
        code, asked, org=org, members={}, limit=50, offset=0, language=language
    )
    return {
        "tree": _plain(tree),
        "documents": {"columns": documents.columns, "rows": documents.rows},
    }


def _plain(node: Any) -> dict[str, Any]:
    return {
        "name": node.name,
        "text": node.text,
        "value": node.value,
        "unit": str(node.unit),
        "children": [_plain(child) for child in node.children],
    }
