"""Sales opportunities: the department of their employee."""

from trytond.model import fields
from trytond.pool import PoolMeta

from .attribution import AttributedMixin


class Opportunity(AttributedMixin, metaclass=PoolMeta):
    __name__ = "sale.opportunity"
    _person = "employee"
    _person_date = "start_date"

    @fields.depends("employee", "start_date")
    def on_change_employee(self):
        self.set_org_unit()

    def _get_sale_opportunity(self):
        sale = super()._get_sale_opportunity()
        sale.salesperson = self.employee
        sale.org_unit = self.org_unit
        return sale
