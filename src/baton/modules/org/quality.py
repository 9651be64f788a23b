"""Inspections: how many pieces were looked at, how many failed, and why."""

from trytond.model import fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval, If

from .reason import reason_field

_states = {"readonly": Eval("state") != "pending"}


class Inspection(metaclass=PoolMeta):
    __name__ = "quality.inspection"
    quantity = fields.Float(
        "Inspected Quantity",
        domain=["OR", ("quantity", "=", None), ("quantity", ">=", 0)],
        states=_states,
    )
    failed_quantity = fields.Float(
        "Failed Quantity",
        domain=[
            If(
                Eval("failed_quantity"),
                [("failed_quantity", ">=", 0), ("failed_quantity", "<=", Eval("quantity", 0))],
                (),
            )
        ],
        states=_states,
    )
    defect = reason_field("Defect", "defect", states=_states)
