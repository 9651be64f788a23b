"""Lasting changes, outliers, forecasts and companions on series whose truth is known."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baton.metrics.analysis.forecast import (
    Landing,
    Past,
    blend,
    interval,
    land,
    pace,
    probability,
)
from baton.metrics.analysis.lead_lag import companion
from baton.metrics.analysis.season import adjusted, elapsed, indices, weekday_weights
from baton.metrics.analysis.shift import Form, Noise, find_shift, find_shifts, find_spikes
from baton.metrics.analysis.smooth import Outlook, outlook

values = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=0, max_size=40)


def noisy(level: float, size: int, seed: int, noise: float = 1.0) -> list[float]:
    chance = random.Random(seed)
    return [level + chance.gauss(0, noise) for _ in range(size)]


# -- lasting changes --------------------------------------------------------------------------


@pytest.mark.parametrize("at", [3, 5, 8, 10])
def test_a_step_is_found_where_it_is(at: int) -> None:
    series = noisy(10, at, 1) + noisy(20, 14 - at, 2)
    found = find_shift(series)
    assert found is not None
    assert (found.at, found.form) == (at, Form.STEP)
    assert found.before == pytest.approx(10, abs=1.5)
    assert found.after == pytest.approx(20, abs=1.5)


def test_a_slope_is_told_from_a_step() -> None:
    series = noisy(100, 8, 3) + [100 - 6 * n + random.Random(n).gauss(0, 1) for n in range(1, 9)]
    found = find_shift(series)
    assert found is not None
    assert found.form is Form.SLOPE
    assert abs(found.at - 8) <= 1
    assert found.after < 60


def test_weights_let_thin_periods_count_less() -> None:
    """Four deliveries a month tell more than one: the late month of one delivery is no change."""
    rates = [1.0, 1.0, 0.95, 1.0, 0.0, 1.0, 0.3, 0.25, 0.2, 0.3, 0.25, 0.2]
    weights = [20, 20, 20, 20, 1, 20, 20, 20, 20, 20, 20, 20]
    found = find_shift(rates, weights)
    assert found is not None
    assert found.at == 6


def test_noise_alone_is_seldom_a_change() -> None:
    """At a chance of 1 % no more than 3 of 100 series of pure noise may be taken for changed."""
    false = sum(find_shift(noisy(50, 14, seed, 5)) is not None for seed in range(100))
    assert false <= 3


@pytest.mark.parametrize("noise", [Noise.POISSON, Noise.BINOMIAL])
def test_noise_of_shares_and_rates_is_seldom_a_change(noise: Noise) -> None:
    """Shares of 22 orders a month, and punctuality of three deliveries a month."""
    chance = random.Random(17)
    false = 0
    for _ in range(100):
        size, likely = (22, 0.25) if noise is Noise.POISSON else (3, 0.85)
        rates = [sum(chance.random() < likely for _ in range(size)) / size for _ in range(14)]
        false += find_shift(rates, noise=noise) is not None
    assert false <= 4


def test_thin_data_still_show_what_is_plain() -> None:
    """Of 50 firms whose supplier turns from 92 % to 12 % punctual, or whose region from a quarter
    of 22 orders to a thirtieth, most are seen, within a month of when it began."""
    chance = random.Random(23)
    seen = {Noise.BINOMIAL: 0, Noise.POISSON: 0}
    for _ in range(50):
        for noise, size, before, after in (
            (Noise.BINOMIAL, 3, 0.92, 0.12),
            (Noise.POISSON, 22, 0.25, 0.033),
        ):
            rates = [
                sum(chance.random() < (before if month < 8 else after) for _ in range(size)) / size
                for month in range(14)
            ]
            found = find_shift(rates, noise=noise, chance=0.05 / 6)
            seen[noise] += found is not None and abs(found.at - 8) <= 1
    assert min(seen.values()) >= 28, seen


def test_two_changes_are_found_in_order() -> None:
    series = noisy(10, 12, 5) + noisy(30, 12, 6) + noisy(15, 12, 7)
    assert [shift.at for shift in find_shifts(series)] == [12, 24]


@given(values)
def test_any_series_may_be_looked_at(series: list[float]) -> None:
    found = find_shift(series)
    if found is not None:
        assert 2 <= found.at < len(series)
        assert 0 <= found.chance < 0.01
    assert all(0 <= spike.at < len(series) for spike in find_spikes(series))


@given(st.floats(-1e6, 1e6, allow_nan=False), st.integers(0, 30))
def test_a_constant_never_changes(level: float, size: int) -> None:
    assert find_shift([level] * size) is None
    assert find_spikes([level] * size) == []


def test_an_outlier_is_a_spike_and_no_change() -> None:
    series = noisy(10, 20, 8)
    series[12] = 40
    assert [spike.at for spike in find_spikes(series)] == [12]
    assert find_shift(series) is None


# -- season -----------------------------------------------------------------------------------


def test_season_is_what_repeats_every_year() -> None:
    shape = [0.5, 1.0, 1.5, 1.0]
    series = [100 * shape[n % 4] for n in range(12)]
    assert indices(series, 4) == pytest.approx(shape)
    assert adjusted(series, 4) == pytest.approx([100] * 12)


def test_a_year_alone_tells_no_season() -> None:
    assert indices([1.0, 2.0, 3.0, 4.0], 4) is None
    assert adjusted([1.0, 2.0], 12) == [1.0, 2.0]


def test_elapsed_counts_business_not_days() -> None:
    """Only working days bring business: on Monday evening, 1 of 22 November days of work 2026."""
    weights = [0.2] * 5 + [0.0, 0.0]
    first, last = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
    workdays = sum((first + dt.timedelta(days=n)).weekday() < 5 for n in range(30))
    assert elapsed(first, last, dt.date(2026, 11, 3), weights) == pytest.approx(1 / workdays)
    assert elapsed(first, last, last, weights) == pytest.approx(1)
    assert elapsed(first, last, first, weights) == 0


def test_weekday_weights_are_shares() -> None:
    start = dt.date(2026, 1, 5)  # a Monday
    days = {start + dt.timedelta(days=n): float(n % 7 < 5) for n in range(28)}
    assert weekday_weights(days) == pytest.approx([0.2] * 5 + [0, 0])
    assert weekday_weights({}) == pytest.approx([1 / 7] * 7)


# -- forecasts --------------------------------------------------------------------------------


def test_half_of_a_steady_month_is_half_of_its_end() -> None:
    past = [Past(50.0, 100.0, 0.5) for _ in range(8)]
    found = land(60.0, 0.5, past, None)
    assert found is not None
    assert found.value == pytest.approx(120)
    assert found.low <= 120 <= found.high


def test_busy_month_ends_are_learned_from_the_past() -> None:
    """Half of the days used to bring only 30 %: 30 by now means 100, not 60."""
    past = [Past(30.0, 100.0, 0.5) for _ in range(8)]
    found = land(30.0, 0.5, past, None)
    assert found is not None
    assert found.value == pytest.approx(100)


def test_the_surer_opinion_weighs_more() -> None:
    value, sigma = blend([Outlook(100, 1), Outlook(200, 10)])
    assert value == pytest.approx((100 / 1 + 200 / 100) / (1 + 1 / 100))
    assert 1 <= sigma <= 10


@given(
    st.floats(0, 1e6),
    st.floats(0.01, 1),
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), max_size=12),
)
def test_an_end_lies_in_its_interval_and_never_below_what_is_in(
    sofar: float, share: float, past: list[tuple[float, float]]
) -> None:
    seen = [Past(min(pair), max(pair), share) for pair in past]
    found = land(sofar, share, seen, Outlook(1000, 200))
    assert found is not None
    assert found.low <= found.high
    assert found.low >= sofar or math.isclose(found.low, sofar)


def test_probability_of_a_target_by_the_normal_law() -> None:
    """Expected 100 ± 10: 110 is one sigma above, reached with 15.87 %."""
    landing = Landing(100, 0, 0, 10, 0.5)
    assert probability(landing, 110, higher=True) == pytest.approx(0.1587, abs=1e-4)
    assert probability(landing, 110, higher=False) == pytest.approx(0.8413, abs=1e-4)
    done = Landing(100, 100, 100, 0, 1)
    assert probability(done, 99, higher=True) == 1
    assert probability(done, 101, higher=True) == 0


def test_interval_holds_four_in_five() -> None:
    """80 % of a normal law lie within 1.2816 sigma."""
    assert interval(0, 1) == pytest.approx((-1.28155, 1.28155), abs=1e-4)


def test_pace_compares_with_what_is_due() -> None:
    assert pace(45, 100, 0.5) == pytest.approx(0.9)
    assert pace(45, 0, 0.5) is None


def test_intervals_are_honest_on_random_months() -> None:
    """Of 300 months of 20 days with random business, about 80 % end inside the interval."""
    chance = random.Random(11)
    inside = 0
    for _ in range(300):
        level = chance.uniform(50, 150)
        months = [[max(0.0, chance.gauss(level, level / 3)) for _ in range(20)] for _ in range(13)]
        past = [Past(sum(m[:10]), sum(m), 0.5) for m in months[:12]]
        prior = outlook([sum(m) for m in months[:12]], 1)[0]
        found = land(sum(months[12][:10]), 0.5, past, prior)
        assert found is not None
        inside += found.low <= sum(months[12]) <= found.high
    assert 0.70 <= inside / 300 <= 0.97


def test_smoothing_keeps_a_level_and_follows_a_season() -> None:
    assert outlook([5.0] * 10, 3)[2].value == pytest.approx(5)
    shape = [0.5, 1.0, 1.5, 1.0]
    found = outlook([100 * shape[n % 4] for n in range(12)], 4, 4)
    assert [one.value for one in found] == pytest.approx([50, 100, 150, 100], rel=1e-6)
    assert outlook([1.0, 2.0], 3) == []


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=30), st.integers(1, 6))
def test_the_farther_the_less_sure(series: list[float], ahead: int) -> None:
    sigmas = [one.sigma for one in outlook(series, ahead)]
    assert all(a <= b * (1 + 1e-9) for a, b in itertools.pairwise(sigmas))


# -- companions -------------------------------------------------------------------------------


def test_a_leading_series_is_found_with_its_lead() -> None:
    chance = random.Random(4)
    walk = [0.0]
    for _ in range(40):
        walk.append(walk[-1] + chance.gauss(0, 1))
    early, late = walk[2:32], walk[0:30]  # early shows at n what late shows at n + 2
    found = companion(late, early)
    assert found is not None
    assert found.lag == 2
    assert found.correlation > 0.95
    backwards = companion(early, late)
    assert backwards is not None
    assert backwards.lag == -2


def test_two_growing_series_are_no_companions_for_that() -> None:
    chance = random.Random(9)
    first = [float(n) + chance.gauss(0, 0.2) for n in range(30)]
    second = [2.0 * n + chance.gauss(0, 0.4) for n in range(30)]
    assert companion(first, second) is None


def test_gaps_are_left_out() -> None:
    assert companion([None] * 20, [1.0] * 20) is None
