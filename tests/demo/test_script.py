"""The script of the demo company: complete, consistent, with sensible economics."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from baton.demo.business import purchasing, sales
from baton.demo.demand import Demand
from baton.demo.desk import Desk
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
    evening = dt.datetime.combine(TODAY, dt.time(12))
    stamps = [entered(day, n, TODAY, evening) for n in range(2000)]
    assert all(0 <= s.hour <= 9 for s in stamps)  # UTC: 8:30 to 17:30 in China
    late = sum(s.date() > day for s in stamps)
    assert 0.05 < late / len(stamps) < 0.12
    assert all(s.date() - day <= dt.timedelta(days=3) for s in stamps)
    assert entered(TODAY, 12, TODAY, evening).date() == TODAY


def test_nothing_is_entered_later_than_now() -> None:
    early = dt.datetime.combine(TODAY, dt.time(1))
    stamps = [entered(TODAY, n, TODAY, early) for n in range(2000)]
    assert max(stamps) == early
    assert min(stamps) < early


def test_money_is_rounded_to_the_cent() -> None:
    from baton.demo.desk import money

    assert money(1.005) == Decimal("1.0") or money(1.005) == Decimal("1.00")
    assert money(2.5, 0) == Decimal(2)


def _desk(erp: Any = None, months: int = 14) -> Desk:
    """A desk without an ERP: enough for what chance decides."""
    without: Any = erp or SimpleNamespace(get=None)
    return Desk(without, load(), Rhythm(load(), TODAY, months, 20250901))


def _sold_by_month(desk: Desk) -> dict[int, tuple[float, float]]:
    """Month (0 is the current one) → wished money of the falling region, and of the others."""
    falling = load().company["stories"]["falling_region"]["region"]
    found: dict[int, tuple[float, float]] = {}
    for tick in desk.rhythm.ticks():
        for wish in sales.wishes(desk, tick):
            money = float(sum(quantity * price for _, quantity, price in wish.lines))
            ours, others = found.get(tick.month, (0.0, 0.0))
            fell = wish.customer["region"] == falling
            found[tick.month] = (ours + money * fell, others + money * (not fell))
    return found


def test_one_region_falls_behind_from_its_month_on() -> None:
    """Its share of sales before, and in the last four months, when under 40 % is left of it."""
    sold = _sold_by_month(_desk())
    begins = load().company["stories"]["falling_region"]["starts_month"]

    def share(months: list[int]) -> float:
        ours, all_ = sum(sold[m][0] for m in months), sum(sum(sold[m]) for m in months)
        return ours / all_

    before = share([month for month in sold if month < begins])
    after = share([month for month in sold if month > begins + 2])
    assert before > 0.05
    assert after < 0.5 * before


def test_one_supplier_turns_late_from_its_month_on_and_no_other() -> None:
    """The same 60 deliveries planned a year and a month ago: late ones by supplier."""
    desk = _desk()
    story = load().company["stories"]["late_supplier"]

    def late(supplier: str, planned: dt.date) -> float:
        party = SimpleNamespace(code=supplier)
        count = 0
        for number in range(60):
            purchase = SimpleNamespace(number=f"P{number}", party=party)
            move = SimpleNamespace(origin=SimpleNamespace(purchase=purchase), planned_date=planned)
            count += purchasing.arrival(desk, move) > planned
        return count / 60

    before, after = desk.rhythm.month_start(-12), desk.rhythm.month_start(-1)
    assert late(story["supplier"], before) < 0.25
    assert late(story["supplier"], after) > 0.6
    others = [row["code"] for row in load().partners["suppliers"]]
    others.remove(story["supplier"])
    assert max(late(code, after) for code in others) < 0.3


def test_the_same_seed_wishes_the_same_and_another_seed_something_else() -> None:
    first, again = _sold_by_month(_desk()), _sold_by_month(_desk())
    assert first == again
    desk = _desk()
    desk.rhythm.seed += 1
    assert _sold_by_month(desk) != first
