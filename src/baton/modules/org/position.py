"""Positions 岗位 of the units."""

from trytond.model import DeactivableMixin, ModelSQL, ModelView, fields, sequence_ordered
from trytond.pool import Pool
from trytond.pyson import Eval

from .dates import valid_on
from .unit import OrganisationMixin, _today


class Position(OrganisationMixin, DeactivableMixin, sequence_ordered(), ModelSQL, ModelView):
    """A position in a unit: its grade and how many people it should have."""

    __name__ = "baton.org.position"
    __string__ = "Position"
    name = fields.Char("Name", required=True, translate=True)
    code = fields.Char("Code")
    unit = fields.Many2One("baton.org.unit", "Unit", required=True, ondelete="CASCADE")
    grade = fields.Char("Grade")
    headcount = fields.Integer(
        "Headcount", domain=["OR", ("headcount", "=", None), ("headcount", ">=", 0)]
    )
    is_head = fields.Boolean("Head", help="Whoever holds this position leads the unit.")
    assignments = fields.One2Many(
        "baton.org.assignment",
        "position",
        "Assignments",
        domain=[("unit", "=", Eval("unit", -1))],
    )
    filled = fields.Function(fields.Integer("Filled"), "get_filled")

    @classmethod
    def get_filled(cls, positions, name):
        Assignment = Pool().get("baton.org.assignment")
        filled = dict.fromkeys([p.id for p in positions], 0)
        for assignment in Assignment.search(
            [("position", "in", list(filled)), *valid_on(_today())]
        ):
            filled[assignment.position.id] += 1
        return filled
