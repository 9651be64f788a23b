"""Targets from an Excel file: read whole, checked whole, kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from baton.base.errors import BatonError, NotFoundError
from baton.base.i18n import message
from baton.base.periods import Period
from baton.services import org
from baton.services.erp import database
from baton.services.kpi import records, rights, targets
from baton.services.kpi.directory import Directory
from baton.services.kpi.targets import Cell
from baton.services.workbook import Sheet, SheetColumn, workbook

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

COLUMNS = (
    *("indicator", "unit", "position", "person", "period"),
    *("amount", "threshold", "stretch", "baseline", "weight"),
)
NEEDED = ("indicator", "period", "amount")
MOST_ROWS = 20_000
HOLDERS = ("person", "position", "unit")
"""Whose target it is: the first of these that a row names."""


def headings(language: str) -> dict[str, str]:
    """The columns' headings."""
    return {name: message(f"services.target_column_{name}", language) for name in COLUMNS}


def template(runtime: Runtime, person: Person, year: int) -> tuple[str, bytes]:
    """A file to fill in, with one line as an example: name and content."""
    language = person.language
    first = next(iter(runtime.engine.catalogue))
    names = headings(language)
    example = [first.name(language), "", "", "", f"{year}-01", Decimal("1000000")]
    sheet = Sheet(
        message("services.target_sheet", language),
        [
            SheetColumn(names[name], "number" if name in records.LEVELS else "text")
            for name in COLUMNS
        ],
        [[*example, None, None, None, None]],
    )
    return message("services.target_sheet", language), workbook([sheet])


class _Findings:
    """What is wrong with which row and column."""

    def __init__(self, names: Mapping[str, str], language: str) -> None:
        self.names, self.language = names, language
        self.found: list[dict[str, Any]] = []

    def add(self, row: int, column: str, text: str) -> None:
        """Note one finding; ``row`` as Excel counts."""
        self.found.append({"row": row, "column": self.names.get(column, column), "text": text})

    def key(self, row: int, column: str, text: str, /, **context: Any) -> None:
        """Note one finding by its message."""
        self.add(row, column, message(f"services.{text}", self.language, **context))


def read(
    runtime: Runtime,
    person: Person,
    content: bytes,
    *,
    apply: bool = False,
    confirmed: bool = False,
) -> dict[str, Any]:
    """Check a file and, with ``apply`` and without findings, set its targets.

    Raises:
        BatonError: it is no Excel file, or columns are missing.
        ForbiddenError: a target is not the person's to set.
        TouchedError: targets below depend on these.
    """
    rows = _rows(content, person.language)
    findings = _Findings(headings(person.language), person.language)
    reach = rights.of(runtime, person)

    def work(erp: Erp) -> list[Cell]:
        directory = Directory(erp)
        cells = []
        for number, row in rows:
            cell = _cell(runtime, directory, number, row, findings)
            if cell is None:
                continue
            try:
                draft = targets.draft_of(directory, cell, runtime.engine.catalogue)
            except BatonError as error:
                where = "weight" if error.code == "services.weight_wrong" else "amount"
                findings.add(number, where, error.text(person.language))
                continue
            if not reach.sets(draft.holder):
                findings.key(number, cell.kind, "target_not_yours", kind=cell.kind, key=cell.key)
                continue
            cells.append(cell)
        stored = records.by_place(
            erp, [targets.draft_of(directory, one, runtime.engine.catalogue).place for one in cells]
        )
        return [_stamped(one, stored) for one in cells]

    findings.found.clear()
    cells = database(runtime).run(
        person.user, work, readonly=True, check_access=False, language=person.language
    )
    _twice(cells, findings)
    written = 0
    if apply and not findings.found:
        reason = message("services.target_imported", person.language)
        done = targets.write(runtime, person, cells, reason=reason, confirmed=confirmed)
        written = done["written"]
    return {"rows": len(rows), "written": written, "findings": findings.found}


def _stamped(cell: Cell, stored: Mapping[tuple[str, str, str, str], records.Target]) -> Cell:
    before = stored.get((cell.indicator, cell.period, cell.kind, cell.key))
    stamp = before.stamp if before is not None else None
    return Cell(
        cell.indicator, cell.kind, cell.key, cell.period, cell.amount, cell.given, stamp, cell.place
    )


