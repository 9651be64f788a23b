"""The workbench: tables of the ERP in an in-memory DuckDB, and the facts made of them.

Masters stay there whole; documents are put there for one load: all of them, or just the rows
that the changed ones need.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable

import duckdb
import pyarrow as pa

from baton.connect.tryton import houses
from baton.connect.tryton.reader import PLAIN, TYPED, Reader, listed, quoted
from baton.connect.tryton.spec import FactSpec, Spec

FOREVER = dt.date(1, 1, 1)
"""``since`` of a full load."""

_TRANSLATED = (
    "product.template,name",
    "product.category,name",
    "baton.org.region,name",
    "baton.org.unit,name",
    "baton.org.position,name",
    "baton.org.reason,name",
    "stock.location,name",
    "account.account,name",
    "account.journal,name",
    "analytic_account.account,name",
    "production.work.center,name",
    "production.routing,name",
    "production.routing.operation,name",
    "sale.complaint.type,name",
)
MOST = 1e11
"""The largest quantity, price or amount that facts can hold with all that is computed of it."""

_PRODUCTS = (("quantity", "unit_price"), ("internal_quantity", "cost_price"))
"""Columns whose product is an amount."""

LANGUAGE = "zh_CN"
"""The language of member names where the ERP has them in several."""


class Stage:
    """One workbench; not to be shared by threads.

    Args:
        spec: what to read and make.
        reader: the ERP's database.

    Attributes:
        zone: the company's time zone.
        roots: the topmost unit of each company, where there are several.
        left_out: table → ids of the rows whose numbers are too large for facts.
    """

    def __init__(self, spec: Spec, reader: Reader) -> None:
        self.spec, self.reader = spec, reader
        self.duck = duckdb.connect(":memory:")
        self.there = reader.tables()
        self.left_out: dict[str, set[int]] = {}
        self.zone = self._zone()
        self.roots = houses.roots(reader, self.there)

    def close(self) -> None:
        """Drop everything."""
        self.duck.close()

    def today(self) -> dt.date:
        """The day in the company's time zone."""
        row = self.duck.execute("SELECT CAST(timezone(?, now()) AS DATE)", [self.zone]).fetchone()
        assert row is not None
        day: dt.date = row[0]
        return day

    def _zone(self) -> str:
        """The company's time zone; UTC, as the ERP keeps times, when it has none."""
        if "timezone" not in self.there.get("company_company", ()):
            return "UTC"
        found = self.reader.query(
            "SELECT timezone FROM company_company WHERE id = "
            "(SELECT MIN(id) FROM company_company WHERE timezone <> '')",
            {"zone": "text"},
        )
        return str(found["zone"][0]) if found.num_rows else "UTC"

    # --- masters ------------------------------------------------------------------------

    def load_masters(self, tables: Iterable[str]) -> None:
        """Read these masters again and make what is derived from them."""
        self.zone = self._zone()
        self.roots = houses.roots(self.reader, self.there)
        for table in tables:
            where = ""
            if table == "ir_model_data":
                where = "module = 'baton_account_cn' AND model = 'account.account.type.template'"
            self.put(table, self.read(table, where))
        names = listed(_TRANSLATED)
        self.put(
            "translation",
            self.reader.query(
                "SELECT name, res_id, value FROM ir_translation WHERE type = 'model' "
                f"AND lang = '{LANGUAGE}' AND value <> '' AND name IN ({names})",
                {"model": "text", "record": "id", "value": "text"},
            ),
            {"model": "text", "record": "id", "value": "text"},
        )
        for statement in self.spec.prepare:
            self.duck.execute(statement)

    def watched(self) -> dict[tuple[str, str], str | None]:
        """What facts take from the masters: (column, key) → value."""
        rows = self.duck.execute(self.spec.watched).fetchall()
        return {(column, key): value for column, key, value in rows}

    def members(self) -> dict[str, pa.Table]:
        """The members by dimension: key, name, parent."""
        table = self.duck.execute(
            f'SELECT * FROM ({self.spec.members}) ORDER BY dimension, "key"'
        ).to_arrow_table()
        found = table.column("dimension").unique().to_pylist()
        chosen = {}
        for dimension in found:
            mask = pa.compute.equal(table.column("dimension"), dimension)
            chosen[dimension] = table.filter(mask).drop_columns(["dimension"])
        return chosen

    def organisation(self) -> tuple[pa.Table, pa.Table]:
        """Org units and assignments."""
        units = self.duck.execute(self.spec.units).to_arrow_table()
        return units, self.duck.execute(self.spec.assignments).to_arrow_table()

    # --- documents ----------------------------------------------------------------------

    def load_documents(self) -> int:
        """Read all documents; how many rows that were."""
        total = 0
        for table in self.spec.documents:
            rows = self.read(table)
            total += rows.num_rows
            self.put(table, rows)
        return total

    def drop_documents(self) -> None:
        """Forget the documents."""
        for table in self.spec.documents:
            self.duck.execute(f"DROP TABLE IF EXISTS {quoted(table)}")

    def load_rows(self, fact: FactSpec, ids: Collection[int]) -> None:
        """Read the rows of ``fact`` with these ids and what they need."""
        self.drop_documents()
        if fact.main in self.spec.documents:
            self.put(fact.main, self.rows(fact.main, "id", sorted(ids)))
        for further in fact.further:
            of = further.of
            if fact.group and fact.main in of:  # a master: only these groups
                of = f"SELECT unnest([{listed(sorted(ids))}]::BIGINT[])"
            found = self.duck.execute(f"SELECT DISTINCT * FROM ({of}) AS t(v) WHERE v IS NOT NULL")
            values = [row[0] for row in found.fetchall()]
            self.add(further.table, self.rows(further.table, further.by, values))

    def make(
        self, fact: FactSpec, today: dt.date, since: dt.date, ids: Collection[int] | None
    ) -> pa.Table:
        """The rows of ``fact`` from what was read.

        Args:
            today: the last day of facts that have a row a day.
            since: their first day.
            ids: the groups to make; None for all.
        """
        self.duck.execute("SET VARIABLE today = ?::DATE", [today])
        self.duck.execute("SET VARIABLE since = ?::DATE", [since])
        if fact.group:
            chosen = f"SELECT id FROM {quoted(fact.main)}"
            if ids is not None:
                chosen += f" WHERE id IN ({listed(sorted(ids)) or 'NULL'})"
            self.duck.execute(f"CREATE OR REPLACE TEMP TABLE todo AS {chosen}")
        table = self.duck.execute(fact.sql).to_arrow_table()
        table = houses.housed(table, self.roots, self.reader, self.there)
        if fact.main not in self.there:
            return table.select(["row_key"])
        lacking = [
            column
            for column, (name, needed) in ((c, n.split(".")) for c, n in fact.needs.items())
            if needed not in self.there.get(name, ())
        ]
        return table.drop_columns(lacking)

    def workdays(self) -> pa.Table:
        """The days on which anybody clocked in, kept as the table ``workday``."""
        columns = {"day": "date"}
        days = _empty(columns)
        if "attendance_line" in self.there:
            sql = 'SELECT DISTINCT CAST("date" AS TEXT) FROM attendance_line'
            days = self.reader.query(sql, columns)
        self.put("workday", days, columns)
        return self.duck.execute("SELECT day FROM workday ORDER BY day").to_arrow_table()

    # --- tables -------------------------------------------------------------------------

    def read(self, table: str, where: str = "") -> pa.Table:
        """A whole table; empty when this ERP lacks the module that has it."""
        return self._filled(table, lambda columns: self.reader.table(table, columns, where))

    def rows(self, table: str, by: str, values: list[int | str]) -> pa.Table:
        """Some rows of a table."""
        if by not in self.there.get(table, ()):
            return _empty(self.spec.columns(table))
        return self._filled(table, lambda columns: self.reader.rows(table, columns, by, values))

    def _filled(self, table: str, read: Callable[[dict[str, str]], pa.Table]) -> pa.Table:
        """What ``read`` gives of the columns that are there; the others are empty."""
        columns = self.spec.columns(table)
        there = {name: kind for name, kind in columns.items() if name in self.there.get(table, ())}
        if not there:
            return _empty(columns)
        found = read(there)
        for name, kind in columns.items():
            if name not in there:
                found = found.append_column(name, pa.nulls(found.num_rows, PLAIN[kind]))
        return found.select(list(columns))

    def put(self, table: str, rows: pa.Table, columns: dict[str, str] | None = None) -> None:
        """Make ``table`` of rows in their plain form."""
        self._insert(f"CREATE OR REPLACE TABLE {quoted(table)} AS", table, rows, columns)

    def add(self, table: str, rows: pa.Table) -> None:
        """Add rows to ``table``, those it has already left out."""
        exists = self.duck.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [table]
        ).fetchone()
        if not exists or not exists[0]:
            self.put(table, rows)
            return
        self._insert("CREATE OR REPLACE TEMP TABLE more AS", table, rows, None)
        self.duck.execute(
            f"INSERT INTO {quoted(table)} SELECT * FROM more "
            f"WHERE id NOT IN (SELECT id FROM {quoted(table)})"
        )

    def _insert(
        self, head: str, table: str, rows: pa.Table, columns: dict[str, str] | None
    ) -> None:
        kinds = columns or self.spec.columns(table)
        values = ", ".join(
            f"{self._typed(quoted(column), kind)} AS {quoted(column)}"
            for column, kind in kinds.items()
        )
        self.duck.register("plain_rows", rows)
        try:
            where = self._leave_out(table, kinds)
            self.duck.execute(f"{head} SELECT {values} FROM plain_rows {where}")
        finally:
            self.duck.unregister("plain_rows")

    def _leave_out(self, table: str, kinds: dict[str, str]) -> str:
        """Note rows with numbers beyond all sense; the condition that leaves them out.

        One mistyped document must not keep all others from the figures.
        """
        numbers = {
            name: f"coalesce(TRY_CAST({quoted(name)} AS DOUBLE), "
            f"CASE WHEN {quoted(name)} IS NULL THEN 0 ELSE 'inf'::DOUBLE END)"
            for name, kind in kinds.items()
            if kind in {"decimal", "float", "interval"}
        }
        if not numbers or "id" not in kinds:
            return ""
        checked = list(numbers.values())
        checked += [
            f"{numbers[one]} * {numbers[other]}"
            for one, other in _PRODUCTS
            if one in numbers and other in numbers
        ]
        large = " OR ".join(f"NOT abs({value}) <= {MOST}" for value in checked)
        found = self.duck.execute(f"SELECT id FROM plain_rows WHERE {large}").fetchall()
        self.left_out.setdefault(table, set()).update(row[0] for row in found)
        return f"WHERE NOT ({large})" if found else ""

    def _typed(self, column: str, kind: str) -> str:
        """SQL of a plain column in its type; times, kept in UTC, become the company's own."""
        if kind == "time":
            zone = self.zone.replace("'", "''")
            return f"timezone('{zone}', timezone('UTC', CAST({column} AS TIMESTAMP)))"
        return f"CAST({column} AS {TYPED[kind]})"


def _empty(columns: dict[str, str]) -> pa.Table:
    return pa.schema([(name, PLAIN[kind]) for name, kind in columns.items()]).empty_table()
