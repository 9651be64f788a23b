"""The demo company's plan for the year as targets: a source of facts of its own, beside the ERP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources
from typing import Any

import pyarrow as pa
import yaml

from baton.base.periods import Grain, Period, periods
from baton.demo import marker
from baton.demo.script import load
from baton.demo.story import SYSTEM
from baton.kernel import Database, Erp
from baton.metrics.engine import FactStore

SOURCE = "plan"
"""The plan's name among the sources of facts."""

CENT = Decimal("0.01")


def set_targets(database: Database, store: FactStore) -> int:
    """Put the plan into the fact store, replacing an earlier one; how many targets it has.

    Amounts are in CNY for money, ratios 0 to 1; each is for one unit and one period.
    """

    def look(erp: Erp) -> tuple[dict[str, Any], dict[str, str]]:
        units = erp.get("baton.org.unit").search([])
        codes = {unit.code: str(unit.id) for unit in units}
        (root,) = [unit for unit in units if unit.parent is None]
        return marker.read(erp)[marker.SETTINGS], {**codes, "": str(root.id)}

    settings, units = database.run(SYSTEM, look, readonly=True)
    last = dt.date.fromisoformat(settings["today"])
    rows = list(_rows(last, int(settings["months"]), units))
    table = pa.Table.from_pylist(
        [
            {
                "row_key": f"{code}-{unit}-{period.label}",
                "indicator": code,
                "org_unit": unit,
                "from_on": period.start,
                "to_on": period.last_day,
                "amount": amount,
            }
            for code, unit, period, amount in rows
        ]
    )
    return store.replace("target", table, SOURCE)


def _rows(
    last: dt.date, months: int, units: dict[str, str]
) -> Iterator[tuple[str, str, Period, Decimal]]:
    plan = yaml.safe_load(
        (resources.files("baton.demo") / "data/targets.yaml").read_text(encoding="utf-8")
    )
    first = Period.of(last, Grain.MONTH).previous(months - 1)
    begin, end = dt.date(first.start.year, 1, 1), dt.date(last.year + 1, 1, 1)
    shares = plan["shares"]
    for number, month in enumerate(periods(begin, end, Grain.MONTH), 1 - first.start.month):
        sales = _planned(number, month)
        for code, part in plan["flows"].items():
            yield code, units[""], month, (sales * Decimal(str(part))).quantize(CENT)
        whole = sales * Decimal(str(plan["flows"][shares["indicator"]]))
        for unit, share in shares["units"].items():
            amount = (whole * Decimal(str(share))).quantize(CENT)
            yield shares["indicator"], units[unit], month, amount
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        for period in periods(begin, end, grain):
            for code, value in plan["fixed"].items():
                yield code, units[""], period, Decimal(str(value))


def _planned(number: int, month: Period) -> Decimal:
    """Net sales planned for a month, ``number`` months after the story's first one."""
    company = load().company
    season = Decimal(str(company["seasonality"][month.start.month]))
    growth = (1 + Decimal(str(company["growth"]))) ** number
    return Decimal(company["monthly_revenue"]) * season * growth
