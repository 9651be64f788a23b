"""Reads one file as a table: CSV and XLSX as text, Parquet as it is, each row with its number.

Every table has ``__file__``, ``__row__`` (as a person counts: the header of a CSV is row 1) and
``__id__`` (unique in the table), so that any bad value can be pointed at.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.csv as pacsv
from openpyxl.utils import get_column_letter

from baton.base.errors import BatonError
from baton.connect.files import encoding
from baton.connect.files.expression import closest
from baton.connect.files.findings import Findings
from baton.connect.files.sql import literal, name

HIDDEN = ("__file__", "__row__", "__id__")
CSV_SUFFIXES = (".csv", ".tsv", ".txt")
XLSX_SUFFIXES = (".xlsx", ".xlsm")


def load(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    directory: Path,
    *,
    pattern: str,
    options: Mapping[str, Any],
    findings: Findings,
) -> None:
    """Make the table ``table`` of the file(s) ``pattern`` in ``directory``.

    Raises:
        BatonError: no such file, an unknown kind of file, or one that cannot be read.
    """
    files = _files(directory, pattern)
    pieces = [
        _piece(connection, table, file, index, options=options, findings=findings)
        for index, file in enumerate(files)
    ]
    union = " UNION ALL BY NAME ".join(f"SELECT * FROM {piece}" for piece in pieces)
    if len(pieces) == 1:
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {name(table)} AS "
            f"SELECT *, __row__ AS __id__ FROM {pieces[0]}"
        )
    else:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name(table)} AS "
            f"SELECT *, row_number() OVER () AS __id__ FROM ({union})"
        )


def _files(directory: Path, pattern: str) -> list[Path]:
    if any(sign in pattern for sign in "*?["):
        found = sorted(directory.glob(pattern))
    else:
        found = [directory / pattern] if (directory / pattern).is_file() else []
    if not found:
        there = sorted(item.name for item in directory.iterdir() if item.is_file())
        raise BatonError(
            "connect.no_file",
            file=pattern,
            directory=str(directory),
            suggestion=closest(pattern, there),
        )
    root = directory.resolve()
    for file in found:
        if not file.resolve().is_relative_to(root):
            raise BatonError("connect.file_outside", file=pattern, directory=str(directory))
    return found


def _piece(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    file: Path,
    index: int,
    *,
    options: Mapping[str, Any],
    findings: Findings,
) -> str:
    """A view of one file; its quoted name."""
    suffix = file.suffix.lower()
    view = name(f"{table}__{index}")
    if suffix == ".parquet":
        _parquet(connection, view, file)
        return view
    if suffix in CSV_SUFFIXES:
        rows = read_csv(file, options, findings)
    elif suffix in XLSX_SUFFIXES:
        rows = read_xlsx(file, options, findings)
    else:
        raise BatonError("connect.unknown_file_kind", file=file.name)
    connection.register(f"{table}__{index}", rows)
    return view


def _parquet(connection: duckdb.DuckDBPyConnection, view: str, file: Path) -> None:
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * EXCLUDE (file_row_number), "
            f"{literal(file.name)} AS __file__, file_row_number + 1 AS __row__ "
            f"FROM read_parquet({literal(str(file))}, file_row_number = true)"
        )
    except duckdb.Error as error:
        detail = str(error).partition("\n")[0].replace(str(file), file.name)
        raise BatonError("connect.broken_parquet", file=file.name, detail=detail) from error


def read_csv(file: Path, options: Mapping[str, Any], findings: Findings) -> pa.Table:
    """All columns of a CSV file as text, empty fields as empty.

    Raises:
        BatonError: unknown or wrong encoding, no header, a column named twice; rows with too
            many or too few fields go to ``findings``.
    """
    declared = options.get("encoding")
    if declared:
        encoding.check(file, str(declared))
    used = str(declared or encoding.detect(file))
    if not declared and used not in ("utf-8", "utf-8-sig"):
        findings.warn("connect.encoding_detected", file=file.name, encoding=used.upper())
    with file.open(encoding=used, newline="") as stream:
        first = stream.readline()
    if not first.strip():
        raise BatonError("connect.empty_file", file=file.name)
    delimiter = str(options.get("delimiter") or _delimiter(first))
    header = [item.strip() for item in next(csv.reader([first], delimiter=delimiter))]
    _check_header(file.name, header)
    bad: list[pacsv.InvalidRow] = []

    def note(row: Any) -> str:
        bad.append(row)
        return "skip"

    try:
        table = pacsv.read_csv(
            file,
            read_options=pacsv.ReadOptions(
                encoding="utf-8" if used == "utf-8-sig" else used,
                column_names=header,
                skip_rows=1,
                use_threads=False,
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            table = pa.table({column: pa.array([], pa.string()) for column in header})
        else:
            detail = str(error).partition("\n")[0]
            raise BatonError("connect.broken_csv", file=file.name, detail=detail) from error
    for row in bad:
        findings.error(
            "connect.csv_fields",
            file=file.name,
            row=row.number,
            expected=row.expected_columns,
            found=row.actual_columns,
        )
    return _numbered(table, file.name, range(2, table.num_rows + 2))


def _delimiter(header: str) -> str:
    """The separator used most in the header."""
    return max(",;\t|", key=header.count)


def read_xlsx(file: Path, options: Mapping[str, Any], findings: Findings) -> pa.Table:
    """All columns of one sheet as text; numbers and dates in their plain form.

    Raises:
        BatonError: not a workbook, no such sheet, no header; error values such as ``#N/A``
            go to ``findings`` with their cell.
    """
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, OSError, ValueError, KeyError) as error:
        raise BatonError("connect.broken_xlsx", file=file.name, detail=str(error)) from error
    try:
        sheet = options.get("sheet") or book.sheetnames[0]
        if sheet not in book.sheetnames:
            raise BatonError(
                "connect.no_sheet",
                file=file.name,
                sheet=sheet,
                suggestion=closest(str(sheet), book.sheetnames),
            )
        start = int(options.get("header_row", 1))
        rows: Iterator[tuple[Any, ...]] = book[sheet].iter_rows(min_row=start, values_only=True)
        head = next(rows, ())
        header = ["" if cell is None else str(cell).strip() for cell in head]
        while header and not header[-1]:
            header.pop()
        if not header:
            raise BatonError("connect.empty_file", file=f"{file.name}!{sheet}")
        _check_header(f"{file.name}!{sheet}", header)
        columns: list[list[str | None]] = [[] for _ in header]
        numbers: list[int] = []
        for number, row in enumerate(rows, start + 1):
            cells = row[: len(header)]
            if all(cell is None for cell in cells):
                continue
            numbers.append(number)
            for index, column in enumerate(columns):
                cell = cells[index] if index < len(cells) else None
                if (
                    isinstance(cell, str)
                    and cell.startswith("#")
                    and cell.endswith(("!", "A", "?"))
                ):
                    findings.error(
                        "connect.xlsx_error_value",
                        file=f"{file.name}!{sheet}",
                        cell=f"{get_column_letter(index + 1)}{number}",
                        value=cell,
                    )
                column.append(cell_text(cell))
    finally:
        book.close()
    table = pa.table(
        {key: pa.array(values, pa.string()) for key, values in zip(header, columns, strict=True)}
    )
    return _numbered(table, f"{file.name}!{sheet}", numbers)


def cell_text(cell: object) -> str | None:
    """A cell's value in plain form: ``12``, ``12.5``, ``2026-11-24``; empty text is empty."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        text = format(Decimal(repr(cell)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    return str(cell).strip() or None


def _check_header(file: str, header: list[str]) -> None:
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise BatonError("connect.column_twice", file=file, column=twice[0] or "?")
    if any(column in HIDDEN for column in header):
        raise BatonError("connect.column_twice", file=file, column="__row__")


def _numbered(table: pa.Table, file: str, rows: Any) -> pa.Table:
    numbers = pa.array(rows, pa.int64())
    files = pa.array([file], pa.string()).take(pa.array([0] * table.num_rows, pa.int32()))
    return table.append_column("__file__", files).append_column("__row__", numbers)
