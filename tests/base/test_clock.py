"""The company's own day and time, wherever the server stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from baton.base import clock


@pytest.fixture(autouse=True)
def own_zone() -> Iterator[None]:
    kept = clock._zone
    yield
    clock._zone = kept


def test_a_moment_is_told_as_the_company_saw_it() -> None:
    """23:30 UTC is 07:30 of the next morning in Shanghai, which has no summer time."""
    clock.use("Asia/Shanghai")
    told = clock.local(dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC))
    assert told.replace(tzinfo=None) == dt.datetime(2026, 11, 24, 7, 30)  # noqa: DTZ001
    assert clock.local(dt.datetime(2026, 11, 23, 23, 30)) == told  # noqa: DTZ001 - UTC


def test_the_day_is_the_companys() -> None:
    """Somewhere on Earth it is always another day: 26 hours lie between these two."""
    clock.use("Pacific/Kiritimati")
    first = clock.today()
    clock.use("Etc/GMT+12")
    assert clock.today() < first


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "/etc/passwd"])
def test_without_a_zone_it_is_the_machines(name: str | None) -> None:
    clock.use(name)
    assert clock.now().utcoffset() == dt.datetime.now(dt.UTC).astimezone().utcoffset()
