"""Excel files: sheets of typed columns, written at speed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import xlsxwriter

Kind = Literal["text", "integer", "number", "money", "percent", "date", "datetime"]

FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {},
    "integer": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.00"},
    "money": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
NUMBERS = frozenset({"integer", "number", "money", "percent"})
WIDEST = 60
NARROWEST = 8


@dataclass(frozen=True)
class SheetColumn:
    """One column: its heading and how its cells are written."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a name, columns and rows of plain values."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an ``.xlsx`` with the sheets in order.

    Texts are written as texts, never as formulas, whatever they begin with.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        heading = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
        formats = {kind: book.add_format(given) for kind, given in FORMATS.items()}
        names: set[str] = set()
        for sheet in sheets:
            _write(book.add_worksheet(_sheet_name(sheet.name, names)), sheet, heading, formats)
    return target.getvalue()


def _write(target: Any, sheet: Sheet, heading: Any, formats: dict[Kind, Any]) -> None:
    widths = [_width(column.label) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        target.write_string(0, place, column.label, heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            cell = _cell(value, column.kind)
            if cell is None:
                continue
            if isinstance(cell, float | int):
                target.write_number(last, place, cell, formats[column.kind])
            elif isinstance(cell, date):
                target.write_datetime(last, place, cell, formats[column.kind])
            else:
                target.write_string(last, place, cell)
            widths[place] = max(widths[place], _width(str(value)))
    for place, width in enumerate(widths):
        target.set_column(place, place, min(WIDEST, max(NARROWEST, width)))
    target.freeze_panes(1, 0)
    if sheet.columns and last:
        target.autofilter(0, 0, last, len(sheet.columns) - 1)


def _cell(value: Any, kind: Kind) -> float | str | date | None:
    """The value as Excel keeps it; Excel itself has no exact decimals."""
    if value is None or value == "":
        return None
    try:
        if kind in NUMBERS:
            return float(Decimal(str(value)))
        if kind == "date":
            return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
        if kind == "datetime":
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
            return moment.replace(tzinfo=None)  # Excel knows no time zones
    except (ValueError, InvalidOperation):
        return str(value)
    return str(value)


def _width(text: str) -> int:
    """Columns a text needs: Chinese characters are twice as wide."""
    return 2 + sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel accepts: at most 31 characters, none of []:*?/\\ and not used yet."""
    base = "".join("_" if letter in "[]:*?/\\'" else letter for letter in name)[:31] or "Sheet"
    found, number = base, 2
    while found.lower() in taken:
        found = f"{base[:27]} {number}"
        number += 1
    taken.add(found.lower())
    return found
