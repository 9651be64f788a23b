"""How people arrange their cockpit 驾驶舱布局."""

from trytond.model import ModelSQL, Unique, fields


class Cockpit(ModelSQL):
    """Which indicators one person has on the cockpit, in which order and size.

    ``content`` is JSON: the grouping and the cards. ``version`` counts the changes, so that two
    windows of the same person notice each other.

    Nobody reads these over Tryton's own protocol: everybody has one, through ``services``.
    """

    __name__ = "baton.pages.cockpit"
    user = fields.Many2One("res.user", "User", required=True, ondelete="CASCADE")
    content = fields.Text("Content", required=True)
    version = fields.Integer("Version", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("user_unique", Unique(table, table.user), "baton_pages.msg_cockpit_user_unique")
        )

    @staticmethod
    def default_version():
        return 1
