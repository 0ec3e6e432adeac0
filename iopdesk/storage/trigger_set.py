"""Every trigger of a store, from one source: journal, access log and what was signed."""

from sqlalchemy import Connection

from iopdesk.storage import access_log, all_tables, journal_triggers, signed_triggers

# the journal's triggers are named after the tables that were imported: it must be all of them
TABLES = all_tables.MODULES


def expected() -> dict[str, str]:
    """The text of each trigger that a store must have, by name."""
    return journal_triggers.expected() | access_log.expected() | signed_triggers.expected()


def stored(connection: Connection) -> dict[str, str]:
    """The text of each trigger that the database has, by name; unknown ones included."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type='trigger'")
    return {name: sql for name, sql in rows}


def create_all(connection: Connection) -> None:
    """Make every trigger that is missing."""
    present = stored(connection)
    for name, text in expected().items():
        if name not in present:
            connection.exec_driver_sql(text)


def drop_all(connection: Connection) -> None:
    """Take every trigger away for a change of the schema, within the caller's transaction."""
    for name in stored(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
