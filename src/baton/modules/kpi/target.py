"""Targets 目标 of indicators: for a unit, a position or a person, in a period."""

import datetime as dt

from trytond.i18n import gettext
from trytond.model import Index, ModelSQL, ModelView, Unique, fields
from trytond.pyson import Eval
from trytond.transaction import Transaction

from baton.base.errors import BatonError
from baton.base.periods import Period

from .exceptions import PeriodError, ShareError, StateError
from .logged import LoggedMixin

READONLY = {"readonly": Eval("id", -1) >= 0}


class Target(LoggedMixin, ModelSQL, ModelView):
    """What an indicator is to reach.

    Exactly one holder: the person when there is one, else the position, else the unit. A
    person's target carries the unit the person worked in when the period began, a position's the
    unit of the position. Amounts are in the indicator's unit; weight and share are fractions.
    """

    __name__ = "baton.kpi.target"
    __string__ = "Target"
    _logged = (
        *("company", "indicator", "period", "org_unit", "position", "employee", "amount"),
        *("threshold", "stretch", "baseline", "weight", "profile", "state", "agreed_by"),
        *("parent", "method", "share", "buffer"),
    )
    company = fields.Many2One("company.company", "Company", required=True, ondelete="RESTRICT")
    indicator = fields.Char("Indicator", required=True, states=READONLY)
    period = fields.Char("Period", required=True, states=READONLY)
    from_date = fields.Date("From", required=True, readonly=True)
    to_date = fields.Date("To", required=True, readonly=True)
    org_unit = fields.Many2One(
        "baton.org.unit", "Organisation Unit", required=True, ondelete="RESTRICT"
    )
    position = fields.Many2One(
        "baton.org.position", "Position", ondelete="RESTRICT", states=READONLY
    )
    employee = fields.Many2One("company.employee", "Employee", ondelete="RESTRICT", states=READONLY)
    holder = fields.Char("Holder", required=True, readonly=True)
    amount = fields.Numeric("Target", required=True)
    threshold = fields.Numeric("Threshold")
    stretch = fields.Numeric("Stretch Target")
    baseline = fields.Numeric("Baseline")
    weight = fields.Numeric("Weight", digits=(5, 4))
    profile = fields.Text("Seasonal Profile", help="Shares of the parts of the period, as JSON.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("agreed", "Agreed"),
            ("returned", "Returned"),
        ],
        "State",
        required=True,
        readonly=True,
        sort=False,
    )
    state_string = state.translated("state")
    proposed_by = fields.Many2One("res.user", "Proposed By", ondelete="RESTRICT", readonly=True)
    proposed_at = fields.Timestamp("Proposed At", readonly=True)
    agreed_by = fields.Many2One("res.user", "Agreed By", ondelete="RESTRICT", readonly=True)
    agreed_at = fields.Timestamp("Agreed At", readonly=True)
    note = fields.Char("Note")
    parent = fields.Many2One("baton.kpi.target", "Cascaded From", ondelete="RESTRICT")
    childs = fields.One2Many("baton.kpi.target", "parent", "Cascaded To")
    method = fields.Selection(
        [
            (None, ""),
            ("split", "Split"),
            ("copy", "Copied"),
            ("contribute", "Contributes"),
            ("share", "Shared"),
        ],
        "Method",
        sort=False,
    )
    share = fields.Numeric("Share", help="The part of the parent, a fraction.")
    buffer = fields.Numeric("Buffer", help="What a split adds on top, a fraction.")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "holder_unique",
                Unique(table, table.company, table.indicator, table.period, table.holder),
                "baton_kpi.msg_target_twice",
            )
        )
        cls._sql_indexes.update(
            {
                Index(table, (table.from_date, Index.Range()), (table.to_date, Index.Range())),
                Index(table, (table.parent, Index.Equality())),
            }
        )
        cls._order = [("from_date", "ASC"), ("indicator", "ASC"), ("holder", "ASC")]

    @staticmethod
    def default_company():
        return Transaction().context.get("company")

    @staticmethod
    def default_state():
        return "draft"

    @classmethod
    def preprocess_values(cls, mode, values):
        values = super().preprocess_values(mode, values)
        if values.get("period"):
            try:
                period = Period.parse(values["period"])
            except BatonError as error:
                raise PeriodError(
                    gettext("baton_kpi.msg_target_period", period=values["period"])
                ) from error
            values["period"] = period.label
            values["from_date"], values["to_date"] = period.start, period.last_day
        if mode == "create":
            for name, kind in (("employee", "person"), ("position", "position")):
                if values.get(name):
                    values["holder"] = f"{kind},{int(values[name])}"
                    break
            else:
                values["holder"] = f"unit,{int(values.get('org_unit') or -1)}"
        return values

    @classmethod
    def validate_fields(cls, targets, field_names):
        super().validate_fields(targets, field_names)
        if field_names and not field_names & {"weight", "share"}:
            return
        for target in targets:
            for value in (target.weight, target.share):
                if value is not None and not 0 <= value <= 1:
                    raise ShareError(gettext("baton_kpi.msg_weight", name=target.rec_name))

    def get_rec_name(self, name):
        holder = self.employee or self.position or self.org_unit
        return f"{self.indicator} {self.period} {holder.rec_name}"

    # --- both sides agree -----------------------------------------------------------------

    @classmethod
    def propose(cls, targets):
        """The side that sets the targets signs them."""
        cls._expect(targets, {"draft", "returned", "proposed", "agreed"})
        cls._sign(targets, "proposed", agreed_by=None, agreed_at=None, **_signed("proposed"))

    @classmethod
    def agree(cls, targets):
        """The side that is to reach them signs too."""
        cls._expect(targets, {"proposed"})
        cls._sign(targets, "agreed", **_signed("agreed"))

    @classmethod
    def give_back(cls, targets, note):
        """The side that is to reach them does not agree, and says why."""
        cls._expect(targets, {"proposed", "agreed"})
        cls._sign(targets, "returned", note=note, agreed_by=None, agreed_at=None)

    @classmethod
    def _expect(cls, targets, states):
        for target in targets:
            if target.state not in states:
                raise StateError(
                    gettext(
                        "baton_kpi.msg_target_state",
                        target=target.rec_name,
                        state=target.state_string,
                    )
                )

    @classmethod
    def _sign(cls, targets, state, **values):
        cls.write(targets, {"state": state, **values})


def _signed(side):
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return {f"{side}_by": Transaction().user or None, f"{side}_at": now}
