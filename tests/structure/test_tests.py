"""Test folders share one process: what they import of each other must be found there."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(TESTS.rglob("*.py"))
MODULES = [file for file in FILES if file.stem != "conftest" and not file.stem.startswith("test_")]


def imported(file: Path) -> set[str]:
    """The modules a file names in its imports, also those within functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_modules_of_tests_have_names_of_their_own() -> None:
    """Every folder adds itself to the path; of two modules of one name all would get the first."""
    names = Counter(file.stem for file in MODULES)
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if name in sys.stdlib_module_names] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TESTS)))
def test_nobody_imports_a_conftest(file: Path) -> None:
    """There is one in most folders: which of them is imported depends on what ran before."""
    assert "conftest" not in imported(file)
