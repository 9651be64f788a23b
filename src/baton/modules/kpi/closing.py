"""Closed periods 期间关闭: values frozen with how they came about, and later restatements."""

from trytond.i18n import gettext
from trytond.model import Index, ModelSQL, ModelView, Unique, fields
from trytond.transaction import Transaction

from baton.base.chain import START, canonical, plain, seal

from .exceptions import FrozenError
from .logged import LoggedMixin


class FrozenMixin:
    """Records that are made once and never changed or deleted."""

    __slots__ = ()

    @classmethod
    def write(cls, *args):
        raise FrozenError(gettext("baton_kpi.msg_closed_frozen"))

    @classmethod
    def delete(cls, records):
        raise FrozenError(gettext("baton_kpi.msg_closed_frozen"))


class ClosedPeriod(LoggedMixin, FrozenMixin, ModelSQL, ModelView):
    """A period whose values are published; ``hash`` seals all of them."""

    __name__ = "baton.kpi.period"
    __string__ = "Closed Period"
    _rec_name = "period"
    _logged = ("company", "period", "hash", "size", "note")
    company = fields.Many2One("company.company", "Company", required=True, ondelete="RESTRICT")
    period = fields.Char("Period", required=True)
    from_date = fields.Date("From", required=True)
    to_date = fields.Date("To", required=True)
    closed_by = fields.Many2One("res.user", "Closed By", ondelete="RESTRICT")
    closed_at = fields.Timestamp("Closed At", required=True)
    note = fields.Char("Note")
    size = fields.Integer("Number of Values", required=True)
    hash = fields.Char("Seal", required=True)
    values = fields.One2Many("baton.kpi.value", "period", "Values")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_constraints.append(
            (
                "period_unique",
                Unique(table, table.company, table.period),
                "baton_kpi.msg_period_closed",
            )
        )
        cls._order = [("from_date", "DESC"), ("period", "DESC")]

    @staticmethod
    def default_company():
        return Transaction().context.get("company")

    @classmethod
    def unsound(cls):
        """Values that are not what was sealed: (period label, value id or None for the whole)."""
        found = []
        for closed in cls.search([]):
            wrong = [value.id for value in closed.values if value.sealed() != value.hash]
            found += [(closed.period, id) for id in wrong]
            if seal_all(value.hash for value in closed.values) != closed.hash:
                found.append((closed.period, None))
        return found


class Value(FrozenMixin, ModelSQL, ModelView):
    """The value of an indicator in a closed period, for a unit or a person.

    ``inputs`` are the parts of the formula with their values, as JSON.
    """

    __name__ = "baton.kpi.value"
    __string__ = "Published Value"
    SEALED = (
        *("indicator", "version", "formula", "org_unit", "employee", "value", "target"),
        *("achievement", "light", "inputs", "state"),
    )
    period = fields.Many2One("baton.kpi.period", "Period", required=True, ondelete="CASCADE")
    indicator = fields.Char("Indicator", required=True)
    version = fields.Integer("Version", required=True)
    formula = fields.Text("Formula", required=True)
    org_unit = fields.Many2One("baton.org.unit", "Organisation Unit", ondelete="RESTRICT")
    employee = fields.Many2One("company.employee", "Employee", ondelete="RESTRICT")
    value = fields.Numeric("Value")
    target = fields.Numeric("Target")
    achievement = fields.Numeric("Achievement")
    light = fields.Char("Light")
    inputs = fields.Text("Inputs")
    state = fields.Char("State", required=True)
    hash = fields.Char("Seal", required=True)
    restatements = fields.One2Many("baton.kpi.restatement", "value", "Restatements")

    @classmethod
    def __setup__(cls):
        super().__setup__()
        table = cls.__table__()
        cls._sql_indexes.add(Index(table, (table.period, Index.Equality())))
        cls._order = [("id", "ASC")]

    def sealed(self):
        """The seal of what is stored now."""
        return seal_of({name: getattr(self, name) for name in self.SEALED})

    def get_rec_name(self, name):
        holder = self.employee or self.org_unit
        return f"{self.indicator} {holder.rec_name if holder else ''}".strip()


class Restatement(LoggedMixin, FrozenMixin, ModelSQL, ModelView):
    """What a published value became by later documents, and why."""

    __name__ = "baton.kpi.restatement"
    __string__ = "Restatement"
    _logged = ("value", "before", "after", "difference", "reason", "documents")
    value = fields.Many2One("baton.kpi.value", "Value", required=True, ondelete="CASCADE")
    made_by = fields.Many2One("res.user", "Made By", ondelete="RESTRICT")
    made_at = fields.Timestamp("Made At", required=True)
    before = fields.Numeric("Before")
    after = fields.Numeric("After")
    difference = fields.Numeric("Difference")
    reason = fields.Char("Reason", required=True)
    documents = fields.Text("Documents", help="Documents entered after the closing, as JSON.")


def seal_of(values):
    """The seal of one value's fields."""
    content = {name: plain(getattr(value, "id", value)) for name, value in values.items()}
    return seal(START, canonical(content))


def seal_all(seals):
    """The seal of a closed period."""
    return seal(START, *sorted(seals))
