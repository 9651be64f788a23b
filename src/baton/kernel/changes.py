"""What changed in the ERP: the rows of the change log, and who wants to hear of a commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baton.kernel import engine
from baton.kernel.database import Database
from baton.kernel.transaction import Erp


@dataclass(frozen=True, slots=True)
class Change:
    """One record created, written or deleted.

    Attributes:
        id: rises in the order of commits.
        model: Tryton's model name, e.g. ``sale.sale``.
        record: the record's id.
        operation: ``create``, ``write`` or ``delete``.
    """

    id: int
    model: str
    record: int
    operation: str


def since(database: Database, id: int, limit: int | None = None) -> list[Change]:
    """The changes after number ``id``, oldest first, at most ``limit``."""

    def read(erp: Erp) -> list[Change]:
        table = erp.get("baton.change_log").__table__()
        cursor = erp.connection().cursor()
        cursor.execute(
            *table.select(
                table.id,
                table.model,
                table.record,
                table.operation,
                where=table.id > id,
                order_by=table.id,
                limit=limit,
            )
        )
        return [Change(*row) for row in cursor.fetchall()]

    return database.run(0, read, readonly=True)


def last_id(database: Database) -> int:
    """The number of the newest change, 0 when there is none."""

    def read(erp: Erp) -> int:
        from sql.aggregate import Max

        table = erp.get("baton.change_log").__table__()
        cursor = erp.connection().cursor()
        cursor.execute(*table.select(Max(table.id)))
        return int(cursor.fetchone()[0] or 0)

    return database.run(0, read, readonly=True)


def purge(database: Database, until: int) -> int:
    """Delete the rows up to and with number ``until``; returns how many.

    Only rows that every reader has passed may go.
    """
    return database.run(0, lambda erp: int(erp.get("baton.change_log").purge(until)))


def subscribe(callback: Callable[[str], None]) -> Callable[[], None]:
    """Call ``callback(database name)`` after each writing commit of this process.

    Whoever committed: ``Database.run``, Tryton's RPC mounted here, queued tasks. It runs in the
    committing thread and must return at once. Commits of other processes (PostgreSQL) are not
    heard of: look at ``last_id`` now and then. Returns how to stop it.
    """
    return engine.after_commit(callback)
