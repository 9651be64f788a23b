"""The log of changed records, and how the database itself keeps it."""

from trytond.model import ModelSQL, fields
from trytond.transaction import Transaction

from . import triggers


class Change(ModelSQL):
    """One record created, written or deleted, in the order of the commits.

    Rows come from database triggers, so that nothing is missed: SQL of other modules, deletions
    that cascade, and every client write the same log. Nobody but root may touch it.
    """

    __name__ = "baton.change_log"

    model = fields.Char("Model", required=True, readonly=True)
    record = fields.Integer("Record", required=True, readonly=True)
    operation = fields.Selection(
        [
            ("create", "Created"),
            ("write", "Written"),
            ("delete", "Deleted"),
        ],
        "Operation",
        required=True,
        readonly=True,
        sort=False,
    )
    tx_time = fields.Timestamp("Time (UTC)", readonly=True)
    user = fields.Integer("User", readonly=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("id", "ASC")]

    @classmethod
    def purge(cls, until):
        """Delete the rows up to and with id ``until``; returns how many.

        Numbers are never used again, so a reader's watermark stays right.
        """
        cursor = Transaction().connection.cursor()
        table = cls.__table__()
        cursor.execute(*table.delete(where=table.id <= until))
        return cursor.rowcount

    @classmethod
    def install_triggers(cls):
        """Give every mirrored table its triggers; needed again after a table was rebuilt."""
        return triggers.install(Transaction().connection)
