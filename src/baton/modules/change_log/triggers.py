"""SQL triggers that write ``baton_change_log``, for SQLite and PostgreSQL.

Row numbers must rise in the order of commits, or a reader that remembers the highest number it
saw would miss rows. SQLite has one writer at a time, so its triggers write at once. On PostgreSQL
the triggers are deferred to the commit and take a lock there: only the last moment of each
transaction waits for others.
"""

from trytond import backend
from trytond.model import ModelSQL
from trytond.pool import Pool

PREFIX = "baton_log_"

LOCK = 7246002
"""PostgreSQL advisory lock of those who are committing."""

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION baton_log_change() RETURNS trigger AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF TG_OP = 'DELETE' THEN
        INSERT INTO baton_change_log (model, record, operation, tx_time, "user")
        VALUES (TG_ARGV[0], OLD.id, 'delete', timezone('UTC', clock_timestamp()), NULL);
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO baton_change_log (model, record, operation, tx_time, "user")
        VALUES (TG_ARGV[0], NEW.id, 'create', timezone('UTC', clock_timestamp()), NEW.create_uid);
    ELSE
        INSERT INTO baton_change_log (model, record, operation, tx_time, "user")
        VALUES (TG_ARGV[0], NEW.id, 'write', timezone('UTC', clock_timestamp()), NEW.write_uid);
    END IF;
    RETURN NULL;
END
$body$ LANGUAGE plpgsql
"""  # noqa: S608 - constants only

_EVENTS = (
    ("INSERT", "create", "NEW.id", "NEW.create_uid"),
    ("UPDATE", "write", "NEW.id", "NEW.write_uid"),
    ("DELETE", "delete", "OLD.id", "NULL"),
)


def mirrored():
    """Table name → model name of every table that is logged: all but Tryton's own ir and res."""
    tables = {}
    for name, model in Pool().iterobject():
        if (
            issubclass(model, ModelSQL)
            and not name.startswith(("ir.", "res.", "baton.change_log"))
            and not model._is_table_query()
            and {"create_uid", "write_uid"} <= model._fields.keys()
        ):
            tables[model._table] = name
    return tables


def install(connection):
    """Make the triggers that are missing and drop those of tables no longer mirrored.

    Returns how many tables are logged.
    """
    cursor = connection.cursor()
    tables = mirrored()
    if backend.name == "postgresql":
        _install_postgresql(cursor, tables)
    else:
        _install_sqlite(cursor, tables)
    return len(tables)


def _install_sqlite(cursor, tables):
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    present = {name for (name,) in cursor.fetchall()}
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", (PREFIX + "%",)
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table, model in tables.items():
        if table not in present:
            continue
        for event, operation, record, user in _EVENTS:
            cursor.execute(
                f'CREATE TRIGGER "{PREFIX}{operation}_{table}" AFTER {event} ON "{table}" BEGIN '  # noqa: S608 - names of our own
                f'INSERT INTO baton_change_log (model, record, operation, tx_time, "user") '
                f"VALUES ('{model}', {record}, '{operation}', "
                f"strftime('%Y-%m-%d %H:%M:%f', 'now'), {user}); END"
            )


def _install_postgresql(cursor, tables):
    cursor.execute(_FUNCTION)
    cursor.execute(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname LIKE %s AND NOT t.tgisinternal",
        (PREFIX + "%",),
    )
    logged = dict(cursor.fetchall())
    cursor.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    )
    present = {name for (name,) in cursor.fetchall()}
    for table, name in logged.items():
        if table not in tables:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
    for table, model in tables.items():
        if table in present and table not in logged:
            cursor.execute(
                f'CREATE CONSTRAINT TRIGGER "{PREFIX}change" '
                f'AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                f"EXECUTE FUNCTION baton_log_change('{model}')"
            )
