"""How far the story has been told, kept in the ERP database itself.

The marker moves in the same transaction as the business it marks: a killed run finds business and
marker in step, and the next one goes on behind it.
"""

from __future__ import annotations

import json
from typing import Any

from sql import Column, Table

from baton.kernel import Erp

TABLE = "baton_demo"
SETTINGS, DONE, FINISHED, PASSWORDS = "settings", "done", "finished", "passwords"


def read(erp: Erp) -> dict[str, Any]:
    """All that is kept: settings of the story, done steps, finished; empty when none."""
    cursor = erp.connection().cursor()
    table = Table(TABLE)
    cursor.execute("SAVEPOINT baton_demo_read")
    try:
        cursor.execute(*table.select(table.name, table.value))
        found = cursor.fetchall()
    except Exception:  # no such table, whatever the database calls that
        cursor.execute("ROLLBACK TO SAVEPOINT baton_demo_read")
        found = []
    cursor.execute("RELEASE SAVEPOINT baton_demo_read")
    return {name: json.loads(value) for name, value in found}


def write(erp: Erp, name: str, value: Any) -> None:
    """Keep ``value`` (plain data) under ``name``."""
    cursor = erp.connection().cursor()
    cursor.execute(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (name VARCHAR PRIMARY KEY, value TEXT NOT NULL)"
    )
    table = Table(TABLE)
    cursor.execute(*table.delete(where=table.name == name))
    cursor.execute(
        *table.insert([Column(table, "name"), Column(table, "value")], [[name, json.dumps(value)]])
    )
