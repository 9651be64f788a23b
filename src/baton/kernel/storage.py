"""Copying and marking database files and PostgreSQL databases, without Tryton."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from baton.base.errors import BatonError
from baton.kernel.build import TABLE
from baton.kernel.location import Location


def exists(location: Location) -> bool:
    """Whether the database is there, whatever is in it."""
    if location.path is not None:
        return location.path.is_file()
    with maintenance(location) as connection:
        row = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (location.name,)
        ).fetchone()
    return row is not None


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite database as one consistent file; ``target`` appears only when complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        part.replace(target)
    except BaseException:
        remove_file(part)  # on a full disk of all places it must not stay
        raise


def remove_file(path: Path) -> None:
    """Delete an SQLite database with its journals."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def maintenance(location: Location) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A connection to the PostgreSQL server itself, for creating and listing databases.

    Raises:
        BatonError: the server cannot be reached or refuses the login.
    """
    try:
        connection = psycopg.connect(location.connection_string("postgres"), autocommit=True)
    except psycopg.OperationalError as error:
        raise BatonError(
            "kernel.no_server", status=503, url=location.shown, reason=str(error).strip()
        ) from error
    with closing(connection):
        yield connection


def copy_postgresql(location: Location, template: str) -> None:
    """Create the database as a copy of ``template`` on the same server."""
    with maintenance(location) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(location.name), sql.Identifier(template)
            )
        )


def drop_postgresql(location: Location) -> None:
    """Delete the database when it is there, ending its connections."""
    with maintenance(location) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(location.name))
        )


def forget_former(location: Location, prefix: str, kept: int, *newest: str) -> list[str]:
    """Delete old databases on the server whose names begin with ``prefix``; their names.

    The newest ``kept`` stay besides those named, and what somebody is using right now.
    """
    gone = []
    with maintenance(location) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            " AND pg_get_userbyid(datdba) = current_user ORDER BY oid DESC",  # oids rise with time
            (prefix,),
        ).fetchall()
        for (name,) in [row for row in found if row[0] not in newest][kept:]:
            try:
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
                )
            except psycopg.errors.ObjectInUse:
                continue  # being copied: the next one who builds a template finds it again
            gone.append(str(name))
    return gone


def read_build(location: Location) -> dict[str, Any] | None:
    """What the database was built from; None when it was not built by Baton."""
    query = f"SELECT content FROM {TABLE}"  # noqa: S608 - a constant name
    try:
        if location.path is not None:
            with closing(sqlite3.connect(location.path)) as connection:
                row = connection.execute(query).fetchone()
        else:
            with psycopg.connect(location.url) as server:
                row = server.execute(query).fetchone()
    except (sqlite3.OperationalError, psycopg.errors.UndefinedTable):
        return None
    except sqlite3.DatabaseError as error:
        raise BatonError("kernel.damaged", path=location.shown, reason=str(error)) from error
    found: dict[str, Any] | None = json.loads(row[0]) if row else None
    return found


def add_tables(location: Location) -> None:
    """Make the kernel's own tables where they are missing."""
    create = (
        "CREATE TABLE IF NOT EXISTS baton_session (key VARCHAR(64) PRIMARY KEY, "
        "user_id INTEGER NOT NULL, started FLOAT NOT NULL, used FLOAT NOT NULL)"
    )
    if location.path is not None:
        with closing(sqlite3.connect(location.path)) as connection:
            connection.execute(create)
            connection.commit()
        return
    with psycopg.connect(location.url) as server:
        server.execute(create.encode())


def write_build(location: Location, built_from: dict[str, Any]) -> None:
    """Note in the database what it was built from."""
    content = json.dumps(built_from, sort_keys=True)
    create = f"CREATE TABLE IF NOT EXISTS {TABLE} (content TEXT NOT NULL)"
    delete = f"DELETE FROM {TABLE}"  # noqa: S608 - a constant name
    insert = f"INSERT INTO {TABLE} (content) VALUES "  # noqa: S608 - a constant name
    if location.path is not None:
        with closing(sqlite3.connect(location.path)) as connection:
            connection.execute(create)
            connection.execute(delete)
            connection.execute(insert + "(?)", (content,))
            connection.commit()
        return
    with psycopg.connect(location.url) as server:
        server.execute(create)
        server.execute(delete)
        server.execute(insert.encode() + b"(%s)", (content,))
