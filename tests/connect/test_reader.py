"""Reading an SQLite database that somebody else writes at the same time."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from baton.base.errors import BatonError
from baton.connect.tryton.reader import SqliteReader

WRITER = """
import sqlite3, sys
from baton.connect.tryton.reader import SqliteReader
SqliteReader(sys.argv[1]).numbers("SELECT 1")
print(*(name for name in sys.modules if name.startswith("adbc")))
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = tmp_path / "erp.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("INSERT INTO line VALUES (1, '钢件')")
    connection.close()
    return str(file)


def test_no_second_sqlite_comes_into_the_process(path: str) -> None:
    """Two copies of SQLite in one process undo each other's locks and ruin the file."""
    said = subprocess.run([sys.executable, "-c", WRITER, path], capture_output=True, check=True)
    assert said.stdout.decode().split() == []


def test_reading_while_writing_leaves_the_file_whole(path: str) -> None:
    done = threading.Event()

    def write() -> None:
        for turn in range(60):
            connection = sqlite3.connect(path, timeout=60)
            rows = ((f"{turn}-{number}" * 50,) for number in range(50))
            with connection:
                connection.executemany("INSERT INTO line (text) VALUES (?)", rows)
            connection.close()
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = [0]
    while not done.is_set():
        reader = SqliteReader(path)
        seen.append(len(reader.table("line", {"id": "id", "text": "text"})))
        reader.close()
    writer.join()
    assert seen == sorted(seen)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT COUNT(*) FROM line").fetchone() == (3001,)
    connection.close()


def test_an_ended_child_is_said_and_replaced(path: str) -> None:
    reader = SqliteReader(path)
    assert reader._child is not None
    os.kill(reader._child.pid, signal.SIGKILL)
    with pytest.raises(BatonError) as caught:
        reader.numbers("SELECT id FROM line")
    assert caught.value.code == "connect.erp_unreachable"
    assert reader.table("line", {"text": "text"}).column(0).to_pylist() == ["钢件"]
    reader.close()


def test_a_wrong_question_is_an_error_and_the_next_is_answered(path: str) -> None:
    reader = SqliteReader(path)
    with pytest.raises(BatonError):
        reader.numbers("SELECT nothing FROM nowhere")
    assert reader.numbers("SELECT id FROM line") == [1]
    reader.close()
