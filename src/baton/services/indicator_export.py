"""An indicator as an Excel file: definition, values, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.services import indicators, org
from baton.services.indicators import Question
from baton.services.workbook import Kind, Sheet, SheetColumn, workbook

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_DOCUMENTS = 5000
"""Documents the sheet holds at most, the newest first."""

DEFINITION = ("name", "code", "meaning", "formula_words", "formula", "unit", "direction", "owner")


def workbook_of(
    runtime: Runtime, person: Person, code: str, question: Question
) -> tuple[str, bytes]:
    """File name and content.

    Raises:
        ForbiddenError: the unit or person asked for is not the person's to see.
        NotFoundError: there is no such indicator.
    """
    language = person.language
    defined = indicators.definition(runtime, person, code)
    found = indicators.values(runtime, person, code, question)
    asked = indicators.asked_of(runtime, person, question)
    last = question.end or found["rows"][-1][0] if found["rows"] else question.end
    behind = indicators.documents(
        runtime, person, code, period=last, unit=question.org, limit=MOST_DOCUMENTS
    )
    number = _kind(defined["unit"])
    sheets = [
        Sheet(
            message("services.sheet_definition", language),
            [
                SheetColumn(message("services.column_field", language)),
                SheetColumn(message("services.column_value", language)),
            ],
            [[message(f"services.column_{name}", language), defined[name]] for name in DEFINITION]
            + [
                [
                    message("services.column_org_unit", language),
                    org.name_of(runtime, asked.org) or message("services.whole_company", language),
                ]
            ],
        ),
        Sheet(
            message("services.sheet_values", language),
            [
                SheetColumn(
                    column["label"], number if column["kind"] in ("value", "target") else "text"
                )
                for column in found["columns"]
                if column["kind"] != "key"
            ],
            [
                [
                    cell
                    for cell, column in zip(row, found["columns"], strict=True)
                    if column["kind"] != "key"
                ]
                for row in found["rows"]
            ],
        ),
        Sheet(
            message("services.sheet_documents", language, period=last or ""),
            [SheetColumn(column["label"], _kinds(column, number)) for column in behind["columns"]],
            [[row.get(column["name"]) for column in behind["columns"]] for row in behind["rows"]],
        ),
    ]
    return str(defined["name"]), workbook(sheets)


def _kind(unit: str) -> Kind:
    return "percent" if unit == "ratio" else "money" if unit == "CNY" else "number"


def _kinds(column: dict[str, Any], number: Kind) -> Kind:
    if column["kind"] == "number":
        return "number" if number == "percent" else number
    return "date" if column["kind"] == "date" else "text"
