"""The fact store: a derived, columnar copy of the sources that can be deleted and comes back.

``FactStore.open(url)`` gives the store for the URL: ``duckdb:///path/facts.duckdb`` (one file,
one process), ``duckdb://`` (in memory), ``spark-local:///folder`` or ``spark://host:port/folder``
(Parquet files under a folder, read and written by Spark).

Readers never wait for writers. Changes go through :meth:`FactStore.batch`: all of it or nothing,
one new version, then the subscribers are told.
"""

from __future__ import annotations

import json
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from baton.base.errors import BatonError
from baton.metrics.engine.schema import Layout, layouts

Subscriber = Callable[[set[str], int], None]
"""Called after a change with the names of the changed tables and the new version."""

logger = logging.getLogger(__name__)


class FactStore(ABC):
    """Facts, members, the org tree and the sources' watermarks.

    Args:
        facts: the fact definitions by name; default those of ``metrics.facts``.
    """

    def __init__(self, facts: Mapping[str, Any] | None = None) -> None:
        if facts is None:
            from baton.metrics.facts import FACTS

            facts = FACTS
        self.facts: Mapping[str, Any] = facts
        self.layouts: dict[str, Layout] = layouts(facts)
        self.changed_at: dict[str, int] = {}
        self._version = 0
        self._subscribers: list[Subscriber] = []
        self._lock = threading.RLock()
        self._depth = 0
        self._touched: set[str] = set()

    @staticmethod
    def open(url: str, facts: Mapping[str, Any] | None = None) -> FactStore:
        """The store at ``url``, made when it does not exist yet.

        Raises:
            BatonError: ``metrics.store_url`` for an unknown kind of URL, ``metrics.store_in_use``
                when another process has the file, ``metrics.store_unreadable`` when it is no
                fact store.
        """
        scheme, _, rest = url.partition("://")
        if scheme == "duckdb":
            from baton.metrics.engine.duck import DuckStore

            return DuckStore(_path(rest), facts)
        if scheme in ("spark", "spark-local"):
            from baton.metrics.engine.spark import SparkStore

            return SparkStore(url, facts)
        raise BatonError("metrics.store_url", url=url)

    # -- changes ------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """Grows by one with each change; what was computed at an older version is old."""
        return self._version

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have ``callback`` called after each change, in the writer's thread.

        Returns:
            A function that ends the subscription.
        """
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One change of the whole store: all of it or nothing; one writer at a time.

        Batches nest: only the outermost one commits, and any error in it undoes everything.
        """
        with self._lock:
            outermost = self._depth == 0
            if outermost:
                self._touched = set()
                self._begin()
            self._depth += 1
            try:
                yield
                if outermost and self._touched:
                    self._set_version(self._version + 1)
            except BaseException:
                self._depth -= 1
                if outermost:
                    self._rollback()
                raise
            self._depth -= 1
            if not outermost:
                return
            self._commit()
            touched = self._touched
            if touched:
                # in this order: readers compare the two
                self.changed_at |= dict.fromkeys(touched, self._version + 1)
                self._version += 1
            version = self._version
        if touched:
            self._tell(touched, version)

    def _tell(self, touched: set[str], version: int) -> None:
        for callback in list(self._subscribers):
            try:
                callback(set(touched), version)
            except Exception:
                logger.exception("a subscriber of the fact store failed")

    def upsert(self, fact: str, table: pa.Table, source: str) -> int:
        """Write rows by ``row_key``: those known are replaced, the others are new.

        Args:
            fact: the fact's name.
            table: the rows; columns by name, missing ones become empty.
            source: whose rows they are.

        Returns:
            How many rows were written.

        Raises:
            BatonError: ``metrics.unknown_fact``, ``metrics.unknown_column``,
                ``metrics.missing_row_key``, ``metrics.duplicate_row_key``, ``metrics.bad_value``.
        """
        with self.batch():
            self._write(self._layout(fact), table, source, mode="upsert")
            self._note_available(source, fact, table)
        return int(table.num_rows)

    def append(self, fact: str, table: pa.Table, source: str) -> int:
        """Write rows that are known to be new (the first load); nothing is looked up."""
        with self.batch():
            self._write(self._layout(fact), table, source, mode="append")
            self._note_available(source, fact, table)
        return int(table.num_rows)

    def replace(self, fact: str, table: pa.Table, source: str) -> int:
        """Make ``table`` all rows which ``source`` has of this fact."""
        with self.batch():
            self._write(self._layout(fact), table, source, mode="replace")
            self._forget_available(source, fact)
            self._note_available(source, fact, table)
        return int(table.num_rows)

    def delete(self, fact: str, row_keys: Iterable[str], source: str) -> int:
        """Remove rows by key; unknown keys are no error.

        Returns:
            How many rows were removed.
        """
        keys = pa.table({"row_key": pa.array(list(row_keys), pa.string())})
        with self.batch():
            return self._remove(self._layout(fact), keys, source)

    def drop(self, fact: str, source: str) -> None:
        """Remove all rows that ``source`` has of this fact: it supplies the fact no more."""
        layout = self._layout(fact)
        with self.batch():
            self._write(layout, layout.arrow().empty_table(), source, mode="replace")
            self._forget_available(source, fact)

    def declare(self, source: str, fact: str, columns: Iterable[str]) -> None:
        """Say that ``source`` supplies these columns of ``fact``, even while it has no rows."""
        names = list(columns)
        layout = self._layout(fact)
        unknown = [name for name in names if name not in layout.visible]
        if unknown:
            raise BatonError("metrics.unknown_column", fact=fact, columns=", ".join(unknown))
        self._add_available(source, fact, names)

    def put_members(
        self, dimension: str, table: pa.Table, source: str, *, replace: bool = False
    ) -> None:
        """Write members (key, name, parent) of a dimension by key.

        Args:
            dimension: e.g. ``customer``.
            table: columns ``key``, ``name`` and optionally ``parent``.
            source: whose members they are; the same key in two sources is two members.
            replace: also remove the members of this source which ``table`` lacks.
        """
        rows = _padded(table, self.layouts["member"], {"dimension": dimension, "source": source})
        with self.batch():
            keys = None if replace else rows["key"].to_pylist()
            self._put("member", rows, {"dimension": dimension, "source": source}, keys=keys)

    def put_org(self, units: pa.Table, assignments: pa.Table | None, source: str) -> None:
        """Make these the org units and assignments of ``source``; ``valid_to`` is the last day."""
        with self.batch():
            rows = _padded(units, self.layouts["org_unit"], {"source": source})
            self._put("org_unit", rows, {"source": source})
            if assignments is not None:
                rows = _padded(assignments, self.layouts["assignment"], {"source": source})
                self._put("assignment", rows, {"source": source})

    def set_watermark(self, source: str, state: Mapping[str, Any]) -> None:
        """Remember how far ``source`` was read."""
        text = json.dumps(dict(state), ensure_ascii=False, default=str, sort_keys=True)
        rows = pa.table({"source": [source], "state": [text]})
        with self.batch():
            touched = set(self._touched)
            self._put("watermark", rows, {"source": source})
            self._touched = touched  # how far a source was read changes no figure

    def watermark(self, source: str) -> dict[str, Any]:
        """How far ``source`` was read; empty when it never was, or must be read again."""
        table = self.table("watermark")
        states = self.query(table.filter(table.source == source))["state"].to_pylist()
        state: dict[str, Any] = json.loads(states[0]) if states else {}
        return state

    # -- reading ------------------------------------------------------------------------

    def table(self, name: str) -> Any:
        """An Ibis table expression over a fact or a table beside the facts."""
        return self._layout(name).table()

    def available(self) -> dict[tuple[str, str], frozenset[str]]:
        """Which columns each ``(source, fact)`` supplies."""
        found: dict[tuple[str, str], set[str]] = {}
        rows = self.query(self.table("availability")).to_pylist()
        for row in rows:
            found.setdefault((row["source"], row["fact"]), set()).add(row["column"])
        return {key: frozenset(columns) for key, columns in found.items()}

    def count(self, fact: str) -> int:
        """How many rows a fact has."""
        found = self.query(self.table(fact).aggregate(n=self.table(fact).count()))
        return int(found["n"][0].as_py())

    @abstractmethod
    def query(self, expression: Any) -> pa.Table:
        """The rows of an Ibis expression over :meth:`table`; of one version inside a snapshot."""

    @abstractmethod
    def snapshot(self) -> Any:
        """A context in which all queries of this thread see the same version."""

    @abstractmethod
    def close(self) -> None:
        """Give the files free; the store cannot be used afterwards."""

    # -- what an engine supplies -----------------------------------------------------------

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _rollback(self) -> None: ...

    @abstractmethod
    def _set_version(self, version: int) -> None: ...

    @abstractmethod
    def _write(self, layout: Layout, table: pa.Table, source: str, mode: str) -> None: ...

    @abstractmethod
    def _remove(self, layout: Layout, keys: pa.Table, source: str) -> int: ...

    @abstractmethod
    def _put(
        self, name: str, rows: pa.Table, where: Mapping[str, str], keys: list[str] | None = None
    ) -> None:
        """Replace the rows of a small table which match ``where`` (and ``keys``) by ``rows``."""

    # -- inside ----------------------------------------------------------------------------

    def _layout(self, name: str) -> Layout:
        layout = self.layouts.get(name)
        if layout is None:
            raise BatonError("metrics.unknown_fact", name=name)
        return layout

    def _note_available(self, source: str, fact: str, table: pa.Table) -> None:
        given = [field.name for field in table.schema if not pa.types.is_null(field.type)]
        self._add_available(source, fact, [name for name in given if name != "source"])

    def _add_available(self, source: str, fact: str, columns: Iterable[str]) -> None:
        known = self.available().get((source, fact), frozenset())
        new = [column for column in columns if column not in known]
        if not new:
            return
        every = sorted({*known, *new})
        rows = pa.table(
            {"source": [source] * len(every), "fact": [fact] * len(every), "column": every}
        )
        with self.batch():
            self._put("availability", rows, {"source": source, "fact": fact})

    def _forget_available(self, source: str, fact: str) -> None:
        empty = self.layouts["availability"].arrow().empty_table()
        self._put("availability", empty, {"source": source, "fact": fact})


