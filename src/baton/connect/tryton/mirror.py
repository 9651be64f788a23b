"""The mirror of the embedded ERP: all documents as facts, as new as the last commit.

The first load reads everything; after that each refresh reads the change log and makes anew
just the rows it concerns, with the same SQL, so that the figures cannot differ. One refresh
sees one moment of the ERP and is one change of the fact store.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from baton.base.errors import BatonError
from baton.connect.contract import Check, Refreshed
from baton.connect.tryton import proof, spec
from baton.connect.tryton.affected import Affected, Changes, Tracer, read_changes
from baton.connect.tryton.houses import Roots
from baton.connect.tryton.reader import Reader, open_reader
from baton.connect.tryton.spec import FactSpec, is_of
from baton.connect.tryton.stage import FOREVER, Stage
from baton.metrics.engine.store import FactStore

_Watched = dict[tuple[str, str], str]
_WATCHED = "/masters"
"""Added to the source's name: what facts took from the masters is remembered under it."""

MOST_CHANGES = 200_000
"""With more changed records than this, reading everything is faster."""


@dataclass
class _Work:
    """What one refresh is going to write."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, pa.Table] = field(default_factory=dict)
    organisation: tuple[pa.Table, pa.Table] | None = None
    watched: _Watched | None = None
    read: set[str] = field(default_factory=set)
    full: bool = False


class Mirror:
    """The ERP as a source of facts.

    Args:
        url: the ERP's database, ``sqlite:///path`` or ``postgresql://…``; only read.
        store: where the facts go.
        source: the ERP's name among the sources.
    """

    def __init__(self, url: str, store: FactStore, source: str = "erp") -> None:
        self.url, self.store, self.source = url, store, source
        self.spec = spec.load()
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._stage: Stage | None = None
        self._watched: _Watched = {}
        self._members: dict[str, pa.Table] = {}

    @property
    def left_out(self) -> list[str]:
        """Rows of the ERP that no fact holds because of impossible numbers: ``sale_line,12``."""
        return list(self.store.watermark(self.source).get("left_out", []))

    def close(self) -> None:
        """Let go of the ERP's database."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._stage is not None:
            self._stage.close()
        if self._reader is not None:
            self._reader.close()
        self._stage = self._reader = None
        self._members = {}  # what was not written must be written the next time

    def refresh(self, *, full: bool = False) -> Refreshed:
        """Bring the facts up to the ERP's last commit; all of it or nothing.

        Args:
            full: read everything again even when the change log would do.

        Raises:
            BatonError: the ERP's database cannot be read.
        """
        with self._lock:
            started = time.monotonic()
            try:
                done, was_full = self._refresh(full)
                if self._reader is not None:
                    self._reader.renew()  # an open read would keep the write-ahead log growing
            except BaseException:
                self._let_go()  # the next refresh begins with fresh connections
                raise
            took = round((time.monotonic() - started) * 1000)
            return Refreshed(done, was_full, took)

    def check(self) -> list[Check]:
        """Totals of every fact, counted in the ERP by plain SQL of its own and in the facts."""
        with self._lock:
            reader = open_reader(self.url)
            day = self.store.watermark(self.source).get("day")
            today = dt.date.fromisoformat(day) if day else dt.datetime.now(dt.UTC).date()
            try:
                return proof.compare(reader, self.store, self.source, today)
            finally:
                reader.close()

    # --- one refresh --------------------------------------------------------------------

    def _refresh(self, full: bool) -> tuple[dict[str, int], bool]:
        fresh = self._stage is None
        if self._reader is None or self._stage is None:
            self._reader = open_reader(self.url)
            self._stage = Stage(self.spec, self._reader)
        reader, stage = self._reader, self._stage
        reader.renew()
        if "baton_change_log" not in stage.there:
            raise BatonError("connect.erp_no_change_log")
        state = self.store.watermark(self.source)
        low, high = _log_bounds(reader)
        today = stage.today()
        after = int(state.get("change", -1))
        same_day = state.get("day") == today.isoformat()
        full = full or not self._usable(state, low, high)
        if not full and after == high and same_day and not fresh:
            return {}, False
        changes = Changes() if full else read_changes(reader, after)
        full = full or len(changes) > MOST_CHANGES
        touched = [
            table for table in self.spec.masters if any(is_of(table, m) for m in changes.records)
        ]
        work = _Work(full=full)
        if full or fresh:
            stage.load_masters(self.spec.masters)
        elif touched:
            stage.load_masters(touched)
        full = full or state.get("companies", {}) != _told(stage.roots)
        days = stage.workdays()
        different: dict[str, list[str]] = {}
        if full or fresh or touched:
            before, watched = self._watched_before(fresh), _digests(stage.watched())
            different = {} if full else _differences(before, watched)
            full = full or (fresh and not before)
            self._watched = watched
            work.watched = watched if watched != before else None
        work.full = full = full or "everything" in different
        if full:
            self._all(stage, work, today)
        else:
            tracer = Tracer(self.spec, reader, self.store, self.source)
            affected = _trace(tracer, changes, different)
            self._some(stage, work, affected, state, today=today, days=days)
        if full or touched:
            self._masters(stage, work, whole=full)
        stage.drop_documents()
        left_out = set() if full else set(state.get("left_out", [])) - work.read
        left_out |= {f"{table},{id_}" for table, ids in stage.left_out.items() for id_ in ids}
        stage.left_out = {}
        done = self._write(
            work,
            {
                "change": high,
                "day": today.isoformat(),
                "fingerprint": self.spec.fingerprint,
                "workdays": _digest(days),
                "companies": _told(stage.roots),
                "left_out": sorted(left_out),
            },
        )
        return done, full

    def _watched_before(self, fresh: bool) -> _Watched:
        """What facts took from the masters at the last refresh, also that of another process."""
        if not fresh:
            return self._watched
        state = self.store.watermark(self.source + _WATCHED)
        return {
            (column, key): value for column, keys in state.items() for key, value in keys.items()
        }

    def _usable(self, state: dict[str, Any], low: int, high: int) -> bool:
        """Whether the change log continues what was read before."""
        if not state or state.get("fingerprint") != self.spec.fingerprint:
            return False
        after = int(state.get("change", -1))
        return after <= high and (low == 0 or after + 1 >= low)

    def _all(self, stage: Stage, work: _Work, today: dt.date) -> None:
        stage.load_documents()
        for fact in self.spec.facts.values():
            work.tables[fact.name] = stage.make(fact, today, FOREVER, None)

    def _some(
        self,
        stage: Stage,
        work: _Work,
        affected: Affected,
        state: dict[str, Any],
        *,
        today: dt.date,
        days: pa.Table,
    ) -> None:
        """Make the affected rows anew; know which of them are no more."""
        last = dt.date.fromisoformat(state["day"])
        for fact in self.spec.facts.values():
            ids = affected.rows.get(fact.name, set())
            since = FOREVER
            if fact.name == "stock_level":
                since = affected.since or dt.date.max
            if fact.name in {"stock_level", "employee_day"} and (
                today != last
                or (fact.name == "employee_day" and state.get("workdays") != _digest(days))
            ):
                # a new day: everybody and everything gets its row, past days are settled
                ids = set(_column(stage, f'SELECT id FROM "{fact.main}"'))
                since = min(since, last) if fact.name == "stock_level" else FOREVER
            if ids:
                self._remake(stage, work, fact, ids, today=today, since=since)

    def _remake(
        self,
        stage: Stage,
        work: _Work,
        fact: FactSpec,
        ids: Collection[int],
        *,
        today: dt.date,
        since: dt.date,
    ) -> None:
        stage.load_rows(fact, ids)
        work.read |= {f"{fact.main},{id_}" for id_ in ids}
        table = stage.make(fact, today, since, ids)
        keys = set(table.column("row_key").to_pylist())
        if fact.rows_of is None:
            gone = [str(id_) for id_ in ids if str(id_) not in keys]
        else:
            gone = [key for key in self._kept_keys(fact, ids, since) if key not in keys]
        work.tables[fact.name] = table
        work.gone[fact.name] = gone

    def _kept_keys(self, fact: FactSpec, ids: Collection[int], since: dt.date) -> list[str]:
        """Row keys kept of these records since a day."""
        table = self.store.table(fact.name)
        column = table[fact.rows_of or "row_key"]
        chosen = (table["source"] == self.source) & column.isin([str(id_) for id_ in ids])
        if since > FOREVER:
            chosen &= table["on"] >= since
        found = self.store.query(table.filter(chosen).select("row_key"))
        keys: list[str] = found["row_key"].to_pylist()
        return keys

    def _masters(self, stage: Stage, work: _Work, whole: bool) -> None:
        members = stage.members()
        work.members = {
            dimension: table
            for dimension, table in members.items()
            if whole or not table.equals(self._members.get(dimension))
        }
        self._members = members
        work.organisation = stage.organisation()

    def _write(self, work: _Work, state: dict[str, Any]) -> dict[str, int]:
        done: dict[str, int] = {}
        with self.store.batch():
            for fact, table in work.tables.items():
                if work.full:
                    self.store.replace(fact, table, source=self.source)
                    done[fact] = table.num_rows
                    continue
                gone = work.gone.get(fact, [])
                written = self.store.upsert(fact, table, source=self.source) if len(table) else 0
                removed = self.store.delete(fact, gone, source=self.source) if gone else 0
                if written or removed:
                    done[fact] = written + removed
            for dimension, table in work.members.items():
                self.store.put_members(dimension, table, source=self.source, replace=True)
            if work.organisation is not None:
                units, assignments = work.organisation
                self.store.put_org(units, assignments, source=self.source)
            if work.watched is not None:
                kept: dict[str, dict[str, str]] = {}
                for (column, key), value in work.watched.items():
                    kept.setdefault(column, {})[key] = value
                self.store.set_watermark(self.source + _WATCHED, kept)
            self.store.set_watermark(self.source, state)
        return done


