"""A company with one person in each role, on one database for the whole file."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "modules_account_cn"))


@pytest.fixture(scope="module")
def world(erp_module):
    from world import build

    return build(erp_module)
