"""Channels out of the house, and every message that goes by them."""

from trytond.model import ModelSQL, Unique, fields


class Channel(ModelSQL):
    """A way out: a mail server, a robot of a chat group, a web hook.

    ``settings`` is JSON; ``secret`` is the robot's signing key, the hook's key or the mail
    server's password and never leaves the server. ``org_unit`` is whose figures may go out by it
    (none is the whole company's): whoever reads the group sees them.
    """

    __name__ = "baton.alerts.channel"
    name = fields.Char("Name", required=True)
    kind = fields.Selection(
        [
            ("smtp", "E-mail"),
            ("wecom", "WeCom Robot"),
            ("dingtalk", "DingTalk Robot"),
            ("feishu", "Feishu Robot"),
            ("webhook", "Web Hook"),
        ],
        "Kind",
        required=True,
        sort=False,
    )
    url = fields.Char("Address")
    secret = fields.Char("Secret")
    settings = fields.Text("Settings", required=True)
    language = fields.Char("Language", required=True)
    org_unit = fields.Many2One("baton.org.unit", "Figures Of", ondelete="CASCADE")
    active = fields.Boolean("Active")
    version = fields.Integer("Version", required=True)

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("name", "ASC"), ("id", "ASC")]

    @staticmethod
    def default_active():
        return True

    @staticmethod
    def default_settings():
        return "{}"

    @staticmethod
    def default_version():
        return 1


class Delivery(ModelSQL):
    """One message on its way by one channel; ``key`` makes sure that it is made only once.

    ``next_try`` is when it is due, or, while it is being sent, when it counts as given up by a
    process that is gone.
    """

    __name__ = "baton.alerts.delivery"
    channel = fields.Many2One("baton.alerts.channel", "Channel", required=True, ondelete="CASCADE")
    rule = fields.Many2One("baton.alerts.rule", "Rule", ondelete="SET NULL")
    user = fields.Many2One("res.user", "Recipient", ondelete="CASCADE")
    key = fields.Char("Key", required=True)
    subject = fields.Char("Subject", required=True)
    content = fields.Text("Content", required=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sending", "Sending"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("outdated", "Outdated"),
        ],
        "State",
        required=True,
        sort=False,
    )
    tries = fields.Integer("Tries", required=True)
    made_at = fields.Timestamp("Made At", required=True)
    next_try = fields.Timestamp("Next Try")
    sent_at = fields.Timestamp("Sent At")
    answer = fields.Text("Answer")
    problem = fields.Text("Problem")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("key_unique", Unique(table, table.key), "baton_alerts.msg_key_unique")
        )
        cls._order = [("made_at", "DESC"), ("id", "DESC")]

    @staticmethod
    def default_state():
        return "waiting"

    @staticmethod
    def default_tries():
        return 0
