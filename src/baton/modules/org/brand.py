"""Brands 品牌: whose name products are sold under."""

from trytond.model import DeactivableMixin, ModelSQL, ModelView, fields, sequence_ordered
from trytond.pool import PoolMeta

KINDS = [
    ("own", "Own Brand"),
    ("oem", "Made for Others"),
    ("resale", "Bought In"),
]


class Brand(DeactivableMixin, sequence_ordered(), ModelSQL, ModelView):
    """A brand: the company's own, one it makes goods for, or one it buys in and sells on."""

    __name__ = "baton.org.brand"
    __string__ = "Brand"
    name = fields.Char("Name", required=True)
    code = fields.Char("Code")
    kind = fields.Selection(KINDS, "Kind", required=True)

    @staticmethod
    def default_kind():
        return "own"


class Template(metaclass=PoolMeta):
    __name__ = "product.template"
    brand = fields.Many2One("baton.org.brand", "Brand", ondelete="RESTRICT")
