"""How long commands and the server take to start.

    python benchmarks/bench_start.py [--home FOLDER] [--months 2]

FOLDER holds a demo company (it is copied); without it one is made.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from serving import BATON, Caller, Server

TURNS = 5


def command(home: Path, *words: str) -> float:
    """Median seconds of a command."""
    took = []
    for _ in range(TURNS):
        began = time.perf_counter()
        subprocess.run(
            [BATON, *words],
            check=True,
            env={**os.environ, "BATON_HOME": str(home)},
            stdout=subprocess.DEVNULL,
        )
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--months", type=int, default=2)
    parser.add_argument("--port", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        if args.home:
            shutil.copytree(args.home, home, ignore=shutil.ignore_patterns("*.lock", "*.server"))
        else:
            home.mkdir()
            first = Server(home, args.months, args.port)
            print(f"first start, demo company of {args.months} months: answers after "
                  f"{first.answered:.1f} s, whole after {first.ready():.1f} s")  # fmt: skip
            first.stop()
        Server(home, port=args.port).stop()  # whatever is made once for a version is made now
        print("| what | seconds |\n|---|---|")
        print(f"| `baton --help` | {command(home, '--help'):.2f} |")
        print(f"| `baton kpi list`, no server | {command(home, 'kpi', 'list'):.2f} |")
        server = Server(home, port=args.port)
        try:
            print(f"| `baton serve`: first answer | {server.answered:.2f} |")
            print(f"| `baton serve`: facts as new as the ERP | {server.ready():.2f} |")
            caller = Caller(server, "gm")
            _, took = caller.get("/api/cockpit")
            print(f"| `baton serve`: first cockpit on the screen's wire | "
                  f"{time.perf_counter() - server.began:.2f} (the call {took:.0f} ms) |")  # fmt: skip
            print(f"| `baton kpi list`, asking the server | {command(home, 'kpi', 'list'):.2f} |")
            print(f"| memory of the server | {server.memory()} MB |")
        finally:
            server.stop()


if __name__ == "__main__":
    main()
