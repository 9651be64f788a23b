"""Sets Tryton up once per process and gives it our database class."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from baton.base.errors import BatonError
from baton.kernel.fairlock import FairLock
from baton.kernel.hashes import steady
from baton.kernel.location import Location

logger = logging.getLogger(__name__)

WRITE_WAIT_SECONDS = 120.0
"""How long a writer waits for the one before it on SQLite before it gives up."""

BUSY_SECONDS = 30
"""How long SQLite itself waits for its file lock."""

LANGUAGES = ("zh_CN", "en")

_setup_lock = threading.Lock()
_ready: tuple[str, str] | None = None
_files: dict[str, Path] = {}
_served: list[str] = []
_write_locks: dict[str, FairLock] = {}
_anchors: dict[str, tuple[tuple[int, int], sqlite3.Connection]] = {}
_after_commit: list[Callable[[str], None]] = []


def set_up(location: Location) -> None:
    """Configure Tryton for the backend of ``location``; the first call decides for the process.

    Raises:
        BatonError: this process already works with another backend or server.
    """
    global _ready  # noqa: PLW0603 - Tryton's configuration is one per process as well
    wanted = (location.backend, location.server)
    with _setup_lock:
        if _ready is None:
            _configure(location)
            _ready = wanted
        elif _ready != wanted:
            raise BatonError("kernel.other_backend", url=location.shown)


def register(location: Location, *, served: bool = True) -> None:
    """Make the database known to Tryton under its name, and to clients when ``served``."""
    if location.path is not None:
        _files[location.name] = location.path
    if served and location.name not in _served:
        _served.append(location.name)


def forget(location: Location) -> None:
    """Undo ``register``."""
    _files.pop(location.name, None)
    _let_go(location.name)
    if location.name in _served:
        _served.remove(location.name)


def file_of(name: str) -> Path | None:
    """The SQLite file registered under ``name``."""
    return _files.get(name)


def after_commit(callback: Callable[[str], None]) -> Callable[[], None]:
    """Call ``callback(database name)`` after each commit of a writing transaction, whoever made it.

    It runs in the committing thread and must return at once. Returns how to stop it.
    """
    _after_commit.append(callback)

    def stop() -> None:
        if callback in _after_commit:
            _after_commit.remove(callback)

    return stop


def _hold(name: str, path: Path) -> None:
    """Keep one idle connection to a file open: the last one to close writes the whole log back."""
    status = path.stat()
    file = (status.st_dev, status.st_ino)
    with _setup_lock:
        if name in _anchors and _anchors[name][0] == file:
            return
        found = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, check_same_thread=False)
        found.execute("SELECT count(*) FROM sqlite_master").fetchone()
        former, _anchors[name] = _anchors.get(name), (file, found)
    if former is not None:
        former[1].close()


def _let_go(name: str) -> None:
    with _setup_lock:
        former = _anchors.pop(name, None)
    if former is not None:
        former[1].close()


def _tell(name: str) -> None:
    for callback in list(_after_commit):
        try:
            callback(name)
        except Exception:
            logger.exception("a listener failed after a commit on %s", name)


def _configure(location: Location) -> None:
    from trytond import config

    config.set("database", "uri", location.server or "sqlite://")
    config.set("database", "language", LANGUAGES[0])
    config.set("database", "list", "True")
    config.set("web", "root", "")
    config.set("queue", "worker", "False")
    config.set("password", "length", "8")
    if location.backend == "postgresql":
        # other processes may serve the same database: their changes empty our caches at once
        config.set("cache", "clean_timeout", "0")
    from trytond import backend

    if backend.name != location.backend:
        raise BatonError("kernel.other_backend", url=location.shown)
    steady()
    backend.Database = _sqlite_class() if location.backend == "sqlite" else _postgresql_class()


def _sqlite_class() -> Any:
    from trytond.backend.sqlite import database as sqlite

    class Database(sqlite.Database):  # type: ignore[misc]
        """SQLite with one writer at a time.

        Tryton's table and record locks do nothing on SQLite, and its write transaction begins
        only at the first change, after the reads that led to it. So a writing transaction holds
        a lock of this process from its start to its end, whichever way it came in.
        """

        def __init__(self, name: str = sqlite._default_name) -> None:
            super().__init__(name)
            self._held: list[bool] = []

        def _make_uri(self) -> str:
            path = _files.get(self.name)
            if path is None:
                uri: str = super()._make_uri()
                return uri
            if not path.is_file():
                raise sqlite.DatabaseOperationalError(f"{path} does not exist")
            return path.as_uri()

        def connect(self) -> Any:
            fresh = self._conn is None
            super().connect()
            if fresh and self._conn is not None:
                self._conn.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
                if self.name in _files:
                    _hold(self.name, _files[self.name])
            return self

        def get_connection(
            self,
            autocommit: bool = False,
            readonly: bool = False,
            statement_timeout: float | None = None,
        ) -> Any:
            writes = not readonly and not autocommit and self.name in _files
            if writes:
                lock = _write_locks.setdefault(self.name, FairLock())
                if not lock.acquire(WRITE_WAIT_SECONDS):
                    raise BatonError("kernel.busy", status=503)
            try:
                connection = super().get_connection(autocommit, readonly, statement_timeout)
            except BaseException:
                if writes:
                    lock.release()
                raise
            self._held.append(writes)
            return connection

        def put_connection(self, connection: Any = None) -> None:
            wrote = self._held.pop() if self._held else False
            try:
                super().put_connection(connection)
                changed = wrote and connection is not None and connection.total_changes > 0
                if self.name in _files and not self._held:
                    # left to itself it waits for the collector of cycles, which comes rarely
                    self.close()
            finally:
                if wrote:
                    _write_locks[self.name].release()
            if changed:
                _tell(self.name)

        def list(self, hostname: str | None = None) -> Any:  # noqa: ARG002
            return sorted(_served)

    return Database


def _postgresql_class() -> Any:
    from trytond.backend.postgresql import database as postgresql

    class Database(postgresql.Database):  # type: ignore[misc]
        """PostgreSQL that shows clients only what this process serves."""

        def put_connection(self, connection: Any) -> None:
            wrote = not connection.read_only and not connection.autocommit
            super().put_connection(connection)
            if wrote:
                _tell(self.name)

        def list(self, hostname: str | None = None) -> Any:  # noqa: ARG002
            return sorted(_served)

    return Database
