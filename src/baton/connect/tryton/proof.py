"""Proof that the facts equal the ERP: totals counted on both sides by different means.

The ERP's side is plain SQL of ``proof.yaml`` added up in Python; it shares nothing with the SQL
that makes the facts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from importlib import resources
from typing import Any

import yaml

from baton.connect.contract import Check
from baton.connect.tryton.reader import Reader
from baton.metrics.engine.store import FactStore

CENT = Decimal("0.01")
SIXTH = Decimal("0.000001")
COLUMNS = ("sum", "product", "exact", "hours")


def compare(reader: Reader, store: FactStore, source: str, today: dt.date) -> list[Check]:
    """One check a fact and figure; ``today`` is the last day of facts with a row a day."""
    text = resources.files("baton.connect.tryton").joinpath("proof.yaml").read_text("utf-8")
    given: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)
    there = reader.tables()
    with localcontext(prec=60):  # mistyped numbers have many digits
        return [
            Check(
                name,
                sum(
                    (_in_erp(reader, part, today) for part in parts if _has(there, part)),
                    Decimal(0),
                ),
                _in_facts(store, source, name.partition(" ")[0], parts[0], today),
            )
            for name, parts in given.items()
        ]


def _has(there: Mapping[str, frozenset[str]], part: dict[str, Any]) -> bool:
    """Whether the ERP has what a query reads: it may lack a module."""
    text = part["from"]
    table, _, column = part.get("needs", "").partition(".")
    if table and column not in there.get(table, ()):
        return False
    named = re.findall(r'(?:FROM|JOIN) "?([a-z][\w-]*)', text)
    if not text.startswith(("SELECT", "(")):
        named.append(text.split()[0])
    return all(name in there for name in named)


def _in_erp(reader: Reader, part: dict[str, Any], today: dt.date) -> Decimal:
    origin = part["from"].replace("{today}", today.isoformat())
    kind = next((key for key in COLUMNS if key in part), None)
    if kind is None:
        return Decimal(reader.numbers(f"SELECT COUNT(*) FROM ({origin}) AS counted")[0])
    wanted = part[kind] if isinstance(part[kind], list) else [part[kind]]
    columns = {f"c{index}": "decimal" for index in range(len(wanted))}
    of = "interval" if kind == "hours" else "decimal"
    columns = dict.fromkeys(columns, of)
    values = ", ".join(reader.plain(item, of) for item in wanted)
    rows = reader.query(f"SELECT {values} FROM {origin}", columns)
    pairs = zip(*(rows.column(name).to_pylist() for name in columns), strict=True)
    total = Decimal(0)
    for pair in pairs:
        if None in pair:
            continue
        product = Decimal(1)
        for value in pair:
            product *= Decimal(str(value))
        if kind == "product":
            product = product.quantize(CENT, ROUND_HALF_EVEN)
        elif kind == "hours":
            product /= 3600
        total += product if kind == "product" else product.quantize(SIXTH)
    return total.quantize(SIXTH)


def _in_facts(
    store: FactStore, source: str, name: str, part: dict[str, Any], today: dt.date
) -> Decimal:
    fact, _, column = name.partition(".")
    table = store.table(fact)
    chosen = table.filter(table["source"] == source)
    if part.get("own_currency"):
        own = store.table("ledger_entry")
        codes = store.query(own.filter(own["source"] == source).select("currency").distinct())
        chosen = chosen.filter(chosen["currency"].isin(codes["currency"].to_pylist() or [""]))
    for key, value in part.get("where", {}).items():
        chosen = chosen.filter(chosen[key] == (today if value == "today" else value))
    total = chosen[column].sum() if column else chosen.count()
    found = store.query(chosen.aggregate(total=total))["total"][0].as_py()
    return Decimal(found or 0).quantize(SIXTH)
