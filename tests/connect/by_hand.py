"""Indicators beside the same questions in hand-written SQL on the ERP's SQLite file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import yaml

from baton.base.periods import Grain, periods
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore

CASES: dict[str, str] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "erp.yaml").read_text("utf-8")
)
CENT = Decimal("0.01")


def _decimal(value: Any) -> Decimal | None:
    if value is None:
        return None
    return Decimal(value.decode() if isinstance(value, bytes) else str(value))


def _num(value: Any) -> float | None:
    number = _decimal(value)
    return None if number is None else float(number)


def _amount(quantity: Any, price: Any) -> float | None:
    one, other = _decimal(quantity), _decimal(price)
    if one is None or other is None:
        return None
    return float((one * other).quantize(CENT, ROUND_HALF_EVEN))


def opened(path: str) -> sqlite3.Connection:
    """The ERP's file, read-only, with ``num`` and ``amount``."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.create_function("num", 1, _num, deterministic=True)
    connection.create_function("amount", 2, _amount, deterministic=True)
    return connection


def same(found: Any, expected: Any) -> bool:
    """Equal but for what floating point loses; no rows are nothing."""
    one, other = float(found or 0), float(expected or 0)
    return (
        abs(one - other) <= max(0.006, abs(other) * 1e-9)
        if abs(other) > 10
        else (abs(one - other) < 1e-6)
    )


def differences(
    path: str, store: FactStore, start: dt.date, end: dt.date, codes: Any = None
) -> tuple[list[str], dict[str, list[float]]]:
    """What differs, and every figure compared by indicator, month by month."""
    engine = Engine(store, Catalogue.shipped())
    erp = opened(path)
    wrong: list[str] = []
    compared: dict[str, list[float]] = {}
    for code in codes or CASES:
        found = engine.evaluate(code, start=start, end=end, grain=Grain.MONTH)
        by_month = {row[0]: row[-1] for row in found.rows}
        for month in periods(start, end, Grain.MONTH):
            last = month.end - dt.timedelta(days=1)
            bounds = {"start": str(month.start), "end": str(month.end), "last": str(last)}
            (expected,) = erp.execute(CASES[code], bounds).fetchone()
            compared.setdefault(code, []).append(float(expected or 0))
            if not same(by_month.get(month.label), expected):
                wrong.append(f"{code} {month.label}: {by_month.get(month.label)} ≠ {expected}")
    erp.close()
    return wrong, compared
