"""The dated tree of company, departments and teams 组织架构."""

import datetime as dt

from trytond.cache import Cache
from trytond.i18n import gettext
from trytond.model import ModelSQL, ModelView, fields, sequence_ordered, tree
from trytond.pool import Pool
from trytond.pyson import Eval
from trytond.transaction import Transaction

from .dates import covers, first, last, valid_on
from .exceptions import UnitDatesError


def _today():
    return Transaction().context.get("date") or Pool().get("ir.date").today()


class OrganisationMixin:
    """Whatever says who leads whom: its changes make remembered answers void."""

    __slots__ = ()

    @classmethod
    def on_modification(cls, mode, records, field_names=None):
        super().on_modification(mode, records, field_names=field_names)
        Pool().get("baton.org.unit")._led_cache.clear()


class Unit(OrganisationMixin, tree(separator=" / "), sequence_ordered(), ModelSQL, ModelView):
    """A company, department or team, valid between two days.

    ``parent`` is where it hangs now; ``formers`` say where it hung before, each until a day.
    """

    __name__ = "baton.org.unit"
    __string__ = "Organisation Unit"
    _led_cache = Cache("baton.org.unit.led", context=False)
    name = fields.Char("Name", required=True, translate=True)
    code = fields.Char("Code", required=True)
    kind = fields.Selection(
        [("company", "Company"), ("department", "Department"), ("team", "Team")],
        "Kind",
        required=True,
    )
    company = fields.Many2One("company.company", "Company", required=True, ondelete="RESTRICT")
    parent = fields.Many2One(
        "baton.org.unit",
        "Parent",
        ondelete="RESTRICT",
        domain=[("company", "=", Eval("company", -1))],
    )
    childs = fields.One2Many("baton.org.unit", "parent", "Children")
    valid_from = fields.Date("Valid From")
    valid_to = fields.Date("Valid To")
    formers = fields.One2Many("baton.org.unit.former", "unit", "Former Parents")
    positions = fields.One2Many("baton.org.position", "unit", "Positions")
    head = fields.Function(fields.Many2One("company.employee", "Head"), "get_head")
    active = fields.Function(fields.Boolean("Active"), "get_active", searcher="search_active")

    @staticmethod
    def default_company():
        return Transaction().context.get("company")

    @staticmethod
    def default_kind():
        return "department"

    @classmethod
    def default_active(cls):
        return True

    def get_active(self, name):
        return covers(self.valid_from, self.valid_to, _today())

    @classmethod
    def search_active(cls, name, clause):
        _, operator, value = clause
        if operator in {"in", "not in"}:
            if len(set(value)) != 1:
                return [] if operator == "in" else [("id", "=", -1)]
            (value,) = set(value)
            operator = "=" if operator == "in" else "!="
        if (operator == "=") == bool(value):
            return valid_on(_today(), "valid_from", "valid_to")
        return ["OR", ("valid_from", ">", _today()), ("valid_to", "<", _today())]

    @classmethod
    def get_head(cls, units, name):
        heads = cls.heads_on(_today(), units)
        return {unit.id: heads.get(unit.id) for unit in units}

    @classmethod
    def validate_fields(cls, units, field_names):
        super().validate_fields(units, field_names)
        if field_names and not field_names & {"parent", "valid_from", "valid_to", "formers"}:
            return
        with Transaction().set_context(active_test=False):
            for unit in cls.browse(units):
                unit._check_dates()

    def _check_dates(self):
        if last(self.valid_to) < first(self.valid_from):
            raise UnitDatesError(gettext("baton_org.msg_unit_dates_order", unit=self.rec_name))
        pairs = [(self, self.parent)] if self.parent else []
        pairs += [(child, self) for child in self.childs]
        for child, parent in pairs:
            if child.valid_to is None and parent.valid_to is None:
                continue
            if last(child.valid_to) > last(parent.valid_to):
                raise UnitDatesError(
                    gettext(
                        "baton_org.msg_unit_dates_parent",
                        unit=child.rec_name,
                        parent=parent.rec_name,
                        date=Pool().get("ir.lang").get().strftime(parent.valid_to),
                    )
                )

    def parent_on(self, date):
        """The unit above on a day, or None at the top."""
        for former in sorted(self.formers, key=lambda f: f.to_date):
            if date <= former.to_date:
                return former.parent
        return self.parent

    @classmethod
    def move(cls, units, parent, date):
        """Hang the units under another one from a day on; earlier days keep the old tree."""
        Former = Pool().get("baton.org.unit.former")
        Former.create(
            [
                {"unit": u.id, "parent": u.parent, "to_date": date - dt.timedelta(days=1)}
                for u in units
            ]
        )
        cls.write(units, {"parent": parent})

    @classmethod
    def tree_on(cls, date, company=None):
        """{unit id: parent id or None} on a day; what hangs under an ended unit is left out."""
        domain = valid_on(date, "valid_from", "valid_to")
        if company is not None:
            domain.append(("company", "=", company))
        with Transaction().set_context(active_test=False):
            units = cls.search(domain)
            parents = {u.id: getattr(u.parent_on(date), "id", None) for u in units}
        while lost := [u for u, p in parents.items() if p is not None and p not in parents]:
            for unit in lost:
                del parents[unit]
        return parents

    @classmethod
    def subtree_on(cls, units, date=None):
        """The ids of the units and of all below them on a day (default today)."""
        parents = cls.tree_on(date or _today())
        roots = {int(u) for u in units}
        found = set()
        for unit in parents:
            path, at = [], unit
            while at is not None and at not in found and at not in roots:
                path.append(at)
                at = parents[at]
            if at is not None:
                found.update(path)
                found.add(at)
        return found

    @classmethod
    def heads_on(cls, date, units=None):
        """{unit id: employee id} of the heads on a day."""
        Assignment = Pool().get("baton.org.assignment")
        domain = [("position.is_head", "=", True), *valid_on(date)]
        if units is not None:
            domain.append(("unit", "in", [int(u) for u in units]))
        return {a.unit.id: a.employee.id for a in Assignment.search(domain, order=[("id", "ASC")])}

    @classmethod
    def headed_by(cls, employee, date=None):
        """The ids of the units the employee heads on a day, with all below them."""
        Assignment = Pool().get("baton.org.assignment")
        date = date or _today()
        own = Assignment.search(
            [("employee", "=", int(employee)), ("position.is_head", "=", True), *valid_on(date)]
        )
        return cls.subtree_on({a.unit.id for a in own}, date) if own else set()

    @classmethod
    def led_today(cls, employee):
        """``headed_by`` today as a sorted tuple, remembered: record rules ask at every access."""
        today = Pool().get("ir.date").today()
        led = cls._led_cache.get((employee, today))
        if led is None:
            led = tuple(sorted(cls.headed_by(employee, today)))
            cls._led_cache.set((employee, today), led)
        return led

    def get_rec_name(self, name):
        return self.name

    @classmethod
    def search_rec_name(cls, name, clause):
        return ["OR", ("name", *clause[1:]), ("code", *clause[1:])]


class UnitFormer(OrganisationMixin, ModelSQL, ModelView):
    """Where a unit hung until a day, kept so that old figures roll up along the old tree."""

    __name__ = "baton.org.unit.former"
    __string__ = "Former Parent"
    unit = fields.Many2One("baton.org.unit", "Unit", required=True, ondelete="CASCADE")
    parent = fields.Many2One("baton.org.unit", "Parent", ondelete="RESTRICT")
    to_date = fields.Date("Until", required=True)

    @classmethod
    def validate(cls, formers):
        super().validate(formers)
        for former in formers:
            seen, at = set(), former.unit
            while at is not None:
                if at.id in seen:
                    raise UnitDatesError(
                        gettext("baton_org.msg_unit_former_cycle", unit=former.unit.rec_name)
                    )
                seen.add(at.id)
                at = at.parent_on(former.to_date)
