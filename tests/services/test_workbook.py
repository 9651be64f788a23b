"""Workbooks: what is written is what Excel's own reader finds."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl

from baton.services.workbook import Sheet, SheetColumn, workbook


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_values_keep_their_types() -> None:
    columns = [
        SheetColumn("单号"),
        SheetColumn("金额", "money"),
        SheetColumn("达成率", "percent"),
        SheetColumn("日期", "date"),
        SheetColumn("时间", "datetime"),
    ]
    rows = [
        ["SO-1", "1234.50", Decimal("0.75"), "2026-11-24", "2026-11-24T08:30:00"],
        ["SO-2", None, None, None, None],
    ]
    sheet = read(workbook([Sheet("订单", columns, rows)]))["订单"]
    assert [cell.value for cell in sheet[1]] == ["单号", "金额", "达成率", "日期", "时间"]
    assert [cell.value for cell in sheet[2]] == [
        "SO-1",
        1234.5,
        0.75,
        datetime(2026, 11, 24),  # noqa: DTZ001 - Excel knows no time zones
        datetime(2026, 11, 24, 8, 30),  # noqa: DTZ001
    ]
    assert [cell.value for cell in sheet[3]] == ["SO-2", None, None, None, None]
    assert sheet.freeze_panes == "A2"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    sheet = read(workbook([Sheet("x", [SheetColumn("a")], [["=1+1"], ["https://x.example"]])]))["x"]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["A3"].hyperlink is None


def test_sheet_names_are_made_to_fit() -> None:
    one = Sheet("销售/订单[2026]" + "长" * 40, [SheetColumn("a")], [])
    book = read(workbook([one, one]))
    assert len(book.sheetnames) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_a_value_that_is_no_number_is_kept_as_text() -> None:
    sheet = read(workbook([Sheet("x", [SheetColumn("n", "number")], [["n/a"], [date.max]])]))["x"]
    assert sheet["A2"].value == "n/a"
