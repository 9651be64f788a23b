"""The views of lists that a person has saved, kept in the ERP database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.services import page_files
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MODEL = "baton.pages.view"
MOST_VIEWS = 50
"""Views a person may keep of one page: a list of choices, not an archive."""

View = dict[str, Any]


def listing(runtime: Runtime, person: Person, page: str) -> list[View]:
    """The person's views of a page, by name."""
    page_files.spec(page)
    return database(runtime).run(person.user, lambda erp: _all(erp, person, page), readonly=True)


def save(runtime: Runtime, person: Person, page: str, view: View) -> list[View]:
    """Save a view under its name; one of the same name is replaced.

    Raises:
        BatonError: the person has too many views of the page already.
    """
    page_files.spec(page)

    def work(erp: Erp) -> list[View]:
        cls = erp.get(MODEL)
        kept = {record.name: record for record in _records(erp, person, page)}
        content = json.dumps({key: value for key, value in view.items() if key != "name"})
        if view.get("default"):
            _undefault(cls, kept, view["name"])
        if view["name"] in kept:
            cls.write([kept[view["name"]]], {"content": content})
        elif len(kept) >= MOST_VIEWS:
            raise BatonError("services.too_many_views", most=MOST_VIEWS)
        else:
            values = {"user": person.user, "page": page, "name": view["name"], "content": content}
            cls.create([values])
        return _all(erp, person, page)

    return database(runtime).run(person.user, work)


def delete(runtime: Runtime, person: Person, page: str, name: str) -> list[View]:
    """Forget a view.

    Raises:
        NotFoundError: the person has no view of that name.
    """

    def work(erp: Erp) -> list[View]:
        gone = [record for record in _records(erp, person, page) if record.name == name]
        if not gone:
            raise NotFoundError("services.no_such_view", name=name)
        erp.get(MODEL).delete(gone)
        return _all(erp, person, page)

    return database(runtime).run(person.user, work)


def _records(erp: Erp, person: Person, page: str) -> list[Any]:
    found = erp.get(MODEL).search([("user", "=", person.user), ("page", "=", page)])
    return list(found)


def _all(erp: Erp, person: Person, page: str) -> list[View]:
    return [
        {"name": record.name, **json.loads(record.content)}
        for record in _records(erp, person, page)
    ]


def _undefault(cls: Any, kept: dict[str, Any], name: str) -> None:
    """At most one view is the one a list opens with."""
    for record in kept.values():
        content = json.loads(record.content)
        if record.name != name and content.get("default"):
            cls.write([record], {"content": json.dumps({**content, "default": False})})
