"""Reasons given on documents: one short list for each kind."""

from trytond.model import DeactivableMixin, ModelSQL, ModelView, fields, sequence_ordered

KINDS = [
    ("scrap", "Scrap"),
    ("reject", "Receipt Rejected"),
    ("count", "Stock Count Difference"),
    ("complaint", "Complaint Cause"),
    ("defect", "Defect"),
    ("leave", "Leaving"),
]


class Reason(DeactivableMixin, sequence_ordered(), ModelSQL, ModelView):
    """Why something was scrapped, rejected, found different, complained of, or left."""

    __name__ = "baton.org.reason"
    __string__ = "Reason"
    kind = fields.Selection(KINDS, "Kind", required=True)
    code = fields.Char("Code")
    name = fields.Char("Name", required=True, translate=True)


def reason_field(string, kind, states=None):
    """A link to the reasons of one kind."""
    return fields.Many2One(
        "baton.org.reason",
        string,
        ondelete="RESTRICT",
        domain=[("kind", "=", kind)],
        states=states or {},
    )
