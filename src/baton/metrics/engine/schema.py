"""The physical form of facts: which columns a fact table has and of what type.

A fact definition (``metrics.facts``) says what a table means; this says how it is kept:
numbers as ``DECIMAL(18,6)``, dimensions as text (member keys), and the columns which every
fact has. The hidden column ``_key`` holds the digits of ``row_key`` as one number: row keys
of an ERP grow with time, so that the zone maps of the store find old rows without reading
the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa

HIDDEN_KEY = "_key"
"""The number made of the digits of ``row_key``; finds old rows, means nothing else."""

COMMON: dict[str, str] = {
    "source": "dimension",
    "row_key": "text",
    "document": "text",
    "document_number": "text",
    "entered_at": "timestamp",
    "org_unit": "dimension",
    "person": "dimension",
    "currency": "text",
}
"""What every fact has besides its own columns, with its kind."""

SUPPORT: dict[str, dict[str, str]] = {
    "member": {
        "dimension": "text",
        "source": "text",
        "key": "text",
        "name": "text",
        "parent": "text",
    },
    "org_unit": {
        "source": "text",
        "key": "text",
        "parent": "text",
        "name": "text",
        "kind": "text",
        "head": "text",
        "valid_from": "date",
        "valid_to": "date",
    },
    "assignment": {
        "source": "text",
        "person": "text",
        "org_unit": "text",
        "position": "text",
        "valid_from": "date",
        "valid_to": "date",
    },
    "watermark": {"source": "text", "state": "text"},
    "availability": {"source": "text", "fact": "text", "column": "text"},
}
"""The tables beside the facts."""

_SQL = {
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "dimension": "VARCHAR",
    "text": "VARCHAR",
    "flag": "BOOLEAN",
    "number": "DECIMAL(18,6)",
    "key": "VARCHAR",
    "digits": "BIGINT",
}
_IBIS: dict[str, Any] = {
    "date": dt.date,
    "timestamp": dt.Timestamp(scale=6),
    "dimension": dt.string,
    "text": dt.string,
    "flag": dt.boolean,
    "number": dt.Decimal(18, 6),
    "key": dt.string,
    "digits": dt.int64,
}
_ARROW: dict[str, pa.DataType] = {
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "dimension": pa.string(),
    "text": pa.string(),
    "flag": pa.bool_(),
    "number": pa.decimal128(18, 6),
    "key": pa.string(),
    "digits": pa.int64(),
}


@dataclass(frozen=True)
class Layout:
    """One kept table: its name and the kind of each column, in order."""

    name: str
    kinds: Mapping[str, str]

    @property
    def visible(self) -> list[str]:
        """The columns which a source supplies and a person may see."""
        return [column for column in self.kinds if column != HIDDEN_KEY]

    def sql_types(self) -> dict[str, str]:
        """DuckDB's type of each column."""
        return {column: _SQL[kind] for column, kind in self.kinds.items()}

    def arrow(self) -> pa.Schema:
        """The Arrow schema of the visible columns."""
        return pa.schema([(column, _ARROW[self.kinds[column]]) for column in self.visible])

    def table(self) -> Any:
        """An Ibis table expression over this table, bound to no engine yet."""
        return self.named(self.name)

    def named(self, name: str) -> Any:
        """The same over a relation of this form with another name."""
        schema = {column: _IBIS[kind] for column, kind in self.kinds.items()}
        return ibis.table(schema, name=name)


def fact_layout(fact: Any) -> Layout:
    """The layout of a fact: the common columns, its own, and the hidden key."""
    kinds = dict(COMMON)
    for column in fact_columns(fact):
        kinds[column.name] = str(getattr(column.kind, "value", column.kind))
    kinds[HIDDEN_KEY] = "digits"
    return Layout(fact.name, kinds)


def fact_columns(fact: Any) -> list[Any]:
    """The column definitions of a fact, whether kept as a mapping or a sequence."""
    columns = fact.columns
    return list(columns.values()) if isinstance(columns, Mapping) else list(columns)


def layouts(facts: Mapping[str, Any]) -> dict[str, Layout]:
    """The layouts of all facts and of the tables beside them, by name."""
    every = {name: Layout(name, kinds) for name, kinds in SUPPORT.items()}
    every |= {name: fact_layout(fact) for name, fact in facts.items()}
    return every
