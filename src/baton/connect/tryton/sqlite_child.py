"""A program that reads one SQLite file and writes Arrow; ``reader.SqliteReader`` runs it.

A process of its own, because the driver brings its own copy of SQLite. Two copies in one process
undo each other's file locks (https://www.sqlite.org/howtocorrupt.html, section 2.2.1).

Asked by one JSON object a line on standard input: ``{"sql": …}`` or ``{"renew": true}``. Answers
a JSON line, ``{}`` or ``{"error": …}``, and after a query's ``{}`` one Arrow stream. Ends with its
input.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

import adbc_driver_sqlite.dbapi as adbc
import pyarrow as pa

PATIENCE = 60
"""How many seconds to wait for a lock."""


def answer(connection: Any, request: dict[str, Any], output: BinaryIO) -> None:
    """Carry out one request."""
    if "sql" not in request:
        connection.rollback()
        output.write(b"{}\n")
        return
    with connection.cursor() as cursor:
        cursor.execute(request["sql"])
        table: pa.Table = cursor.fetch_arrow_table()
    output.write(b"{}\n")
    with pa.ipc.new_stream(output, table.schema) as stream:
        stream.write_table(table)


def connected(path: str) -> Any:
    """A connection to the file, which waits its turn while another one opens or closes it."""
    connection = adbc.connect(f"file:{path}?mode=ro")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        cursor.fetchall()
    connection.rollback()
    return connection


def main(path: str) -> None:
    """Serve the file at ``path`` until the input ends."""
    output = sys.stdout.buffer
    connection: Any = None
    for line in sys.stdin.buffer:
        try:
            if connection is None:
                connection = connected(path)
            answer(connection, json.loads(line), output)
        except adbc.Error as error:
            output.write(json.dumps({"error": str(error)}).encode() + b"\n")
        output.flush()


if __name__ == "__main__":
    main(sys.argv[1])
