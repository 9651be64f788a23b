"""Sixty indicators over order lines, as somebody would define them: five count distinct things."""

from __future__ import annotations

from baton.base.units import Unit
from baton.metrics.catalogue import Catalogue, Direction, Indicator, Perspective

DONE = 'sale_line.state IN ("confirmed", "processing", "done")'
CHANNELS = ("online", "direct", "dealer", "export")
NUMBERS = (
    "amount",
    "list_amount",
    "discount_amount",
    "cost",
    "tax_amount",
    "freight_amount",
)


def formulas() -> dict[str, tuple[str, str]]:
    """Formula and unit of each indicator by code."""
    found: dict[str, tuple[str, str]] = {}
    for name in NUMBERS:
        found[f"{name}_all"] = (f"SUM(sale_line.{name})", "CNY")
        found[f"{name}_firm"] = (f"SUM(sale_line.{name}, {DONE})", "CNY")
        found[f"{name}_cancelled"] = (
            f'SUM(sale_line.{name}, sale_line.state = "cancelled")',
            "CNY",
        )
    for channel in CHANNELS:
        only = f'sale_line.channel = "{channel}"'
        found[f"sales_{channel}"] = (f"SUM(sale_line.amount, {only}, {DONE})", "CNY")
        found[f"cost_{channel}"] = (f"SUM(sale_line.cost, {only}, {DONE})", "CNY")
        found[f"margin_{channel}"] = (f"1 - [cost_{channel}] / [sales_{channel}]", "ratio")
        found[f"share_{channel}"] = (f"[sales_{channel}] / [amount_firm]", "ratio")
        found[f"lines_{channel}"] = (f"COUNT(sale_line, {only})", "count")
    found |= {
        "lines": ("COUNT(sale_line)", "count"),
        "lines_firm": (f"COUNT(sale_line, {DONE})", "count"),
        "margin": ("1 - [cost_firm] / [amount_firm]", "ratio"),
        "discount_rate": ("[discount_amount_firm] / [list_amount_firm]", "ratio"),
        "freight_rate": ("[freight_amount_firm] / [amount_firm]", "ratio"),
        "cancelled_rate": ("[amount_cancelled] / [amount_all]", "ratio"),
        "return_rate": ("COUNT(sale_line, sale_line.is_return) / [lines]", "ratio"),
        "returned": ("SUM(sale_line.amount, sale_line.is_return)", "CNY"),
        "late_lines": ("COUNT(sale_line, sale_line.shipped_on > sale_line.due_on)", "count"),
        "on_time": (
            "COUNT(sale_line, sale_line.shipped_on <= sale_line.due_on) / [lines]",
            "ratio",
        ),
        "days_to_ship": ("AVG(DAYS(sale_line.ordered_on, sale_line.shipped_on))", "day"),
        "quantity": ("SUM(sale_line.quantity)", "pcs"),
        "quantity_firm": (f"SUM(sale_line.quantity, {DONE})", "pcs"),
        "shipped": ("SUM(sale_line.shipped_quantity)", "pcs"),
        "fill_rate": ("[shipped] / [quantity]", "ratio"),
        "average_line": ("AVG(sale_line.amount)", "CNY"),
        "private_sales": ('SUM(sale_line.amount, sale_line.customer_kind = "person")', "CNY"),
        "orders": ("COUNT_DISTINCT(sale_line.document)", "count"),
        "customers": ("COUNT_DISTINCT(sale_line.customer)", "count"),
        "customers_firm": (f"COUNT_DISTINCT(sale_line.customer, {DONE})", "count"),
        "products": ("COUNT_DISTINCT(sale_line.product)", "count"),
        "order_value": ("[amount_all] / [orders]", "CNY"),
        "sellers": ("COUNT_DISTINCT(sale_line.person)", "count"),
    }
    return found


def catalogue() -> Catalogue:
    """The indicators as a catalogue of their own."""
    return Catalogue(
        Indicator(
            code=code,
            zh=code,
            en=code,
            meaning_zh=code,
            meaning_en=code,
            formula=formula,
            unit=Unit.parse(unit),
            perspective=Perspective.CUSTOMER,
            direction=Direction.HIGHER,
        )
        for code, (formula, unit) in formulas().items()
    )
