"""What a question is broken down by: dimensions, and levels of the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError
from baton.metrics.engine.members import Members
from baton.metrics.engine.org import OrgTree
from baton.metrics.engine.scope import dimension_column, unit_column
from baton.metrics.facts import Fact
from baton.metrics.plan.scan import GroupKey, Rollup

ORG_NAMES = ("org", "org_unit")
KEY_SUFFIX = ".key"


@dataclass(frozen=True)
class Column:
    """One column of the answer.

    Args:
        name: as it was asked for, e.g. ``customer``, ``customer.key``, ``org.children``.
        position: of its group key.
        as_key: give the member's key instead of its name.
    """

    name: str
    position: int
    as_key: bool


class Grouping:
    """The dimensions of one question.

    Args:
        by: names of dimensions (code or Chinese); ``org`` is the rows' own unit,
            ``org.children`` the units directly below the one asked for, ``org.level2`` the
            second level of the tree, ``org.department`` the nearest unit of this kind. With
            ``.key`` behind it the answer holds the member's key instead of its name.
    """

    def __init__(
        self, by: Sequence[str], facts: Mapping[str, Fact], tree: OrgTree, org: str | None
    ) -> None:
        self._facts = facts
        self._tree = tree
        self._org = org
        self.names: list[str] = []
        self.columns: list[Column] = []
        for asked in by:
            name = asked.strip()
            base = name.removesuffix(KEY_SUFFIX)
            base = "org_unit" if base in ORG_NAMES else base
            if base not in self.names:
                self.names.append(base)
            self.columns.append(Column(name, self.names.index(base), name.endswith(KEY_SUFFIX)))
        self._rollups = {name: self._rollup_rows(name) for name in self.names if "." in name}
        self._keys: dict[str, list[GroupKey]] = {}

    def check(self, facts: Sequence[str]) -> None:
        """Refuse a dimension that one of the facts lacks.

        Raises:
            BatonError: ``metrics.no_dimension``.
        """
        for fact in facts:
            self.keys(fact)

    def keys(self, fact: str) -> list[GroupKey]:
        """The group keys of a fact."""
        if fact not in self._keys:
            self._keys[fact] = [self._key(fact, name) for name in self.names]
        return self._keys[fact]

    def position(self, *names: str) -> int | None:
        """Where the key of the first of these dimensions is; None when it is none of them."""
        found = [self.names.index(name) for name in names if name in self.names]
        return found[0] if found else None

    def org_position(self) -> int | None:
        """Where the key of an org unit is."""
        own = self.position("org_unit")
        if own is not None:
            return own
        return next((self.names.index(name) for name in self._rollups), None)

    def labels(self, fact: str, key: tuple[Any, ...], members: Members, language: str) -> list[Any]:
        """The cells of the answer for a group."""
        cells = []
        for column in self.columns:
            part = key[column.position]
            if column.as_key:
                cells.append(part[1] if isinstance(part, tuple) else part)
                continue
            group_key = self.keys(fact)[column.position]
            row_column = group_key.column if isinstance(group_key, Rollup) else group_key
            cells.append(members.label(row_column, part, language))
        return cells

    def _key(self, fact: str, name: str) -> GroupKey:
        if name in self._rollups:
            return Rollup(self._rollups[name], unit_column(fact))
        return dimension_column(self._facts, fact, name)

    def _rollup_rows(self, name: str) -> Any:
        head, _, level = name.partition(".")
        if head not in ORG_NAMES:
            raise BatonError("metrics.dimension_with_dot", dimension=name, column=level)
        return self._tree.rolled_up(level, self._org)
