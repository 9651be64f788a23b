"""Bad input is told with file, row and column, and leaves the fact store as it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baton.base.errors import BatonError, CollectedErrors
from baton.connect.files import check_mapping, import_directory
from baton.connect.files.expression import Scope, compile_expression
from baton.connect.files.functions import allocate
from baton.connect.files.sql import Checks
from baton.metrics.engine import FactStore

MAPPING = """
source: shop
sources:
  order: {file: orders.csv}
facts:
  sale_line:
    from: order
    columns:
      row_key: id
      ordered_on: date(day)
      customer: customer
      quantity: qty
      amount: qty * price
members:
  customer: {from: order, key: customer, name: customer}
"""
GOOD = 'id,day,customer,qty,price\n1,2026-01-02,张三,2,10.5\n2,2026/1/3,李四,1,"1,200"\n'


@pytest.fixture
def store() -> Any:
    store = FactStore.open("duckdb://")
    yield store
    store.close()


def put(folder: Path, mapping: str = MAPPING, **files: str | bytes) -> tuple[Path, Path]:
    """A folder with a mapping and ``name_suffix`` files."""
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
    return folder, folder / "mapping.yaml"


def codes(error: Any) -> list[str]:
    found: CollectedErrors = error.value
    return [finding.code for finding in found.findings]


def amounts(store: FactStore) -> list[Decimal]:
    found: list[Decimal] = store.query(store.table("sale_line"))["amount"].to_pylist()
    return sorted(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found_out(tmp_path: Path, store: FactStore, encoding: str) -> None:
    report = import_directory(store, *put(tmp_path, orders_csv=GOOD.encode(encoding)))
    assert report.facts == {"sale_line": 2}
    assert amounts(store) == [Decimal(21), Decimal(1200)]
    names = store.query(store.table("member"))["name"].to_pylist()
    assert sorted(names) == sorted(["张三", "李四"])
    told = [warning.code for warning in report.warnings]
    assert told == ([] if encoding.startswith("utf-8") else ["connect.encoding_detected"])


def test_a_wrong_declared_encoding_names_the_row(tmp_path: Path, store: FactStore) -> None:
    mapping = MAPPING.replace("orders.csv}", "orders.csv, encoding: utf-8}")
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, mapping, orders_csv=GOOD.encode("gb18030")))
    assert error.value.findings[0].code == "connect.wrong_encoding"
    assert error.value.findings[0].context["row"] == 2


def test_bad_values_are_told_with_row_and_column(tmp_path: Path, store: FactStore) -> None:
    bad = "id,day,customer,qty,price\n1,2026-13-02,a,2,10\n"
    bad += "2,2026-01-03,b,two,10\n2,2026-01-04,c,1,1\n"
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, orders_csv=bad))
    places = {
        (finding.code, finding.context["row"], finding.context.get("column"))
        for finding in error.value.findings
    }
    assert ("connect.bad_date", 2, "day") in places
    assert ("connect.bad_number", 3, "qty") in places
    assert any(code == "connect.duplicate_row_key" and row == 4 for code, row, _ in places)
    assert "orders.csv 第 3 行" in error.value.text("zh_CN")
    assert store.version == 0


def test_only_the_first_fifty_are_listed_and_all_counted(tmp_path: Path, store: FactStore) -> None:
    rows = "".join(f"{number},2026-01-01,a,x,1\n" for number in range(80))
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, orders_csv="id,day,customer,qty,price\n" + rows))
    assert len(error.value.findings) == 50
    assert error.value.context["total"] == 80


def test_a_failed_import_keeps_the_former_state(tmp_path: Path, store: FactStore) -> None:
    import_directory(store, *put(tmp_path, orders_csv=GOOD))
    with pytest.raises(CollectedErrors):
        import_directory(store, *put(tmp_path, orders_csv=GOOD.replace("10.5", "ten")))
    assert amounts(store) == [Decimal(21), Decimal(1200)]


def test_an_import_that_dies_while_writing_keeps_the_former_state(
    tmp_path: Path, store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_directory(store, *put(tmp_path, orders_csv=GOOD))

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "put_members", die)
    with pytest.raises(KeyboardInterrupt):
        import_directory(store, *put(tmp_path, orders_csv=GOOD.replace("10.5", "99")))
    assert amounts(store) == [Decimal(21), Decimal(1200)]


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("amount: qty * price", "amout: qty * price", "connect.unknown_fact_column"),
        ("sale_line:", "sale_lines:", "connect.unknown_fact"),
        ("qty * price", "qty * prize", "connect.unknown_column"),
        ("qty * price", "qty ** price", "connect.expression_unsupported"),
        ("qty * price", "qty * (price", "connect.expression_syntax"),
        ("qty * price", "summe(qty)", "connect.unknown_function"),
        ("qty * price", "date(day)", "connect.column_kind"),
        ("qty * price", "__import__('os').system('x')", "connect.expression_unsupported"),
        ("from: order\n    columns", "from: orders\n    columns", "connect.unknown_source"),
        ("orders.csv", "order.csv", "connect.no_file"),
        ("row_key: id", "person: id", "connect.mapping_missing_key"),
        ("source: shop", "sauce: shop", "connect.mapping_unknown_key"),
        ("customer: {from", "customers: {from", "connect.unknown_dimension"),
    ],
)
def test_mistakes_of_the_mapping(
    tmp_path: Path, store: FactStore, wrong: str, right: str, code: str
) -> None:
    assert wrong in MAPPING
    mapping = MAPPING.replace(wrong, right, 1)
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, mapping, orders_csv=GOOD))
    assert code in codes(error)
    for language in ("zh_CN", "en"):
        assert "{" not in error.value.text(language).replace("{…}", "")


def test_broken_yaml_names_the_line(tmp_path: Path, store: FactStore) -> None:
    with pytest.raises(BatonError) as error:
        import_directory(store, *put(tmp_path, "facts:\n  a: [1,\n", orders_csv=GOOD))
    assert error.value.code == "connect.mapping_syntax"


def test_a_broken_parquet_is_refused(tmp_path: Path, store: FactStore) -> None:
    mapping = MAPPING.replace("orders.csv", "orders.parquet")
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, mapping, orders_parquet=b"PAR1 but no more"))
    assert codes(error) == ["connect.broken_parquet"]


def test_files_outside_the_folder_are_refused(tmp_path: Path, store: FactStore) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (tmp_path / "secret.csv").write_text(GOOD)
    mapping = MAPPING.replace("orders.csv", "../secret.csv")
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(inner, mapping))
    assert codes(error) == ["connect.file_outside"]


def test_rows_with_too_many_fields_are_told(tmp_path: Path, store: FactStore) -> None:
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, orders_csv=GOOD + "3,2026-01-01,a,1,1,9,9\n"))
    assert "connect.csv_fields" in codes(error)


JOINED = """
sources:
  order: {file: orders.csv}
  price: {file: prices.csv}
