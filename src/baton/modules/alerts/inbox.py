"""Messages to people within the house 站内消息."""

from trytond.model import ModelSQL, Unique, fields


class InboxMessage(ModelSQL):
    """One message to one person, in the person's language, with the figure as it was then.

    ``value`` and ``target`` are in the indicator's ``unit``; ``key`` makes sure that it is made
    only once.
    """

    __name__ = "baton.alerts.message"
    user = fields.Many2One("res.user", "Recipient", required=True, ondelete="CASCADE")
    rule = fields.Many2One("baton.alerts.rule", "Rule", ondelete="SET NULL")
    key = fields.Char("Key", required=True)
    kind = fields.Char("Kind", required=True)
    state = fields.Char("State", required=True)
    indicator = fields.Char("Indicator")
    period = fields.Char("Period")
    org_unit = fields.Char("Unit")
    person = fields.Char("Person")
    place = fields.Char("Place")
    value = fields.Numeric("Value")
    target = fields.Numeric("Target")
    unit = fields.Char("Unit Of Measure")
    decimals = fields.Integer("Decimals")
    title = fields.Char("Title", required=True)
    text = fields.Text("Text", required=True)
    link = fields.Char("Link")
    made_at = fields.Timestamp("Made At", required=True)
    read_at = fields.Timestamp("Read At")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            ("key_unique", Unique(table, table.key), "baton_alerts.msg_key_unique")
        )
        cls._order = [("made_at", "DESC"), ("id", "DESC")]
