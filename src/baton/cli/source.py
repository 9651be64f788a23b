"""``baton source``: connections that fill the fact store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baton.cli.local import call
from baton.cli.options import (
    LANGUAGE,
    Database,
    Facts,
    Json,
    guarded,
    out,
    settings,
    show,
    words,
)
from baton.cli.registry import command

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

app = typer.Typer(help=words("help_source_app"), no_args_is_help=True)

ERP = "erp"
"""The embedded ERP among the sources."""

Mapping = Annotated[Path, typer.Option("--mapping", help=words("help_mapping"))]
Directory = Annotated[Path, typer.Argument(help=words("help_directory"))]


@app.command("import", help=words("help_source_import"))
@guarded
def import_(
    directory: Directory,
    mapping: Mapping,
    name: Annotated[str | None, typer.Option("--as", help=words("help_as"))] = None,
    database: Database = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Files into facts, all or nothing."""
    result = call(
        settings(database, facts),
        "source.import",
        LANGUAGE,
        directory=str(directory.absolute()),
        mapping=str(mapping.absolute()),
        name=name or directory.absolute().name,
        language=LANGUAGE,
    )
    _report(result, as_json)


@app.command("add", help=words("help_source_add"))
@guarded
def add(
    name: str,
    directory: Directory,
    mapping: Mapping,
    database: Database = None,
    facts: Facts = None,
) -> None:
    """Remember a connection after checking it."""
    call(
        settings(database, facts),
        "source.add",
        LANGUAGE,
        name=name,
        directory=str(directory.absolute()),
        mapping=str(mapping.absolute()),
    )
    out(words("source_added", name=name))


@app.command("list", help=words("help_source_list"))
@guarded
def list_(database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """All connections with what they have filled."""
    show(call(settings(database, facts), "source.list", LANGUAGE), as_json=as_json)


@app.command("check", help=words("help_source_check"))
@guarded
def check(name: str, database: Database = None, facts: Facts = None) -> None:
    """Whether the connection's files and mapping fit."""
    call(settings(database, facts), "source.check", LANGUAGE, name=name)
    out(words("source_fits", name=name))


@app.command("sync", help=words("help_source_sync"))
@guarded
def sync(name: str, database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """Bring the connection's facts up to date."""
    where = settings(database, facts)
    task = "source.sync_erp" if name == ERP else "source.sync"
    _report(call(where, task, LANGUAGE, name=name, language=LANGUAGE), as_json)


def _sources() -> Any:
    """The services, whose import takes longer than most commands."""
    from baton.services import sources

    return sources


def _report(result: dict[str, Any], as_json: bool) -> None:
    rows = [[name, count] for name, count in result["facts"].items()]
    show({**result, "columns": ["fact", "rows"], "rows": rows}, as_json=as_json)
    for warning in result.get("warnings", []) if not as_json else []:
        out(f"! {warning}")


@command("source.import")
def _import(
    runtime: Runtime, directory: str, mapping: str, name: str, language: str
) -> dict[str, Any]:
    done: dict[str, Any] = _sources().import_files(
        runtime, directory, mapping, name, language=language
    )
    return done


@command("source.add")
def _add(runtime: Runtime, name: str, directory: str, mapping: str) -> None:
    _sources().remember(runtime, name, directory, mapping)


@command("source.list")
def _list(runtime: Runtime) -> dict[str, Any]:
    sources = _sources()
    known = sources.remembered(runtime)
    counts = sources.counts(runtime)
    names = sorted({*known, *counts})
    rows = [
        [
            name,
            "erp" if name == ERP else "files",
            known[name].directory if name in known else "",
            sum(counts.get(name, {}).values()),
        ]
        for name in names
    ]
    return {"columns": ["name", "kind", "directory", "rows"], "rows": rows}


@command("source.check")
def _check(runtime: Runtime, name: str) -> None:
    _sources().check(_sources().find(runtime, name))


@command("source.sync")
def _sync(runtime: Runtime, name: str, language: str) -> dict[str, Any]:
    done: dict[str, Any] = _sources().sync(runtime, name, language)
    return done


@command("source.sync_erp", erp=True)
def _sync_erp(runtime: Runtime, name: str, language: str) -> dict[str, Any]:
    done: dict[str, Any] = _sources().sync(runtime, name, language)
    return done
