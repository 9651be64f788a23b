"""Comparing what a mirror keeps with what reading everything again gives."""

from __future__ import annotations

from typing import Any

from baton.connect.tryton import Mirror
from baton.metrics.engine import FactStore
from baton.metrics.facts import FACTS


def rows(store: FactStore, table: str) -> list[tuple[Any, ...]]:
    """All rows of one table in a fixed order."""
    found = store.query(store.table(table))
    columns = [name for name in found.column_names if name != "_key"]
    values = found.select(columns).to_pylist()
    return sorted(tuple(map(repr, row.values())) for row in values)


def everything(store: FactStore) -> dict[str, list[tuple[Any, ...]]]:
    """All facts, members, units and assignments."""
    return {name: rows(store, name) for name in [*FACTS, "member", "org_unit", "assignment"]}


def assert_same_as_full(mirror: Mirror) -> None:
    """What was mirrored step by step is what reading everything now gives."""
    fresh = FactStore.open("duckdb://")
    other = Mirror(mirror.url, fresh, mirror.source)
    try:
        other.refresh()
        kept, full = everything(mirror.store), everything(fresh)
    finally:
        other.close()
        fresh.close()
    for name, expected in full.items():
        missing, extra = set(expected) - set(kept[name]), set(kept[name]) - set(expected)
        assert (sorted(missing, key=str)[:2], sorted(extra, key=str)[:2]) == ([], []), name
        assert len(kept[name]) == len(expected), name
