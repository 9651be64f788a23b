"""From changed ERP records to the fact rows they concern."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from baton.connect.tryton.reader import CHUNK, Reader, listed
from baton.connect.tryton.spec import FactSpec, Kept, Spec, table_of
from baton.metrics.engine.store import FactStore


@dataclass
class Changes:
    """What the change log tells.

    Attributes:
        records: model → record → whether it is known before (not only created).
        gone: model → records known before that are deleted.
    """

    records: dict[str, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    gone: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __len__(self) -> int:
        return sum(map(len, self.records.values()))

    def of(self, model: str) -> dict[int, bool]:
        """The records of one model."""
        return self.records.get(model, {})


PARTY_COLUMNS = ("customer", "supplier", "party")


@dataclass
class Affected:
    """The rows to make anew.

    Attributes:
        rows: fact → ids of its main table.
        since: first day on which stock levels may differ; None when they do not.
    """

    rows: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    since: dt.date | None = None


def read_changes(reader: Reader, after: int) -> Changes:
    """The change log after row ``after``."""
    table = reader.query(
        f"SELECT model, record, operation FROM baton_change_log WHERE id > {int(after)}",
        {"model": "text", "record": "id", "operation": "text"},
    )
    changes = Changes()
    for model, record, operation in zip(*table.to_pydict().values(), strict=True):
        known = changes.records[model]
        known[record] = known.get(record, True) and operation != "create"
        if operation == "delete" and known[record]:
            changes.gone[model].add(record)
    return changes


class Tracer:
    """Finds what changes concern.

    Args:
        spec: the facts and their SQL.
        reader: the ERP as it is now.
        store: the facts as they were.
        source: the ERP's name in the store.
    """

    def __init__(self, spec: Spec, reader: Reader, store: FactStore, source: str) -> None:
        self.spec, self.reader, self.store, self.source = spec, reader, store, source

    def trace(self, changes: Changes) -> Affected:
        """The rows of all facts that ``changes`` concern."""
        affected = Affected()
        for fact in self.spec.facts.values():
            found = self._of_fact(fact, changes)
            if found:
                affected.rows[fact.name] |= found
        days = [
            *self._days_of_moves(changes.of("stock.move")),
            *self._days_of_order_points(changes.of("stock.order_point")),
        ]
        if days:
            affected.since = min(days)
        return affected

    def _of_fact(self, fact: FactSpec, changes: Changes) -> set[int]:
        found: set[int] = set()
        for model, records in changes.records.items():
            if model in fact.whole and changes.gone.get(model):
                return set(self.reader.numbers(f'SELECT id FROM "{fact.main}"'))
            if table_of(model) == fact.main:
                found |= records.keys()
            sql = fact.changed.get(model)
            if sql is not None:
                found |= self._now(sql, list(records))
            kept = fact.kept.get(model)
            if kept is not None:
                known = [record for record, before in records.items() if before]
                found |= self._before(kept, known)
        return found | self._together(fact, found) if found else found

    def _now(self, sql: str, ids: list[int]) -> set[int]:
        """What the ERP says the records belong to."""
        found: set[int] = set()
        for start in range(0, len(ids), CHUNK):
            piece = ids[start : start + CHUNK]
            text = sql.replace("{ids}", listed(piece))
            while "{refs:" in text:
                head, _, rest = text.partition("{refs:")
                model, _, tail = rest.partition("}")
                text = head + listed([f"{model},{record}" for record in piece]) + tail
            found.update(self.reader.numbers(text))
        return found

    def _before(self, kept: Kept, ids: Collection[int]) -> set[int]:
        """What the kept rows say the records belonged to."""
        keys = [str(record) for record in ids]
        return {int(value) for value in self.values(kept.fact, kept.column, kept.by, keys)}

    def values(self, fact: str, column: str, by: str, keys: list[str]) -> set[str]:
        """Distinct values of a column in the kept rows whose ``by`` is one of ``keys``."""
        if not keys:
            return set()
        table = self.store.table(fact)
        chosen = table.filter(
            (table["source"] == self.source) & table[by].isin(keys) & table[column].notnull()
        )
        rows = self.store.query(chosen.select(value=chosen[column]).distinct())
        return {str(value) for value in rows["value"].to_pylist()}

    def _days_of_moves(self, moves: Mapping[int, bool]) -> list[dt.date]:
        """Days on which these moves count or counted."""
        now = self._first("SELECT MIN(effective_date) FROM stock_move WHERE id IN ({ids})", moves)
        known = [str(record) for record, before in moves.items() if before]
        before = self.values("stock_move", "moved_on", "row_key", known)
        return [*now, *(dt.date.fromisoformat(day[:10]) for day in before)]

    def _days_of_order_points(self, points: Mapping[int, bool]) -> list[dt.date]:
        """Days since which these order points, in any version, hold."""
        return self._first(
            "SELECT MIN(COALESCE(write_date, create_date)) FROM stock_order_point__history "
            "WHERE id IN ({ids})",
            points,
        )

    def _first(self, sql: str, records: Mapping[int, bool]) -> list[dt.date]:
        days: list[dt.date] = []
        ids = list(records)
        for start in range(0, len(ids), CHUNK):
            text = sql.replace("{ids}", listed(ids[start : start + CHUNK]))
            found = self.reader.query(text, {"day": "date"})["day"].to_pylist()
            days += [dt.date.fromisoformat(day[:10]) for day in found if day]
        return days

    def of_members(self, column: str, keys: Iterable[str]) -> dict[str, set[int]]:
        """The rows that carry members of which something was changed that facts take over."""
        wanted = list(keys)
        columns = PARTY_COLUMNS if column == "party" else (column,)
        found: dict[str, set[int]] = defaultdict(set)
        for fact in self.spec.facts.values():
            if fact.group and column in {fact.group, "person" if fact.group == "employee" else ""}:
                found[fact.name] |= {int(key) for key in wanted}
                continue
            definition = self.store.facts[fact.name]
            own: set[int] = set()
            key = fact.rows_of or "row_key"
            for name in columns:
                if name in definition.columns and not fact.group:
                    own |= {int(row) for row in self.values(fact.name, key, name, wanted)}
            if own:
                found[fact.name] |= own | self._together(fact, own)
        return found

    def _together(self, fact: FactSpec, ids: set[int]) -> set[int]:
        """The rows that can only be made together with these, e.g. all lines of an invoice."""
        found: set[int] = set()
        for model, sql in fact.changed.items():
            if table_of(model) == fact.main:
                found |= self._now(sql, sorted(ids))
        return found
