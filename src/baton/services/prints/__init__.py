"""Documents on paper: PDF by typst, with Chinese fonts that come with the browser app."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from baton.base import clock
from baton.base.errors import BatonError, NotFoundError
from baton.base.i18n import message
from baton.services import documents, exports, page_files, pages

if TYPE_CHECKING:
    from baton.services.page_files import PageSpec
    from baton.services.person import Person
    from baton.services.runtime import Runtime

NUMBERS = frozenset({"integer", "biginteger", "float", "numeric"})
WIDE_COLUMNS = 7
"""From so many columns of lines on, the paper lies on its side."""


def document(runtime: Runtime, person: Person, name: str, record: int) -> tuple[str, bytes]:
    """File name and PDF of one document.

    Raises:
        NotFoundError: the document is gone, not the person's, or its page has no print.
    """
    page = page_files.spec(name)
    if page.print is None:
        raise NotFoundError("services.not_printable", page=page.label[person.language])
    described = pages.describe(runtime, person, name)
    found = documents.read(runtime, person, name, record)
    data = _data(page, described, found, person)
    return f"{data['title']} {data['number']}".strip(), pdf(page.print.template, data)


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A template filled in.

    Raises:
        BatonError: typst could not set it; the reason is in the text.
    """
    source = (resources.files(__package__) / f"{template}.typ").read_bytes()
    try:
        compiled: Any = typst.compile  # its stubs cannot infer bytes as input
        made = compiled(
            source,
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise BatonError("services.print_failed", status=500, reason=str(error)) from error
    return bytes(made)


@cache
def fonts() -> list[str]:
    """Folders with the fonts that came with the browser app; system fonts are used besides."""
    shipped = Path(str(resources.files("baton"))) / "api" / "static" / "fonts"
    return [str(shipped)] if shipped.is_dir() else []


def _data(
    page: PageSpec, described: dict[str, Any], found: dict[str, Any], person: Person
) -> dict[str, Any]:
    language, values, fields = person.language, found["values"], described["fields"]
    assert page.print is not None
    status = page.status.field if page.status else None
    grids = [_lines(grid, values) for grid in described["form"]["lines"]]
    grids = [grid for grid in grids if grid["rows"]]
    sections = []
    for section in described["form"]["sections"]:
        entries = [
            {"label": fields[one]["label"], "value": _text(fields[one], values.get(one))}
            for one in section["fields"]
            if not found["states"]["fields"].get(one, {}).get("invisible")
        ]
        entries = [entry for entry in entries if entry["value"]]
        if entries and not section["collapsed"]:
            columns = min(3, section["columns"])
            sections.append({"label": section["label"], "columns": columns, "fields": entries})
    now = clock.now()
    return {
        "title": page.print.title[language],
        "company": person.company[0] if person.company else "",
        "number": str(values.get(page.number) or found["rec_name"]) if page.number else "",
        "state": _text(fields[status], values.get(status)) if status else "",
        "lang": "en" if language == "en" else "zh",
        "wide": any(len(grid["columns"]) >= WIDE_COLUMNS for grid in grids),
        "sections": sections,
        "lines": grids,
        "totals": [
            {"label": fields[one]["label"], "value": _text(fields[one], values.get(one))}
            for one in described["form"]["totals"]
        ],
        "signatures": [signature[language] for signature in page.print.signatures],
        "printed": message(
            "services.printed", language, at=now.strftime("%Y-%m-%d %H:%M"), by=person.name
        ),
    }


def _lines(grid: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = [column for column in grid["columns"] if column["shown"]]
    fields = grid["fields"]
    return {
        "label": grid["label"],
        "columns": [
            {"label": column["label"], "number": fields[column["name"]]["type"] in NUMBERS}
            for column in columns
        ],
        "rows": [
            [
                _text(fields[column["name"]], entry["values"].get(column["name"]))
                for column in columns
            ]
            for entry in values.get(grid["field"]) or []
        ],
    }


def _text(field: Mapping[str, Any], value: Any) -> str:
    """A value as it stands on paper."""
    shown = exports.shown_as(field, value)
    if shown is None:
        return ""
    if isinstance(shown, bool):
        return "\u2713" if shown else ""
    if field["type"] in NUMBERS and isinstance(shown, Decimal | int | str):
        return _number(Decimal(str(shown)), field.get("digits"))
    if isinstance(shown, date):
        return shown.isoformat()[:16].replace("T", " ")
    # Runs of line ends would tear a table cell apart.
    return re.sub(r"\n{2,}", "\n", str(shown))


def _number(value: Decimal, digits: int | None) -> str:
    """A number with separators, its own digits kept but trailing zeros beyond ``digits`` gone."""
    places = 2 if digits is None else digits
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:,.{max(needed if needed <= 6 else 6, min(places, 2))}f}"