def _rows(content: bytes, language: str) -> list[tuple[int, dict[str, Any]]]:
    """The file's rows by column, with their numbers in Excel."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise BatonError("services.not_excel") from error
    lines = book.worksheets[0].iter_rows(values_only=True)
    head = [str(one).strip() if one is not None else "" for one in next(lines, ())]
    known: dict[str, str] = {}
    for each in ("zh_CN", "en"):
        known.update({text.casefold(): name for name, text in headings(each).items()})
    known.update({name: name for name in COLUMNS})
    places = {
        known[text.casefold()]: at for at, text in enumerate(head) if text.casefold() in known
    }
    missing = [headings(language)[name] for name in NEEDED if name not in places]
    if not any(name in places for name in HOLDERS):
        missing.append(" / ".join(headings(language)[name] for name in HOLDERS))
    if missing:
        raise BatonError("services.columns_missing", columns=", ".join(missing))
    found = []
    for number, line in enumerate(lines, 2):
        row = {name: line[at] if at < len(line) else None for name, at in places.items()}
        if any(value not in (None, "") for value in row.values()):
            found.append((number, row))
        if len(found) > MOST_ROWS:
            raise BatonError("services.too_many_rows", most=MOST_ROWS)
    return found


def _cell(
    runtime: Runtime,
    directory: Directory,
    number: int,
    row: Mapping[str, Any],
    findings: _Findings,
) -> Cell | None:
    """One row as a target; None when something is wrong with it, which is noted."""
    before = len(findings.found)
    code = _indicator(runtime, number, _text(row.get("indicator")), findings)
    period = _period(number, row.get("period"), findings)
    holder = _holder(directory, number, row, findings)
    numbers = {
        name: _number(number, name, row.get(name), findings)
        for name in records.LEVELS
        if name in row
    }
    if numbers.get("amount") is None and len(findings.found) == before:
        findings.key(number, "amount", "cell_empty")
    if len(findings.found) > before or holder is None:
        return None
    given = {name: value for name, value in numbers.items() if name != "amount"}
    return Cell(code, *holder, period, numbers["amount"], given, place=str(number))


def _indicator(runtime: Runtime, number: int, text: str, findings: _Findings) -> str:
    try:
        return runtime.engine.catalogue.get(text).code
    except NotFoundError as error:
        findings.add(number, "indicator", error.text(findings.language))
        return ""


def _period(number: int, value: Any, findings: _Findings) -> str:
    text = value.strftime("%Y-%m") if isinstance(value, dt.date) else _text(value)
    try:
        return Period.parse(text).label
    except BatonError as error:
        findings.add(number, "period", error.text(findings.language))
        return ""


def _holder(
    directory: Directory, number: int, row: Mapping[str, Any], findings: _Findings
) -> tuple[str, str] | None:
    """Kind and key of whom the row names; a unit beside a position tells positions apart."""
    for kind in HOLDERS:
        text = _text(row.get(kind))
        if not text:
            continue
        found = directory.find(kind, text)
        place = _text(row.get("unit"))
        if len(found) > 1 and kind != "unit" and place:
            units = set(directory.find("unit", place))
            found = [key for key in found if directory.holder(kind, key, org.today()).unit in units]
        if not found:
            findings.key(number, kind, f"unknown_{kind}", name=text)
            return None
        if len(found) > 1:
            findings.key(number, kind, "several_found", name=text, count=len(found))
            return None
        return kind, found[0]
    findings.key(number, "unit", "no_holder")
    return None


def _number(number: int, column: str, value: Any, findings: _Findings) -> Decimal | None:
    if value in (None, ""):
        return None
    text = str(value).strip().replace(",", "").replace("\uff0c", "")
    percent = text.endswith(("%", "\uff05"))
    try:
        found = Decimal(text.rstrip("%\uff05"))
    except InvalidOperation:
        findings.key(number, column, "cell_no_number", value=str(value)[:40])
        return None
    if not found.is_finite():
        findings.key(number, column, "cell_no_number", value=str(value)[:40])
        return None
    return found / 100 if percent else found


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _twice(cells: Sequence[Cell], findings: _Findings) -> None:
    seen: dict[tuple[str, str, str, str], str] = {}
    for one in cells:
        place = (one.indicator, one.period, one.kind, one.key)
        if place in seen:
            findings.key(int(one.place), "period", "row_twice", row=seen[place])
        seen.setdefault(place, one.place)
