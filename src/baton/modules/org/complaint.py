"""Complaints: cause, who handles them, and the day they were settled."""

from trytond.model import ModelView, Workflow, fields
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

from .attribution import AttributedMixin, current_employee
from .reason import reason_field

_open = {"readonly": Eval("state").in_(["done", "cancelled", "rejected"])}


class Complaint(AttributedMixin, metaclass=PoolMeta):
    __name__ = "sale.complaint"
    _person = "responsible"
    _person_date = "date"
    responsible = fields.Many2One(
        "company.employee",
        "Responsible",
        ondelete="RESTRICT",
        states=_open,
        domain=[("company", "=", Eval("company", -1))],
    )
    cause = reason_field("Cause", "complaint", states=_open)
    closed_date = fields.Date("Closed Date", readonly=True)

    @staticmethod
    def default_responsible():
        return current_employee()

    @fields.depends("responsible", "date")
    def on_change_responsible(self):
        self.set_org_unit()

    @classmethod
    def _close(cls, complaints):
        to_close = [c for c in complaints if not c.closed_date]
        cls.write(to_close, {"closed_date": Pool().get("ir.date").today()})

    @classmethod
    @ModelView.button
    @Workflow.transition("cancelled")
    def cancel(cls, complaints):
        super().cancel(complaints)
        cls._close(complaints)

    @classmethod
    @ModelView.button
    @Workflow.transition("rejected")
    def reject(cls, complaints):
        super().reject(complaints)
        cls._close(complaints)

    @classmethod
    @ModelView.button
    @Workflow.transition("done")
    def process(cls, complaints):
        super().process(complaints)
        cls._close(complaints)

    @classmethod
    @ModelView.button
    @Workflow.transition("draft")
    def draft(cls, complaints):
        super().draft(complaints)
        cls.write(complaints, {"closed_date": None})

    @classmethod
    def copy(cls, complaints, default=None):
        default = {} if default is None else default.copy()
        default.setdefault("closed_date")
        return super().copy(complaints, default=default)
