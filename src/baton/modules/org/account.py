"""Invoices carry the salesperson or buyer and the department of their order."""

from trytond.model import fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

from .attribution import AttributedMixin


class Invoice(AttributedMixin, metaclass=PoolMeta):
    __name__ = "account.invoice"
    _person = "responsible"
    _person_date = "invoice_date"
    responsible = fields.Many2One(
        "company.employee",
        "Responsible",
        ondelete="RESTRICT",
        states={"readonly": Eval("state") != "draft"},
        domain=[("company", "=", Eval("company", -1))],
        help="The salesperson or buyer the invoice counts for.",
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.org_unit.states = {"readonly": Eval("state") != "draft"}

    @fields.depends("responsible", "invoice_date")
    def on_change_responsible(self):
        self.set_org_unit()

    def _credit(self, **values):
        credit = super()._credit(**values)
        credit.responsible = self.responsible
        credit.org_unit = self.org_unit
        return credit
