"""Several companies in one database: whose a row is that bears no org unit.

Every company has an org tree of its own, and rows belong to companies by their unit. A row without
one (a ledger entry, a payment) is given its company's topmost unit; with one company alone such
rows stay without a unit, which then means the whole company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyarrow as pa

from baton.connect.tryton.reader import Reader

Roots = Mapping[int, str]
"""Company → key of its topmost unit; empty where there is one company alone."""


def roots(reader: Reader, there: Mapping[str, frozenset[str]]) -> Roots:
    """The companies with their topmost units, where there are several companies."""
    if "company" not in there.get("baton_org_unit", ()) or "company_company" not in there:
        return {}
    if len(reader.numbers("SELECT id FROM company_company")) < 2:
        return {}
    found = reader.query(
        "SELECT company, MIN(id) FROM baton_org_unit WHERE parent IS NULL "
        "AND company IS NOT NULL GROUP BY company",
        {"company": "id", "unit": "id"},
    )
    return {row["company"]: str(row["unit"]) for row in found.to_pylist()}


def housed(
    table: pa.Table, known: Roots, reader: Reader, there: Mapping[str, frozenset[str]]
) -> pa.Table:
    """The rows with their company's unit where they have none; whose it is says the document."""
    if not known or "document" not in table.column_names:
        return table
    if "org_unit" not in table.column_names:
        table = table.append_column("org_unit", pa.nulls(table.num_rows, pa.string()))
    units, documents = table["org_unit"].to_pylist(), table["document"].to_pylist()
    asked: dict[str, set[int]] = defaultdict(set)
    for unit, document in zip(units, documents, strict=True):
        model, _, number = (document or "").partition(",")
        if unit is None and number.isdigit():
            asked[model].add(int(number))
    owner: dict[str, int] = {}
    for model, ids in asked.items():
        name = model.replace(".", "_")
        if "company" in there.get(name, ()):
            columns = {"id": "id", "company": "id"}
            for row in reader.rows(name, columns, "id", sorted(ids)).to_pylist():
                owner[f"{model},{row['id']}"] = row["company"]
    filled = [
        known.get(owner.get(document, 0)) if unit is None else unit
        for unit, document in zip(units, documents, strict=True)
    ]
    place = table.column_names.index("org_unit")
    return table.set_column(place, "org_unit", pa.array(filled, pa.string()))
