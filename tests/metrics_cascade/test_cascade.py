"""Whatever is handed down adds up to what was there, to the last cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.cascade import (
    Threshold,
    grown,
    joint,
    levels,
    profile_of,
    read_profile,
    reconcile,
    split,
    spread,
    step_of,
)
from baton.metrics.cascade.divide import CascadeError

D = Decimal
money = st.decimals(-(10**12), 10**12, places=2)
weights = st.lists(st.decimals(0, 10**9, places=4), min_size=1, max_size=60).filter(any)


@given(money, weights)
def test_the_parts_add_up_to_the_cent(total: Decimal, shares: list[Decimal]) -> None:
    parts = split(total, shares)
    assert sum(parts) == total
    assert all(part == part.quantize(D("0.01")) for part in parts)


@given(money, weights)
def test_no_part_is_a_cent_away_from_its_exact_share(total: Decimal, shares: list[Decimal]) -> None:
    whole = sum(map(Fraction, shares))
    for part, share in zip(split(total, shares), shares, strict=True):
        exact = Fraction(total) * Fraction(share) / whole
        assert abs(Fraction(part) - exact) < Fraction(1, 100)


@given(money, weights)
def test_who_weighs_more_never_gets_less(total: Decimal, shares: list[Decimal]) -> None:
    parts = [abs(part) for part in split(total, shares)]
    for one, first in zip(parts, shares, strict=True):
        for other, second in zip(parts, shares, strict=True):
            assert not first > second or one >= other


@given(money, weights, st.decimals(0, "0.1", places=2))
def test_a_split_with_its_buffer_reconciles(
    total: Decimal, shares: list[Decimal], buffer: Decimal
) -> None:
    found = reconcile(total, split(total * (1 + buffer), shares), buffer)
    assert found.agrees
    assert found.difference == 0


def test_nobody_gets_the_last_cents_twice() -> None:
    """100 over 3 is 33.33 each and one cent left; it goes to the first."""
    assert split(D(100), [D(1)] * 3) == [D("33.34"), D("33.33"), D("33.33")]
    assert split(D("0.02"), [D(1)] * 3) == [D("0.01"), D("0.01"), D(0)]
    assert split(D(-100), [D(1)] * 3) == [D("-33.34"), D("-33.33"), D("-33.33")]
    # 10 pieces for 6 : 3 : 2 — exact 5.45, 2.73, 1.82; the two largest remainders get one more
    assert split(D(10), [D(6), D(3), D(2)], step_of(0)) == [D(5), D(3), D(2)]


def test_what_cannot_be_split_is_refused() -> None:
    for shares in ([], [D(0), D(0)], [D(1), D(-1)]):
        with pytest.raises(CascadeError):
            split(D(1), shares)


@given(money, st.lists(st.decimals(0, 10**6, places=2), min_size=12, max_size=12).filter(any))
def test_the_months_are_the_year(total: Decimal, profile: list[Decimal]) -> None:
    assert sum(spread(total, profile)) == total


def test_a_month_without_history_weighs_as_the_mean() -> None:
    assert profile_of([D(10), None, D(30)]) == [D(10), D(20), D(30)]
    assert profile_of([None, D(-5)]) is None


def test_a_profile_has_as_many_parts_as_the_period() -> None:
    assert read_profile(["1", 2, "0.5"], 3) == [D(1), D(2), D("0.5")]
    for wrong in ([1, 2], ["a", 1, 2], [0, 0, 0], [-1, 2, 3]):
        with pytest.raises(CascadeError):
            read_profile(wrong, 3)


def test_growth_and_levels_know_which_way_is_good() -> None:
    assert grown(D(200), D("0.15")) == D("230.00")
    assert grown(D(-100), D("0.1")) == D("-90.00")
    rates = Threshold(D("0.1"), D("0.2"))
    assert levels(D(100), rates, higher=True) == (D(90), D(120))
    assert levels(D(100), rates, higher=False) == (D(110), D(80))
    assert levels(D(100), Threshold(), higher=True) == (None, None)


def test_a_joint_target_has_one_hundred_percent() -> None:
    assert joint([D("0.6"), D("0.4")]) == [D("0.6"), D("0.4")]
    with pytest.raises(CascadeError) as error:
        joint([D("0.6"), D("0.5")])
    assert "110.00%" in error.value.text("zh_CN")
