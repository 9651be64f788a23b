"""Purchase orders: buyer and department."""

from trytond.model import fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

from .attribution import AttributedMixin, current_employee

_states = {"readonly": Eval("state") != "draft"}


class Purchase(AttributedMixin, metaclass=PoolMeta):
    __name__ = "purchase.purchase"
    _person = "buyer"
    _person_date = "purchase_date"
    buyer = fields.Many2One(
        "company.employee",
        "Buyer",
        ondelete="RESTRICT",
        states=_states,
        domain=[("company", "=", Eval("company", -1))],
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.org_unit.states = _states

    @staticmethod
    def default_buyer():
        return current_employee()

    @classmethod
    def _default_person(cls, values):
        if values.get("party"):
            party = Pool().get("party.party")(values["party"])
            if party.buyer:
                return party.buyer.id
        return super()._default_person(values)

    @fields.depends("party", "buyer", "purchase_date")
    def on_change_party(self):
        super().on_change_party()
        if self.party and self.party.buyer:
            self.buyer = self.party.buyer
        self.set_org_unit()

    @fields.depends("buyer", "purchase_date")
    def on_change_buyer(self):
        self.set_org_unit()

    def _get_invoice(self):
        invoice = super()._get_invoice()
        invoice.responsible = self.buyer
        invoice.org_unit = self.org_unit
        return invoice
