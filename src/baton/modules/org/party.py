"""Customers: their sales region and who looks after them."""

from trytond.model import fields
from trytond.pool import PoolMeta


class Party(metaclass=PoolMeta):
    __name__ = "party.party"
    region = fields.Many2One("baton.org.region", "Sales Region", ondelete="RESTRICT")
    salesperson = fields.Many2One(
        "company.employee", "Salesperson", ondelete="SET NULL", help="Who looks after the customer."
    )
    buyer = fields.Many2One(
        "company.employee", "Buyer", ondelete="SET NULL", help="Who buys from the supplier."
    )
    employees = fields.One2Many(
        "company.employee", "party", "Employees", readonly=True, help="Whose file this party is."
    )
