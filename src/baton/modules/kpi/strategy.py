"""A year's strategy 战略 with its themes and initiatives."""

from decimal import Decimal

from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, Unique, fields, sequence_ordered
from trytond.pool import Pool
from trytond.pyson import Eval
from trytond.transaction import Transaction

from .exceptions import DatesError, ShareError


class Strategy(ModelSQL, ModelView):
    """What the company wants to reach in a year; ``number`` counts the versions of one year."""

    __name__ = "baton.kpi.strategy"
    __string__ = "Strategy"
    company = fields.Many2One("company.company", "Company", required=True, ondelete="RESTRICT")
    name = fields.Char("Name", required=True)
    year = fields.Integer("Year", required=True)
    number = fields.Integer("Version", required=True)
    vision = fields.Text("Vision")
    state = fields.Selection(
        [("draft", "Draft"), ("active", "In Force"), ("closed", "Closed")],
        "State",
        required=True,
        sort=False,
    )
    themes = fields.One2Many("baton.kpi.theme", "strategy", "Themes")
    objectives = fields.One2Many("baton.kpi.objective", "strategy", "Objectives")
    links = fields.One2Many("baton.kpi.objective.link", "strategy", "Links")
    initiatives = fields.One2Many("baton.kpi.initiative", "strategy", "Initiatives")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "number_unique",
                Unique(table, table.company, table.year, table.number),
                "baton_kpi.msg_strategy_number",
            )
        )
        cls._order = [("year", "DESC"), ("number", "DESC")]

    @staticmethod
    def default_company():
        return Transaction().context.get("company")

    @staticmethod
    def default_state():
        return "draft"

    @staticmethod
    def default_number():
        return 1

    @classmethod
    def next_number(cls, company, year):
        """The number of a further version of the year."""
        others = cls.search([("company", "=", company), ("year", "=", year)])
        return max((other.number for other in others), default=0) + 1

    @classmethod
    def delete(cls, strategies):
        Pool().get("baton.kpi.objective").delete(
            [one for strategy in strategies for one in strategy.objectives]
        )
        super().delete(strategies)


class Theme(sequence_ordered(), ModelSQL, ModelView):
    """A main thrust that objectives belong to."""

    __name__ = "baton.kpi.theme"
    __string__ = "Strategic Theme"
    strategy = fields.Many2One("baton.kpi.strategy", "Strategy", required=True, ondelete="CASCADE")
    name = fields.Char("Name", required=True)
    description = fields.Text("Description")


class Initiative(ModelSQL, ModelView):
    """Work that moves an objective; ``progress`` is a fraction 0 to 1."""

    __name__ = "baton.kpi.initiative"
    __string__ = "Initiative"
    strategy = fields.Many2One("baton.kpi.strategy", "Strategy", required=True, ondelete="CASCADE")
    objective = fields.Many2One(
        "baton.kpi.objective",
        "Objective",
        ondelete="CASCADE",
        domain=[("strategy", "=", Eval("strategy", -1))],
    )
    name = fields.Char("Name", required=True)
    description = fields.Text("Description")
    owner = fields.Many2One("company.employee", "Owner", ondelete="SET NULL")
    unit = fields.Many2One("baton.org.unit", "Organisation Unit", ondelete="SET NULL")
    start_date = fields.Date("Start Date")
    end_date = fields.Date("End Date")
    progress = fields.Numeric("Progress", digits=(5, 4), required=True)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
        ],
        "State",
        required=True,
        sort=False,
    )

    @staticmethod
    def default_progress():
        return Decimal(0)

    @staticmethod
    def default_state():
        return "planned"

    @classmethod
    def validate_fields(cls, initiatives, field_names):
        super().validate_fields(initiatives, field_names)
        for one in initiatives:
            if one.start_date and one.end_date and one.end_date < one.start_date:
                raise DatesError(gettext("baton_kpi.msg_initiative_dates", name=one.rec_name))
            if not 0 <= one.progress <= 1:
                raise ShareError(gettext("baton_kpi.msg_initiative_progress", name=one.rec_name))
