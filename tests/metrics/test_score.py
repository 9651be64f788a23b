"""Achievement and lights against the published formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.catalogue.model import Rule
from baton.metrics.score import CAP, STANDARD, Light, achievement, change

D = Decimal
money = st.decimals(min_value=D("0.01"), max_value=D("1e9"), places=2)


@pytest.mark.parametrize(
    ("rule", "actual", "target", "more", "rate"),
    [
        (Rule.RATIO, "90", "120", {}, "0.75"),
        (Rule.RATIO, "150", "120", {}, "1.25"),
        (Rule.RATIO, "-5", "120", {}, "0"),  # floor
        (Rule.RATIO, "5", "0", {}, None),  # nothing to divide by
        # a loss of 100 to be brought down to 40, stands at 55: (-55+100)/(-40+100)
        (Rule.RATIO, "-55", "-40", {"baseline": D(-100)}, "0.75"),
        # 20 complaints to be brought down to 10, stand at 15: (15-20)/(10-20)
        (Rule.INVERSE, "15", "10", {"baseline": D(20)}, "0.5"),
        (Rule.INVERSE, "12.5", "10", {}, "0.8"),
        (Rule.INVERSE, "8", "10", {}, "1.25"),
        (Rule.INVERSE, "0", "10", {}, "2"),  # the cap
        (Rule.INVERSE, "0", "0", {}, "1"),  # no complaints wanted, none came
        (Rule.INVERSE, "1", "0", {}, "0"),
        (Rule.DEVIATION, "105", "100", {}, "0.95"),
        (Rule.DEVIATION, "98", "100", {"tolerance": D(8)}, "0.75"),
        (Rule.DEVIATION, "0", "0", {}, "1"),
        (Rule.DEVIATION, "300", "100", {}, "0"),
        (Rule.RANGE, "1", None, {"limits": (D("0.9"), D("1.1"))}, "1"),
        (Rule.RANGE, "0.45", None, {"limits": (D("0.9"), D("1.1"))}, "0.5"),
        (Rule.RANGE, "1.375", None, {"limits": (D("0.9"), D("1.1"))}, "0.75"),
    ],
)
def test_achievement_follows_the_published_formula(
    rule: Rule, actual: str, target: str | None, more: dict[str, Any], rate: str | None
) -> None:
    found = achievement(rule, D(actual), None if target is None else D(target), **more)
    assert found == (None if rate is None else D(rate))


@pytest.mark.parametrize("rule", list(Rule))
def test_nothing_known_gives_no_rate(rule: Rule) -> None:
    assert achievement(rule, None, D(1)) is None
    assert achievement(rule, D(1), None) is None


@given(actual=money, target=money)
def test_a_met_target_is_exactly_one_by_every_rule(actual: D, target: D) -> None:
    for rule in Rule:
        assert achievement(rule, target, target) == 1
        rate = achievement(rule, actual, target)
        assert rate is not None
        assert rate >= 0


@given(target=money, one=money, two=money)
def test_better_values_never_score_less(target: D, one: D, two: D) -> None:
    low, high = sorted([one, two])
    up = [achievement(Rule.RATIO, value, target) for value in (low, high)]
    down = [achievement(Rule.INVERSE, value, target) for value in (low, high)]
    assert up[0] is not None
    assert up[1] is not None
    assert up[0] <= up[1]
    assert down[0] is not None
    assert down[1] is not None
    assert CAP >= down[0] >= down[1]


def test_lights_change_exactly_at_their_limits() -> None:
    assert STANDARD.light(D(1)) is Light.GREEN
    assert STANDARD.light(D("0.9999")) is Light.AMBER
    assert STANDARD.light(D("0.9")) is Light.AMBER
    assert STANDARD.light(D("0.8999")) is Light.RED
    assert STANDARD.light(None) is None


def test_change_is_relative_or_in_points() -> None:
    assert change(D(110), D(100)) == D("0.1")
    assert change(D(-50), D(-100)) == D("0.5")
    assert change(D("0.30"), D("0.25"), points=True) == D("0.05")
    assert change(D(5), D(0)) is None
    assert change(None, D(1)) is None
