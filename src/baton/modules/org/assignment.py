"""Who works where, from when to when 任职."""

from decimal import Decimal

from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, fields
from trytond.pool import Pool
from trytond.pyson import Eval, If
from trytond.transaction import Transaction

from .dates import first, last, overlap, valid_on
from .exceptions import AssignmentDatesError, AssignmentOverlapError
from .unit import OrganisationMixin, _today


class Assignment(OrganisationMixin, ModelSQL, ModelView):
    """An employee's place in a unit between two days; the primary one gets the figures."""

    __name__ = "baton.org.assignment"
    __string__ = "Assignment"
    employee = fields.Many2One("company.employee", "Employee", required=True, ondelete="CASCADE")
    unit = fields.Many2One("baton.org.unit", "Unit", required=True, ondelete="RESTRICT")
    position = fields.Many2One(
        "baton.org.position",
        "Position",
        ondelete="RESTRICT",
        domain=[If(Eval("unit"), ("unit", "=", Eval("unit", -1)), ())],
    )
    from_date = fields.Date("From", required=True)
    to_date = fields.Date("To")
    primary = fields.Boolean("Primary")
    share = fields.Numeric(
        "Share",
        digits=(3, 2),
        required=True,
        domain=[("share", ">=", 0), ("share", "<=", 1)],
        help="Part of the working time, 0 to 1.",
    )

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("from_date", "DESC"), ("id", "DESC")]

    @staticmethod
    def default_from_date():
        return _today()

    @staticmethod
    def default_primary():
        return True

    @staticmethod
    def default_share():
        return Decimal(1)

    @fields.depends("position", "_parent_position.unit", "unit")
    def on_change_position(self):
        if self.position and not self.unit:
            self.unit = self.position.unit

    @classmethod
    def validate(cls, assignments):
        super().validate(assignments)
        for assignment in assignments:
            assignment._check_dates()
            assignment._check_overlap()

    def _check_dates(self):
        names = {"employee": self.employee.rec_name, "unit": self.unit.rec_name}
        if last(self.to_date) < self.from_date:
            raise AssignmentDatesError(gettext("baton_org.msg_assignment_dates_order", **names))
        start, end = self.employee.start_date, self.employee.end_date
        if self.from_date < first(start) or (end and last(self.to_date) > end):
            raise AssignmentDatesError(gettext("baton_org.msg_assignment_employment", **names))
        if self.from_date < first(self.unit.valid_from) or (
            self.unit.valid_to and last(self.to_date) > self.unit.valid_to
        ):
            raise AssignmentDatesError(gettext("baton_org.msg_assignment_unit", **names))

    def _check_overlap(self):
        def others(*domain):
            for other in self.search([("id", "!=", self.id), *domain]):
                if overlap(self.from_date, self.to_date, other.from_date, other.to_date):
                    return other
            return None

        if self.primary and (
            other := others(("employee", "=", self.employee.id), ("primary", "=", True))
        ):
            raise AssignmentOverlapError(
                gettext(
                    "baton_org.msg_assignment_overlap",
                    employee=self.employee.rec_name,
                    unit=other.unit.rec_name,
                )
            )
        if (
            self.position
            and self.position.is_head
            and (other := others(("unit", "=", self.unit.id), ("position.is_head", "=", True)))
        ):
            raise AssignmentOverlapError(
                gettext(
                    "baton_org.msg_assignment_two_heads",
                    employee=other.employee.rec_name,
                    unit=self.unit.rec_name,
                )
            )

    @classmethod
    def units_on(cls, employees, date):
        """{employee id: unit id} of the primary assignments on a day."""
        assignments = cls.search(
            [
                ("employee", "in", [int(e) for e in employees]),
                ("primary", "=", True),
                *valid_on(date),
            ]
        )
        return {a.employee.id: a.unit.id for a in assignments}

    def get_rec_name(self, name):
        return f"{self.employee.rec_name} · {self.unit.rec_name}"


def unit_of(employee, date=None):
    """The id of the unit an employee (record or id) belongs to on a day, or None."""
    if employee is None:
        return None
    Assignment = Pool().get("baton.org.assignment")
    with Transaction().set_context(_check_access=False):
        return Assignment.units_on([employee], date or _today()).get(int(employee))
