"""Compiles the parts of a mapping that fill facts, members and the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baton.connect.files.compile import Compiler, Query
from baton.connect.files.expression import closest
from baton.connect.files.mapping import FileMapping, Part
from baton.connect.files.sql import TYPES, Kind, name
from baton.metrics.facts import FACTS, Fact
from baton.metrics.facts import Kind as FactKind

KINDS: dict[FactKind, Kind] = {
    FactKind.KEY: "text",
    FactKind.DIMENSION: "text",
    FactKind.DATE: "date",
    FactKind.TIMESTAMP: "timestamp",
    FactKind.FLAG: "flag",
    FactKind.NUMBER: "number",
}
MEMBER_KINDS: dict[str, Kind] = {"key": "text", "name": "text", "parent": "text"}
UNIT_KINDS: dict[str, Kind] = {
    "key": "text",
    "parent": "text",
    "name": "text",
    "kind": "text",
    "head": "text",
    "valid_from": "date",
    "valid_to": "date",
}
ASSIGNMENT_KINDS: dict[str, Kind] = {
    "person": "text",
    "org_unit": "text",
    "position": "text",
    "valid_from": "date",
    "valid_to": "date",
}


@dataclass
class Target:
    """Compiled rows for one table of the fact store.

    Attributes:
        table: where they go: a fact, a dimension, ``org.units`` or ``org.assignments``.
        query: the joined rows.
        columns: column → kind, in the order of ``select``.
        select: their values.
    """

    table: str
    query: Query
    columns: Mapping[str, Kind]
    select: str
    path: str


def dimensions() -> frozenset[str]:
    """All dimensions that have members of their own."""
    found = {"person"}
    for fact in FACTS.values():
        found |= {column.members for column in fact.columns.values() if column.members}
    return frozenset(found - {"source", "document", "document_number", "org_unit", "currency"})


def compile_facts(compiler: Compiler, mapping: FileMapping) -> list[Target]:
    """All facts; unknown facts and columns, and a missing row key, become findings."""
    targets = []
    for part in mapping.facts:
        fact = FACTS.get(part.target)
        if fact is None:
            compiler.findings.error(
                "connect.unknown_fact",
                path=compiler.at(f"facts.{part.target}"),
                fact=part.target,
                suggestion=closest(part.target, list(FACTS)),
            )
            continue
        kinds = _fact_kinds(compiler, part, fact)
        if "row_key" not in part.columns:
            compiler.findings.error(
                "connect.mapping_missing_key",
                path=compiler.at(f"{part.path}.columns"),
                key="row_key",
            )
        target = _target(compiler, part, kinds, f"{part.path}.columns")
        if target is not None:
            targets.append(target)
    return targets


def _fact_kinds(compiler: Compiler, part: Part, fact: Fact) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for column in part.columns:
        known = fact.columns.get(column)
        if known is None or column == "source":
            compiler.findings.error(
                "connect.unknown_fact_column",
                path=compiler.at(f"{part.path}.columns.{column}"),
                fact=fact.name,
                column=column,
                suggestion=closest(column, [key for key in fact.columns if key != "source"]),
            )
        else:
            kinds[column] = KINDS[known.kind]
    return kinds


def compile_members(compiler: Compiler, mapping: FileMapping) -> list[Target]:
    """The members of all dimensions."""
    known = dimensions()
    targets = []
    for part in mapping.members:
        if part.target not in known:
            compiler.findings.error(
                "connect.unknown_dimension",
                path=compiler.at(part.path),
                dimension=part.target,
                suggestion=closest(part.target, sorted(known)),
            )
            continue
        kinds = {key: MEMBER_KINDS[key] for key in part.columns}
        target = _target(compiler, part, kinds, part.path)
        if target is not None:
            targets.append(target)
    return targets


def compile_organisation(compiler: Compiler, mapping: FileMapping) -> list[Target]:
    """Org units and assignments."""
    targets: list[Target | None] = []
    for parts, all_kinds in ((mapping.units, UNIT_KINDS), (mapping.assignments, ASSIGNMENT_KINDS)):
        for part in parts:
            kinds = {key: all_kinds[key] for key in part.columns}
            targets.append(_target(compiler, part, kinds, part.path))
    return [target for target in targets if target is not None]


def _target(compiler: Compiler, part: Part, kinds: Mapping[str, Kind], path: str) -> Target | None:
    query = compiler.query(part.rows)
    if query is None:
        return None
    values = []
    whole = True
    for column, kind in kinds.items():
        value = compiler.value(part.columns[column], query, f"{path}.{column}", kind)
        if value is None:
            whole = False
        else:
            values.append(f"CAST({value.text} AS {TYPES[kind]}) AS {name(column)}")
    if not whole:
        return None
    hidden = f"{query.main}.__file__, {query.main}.__row__"
    select = (
        f"SELECT {', '.join([*values, hidden])} FROM {query.joined} "
        f"WHERE {query.matched} AND {query.where}"
    )
    return Target(part.target, query, dict(kinds), select, part.path)


def by_table(targets: Iterable[Target]) -> dict[str, list[Target]]:
    """The parts of each table together."""
    grouped: dict[str, list[Target]] = {}
    for target in targets:
        grouped.setdefault(target.table, []).append(target)
    return grouped
