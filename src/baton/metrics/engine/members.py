"""Names of members: what a person reads for a key, and the keys of what a person types."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from baton.metrics.engine.store import FactStore
from baton.metrics.facts import Column
from baton.metrics.formula.nodes import RowColumn

ORG_UNIT = "org_unit"


class Members:
    """The members of all dimensions as of one version of the store.

    Args:
        store: where they are kept.
        qualify: keep the sources apart when several take part.
    """

    def __init__(self, store: FactStore, qualify: bool = False) -> None:
        self._facts = store.facts
        self._qualify = qualify
        self._names: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        for row in store.query(store.table("member")).to_pylist():
            if row["name"] is not None:
                self._names[row["dimension"]][row["source"], row["key"]] = row["name"]
        units = store.table(ORG_UNIT)
        for row in store.query(units.order_by(units.valid_from)).to_pylist():
            if row["name"] is not None:
                self._names[ORG_UNIT][row["source"], row["key"]] = row["name"]
        self._any: dict[str, dict[str, str]] = {
            dimension: {key: name for (_, key), name in names.items()}
            for dimension, names in self._names.items()
        }
        self._by_name: dict[str, dict[str, list[tuple[str, str]]]] = {}

    def qualified(self, qualify: bool) -> Members:
        """The same members, with sources kept apart or not."""
        if qualify == self._qualify:
            return self
        other = object.__new__(Members)
        other.__dict__.update(self.__dict__, _qualify=qualify)
        return other

    def matching(self, column: RowColumn, text: str) -> dict[str | None, list[str]]:
        """Keys by source of the members with this key or name."""
        dimension = self._dimension(column)
        index = self._by_name.get(dimension)
        if index is None:
            index = defaultdict(list)
            for place, name in self._names.get(dimension, {}).items():
                index[name].append(place)
            self._by_name[dimension] = index
        found: dict[str | None, list[str]] = {None: [text]}
        for source, key in index.get(text, ()):
            found.setdefault(source if self._qualify else None, []).append(key)
        return found

    def containing(self, column: RowColumn, text: str) -> dict[str | None, list[str]]:
        """Keys by source of the members whose name contains ``text``, in any letter case."""
        folded = text.lower()
        found: dict[str | None, list[str]] = {}
        for (source, key), name in self._names.get(self._dimension(column), {}).items():
            if folded in name.lower():
                found.setdefault(source if self._qualify else None, []).append(key)
        for choice in self._column(column).choices:
            if folded in choice.zh.lower() or folded in choice.en.lower():
                found.setdefault(None, []).append(choice.key)
        return found

    def label(self, column: RowColumn, key: Any, language: str) -> Any:
        """What a person reads for a group key; the key itself where it has no name."""
        if key is None or isinstance(key, bool):
            return key
        definition = self._column(column)
        for choice in definition.choices:
            if choice.key == key:
                return choice.name(language)
        dimension = self._dimension(column)
        if isinstance(key, tuple):
            return self._names.get(dimension, {}).get(key, key[1])
        return self._any.get(dimension, {}).get(key, key)

    def names(self, dimension: str) -> dict[str, str]:
        """All names of a dimension by key."""
        return dict(self._any.get(dimension, {}))

    def _column(self, column: RowColumn) -> Column:
        found: Column = self._facts[column.fact].columns[column.column]
        return found

    def _dimension(self, column: RowColumn) -> str:
        return self._column(column).members or column.column
