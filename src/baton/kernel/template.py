"""Ready-made empty ERP databases, built once per version and copied in a moment."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg

from baton.base.errors import BatonError
from baton.base.settings import cache_home
from baton.kernel import build, storage
from baton.kernel.failures import translate
from baton.kernel.filelock import waiting_lock
from baton.kernel.location import Location

Progress = Callable[[str, float], None]
"""Told of a long step: a message key (``kernel.step_…``) and the share done, 0 to 1."""

KEPT = 3
"""Templates of former versions kept beside the newest; older ones are deleted."""

TEMPLATES, BASES = "baton_template_", "baton_tryton_"
"""How the databases on a PostgreSQL server begin that hold all modules, and Tryton's own alone."""


def silent(step: str, share: float) -> None:
    """The progress callback of those who do not want to know."""


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn a full disk into an error that says so."""
    try:
        yield
    except (OSError, sqlite3.Error, psycopg.Error) as error:
        found = translate(error)
        if found is None:
            raise
        raise found from error


def copy_to(location: Location, progress: Progress = silent) -> None:
    """Create the database ``location`` as a copy of the template, building that when missing.

    Several processes may ask at once: one builds, the others wait for it.
    """
    wanted = build.fingerprint()
    if location.path is not None:
        template = _file_template(wanted, progress)
        progress("kernel.step_copy", 0.0)
        storage.copy_file(template, location.path)
    else:
        name = _server_template(location, wanted, progress)
        progress("kernel.step_copy", 0.0)
        storage.copy_postgresql(location, name)
    progress("kernel.step_copy", 1.0)


def update(location: Location, progress: Progress = silent) -> bool:
    """Bring a database to the installed versions; False when it is there already.

    Several processes may open a PostgreSQL database at once after an update of Baton: one brings
    it up to date, the others wait. Two at it together would both make the same new records.
    """
    wanted = build.fingerprint()
    if not build.outdated(storage.read_build(location), wanted):
        return False
    # an SQLite file is locked by whoever opens it
    with nullcontext() if location.path is not None else _server_lock(location):
        modules = build.outdated(storage.read_build(location), wanted)
        if not modules:
            return False
        _build(location, modules, "kernel.step_update", progress)
        storage.write_build(location, wanted)
    return True


def _file_template(wanted: dict[str, Any], progress: Progress) -> Path:
    folder = cache_home() / "templates"
    template = folder / f"erp-{build.key(wanted)}.sqlite"
    if template.is_file():
        return template
    with waiting_lock(folder / "build.lock"):
        if template.is_file():
            return template
        base = folder / f"tryton-{wanted['tryton']}.sqlite"
        work = folder / "building.sqlite"
        work_location = Location.parse(f"sqlite:///{work}")
        if not base.is_file():
            storage.remove_file(work)
            work.touch()
            _build(work_location, ["ir", *build.tryton_modules()], "kernel.step_tryton", progress)
            storage.copy_file(work, base)
        if wanted["own"]:
            storage.remove_file(work)
            storage.copy_file(base, work)
            _build(work_location, list(wanted["own"]), "kernel.step_modules", progress)
        storage.write_build(work_location, wanted)
        storage.copy_file(work, template)
        storage.remove_file(work)
        _prune(folder, template, base)
    return template


def _prune(folder: Path, *newest: Path) -> None:
    for pattern in ("erp-*.sqlite", "tryton-*.sqlite"):
        old = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in old[KEPT + 1 :]:
            if path not in newest:
                storage.remove_file(path)


def _server_template(location: Location, wanted: dict[str, Any], progress: Progress) -> str:
    template = location.renamed(f"{TEMPLATES}{build.key(wanted)}")
    if storage.exists(template):
        return template.name
    with _server_lock(location):
        if storage.exists(template):
            return template.name
        base = location.renamed(f"{BASES}{wanted['tryton']}")
        work = location.renamed("baton_building")
        storage.drop_postgresql(work)
        if not storage.exists(base):
            storage.copy_postgresql(work, "template0")
            _build(work, ["ir", *build.tryton_modules()], "kernel.step_tryton", progress)
            _rename(work, base.name)
        storage.copy_postgresql(work, base.name)
        if wanted["own"]:
            _build(work, list(wanted["own"]), "kernel.step_modules", progress)
        storage.write_build(work, wanted)
        _rename(work, template.name)
        for prefix in (TEMPLATES, BASES):
            storage.forget_former(location, prefix, KEPT, template.name, base.name)
    return template.name


def _rename(location: Location, name: str) -> None:
    from psycopg import sql

    with storage.maintenance(location) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(location.name), sql.Identifier(name)
            )
        )


@contextmanager
def _server_lock(location: Location) -> Iterator[None]:
    with storage.maintenance(location) as connection:
        connection.execute("SELECT pg_advisory_lock(7246001)")
        yield


def _build(location: Location, modules: list[str], step: str, progress: Progress) -> None:
    """Run the builder in a process of its own and pass its progress on.

    Raises:
        BatonError: it failed; the last lines it wrote are in the text.
    """
    progress(step, 0.0)
    command = [sys.executable, "-m", "baton.kernel.builder"]
    order = json.dumps({"url": location.url, "modules": modules})
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(order)
        process.stdin.close()
        for line in process.stdout:
            try:
                progress(step, float(json.loads(line)["done"]))
            except (ValueError, KeyError, TypeError):
                continue
        process.wait()
        errors.seek(0)
        problem = errors.read()
    if process.returncode:
        last = "\n".join(problem.strip().splitlines()[-8:])
        raise BatonError("kernel.build_failed", status=500, database=location.shown, reason=last)
