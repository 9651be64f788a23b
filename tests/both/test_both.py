"""The same business on PostgreSQL and on SQLite gives the same figures to the last digit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import figures
import pytest
import told
from mirrored import assert_same_as_full

from baton.connect.tryton import Mirror
from baton.metrics.engine import FactStore
from databases import new_url

pytestmark = pytest.mark.postgres


@dataclass
class Pair:
    """One story on both databases, mirrored."""

    postgres: Mirror
    sqlite: Mirror


@pytest.fixture(scope="module", params=sorted(told.STORIES))
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, erp_classes: None
) -> Iterator[Pair]:
    folder: Path = tmp_path_factory.mktemp("both")
    other = f"sqlite:///{folder}/other.sqlite"
    elsewhere = subprocess.Popen([sys.executable, told.__file__, request.param, other])
    database = told.tell(request.param, new_url(folder))
    assert elsewhere.wait() == 0
    made = Pair(*(Mirror(url, FactStore.open("duckdb://")) for url in (database.url, other)))
    for mirror in (made.postgres, made.sqlite):
        assert mirror.refresh().full
    yield made
    for mirror in (made.postgres, made.sqlite):
        mirror.close()
        mirror.store.close()
    database.drop()


def test_every_row_is_the_same(pair: Pair) -> None:
    ours, other = figures.rows(pair.postgres.store), figures.rows(pair.sqlite.store)
    assert sum(map(len, ours.values())) > 50
    for fact, expected in other.items():
        missing = sorted(set(expected) - set(ours[fact]))
        extra = sorted(set(ours[fact]) - set(expected))
        assert not missing + extra, f"{fact}: {missing[:2]} became {extra[:2]}"
        assert ours[fact] == expected, fact


def test_every_indicator_is_the_same(pair: Pair) -> None:
    ours = figures.indicators(pair.postgres.store)
    assert sum(1 for rows in ours.values() if rows) >= 20
    assert ours == figures.indicators(pair.sqlite.store)


def test_totals_are_the_erps_own(pair: Pair) -> None:
    for mirror in (pair.postgres, pair.sqlite):
        checks = mirror.check()
        assert len(checks) >= 20
        assert [one for one in checks if one.erp != one.facts] == []


def test_a_change_is_mirrored_as_a_full_load_would(pair: Pair) -> None:
    """Nothing changed since: the second refresh reads the log only, and nothing differs."""
    assert not pair.postgres.refresh().full
    assert_same_as_full(pair.postgres)