def _trace(tracer: Tracer, changes: Changes, different: dict[str, list[str]]) -> Affected:
    """The rows that changed records and changed masters concern."""
    affected = tracer.trace(changes)
    if "product" in different:  # a product's levels carry its category on every day
        affected.since = FOREVER
    for column, keys in different.items():
        for fact, ids in tracer.of_members(column, keys).items():
            affected.rows[fact] |= ids
    return affected


def _log_bounds(reader: Reader) -> tuple[int, int]:
    """The lowest and highest number in the change log, 0 when it is empty."""
    found = reader.query(
        "SELECT MIN(id), MAX(id) FROM baton_change_log", {"low": "id", "high": "id"}
    )
    return int(found["low"][0].as_py() or 0), int(found["high"][0].as_py() or 0)


def _differences(before: _Watched, after: _Watched) -> dict[str, list[str]]:
    """Keys by column of the records known before of which facts take over something else now."""
    found: dict[str, list[str]] = {}
    for (column, key), value in before.items():
        if (column, key) in after and after[column, key] != value:
            found.setdefault(column, []).append(key)
    return found


def _digests(watched: dict[tuple[str, str], str | None]) -> _Watched:
    """The values, short enough to be remembered."""
    return {
        at: hashlib.blake2b((value or "").encode(), digest_size=6).hexdigest()
        for at, value in watched.items()
    }


def _digest(days: pa.Table) -> str:
    return hashlib.sha256(str(days.column("day").to_pylist()).encode()).hexdigest()[:16]


def _told(roots: Roots) -> dict[str, str]:
    """The companies' units as a watermark holds them."""
    return {str(company): unit for company, unit in sorted(roots.items())}


def _column(stage: Stage, sql: str) -> list[int]:
    return [row[0] for row in stage.duck.execute(sql).fetchall()]
