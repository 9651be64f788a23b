"""Lists of documents as Excel files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from baton.base import clock
from baton.services import document_lists, page_files, pages
from baton.services.workbook import Kind, Sheet, SheetColumn, workbook

if TYPE_CHECKING:
    from baton.services.document_lists import Search
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_ROWS = 50_000
"""Rows an export holds at most; Excel itself ends at a million."""

KINDS: dict[str, Kind] = {
    "integer": "integer",
    "biginteger": "integer",
    "float": "number",
    "numeric": "number",
    "date": "date",
    "datetime": "datetime",
    "timestamp": "datetime",
}


def page(runtime: Runtime, person: Person, name: str, wanted: Search) -> tuple[str, bytes]:
    """The list of a page with the filters, order and columns asked for: file name and content."""
    described = pages.describe(runtime, person, name)
    fields: Mapping[str, Any] = described["fields"]
    shown = wanted.columns or [
        column["name"] for column in described["list"]["columns"] if column["shown"]
    ]
    labels = {column["name"]: column["label"] for column in described["list"]["columns"]}
    columns = [one for one in shown if one in fields]
    asked = replace(wanted, columns=columns, offset=0, limit=MOST_ROWS)
    found = document_lists.search(runtime, person, name, asked)
    sheet = Sheet(
        described["label"],
        [
            SheetColumn(
                labels.get(one, fields[one]["label"]), KINDS.get(fields[one]["type"], "text")
            )
            for one in columns
        ],
        [[shown_as(fields[one], row["values"][one]) for one in columns] for row in found["rows"]],
    )
    return page_files.spec(name).label[person.language], workbook([sheet])


def shown_as(field: Mapping[str, Any], value: Any) -> Any:
    """A value as a person reads it: names for records, labels for selections."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None)
    if isinstance(value, Mapping):
        return value.get("name")
    if isinstance(value, list):
        return ", ".join(str(shown_as(field, one)) for one in value)
    if field["selection"] is not None:
        labels = {choice["value"]: choice["label"] for choice in field["selection"]}
        return labels.get(value, value)
    return value
