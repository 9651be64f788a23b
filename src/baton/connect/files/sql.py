"""Typed pieces of DuckDB SQL: what kind of value each one gives, and how kinds change safely.

Only this module and ``functions`` write SQL text; names are quoted, values are literals, so
nothing in a mapping can be run as SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "number", "integer", "date", "timestamp", "flag", "empty"]
"""What a value is; ``empty`` is the kind of a bare ``None``."""

KINDS: tuple[Kind, ...] = ("text", "number", "integer", "date", "timestamp", "flag")
NUMBER = "DECIMAL(18,6)"
TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "number": NUMBER,
    "integer": "BIGINT",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "flag": "BOOLEAN",
    "empty": "VARCHAR",
}
THOUSANDS = r"^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$"
DATE_FORMATS = ("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y\u5e74%m\u6708%d\u65e5")
"""Ways of writing a day, the Chinese one among them (year, month and day signs)."""
TIMES = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M")


def name(identifier: str) -> str:
    """``identifier`` quoted as an SQL name."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """``text`` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Origin:
    """The table and column a value was read from, for pointing at a bad one."""

    alias: str
    column: str


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and the kind of its value; ``origin`` when it is a plain column."""

    text: str
    kind: Kind
    origin: Origin | None = None
    constant: str | None = None
    window: bool = False


@dataclass(frozen=True)
class Check:
    """A conversion that must succeed wherever ``raw`` is not empty."""

    raw: str
    filled: str
    converted: str
    code: str
    origin: Origin | None
    path: str
    expression: str


@dataclass
class Checks:
    """The conversions of one query that can fail, each noted once."""

    path: str = ""
    expression: str = ""
    items: list[Check] = field(default_factory=list)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def note(self, value: Sql, converted: str, code: str) -> None:
        """Remember that ``converted`` must not be empty where ``value`` is not."""
        if (value.text, converted) not in self._seen and not value.window:
            self._seen.add((value.text, converted))
            filled = f"trim({value.text}) <> ''" if value.kind == "text" else "TRUE"
            self.items.append(
                Check(value.text, filled, converted, code, value.origin, self.path, self.expression)
            )


class KindError(Exception):
    """A value of one kind cannot become another, whatever its content."""

    def __init__(self, have: str, want: str) -> None:
        super().__init__(have, want)
        self.have, self.want = have, want


def convert(value: Sql, want: Kind, checks: Checks) -> Sql:
    """``value`` as ``want``; conversions that depend on the content are noted in ``checks``.

    Raises:
        KindError: no content of this kind could be converted.
    """
    have = value.kind
    if have == want:
        return value
    if have == "empty":
        return Sql(f"CAST(NULL AS {TYPES[want]})", want)
    made = _plain(value.text, have, want)
    if made is not None:
        return Sql(made, want, value.origin, window=value.window)
    if have == "text" and want in _PARSERS:
        made = _PARSERS[want](value.text)
        checks.note(value, made, f"connect.bad_{want}")
        return Sql(made, want, value.origin, window=value.window)
    raise KindError(have, want)


def _plain(text: str, have: Kind, want: Kind) -> str | None:
    """Conversions that cannot fail."""
    if want == "text":
        return f"CAST({text} AS VARCHAR)"
    if (have, want) in {("integer", "number"), ("timestamp", "date"), ("date", "timestamp")}:
        return f"CAST({text} AS {TYPES[want]})"
    if (have, want) == ("number", "integer"):
        return f"CAST(round({text}) AS BIGINT)"
    if (have, want) in {("flag", "number"), ("flag", "integer")}:
        return f"CAST(CAST({text} AS INTEGER) AS {TYPES[want]})"
    if have in ("integer", "number") and want == "flag":
        return f"({text} <> 0)"
    return None


def parse_number(text: str) -> str:
    """A text as a decimal; spaces and thousands separators are understood."""
    bare = f"trim({text})"
    plain = (
        f"CASE WHEN regexp_matches({bare}, {literal(THOUSANDS)}) "
        f"THEN replace({bare}, ',', '') ELSE {bare} END"
    )
    return f"TRY_CAST({plain} AS {NUMBER})"


def parse_integer(text: str) -> str:
    """A text as a whole number; ``12.0`` is whole, ``12.5`` is not."""
    number = parse_number(text)
    return f"CASE WHEN {number} = round({number}) THEN CAST({number} AS BIGINT) END"


def parse_date(text: str, formats: tuple[str, ...] = DATE_FORMATS) -> str:
    """A text as a day; ISO first, then the usual ways of writing it."""
    bare = f"trim({text})"
    tries = [f"CAST(TRY_CAST({bare} AS TIMESTAMP) AS DATE)"]
    tries += [f"CAST(TRY_STRPTIME({bare}, {literal(item)}) AS DATE)" for item in formats]
    tries += [f"CAST(TRY_STRPTIME({bare}, {literal(item)}) AS DATE)" for item in TIMES]
    return f"COALESCE({', '.join(tries)})"


def parse_timestamp(text: str) -> str:
    """A text as a moment."""
    bare = f"trim({text})"
    tries = [f"TRY_CAST({bare} AS TIMESTAMP)"]
    tries += [f"TRY_STRPTIME({bare}, {literal(item)})" for item in (*TIMES, *DATE_FORMATS)]
    return f"COALESCE({', '.join(tries)})"


def parse_flag(text: str) -> str:
    """A text as yes or no."""
    bare = f"lower(trim({text}))"
    return (
        f"CASE WHEN {bare} IN ('1', 'true', 't', 'yes', 'y') THEN TRUE "
        f"WHEN {bare} IN ('0', 'false', 'f', 'no', 'n') THEN FALSE END"
    )


_PARSERS = {
    "number": parse_number,
    "integer": parse_integer,
    "date": parse_date,
    "timestamp": parse_timestamp,
    "flag": parse_flag,
}


def kind_of(duckdb_type: str) -> Kind:
    """The kind of a column of ``duckdb_type``."""
    base = duckdb_type.upper().split("(")[0]
    if base in {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}:
        return "integer"
    if base in {"DECIMAL", "DOUBLE", "FLOAT", "REAL", "HUGEINT", "UBIGINT", "UHUGEINT"}:
        return "number"
    if base == "DATE":
        return "date"
    if base.startswith("TIMESTAMP"):
        return "timestamp"
    return "flag" if base == "BOOLEAN" else "text"
