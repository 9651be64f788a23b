"""Units: what may be added, and what a product or quotient is measured in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.base.units import (
    CNY,
    COUNT,
    COUNTS,
    DAY,
    DIMENSIONS,
    HOUR,
    NONE,
    PERSON,
    PIECES,
    RATIO,
    Unit,
    UnitError,
)

ATOMS = st.sampled_from([*DIMENSIONS, *COUNTS]).map(Unit.parse)
UNITS = st.lists(ATOMS, min_size=1, max_size=4).map(
    lambda parts: parts[0] if len(parts) == 1 else parts[0] * parts[1] / parts[-1]
)


@given(UNITS, UNITS)
def test_product_does_not_depend_on_order_of_dimensions(left: Unit, right: Unit) -> None:
    assert (left * right).powers == (right * left).powers


@given(UNITS, UNITS, UNITS)
def test_powers_of_products_are_associative(a: Unit, b: Unit, c: Unit) -> None:
    assert ((a * b) * c).powers == (a * (b * c)).powers


@given(UNITS, UNITS)
def test_dividing_undoes_multiplying(left: Unit, right: Unit) -> None:
    assert (left * right / right).powers == left.powers


@given(UNITS)
def test_a_unit_over_itself_is_a_plain_ratio(unit: Unit) -> None:
    assert (unit / unit) in ((NONE,) if unit == NONE else (RATIO,))


@given(UNITS)
def test_code_is_read_back(unit: Unit) -> None:
    assert Unit.parse(unit.code) == unit


@given(UNITS, UNITS)
def test_adding_is_refused_both_ways_or_allowed_both_ways(left: Unit, right: Unit) -> None:
    if left.fits(right):
        assert left + right == right + left
    else:
        with pytest.raises(UnitError):
            _ = left + right
        with pytest.raises(UnitError):
            _ = right - left


def test_money_per_order_is_money_and_money_per_piece_a_price() -> None:
    assert CNY / COUNT == CNY
    assert (CNY / PIECES).code == "CNY/pcs"
    assert CNY / PIECES * PIECES == CNY
    assert PERSON / COUNT == COUNT / PERSON == RATIO
    assert COUNT * RATIO == COUNT
    assert Unit.parse("pcs/hour") == PIECES / HOUR
    assert (NONE / DAY).code == "count/day"


def test_money_and_days_cannot_be_added() -> None:
    with pytest.raises(UnitError) as caught:
        _ = CNY + DAY
    assert "CNY" in caught.value.text("zh_CN") and "单位不同" in caught.value.text("zh_CN")
    with pytest.raises(UnitError):
        _ = COUNT + RATIO
    with pytest.raises(UnitError):
        _ = DAY + HOUR


def test_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="CNY, pcs"):
        Unit.parse("EUR")
