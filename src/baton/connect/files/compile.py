"""Compiles the tables and facts of a mapping into SQL; reads the files' columns, not their rows.

Mistakes of the mapping (an unknown column, a wrong kind) are all found here, before any data
are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from baton.base.errors import BatonError
from baton.connect.files import functions, readers, sql
from baton.connect.files.expression import Scope, closest, compile_expression
from baton.connect.files.findings import Findings
from baton.connect.files.mapping import FileMapping, Join, Rows, Source
from baton.connect.files.sql import Checks, Kind, KindError, Sql, convert, name

RAW, BASE = "raw__", "base__"
"""Prefixes of the table as the file has it, and of its typed form."""


@dataclass
class Query:
    """Joined and filtered rows, ready to be selected from.

    Attributes:
        scope: the tables that expressions may read.
        alone: the FROM clause of the main table.
        joined: the FROM clause with all joins, kept as left joins.
        matched: condition that inner and required joins found their row.
        where: condition of the mapping, or ``TRUE``.
        keys: for each join, the condition that it had something to look for.
        checks: conversions that depend on the data.
    """

    rows: Rows
    scope: Scope
    alone: str
    joined: str
    matched: str
    where: str
    keys: Mapping[str, str]
    checks: Checks

    @property
    def main(self) -> str:
        """The quoted alias of the main table."""
        return name(self.scope.main)


@dataclass
class Table:
    """A compiled source.

    Attributes:
        physical: the name of its table in DuckDB.
        base: the file's own table when the source adds something to it.
        query: the rows it is derived from; None when it is a file as it is.
    """

    source: Source
    physical: str
    kinds: Mapping[str, Kind]
    select: str = ""
    checks: Checks = field(default_factory=Checks)
    query: Query | None = None
    base: Table | None = None


class Compiler:
    """Compiles one mapping against one directory.

    Args:
        connection: the DuckDB in which the files' tables are made.
        mapping: the checked form of the mapping.
        directory: where the files are.
        findings: collects what is wrong.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        mapping: FileMapping,
        directory: Path,
        findings: Findings,
    ) -> None:
        self.connection, self.mapping = connection, mapping
        self.directory, self.findings = directory, findings
        self.tables: dict[str, Table] = {}
        self._failed: set[str] = set()
        self._open: list[str] = []

    def at(self, path: str) -> str:
        """``path`` with the mapping's file name."""
        return f"{self.mapping.path.name}: {path}"

    # --- tables -------------------------------------------------------------------------

    def table(self, source: str, path: str) -> Table | None:
        """The compiled source of this name; None (and a finding) when there is none."""
        if source in self.tables:
            return self.tables[source]
        if source in self._failed:
            return None
        found = self.mapping.sources.get(source)
        if found is None:
            self.findings.error(
                "connect.unknown_source",
                path=self.at(path),
                source=source,
                suggestion=closest(source, list(self.mapping.sources)),
            )
            return None
        if source in self._open:
            circle = " → ".join([*self._open, source])
            self.findings.error("connect.source_circle", path=self.at(path), circle=circle)
            return None
        self._open.append(source)
        try:
            table = self._derived(found) if found.rows else self._file(found)
        except BatonError as error:
            self.findings.add(error)
            table = None
        finally:
            self._open.pop()
        if table is None:
            self._failed.add(source)
        else:
            self.tables[source] = table
        return table

    def _file(self, source: Source) -> Table | None:
        """A typed view over a file: decimals of one scale, declared kinds applied."""
        if not source.file:
            return None
        raw = RAW + source.name
        readers.load(
            self.connection,
            raw,
            self.directory,
            pattern=source.file,
            options=source.options,
            findings=self.findings,
        )
        described = self.connection.execute(f"DESCRIBE {name(raw)}").fetchall()
        columns = {row[0]: row[1] for row in described if row[0] not in readers.HIDDEN}
        for column in source.kinds:
            if column not in columns:
                self.findings.error(
                    "connect.missing_column",
                    path=self.at(f"{source.path}.columns"),
                    file=source.file,
                    column=column,
                    suggestion=closest(column, list(columns)),
                )
        checks = Checks(path=f"{source.path}.columns")
        values, kinds = [], {}
        for column, physical in columns.items():
            kind, text = self._typed(source, raw, column, physical, checks)
            kinds[column] = kind
            values.append(f"{text} AS {name(column)}")
        hidden = ", ".join(f"{name(raw)}.{item}" for item in readers.HIDDEN)
        select = f"SELECT {', '.join(values)}, {hidden} FROM {name(raw)}"
        table = Table(source, BASE + source.name, kinds, select, checks)
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name(table.physical)} AS {select}")
        if source.where is None and not source.compute and not source.days and not source.distinct:
            return table
        self.tables[source.name] = table
        narrowed = Rows(main=source.name, joins=(), where=source.where, path=source.path)
        derived = self._derive(source, narrowed)
        if derived is not None:
            derived.base = table
        return derived

    def _typed(
        self, source: Source, raw: str, column: str, physical: str, checks: Checks
    ) -> tuple[Kind, str]:
        kind = sql.kind_of(physical)
        text = f"{name(raw)}.{name(column)}"
        origin = sql.Origin(raw, column)
        checks.expression = column
        if kind == "number" and physical != sql.NUMBER:
            made = f"TRY_CAST({text} AS {sql.NUMBER})"
            checks.note(Sql(text, "number", origin), made, "connect.bad_number")
            text = made
        elif (kind == "timestamp" and physical != "TIMESTAMP") or (
            kind == "text" and physical != "VARCHAR"
        ):
            text = f"CAST({text} AS {sql.TYPES[kind]})"
        want = source.kinds.get(column)
        if want is None:
            return kind, text
        try:
            value = convert(Sql(text, kind, origin), _kind(want), checks)
        except KindError as error:
            raise BatonError(
                "connect.column_kind",
                path=self.at(f"{source.path}.columns.{column}"),
                column=column,
                have=error.have,
                want=error.want,
            ) from error
        return value.kind, value.text

    def _derived(self, source: Source) -> Table | None:
        assert source.rows is not None
        return self._derive(source, source.rows)

    def _derive(self, source: Source, rows: Rows) -> Table | None:
        query = self.query(rows)
        if query is None:
            return None
        kinds: dict[str, Kind] = dict(query.scope.tables[query.scope.main])
        values = {column: f"{query.main}.{name(column)}" for column in kinds}
        for column, expression in source.compute.items():
            value = self.value(expression, query, f"{source.path}.compute.{column}")
            if value is None:
                return None
            kinds[column] = value.kind
            values[column] = f"CAST({value.text} AS {sql.TYPES[value.kind]})"
        if source.days is not None:
            limits = [
                self.value(source.days[key], query, f"{source.path}.days.{key}", "date")
                for key in ("from", "to")
            ]
            if limits[0] is None or limits[1] is None:
                return None
            series = f"generate_series({limits[0].text}, {limits[1].text}, INTERVAL 1 DAY)"
            kinds[str(source.days["as"])] = "date"
            values[str(source.days["as"])] = f"CAST(unnest({series}) AS DATE)"
        selected = ", ".join(f"{text} AS {name(column)}" for column, text in values.items())
        select = (
            f"SELECT {selected}, {query.main}.__file__, {query.main}.__row__ "
            f"FROM {query.joined} WHERE {query.matched} AND {query.where}"
        )
        if source.distinct:
            unknown = [column for column in source.distinct if column not in kinds]
            for column in unknown:
                self.findings.error(
                    "connect.unknown_column_in",
                    path=self.at(f"{source.path}.distinct"),
                    column=column,
                    suggestion=closest(column, list(kinds)),
                )
            if unknown:
                return None
            kinds = {column: kinds[column] for column in source.distinct}
            by = ", ".join(name(column) for column in kinds)
            select = (
                f"SELECT {by}, min(__file__) AS __file__, min(__row__) AS __row__ "
                f"FROM ({select}) GROUP BY {by}"
            )
        select = (
            f"SELECT *, row_number() OVER (ORDER BY __file__, __row__) AS __id__ FROM ({select})"
        )
        return Table(source, source.name, kinds, select, query.checks, query)

    # --- rows ---------------------------------------------------------------------------

    def query(self, rows: Rows) -> Query | None:  # noqa: PLR0911 - each way it can be wrong
        """The joined tables of ``rows``; None when any of them is wrong (findings say why)."""
        main = self.table(rows.main, f"{rows.path}.from")
        if main is None:
            return None
        tables: dict[str, Mapping[str, Kind]] = {rows.main: main.kinds}
        scope = Scope(tables, self.mapping.constants)
        checks = Checks()
        alone = joined = f"{name(main.physical)} AS {name(rows.main)}"
        matched: list[str] = []
        keys: dict[str, str] = {}
        for join in rows.joins:
            table = self.table(join.source, join.path)
            if table is None:
                return None
            if join.alias in tables:
                self.findings.error(
                    "connect.alias_twice", path=self.at(join.path), alias=join.alias
                )
                return None
            condition = self._join(join, table, scope, checks)
            if condition is None:
                return None
            on, keys[join.alias] = condition
            tables[join.alias] = table.kinds
            joined += f" LEFT JOIN {name(table.physical)} AS {name(join.alias)} ON {on}"
            if join.how != "left":
                matched.append(f"{name(join.alias)}.__id__ IS NOT NULL")
        query = Query(
            rows, scope, alone, joined, " AND ".join(matched) or "TRUE", "TRUE", keys, checks
        )
        if rows.where is not None:
            where = self.value(rows.where, query, f"{rows.path}.where", "flag")
            if where is None:
                return None
            if where.window:
                self.findings.error("connect.window_in_where", path=self.at(f"{rows.path}.where"))
                return None
            query.where = where.text
        return query

    def _join(
        self, join: Join, table: Table, scope: Scope, checks: Checks
    ) -> tuple[str, str] | None:
        """The ON condition of a join, and the condition that its keys are not empty."""
        conditions, keys = [], []
        own = Scope({join.alias: table.kinds}, {})
        pairs = [(column, expression, "=", "on") for column, expression in join.on.items()]
        if join.valid is not None:
            pairs.append((join.valid["from"], join.valid["on"], "<=", "valid"))
            if join.valid.get("to"):
                pairs.append((join.valid["to"], join.valid["on"], ">=", "valid"))
        for column, expression, sign, part in pairs:
            path = f"{join.path}.{part}"
            left = self.compiled(expression, scope, checks, path)
            right = self.compiled(str(column), own, checks, path)
            if left is None or right is None:
                return None
            try:
                (a, b), _ = functions.unify([left, right], checks)
            except KindError as error:
                self.findings.error(
                    "connect.join_kind", path=self.at(path), have=error.have, want=error.want
                )
                return None
            keys.append(f"{a} IS NOT NULL")
            open_end = f"{b} IS NULL OR " if sign == ">=" else ""
            conditions.append(f"({open_end}{b} {sign} {a})")
        return " AND ".join(conditions), " AND ".join(keys)

    def value(
        self, expression: object, query: Query, path: str, kind: Kind | None = None
    ) -> Sql | None:
        """One compiled expression over the rows of ``query``, as ``kind`` when given."""
        return self.compiled(expression, query.scope, query.checks, path, kind)

    def compiled(
        self,
        expression: object,
        scope: Scope,
        checks: Checks,
        path: str,
        kind: Kind | None = None,
    ) -> Sql | None:
        """One compiled expression; None (and a finding with its path) when it is wrong."""
        checks.path, checks.expression = path, str(expression)
        try:
            value = compile_expression(expression, scope, checks)
            return value if kind is None else convert(value, kind, checks)
        except KindError as error:
            self.findings.error(
                "connect.column_kind",
                path=self.at(path),
                column=str(expression),
                have=error.have,
                want=error.want,
            )
        except BatonError as error:
            self.findings.add(BatonError(error.code, **{**error.context, "path": self.at(path)}))
        return None


def _kind(word: str) -> Kind:
    return next(kind for kind in sql.KINDS if kind == word)
