"""Looks for bad data: values that cannot be converted, joins that multiply or miss rows.

Each finding names the file, the row, the column and the value.
"""

from __future__ import annotations

import duckdb

from baton.base.errors import BatonError
from baton.connect.files.compile import Query
from baton.connect.files.findings import SHOWN, Findings
from baton.connect.files.sql import Check, Checks, name


def conversions(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    main: str,
    checks: Checks,
    findings: Findings,
) -> None:
    """Find every value of ``relation`` that a noted conversion could not read.

    Args:
        relation: FROM clause with its WHERE.
        main: quoted alias that gives the row when a value is no plain column.
    """
    if not checks.items:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {_bad(check)})" for check in checks.items)
    found = connection.execute(f"SELECT {counts} FROM {relation}").fetchone() or ()
    for check, count in zip(checks.items, found, strict=True):
        if count:
            _list(connection, relation, main, check, findings)


def _bad(check: Check) -> str:
    return f"{check.raw} IS NOT NULL AND {check.filled} AND ({check.converted}) IS NULL"


def _list(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    main: str,
    check: Check,
    findings: Findings,
) -> None:
    alias = name(check.origin.alias) if check.origin else main
    column = check.origin.column if check.origin else check.expression
    clause = f"{relation} AND {_bad(check)}"
    place = f"{alias}.__file__, {alias}.__row__"
    distinct = f"SELECT DISTINCT {place}, CAST({check.raw} AS VARCHAR) FROM {clause}"
    total = connection.execute(f"SELECT count(*) FROM ({distinct})").fetchone() or (0,)
    rows = connection.execute(f"{distinct} ORDER BY 1, 2 LIMIT {SHOWN}").fetchall()
    for file, row, value in rows:
        findings.add(BatonError(check.code, file=file, row=row, column=column, value=value))
    findings.uncounted(int(total[0]) - len(rows))


def joins(connection: duckdb.DuckDBPyConnection, query: Query, findings: Findings) -> None:
    """Refuse joins that find several rows for one, report rows that find none."""
    if not query.rows.joins:
        return
    _several(connection, query, findings)
    counts = []
    for join in query.rows.joins:
        counts.append(f"count(*) FILTER (WHERE {_missing(query, join.alias)})")
    found = connection.execute(f"SELECT {', '.join(counts)} FROM {query.joined}").fetchone() or ()
    for join, count in zip(query.rows.joins, found, strict=True):
        if not count:
            continue
        if join.how == "required":
            place = f"{query.main}.__file__, {query.main}.__row__"
            rows = connection.execute(
                f"SELECT {place} FROM {query.joined} WHERE {_lost(query, join.alias)} "
                f"ORDER BY 1, 2 LIMIT {SHOWN}"
            ).fetchall()
            for file, row in rows:
                findings.error("connect.join_required", file=file, row=row, join=join.alias)
            findings.uncounted(count - len(rows))
        else:
            code = "connect.join_dropped" if join.how == "inner" else "connect.join_unmatched"
            findings.warn(code, path=join.path, count=count, join=join.alias)


def _missing(query: Query, alias: str) -> str:
    """Rows that looked for a row of ``alias`` and found none (inner: also without a key)."""
    join = next(join for join in query.rows.joins if join.alias == alias)
    if join.how == "left":
        return f"{query.keys[alias]} AND {name(alias)}.__id__ IS NULL"
    return _lost(query, alias)


def _lost(query: Query, alias: str) -> str:
    return f"{name(alias)}.__id__ IS NULL AND {query.where}"


def _several(connection: duckdb.DuckDBPyConnection, query: Query, findings: Findings) -> None:
    single = [join for join in query.rows.joins if not join.many]
    many = [f"{name(join.alias)}.__id__" for join in query.rows.joins if join.many]
    if not single:
        return
    by = ", ".join([f"{query.main}.__id__", *many])
    kinds = ", ".join(f"count(DISTINCT {name(join.alias)}.__id__)" for join in single)
    rows = connection.execute(
        f"SELECT any_value({query.main}.__file__), any_value({query.main}.__row__), count(*), "
        f"{kinds} FROM {query.joined} WHERE {query.matched} AND {query.where} "
        f"GROUP BY {by} HAVING count(*) > 1 ORDER BY 1, 2"
    ).fetchall()
    for file, row, times, *found in rows[:SHOWN]:
        culprit = next(
            (join for join, count in zip(single, found, strict=True) if count > 1), single[0]
        )
        findings.error(
            "connect.join_multiplies",
            path=culprit.path,
            join=culprit.alias,
            file=file,
            row=row,
            times=times,
        )
    findings.uncounted(max(0, len(rows) - SHOWN))
