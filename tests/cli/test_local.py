"""A command asks the running server, and nobody else can."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from baton.base.errors import BatonError
from baton.base.settings import Settings
from baton.cli import border, local
from baton.cli.registry import COMMANDS, Command


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database=f"sqlite:///{tmp_path}/baton.sqlite", facts=f"duckdb:///{tmp_path}/facts.duckdb"
    )


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    def function(runtime: object, text: str) -> str:
        if text == "wrong":
            raise BatonError("cli.no_indicator", code=text)
        return text

    monkeypatch.setitem(COMMANDS, "test.echo", Command(function, erp=False))


@pytest.fixture
def client(echo: None) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(border.router(None, "secret"))  # type: ignore[arg-type]
    with TestClient(app, client=("127.0.0.1", 50000)) as client:
        yield client


def ask(client: TestClient, text: str, key: str = "secret") -> tuple[int, str]:
    answer = client.post(
        "/internal/commands/test.echo",
        json={"arguments": {"text": text}, "language": "en"},
        headers={local.HEADER: key},
    )
    return answer.status_code, answer.text


def test_the_note_is_for_its_owner_alone_and_goes_with_the_server(settings: Settings) -> None:
    with local.announced(settings, "http://127.0.0.1:1") as key:
        notes = [local.note_path(settings.database), local.note_path(settings.facts)]
        for note in notes:
            assert stat.S_IMODE(note.stat().st_mode) == 0o600
            assert key in note.read_text()
    assert not any(note.exists() for note in notes)


def test_the_right_key_is_answered(client: TestClient) -> None:
    assert ask(client, "hello") == (200, '{"result": "hello"}')


def test_a_wrong_key_finds_nothing(client: TestClient) -> None:
    assert ask(client, "hello", key="guess") == (404, "")


def test_another_machine_finds_nothing(echo: None) -> None:
    app = FastAPI()
    app.include_router(border.router(None, "secret"))  # type: ignore[arg-type]
    assert ask(TestClient(app, client=("192.0.2.7", 50000)), "hello") == (404, "")


def test_wrong_input_comes_back_in_the_askers_language(client: TestClient) -> None:
    status, text = ask(client, "wrong")
    assert status == 400
    assert "There is no indicator" in text


def test_other_facts_than_the_servers_are_refused(settings: Settings, echo: None) -> None:
    other = Settings(database=settings.database, facts="duckdb:////tmp/other.duckdb")
    COMMANDS["test.echo"] = Command(COMMANDS["test.echo"].function, erp=True)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with local.announced(settings, address), pytest.raises(BatonError) as caught:
            local.call(other, "test.echo", "en", text="x")
    assert caught.value.code == "cli.other_facts"
