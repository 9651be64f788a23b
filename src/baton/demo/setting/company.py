"""The company, its warehouse, its books and the small lists that documents refer to."""

from __future__ import annotations

from baton.demo.desk import Desk
from baton.demo.script import Script
from baton.kernel import Erp
from baton.services.company import open_company

CHART = "enterprise"


def found_company(desk: Desk) -> None:
    """Create the company with its books as ``baton init`` does, and what its business needs."""
    erp, script, rhythm = desk.erp, desk.script, desk.rhythm
    data = script.company
    party = {
        "name": data["name"],
        "code": data["code"],
        "addresses": [("create", [{"street": data["street"], "city": data["city"]}])],
        "contact_mechanisms": [("create", [{"type": "phone", "value": data["phone"]}])],
    }
    years = list(range(rhythm.opening.year, rhythm.today.year + 2))
    company = open_company(erp, party, CHART, years)
    with erp.context(company=company):
        _warehouse(erp, script)
        _reasons(erp, script)
        _controls(erp, script)


def _warehouse(erp: Erp, script: Script) -> None:
    locations = erp.get("stock.location")
    warehouse = locations(locations.get_default_warehouse())
    locations.write(
        [warehouse],
        {"name": script.company["warehouse"]},
        [warehouse.storage_location],
        {"name": script.company["storage"]},
    )
    locations.create(
        [
            {
                "name": script.company["samples"],
                "type": "storage",
                "parent": warehouse.storage_location.id,
            }
        ]
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
