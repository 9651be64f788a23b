"""What to do first in a company that has no business yet, in the order it is best done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from baton.base.i18n import message
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

FOUNDERS = frozenset({"administrator", "general_manager"})
"""Roles that set a company up."""

# key, route, model, and which of its records show that the step is done
STEPS: tuple[tuple[str, str, str, list[Any]], ...] = (
    ("units", "/documents/org_unit", "baton.org.unit", [("kind", "!=", "company")]),
    ("employees", "/documents/employee", "company.employee", []),
    ("users", "/erp", "res.user.role", []),
    ("products", "/documents/product", "product.product", []),
    ("partners", "/documents/customer", "party.party", [("region", "!=", None)]),
    ("orders", "/documents/sale_order", "sale.sale", []),
    ("strategy", "/strategy", "baton.kpi.strategy", []),
)

_all_done: WeakSet[Any] = WeakSet()
"""Facts of the companies whose steps are all done: they are not asked again."""


def first_steps(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """The steps with ``key``, ``label``, ``hint``, ``route``, ``done``.

    Empty for who does not set the company up, and once all of them are done.
    """
    founds = runtime.database is not None and bool(person.roles & FOUNDERS)
    if not founds or runtime.store in _all_done:
        return []

    def look(erp: Erp) -> list[bool]:
        return [bool(erp.get(model).search(which, limit=1)) for _, _, model, which in STEPS]

    done = database(runtime).run(person.user, look, readonly=True)
    if all(done):
        _all_done.add(runtime.store)
        return []
    return [
        {
            "key": key,
            "label": message(f"services.step_{key}", person.language),
            "hint": message(f"services.step_{key}_hint", person.language),
            "route": route,
            "done": there,
        }
        for (key, route, *_), there in zip(STEPS, done, strict=True)
    ]