facts:
  sale_line:
    from: order
    joins:
      price:
        on: {item: order.item}
        valid: {on: date(order.day), from: since, to: until}
    columns: {row_key: id, ordered_on: date(day), amount: price.price}
"""


def test_a_join_that_multiplies_rows_is_an_error(tmp_path: Path, store: FactStore) -> None:
    orders = "id,item,day\n1,a,2026-02-01\n2,b,2026-02-01\n"
    prices = "item,since,until,price\na,2026-01-01,,5\na,2026-01-15,,6\n"
    folder, mapping = put(tmp_path, JOINED, orders_csv=orders, prices_csv=prices)
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, folder, mapping)
    assert codes(error)[0] == "connect.join_multiplies"
    assert error.value.findings[0].context["row"] == 2
    prices = "item,since,until,price\na,2026-01-01,2026-01-14,5\na,2026-01-15,,6\n"
    report = import_directory(store, *put(tmp_path, JOINED, orders_csv=orders, prices_csv=prices))
    assert [warning.code for warning in report.warnings] == ["connect.join_unmatched"]
    found = store.query(store.table("sale_line").order_by("row_key"))["amount"].to_pylist()
    assert found == [Decimal(6), None]


def test_xlsx_with_dates_numbers_and_error_cells(tmp_path: Path, store: FactStore) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "day", "customer", "qty", "price"])
    sheet.append([1, dt.date(2026, 1, 2), "甲", 3, 0.1])
    book.save(tmp_path / "orders.xlsx")
    mapping = MAPPING.replace("orders.csv", "orders.xlsx")
    assert import_directory(store, *put(tmp_path, mapping)).facts == {"sale_line": 1}
    assert amounts(store) == [Decimal("0.3")]
    sheet.append([2, dt.date(2026, 1, 3), "乙", "#N/A", 1])
    book.save(tmp_path / "orders.xlsx")
    with pytest.raises(CollectedErrors) as error:
        check_mapping(tmp_path, tmp_path / "mapping.yaml")
    cells = [f.context["cell"] for f in error.value.findings if "cell" in f.context]
    assert cells == ["D3"]


def test_days_and_negative_numbers(tmp_path: Path, store: FactStore) -> None:
    mapping = """
