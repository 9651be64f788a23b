"""The one way a transaction on the ERP is run, and what the work inside it gets to see."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from baton.kernel.failures import disk_full, mapped

T = TypeVar("T")

PAUSE_SECONDS = 0.02
"""The pause before the n-th try again is n times this, as Tryton does it."""


class Erp:
    """The ERP inside one transaction, for rooms that may not import Tryton.

    Only valid during the function it is given to. Hand out plain data, never records.
    """

    def __init__(self, name: str) -> None:
        from trytond.pool import Pool
        from trytond.transaction import Transaction

        self._pool = Pool(name)
        self._transaction = Transaction()

    def get(self, name: str, type: str = "model") -> Any:
        """The Tryton class ``name``; ``type`` is ``model``, ``wizard`` or ``report``."""
        return self._pool.get(name, type=type)

    def has(self, name: str) -> bool:
        """Whether the model ``name`` is there."""
        return any(known == name for known, _ in self._pool.iterobject())

    @property
    def user(self) -> int:
        """Whose transaction it is; 0 is the system itself."""
        return int(self._transaction.user)

    @property
    def language(self) -> str:
        """The language of texts, ``zh_CN`` or ``en``."""
        return str(self._transaction.language)

    @property
    def values(self) -> dict[str, Any]:
        """The context: company, employee, language …"""
        return dict(self._transaction.context)

    def context(self, **values: Any) -> AbstractContextManager[Any]:
        """Run a block with more in the context, e.g. ``_skip_warnings=True``."""
        manager: AbstractContextManager[Any] = self._transaction.set_context(**values)
        return manager

    def as_user(self, user: int) -> AbstractContextManager[Any]:
        """Run a block as another user."""
        manager: AbstractContextManager[Any] = self._transaction.set_user(user)
        return manager

    def data_id(self, module: str, xml_id: str) -> int:
        """The id of the record that ``module`` ships under ``xml_id``."""
        return int(self.get("ir.model.data").get_id(module, xml_id))

    def connection(self) -> Any:
        """The open database connection, for SQL that only reads."""
        return self._transaction.connection

    def savepoint(self) -> None:
        """Commit what has been done so far and go on, for long jobs that may be taken up again."""
        self._transaction.commit()


@dataclass(frozen=True)
class Terms:
    """How a transaction is run; what each means is said at ``Database.run``."""

    readonly: bool = False
    check_access: bool = False
    confirmed: tuple[str, ...] = ()
    lock_tables: tuple[str, ...] = ()
    request: dict[str, Any] | None = None
    context: dict[str, Any] = field(default_factory=dict)


def run(name: str, user: int, work: Callable[[Erp], T], terms: Terms) -> T:
    """See ``Database.run``."""
    from trytond.transaction import Transaction

    current = Transaction()
    if current.connection is None:
        with mapped():
            return _outermost(name, user, work, terms)
    if (
        current.database.name != name
        or current.user != user
        or (current.readonly and not terms.readonly)
    ):
        raise RuntimeError(
            "a transaction of another database or user, or a read-only one, is open in this thread"
        )
    with mapped(), current.set_context(**terms.context):
        _confirm(terms.confirmed)
        return work(Erp(name))


class _Everything(set[str]):
    """The names of all tables."""

    def __contains__(self, name: object) -> bool:
        return True


def _outermost(name: str, user: int, work: Callable[[Erp], T], terms: Terms) -> T:
    from trytond import backend, config
    from trytond.pool import Pool
    from trytond.transaction import Transaction, TransactionError
    from trytond.worker import run_task

    pool = Pool(name)
    tries = config.getint("database", "retry")
    extras: dict[str, Any] = {"_lock_tables": list(terms.lock_tables)}
    outside: dict[str, Any] = {"_request": terms.request} if terms.request else {}
    count = 0
    while True:
        if count:
            time.sleep(PAUSE_SECONDS * count)
        with Transaction().start(
            name, user, readonly=terms.readonly, context=outside, **extras
        ) as transaction:
            if backend.name == "sqlite" and not terms.readonly:
                # the one writer has every lock from its start (``engine``): never ask to begin
                # again for one more table, as Tryton does where others may hold it
                transaction._locked_tables = _Everything()
            try:
                with transaction.set_context(
                    _preferences(pool, user), _check_access=terms.check_access, **terms.context
                ):
                    _confirm(terms.confirmed)
                    result = work(Erp(name))
                    # committed with the context: the log and the caches belong to the user
                    if not terms.readonly:
                        transaction.commit()
            except TransactionError as error:
                transaction.rollback()
                transaction.tasks.clear()
                error.fix(extras)
                continue
            except backend.DatabaseOperationalError as error:
                transaction.rollback()
                transaction.tasks.clear()
                if count < tries and not terms.readonly and not disk_full(error):
                    count += 1
                    continue
                raise
            except BaseException:
                transaction.rollback()
                transaction.tasks.clear()
                raise
        while transaction.tasks:
            run_task(pool, transaction.tasks.pop())
        return result


def _preferences(pool: Any, user: int) -> dict[str, Any]:
    """Company, employee and language of the user, as a Tryton client would send them."""
    if not user:
        return {}
    users = pool.get("res.user")
    found = dict(users.get_preferences(context_only=True))
    found.setdefault("company", None)
    found["companies"] = list(users.get_companies())
    found["employees"] = list(users.get_employees())
    return found


def _confirm(names: Iterable[str]) -> None:
    """Note that the user has read these warnings and wants to go on."""
    from trytond.pool import Pool
    from trytond.transaction import without_check_access

    with without_check_access():  # as Tryton's own call does: the note is the user's
        for name in names:
            Pool().get("res.user.warning").skip(name)
