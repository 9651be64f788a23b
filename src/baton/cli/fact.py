"""``baton fact``: what is in the fact store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from baton.base.errors import NotFoundError
from baton.base.periods import Period
from baton.cli.local import call
from baton.cli.options import LANGUAGE, Csv, Database, Facts, Json, guarded, settings, show, words
from baton.cli.registry import command

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

app = typer.Typer(help=words("help_fact"), no_args_is_help=True)


@app.command("list", help=words("help_fact_list"))
@guarded
def list_(database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """All facts with their rows."""
    show(call(settings(database, facts), "fact.list", LANGUAGE, language=LANGUAGE), as_json=as_json)


@app.command("show", help=words("help_fact_show"))
@guarded
def show_(name: str, database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """One fact's columns."""
    result = call(settings(database, facts), "fact.show", LANGUAGE, name=name, language=LANGUAGE)
    show(result, as_json=as_json)


@app.command("query", help=words("help_fact_query"))
@guarded
def query(
    name: str,
    where: Annotated[str | None, typer.Option("--where", help=words("help_where"))] = None,
    start: Annotated[str | None, typer.Option("--from", help=words("help_from"))] = None,
    end: Annotated[str | None, typer.Option("--to", help=words("help_to"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help=words("help_limit"))] = 50,
    offset: Annotated[int, typer.Option("--offset", min=0, help=words("help_offset"))] = 0,
    database: Database = None,
    facts: Facts = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Rows of one fact."""
    result = call(
        settings(database, facts),
        "fact.query",
        LANGUAGE,
        name=name,
        where=where,
        start=start,
        end=end,
        limit=limit,
        offset=offset,
    )
    show(result, as_json=as_json, as_csv=as_csv)


def _facts() -> Any:
    from baton.metrics.facts import FACTS

    return FACTS


def _fact(name: str) -> Any:
    for fact in _facts().values():
        if name in (fact.name, fact.zh):
            return fact
    raise NotFoundError("cli.no_fact", name=name, known=", ".join(_facts()))


@command("fact.list")
def _list(runtime: Runtime, language: str) -> dict[str, Any]:
    counts = {name: runtime.store.count(name) for name in _facts()}
    rows = [
        [
            fact.name,
            fact.zh if language == "zh_CN" else fact.en,
            fact.date,
            counts[fact.name],
        ]
        for fact in _facts().values()
    ]
    return {"columns": ["fact", "name", "date", "rows"], "rows": rows}


@command("fact.show")
def _show(_: Runtime, name: str, language: str) -> dict[str, Any]:
    rows = [
        [
            column.name,
            column.zh if language == "zh_CN" else column.en,
            str(column.kind),
            str(column.unit or ""),
            str(column.additivity or ""),
        ]
        for column in _fact(name).columns.values()
    ]
    return {"columns": ["column", "name", "kind", "unit", "additivity"], "rows": rows}


@command("fact.query")
def _query(
    runtime: Runtime,
    name: str,
    where: str | None,
    start: str | None,
    end: str | None,
    limit: int,
    offset: int,
) -> dict[str, Any]:
    result = runtime.engine.rows(
        _fact(name).name,
        start=Period.parse(start).start if start else None,
        end=Period.parse(end).end if end else None,
        where=where,
        limit=limit,
        offset=offset,
    )
    return {"columns": list(result.columns), "rows": [list(row) for row in result.rows]}
