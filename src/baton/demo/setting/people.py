"""Departments, positions, employees with their careers, and who may log in as what."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from baton.demo import marker
from baton.demo.desk import Desk, money
from baton.kernel import Erp

PASSWORD = "demo1234"  # noqa: S105 - published on the log-in page; refused off loopback
LONG_AGO = dt.timedelta(days=900)


def hire_everybody(desk: Desk) -> None:
    """Create the organisation and everybody who works in it during the story."""
    places = _positions(desk, _units(desk))
    _employees(desk, places)


def _units(desk: Desk) -> dict[str, Any]:
    model = desk.get("baton.org.unit")
    company = desk.company
    roots = model.search([("company", "=", company.id), ("kind", "=", "company")])
    if not roots:
        values = {
            "name": company.party.name,
            "code": desk.script.company["code"],
            "kind": "company",
            "company": company.id,
        }
        roots = model.create([values])
    units: dict[str, Any] = {}
    for number, row in enumerate(desk.script.organisation["units"]):
        parent = row["parent"]
        values = {
            "name": row["name"],
            "code": row["code"],
            "kind": "team" if parent else "department",
            "company": company.id,
            "parent": units[parent].id if parent else roots[0].id,
            "sequence": number,
        }
        (units[row["code"]],) = model.create([values])
    return units


def _positions(desk: Desk, units: dict[str, Any]) -> dict[str, Any]:
    rows = desk.script.organisation["positions"]
    holders = [person["position"] for person in desk.script.organisation["people"]]
    created = desk.get("baton.org.position").create(
        [
            {
                "name": row["name"],
                "code": row["code"],
                "unit": units[row["unit"]].id,
                "grade": row["grade"],
                "is_head": row.get("head", False),
                "headcount": holders.count(row["code"]),
                "sequence": number,
            }
            for number, row in enumerate(rows)
        ]
    )
    return {row["code"]: position for row, position in zip(rows, created, strict=True)}


def career(desk: Desk, person: dict[str, Any]) -> tuple[dt.date, dt.date | None]:
    """The first and the last day of a person's employment."""
    rhythm = desk.rhythm
    chance = rhythm.chance("career", person["code"])
    start = rhythm.opening - LONG_AGO - dt.timedelta(days=chance.randrange(1500))
    joined, left = person.get("joined"), person.get("left")
    if joined is not None and joined < rhythm.months:
        start = rhythm.month_start(-joined) + dt.timedelta(days=chance.randrange(3))
    end = None
    if left is not None and left < rhythm.months:
        end = rhythm.month_start(-left) + dt.timedelta(days=chance.randrange(14, 24))
    return start, end


def _employees(desk: Desk, positions: dict[str, Any]) -> None:
    people = desk.script.organisation["people"]
    parties = desk.get("party.party").create(
        [{"name": person["name"], "code": f"E{person['code']}"} for person in people]
    )
    rows = []
    for person, party in zip(people, parties, strict=True):
        start, end = career(desk, person)
        rows.append(
            {
                "party": party.id,
                "company": desk.company.id,
                "code": person["code"],
                "gender": person["gender"],
                "start_date": start,
                "end_date": end,
                "leave_reason": desk.reasons[person["reason"]].id if end else None,
            }
        )
    employees = desk.get("company.employee").create(rows)
    moves = {move["code"]: move for move in desk.script.organisation["moves"]}
    assignments: list[dict[str, Any]] = []
    for person, employee in zip(people, employees, strict=True):
        assignments += _assignments(desk, person, employee, moves.get(person["code"]), positions)
    desk.get("baton.org.assignment").create(assignments)
    _costs(desk, employees)


def _assignments(
    desk: Desk,
    person: dict[str, Any],
    employee: Any,
    move: dict[str, Any] | None,
    positions: dict[str, Any],
) -> list[dict[str, Any]]:
    """Where the person works, one row for each place."""

    def row(code: str, start: dt.date, end: dt.date | None) -> dict[str, Any]:
        position = positions[code]
        return {
            "employee": employee.id,
            "unit": position.unit.id,
            "position": position.id,
            "from_date": start,
            "to_date": end,
        }

    start, end = employee.start_date, employee.end_date
    if move is None or move["months"] >= desk.rhythm.months:
        return [row(person["position"], start, end)]
    day = desk.rhythm.month_start(-move["months"])
    return [
        row(person["position"], start, day - dt.timedelta(days=1)),
        row(move["position"], day, end),
    ]


def _costs(desk: Desk, employees: list[Any]) -> None:
    """Hourly cost from the salary: 174 paid hours a month."""
    salaries = {p["code"]: p["salary"] for p in desk.script.organisation["positions"]}
    held = {p["code"]: p["position"] for p in desk.script.organisation["people"]}
    desk.get("company.employee_cost_price").create(
        [
            {
                "employee": employee.id,
                "date": employee.start_date,
                "cost_price": money(salaries[held[employee.code]] / 174, 4),
            }
            for employee in employees
        ]
    )


def open_logins(desk: Desk) -> None:
    """One log-in for each person the script gives one, with the role's rights."""
    (language,) = desk.get("ir.lang").search([("code", "=", desk.script.company["language"])])
    rows = []
    for person in desk.script.organisation["people"]:
        if "login" not in person:
            continue
        employee = desk.employees[person["code"]]
        rows.append(
            {
                "name": person["name"],
                "login": person["login"],
                "password": PASSWORD,
                "language": language.id,
                "companies": [("add", [desk.company.id])],
                "company": desk.company.id,
                "employees": [("add", [employee.id])],
                "employee": employee.id,
                **_rights(desk, person["roles"]),
            }
        )
    desk.get("res.user").create(rows)
    note_passwords(desk)


def _rights(desk: Desk, roles: list[str]) -> dict[str, Any]:
    """How a user gets roles."""
    if not desk.get("ir.model.data").search([("module", "=", "baton_roles")], limit=1):
        return {}
    return {
        "roles": [
            (
                "create",
                [{"role": desk.erp.data_id("baton_roles", f"role_{role}")} for role in roles],
            )
        ],
    }


def hashes(erp: Erp, names: list[str]) -> dict[str, str]:
    """Log-in → a digest of the stored password, of those active users."""
    from sql import Table

    if not names:
        return {}
    table = Table("res_user")
    cursor = erp.connection().cursor()
    cursor.execute(
        *table.select(table.login, table.password_hash, where=table.login.in_(names) & table.active)
    )
    return {
        login: hashlib.sha256((value or "").encode()).hexdigest()
        for login, value in cursor.fetchall()
    }


def note_passwords(desk: Desk) -> None:
    """Remember what the published password looks like in the database, to tell when it is gone."""
    names = [p["login"] for p in desk.script.organisation["people"] if "login" in p]
    users = desk.get("res.user")
    admin = users(desk.erp.data_id("res", "user_admin"))
    if users.check_password(PASSWORD, _stored(desk.erp, admin.login))[0]:
        names.append(admin.login)
    marker.write(desk.erp, marker.PASSWORDS, hashes(desk.erp, names))


def _stored(erp: Erp, login: str) -> str:
    from sql import Table

    table = Table("res_user")
    cursor = erp.connection().cursor()
    cursor.execute(*table.select(table.password_hash, where=table.login == login))
    (found,) = cursor.fetchone()
    return str(found or "")
