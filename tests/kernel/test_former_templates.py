"""Ready-made databases of former versions do not pile up on a PostgreSQL server."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from baton.kernel import storage
from baton.kernel.location import Location
from databases import new_url

pytestmark = pytest.mark.postgres


def test_only_the_newest_stay_and_whatever_is_in_use(tmp_path: Path) -> None:
    """Six made one after the other; two former ones are kept besides the named and the used."""
    location = Location.parse(new_url(tmp_path))
    prefix = f"baton_former_{os.getpid()}_"
    names = [f"{prefix}{number}" for number in range(6)]
    try:
        for name in names:
            storage.copy_postgresql(location.renamed(name), "template0")
        with psycopg.connect(location.connection_string(names[0])):
            gone = storage.forget_former(location, prefix, 2, names[1])
        assert sorted(gone) == [names[2], names[3]]
        left = [name for name in names if storage.exists(location.renamed(name))]
        assert left == [names[0], names[1], names[4], names[5]]
        assert storage.forget_former(location, prefix, 2, names[1]) == [names[0]]
    finally:
        for name in names:
            storage.drop_postgresql(location.renamed(name))
