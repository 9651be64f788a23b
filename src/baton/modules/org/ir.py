"""What record rules may ask about the acting user's place in the organisation."""

from trytond.pool import Pool, PoolMeta
from trytond.transaction import Transaction


class Rule(metaclass=PoolMeta):
    __name__ = "ir.rule"

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.domain.help += (
            '\n- "org_units" as list of ids of the units the current employee heads, with all below'
            '\n- "org_employee" as the id of the current employee'
        )

    @classmethod
    def _get_cache_key(cls, model_names):
        key = super()._get_cache_key(model_names)
        employee, units = _place()
        return (*key, employee, units)

    @classmethod
    def _get_context(cls, model_name):
        context = super()._get_context(model_name)
        employee, units = _place()
        context["org_employee"] = employee
        context["org_units"] = list(units)
        return context


def _place():
    """The acting user's employee id (-1 without) and the sorted ids of the units led."""
    pool = Pool()
    employee = Transaction().context.get("employee")
    if employee not in pool.get("res.user").get_employees():
        return -1, ()
    with Transaction().set_context(_check_access=False):
        return employee, pool.get("baton.org.unit").led_today(employee)
