"""Every formula in the guide is right, and both languages show the same ones."""

from __future__ import annotations

import re
from pathlib import Path

from baton.metrics.catalogue import Catalogue

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def formulas(language: str) -> list[str]:
    text = (GUIDE / language / "formula.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```formula\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.strip().splitlines()]


def test_guide_formulas_are_the_same_in_both_languages() -> None:
    catalogue = Catalogue.shipped()
    chinese, english = formulas("zh"), formulas("en")
    assert len(chinese) == len(english) > 15
    for left, right in zip(chinese, english, strict=True):
        if "region" not in right:
            assert catalogue.check(left).root == catalogue.check(right).root
        assert catalogue.check(left).unit == catalogue.check(right).unit
