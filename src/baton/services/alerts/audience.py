"""Whom a rule tells: its recipients, less those who may not see the figure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from baton.base.errors import AuthenticationError
from baton.services import org, scope, session
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.alerts.rule import Rule
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def may_see(runtime: Runtime, person: Person, unit: str | None, employee: str | None) -> bool:
    """Whether a person may see the figures of a unit (None: the whole company) or of a person."""
    if employee is not None:
        return scope.sees_person(runtime, person, employee)
    seen = scope.of(runtime, person)
    return seen.units is None or (unit is not None and unit in seen.units)


def covers(runtime: Runtime, reach: str | None, unit: str | None, employee: str | None) -> bool:
    """Whether figures may go out by a channel that is for those of the unit ``reach``."""
    if reach is None:
        return True
    known, day = org.organisation(runtime), org.today()
    inside = known.below({reach}, day)
    if employee is not None:
        places = known.units_of(employee, day)
        return bool(places) and places <= inside
    return unit is not None and unit in inside


def of(runtime: Runtime, rule: Rule) -> tuple[list[Person], int]:
    """The people a rule tells today, and how many of its recipients may not see the figure."""
    told, kept_from = [], 0
    for user in _users(runtime, rule):
        try:
            person = session.of_user(runtime, user)
        except AuthenticationError:  # no longer active
            continue
        if may_see(runtime, person, rule.org, rule.person):
            told.append(person)
        else:
            kept_from += 1
    return told, kept_from


def _users(runtime: Runtime, rule: Rule) -> list[int]:
    """Ids of the users a rule names, each once."""
    people: set[str] = set()
    roles: set[str] = set()
    for one in rule.recipients:
        if one.kind == "person":
            people.add(one.key)
        elif one.kind == "role":
            roles.add(one.key)
        elif one.kind == "heads":
            people |= _heads(runtime, rule)

    def work(erp: Erp) -> list[int]:
        users = {rule.owner} if any(one.kind == "me" for one in rule.recipients) else set()
        model = erp.get("res.user")
        wanted = [int(one) for one in people if one.isdigit()]
        users |= (
            {one.id for one in model.search([("employees", "in", wanted)])} if wanted else set()
        )
        for role in roles:
            users |= _with_role(erp, role)
        return sorted(users)

    return database(runtime).run(0, work, readonly=True)


def _with_role(erp: Erp, role: str) -> set[int]:
    """Users who hold a role today."""
    now = dt.datetime.now()  # noqa: DTZ005 - Tryton's own clock
    data = erp.get("ir.model.data").search(
        [("model", "=", "res.role"), ("fs_id", "=", f"role_{role}")]
    )
    held: Any = erp.get("res.user.role").search([("role", "in", [one.db_id for one in data])])
    return {one.user.id for one in held if one.user and one.valid(now)}


def _heads(runtime: Runtime, rule: Rule) -> set[str]:
    """Employees who lead the rule's unit, the person's units, or the company."""
    known, day = org.organisation(runtime), org.today()
    units = known.on(day)
    if rule.person is not None:
        places = known.units_of(rule.person, day)
    elif rule.org is not None:
        places = {rule.org}
    else:
        places = {unit.key for unit in known.children(day).get(None, [])}
    return {head for key in places if key in units and (head := units[key].head)}
