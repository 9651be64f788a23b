"""The company, its warehouse, its books and the small lists that documents refer to."""

from __future__ import annotations

from typing import Any

from baton.demo.desk import Desk
from baton.demo.rhythm import Rhythm
from baton.demo.script import Script
from baton.kernel import Erp

CHART = "enterprise"


def found_company(desk: Desk) -> None:
    """Create the company with its books, and let the administrator act for it."""
    erp, script, rhythm = desk.erp, desk.script, desk.rhythm
    data = script.company
    (party,) = erp.get("party.party").create(
        [
            {
                "name": data["name"],
                "code": data["code"],
                "addresses": [("create", [{"street": data["street"], "city": data["city"]}])],
                "contact_mechanisms": [
                    ("create", [{"type": "phone", "value": data["phone"]}]),
                ],
            }
        ]
    )
    (company,) = erp.get("company.company").create(
        [{"party": party.id, "currency": _currency(erp), "timezone": "Asia/Shanghai"}]
    )
    users = erp.get("res.user")
    admin = users(erp.data_id("res", "user_admin"))
    users.write([admin], {"companies": [("add", [company.id])], "company": company.id})
    with erp.context(company=company.id):
        _books(company, rhythm)
        _warehouse(erp, script)
        _reasons(erp, script)
        _controls(erp, script)


def _currency(erp: Erp) -> int:
    currencies = erp.get("currency.currency")
    found = currencies.search([("code", "=", "CNY")])
    if not found:
        found = currencies.create(
            [{"name": "CNY", "code": "CNY", "numeric_code": "156", "symbol": "¥", "digits": 2}]
        )
    return int(found[0].id)


def _books(company: Any, rhythm: Rhythm) -> None:
    from baton.modules.account_cn.setup import setup

    first, last = rhythm.opening.year, rhythm.today.year
    setup(  # type: ignore[no-untyped-call]
        company, chart=CHART, years=list(range(first, last + 2))
    )


def _warehouse(erp: Erp, script: Script) -> None:
    locations = erp.get("stock.location")
    warehouse = locations(locations.get_default_warehouse())
    locations.write(
        [warehouse],
        {"name": script.company["warehouse"]},
        [warehouse.storage_location],
        {"name": script.company["storage"]},
    )


def _reasons(erp: Erp, script: Script) -> None:
    erp.get("baton.org.reason").create(
        [
            {"kind": kind, "code": row["code"], "name": row["name"], "sequence": number}
            for kind, rows in script.company["reasons"].items()
            for number, row in enumerate(rows)
        ]
    )
    (model,) = erp.get("ir.model").search([("name", "=", "sale.sale")])
    erp.get("sale.complaint.type").create(
        [{"name": script.company["complaint_type"], "origin": model.id}]
    )


def _controls(erp: Erp, script: Script) -> None:
    """Inspection plans. They are started by the inspectors, not forced by an operation."""
    erp.get("quality.control").create(
        [
            {
                "name": row["name"],
                "operations": [],
                "frequency": 1,
                "points": [
                    ("create", [{**point, "type_": "boolean"} for point in row["points"]]),
                ],
            }
            for row in script.company["quality_controls"]
        ]
    )
