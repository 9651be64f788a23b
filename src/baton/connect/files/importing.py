"""Imports a directory of files by a mapping: all of it is checked first, then all of it is written.

Killed at any moment, the fact store keeps its former state: everything goes in one batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from baton.base.errors import BatonError
from baton.connect.files import rules, targets, verify
from baton.connect.files.compile import RAW, Compiler
from baton.connect.files.findings import Findings
from baton.connect.files.mapping import FileMapping, read_mapping
from baton.connect.files.sql import name
from baton.connect.files.targets import Target
from baton.metrics.engine.store import FactStore
from baton.metrics.facts import FACTS

Progress = Callable[[str, int, int], None]
"""Called with what is being done (a fact's name), how many steps are done, and of how many."""


@dataclass(frozen=True)
class ImportReport:
    """What an import wrote.

    Attributes:
        source: under which name the rows are kept.
        facts: rows by fact.
        members: members by dimension.
        warnings: what the user should know: detected encodings, rows without a match.
        took_ms: milliseconds.
    """

    source: str
    facts: dict[str, int]
    members: dict[str, int]
    warnings: list[BatonError]
    took_ms: int


@dataclass
class Prepared:
    """Everything of a mapping, checked and ready to be written."""

    source: str
    facts: dict[str, pa.Table] = field(default_factory=dict)
    members: dict[str, pa.Table] = field(default_factory=dict)
    units: pa.Table | None = None
    assignments: pa.Table | None = None
    warnings: list[BatonError] = field(default_factory=list)


def import_directory(
    store: FactStore,
    directory: Path | str,
    mapping_path: Path | str,
    source_name: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Make the facts of ``source_name`` what the files in ``directory`` say.

    Args:
        store: where they go; replaced is what this source had before, nothing else.
        directory: where the files are.
        mapping_path: the YAML mapping.
        source_name: under which name; default the mapping's ``source``.
        progress: told about each step.

    Raises:
        BatonError: a file or the mapping cannot be read.
        CollectedErrors: the mapping or the data are wrong; nothing was written.
    """
    started = time.monotonic()
    prepared = prepare(Path(directory), Path(mapping_path), source_name, progress)
    write(store, prepared)
    return _report(prepared, started)


def check_mapping(
    directory: Path | str, mapping_path: Path | str, source_name: str | None = None
) -> ImportReport:
    """Check the mapping and the data as an import does, but write nothing.

    Raises:
        BatonError, CollectedErrors: as :func:`import_directory`.
    """
    started = time.monotonic()
    return _report(prepare(Path(directory), Path(mapping_path), source_name), started)


def _report(prepared: Prepared, started: float) -> ImportReport:
    return ImportReport(
        source=prepared.source,
        facts={fact: table.num_rows for fact, table in prepared.facts.items()},
        members={key: table.num_rows for key, table in prepared.members.items()},
        warnings=prepared.warnings,
        took_ms=round((time.monotonic() - started) * 1000),
    )


def prepare(
    directory: Path,
    mapping_path: Path,
    source_name: str | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Read and check everything; nothing is written.

    Raises:
        BatonError, CollectedErrors: as :func:`import_directory`.
    """
    if not directory.is_dir():
        raise BatonError("connect.no_directory", directory=str(directory))
    findings = Findings()
    mapping = read_mapping(mapping_path, findings)
    with duckdb.connect(":memory:") as connection:
        if mapping is not None:
            compiler = Compiler(connection, mapping, directory, findings)
            planned = _plan(compiler, mapping)
        findings.stop("connect.mapping_wrong", path=mapping_path.name)
        assert mapping is not None
        run = _Run(connection, compiler, findings, progress or _silent)
        return run.all(planned, source_name or mapping.source)


def _silent(what: str, done: int, total: int) -> None:
    """No progress wanted."""


@dataclass
class _Plan:
    facts: dict[str, list[Target]]
    members: dict[str, list[Target]]
    organisation: dict[str, list[Target]]


def _plan(compiler: Compiler, mapping: FileMapping) -> _Plan:
    return _Plan(
        targets.by_table(targets.compile_facts(compiler, mapping)),
        targets.by_table(targets.compile_members(compiler, mapping)),
        targets.by_table(targets.compile_organisation(compiler, mapping)),
    )


class _Run:
    """The data stage: tables are made, looked through, and turned into Arrow."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        compiler: Compiler,
        findings: Findings,
        progress: Progress,
    ) -> None:
        self.connection, self.compiler = connection, compiler
        self.findings, self.progress = findings, progress

    def all(self, plan: _Plan, source: str) -> Prepared:
        """Everything of the mapping, or every finding."""
        groups = [
            *(("facts", table, parts) for table, parts in plan.facts.items()),
            *(("members", table, parts) for table, parts in plan.members.items()),
            *(("org", table, parts) for table, parts in plan.organisation.items()),
        ]
        total = len(groups) + 2
        self.progress("sources", 0, total)
        self.sources()
        prepared = Prepared(source)
        tables: dict[tuple[str, str], pa.Table] = {}
        for index, (section, table, parts) in enumerate(groups, 1):
            self.progress(table, index, total)
            made = self.table(section, table, parts)
            if made is not None:
                tables[section, table] = made
        self.findings.stop("connect.data_wrong")
        self.progress("", total - 1, total)
        prepared.facts = {
            name: made for (section, name), made in tables.items() if section == "facts"
        }
        prepared.members = {
            name: made for (section, name), made in tables.items() if section == "members"
        }
        prepared.units = tables.get(("org", "org.units"))
        prepared.assignments = tables.get(("org", "org.assignments"))
        prepared.warnings = self.findings.warnings
        return prepared

    def sources(self) -> None:
        """Look through the files' tables and make the derived ones, in order of need."""
        for table in self.compiler.tables.values():
            source = table.source
            with self.guarded(source.path):
                read = table.base if table.query is not None else table
                if read is not None:
                    raw = name(RAW + source.name)
                    verify.table(self.connection, raw, read.checks, self.findings)
                if table.query is not None:
                    verify.query(self.connection, table.query, self.findings)
                    self.connection.execute(
                        f"CREATE OR REPLACE TEMP TABLE {name(source.name)} AS {table.select}"
                    )

    def table(self, section: str, target: str, parts: list[Target]) -> pa.Table | None:
        """All parts of one target as one Arrow table; None when their SQL failed."""
        made = name(f"target__{section}__{target}")
        with self.guarded(parts[0].path):
            for part in parts:
                verify.query(self.connection, part.query, self.findings)
            union = " UNION ALL BY NAME ".join(f"({part.select})" for part in parts)
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {made} AS {union}")
            if section == "facts":
                rules.check_fact(self.connection, made, FACTS[target], parts, self.findings)
                columns = list(dict.fromkeys(column for part in parts for column in part.columns))
                selected = ", ".join(name(column) for column in columns)
                rows = self.connection.execute(f"SELECT {selected} FROM {made}")
            elif section == "members":
                rules.check_members(self.connection, made, target, self.findings)
                rows = self.connection.execute(
                    f"SELECT DISTINCT * EXCLUDE (__file__, __row__) FROM {made}"
                )
            else:
                rules.check_organisation(self.connection, made, target, self.findings)
                rows = self.connection.execute(f"SELECT * EXCLUDE (__file__, __row__) FROM {made}")
            return rows.to_arrow_table()
        return None

    def guarded(self, path: str) -> _Guard:
        """A context that turns DuckDB's own errors into findings with their path."""
        return _Guard(self.compiler.at(path), self.findings)


class _Guard:
    def __init__(self, path: str, findings: Findings) -> None:
        self.path, self.findings = path, findings

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, duckdb.Error):
            return False
        detail = str(error).partition("\n")[0]
        self.findings.error("connect.query_failed", path=self.path, detail=detail)
        return True


def write(store: FactStore, prepared: Prepared) -> None:
    """Put everything into the store in one batch; facts no longer mapped lose their rows."""
    source = prepared.source
    gone = {fact for owner, fact in store.available() if owner == source} - set(prepared.facts)
    with store.batch():
        for fact, table in prepared.facts.items():
            store.replace(fact, table, source=source)
        for fact in gone:
            store.replace(fact, pa.table({"row_key": pa.array([], pa.string())}), source=source)
        for dimension, table in prepared.members.items():
            store.put_members(dimension, table, source=source, replace=True)
        if prepared.units is not None:
            store.put_org(prepared.units, prepared.assignments, source=source)
        store.set_watermark(
            source, {"imported_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        )
