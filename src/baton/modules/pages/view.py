"""Saved views of lists 保存的视图."""

from trytond.model import ModelSQL, Unique, fields
from trytond.transaction import Transaction


class View(ModelSQL):
    """One person's saved view of a page's list: filters, order and columns under a name.

    ``content`` is what the page needs to show the list that way again, as JSON.
    """

    __name__ = "baton.pages.view"
    user = fields.Many2One("res.user", "User", required=True, ondelete="CASCADE")
    page = fields.Char("Page", required=True)
    name = fields.Char("Name", required=True)
    content = fields.Text("Content", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "name_unique",
                Unique(table, table.user, table.page, table.name),
                "baton_pages.msg_view_name_unique",
            )
        )
        cls._order = [("name", "ASC"), ("id", "ASC")]

    @staticmethod
    def default_user():
        return Transaction().user
