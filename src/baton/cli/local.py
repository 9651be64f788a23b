"""Commands work while the server runs: they ask it, and open the files only when there is none.

A server leaves a note beside each of its two stores, readable by its owner alone, with its
loopback address and a key made anew at each start. Whoever can read the note can read the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from baton.base.errors import BatonError
from baton.base.settings import Settings, data_home
from baton.cli import wire
from baton.cli.registry import COMMANDS

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

HEADER = "X-Baton-Command-Key"
LONG_SECONDS = 3600.0


class RemoteError(BatonError):
    """The server's own words about what was wrong, already in the asker's language."""

    def __init__(self, text: str) -> None:
        self.said = text
        super().__init__("cli.remote", text=text)

    def text(self, language: str = "en") -> str:  # noqa: ARG002 - said in the asker's already
        """What the server said."""
        return self.said


def note_path(url: str) -> Path:
    """Where the server of the store at ``url`` leaves its note."""
    parts = urlsplit(url)
    if parts.scheme in ("sqlite", "duckdb") and parts.path not in ("", "/", "/:memory:"):
        file = Path(parts.path).absolute()
        return file.with_name(file.name + ".server")
    name = hashlib.sha256(url.encode()).hexdigest()[:24]
    return data_home() / "run" / f"{name}.server"


@contextmanager
def announced(settings: Settings, address: str) -> Iterator[str]:
    """Leave the notes while the server runs; gives the key that commands must show."""
    key = secrets.token_urlsafe(32)
    note = json.dumps(
        {"address": address, "key": key, "database": settings.database, "facts": settings.facts}
    )
    paths = [note_path(settings.database), note_path(settings.facts)]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(note)
    try:
        yield key
    finally:
        for path in paths:
            path.unlink(missing_ok=True)


Ask = Callable[..., Any]


@contextmanager
def session(settings: Settings, language: str, *, erp: bool) -> Iterator[Ask]:
    """Something to ask commands of, by name: the running server, else the stores opened here.

    Raises:
        BatonError: wrong input, or the stores are in other hands.
    """
    note = _note(settings, erp=erp)
    if note is not None and _alive(note):
        yield partial(_ask, note, language)
        return
    from baton.services.runtime import Runtime

    runtime = Runtime.open(settings, erp=erp)
    try:
        yield partial(_do, runtime)
    finally:
        runtime.close()


def call(settings: Settings, name: str, language: str, /, **arguments: Any) -> Any:
    """Do one command; its plain result. Raises what ``session`` raises."""
    with session(settings, language, erp=COMMANDS[name].erp) as ask:
        return ask(name, **arguments)


def _do(runtime: Runtime, name: str, /, **arguments: Any) -> Any:
    return wire.loads(wire.dumps(COMMANDS[name].function(runtime, **arguments)))


def _note(settings: Settings, *, erp: bool) -> dict[str, str] | None:
    path = note_path(settings.database if erp else settings.facts)
    try:
        note: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if note["facts"] != settings.facts and _alive(note):
        raise BatonError("cli.other_facts", facts=note["facts"])
    return note


def _alive(note: dict[str, str]) -> bool:
    """Whether the server that left the note still listens; a killed one could not take it away."""
    parts = urlsplit(note["address"])
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=3).close()
    except OSError:
        return False
    return True


def _ask(note: dict[str, str], language: str, name: str, /, **arguments: Any) -> Any:
    import httpx

    try:
        response = httpx.post(
            f"{note['address']}/internal/commands/{name}",
            content=wire.dumps({"arguments": arguments, "language": language}),
            headers={HEADER: note["key"], "Content-Type": "application/json"},
            timeout=httpx.Timeout(LONG_SECONDS, connect=3.0),
            trust_env=False,
        )
        answer: dict[str, Any] = wire.loads(response.text)
    except (httpx.HTTPError, ValueError) as error:
        raise BatonError("cli.server_silent", reason=str(error)) from error
    if "error" in answer:
        raise RemoteError(answer["error"]["message"])
    return answer["result"]
