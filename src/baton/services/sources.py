"""The connections that fill the fact store: remembered beside it, checked and synced by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from baton.base.errors import BatonError, NotFoundError
from baton.base.i18n import DEFAULT_LANGUAGE
from baton.base.settings import data_home
from baton.connect import files
from baton.metrics.facts import FACTS
from baton.services.live import SOURCE, LiveMirror
from baton.services.runtime import Runtime

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class FileSource:
    """Files in one folder, read by one mapping.

    Attributes:
        name: what its facts are marked with; never ``erp``, which is the embedded ERP.
        directory: the folder of the files.
        mapping: the YAML mapping's path.
    """

    name: str
    directory: str
    mapping: str


def catalogue_path(facts_url: str) -> Path:
    """The file that remembers the connections of the store at ``facts_url``."""
    path = urlsplit(facts_url).path
    if path in ("", "/"):
        return data_home() / "sources.yaml"
    file = Path(path)
    return file.with_name(file.name + ".sources.yaml")


def remembered(runtime: Runtime) -> dict[str, FileSource]:
    """The file sources by name."""
    path = catalogue_path(runtime.settings.facts)
    if not path.exists():
        return {}
    kept = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {name: FileSource(name, **entry) for name, entry in kept.items()}


def remember(runtime: Runtime, name: str, directory: str, mapping: str) -> FileSource:
    """Keep a connection after its mapping has been checked.

    Raises:
        BatonError: the name is taken by the embedded ERP, or the mapping is wrong.
    """
    if name == SOURCE:
        raise BatonError("services.source_reserved", name=name)
    source = FileSource(name, str(Path(directory).absolute()), str(Path(mapping).absolute()))
    check(source)
    kept = {**remembered(runtime), name: source}
    entries = {
        key: {"directory": entry.directory, "mapping": entry.mapping} for key, entry in kept.items()
    }
    path = catalogue_path(runtime.settings.facts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return source


def check(source: FileSource) -> None:
    """Whether the files and the mapping fit each other.

    Raises:
        BatonError: all that does not, collected.
    """
    files.check_mapping(Path(source.directory), Path(source.mapping))


def find(runtime: Runtime, name: str) -> FileSource:
    """The connection called ``name``.

    Raises:
        NotFoundError: there is none.
    """
    known = remembered(runtime)
    if name not in known:
        raise NotFoundError(
            "services.source_unknown", name=name, known=", ".join(sorted(known)) or "–"
        )
    return known[name]


def counts(runtime: Runtime) -> dict[str, dict[str, int]]:
    """Rows a source and fact; facts without rows are left out."""
    found: dict[str, dict[str, int]] = {}
    for fact in FACTS:
        table = runtime.store.table(fact)
        grouped = runtime.store.query(table.group_by("source").agg(rows=table.count()))
        for row in grouped.to_pylist():
            found.setdefault(row["source"], {})[fact] = row["rows"]
    return found


def import_files(
    runtime: Runtime,
    directory: str,
    mapping: str,
    name: str | None = None,
    *,
    progress: Progress | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> dict[str, Any]:
    """Read a folder into the facts, all or nothing; the report as plain data in ``language``."""
    if name == SOURCE:
        raise BatonError("services.source_reserved", name=name)
    folder = Path(directory)
    report = files.import_directory(
        runtime.store, folder, Path(mapping), name or folder.name, progress=progress
    )
    warnings = [warning.text(language) for warning in report.warnings]
    return {**asdict(report), "warnings": warnings}


def sync(runtime: Runtime, name: str, language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Bring one connection's facts up to date: files anew, the ERP by its change log."""
    if name == SOURCE:
        LiveMirror(runtime).refresh()
        return {"facts": counts(runtime).get(SOURCE, {})}
    source = find(runtime, name)
    return import_files(runtime, source.directory, source.mapping, source.name, language=language)