sources:
  staff: {file: staff.csv}
  day: {from: staff, days: {as: day, from: start, to: 'coalesce(date(end), date("2026-01-03"))'}}
facts:
  employee_day:
    from: day
    columns: {row_key: 'concat(name, "-", day)', "on": day, person: name, headcount: n}
"""
    staff = "name,start,end,n\na,2026-01-01,,1\nb,2026-01-02,2026-01-02,1\n"
    report = import_directory(store, *put(tmp_path, mapping, staff_csv=staff))
    assert report.facts == {"employee_day": 4}
    with pytest.raises(CollectedErrors) as error:
        import_directory(store, *put(tmp_path, mapping, staff_csv=staff.replace(",,1", ",,-1")))
    assert set(codes(error)) == {"connect.negative"}


@given(
    total=st.decimals(-10_000, 10_000, places=6, allow_nan=False),
    weights=st.lists(st.decimals(0, 1_000, places=4, allow_nan=False), min_size=1, max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_allocation_adds_up_exactly_and_is_fair(total: Decimal, weights: list[Decimal]) -> None:
    values = ", ".join(
        f"({number}, {weight}::DECIMAL(18,6))" for number, weight in enumerate(weights)
    )
    share = allocate(f"{total}::DECIMAL(18,6)", "w", [], "id")
    rows = duckdb.sql(f"SELECT {share} FROM (VALUES {values}) AS t(id, w) ORDER BY id").fetchall()
    shares = [row[0] for row in rows]
    assert sum(shares) == total
    whole = sum(weights)
    for found, weight in zip(shares, weights, strict=True):
        ideal = total * weight / whole if whole else total / len(weights)
        assert abs(found - ideal) <= Decimal("0.000001")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("qty * 2 + 1", 7),
        ("-qty // 2", -1),  # towards zero
        ('"many" if qty >= 3 else "few"', "many"),
        ('choose(code, {"a": "x"}, "other")', "other"),
        ("coalesce(none, qty)", 3),
        ('case(qty == 1, "one", qty == 3, "three")', "three"),
        ('concat("n", qty)', "n3"),
        ('year(date("2026-02-03")) * 100 + month(date("2026-02-03"))', 202602),
        ('days(date("2026-02-03"), add_months(date("2026-02-03"), 1))', 28),
        ('qty in (1, 3) and code != "z"', True),
        ("none is None", True),
        ("qty / 0", None),
    ],
)
def test_expressions(expression: str, expected: object) -> None:
    scope = Scope({"t": {"qty": "integer", "code": "text", "none": "integer"}}, {})
    value = compile_expression(expression, scope, Checks())
    table = "(SELECT 3::BIGINT AS qty, 'b' AS code, NULL::BIGINT AS none) AS t"
    rows = duckdb.sql(f"SELECT {value.text} FROM {table}").fetchone()
    assert rows == (expected,)
