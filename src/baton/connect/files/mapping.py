"""A mapping file: which tables the files hold and how facts are made of them.

Only the form is checked here (known words, required parts); ``check`` compiles it against the
files. Every finding names its path, e.g. ``mapping.yaml: facts.sale_line.columns.amount``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from baton.base.errors import BatonError
from baton.connect.files.expression import closest
from baton.connect.files.findings import Findings
from baton.connect.files.sql import KINDS

HOW = ("left", "inner", "required")
_DEFAULT_SOURCE = "files"


class _Loader(yaml.SafeLoader):
    """YAML in which only ``true`` and ``false`` are truth values: ``on`` is a word here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in items if tag != "tag:yaml.org,2002:bool"]
    for first, items in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|false|False)$"), list("tTfF")
)


@dataclass(frozen=True)
class Join:
    """A further table: ``on`` maps its columns to expressions over the tables before it.

    Attributes:
        how: ``left`` keeps rows without a match, ``inner`` drops them (and says how many),
            ``required`` makes them errors.
        valid: ``{on: expression, from: column, to: column}`` for rows valid for a time;
            ``to`` counts as valid still, an empty one is open.
        many: whether one row may find several.
    """

    alias: str
    source: str
    on: Mapping[str, Any]
    how: str
    valid: Mapping[str, Any] | None
    many: bool
    path: str


@dataclass(frozen=True)
class Rows:
    """Rows to read: a main table, its joins and a filter."""

    main: str
    joins: tuple[Join, ...]
    where: Any
    path: str


@dataclass(frozen=True)
class Source:
    """A table: read from a file, or derived from another table.

    A derived one is filtered, gets its computed columns, has each row repeated for each day
    of ``days`` (both ends included), and keeps one row for each value of ``distinct``.
    """

    name: str
    path: str
    file: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    rows: Rows | None = None
    where: Any = None
    compute: Mapping[str, Any] = field(default_factory=dict)
    days: Mapping[str, Any] | None = None
    distinct: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Some of the rows of a fact, of a dimension's members or of the organisation."""

    target: str
    rows: Rows
    columns: Mapping[str, Any]
    path: str


@dataclass(frozen=True)
class FileMapping:
    """A whole mapping file."""

    path: Path
    source: str
    constants: Mapping[str, Any]
    sources: Mapping[str, Source]
    facts: tuple[Part, ...]
    members: tuple[Part, ...]
    units: tuple[Part, ...]
    assignments: tuple[Part, ...]


