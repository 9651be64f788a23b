"""What stock moves post: perpetual inventory as Chinese books keep it.

| move | debit | credit |
|---|---|---|
| receipt | stock | goods received, not invoiced |
| delivery | goods dispatched | stock |
| material to production | production cost | stock |
| output of production | stock | production cost |
| stock found missing | pending differences | stock |

Returns post the same accounts the other way round.
"""

from trytond.pool import Pool, PoolMeta

COUNTERPARTS = {
    "in_production": "production_account",
    "out_production": "production_account",
    "in_lost_found": "stock_difference_account",
    "out_lost_found": "stock_difference_account",
}


class Move(metaclass=PoolMeta):
    __name__ = "stock.move"

    def _get_account_stock_move_lines(self, type_):
        lines = super()._get_account_stock_move_lines(type_)
        if account := self._counterpart(type_):
            lines[0].account = account
        return lines

    def _counterpart(self, type_):
        """The account instead of Tryton's choice by direction, or None."""
        if type_ == "in_customer":
            return self.product.account_stock_out_used
        if type_ == "out_supplier":
            return self.product.account_stock_in_used
        if name := COUNTERPARTS.get(type_):
            configuration = Pool().get("account.configuration")(1)
            return configuration.get_multivalue(name, company=self.company.id)
        return None

    def _get_account_stock_move(self):
        # Tryton leaves out the posting of a past date without a fiscal year; the books would then
        # silently differ from the stock, so the missing year is an error as for any document.
        pool = Pool()
        if (
            self.product.type == "goods"
            and self.effective_date
            and pool.get("account.fiscalyear").search(
                [("company", "=", self.company.id), ("account_stock_method", "!=", None)], limit=1
            )
        ):
            pool.get("account.period").find(
                self.company, date=self.effective_date, test_state=False
            )
        return super()._get_account_stock_move()
