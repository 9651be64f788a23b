"""Walking checked formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from baton.metrics.formula.nodes import Aggregate, RowColumn

_MODULES = (Aggregate.__module__, RowColumn.__module__)

MAX_NODES = 3000
"""Nodes of a formula with everything it refers to; more could not be explained to anybody."""

MAX_LEVELS = 120
"""Levels of that tree."""


def children(node: Any) -> Iterator[Any]:
    """The nodes directly inside ``node``, left to right."""
    for field in fields(node):
        value = getattr(node, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, tuple):  # the (fact, key) pairs of Nested
                yield from (part for part in item if _is_node(part))
            elif _is_node(item):
                yield item


def walk(node: Any) -> Iterator[Any]:
    """``node`` and every node inside it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)


def aggregates(node: Any) -> tuple[Aggregate, ...]:
    """The distinct aggregates in ``node``, in order of appearance."""
    found = (item for item in walk(node) if isinstance(item, Aggregate))
    return tuple(dict.fromkeys(found))


def columns(node: Any) -> tuple[RowColumn, ...]:
    """The distinct columns that ``node`` reads, in order of appearance."""
    found = (item for item in walk(node) if isinstance(item, RowColumn))
    return tuple(dict.fromkeys(found))


def links(aggregate: Aggregate) -> tuple[tuple[str, ...], ...]:
    """The link paths an aggregate needs, shortest first; ``("sale_line",)`` is one step."""
    paths = {column.via[:n] for column in columns(aggregate) for n in range(1, len(column.via) + 1)}
    return tuple(sorted(paths, key=lambda path: (len(path), path)))


def too_big(root: Any) -> bool:
    """Whether it has too many nodes to work with; cheap even where references multiply."""
    pending: list[tuple[Any, int]] = [(root, 1)]
    seen = 0
    while pending:
        node, level = pending.pop()
        seen += 1
        if seen > MAX_NODES or level > MAX_LEVELS:
            return True
        pending.extend((child, level + 1) for child in children(node))
    return False


def _is_node(value: Any) -> bool:
    return is_dataclass(value) and type(value).__module__ in _MODULES
