"""When history was entered: believable creation and change times for what the story wrote.

The ERP stamps every record with the moment it is really written. A year of business told in some
minutes would then look as if all had been typed in today, and every figure about timely entry
would be wrong. Nothing in Tryton can set these stamps, so this module does it by SQL, in the
transaction of the step, for the demo company only: each new record gets a working hour of its its
business day (a few are entered some days late), each changed one those of the step's day.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sql import Column, Table
from sql.aggregate import Max

from baton.kernel import Erp

DATED = {
    "sale_sale": "sale_date",
    "sale_opportunity": "start_date",
    "sale_complaint": "date",
    "purchase_purchase": "purchase_date",
    "stock_shipment_in": "effective_date",
    "stock_shipment_out": None,
    "stock_shipment_internal": "effective_date",
    "stock_move": None,
    "stock_inventory": "date",
    "production": "planned_start_date",
    "account_invoice": None,
    "account_move": "date",
    "account_payment": None,
    "quality_inspection": "processed_at",
    "quality_alert": None,
    "stock_order_point": None,
    "baton_kpi_target": None,
}
"""Table → the column with its business day; None: some day of the step."""

FOLLOWING = {
    "sale_line": ("sale", "sale_sale"),
    "purchase_line": ("purchase", "purchase_purchase"),
    "stock_inventory_line": ("inventory", "stock_inventory"),
    "production_work": ("production", "production"),
    "account_invoice_line": ("invoice", "account_invoice"),
    "account_move_line": ("move", "account_move"),
}
"""Lines are entered together with their head: table → (column of the head, its table)."""

HISTORIES = ("stock_order_point",)
"""Tables of which Tryton keeps every version: the versions are stamped alike."""

LATE_SHARE = 12
"""One in so many documents is entered one to three days after its business day."""


class Stamps:
    """Remembers what was there before a step, to stamp what the step adds."""

    def __init__(self, erp: Erp) -> None:
        self.erp = erp
        self.tables = (*DATED, *FOLLOWING)
        self.before = {name: self._newest(name) for name in self.tables}

    def _newest(self, name: str) -> int:
        table = Table(name)
        cursor = self.erp.connection().cursor()
        cursor.execute(*table.select(Max(table.id)))
        return int(cursor.fetchone()[0] or 0)

    def set(self, start: dt.date, end: dt.date) -> None:
        """Stamp what the step wrote; its business is between the two days."""
        length = (end - start).days + 1
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        for name, column in DATED.items():
            rows = self._new(name, column)
            stamps = []
            for id_, value in rows:
                day = min(_day(value) or start + dt.timedelta(days=id_ % length), end)
                stamps.append((entered(day, id_, end, now), id_))
            self._update(name, stamps)
        for name, (column, head) in FOLLOWING.items():
            self._follow(name, column, head)
        for name in HISTORIES:
            self._versions(name)

    def _versions(self, name: str) -> None:
        table, version = Table(name), Table(f"{name}__history")
        cursor = self.erp.connection().cursor()
        for column in ("create_date", "write_date"):
            stamp = table.select(Column(table, column), where=table.id == version.id)
            cursor.execute(
                *version.update(
                    [Column(version, column)], [stamp], where=version.id > self.before[name]
                )
            )

    def _new(self, name: str, column: str | None) -> list[tuple[int, Any]]:
        table = Table(name)
        wanted = [table.id, Column(table, column) if column else table.id]
        cursor = self.erp.connection().cursor()
        cursor.execute(*table.select(*wanted, where=table.id > self.before[name]))
        return [(id_, value if column else None) for id_, value in cursor.fetchall()]

    def _update(self, name: str, stamps: list[tuple[dt.datetime, int]]) -> None:
        if not stamps:
            return
        table = Table(name)
        query, _ = table.update(
            [table.create_date, table.write_date],
            [stamps[0][0], stamps[0][0]],
            where=table.id == stamps[0][1],
        )
        cursor = self.erp.connection().cursor()
        cursor.executemany(query, [(stamp, stamp, id_) for stamp, id_ in stamps])

    def _follow(self, name: str, column: str, head: str) -> None:
        table, above = Table(name), Table(head)
        cursor = self.erp.connection().cursor()
        cursor.execute(
            *table.join(above, condition=Column(table, column) == above.id).select(
                above.create_date, table.id, where=table.id > self.before[name]
            )
        )
        self._update(name, cursor.fetchall())


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        return dt.date.fromisoformat(value[:10])
    return value if isinstance(value, dt.date) else None


def entered(day: dt.date, number: int, latest: dt.date, now: dt.datetime) -> dt.datetime:
    """A working hour (UTC, for China's day) of ``day``; the number decides, as a die would.

    It is never later than ``now``: what people do from now on comes after it.
    """
    die = number * 2654435761 % 2**32
    if die % LATE_SHARE == 0:
        day = min(day + dt.timedelta(days=1 + die // 64 % 3), max(latest, day))
    minute = 30 + die // 256 % 540
    found = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute, seconds=die % 60)
    return min(found, now)
