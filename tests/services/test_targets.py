"""Targets are those that were set, added only where that means something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from baton.base.periods import Period
from baton.services.targets import Target, Targets


def month(number: int, amount: str) -> Target:
    period = Period.parse(f"2026-{number:02}")
    return Target(period.start, period.last_day, Decimal(amount))


KEPT = Targets(
    1,
    {
        ("sales", "7", None): (month(1, "100"), month(2, "110"), month(3, "120"), month(5, "1")),
        ("margin", None, None): (
            Target(date(2026, 1, 1), date(2026, 3, 31), Decimal("0.25")),
            month(1, "0.2"),
        ),
    },
)


def test_the_target_of_exactly_the_period_counts() -> None:
    assert KEPT.of("sales", "7", Period.parse("2026-02"), adds=True) == Decimal(110)
    assert KEPT.of("margin", None, Period.parse("2026-Q1"), adds=False) == Decimal("0.25")


def test_months_add_up_to_a_quarter_for_figures_that_add() -> None:
    assert KEPT.of("sales", "7", Period.parse("2026-Q1"), adds=True) == Decimal(330)


def test_a_gap_or_a_ratio_gives_no_target() -> None:
    assert KEPT.of("sales", "7", Period.parse("2026-Q2"), adds=True) is None
    assert KEPT.of("margin", None, Period.parse("2026"), adds=False) is None


def test_another_unit_has_its_own_targets() -> None:
    assert KEPT.of("sales", None, Period.parse("2026-02"), adds=True) is None
    assert KEPT.of("sales", "8", Period.parse("2026-02"), adds=True) is None
