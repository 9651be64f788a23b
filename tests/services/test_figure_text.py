"""Figures inside sentences, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baton.services.figure_text import percent, points, write


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "chinese", "english"),
    [
        ("302400000", "CNY", 2, "¥3.0 亿", "¥302.4M"),
        ("82517.34", "CNY", 2, "¥8.3 万", "¥82.5K"),
        ("9430.00", "CNY", 2, "¥9,430", "¥9.4K"),
        ("12.345", "CNY", 2, "¥12.35", "¥12.35"),
        ("0", "CNY", 2, "¥0", "¥0"),
        ("-82517.34", "CNY", 2, "-¥8.3 万", "-¥82.5K"),
        ("0.97234", "ratio", 1, "97.2%", "97.2%"),
        ("12.34", "day", 1, "12.3 天", "12.3 days"),
        ("1234", "count", 0, "1,234", "1,234"),
    ],
)
def test_a_figure_reads_as_people_write_it(
    value: str, unit: str, decimals: int, chinese: str, english: str
) -> None:
    assert write(Decimal(value), unit, decimals, "zh_CN") == chinese
    assert write(Decimal(value), unit, decimals, "en") == english


def test_nothing_is_a_dash_and_never_zero() -> None:
    assert write(None, "CNY", 2, "zh_CN") == "—"
    assert percent(None) == "—"


def test_a_difference_of_ratios_is_in_points() -> None:
    assert points(Decimal("-0.0227"), "ratio", 2, "zh_CN") == "2.27 个百分点"
    assert points(Decimal("0.0227"), "ratio", 2, "en") == "2.27 points"
    assert points(Decimal("-30000"), "CNY", 2, "zh_CN") == "¥3.0 万"