def _path(rest: str) -> str:
    """The file in ``duckdb://<rest>``; empty for memory.

    As usual for database URLs three slashes begin a relative path and four an absolute one;
    three also begin an absolute one when its folder exists.
    """
    if not rest.startswith("/"):
        return rest
    folder = Path(rest).parent
    if folder != Path("/") and folder.is_dir():
        return rest
    return rest[1:]


def _padded(table: pa.Table, layout: Layout, constants: Mapping[str, str]) -> pa.Table:
    """``table`` with the layout's columns in order; constants filled in, missing ones empty."""
    schema = layout.arrow()
    columns = []
    for field in schema:
        if field.name in constants:
            columns.append(pa.array([constants[field.name]] * table.num_rows, field.type))
        elif field.name in table.column_names:
            columns.append(table[field.name].cast(field.type))
        else:
            columns.append(pa.nulls(table.num_rows, field.type))
    return pa.table(columns, schema=schema)


def check_rows(layout: Layout, table: pa.Table) -> None:
    """Refuse rows with unknown columns or without keys.

    Raises:
        BatonError: ``metrics.unknown_column``, ``metrics.missing_row_key``.
    """
    unknown = [name for name in table.column_names if name not in layout.visible]
    if unknown:
        raise BatonError("metrics.unknown_column", fact=layout.name, columns=", ".join(unknown))
    if "row_key" not in table.column_names or table["row_key"].null_count:
        raise BatonError("metrics.missing_row_key", fact=layout.name)
