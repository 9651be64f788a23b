"""Achievement and lights against the published formulas."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.score import STANDARD, Direction, Light, achievement, change

D = Decimal

money = st.decimals(min_value=D("0.01"), max_value=D("1e9"), places=2)


@pytest.mark.parametrize(
    ("direction", "actual", "target", "more", "rate"),
    [
        (Direction.HIGHER, "90", "120", {}, "0.75"),
        (Direction.HIGHER, "150", "120", {}, "1.25"),
        (Direction.HIGHER, "-5", "120", {}, "0"),  # floor
        (Direction.HIGHER, "5", "0", {}, None),  # nothing to divide by
        # a loss of 100 to be brought down to 40, stands at 55: (-55+100)/(-40+100)
        (Direction.HIGHER, "-55", "-40", {"baseline": D(-100)}, "0.75"),
        (Direction.LOWER, "12", "10", {}, "0.8"),
        (Direction.LOWER, "5", "10", {}, "1.5"),
        (Direction.LOWER, "25", "10", {}, "0"),
        (Direction.LOWER, "0", "0", {}, "1"),  # no complaints wanted, none came
        (Direction.LOWER, "1", "0", {}, "0"),
        (Direction.TARGET, "105", "100", {}, "0.5"),
        (Direction.TARGET, "98", "100", {"tolerance": D(8)}, "0.75"),
        (Direction.TARGET, "0", "0", {}, "1"),
    ],
)
def test_achievement_follows_the_published_formula(
    direction: Direction, actual: str, target: str, more: dict[str, D], rate: str | None
) -> None:
    found = achievement(direction, D(actual), D(target), **more)
    assert found == (None if rate is None else D(rate))


@pytest.mark.parametrize("direction", list(Direction))
def test_nothing_known_gives_no_rate(direction: Direction) -> None:
    assert achievement(direction, None, D(1)) is None
    assert achievement(direction, D(1), None) is None


@given(actual=money, target=money)
def test_a_met_target_is_green_in_every_direction(actual: D, target: D) -> None:
    for direction in Direction:
        assert achievement(direction, target, target) == 1
        rate = achievement(direction, actual, target)
        assert rate is not None
        assert rate >= 0
    assert STANDARD.light(D(1)) is Light.GREEN


@given(target=money, one=money, two=money)
def test_better_values_never_score_less(target: D, one: D, two: D) -> None:
    low, high = sorted([one, two])
    up = [achievement(Direction.HIGHER, x, target) for x in (low, high)]
    down = [achievement(Direction.LOWER, x, target) for x in (low, high)]
    assert up[0] is not None and up[1] is not None and up[0] <= up[1]
    assert down[0] is not None and down[1] is not None and down[0] >= down[1]


def test_lights_change_exactly_at_their_limits() -> None:
    assert STANDARD.light(D("0.9")) is Light.AMBER
    assert STANDARD.light(D("0.8999")) is Light.RED
    assert STANDARD.light(D("0.9999")) is Light.AMBER
    assert STANDARD.light(None) is None


def test_change_is_relative_or_in_points() -> None:
    assert change(D(110), D(100)) == D("0.1")
    assert change(D(-50), D(-100)) == D("0.5")
    assert change(D("0.30"), D("0.25"), points=True) == D("0.05")
    assert change(D(5), D(0)) is None
    assert change(None, D(1)) is None
