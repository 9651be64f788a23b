"""Each change is told once, good news only after bad, quiet hours hold back, tries grow rarer."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.services.alerts.backoff import WAITS, next_try
from baton.services.alerts.memory import Memory, Sight, step
from baton.services.alerts.quiet import release

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
CALM = {"green"}
STATES = st.sampled_from(["red", "amber", "green", None])
WANTED = st.sets(st.sampled_from(["red", "amber", "green"]))


def sight(state: str | None, wanted: set[str], period: str = "2026-11") -> Sight:
    return Sight(period, state, wanted=state in wanted, calm=state in CALM)


def told(states: list[str | None], wanted: set[str], **more: int) -> list[str | None]:
    """What is told when these are seen a day apart."""
    memory, found = None, []
    for day, state in enumerate(states):
        taken = step(memory, sight(state, wanted), NOW + dt.timedelta(days=day), **more)
        memory = taken.memory
        found.append(taken.tell)
    return found


@pytest.mark.parametrize(
    ("states", "wanted", "expected"),
    [
        (["red", "red", "red"], {"red"}, ["change", None, None]),
        (["green", "red", "green", "red"], {"red"}, [None, "change", None, "change"]),
        (["red", "amber", "green"], {"red", "green"}, ["change", None, "change"]),
        (["green", "green"], {"green"}, [None, None]),
        (
            ["amber", None, "amber", None, "red"],
            {"amber", "red"},
            ["change", *[None] * 3, "change"],
        ),
        (["amber"], {"red"}, [None]),
    ],
)
def test_what_is_told(
    states: list[str | None], wanted: set[str], expected: list[str | None]
) -> None:
    assert told(states, wanted) == expected


def test_what_lasts_is_told_again_after_as_many_days_as_asked() -> None:
    """Told on day 0, then every third day; amber was never told, so it is not told again."""
    assert told(["red"] * 8, {"red"}, remind_days=3) == [
        "change", None, None, "again", None, None, "again", None,
    ]  # fmt: skip
    assert told(["amber"] * 5, {"red"}, remind_days=1) == [None] * 5


def test_a_new_period_begins_anew() -> None:
    first = step(None, sight("red", {"red"}), NOW)
    same = step(first.memory, sight("red", {"red"}), NOW)
    later = step(first.memory, sight("red", {"red"}, "2026-12"), NOW)
    green = step(first.memory, sight("green", {"green"}, "2026-12"), NOW)
    assert (same.tell, later.tell, green.tell) == (None, "change", None)


@given(st.lists(STATES, max_size=30), WANTED)
def test_nothing_is_told_twice_without_a_change_between(
    states: list[str | None], wanted: set[str]
) -> None:
    """Told are exactly the first of each stretch of a wanted state, unknown ones left out."""
    known = [state for state in states if state is not None]
    expected = [
        "change"
        if state in wanted
        and (place == 0 or known[place - 1] != state)
        and not (state in CALM and place == 0)
        else None
        for place, state in enumerate(known)
    ]
    found = told(states, wanted)
    assert [one for one, state in zip(found, states, strict=True) if state is not None] == expected
    assert all(one is None for one, state in zip(found, states, strict=True) if state is None)


@given(st.lists(st.tuples(STATES, st.integers(0, 400)), max_size=30), WANTED, st.integers(1, 9))
def test_the_number_counts_what_was_told_and_reminders_keep_their_distance(
    seen: list[tuple[str | None, int]], wanted: set[str], days: int
) -> None:
    memory: Memory | None = None
    now, count = NOW, 0
    for state, hours in seen:
        now += dt.timedelta(hours=hours)
        before = memory
        taken = step(memory, sight(state, wanted), now, days)
        memory = taken.memory
        count += taken.tell is not None
        assert (memory.number if memory else 0) == count
        if taken.tell == "again":
            assert before is not None and before.told_at is not None
            assert before.state == state and now - before.told_at >= dt.timedelta(days=days)
        # whatever was seen: looking again at the same moment tells nothing more
        assert step(memory, sight(state, wanted), now, days).tell is None


@pytest.mark.parametrize(
    ("utc", "begin", "end", "expected"),
    [
        ((24, 13, 59), "22:00", "07:00", (24, 13, 59)),  # 21:59 in Shanghai
        ((24, 14, 0), "22:00", "07:00", (24, 23, 0)),  # 22:00 → 07:00 on the 25th
        ((24, 22, 30), "22:00", "07:00", (24, 23, 0)),  # 06:30 on the 25th
        ((24, 23, 0), "22:00", "07:00", (24, 23, 0)),  # 07:00: no longer quiet
        ((24, 4, 30), "12:00", "13:30", (24, 5, 30)),  # the lunch break
        ((24, 4, 30), None, None, (24, 4, 30)),
        ((24, 4, 30), "08:00", "08:00", (24, 4, 30)),
    ],
)
def test_quiet_hours_are_the_companys_own(
    utc: tuple[int, ...], begin: str | None, end: str | None, expected: tuple[int, ...]
) -> None:
    def moment(day: int, hour: int, minute: int) -> dt.datetime:
        return dt.datetime(2026, 11, day, hour, minute, tzinfo=dt.UTC)

    assert release(moment(*utc), SHANGHAI, begin, end) == moment(*expected)


@given(
    st.integers(0, 365 * 24 * 60),
    st.times(),
    st.times(),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
)
def test_a_message_is_released_soon_and_outside_the_quiet_hours(
    minutes: int, begin: dt.time, end: dt.time, zone: str
) -> None:
    first, last = begin.strftime("%H:%M"), end.strftime("%H:%M")
    now = NOW + dt.timedelta(minutes=minutes)
    out = release(now, ZoneInfo(zone), first, last)
    assert now <= out <= now + dt.timedelta(hours=25)
    assert release(out, ZoneInfo(zone), first, last) == out


def test_tries_grow_rarer_and_end() -> None:
    waits = [next_try(tries, NOW) for tries in range(1, len(WAITS) + 2)]
    gaps = [(one - NOW).total_seconds() for one in waits[:-1] if one is not None]
    assert gaps == sorted(gaps) == list(WAITS)
    assert waits[-1] is None
