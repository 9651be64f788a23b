"""Sales regions, customers and suppliers."""

from __future__ import annotations

from typing import Any

from baton.demo.desk import Desk


def meet_partners(desk: Desk) -> None:
    """Create the regions, and every customer and supplier with address, terms and who cares."""
    regions = _regions(desk)
    language = desk.get("ir.lang").search([("code", "=", desk.script.company["language"])])[0]
    sellers, buyers = _carers(desk)
    terms = _terms(desk)
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(desk.script.partners["customers"]):
        team = sellers[row["region"]]
        rows.append(
            {
                **_party(row, language.id),
                "region": regions[row["region"]].id,
                "salesperson": team[number % len(team)],
                "customer_payment_term": terms[row["term"]],
            }
        )
    for number, row in enumerate(desk.script.partners["suppliers"]):
        rows.append(
            {
                **_party(row, language.id),
                "buyer": buyers[number % len(buyers)],
                "supplier_payment_term": terms[row["term"]],
            }
        )
    desk.get("party.party").create(rows)


def _party(row: dict[str, Any], language: int) -> dict[str, Any]:
    return {
        "name": row["name"],
        "code": row["code"],
        "lang": language,
        "addresses": [("create", [{"city": row["city"], "invoice": True, "delivery": True}])],
    }


def _regions(desk: Desk) -> dict[str, Any]:
    model = desk.get("baton.org.region")
    regions: dict[str, Any] = {}
    for number, row in enumerate(desk.script.partners["regions"]):
        parent = regions[row["parent"]].id if row["parent"] else None
        values = {"name": row["name"], "code": row["code"], "parent": parent, "sequence": number}
        (regions[row["code"]],) = model.create([values])
    return regions


def _carers(desk: Desk) -> tuple[dict[str, list[int]], list[int]]:
    """Region → ids of its salespeople who stay, and the ids of the buyers."""
    unit_of = {p["code"]: p["unit"] for p in desk.script.organisation["positions"]}
    teams: dict[str, list[int]] = {}
    for person in desk.script.organisation["people"]:
        if "left" in person or "joined" in person:
            continue
        team = teams.setdefault(unit_of[person["position"]], [])
        team.append(desk.employees[person["code"]].id)
    regions = desk.script.partners["regions"]
    return {row["code"]: teams[row["team"]] for row in regions if "team" in row}, teams["PUR"]


def _terms(desk: Desk) -> dict[str, int]:
    """The payment terms by the script's names."""
    data = {"cash": "term_now", "net30": "term_net30", "net60": "term_net60"}
    return {name: desk.erp.data_id("baton_account_cn", key) for name, key in data.items()}
