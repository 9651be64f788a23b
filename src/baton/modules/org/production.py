"""Production orders: who is responsible, and what was scrapped."""

from trytond.model import fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

from .attribution import AttributedMixin, current_employee
from .reason import reason_field

_closed = {"readonly": Eval("state").in_(["done", "cancelled"])}


class Production(AttributedMixin, metaclass=PoolMeta):
    """``scrapped_quantity`` is what was started and did not become good output.

    It is in ``unit`` and is not among the outputs: these hold the good pieces alone, so the whole
    cost of the order falls on them.
    """

    __name__ = "production"
    _person = "responsible"
    _person_date = "effective_start_date"
    responsible = fields.Many2One(
        "company.employee",
        "Responsible",
        ondelete="RESTRICT",
        states=_closed,
        domain=[("company", "=", Eval("company", -1))],
    )
    scrapped_quantity = fields.Float(
        "Scrapped Quantity",
        digits="unit",
        domain=["OR", ("scrapped_quantity", "=", None), ("scrapped_quantity", ">=", 0)],
        states={**_closed, "invisible": ~Eval("state").in_(["running", "done"])},
    )
    scrap_reason = reason_field(
        "Scrap Reason",
        "scrap",
        states={
            **_closed,
            "required": Eval("scrapped_quantity", 0) > 0,
            "invisible": ~Eval("state").in_(["running", "done"]),
        },
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.org_unit.states = _closed

    @staticmethod
    def default_responsible():
        return current_employee()

    @fields.depends("responsible", "effective_start_date")
    def on_change_responsible(self):
        self.set_org_unit()

    @classmethod
    def copy(cls, productions, default=None):
        default = {} if default is None else default.copy()
        default.setdefault("scrapped_quantity")
        default.setdefault("scrap_reason")
        return super().copy(productions, default=default)
