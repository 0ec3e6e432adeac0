"""Triggers that refuse a row without its journal entry; they stop accidents, not the key holder.

The texts are compared with the database's at each start (see open_guard).
"""

from sqlalchemy import Connection, Table

from iopdesk.storage.schema import Base, Journaled

_ROW = {
    "ins": """CREATE TRIGGER {t}_ins BEFORE INSERT ON {t}
WHEN NEW.op IS NOT (SELECT dot FROM journal_gate WHERE open=1)
BEGIN SELECT RAISE(ABORT,'journal: row without entry'); END""",
    "upd": """CREATE TRIGGER {t}_upd BEFORE UPDATE ON {t}
WHEN NEW.op IS NOT (SELECT dot FROM journal_gate WHERE open=1) OR NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT,'journal: row without entry'); END""",
    "del": """CREATE TRIGGER {t}_del BEFORE DELETE ON {t}
BEGIN SELECT RAISE(ABORT,'journal: void, never delete'); END""",
    "tch": """CREATE TRIGGER {t}_tch AFTER UPDATE ON {t} WHEN OLD.op IS NOT NEW.op
BEGIN INSERT INTO touch VALUES(OLD.id,OLD.op) ON CONFLICT DO NOTHING; END""",
    "in": """CREATE TRIGGER {t}_in AFTER INSERT ON {t}
BEGIN UPDATE journal_gate SET n=n+1; END""",
    "un": """CREATE TRIGGER {t}_un AFTER UPDATE ON {t}
BEGIN UPDATE journal_gate SET n=n+1; END""",
}
_NEXT_DOT = (
    "(SELECT coalesce(max(dot),(NEW.dot>>32)<<32)+1 FROM change"
    " WHERE dot BETWEEN (NEW.dot>>32)<<32 AND (NEW.dot>>32<<32)+4294967295)"
)
_JOURNAL = {
    "change_ins": f"""CREATE TRIGGER change_ins BEFORE INSERT ON change
WHEN NEW.dot IS NOT (SELECT dot FROM journal_gate WHERE open=1)
 OR NEW.n IS NOT (SELECT n FROM journal_gate) OR NEW.dot IS NOT {_NEXT_DOT}
BEGIN SELECT RAISE(ABORT,'journal: entry out of order or rows not in it'); END""",
    "change_seal": """CREATE TRIGGER change_seal AFTER INSERT ON change
BEGIN UPDATE journal_gate SET open=0, n=0; END""",
    "change_upd": """CREATE TRIGGER change_upd BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT,'journal: append only'); END""",
    "change_del": """CREATE TRIGGER change_del BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT,'journal: append only'); END""",
    "gate_open": f"""CREATE TRIGGER gate_open BEFORE UPDATE ON journal_gate
WHEN NEW.open=1 AND OLD.open=0 AND NEW.dot IS NOT {_NEXT_DOT}
BEGIN SELECT RAISE(ABORT,'journal: gate opened for no new entry'); END""",
    "gate_hold": """CREATE TRIGGER gate_hold BEFORE UPDATE ON journal_gate
WHEN OLD.open=1 AND (NEW.dot IS NOT OLD.dot OR (NEW.open=1 AND NEW.n<OLD.n)
 OR (NEW.open=0 AND NOT EXISTS (SELECT 1 FROM change WHERE dot=OLD.dot)))
BEGIN SELECT RAISE(ABORT,'journal: gate is open for another entry'); END""",
    "gate_del": """CREATE TRIGGER gate_del BEFORE DELETE ON journal_gate
BEGIN SELECT RAISE(ABORT,'journal: gate'); END""",
}


def journaled_tables() -> list[Table]:
    """Every table whose rows need an entry, by name."""
    return sorted(
        (
            mapper.local_table
            for mapper in Base.registry.mappers
            if issubclass(mapper.class_, Journaled) and isinstance(mapper.local_table, Table)
        ),
        key=lambda table: table.name,
    )


def expected() -> dict[str, str]:
    """Every journal trigger that a store must have, by name."""
    rows = {
        f"{table.name}_{suffix}": text.format(t=table.name)
        for table in journaled_tables()
        for suffix, text in _ROW.items()
    }
    return rows | _JOURNAL


def stored(connection: Connection) -> dict[str, str]:
    """The journal triggers that the database really has, by name."""
    known = expected()
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type='trigger'")
    return {name: sql for name, sql in rows if name in known}


def create_all(connection: Connection) -> None:
    """Make every trigger that is missing."""
    present = stored(connection)
    for name, text in expected().items():
        if name not in present:
            connection.exec_driver_sql(text)


def drop_all(connection: Connection) -> None:
    """Take the triggers away for a change of the schema; `create_all` brings them back."""
    for name in stored(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
