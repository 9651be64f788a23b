"""Alert rules 预警规则, what each last saw, and the log of their runs."""

from trytond.model import ModelSQL, Unique, fields


class Rule(ModelSQL):
    """What is watched, whom it concerns, and by which channels they hear of it.

    One indicator (its code), or all of a perspective, or all; of a unit (none is the whole
    company) or of a person. ``lights``, ``recipients`` and ``channels`` are JSON lists.
    ``threshold`` is a fraction, ``days`` whole days; what they mean depends on ``kind``.
    ``version`` counts the changes, so that two people who edit notice each other.

    Nobody reads these over Tryton's own protocol: who may see or change a rule is said in
    ``services.alerts``.
    """

    __name__ = "baton.alerts.rule"
    name = fields.Char("Name", required=True)
    owner = fields.Many2One("res.user", "Owner", required=True, ondelete="CASCADE")
    indicator = fields.Char("Indicator")
    perspective = fields.Char("Perspective")
    org_unit = fields.Many2One("baton.org.unit", "Unit", ondelete="CASCADE")
    employee = fields.Many2One("company.employee", "Person", ondelete="CASCADE")
    grain = fields.Selection(
        [
            ("day", "Day"),
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        "Period",
        required=True,
        sort=False,
    )
    kind = fields.Selection(
        [
            ("light", "Light Changes"),
            ("pace", "Behind Its Pace"),
            ("anomaly", "Anomaly"),
            ("no_data", "No Data"),
            ("target", "Target Near Or Reached"),
        ],
        "Condition",
        required=True,
        sort=False,
    )
    lights = fields.Text("Lights", required=True)
    threshold = fields.Numeric("Threshold")
    days = fields.Integer("Days")
    recipients = fields.Text("Recipients", required=True)
    channels = fields.Text("Channels", required=True)
    quiet_from = fields.Char("Quiet From")
    quiet_to = fields.Char("Quiet To")
    remind_days = fields.Integer("Remind After Days")
    active = fields.Boolean("Active")
    version = fields.Integer("Version", required=True)
    looked_on = fields.Date("Looked On")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("name", "ASC"), ("id", "ASC")]

    @staticmethod
    def default_active():
        return True

    @staticmethod
    def default_version():
        return 1


class RuleState(ModelSQL):
    """What a rule last saw of one indicator, and what of it was told: so nothing is told twice."""

    __name__ = "baton.alerts.state"
    rule = fields.Many2One("baton.alerts.rule", "Rule", required=True, ondelete="CASCADE")
    indicator = fields.Char("Indicator", required=True)
    period = fields.Char("Period")
    state = fields.Char("State", required=True)
    since = fields.Timestamp("Since", required=True)
    told = fields.Char("Told")
    told_at = fields.Timestamp("Told At")
    number = fields.Integer("Number", required=True, help="How often something was told.")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "state_unique",
                Unique(table, table.rule, table.indicator),
                "baton_alerts.msg_state_unique",
            )
        )

    @staticmethod
    def default_number():
        return 0


class Run(ModelSQL):
    """One run of a rule, or many in which nothing changed (``times``).

    ``looked`` counts the figures, ``found`` those that meet the condition, ``told`` the messages.
    """

    __name__ = "baton.alerts.run"
    rule = fields.Many2One("baton.alerts.rule", "Rule", required=True, ondelete="CASCADE")
    at = fields.Timestamp("At", required=True)
    occasion = fields.Selection(
        [("facts", "New Data"), ("schedule", "Schedule"), ("test", "Test")],
        "Occasion",
        required=True,
        sort=False,
    )
    looked = fields.Integer("Looked At", required=True)
    found = fields.Integer("Found", required=True)
    told = fields.Integer("Told", required=True)
    times = fields.Integer("Times", required=True)
    took_ms = fields.Integer("Took (ms)", required=True)
    problem = fields.Text("Problem")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls._order = [("at", "DESC"), ("id", "DESC")]

    @staticmethod
    def default_times():
        return 1
