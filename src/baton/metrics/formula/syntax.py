"""The formula as written: a tree without meaning yet. Positions do not count in comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from baton.metrics.formula.errors import Position


@dataclass(frozen=True)
class Literal:
    """A number, or a text; ``percent`` when written with %."""

    value: Decimal | str | bool | None
    percent: bool = False
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Name:
    """``fact.column``, ``fact`` or ``column``."""

    parts: tuple[str, ...]
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Bracket:
    """``[indicator]``."""

    name: str
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Call:
    """``FUNCTION(args)``; ``function`` is the English word."""

    function: str
    args: tuple[Node, ...]
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Binary:
    """Arithmetic, comparison, AND, OR, CONTAINS."""

    op: str
    left: Node
    right: Node
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Unary:
    """``-x`` or ``NOT x``."""

    op: str
    item: Node
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class InList:
    """``x IN (a, b)``."""

    item: Node
    values: tuple[Node, ...]
    position: Position = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class Between:
    """``x BETWEEN a AND b``."""

    item: Node
    low: Node
    high: Node
    position: Position = field(default=(0, 0), compare=False)


Node = Literal | Name | Bracket | Call | Binary | Unary | InList | Between


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside."""
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Binary):
        return (node.left, node.right)
    if isinstance(node, Unary):
        return (node.item,)
    if isinstance(node, InList):
        return (node.item, *node.values)
    if isinstance(node, Between):
        return (node.item, node.low, node.high)
    return ()


def walk(node: Node, skip: frozenset[str] = frozenset()) -> Iterator[Node]:
    """``node`` and all inside, without going into calls of the functions ``skip``."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        if not (isinstance(current, Call) and current.function in skip):
            pending.extend(reversed(parts(current)))
