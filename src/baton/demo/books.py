"""The chart of accounts by name, and entries that no document posts: wages, rent, taxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from baton.demo.desk import Desk
from baton.demo.setting.company import CHART

Line = tuple[str, Decimal]
"""An account's key in the chart and an amount: positive is debit, negative is credit."""


class Books:
    """The demo company's books inside one transaction."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def account(self, key: str) -> int:
        """The id of the account that the chart calls ``key``, e.g. ``admin_office``."""
        return self._accounts[self.desk.erp.data_id("baton_account_cn", f"account_{CHART}_{key}")]

    @cached_property
    def _accounts(self) -> dict[int, int]:
        accounts = self.desk.get("account.account").search(
            [("company", "=", self.desk.company.id), ("template", "!=", None)]
        )
        return {account.template.id: account.id for account in accounts}

    @cached_property
    def categories(self) -> dict[str, int]:
        """Accounting categories of raw, semi and finished goods, known by their stock account."""
        wanted = {"raw": "raw", "semi": "goods_semi", "finished": "goods_stock"}
        model = self.desk.get("product.category")
        by_account: dict[int, int] = {}
        for category in model.search([("accounting", "=", True)], order=[("id", "ASC")]):
            if category.account_stock is not None:
                by_account.setdefault(category.account_stock.id, category.id)
        return {kind: by_account[self.account(key)] for kind, key in wanted.items()}

    @cached_property
    def bank_method(self) -> Any:
        """How invoices are paid: by bank transfer."""
        (method,) = self.desk.get("account.invoice.payment.method").search(
            [
                ("company", "=", self.desk.company.id),
                ("debit_account", "=", self.account("bank")),
            ]
        )
        return method

    def enter(self, entries: Iterable[tuple[dt.date, str, list[Line]]]) -> None:
        """Post general entries: day, text, lines that balance."""
        periods = self.desk.get("account.period")
        journal = self.desk.erp.data_id("account", "journal_miscellaneous")
        values = []
        for day, text, lines in entries:
            filled = [(key, amount) for key, amount in lines if amount]
            assert sum(amount for _, amount in filled) == 0, (text, filled)
            if filled:
                values.append(
                    {
                        "journal": journal,
                        "period": periods.find(self.desk.company, date=day).id,
                        "date": day,
                        "company": self.desk.company.id,
                        "description": text,
                        "lines": [("create", [self._line(*line) for line in filled])],
                    }
                )
        if values:
            moves = self.desk.get("account.move")
            moves.post(moves.create(values))

    def _line(self, key: str, amount: Decimal) -> dict[str, Any]:
        return {
            "account": self.account(key),
            "debit": max(amount, Decimal(0)),
            "credit": max(-amount, Decimal(0)),
        }

    def balance(self, key: str, until: dt.date) -> Decimal:
        """Debit less credit of an account over all posted entries up to a day."""
        return self.balances([key], until)[key]

    def balances(
        self, keys: list[str], until: dt.date, since: dt.date | None = None
    ) -> dict[str, Decimal]:
        """The same for several accounts, from a day on when one is given."""
        from sql import Table
        from sql.aggregate import Sum
        from sql.conditionals import Coalesce

        move, line = Table("account_move"), Table("account_move_line")
        ids = {self.account(key): key for key in keys}
        where = line.account.in_(list(ids)) & (move.date <= until)
        if since is not None:
            where &= move.date >= since
        cursor = self.desk.erp.connection().cursor()
        cursor.execute(
            *line.join(move, condition=line.move == move.id).select(
                line.account,
                Sum(Coalesce(line.debit, 0)).as_("debit"),
                Sum(Coalesce(line.credit, 0)).as_("credit"),
                where=where,
                group_by=line.account,
            )
        )
        found = dict.fromkeys(keys, Decimal(0))
        for account, debit, credit in cursor.fetchall():
            found[ids[account]] = round(Decimal(str(debit)) - Decimal(str(credit)), 2)
        return found

    def profit(self, since: dt.date, until: dt.date) -> Decimal:
        """Income less expenses of all posted entries between two days, CNY."""
        from sql import Table
        from sql.aggregate import Sum
        from sql.conditionals import Coalesce

        move, line = Table("account_move"), Table("account_move_line")
        account, kind = Table("account_account"), Table("account_account_type")
        source = line.join(move, condition=line.move == move.id)
        source = source.join(account, condition=line.account == account.id)
        source = source.join(kind, condition=account.type == kind.id)
        cursor = self.desk.erp.connection().cursor()
        cursor.execute(
            *source.select(
                Sum(Coalesce(line.credit, 0) - Coalesce(line.debit, 0)).as_("profit"),
                where=(kind.statement == "income") & (move.date >= since) & (move.date <= until),
            )
        )
        return round(Decimal(str(cursor.fetchone()[0] or 0)), 2)
