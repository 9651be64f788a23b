"""Looks for bad data: values that cannot be converted, joins that multiply or miss rows.

Each finding names the file, the row, the column and the value. One pass over the joined rows
counts everything; only what was counted is looked up again.
"""

from __future__ import annotations

import duckdb

from baton.base.errors import BatonError
from baton.connect.files.compile import Query
from baton.connect.files.findings import SHOWN, Findings
from baton.connect.files.mapping import Join
from baton.connect.files.sql import Check, Checks, name


def table(
    connection: duckdb.DuckDBPyConnection, raw: str, checks: Checks, findings: Findings
) -> None:
    """Find every value of the table ``raw`` (quoted) that its columns' kinds do not allow."""
    if not checks.items:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {_bad(check)})" for check in checks.items)
    found = connection.execute(f"SELECT {counts} FROM {raw}").fetchone() or ()
    for check, count in zip(checks.items, found, strict=True):
        if count:
            _list(connection, f"{raw} WHERE TRUE", raw, check, findings)


def query(connection: duckdb.DuckDBPyConnection, rows: Query, findings: Findings) -> None:
    """Find bad values of ``rows``, joins that find several rows for one, and missing rows."""
    checks, joins = rows.checks.items, rows.rows.joins
    if not checks and not joins:
        return
    kept = f"{rows.matched} AND {rows.where}"
    counts = ["count(*)"]
    counts += [f"count(*) FILTER (WHERE {kept} AND {_bad(check)})" for check in checks]
    counts += [f"count(*) FILTER (WHERE {_missing(rows, join)})" for join in joins]
    found = connection.execute(f"SELECT {', '.join(counts)} FROM {rows.joined}").fetchone()
    assert found is not None
    for check, count in zip(checks, found[1 : 1 + len(checks)], strict=True):
        if count:
            _list(connection, f"{rows.joined} WHERE {kept}", rows.main, check, findings)
    for join, count in zip(joins, found[1 + len(checks) :], strict=True):
        if count:
            _unmatched(connection, rows, join, count, findings)
    if joins:
        # left joins keep every row of the main table at least once: more rows mean several
        own = connection.execute(f"SELECT count(*) FROM {rows.alone}").fetchone()
        if own is not None and found[0] != own[0]:
            _several(connection, rows, findings)


def _bad(check: Check) -> str:
    return f"{check.raw} IS NOT NULL AND {check.filled} AND ({check.converted}) IS NULL"


def _list(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    main: str,
    check: Check,
    findings: Findings,
) -> None:
    """Note the values that ``check`` refuses; ``main`` gives the row when it is no column."""
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


def _missing(rows: Query, join: Join) -> str:
    """Rows that looked for a row and found none; unless it is a left join, also without key."""
    nothing = f"{name(join.alias)}.__id__ IS NULL AND {rows.where}"
    return f"{rows.keys[join.alias]} AND {nothing}" if join.how == "left" else nothing


def _unmatched(
    connection: duckdb.DuckDBPyConnection,
    rows: Query,
    join: Join,
    count: int,
    findings: Findings,
) -> None:
    if join.how != "required":
        code = "connect.join_dropped" if join.how == "inner" else "connect.join_unmatched"
        findings.warn(code, path=join.path, count=count, join=join.alias)
        return
    listed = connection.execute(
        f"SELECT {rows.main}.__file__, {rows.main}.__row__ FROM {rows.joined} "
        f"WHERE {_missing(rows, join)} ORDER BY 1, 2 LIMIT {SHOWN}"
    ).fetchall()
    for file, row in listed:
        findings.error("connect.join_required", file=file, row=row, join=join.alias)
    findings.uncounted(count - len(listed))


def _several(connection: duckdb.DuckDBPyConnection, rows: Query, findings: Findings) -> None:
    """Name the rows for which a join that may find one found several."""
    single = [join for join in rows.rows.joins if not join.many]
    many = [f"{name(join.alias)}.__id__" for join in rows.rows.joins if join.many]
    if not single:
        return
    by = ", ".join([f"{rows.main}.__id__", *many])
    kinds = ", ".join(f"count(DISTINCT {name(join.alias)}.__id__)" for join in single)
    found = connection.execute(
        f"SELECT any_value({rows.main}.__file__), any_value({rows.main}.__row__), count(*), "
        f"{kinds} FROM {rows.joined} WHERE {rows.matched} AND {rows.where} "
        f"GROUP BY {by} HAVING count(*) > 1 ORDER BY 1, 2"
    ).fetchall()
    for file, row, times, *counts in found[:SHOWN]:
        culprit = next(
            (join for join, count in zip(single, counts, strict=True) if count > 1), single[0]
        )
        findings.error(
            "connect.join_multiplies",
            path=culprit.path,
            join=culprit.alias,
            file=file,
            row=row,
            times=times,
        )
    findings.uncounted(max(0, len(found) - SHOWN))
