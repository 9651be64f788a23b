"""What all commands share: where the stores are, in what language to speak, how to print."""

from __future__ import annotations

import csv
import io
import locale
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar

import typer

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.settings import Settings
from baton.cli import wire

P = ParamSpec("P")
R = TypeVar("R")


def terminal_language() -> str:
    """The user's language by ``BATON_LANGUAGE``, else by the terminal's locale."""
    said = os.environ.get("BATON_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG")
    said = said or locale.getlocale()[0] or ""
    return "zh_CN" if said.lower().startswith(("zh", "chinese")) else "en"


LANGUAGE = terminal_language()


def words(key: str, **context: Any) -> str:
    """This room's text ``key`` in the terminal's language."""
    return message(f"cli.{key}", LANGUAGE, **context)


Database = Annotated[str | None, typer.Option("--database", help=words("help_database"))]
Facts = Annotated[str | None, typer.Option("--facts", help=words("help_facts"))]
Json = Annotated[bool, typer.Option("--json", help=words("help_json"))]
Months = Annotated[int, typer.Option("--months", min=1, max=36, help=words("help_months"))]
Csv = Annotated[bool, typer.Option("--csv", help=words("help_csv"))]


def settings(database: str | None = None, facts: str | None = None) -> Settings:
    """The settings with what the command line says put over them."""
    kept = Settings()
    return replace(kept, database=database or kept.database, facts=facts or kept.facts)


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """A command that ends with one clear line and exit code 2 on wrong input."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except BatonError as error:
            sys.stderr.write(words("error", text=error.text(LANGUAGE)) + "\n")
            raise typer.Exit(2) from error

    return run


def out(text: str) -> None:
    """Print ``text`` as it is."""
    sys.stdout.write(text + "\n")


def show(result: dict[str, Any], *, as_json: bool, as_csv: bool = False) -> None:
    """Print ``{"columns", "rows", …}`` as JSON, CSV or a table for people."""
    if as_json:
        out(wire.dumps(result))
    elif as_csv:
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(result["columns"])
        writer.writerows([plain(cell) for cell in row] for row in result["rows"])
        out(buffer.getvalue().rstrip("\n"))
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table(show_edge=False, header_style="bold")
        for index, column in enumerate(result["columns"]):
            numeric = any(isinstance(row[index], Decimal | int) for row in result["rows"])
            table.add_column(str(column), justify="right" if numeric else "left")
        for row in result["rows"]:
            table.add_row(*[readable(cell) for cell in row])
        console = Console()
        console.print(table)
        console.print(words("summary", rows=len(result["rows"]), unit=result.get("unit") or "–"))


def plain(cell: Any) -> str:
    """A cell for a file: all digits, empty when there is nothing."""
    return "" if cell is None else wire.dumps(cell).strip('"')


def readable(cell: Any) -> str:
    """A cell for eyes: thousands separated, at most six places."""
    if isinstance(cell, bool) or cell is None:
        return "–" if cell is None else str(cell)
    if isinstance(cell, int | Decimal):
        text = f"{round(cell, 6):,f}" if isinstance(cell, Decimal) else f"{cell:,}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(cell)
