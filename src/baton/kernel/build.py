"""What an ERP database is built from: Tryton's modules, ours, and their fingerprints."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from baton.kernel.engine import LANGUAGES

TABLE = "baton_build"
"""The table that says what a database was last built from."""


@cache
def tryton_modules() -> dict[str, str]:
    """Module name → installed version, for every Tryton module that Baton asks for."""
    found = {}
    for line in metadata.requires("baton") or []:
        match = re.match(r"trytond[-_]([a-z_-]+)", line.lower())
        if match and "extra ==" not in line:
            found[match[1].replace("-", "_")] = metadata.version(match[0])
    return found


def own_modules() -> dict[str, Path]:
    """Module name → folder, for every Tryton module of Baton's that is there."""
    root = Path(str(resources.files("baton.modules")))
    prefix = "baton.modules."
    found = {}
    for entry in metadata.entry_points(group="trytond.modules"):
        if entry.value.startswith(prefix):
            folder = root / entry.value.removeprefix(prefix).replace(".", "/")
            if (folder / "tryton.cfg").is_file():
                found[entry.name] = folder
    return dict(sorted(found.items()))


def fingerprint() -> dict[str, Any]:
    """What a database made now would be built from.

    Returns:
        ``tryton``: one hash over Tryton's version, its modules and languages;
        ``own``: a content hash for each of our modules.
    """
    versions = {"trytond": metadata.version("trytond"), **tryton_modules()}
    text = json.dumps([sorted(versions.items()), LANGUAGES, "1"])
    return {
        "tryton": hashlib.sha256(text.encode()).hexdigest()[:16],
        "own": {name: _content(folder) for name, folder in own_modules().items()},
    }


def key(built_from: dict[str, Any]) -> str:
    """A short name for one fingerprint."""
    text = json.dumps(built_from, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def outdated(found: dict[str, Any] | None, wanted: dict[str, Any]) -> list[str]:
    """The modules to update so that a database built from ``found`` becomes ``wanted``."""
    if found is None or found.get("tryton") != wanted["tryton"]:
        return ["ir", *sorted(tryton_modules()), *wanted["own"]]
    before = found.get("own", {})
    return [name for name, content in wanted["own"].items() if before.get(name) != content]


def _content(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
