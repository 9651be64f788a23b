"""One open ERP database: created from the template, kept up to date, and used by transactions."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from baton.base.errors import BatonError, ConflictError, NotFoundError
from baton.kernel import engine, storage, template, transaction
from baton.kernel.filelock import FileLock
from baton.kernel.location import Location
from baton.kernel.template import Progress, silent
from baton.kernel.transaction import Erp, Terms

T = TypeVar("T")

_open: dict[str, Database] = {}
_open_lock = threading.RLock()


class Database:
    """An ERP database that this process has open.

    Attributes:
        url: where it is.
        name: what Tryton's clients call it.
    """

    def __init__(self, location: Location, lock: FileLock | None) -> None:
        self.location = location
        self.url = location.url
        self.name = location.name
        self._lock = lock

    @staticmethod
    def exists(url: str) -> bool:
        """Whether there is a database at ``url``; it may still be another program's."""
        location = Location.parse(url)
        engine.set_up(location)
        return storage.exists(location)

    @classmethod
    def create(
        cls,
        url: str,
        *,
        admin_password: str,
        language: str = "zh_CN",
        progress: Progress = silent,
    ) -> Database:
        """Make a new database from the template and open it.

        Args:
            admin_password: for the user ``admin``; at least 8 characters.
            language: ``zh_CN`` or ``en``, what users see who chose none.

        Raises:
            BatonError: it exists already, the server cannot be reached, or the password is weak.
        """
        location = Location.parse(url)
        engine.set_up(location)
        if storage.exists(location):
            raise ConflictError("kernel.exists", database=location.shown)
        with template.disk_errors():
            template.copy_to(location, progress)
        database = cls.open(url, progress=progress)
        try:
            database.run(0, lambda erp: _first_settings(erp, admin_password, language))
        except BaseException:
            database.drop()
            raise
        return database

    @classmethod
    def open(cls, url: str, *, progress: Progress = silent) -> Database:
        """Open a database, bringing it to the installed versions first when they changed.

        The same database opened twice in one process is the same object.

        Raises:
            BatonError: it is not there, is no database of Baton's, is damaged, or (SQLite)
                another process has it open.
        """
        location = Location.parse(url)
        engine.set_up(location)
        with _open_lock:
            if location.url in _open:
                return _open[location.url]
            location = _unique(location)
            if not storage.exists(location):
                raise NotFoundError("kernel.missing", database=location.shown)
            lock = _lock_file(location)
            try:
                if storage.read_build(location) is None:
                    raise BatonError("kernel.not_ours", database=location.shown)
                template.update(location, progress)
                storage.add_tables(location)
                progress("kernel.step_open", 0.0)
                engine.register(location)
                _load_pool(location.name)
                progress("kernel.step_open", 1.0)
            except BaseException:
                engine.forget(location)
                if lock is not None:
                    lock.release()
                raise
            database = cls(location, lock)
            _open[location.url] = database
            return database

    def run(
        self,
        user_id: int,
        work: Callable[[Erp], T],
        *,
        readonly: bool = False,
        check_access: bool | None = None,
        confirmed: Iterable[str] = (),
        lock_tables: Iterable[str] = (),
        request: dict[str, Any] | None = None,
        **context: Any,
    ) -> T:
        """Do ``work`` in one transaction: all of it is committed, or nothing.

        It may be run again when the database asks for that (locks, serialisation), so it must
        not send mail, call other servers or change anything outside the database. It returns
        plain data. Called inside another ``run`` of the same thread it joins that transaction;
        another user, or writing inside a read-only one, is refused with ``RuntimeError``.

        Args:
            user_id: who does it, from a session; 0 is the system itself, never a client.
            check_access: on for everybody but user 0 unless said otherwise.
            confirmed: names of the warnings that the person has read (``ConfirmationError``).
            lock_tables: tables locked from the start, for bulk jobs on PostgreSQL.
            request: ``remote_addr``, ``http_host`` … of the client, for throttling and logs.
            context: e.g. ``language="en"``, ``company=1``; names with ``_`` are refused.

        Raises:
            BatonError: whatever the person can put right; see ``kernel.failures``.
        """
        if any(key.startswith("_") or key == "user" for key in context):
            raise ValueError(f"not a context for callers: {sorted(context)}")
        terms = Terms(
            readonly=readonly,
            check_access=user_id != 0 if check_access is None else check_access,
            confirmed=tuple(confirmed),
            lock_tables=tuple(lock_tables),
            request=request,
            context=context,
        )
        return transaction.run(self.name, user_id, work, terms)

    def close(self) -> None:
        """Let go of the database; other processes may open it then."""
        from trytond import backend
        from trytond.cache import Cache
        from trytond.pool import Pool

        with _open_lock:
            if _open.pop(self.url, None) is None:
                return
            Cache.drop(self.name)
            if self.location.backend == "postgresql":
                backend.Database(self.name).close()
            Pool.stop(self.name)
            with Pool._lock:
                Pool._pool_instances.clear()
            engine.forget(self.location)
            if self._lock is not None:
                self._lock.release()

    def drop(self) -> None:
        """Close and delete the database."""
        self.close()
        if self.location.path is not None:
            storage.remove_file(self.location.path)
        else:
            storage.drop_postgresql(self.location)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _unique(location: Location) -> Location:
    """The location under a name that no other open file has."""
    taken = engine.file_of(location.name)
    if taken is None or taken == location.path:
        return location
    mark = hashlib.sha256(str(location.path).encode()).hexdigest()[:8]
    return replace(location, name=f"{location.name}-{mark}")


def _lock_file(location: Location) -> FileLock | None:
    if location.path is None:
        return None
    lock = FileLock(location.path.with_name(location.path.name + ".lock"))
    if not lock.acquire():
        raise ConflictError("kernel.in_use", database=location.shown, process=lock.holder())
    return lock


def _load_pool(name: str) -> None:
    """Load Tryton's classes, or share those of another open database with the same modules."""
    from sql import Table
    from trytond.pool import Pool
    from trytond.transaction import Transaction

    with Transaction().start(name, 0, readonly=True) as current:
        cursor = current.connection.cursor()
        module = Table("ir_module")
        cursor.execute(*module.select(module.name, where=module.state == "activated"))
        modules = {found for (found,) in cursor.fetchall()}
        with Pool._lock:
            for other, classes in Pool._pools.items():
                if classes and other != name and set(Pool._pool_modules[other]) == modules:
                    Pool._pools[name] = classes
                    Pool._pool_modules[name] = Pool._pool_modules[other]
                    Pool._pool_instances.clear()
                    return
        Pool(name).init()


def _first_settings(erp: Erp, password: str, language: str) -> None:
    configuration = erp.get("ir.configuration")(1)
    configuration.language = language
    configuration.save()
    users = erp.get("res.user")
    admin = users(erp.data_id("res", "user_admin"))
    with erp.as_user(admin.id):  # Tryton judges the strength for users only
        users.write([admin], {"password": password})
