"""The script of the demo company: complete, consistent, with sensible economics."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from baton.demo.demand import Demand
from baton.demo.rhythm import Rhythm
from baton.demo.script import load
from baton.demo.stamps import entered

TODAY = dt.date(2026, 11, 24)


def test_company_has_the_size_that_is_told() -> None:
    script = load()
    departments = [u for u in script.organisation["units"] if u["parent"] is None]
    assert len(departments) == 8
    assert 55 <= len(script.organisation["people"]) <= 66
    assert len(script.partners["customers"]) == 40
    assert len(script.partners["suppliers"]) == 15
    assert len(script.items) >= 40


def test_every_unit_has_one_head() -> None:
    script = load()
    heads = [p["unit"] for p in script.organisation["positions"] if p.get("head")]
    assert sorted(heads) == sorted(u["code"] for u in script.organisation["units"])


def test_codes_are_unique() -> None:
    script = load()
    for rows in (
        script.organisation["people"],
        script.organisation["units"],
        script.organisation["positions"],
        script.partners["customers"],
        script.partners["suppliers"],
    ):
        codes = [row["code"] for row in rows]
        assert len(codes) == len(set(codes))


def test_cost_of_a_ball_screw_is_its_parts_and_work() -> None:
    """SFU1605: 0.8 m shaft, nut, 2 seals, grease, box, and two steps of work, by hand."""
    items = load().items
    rates = {row["code"]: row["rate"] for row in load().work_centers}
    item = items["P01"]
    parts = (
        0.8 * items["S01"].cost
        + items["S02"].cost
        + 2 * 3.6
        + 0.02 * 46
        + 0.2 * 16.5
        + item.routing["assemble"] * rates["assemble"]
        + item.routing["test"] * rates["test"]
    )
    assert item.cost == pytest.approx(parts, abs=0.01)


def test_list_prices_leave_a_margin_of_a_quarter_to_two_fifths() -> None:
    for item in load().of_kind("finished"):
        assert 0.25 <= 1 - item.cost / item.price <= 0.43, item.code


def test_expected_demand_sells_the_planned_revenue() -> None:
    script = load()
    demand = Demand(script)
    sold = sum(demand.monthly[i.code] * i.price for i in script.of_kind("finished"))
    assert sold == pytest.approx(script.company["monthly_revenue"])


def test_ticks_cover_every_day_once_up_to_today() -> None:
    rhythm = Rhythm(load(), TODAY, 14, 1)
    days = [
        tick.start + dt.timedelta(days=n)
        for tick in rhythm.ticks()
        for n in range((tick.end - tick.start).days + 1)
    ]
    assert days[0] == dt.date(2025, 10, 1)
    assert days[-1] == TODAY
    assert days == sorted(set(days))
    assert len(days) == (TODAY - days[0]).days + 1


def test_chinese_new_year_is_quiet() -> None:
    rhythm = Rhythm(load(), TODAY, 14, 1)
    february = [t for t in rhythm.ticks() if t.start.month == 2]
    may = [t for t in rhythm.ticks() if t.start.month == 6]
    quiet = sum(rhythm.share_of_month(t) for t in february)
    assert quiet < 0.75 * sum(rhythm.share_of_month(t) for t in may)


def test_entry_times_are_in_working_hours_and_mostly_on_the_day() -> None:
    day = dt.date(2026, 3, 10)
    stamps = [entered(day, n, TODAY) for n in range(2000)]
    assert all(0 <= s.hour <= 9 for s in stamps)  # UTC: 8:30 to 17:30 in China
    late = sum(s.date() > day for s in stamps)
    assert 0.05 < late / len(stamps) < 0.12
    assert all(s.date() - day <= dt.timedelta(days=3) for s in stamps)
    assert entered(TODAY, 12, TODAY).date() == TODAY


def test_money_is_rounded_to_the_cent() -> None:
    from baton.demo.desk import money

    assert money(1.005) == Decimal("1.0") or money(1.005) == Decimal("1.00")
    assert money(2.5, 0) == Decimal(2)
