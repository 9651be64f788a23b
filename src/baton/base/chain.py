"""A chain of hashes: each link seals its own content and the link before it.

Whoever changes, adds or takes out a link in the middle breaks every seal after it, so that one
pass over the links shows where. It does not hide or encrypt anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

START = "0" * 64
"""What the first link names as the one before it."""


@dataclass(frozen=True)
class Link:
    """One link as it is kept.

    Attributes:
        number: 1, 2, 3 … without gaps.
        previous: the seal of the link before it.
        parts: everything that is sealed, as text, in a fixed order.
        seal: what ``seal`` gave when the link was made.
    """

    number: int
    previous: str
    parts: tuple[str, ...]
    seal: str


def plain(value: Any) -> Any:
    """A value as JSON has it: numbers without trailing zeros as text, days as ISO text."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def canonical(content: Any) -> str:
    """The one way to write ``content`` as text, so that equal content has equal seals.

    >>> canonical({"b": Decimal("1.50"), "a": None})
    '{"a":null,"b":"1.5"}'
    """
    return json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(previous: str, *parts: str) -> str:
    """The SHA-256 of the parts and the seal before them, in hexadecimal.

    Every part is preceded by its length, so that text cannot wander from one into the next.
    """
    digest = hashlib.sha256()
    for part in (previous, *parts):
        data = part.encode()
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def broken(links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """Where a chain is not whole: the link's number and ``missing``, ``order`` or ``content``.

    ``missing``: links before it are gone; ``order``: it does not follow the one before it;
    ``content``: it is not what was sealed.
    """
    expected, before = 1, START
    for link in links:
        if link.number != expected:
            yield link.number, "missing"
        elif link.previous != before:
            yield link.number, "order"
        if seal(link.previous, *link.parts) != link.seal:
            yield link.number, "content"
        expected, before = link.number + 1, link.seal
