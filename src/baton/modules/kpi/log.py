"""The log of changes to what people are measured by 变更日志: append-only and hash-chained."""

import datetime as dt
import json

from trytond import backend
from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, Unique, fields
from trytond.pool import Pool
from trytond.transaction import Transaction

from baton.base.chain import START, Link, broken, canonical, seal

from .exceptions import FrozenError

LOGGED = (
    "baton.kpi.target",
    "baton.kpi.objective.indicator",
    "baton.kpi.indicator",
    "baton.kpi.indicator.version",
    "baton.kpi.period",
    "baton.kpi.restatement",
)
"""The models whose records must be what the log says of them."""

ROWS = 400
"""Rows put into one statement."""


class Log(ModelSQL, ModelView):
    """One change: who, when, what it is now, why; sealed together with the entry before it."""

    __name__ = "baton.kpi.log"
    __string__ = "Change Log"
    number = fields.Integer("Number", required=True, readonly=True)
    at = fields.Char("Time (UTC)", required=True, readonly=True)
    user = fields.Many2One("res.user", "User", readonly=True, ondelete="RESTRICT")
    model = fields.Char("Model", required=True, readonly=True)
    record = fields.Integer("Record", required=True, readonly=True)
    action = fields.Selection(
        [
            ("create", "Created"),
            ("write", "Changed"),
            ("delete", "Deleted"),
        ],
        "Action",
        required=True,
        readonly=True,
        sort=False,
    )
    content = fields.Text("Content", readonly=True)
    reason = fields.Char("Reason", readonly=True)
    previous = fields.Char("Seal Before", required=True, readonly=True)
    hash = fields.Char("Seal", required=True, readonly=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("number_unique", Unique(table, table.number), "baton_kpi.msg_log_number")
        )
        cls._order = [("number", "DESC")]

    @classmethod
    def append(cls, changes):
        """Add changes: (model, record id, action, content), in this order.

        The reason is taken from the context (``kpi_reason``).
        """
        if not changes:
            return
        transaction = Transaction()
        if backend.name == "postgresql":
            cls.lock()
        cursor, table = transaction.connection.cursor(), cls.__table__()
        cursor.execute(*table.select(table.number, table.hash, order_by=table.number.desc, limit=1))
        number, before = cursor.fetchone() or (0, START)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        user, at = transaction.user, now.isoformat(timespec="microseconds")
        reason = transaction.context.get("kpi_reason") or None
        rows = []
        for model, record, action, content in changes:
            number += 1
            text = canonical(content)
            sealed = seal(before, *parts(number, at, user, model, record, action, text, reason))
            rows.append(
                [number, at, user, model, record, action, text, reason, before, sealed, user, now]
            )
            before = sealed
        columns = [
            getattr(table, name)
            for name in (
                *("number", "at", "user", "model", "record", "action", "content", "reason"),
                *("previous", "hash", "create_uid", "create_date"),
            )
        ]
        for start in range(0, len(rows), ROWS):
            cursor.execute(*table.insert(columns, rows[start : start + ROWS]))

    @classmethod
    def write(cls, *args):
        raise FrozenError(gettext("baton_kpi.msg_log_frozen"))

    @classmethod
    def delete(cls, records):
        raise FrozenError(gettext("baton_kpi.msg_log_frozen"))

    @classmethod
    def head(cls):
        """The number and the seal of the newest entry; 0 and the start without any."""
        cursor, table = Transaction().connection.cursor(), cls.__table__()
        cursor.execute(*table.select(table.number, table.hash, order_by=table.number.desc, limit=1))
        return cursor.fetchone() or (0, START)

    @classmethod
    def verify(cls):
        """What does not agree: (entry number or None, model, record id or None, problem).

        The problem is ``missing``, ``order`` or ``content`` for an entry of the chain, and for a
        record ``unlogged`` (made past the log), ``vanished`` (deleted past it) or ``altered``.
        """
        found, last = [], {}
        cursor, table = Transaction().connection.cursor(), cls.__table__()
        cursor.execute(
            *table.select(
                *(table.number, table.at, table.user, table.model, table.record, table.action),
                *(table.content, table.reason, table.previous, table.hash),
                order_by=table.number,
            )
        )
        links = []
        for number, at, user, model, record, action, content, reason, previous, sealed in cursor:
            part = parts(number, at, user, model, record, action, content, reason)
            links.append(Link(number, previous, part, sealed))
            last[model, record] = (number, action, content)
        models = {link.number: (link.parts[3], int(link.parts[4])) for link in links}
        found += [(number, *models[number], why) for number, why in broken(links)]
        for name in LOGGED:
            Model = Pool().get(name)
            for record in Model.search([], order=[("id", "ASC")]):
                number, action, content = last.pop((name, record.id), (None, "delete", None))
                if action == "delete":
                    found.append((number, name, record.id, "unlogged"))
                elif json.loads(content) != json.loads(canonical(record.log_content())):
                    found.append((number, name, record.id, "altered"))
        found += [
            (number, model, record, "vanished")
            for (model, record), (number, action, _) in last.items()
            if model in LOGGED and action != "delete"
        ]
        return found


def parts(number, at, user, model, record, action, content, reason):
    """What is sealed of an entry, in order."""
    return (str(number), at, str(user), model, str(record), action, content or "", reason or "")
