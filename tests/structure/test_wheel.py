"""What is installed from a wheel is whole: code, texts, modules' XML, and the built pages."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "baton"


def test_the_wheel_carries_every_asset(tmp_path: Path) -> None:
    if not (PACKAGE / "api/static/index.html").exists():
        pytest.skip("the browser app is not built: make web")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and f"baton/{file.relative_to(PACKAGE).as_posix()}" not in names
    ]
    assert not missing
