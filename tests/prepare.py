"""Gets what the tests need beside Python packages: a Chromium. Says what it left out and why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Install Chromium where that is possible; fail on CI where it is not."""
    if any(shutil.which(name) for name in BROWSERS):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        sys.stdout.write("Installing Chromium for the browser tests …\n")
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ):
            if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
                break
        if shutil.which("chromium"):
            return 0
    sys.stdout.write(
        "No Chromium found: the browser tests are left out. "
        "Install it with: sudo apt-get install chromium\n"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
