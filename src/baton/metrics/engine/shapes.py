"""Scans whose SQL is written once for each shape, and whose answers are kept while facts stand.

Writing an Ibis expression and turning it into SQL takes several times as long as a small fact
takes to answer. So it is written once with marks for days, org units and persons, which become
parameters.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
from ibis.expr.operations import InMemoryTable, UnboundTable

from baton.metrics.plan.marks import DAYS, LAST_DAYS, MARKED, day_of, mark

if TYPE_CHECKING:
    from baton.metrics.engine.duck import DuckStore

MAX_SHAPES, MAX_ANSWERS, MAX_ROWS = 2_000, 5_000, 10_000
"""How many shapes and answers are kept, and of how many rows an answer at most."""

_DATE = re.compile(r"MAKE_DATE\((\d+), (\d+), (\d+)\)")
_LAST = re.compile(rf"(\S+) IN \(MAKE_DATE\({LAST_DAYS}, (\d+), (\d+)\)\)")
_KEYS = re.compile(rf"IN \('{MARKED}(\w+)'\)")


@dataclass(frozen=True)
class _Statement:
    sql: str
    names: tuple[str, ...]
    tables: tuple[str, ...]
    small: tuple[tuple[str, pa.Table], ...]
    """Tables that are written into the expression."""


class Shapes:
    """The shapes and answers of one store.

    Args:
        store: the facts.
    """

    def __init__(self, store: DuckStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._members = -1
        self._statements: OrderedDict[Hashable, _Statement] = OrderedDict()
        self._answers: OrderedDict[Hashable, tuple[tuple[int, ...], pa.Table]] = OrderedDict()

    def run(self, shape: Hashable, write: Callable[[], Any], values: Mapping[str, Any]) -> pa.Table:
        """The answer of the expression that ``write`` gives.

        Args:
            shape: what the expression depends on besides the marks.
            values: for each mark its value; days, and lists of days or units.
        """
        statement = self._statement(shape, write)
        given = {name: values[name] for name in statement.names}
        versions = self._store.versions(statement.tables)
        deciding = values if statement.small else given
        key = (shape, tuple((name, _frozen(value)) for name, value in deciding.items()))
        if versions is not None:
            with self._lock:
                kept = self._answers.get(key)
                if kept is not None and kept[0] == versions:
                    self._answers.move_to_end(key)
                    return kept[1]
        small = {name: _unmarked(table, values) for name, table in statement.small}
        answer = self._store.run(statement.sql, given, small)
        if versions is not None and answer.num_rows <= MAX_ROWS:
            with self._lock:
                _keep(self._answers, key, (versions, answer), MAX_ANSWERS)
        return answer

    def _statement(self, shape: Hashable, write: Callable[[], Any]) -> _Statement:
        """The SQL of a shape; names of members in filters are in it as keys."""
        members = self._store.changed_at.get("member", 0)
        with self._lock:
            if self._members != members:
                self._members = members
                self._statements.clear()
                self._answers.clear()
            found = self._statements.get(shape)
        if found is None:
            found = _written(write())
            with self._lock:
                if self._members == members:
                    _keep(self._statements, shape, found, MAX_SHAPES)
        return found


def _keep(kept: OrderedDict[Hashable, Any], key: Hashable, value: Any, limit: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > limit:
        kept.popitem(last=False)


def _written(expression: Any) -> _Statement:
    """An expression as SQL with parameters for its marks."""
    sql = str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
    names: dict[str, None] = {}

    def named(name: str) -> str:
        names[name] = None
        return f"${name}"

    def last_days(match: re.Match[str]) -> str:
        number = day_of(LAST_DAYS, int(match[2]), int(match[3]))
        return f"LIST_CONTAINS({named(f'l{number}')}::DATE[], {match[1]})"

    def days(match: re.Match[str]) -> str:
        year, month, day = map(int, match.groups())
        return named(f"d{day_of(year, month, day)}") if year == DAYS else match[0]

    sql = _DATE.sub(days, _LAST.sub(last_days, sql))
    sql = _KEYS.sub(lambda match: f"IN (SELECT unnest({named(match[1])}::VARCHAR[]))", sql)
    tables = {table.name for table in expression.op().find(UnboundTable)}
    small = [
        (table.name, table.data.to_pyarrow(table.schema))
        for table in expression.op().find(InMemoryTable)
    ]
    return _Statement(sql, tuple(names), tuple(sorted(tables)), tuple(small))


def _unmarked(table: pa.Table, values: Mapping[str, Any]) -> pa.Table:
    """A table of an expression with days for their marks."""
    days = {mark(DAYS, int(name[1:])): day for name, day in values.items() if name[0] == "d"}
    for number, field in enumerate(table.schema):
        if pa.types.is_date(field.type):
            own = [days.get(day, day) for day in table[field.name].to_pylist()]
            table = table.set_column(number, field, pa.array(own, field.type))
    return table


def _frozen(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
