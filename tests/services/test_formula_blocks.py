"""Formulas as building blocks: what the browser clicks together is what the server reads."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from baton.metrics.catalogue import Catalogue
from baton.metrics.facts import FACTS
from baton.metrics.formula import blocks, render
from baton.services.kpi import formulas

CASES = Path(__file__).parents[1] / "cases" / "formula_blocks.json"
"""Every shipped formula as text and as blocks; web/…/formula/write.test.ts writes them back.
BATON_WRITE_CASES=1 makes the file anew."""

LANGUAGES = {"zh-CN": "zh_CN", "en": "en"}


def shipped(language: str) -> dict[str, Any]:
    catalogue = Catalogue.shipped()
    formulas_of = {one.code: catalogue.formula(one.code) for one in catalogue}
    used = {fact for checked in formulas_of.values() for fact, _ in checked.columns}
    used |= {fact for checked in formulas_of.values() for fact in checked.facts}
    facts = {name: fact for name, fact in FACTS.items() if name in used}
    words = formulas.vocabulary(catalogue, facts, set(facts), language)
    return {
        "words": words,
        "formulas": {
            code: {
                "text": render(checked, language, references=catalogue),
                "blocks": blocks(checked, language, references=catalogue),
            }
            for code, checked in formulas_of.items()
        },
    }


def test_the_cases_for_the_browser_are_those_of_the_library() -> None:
    made = {name: shipped(language) for name, language in LANGUAGES.items()}
    if os.environ.get("BATON_WRITE_CASES"):
        CASES.write_text(
            json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
        )
    assert json.loads(CASES.read_text("utf-8")) == made


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("1 - 2 * 3", ["+1", "-2", "*3"]),
        ("(1 - 2) / 3", ["+(+1-2)", "/3"]),
        ("1 - (2 - 3)", ["+1", "-(+2-3)"]),
        ("-1 + 2", ["-1", "+2"]),
        ("1 * (2 * 3)", ["+1", "*(+2*3)"]),
        ("1 + 2 / (3 + 4)", ["+1", "+2", "/(+3+4)"]),
        ("2 * -3", ["+2", "*(-3)"]),
    ],
)
def test_a_chain_reads_as_arithmetic_does(text: str, chain: list[str]) -> None:
    def told(items: list[dict[str, Any]]) -> list[str]:
        return [
            item["op"]
            + (
                "(" + "".join(told(item["node"]["items"])) + ")"
                if item["node"]["kind"] == "group"
                else item["node"]["value"]
            )
            for item in items
        ]

    checked = Catalogue.shipped().check(text)
    assert told(blocks(checked, "en")) == chain


def test_what_has_no_block_stays_text_part_by_part() -> None:
    catalogue = Catalogue.shipped()
    checked = catalogue.check(
        'ABS(SUM(sale_line.amount)) / SUM(sale_line.amount, sale_line.region = "华东",'
        " sale_line.amount > 0 OR sale_line.is_return)"
    )
    first, second = blocks(checked, "en", references=catalogue)
    assert (first["node"]["kind"], first["node"]["text"]) == ("text", "ABS(SUM(sale_line.amount))")
    region, rest = second["node"]["filters"]
    assert (region["column"], region["op"], region["values"]) == (
        "sale_line.region",
        "in",
        ["华东"],
    )
    assert rest["text"] == "sale_line.amount > 0 OR sale_line.is_return"


def test_other_days_and_comparisons_are_told_of_the_part() -> None:
    catalogue = Catalogue.shipped()
    checked = catalogue.check(
        'GROWTH(YTD([sales_invoiced]), "year") - PRIOR([gross_margin_rate], 3)'
    )
    (first, second) = (item["node"] for item in blocks(checked, "en", references=catalogue))
    assert first["window"] == {"kind": "YTD", "n": None}
    assert first["compare"] == {"kind": "GROWTH", "step": "year", "n": None}
    assert second["compare"] == {"kind": "PRIOR", "step": "period", "n": 3}
    assert second["code"] == "gross_margin_rate"


def test_an_indicator_is_taken_apart_down_to_the_facts() -> None:
    catalogue = Catalogue.shipped()
    checked = catalogue.check("[gross_margin] / [sales_invoiced]")
    first, second = blocks(checked, "en", references=catalogue, inline=True)
    parts = [(item["op"], item["node"]["column"]) for item in first["node"]["items"]]
    assert parts == [("+", "invoice_line.amount"), ("-", "invoice_line.cost")]
    assert second["node"]["column"] == "invoice_line.amount"
