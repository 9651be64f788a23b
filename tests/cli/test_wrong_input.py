"""Wrong input at the command line: exit code 2, what is wrong and what to do, in both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAPPING = """
source: shop
sources:
  order: {file: orders.csv}
facts:
  sale_line:
    from: order
    columns: {row_key: id, ordered_on: date(day), customer: customer, amount: qty * price}
members:
  customer: {from: order, key: customer, name: customer}
"""
COMMAND = "from baton.cli.app import main; main()"
ORDERS = "id,day,customer,qty,price\n1,2026-01-02,张三,2,10.5\n2,2026-01-03,李四,1,1200\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def baton(home: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command on stores of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            COMMAND,
            *words,
            "--facts",
            f"duckdb:///{home}/facts.duckdb",
        ],
        env={**os.environ, "BATON_LANGUAGE": language, "BATON_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def folder(home: Path, name: str, mapping: str = MAPPING, orders: bytes = ORDERS.encode()) -> Path:
    """Files of a source."""
    made = home / name
    made.mkdir()
    (made / "mapping.yaml").write_text(mapping, encoding="utf-8")
    (made / "orders.csv").write_bytes(orders)
    return made


def load(home: Path, where: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    mapping = str(where / "mapping.yaml")
    return baton(home, "source", "import", str(where), "--mapping", mapping, language=language)


def total(home: Path) -> str:
    """The sum of what was imported, exact."""
    asked = ("--from", "2026-01", "--to", "2026-01", "--json")
    answer = baton(home, "kpi", "eval", "SUM(sale_line.amount)", *asked)
    assert answer.returncode == 0, answer.stderr
    return str(json.loads(answer.stdout, parse_float=str)["rows"][0][0])


def refused(answer: subprocess.CompletedProcess[str], *expected: str) -> None:
    assert answer.returncode == 2, (answer.returncode, answer.stdout, answer.stderr)
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    for text in expected:
        assert text in answer.stderr, answer.stderr


def test_a_chinese_file_in_gb18030_is_read_and_a_broken_one_changes_nothing(home: Path) -> None:
    """2 × 10.5 + 1200 = 1221."""
    answer = load(home, folder(home, "good", orders=ORDERS.encode("gb18030")))
    assert answer.returncode == 0, answer.stderr
    assert float(total(home)) == 1221
    broken = ORDERS.replace("2026-01-03", "2026-13-03").replace("10.5", "ten").encode()
    where = folder(home, "broken", orders=broken)
    refused(load(home, where), "orders.csv", "2026-13-03", "ten")
    refused(load(home, where, "zh_CN"), "orders.csv", "2026-13-03")
    half = ORDERS.encode("gb18030")[:-9] + b"\xff\xfe\x81"
    declared = MAPPING.replace("orders.csv}", "orders.csv, encoding: utf-8}")
    refused(load(home, folder(home, "half", declared, half)), "orders.csv", "utf-8")
    assert float(total(home)) == 1221


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("amount: qty * price", "amout: qty * price", "amount"),
        ("qty * price", "qty * prize", "price"),
        ("orders.csv", "order.csv", "order.csv"),
    ],
)
def test_a_wrong_mapping_names_what_was_meant(
    home: Path, right: str, wrong: str, told: str
) -> None:
    where = folder(home, f"mapping-{told}-{len(wrong)}", MAPPING.replace(right, wrong, 1))
    refused(load(home, where), told)


@pytest.mark.parametrize(
    ("formula", "english", "chinese"),
    [
        ("SUM(sale_line.amuont)", "amount", "金额"),
        ("SUM(sale_line.amount) + COUNT(sale_line)", "CNY", "单位"),
        ('SUM(sale_line.amount, shipment_line.kind = "return")', "more than once", "重复"),
        ("[Nonsense] + 1", "Nonsense", "Nonsense"),
        ("SUM(sale_line.amount", ")", ")"),
    ],
)
def test_a_wrong_formula_is_explained(home: Path, formula: str, english: str, chinese: str) -> None:
    asked = ("kpi", "eval", formula, "--from", "2026-01", "--to", "2026-01")
    refused(baton(home, *asked), english)
    refused(baton(home, *asked, language="zh_CN"), chinese)


def test_wrong_periods_units_and_codes_are_told(home: Path) -> None:
    refused(
        baton(home, "kpi", "values", "no_such", "--from", "2026-01", "--to", "2026-02"), "no_such"
    )
    ask = ("kpi", "eval", "COUNT(sale_line)", "--from")
    refused(baton(home, *ask, "2026-13", "--to", "2026-02"), "2026-13")
    refused(baton(home, *ask, "2026-02", "--to", "2026-01"), "2026-0")
    refused(baton(home, *ask, "2026-01", "--to", "2026-01", "--org", "Mars"), "Mars")
    refused(baton(home, *ask, "2026-01", "--to", "2026-01", "--by", "planet"), "planet")
