"""Lets the record rules of targets ask for the acting user's own units and positions."""

from trytond.pool import Pool, PoolMeta
from trytond.transaction import Transaction

NAMES = ("baton.kpi.target", "baton.kpi.value")


class Rule(metaclass=PoolMeta):
    __name__ = "ir.rule"

    @classmethod
    def _get_context(cls, model_name):
        context = super()._get_context(model_name)
        if model_name in NAMES:
            context["own_units"], context["own_positions"] = map(list, _own())
        return context

    @classmethod
    def _get_cache_key(cls, model_names):
        key = super()._get_cache_key(model_names)
        if set(model_names) & set(NAMES):
            key = (*key, _own())
        return key


def _own():
    """The ids of the units and positions where the acting user's employee works today."""
    pool = Pool()
    employee = Transaction().context.get("employee")
    if employee not in pool.get("res.user").get_employees():
        return (), ()
    with Transaction().set_context(_check_access=False):
        today = pool.get("ir.date").today()
        seats = pool.get("baton.org.assignment").search(
            [
                ("employee", "=", employee),
                ("primary", "=", True),
                ("from_date", "<=", today),
                ["OR", ("to_date", "=", None), ("to_date", ">=", today)],
            ]
        )
    units = {seat.unit.id for seat in seats}
    positions = {seat.position.id for seat in seats if seat.position}
    return tuple(sorted(units)), tuple(sorted(positions))
