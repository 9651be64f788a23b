"""A fresh machine gets exactly what was tested, from whatever registry it uses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text("utf-8")
    return {
        normal(n): v for n, v in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.M)
    }


def wanted(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = project["dependencies"] + [
        need for extra in extras for need in project["optional-dependencies"][extra]
    ]
    return {normal(re.match(r"[\w.-]+", need).group()) for need in needs}  # type: ignore[union-attr]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock: str) -> None:
    assert not re.search(r"https?://|--index-url|--find-links", (ROOT / lock).read_text("utf-8"))


def test_every_dependency_is_locked() -> None:
    assert not wanted() - set(locked("requirements.lock"))
    assert not wanted("build") - set(locked("requirements-build.lock"))
    assert not wanted("build", "dev", "spark") - set(locked("requirements-dev.lock"))


def test_the_locks_agree() -> None:
    base = locked("requirements.lock")
    for lock in LOCKS[1:]:
        other = locked(lock)
        assert {name: other.get(name) for name in base} == base


def test_the_npm_lock_is_whole_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "web/package-lock.json").read_text("utf-8"))["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    missing = [
        f"{name} wants {optional}"
        for name, entry in packages.items()
        for optional in entry.get("optionalDependencies", {})
        if not any(
            path == f"node_modules/{optional}" or path.endswith(f"/node_modules/{optional}")
            for path in packages
        )
    ]
    assert not missing
