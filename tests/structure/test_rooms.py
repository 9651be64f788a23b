"""The rooms stay rooms: short files, one purpose each, imports one way, no text in code."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "baton"
PYTHON_FILES = sorted(
    file
    for folder in ("src", "tests", "benchmarks")
    for file in (ROOT / folder).rglob("*.py")
    if "static" not in file.parts
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
LONGEST_FILE = 500


def relative(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", PYTHON_FILES, ids=relative)
def test_a_file_needs_no_table_of_contents(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("file", [f for f in PYTHON_FILES if PACKAGE in f.parents], ids=relative)
def test_no_chinese_literal_in_code(file: Path) -> None:
    """Texts live in message files, so that every one of them has its English and can be changed."""
    source = file.read_text(encoding="utf-8")
    docstrings = {
        (node.body[0].lineno, node.body[0].end_lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    documented = {line for first, last in docstrings for line in range(first, (last or first) + 1)}
    # A string right below a field documents it (dataclass attributes, module constants).
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            documented.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    found = [
        f"{relative(file)}:{token.start[0]}: {token.string[:60]}"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in (tokenize.COMMENT, tokenize.NL)
        and token.start[0] not in documented
        and CHINESE.search(token.string)
    ]
    assert not found


def test_each_room_says_what_it_is_for() -> None:
    silent = [
        relative(file)
        for file in PACKAGE.rglob("__init__.py")
        if "static" not in file.parts and not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert not silent


def test_no_room_without_a_purpose() -> None:
    vague = {"utils", "helpers", "common", "misc"}
    assert not [relative(path) for path in PACKAGE.rglob("*") if path.stem in vague]


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
