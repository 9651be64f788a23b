"""Sales regions 销售区域."""

from trytond.model import DeactivableMixin, ModelSQL, ModelView, fields, sequence_ordered, tree


class Region(DeactivableMixin, tree(separator=" / "), sequence_ordered(), ModelSQL, ModelView):
    """A region customers lie in; regions form a tree."""

    __name__ = "baton.org.region"
    __string__ = "Sales Region"
    name = fields.Char("Name", required=True, translate=True)
    code = fields.Char("Code")
    parent = fields.Many2One("baton.org.region", "Parent", ondelete="RESTRICT")
    childs = fields.One2Many("baton.org.region", "parent", "Children")