def read_mapping(path: Path, findings: Findings) -> FileMapping | None:
    """The mapping in ``path``; what is wrong with its form goes to ``findings``.

    Raises:
        BatonError: the file does not exist or is no YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BatonError("connect.no_mapping", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BatonError("connect.mapping_unreadable", path=str(path), detail=str(error)) from error
    try:
        data = yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        problem = str(getattr(error, "problem", None) or error)
        raise BatonError(
            "connect.mapping_syntax", path=path.name, line=line, detail=problem
        ) from error
    return _Reader(path, findings).mapping(data)


class _Reader:
    def __init__(self, path: Path, findings: Findings) -> None:
        self.file = path
        self.findings = findings

    def at(self, path: str) -> str:
        return f"{self.file.name}: {path}" if path else self.file.name

    def table(
        self, data: Any, path: str, known: tuple[str, ...], need: tuple[str, ...] = ()
    ) -> Any:
        """``data`` as a mapping with only ``known`` keys and all of ``need``."""
        if not isinstance(data, dict):
            self.findings.error("connect.mapping_no_table", path=self.at(path))
            return {}
        for key in data:
            if known and key not in known:
                self.findings.error(
                    "connect.mapping_unknown_key",
                    path=self.at(path),
                    key=key,
                    suggestion=closest(str(key), known),
                )
        for key in need:
            if data.get(key) is None:
                self.findings.error("connect.mapping_missing_key", path=self.at(path), key=key)
        return data

    def mapping(self, data: Any) -> FileMapping | None:
        known = ("name", "source", "constants", "sources", "facts", "members", "org")
        data = self.table(data, "", known, ("sources",))
        if not data.get("sources"):
            return None
        sources = {
            str(name): self.source(str(name), given, f"sources.{name}")
            for name, given in self.table(data["sources"], "sources", ()).items()
        }
        org = self.table(data.get("org") or {}, "org", ("units", "assignments"))
        return FileMapping(
            path=self.file,
            source=str(data.get("source") or _DEFAULT_SOURCE),
            constants=self.table(data.get("constants") or {}, "constants", ()),
            sources=sources,
            facts=self.sections(data.get("facts"), "facts", ()),
            members=self.sections(data.get("members"), "members", ("key", "name", "parent")),
            units=self.flat(
                org.get("units"),
                "org.units",
                ("key", "parent", "name", "kind", "head", "valid_from", "valid_to"),
            ),
            assignments=self.flat(
                org.get("assignments"),
                "org.assignments",
                ("person", "org_unit", "position", "valid_from", "valid_to"),
            ),
        )

    def source(self, name: str, data: Any, path: str) -> Source:
        known = (
            *("file", "from", "joins", "where", "compute", "days", "distinct", "columns"),
            *("encoding", "delimiter", "sheet", "header_row"),
        )
        data = self.table(data, path, known)
        if bool(data.get("file")) == bool(data.get("from")):
            self.findings.error("connect.mapping_file_or_from", path=self.at(path))
        kinds = self.table(data.get("columns") or {}, f"{path}.columns", ())
        for column, kind in kinds.items():
            if kind not in KINDS:
                self.findings.error(
                    "connect.mapping_unknown_kind",
                    path=self.at(f"{path}.columns.{column}"),
                    kind=kind,
                    known=", ".join(KINDS),
                )
        days = data.get("days")
        if days is not None:
            days = self.table(days, f"{path}.days", ("as", "from", "to"), ("as", "from", "to"))
        distinct = data.get("distinct") or []
        return Source(
            name=name,
            path=path,
            file=str(data.get("file") or ""),
            options={
                key: data[key]
                for key in ("encoding", "delimiter", "sheet", "header_row")
                if key in data
            },
            kinds=kinds,
            rows=self.rows(data, path) if data.get("from") else None,
            where=data.get("where"),
            compute=self.table(data.get("compute") or {}, f"{path}.compute", ()),
            days=days,
            distinct=tuple(distinct if isinstance(distinct, list) else [distinct]),
        )

    def rows(self, data: dict[str, Any], path: str) -> Rows:
        joins = self.table(data.get("joins") or {}, f"{path}.joins", ())
        return Rows(
            main=str(data.get("from")),
            joins=tuple(
                self.join(str(alias), given, f"{path}.joins.{alias}")
                for alias, given in joins.items()
            ),
            where=data.get("where"),
            path=path,
        )

    def join(self, alias: str, data: Any, path: str) -> Join:
        known = ("source", "on", "how", "valid", "many")
        data = self.table(data, path, known, ("on",))
        how = data.get("how", "left")
        if how not in HOW:
            self.findings.error(
                "connect.mapping_unknown_value",
                path=self.at(f"{path}.how"),
                value=how,
                known=", ".join(HOW),
            )
        valid = data.get("valid")
        if valid is not None:
            valid = self.table(valid, f"{path}.valid", ("on", "from", "to"), ("on", "from"))
        return Join(
            alias=alias,
            source=str(data.get("source") or alias),
            on=self.table(data.get("on") or {}, f"{path}.on", ()),
            how=how,
            valid=valid,
            many=bool(data.get("many", False)),
            path=path,
        )

    def sections(self, data: Any, path: str, columns: tuple[str, ...]) -> tuple[Part, ...]:
        """Parts by target: ``facts: {sale_line: {…} or [{…}, {…}]}``."""
        parts: list[Part] = []
        for target, given in self.table(data or {}, path, ()).items():
            parts += self.parts(str(target), given, f"{path}.{target}", columns)
        return tuple(parts)

    def flat(self, data: Any, path: str, columns: tuple[str, ...]) -> tuple[Part, ...]:
        return tuple(self.parts(path, data, path, columns)) if data else ()

    def parts(self, target: str, data: Any, path: str, columns: tuple[str, ...]) -> list[Part]:
        many = data if isinstance(data, list) else [data]
        return [
            self.part(target, item, f"{path}[{index}]" if len(many) > 1 else path, columns)
            for index, item in enumerate(many)
        ]

    def part(self, target: str, data: Any, path: str, columns: tuple[str, ...]) -> Part:
        around = ("from", "joins", "where")
        known = (*around, *columns) if columns else (*around, "columns")
        need = ("from", columns[0]) if columns else ("from", "columns")
        data = self.table(data, path, known, need)
        if columns:
            given = {key: data[key] for key in columns if key in data}
        else:
            given = self.table(data.get("columns") or {}, f"{path}.columns", ())
        return Part(target=target, rows=self.rows(data, path), columns=given, path=path)
