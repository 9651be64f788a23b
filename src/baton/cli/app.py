"""The ``baton`` command."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from baton.cli.options import words

COMMANDS = {
    "serve": "help_serve",
    "demo": "help_demo",
    "init": "help_init",
    "check": "help_check",
    "source": "help_source_app",
    "fact": "help_fact",
    "kpi": "help_kpi",
}
"""The commands, which are modules beside this one, with the key of their help text."""


class Lazy(TyperGroup):
    """The commands by their names; a command's module is imported when it is called.

    Importing the engine and the ERP takes longer than most answers.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, key in COMMANDS.items():
            self.commands[name] = typer.core.TyperCommand(name, help=words(key))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command called, whole."""
        name = args[0]
        if name in COMMANDS:
            self.commands[name] = _whole(name)
        return super().resolve_command(ctx, args)


def _whole(name: str) -> Any:
    module = import_module(f"baton.cli.{name}")
    if hasattr(module, "app"):
        group = typer.main.get_group(module.app)
        group.name = name
        return group
    single = typer.Typer(add_completion=False)
    single.command(name, help=words(COMMANDS[name]))(module.run)
    return typer.main.get_command(single)


app = typer.Typer(cls=Lazy, help=words("help_app"), no_args_is_help=True, add_completion=False)


@app.callback()
def _root() -> None:
    pass


def main() -> None:
    """Entry point."""
    app()
