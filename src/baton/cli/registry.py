"""The commands that can run in the server or here, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        function: takes the runtime and plain arguments, returns plain data.
        erp: it needs the ERP database.
    """

    function: Callable[..., Any]
    erp: bool


COMMANDS: dict[str, Command] = {}


def command(name: str, *, erp: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as the command ``name``."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        COMMANDS[name] = Command(function, erp)
        return function

    return register
