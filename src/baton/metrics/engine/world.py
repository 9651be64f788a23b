"""What the engine knows besides facts: members, org tree, targets, sources; kept by version."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from baton.metrics.engine.members import Members
from baton.metrics.engine.org import OrgTree
from baton.metrics.engine.store import FactStore
from baton.metrics.engine.targets import TargetBook
from baton.metrics.formula.nodes import Checked, RowColumn
from baton.metrics.plan.scan import LevelDays, as_day
from baton.metrics.plan.tables import RowSource

T = TypeVar("T")

TARGET = "target"


class World:
    """Reads what questions need besides facts once for each version of its table.

    Args:
        store: where it is kept.
    """

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._kept: dict[Any, tuple[tuple[int, ...], Any]] = {}

    def members(self) -> Members:
        """Names of members."""
        return self._fresh("members", ("member", "org_unit"), lambda: Members(self._store))

    def tree(self) -> OrgTree:
        """The org units."""

        def read() -> OrgTree:
            return OrgTree(self._store.query(self._store.table("org_unit")).to_pylist())

        return self._fresh("tree", ("org_unit",), read)

    def targets(self) -> TargetBook:
        """Targets of indicators; none when the facts have no targets."""

        def read() -> TargetBook:
            if TARGET not in self._store.layouts:
                return TargetBook([], self.tree())
            table = self._store.table(TARGET)
            wanted = table.select(
                "indicator", "org_unit", "person", "from_on", "to_on", "amount"
            ).order_by("from_on", "to_on", "amount")
            return TargetBook(self._store.query(wanted).to_pylist(), self.tree())

        return self._fresh("targets", (TARGET, "org_unit"), read)

    def available(self) -> dict[tuple[str, str], frozenset[str]]:
        """Which columns each source supplies of each fact."""
        return self._fresh("available", ("availability",), self._store.available)

    def sources(self, facts: frozenset[str]) -> set[str]:
        """The sources that supply any of these facts."""
        return {source for source, fact in self.available() if fact in facts}

    def missing(self, formula: Checked, source: str | None) -> tuple[tuple[str, str], ...]:
        """The columns of a formula that no source supplies; a fact's source must have all."""
        found: list[tuple[str, str]] = []
        for fact in sorted(formula.facts | {fact for fact, _ in formula.columns}):
            needed = {c for f, c in formula.columns if f == fact} - {"source", "row_key"}
            given = [
                columns
                for (name, of), columns in self.available().items()
                if of == fact and source in (None, name)
            ]
            if not any(needed <= columns for columns in given):
                best = max(given, key=lambda columns: len(needed & columns), default=frozenset())
                lacking = sorted(needed - best) or ["row_key"]
                found += [(fact, column) for column in lacking]
        return tuple(found)

    def level_days(self, fact: str, date: RowColumn) -> LevelDays:
        """The days on which a level fact has rows, by source, in order."""

        def read() -> LevelDays:
            source = RowSource(self._store.table, self._store.facts, fact, [date])
            day = as_day(source.column(date), date)
            pairs = source.rows.select(source=source.source(), day=day).distinct()
            found: dict[str, list[dt.date]] = defaultdict(list)
            for row in self._store.query(pairs).to_pylist():
                if row["day"] is not None:
                    found[row["source"]].append(row["day"])
            return {name: sorted(days) for name, days in found.items()}

        return self._fresh(("days", fact, date), (fact,), read)

    def _fresh(self, name: Any, tables: tuple[str, ...], read: Callable[[], T]) -> T:
        """What was read, unless one of its tables has changed since."""
        version = tuple(self._store.changed_at.get(table, 0) for table in tables)
        kept = self._kept.get(name)
        if kept is None or kept[0] != version:
            kept = (version, read())
            self._kept[name] = kept
        value: T = kept[1]
        return value
