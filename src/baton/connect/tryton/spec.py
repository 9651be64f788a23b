"""What the mirror reads and makes, from the YAML and SQL files beside this module."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

ROWS_OF = {"product": "product", "employee": "person"}
"""The column that names the record for which a group's rows are made."""

_HERE = resources.files("baton.connect.tryton")


@dataclass(frozen=True)
class Further:
    """A further table: rows whose ``by`` is among the values of the DuckDB query ``of``."""

    table: str
    by: str
    of: str


@dataclass(frozen=True)
class Kept:
    """What a record concerned before: ``column`` of the rows of ``fact`` whose ``by`` names it."""

    fact: str
    column: str
    by: str


@dataclass(frozen=True)
class FactSpec:
    """How one fact is made.

    Attributes:
        name: the fact.
        main: the table whose ids are the row keys, or name the groups.
        further: the other tables, in the order of reading.
        changed: model → SQL of the ERP that gives the rows a changed record concerns.
        kept: model → where the rows are found that it concerned before.
        group: ``product`` or ``employee`` when rows are made for a whole one of these.
        rows_of: the column that names the main record where one has several rows; else None.
        whole: models of which a deleted record leaves no trace: then all rows are made anew.
        needs: column → ``table.column`` of the ERP without which no source supplies it.
        sql: the DuckDB SQL of the rows.
    """

    name: str
    main: str
    further: tuple[Further, ...]
    changed: Mapping[str, str]
    kept: Mapping[str, Kept]
    group: str | None
    rows_of: str | None
    whole: tuple[str, ...]
    needs: Mapping[str, str]
    sql: str


@dataclass(frozen=True)
class Spec:
    """Everything the mirror knows about the ERP's database.

    Attributes:
        masters, documents: table → column → kind.
        facts: in the order of making.
        prepare: SQL statements over the masters that the facts read.
        watched, members, units, assignments: SQL over the masters.
        fingerprint: changes when any of this changes: then everything is read again.
    """

    masters: Mapping[str, dict[str, str]]
    documents: Mapping[str, dict[str, str]]
    facts: Mapping[str, FactSpec]
    prepare: tuple[str, ...]
    watched: str
    members: str
    units: str
    assignments: str
    fingerprint: str

    def columns(self, table: str) -> dict[str, str]:
        """The columns read of ``table``."""
        return self.documents.get(table) or self.masters[table]


@cache
def load() -> Spec:
    """The specification as shipped."""
    tables = yaml.safe_load(_text("tables.yaml"))
    given = yaml.safe_load(_text("facts.yaml"))
    facts = {name: _fact(name, item) for name, item in given.items()}
    sql = {name: _text(f"sql/{name}.sql") for name in _QUERIES}
    parts = [_text("tables.yaml"), _text("facts.yaml"), *sql.values()]
    parts += [fact.sql for fact in facts.values()]
    return Spec(
        masters=tables["masters"],
        documents=tables["documents"],
        facts=facts,
        prepare=tuple(item.strip() for item in sql["masters"].split(";\n") if item.strip()),
        watched=sql["watched"],
        members=sql["members"],
        units=sql["org_units"],
        assignments=sql["assignments"],
        fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16],
    )


_QUERIES = ("masters", "watched", "members", "org_units", "assignments")


def _text(path: str) -> str:
    return _HERE.joinpath(path).read_text(encoding="utf-8")


def _fact(name: str, item: dict[str, Any]) -> FactSpec:
    further = tuple(
        Further(table.rstrip("+"), where["by"], where["of"])
        for table, where in item.get("with", {}).items()
    )
    kept = {
        model: Kept(where["fact"], where["column"], where.get("by", "row_key"))
        for model, where in item.get("kept", {}).items()
    }
    return FactSpec(
        name=name,
        main=item["main"],
        further=further,
        changed=item.get("changed", {}),
        kept=kept,
        group=item.get("group"),
        rows_of=item.get("rows_of", ROWS_OF.get(item.get("group", ""))),
        whole=tuple(item.get("whole", ())),
        needs=item.get("needs", {}),
        sql=_text(f"sql/facts/{name}.sql"),
    )


def table_of(model: str) -> str:
    """The table of a Tryton model."""
    return model.replace(".", "_")


def is_of(table: str, model: str) -> bool:
    """Whether ``table`` holds records of ``model``, or their former versions."""
    return table.removesuffix("__history") == table_of(model)
