"""Small fact definitions with the shape of the real ones, for tests of the store alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    name: str
    kind: str


@dataclass(frozen=True)
class Fact:
    name: str
    columns: tuple[Column, ...]
    date: str
    links: dict[str, Any] = field(default_factory=dict)


def facts(*extra: Column) -> dict[str, Fact]:
    """One fact: sales, with any columns more."""
    columns = (
        Column("ordered_on", "date"),
        Column("customer", "dimension"),
        Column("amount", "number"),
        Column("urgent", "flag"),
        *extra,
    )
    return {"sale": Fact("sale", columns, "ordered_on")}
