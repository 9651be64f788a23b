"""A company's own indicators 自定义指标: every change is a version."""

from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, Unique, fields
from trytond.transaction import Transaction

from .exceptions import FrozenError
from .logged import LoggedMixin
from .objective import PERSPECTIVES

DEFINITION = (
    *("zh", "en", "meaning_zh", "meaning_en", "formula", "unit", "perspective", "direction"),
    *("decimals", "frequency", "owner", "owner_unit", "display", "tolerance", "low", "high"),
    *("usual", "usual_source", "data_source"),
)
"""The fields of a version that make the definition."""


class Indicator(LoggedMixin, ModelSQL, ModelView):
    """An indicator that the company defines itself, or a shipped one that it has adapted."""

    __name__ = "baton.kpi.indicator"
    __string__ = "Own Indicator"
    _rec_name = "code"
    _logged = ("company", "code", "based_on")
    company = fields.Many2One("company.company", "Company", required=True, ondelete="RESTRICT")
    code = fields.Char("Code", required=True)
    based_on = fields.Char("Based On", help="The code of the indicator it was made from.")
    versions = fields.One2Many("baton.kpi.indicator.version", "indicator", "Versions")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "code_unique",
                Unique(table, table.company, table.code),
                "baton_kpi.msg_indicator_code",
            )
        )
        cls._order = [("code", "ASC")]

    @staticmethod
    def default_company():
        return Transaction().context.get("company")

    @classmethod
    def delete(cls, indicators):
        raise FrozenError(gettext("baton_kpi.msg_indicator_retire"))

    def version_on(self, date):
        """The version in force on a day, or None before the first one."""
        found = [one for one in self.versions if one.effective_from <= date]
        return max(found, key=lambda one: (one.effective_from, one.number), default=None)


class IndicatorVersion(LoggedMixin, ModelSQL, ModelView):
    """One definition of an indicator, from a day on; never changed once made."""

    __name__ = "baton.kpi.indicator.version"
    __string__ = "Indicator Version"
    _logged = ("indicator", "number", "effective_from", "retired", "reason", *DEFINITION)
    indicator = fields.Many2One(
        "baton.kpi.indicator", "Indicator", required=True, ondelete="CASCADE"
    )
    number = fields.Integer("Version", required=True)
    effective_from = fields.Date("Effective From", required=True)
    author = fields.Many2One("res.user", "Author", ondelete="RESTRICT")
    made_at = fields.Timestamp("Made At")
    reason = fields.Char("Reason", required=True)
    retired = fields.Boolean("Retired")
    zh = fields.Char("Chinese Name", required=True)
    en = fields.Char("English Name", required=True)
    meaning_zh = fields.Text("Meaning in Chinese")
    meaning_en = fields.Text("Meaning in English")
    formula = fields.Text("Formula", required=True)
    unit = fields.Char("Unit", required=True)
    perspective = fields.Selection(PERSPECTIVES, "Perspective", required=True, sort=False)
    direction = fields.Selection(
        [
            ("higher", "Higher Is Better"),
            ("lower", "Lower Is Better"),
            ("target", "On Target"),
            ("range", "Within a Range"),
        ],
        "Direction",
        required=True,
        sort=False,
    )
    decimals = fields.Integer("Decimals", required=True)
    frequency = fields.Selection(
        [
            ("day", "Day"),
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        "Frequency",
        required=True,
        sort=False,
    )
    owner = fields.Char("Responsible Role", required=True)
    owner_unit = fields.Many2One("baton.org.unit", "Responsible Unit", ondelete="RESTRICT")
    display = fields.Selection(
        [("percent", "Percent"), ("money", "Money"), ("number", "Number")],
        "Display",
        required=True,
        sort=False,
    )
    tolerance = fields.Numeric("Tolerance", help="In the unit of the figure.")
    low = fields.Numeric("Lowest Good Value")
    high = fields.Numeric("Highest Good Value")
    usual = fields.Numeric("Usual Level")
    usual_source = fields.Char("Source of the Usual Level")
    data_source = fields.Text("Data Needed")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "number_unique",
                Unique(table, table.indicator, table.number),
                "baton_kpi.msg_version_number",
            )
        )
        cls._order = [("indicator", "ASC"), ("number", "DESC")]

    @classmethod
    def write(cls, *args):
        raise FrozenError(gettext("baton_kpi.msg_version_frozen"))

    @classmethod
    def delete(cls, versions):
        raise FrozenError(gettext("baton_kpi.msg_version_frozen"))

    def get_rec_name(self, name):
        return f"{self.indicator.code} v{self.number}"
