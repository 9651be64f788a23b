"""The ``baton`` command."""

from __future__ import annotations

import typer

from baton.cli import check, demo, fact, init, kpi, serve, source
from baton.cli.options import words

app = typer.Typer(help=words("help_app"), no_args_is_help=True, add_completion=False)
app.command("serve", help=words("help_serve"))(serve.serve)
app.command("demo", help=words("help_demo"))(demo.make_demo)
app.command("init", help=words("help_init"))(init.init)
app.command("check", help=words("help_check"))(check.check)
app.add_typer(source.app, name="source")
app.add_typer(fact.app, name="fact")
app.add_typer(kpi.app, name="kpi")


def main() -> None:
    """Entry point."""
    app()
