"""After an update of Baton several servers may open one PostgreSQL database at the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from baton.kernel import build, storage, template
from baton.kernel.location import Location
from databases import new_url

pytestmark = pytest.mark.postgres


def test_one_updates_and_the_others_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work itself is left out here: only who does it, and when, is looked at."""
    location = Location.parse(new_url(tmp_path))
    wanted: dict[str, Any] = {"tryton": "t", "own": {"baton_org": "new", "baton_roles": "new"}}
    monkeypatch.setattr(build, "fingerprint", lambda: wanted)
    at_work: list[list[str]] = []
    most = []

    def work(_: Location, modules: list[str], *__: Any) -> None:
        at_work.append(modules)
        most.append(len(at_work) - done[0])
        time.sleep(0.5)
        done[0] += 1

    done = [0]
    monkeypatch.setattr(template, "_build", work)
    storage.copy_postgresql(location, "template0")
    try:
        storage.write_build(location, {"tryton": "t", "own": {"baton_org": "old"}})
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: template.update(location), range(4)))
        assert sorted(found) == [False, False, False, True]
        assert at_work == [["baton_org", "baton_roles"]]
        assert most == [1]
    finally:
        storage.drop_postgresql(location)
