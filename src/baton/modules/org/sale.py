"""Sales orders: salesperson, department, region and channel."""

from trytond.model import fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

from .attribution import AttributedMixin, current_employee

_states = {"readonly": Eval("state") != "draft"}


class Sale(AttributedMixin, metaclass=PoolMeta):
    __name__ = "sale.sale"
    _person = "salesperson"
    _person_date = "sale_date"
    salesperson = fields.Many2One(
        "company.employee",
        "Salesperson",
        ondelete="RESTRICT",
        states=_states,
        domain=[("company", "=", Eval("company", -1))],
    )
    channel = fields.Selection(
        [
            ("direct", "Direct"),
            ("distributor", "Distributor"),
            ("online", "Online"),
            ("export", "Export"),
        ],
        "Channel",
        required=True,
        states=_states,
    )
    region = fields.Function(
        fields.Many2One("baton.org.region", "Sales Region"), "get_region", searcher="search_region"
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.org_unit.states = _states

    @staticmethod
    def default_salesperson():
        return current_employee()

    @staticmethod
    def default_channel():
        return "direct"

    @classmethod
    def _default_person(cls, values):
        if values.get("party"):
            party = Pool().get("party.party")(values["party"])
            if party.salesperson:
                return party.salesperson.id
        return super()._default_person(values)

    @fields.depends("party", "salesperson", "sale_date")
    def on_change_party(self):
        super().on_change_party()
        if self.party and self.party.salesperson:
            self.salesperson = self.party.salesperson
        self.set_org_unit()

    @fields.depends("salesperson", "sale_date")
    def on_change_salesperson(self):
        self.set_org_unit()

    def get_region(self, name):
        return self.party.region.id if self.party and self.party.region else None

    @classmethod
    def search_region(cls, name, clause):
        return [("party." + clause[0], *clause[1:])]

    def _get_invoice(self):
        invoice = super()._get_invoice()
        invoice.responsible = self.salesperson
        invoice.org_unit = self.org_unit
        return invoice
