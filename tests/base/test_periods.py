"""Periods: labels, neighbours, and no day lost between two of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.base.periods import Grain, Period, PeriodError, add_months, periods, span

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
GRAINS = st.sampled_from([grain for grain in Grain if grain is not Grain.TOTAL])


@given(DAYS, st.integers(1, 900), GRAINS)
def test_periods_tile_a_range_without_gap_or_overlap(start: date, days: int, grain: Grain) -> None:
    end = start + timedelta(days=days)
    found = periods(start, end, grain)
    assert found[0].start <= start < found[0].end
    assert found[-1].start < end <= found[-1].end
    for left, right in pairwise(found):
        assert left.end == right.start
        assert left.previous(-1) == right
        assert right.previous() == left


@given(DAYS, GRAINS)
def test_label_is_read_back(day: date, grain: Grain) -> None:
    period = Period.of(day, grain)
    assert day in period
    assert Period.parse(period.label) == period


@given(DAYS, GRAINS, st.integers(0, 30))
def test_going_back_and_forth_is_the_same_period(day: date, grain: Grain, n: int) -> None:
    period = Period.of(day, grain)
    assert period.previous(n).previous(-n) == period
    assert period.rolling(n + 1) == (period.previous(n).start, period.end)


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_takes_the_months_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_labels_of_each_grain() -> None:
    day = date(2013, 5, 31)
    labels = {grain: Period.of(day, grain).label for grain in Grain if grain is not Grain.TOTAL}
    assert labels == {
        Grain.DAY: "2013-05-31",
        Grain.WEEK: "2013-W22",
        Grain.MONTH: "2013-05",
        Grain.QUARTER: "2013-Q2",
        Grain.YEAR: "2013",
    }


def test_year_before() -> None:
    assert Period.parse("2013-05").year_before().label == "2012-05"
    assert Period.parse("2020-W53").year_before().label == "2019-W52"
    assert Period.parse("2024-02-29").year_before().label == "2023-02-28"
    total = Period.total(date(2014, 1, 1), date(2014, 4, 1))
    assert total.year_before() == Period.total(date(2013, 1, 1), date(2013, 4, 1))
    assert total.previous() == Period.total(date(2013, 10, 1), date(2014, 1, 1))
    odd = Period.total(date(2014, 1, 5), date(2014, 1, 10))
    assert odd.previous() == Period.total(date(2013, 12, 31), date(2014, 1, 5))


def test_year_to_date() -> None:
    assert Period.parse("2013-05").year_to_date() == (date(2013, 1, 1), date(2013, 6, 1))
    assert Period.parse("2013-Q4").year_to_date() == (date(2013, 1, 1), date(2014, 1, 1))


@pytest.mark.parametrize(
    "text", ["", "2013-5", "2013-13", "2013-W54", "2013-Q5", "2013-02-30", "0000", "٢٠١٣", "昨天"]
)
def test_unreadable_period_says_how_to_write_it(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert "2013-W22" in caught.value.text("zh_CN")


def test_span_of_labels() -> None:
    assert span("2013-01", "2013-Q4") == (date(2013, 1, 1), date(2014, 1, 1))
    with pytest.raises(PeriodError):
        span("2014", "2013")


def test_unknown_grain_names_the_known_ones() -> None:
    assert Grain.of(" Month ") is Grain.MONTH
    with pytest.raises(PeriodError, match="quarter"):
        Grain.of("decade")
