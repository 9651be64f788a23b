"""Big screens 数字大屏 and the links that show them without a log-in."""

from trytond.model import ModelSQL, Unique, fields
from trytond.transaction import Transaction


class Screen(ModelSQL):
    """A full-screen page of live figures.

    ``layout`` is JSON: the widgets with their places on the grid; ``rotation`` is JSON: the
    screens shown one after the other, each with its seconds. ``version`` counts the changes, so
    that two people who edit the same screen notice each other.

    Nobody reads these over Tryton's own protocol: who may see or change a screen is a rule of
    ``services.screens``.
    """

    __name__ = "baton.pages.screen"
    name = fields.Char("Name", required=True)
    owner = fields.Many2One("res.user", "Owner", required=True, ondelete="CASCADE")
    shared = fields.Boolean("Shared", help="Everybody of the company may open it.")
    theme = fields.Selection(
        [("dark", "Dark"), ("light", "Light")], "Theme", required=True, sort=False
    )
    layout = fields.Text("Layout", required=True)
    rotation = fields.Text("Rotation", required=True)
    version = fields.Integer("Version", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("name", "ASC"), ("id", "ASC")]

    @staticmethod
    def default_owner():
        return Transaction().user

    @staticmethod
    def default_shared():
        return True

    @staticmethod
    def default_theme():
        return "dark"

    @staticmethod
    def default_rotation():
        return "[]"

    @staticmethod
    def default_version():
        return 1


class ScreenLink(ModelSQL):
    """A link that shows one screen to whoever has it, until it is revoked.

    Only the hash of its secret is kept. ``scope`` is JSON: the units whose figures the maker
    could see on the day the link was made; it never shows more, whatever the maker gains.
    """

    __name__ = "baton.pages.screen.link"
    screen = fields.Many2One("baton.pages.screen", "Screen", required=True, ondelete="CASCADE")
    name = fields.Char("Name", required=True)
    maker = fields.Many2One("res.user", "Maker", required=True, ondelete="CASCADE")
    token_hash = fields.Char("Token Hash", required=True)
    scope = fields.Text("Scope", required=True)
    language = fields.Char("Language", required=True)
    made_at = fields.Timestamp("Made At", required=True)
    used_at = fields.Timestamp("Used At")
    revoked_at = fields.Timestamp("Revoked At")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "token_unique",
                Unique(table, table.token_hash),
                "baton_pages.msg_screen_token_unique",
            )
        )
        cls._order = [("made_at", "DESC"), ("id", "DESC")]
