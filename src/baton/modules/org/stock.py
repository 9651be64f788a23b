"""What was refused at receipt, and why a count differs."""

from trytond.model import fields
from trytond.pool import PoolMeta
from trytond.pyson import Eval

from .reason import reason_field

_move_states = {"readonly": Eval("state").in_(["done", "cancelled"])}


class Move(metaclass=PoolMeta):
    """``quantity`` of a supplier's move is what was accepted and enters stock.

    ``rejected_quantity`` (same unit) was delivered and refused at the dock: it enters neither stock
    nor the supplier's invoice, and the purchase goes on waiting for it.
    """

    __name__ = "stock.move"
    rejected_quantity = fields.Float(
        "Rejected Quantity",
        digits="unit",
        domain=["OR", ("rejected_quantity", "=", None), ("rejected_quantity", ">=", 0)],
        states=_move_states,
    )
    reject_reason = reason_field(
        "Reject Reason",
        "reject",
        states={**_move_states, "required": Eval("rejected_quantity", 0) > 0},
    )

    @classmethod
    def copy(cls, moves, default=None):
        default = {} if default is None else default.copy()
        default.setdefault("rejected_quantity")
        default.setdefault("reject_reason")
        return super().copy(moves, default=default)


class Inventory(metaclass=PoolMeta):
    __name__ = "stock.inventory"
    kind = fields.Selection(
        [
            ("periodic", "Periodic Count"),
            ("cycle", "Cycle Count"),
            ("spot", "Spot Check"),
            ("opening", "Opening Stock"),
        ],
        "Kind",
        required=True,
        states={"readonly": Eval("state") != "draft"},
        help="Opening stock is no count and has no accuracy.",
    )

    @staticmethod
    def default_kind():
        return "periodic"


class InventoryLine(metaclass=PoolMeta):
    __name__ = "stock.inventory.line"
    difference_reason = reason_field(
        "Difference Reason", "count", states={"readonly": Eval("inventory_state") != "draft"}
    )
