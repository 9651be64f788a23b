"""Founding a company: its party, currency, time zone, and books under a Chinese standard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baton.base import clock
from baton.kernel import Database, Erp
from baton.modules.account_cn.setup import CHARTS, setup

__all__ = ["CHARTS", "found", "house", "open_company", "tell_time"]

MANY = 2
"""So many companies in one ERP must be kept apart."""

ZONE = "Asia/Shanghai"
"""The zone that business dates are told in."""


def found(database: Database, *, name: str, chart: str, years: Iterable[int]) -> int:
    """Create the first company of a new database; its id.

    Raises:
        BatonError: the chart is unknown or a value is refused by the ERP.
    """
    span = sorted(years)
    return database.run(0, lambda erp: open_company(erp, {"name": name}, chart, span))


def tell_time(database: Database) -> None:
    """Tell days and times by the first company's zone (see ``base.clock``)."""

    def work(erp: Erp) -> str | None:
        companies = erp.get("company.company")
        first = companies.search([("timezone", "!=", None)], order=[("id", "ASC")], limit=1)
        return str(first[0].timezone) if first and first[0].timezone else None

    clock.use(database.run(0, work, readonly=True))


def house(database: Database, company: int | None) -> str | None:
    """Key of a company's topmost unit where there are several companies, else None.

    Somebody without a company, or in one without units, belongs to no house: an empty key.
    """

    def work(erp: Erp) -> str | None:
        if erp.get("company.company").search([], count=True) < MANY:
            return None
        units = erp.get("baton.org.unit").search(
            [("company", "=", company), ("parent", "=", None)], order=[("id", "ASC")], limit=1
        )
        return str(units[0].id) if units and company is not None else ""

    return database.run(0, work, readonly=True)


def open_company(erp: Erp, party: dict[str, Any], chart: str, years: list[int]) -> int:
    """Inside a transaction: the company with its books and the root of its organisation.

    The administrator may act for it.

    Args:
        party: values of the company's own party: name, code, addresses …
        chart: one of ``CHARTS``.
        years: the fiscal years to open.

    Returns:
        The company's id.
    """
    (owner,) = erp.get("party.party").create([party])
    (company,) = erp.get("company.company").create(
        [{"party": owner.id, "currency": _yuan(erp), "timezone": ZONE}]
    )
    users = erp.get("res.user")
    admin = users(erp.data_id("res", "user_admin"))
    users.write([admin], {"companies": [("add", [company.id])], "company": company.id})
    with erp.context(company=company.id):
        setup(company.id, chart=chart, years=years)  # type: ignore[no-untyped-call]
        erp.get("baton.org.unit").create(
            [
                {
                    "name": party["name"],
                    "code": party.get("code") or "1",
                    "kind": "company",
                    "company": company.id,
                }
            ]
        )
    return int(company.id)


def _yuan(erp: Erp) -> int:
    currencies = erp.get("currency.currency")
    found_ones = currencies.search([("code", "=", "CNY")])
    if not found_ones:
        found_ones = currencies.create(
            [{"name": "CNY", "code": "CNY", "numeric_code": "156", "symbol": "¥", "digits": 2}]
        )
    return int(found_ones[0].id)
