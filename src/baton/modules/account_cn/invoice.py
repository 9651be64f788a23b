"""Cost of sales at the invoice; returns clear the account their goods passed through."""

from trytond.pool import PoolMeta


class InvoiceLine(metaclass=PoolMeta):
    __name__ = "account.invoice.line"

    def _get_anglo_saxon_move_lines(self, amount, type_):
        lines = super()._get_anglo_saxon_move_lines(amount, type_)
        if type_ == "in_customer":
            lines[0].account = self.product.account_stock_out_used
        elif type_ == "out_supplier":
            lines[0].account = self.product.account_stock_in_used
        return lines
