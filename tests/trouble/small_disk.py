"""A disk of a few megabytes for one process: a file system in memory that it alone sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

PRELUDE = """
import json, subprocess, sys
from pathlib import Path
disk = Path(sys.argv[1])
def enlarge(size):
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)
def left():
    return sorted(path.name for path in disk.iterdir())
def say(**found):
    print(json.dumps(found), flush=True)
"""
"""What the code finds: ``disk``, ``enlarge("200m")``, ``left()`` and ``say(name=value)``."""


def _alone() -> list[str]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["unshare", "--mount", *([] if root else ["--user", "--map-root-user"])]


@cache
def available() -> bool:
    """Whether this machine lets us mount one: Linux, as root or with user namespaces."""
    if shutil.which("unshare") is None:
        return False
    command = [*_alone(), "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def run(code: str, folder: Path, size: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python ``code`` on a disk of that size at ``folder``; ``sys.argv[2:]`` are arguments."""
    folder.mkdir(exist_ok=True)
    mount = 'mount -t tmpfs -o "size=$1" none "$2" && shift && exec "$PYTHON" -c "$CODE" "$@"'
    return subprocess.run(
        [*_alone(), "sh", "-c", mount, "sh", size, str(folder), *arguments],
        env={**os.environ, "PYTHON": sys.executable, "CODE": PRELUDE + textwrap.dedent(code)},
        check=False,
        capture_output=True,
        text=True,
    )
