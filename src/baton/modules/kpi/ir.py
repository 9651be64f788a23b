"""Lets the record rules of targets ask for the acting user's own units."""

from trytond.pool import Pool, PoolMeta
from trytond.transaction import Transaction

NAMES = ("baton.kpi.target", "baton.kpi.value")


class Rule(metaclass=PoolMeta):
    __name__ = "ir.rule"

    @classmethod
    def _get_context(cls, model_name):
        context = super()._get_context(model_name)
        if model_name in NAMES:
            context["own_units"] = _own_units()
        return context

    @classmethod
    def _get_cache_key(cls, model_names):
        key = super()._get_cache_key(model_names)
        if set(model_names) & set(NAMES):
            key = (*key, tuple(_own_units()))
        return key


def _own_units():
    """The ids of the units where the acting user's employee works today."""
    pool = Pool()
    employee = Transaction().context.get("employee")
    if employee not in pool.get("res.user").get_employees():
        return []
    with Transaction().set_context(_check_access=False):
        today = pool.get("ir.date").today()
        return sorted(pool.get("baton.org.assignment").units_on([employee], today).values())
