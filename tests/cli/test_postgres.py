"""The commands on a PostgreSQL named by ``BATON_DATABASE``: begin, check, serve, log in."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import new_url, remove

pytestmark = pytest.mark.postgres

BATON = Path(sys.executable).with_name("baton")
START_SECONDS = 120


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an installation on PostgreSQL."""
    home = tmp_path_factory.mktemp("home")
    url = new_url(home)
    yield {**os.environ, "BATON_HOME": str(home), "BATON_DATABASE": url, "BATON_LANGUAGE": "en"}
    remove(url)


def _baton(place: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BATON, *arguments], env=place, capture_output=True, text=True, check=False
    )


def _post(address: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address}/api/health", timeout=5).close()
            return
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.3)


def test_init_check_serve_and_log_in(place: dict[str, str]) -> None:
    made = _baton(place, "init", "--company", "Pumps Ltd")
    assert made.returncode == 0, made.stdout + made.stderr
    password = re.search(r"(?:password|密码) (\S+?)[ ((]", made.stdout)
    assert password, made.stdout
    again = _baton(place, "init", "--company", "Other")
    assert again.returncode == 2
    checked = _baton(place, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([BATON, "serve", "--port", str(port)], env=place)
    try:
        _wait(address, server)
        status, me = _post(address, "/api/login", {"login": "admin", "password": password[1]})
        assert status == 200, me
        assert me["company"]["name"] == "Pumps Ltd"
        status, _ = _post(address, "/api/login", {"login": "admin", "password": "wrong"})
        assert status == 401
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) is not None


def test_a_server_out_of_reach_says_so(place: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    nobody = {**place, "BATON_DATABASE": f"postgresql://me:secret@127.0.0.1:{port}/baton"}
    refused = _baton(nobody, "check")
    assert refused.returncode == 2
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "secret" not in refused.stderr + refused.stdout
    assert "Traceback" not in refused.stderr
