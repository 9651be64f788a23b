"""The same tests on PostgreSQL, in a process of its own: Tryton takes one backend a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.postgres
@pytest.mark.parametrize("suite", ["tests/kernel", "tests/modules_change_log"])
def test_the_suite_passes_on_postgresql(postgres_url: str, suite: str) -> None:
    if os.environ.get("BATON_TEST_SERVER"):
        pytest.skip("this is the process on PostgreSQL")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", suite, "-p", "no:cacheprovider"],
        env={**os.environ, "BATON_TEST_SERVER": postgres_url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
