"""What must hold of rows before they may enter the fact store."""

from __future__ import annotations

import duckdb

from baton.base.errors import BatonError
from baton.connect.files.findings import SHOWN, Findings
from baton.connect.files.sql import literal, name
from baton.connect.files.targets import Target
from baton.metrics.facts import Fact

NEVER_NEGATIVE = frozenset(
    {
        *("headcount", "scheduled", "present", "absent", "hours", "planned_hours"),
        *("overtime_hours", "count", "planned_quantity", "scrapped_quantity", "safety_stock"),
        *("reorder_point", "counted_quantity", "probability", "passed", "failed"),
        *("vacation_hours", "sick_leave_hours", "pay_rate"),
    }
)
"""Numbers that no correction or return makes negative."""


def check_fact(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    fact: Fact,
    parts: list[Target],
    findings: Findings,
) -> None:
    """Row keys present and unique, fixed vocabularies kept, impossible negatives refused."""
    given = {column for part in parts for column in part.columns}
    bad = [("connect.no_row_key", "row_key", "row_key IS NULL")] if "row_key" in given else []
    for column in fact.columns.values():
        if column.name not in given:
            continue
        quoted = name(column.name)
        if column.choices:
            known = ", ".join(literal(choice.key) for choice in column.choices)
            bad.append(("connect.bad_member", column.name, f"{quoted} NOT IN ({known})"))
        if column.name in NEVER_NEGATIVE:
            bad.append(("connect.negative", column.name, f"{quoted} < 0"))
    if not bad:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for _, _, condition in bad)
    found = connection.execute(f"SELECT {counts} FROM {table}").fetchone() or ()
    for (code, column_name, condition), count in zip(bad, found, strict=True):
        if count:
            choices = fact.columns[column_name].choices
            known = ", ".join(choice.key for choice in choices)
            rows = connection.execute(
                f"SELECT __file__, __row__, CAST({name(column_name)} AS VARCHAR) FROM {table} "
                f"WHERE {condition} ORDER BY 1, 2 LIMIT {SHOWN}"
            ).fetchall()
            for file, row, value in rows:
                findings.add(
                    BatonError(
                        code,
                        fact=fact.name,
                        file=file,
                        row=row,
                        column=column_name,
                        value=value,
                        known=known,
                    )
                )
            findings.uncounted(count - len(rows))
    if "row_key" in given:
        _unique(
            connection,
            table,
            "row_key",
            code="connect.duplicate_row_key",
            target=fact.name,
            findings=findings,
        )


def _unique(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    key: str,
    *,
    code: str,
    target: str,
    findings: Findings,
) -> None:
    twice = (
        f"SELECT {key}, min(__file__), min(__row__), max(__row__) FROM {table} "
        f"WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1"
    )
    total = connection.execute(f"SELECT count(*) FROM ({twice})").fetchone() or (0,)
    if not total[0]:
        return
    rows = connection.execute(f"{twice} ORDER BY 2, 3 LIMIT {SHOWN}").fetchall()
    for value, file, first, second in rows:
        findings.error(code, fact=target, value=value, file=file, row=second, first=first)
    findings.uncounted(total[0] - len(rows))


def check_members(
    connection: duckdb.DuckDBPyConnection, table: str, dimension: str, findings: Findings
) -> None:
    """A key has one name and one parent."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    by = ", ".join(name(column) for column in columns if not column.startswith("__"))
    distinct = (
        f"(SELECT {by}, min(__file__) AS __file__, min(__row__) AS __row__ "
        f"FROM {table} GROUP BY {by})"
    )
    _unique(
        connection,
        distinct,
        '"key"',
        code="connect.duplicate_member",
        target=dimension,
        findings=findings,
    )


def check_organisation(
    connection: duckdb.DuckDBPyConnection, table: str, target: str, findings: Findings
) -> None:
    """Parents exist; validity does not end before it begins."""
    columns = {row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
    if target == "org.units" and "parent" in columns:
        rows = connection.execute(
            f"SELECT __file__, __row__, parent FROM {table} WHERE parent IS NOT NULL "
            f'AND parent NOT IN (SELECT "key" FROM {table} WHERE "key" IS NOT NULL) '
            f"ORDER BY 1, 2 LIMIT {SHOWN}"
        ).fetchall()
        for file, row, value in rows:
            findings.error("connect.unknown_parent", file=file, row=row, value=value)
    if {"valid_from", "valid_to"} <= columns:
        rows = connection.execute(
            f"SELECT __file__, __row__, CAST(valid_to AS VARCHAR) FROM {table} "
            f"WHERE valid_to < valid_from ORDER BY 1, 2 LIMIT {SHOWN}"
        ).fetchall()
        for file, row, value in rows:
            findings.error("connect.ends_before_start", file=file, row=row, value=value)
