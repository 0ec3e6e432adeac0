"""Brings a store to the program's schema: one transaction, keys off before it, triggers whole.

Two accidents were measured and are closed here: a table rebuilt with foreign keys on empties its
children without an error, and rebuilding drops the table's triggers silently. The pragma is a no-op
inside a transaction, so it comes before BEGIN.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from iopdesk.domain.resources import migrations_path
from iopdesk.storage import trigger_set
from iopdesk.storage.connection import WRITES

_VERSION_TABLE = "alembic_version"


class UpgradeError(RuntimeError):
    """A migration did not leave the store as it must be; nothing of it was kept."""


@functools.cache
def head_revision() -> str:
    """The newest revision that ships with the program: the number in the last file's name."""
    names = sorted(path.stem for path in (migrations_path() / "versions").glob("[0-9]*.py"))
    return names[-1].partition("_")[0]


def revision_of(connection: Connection) -> str | None:
    """The store's revision; None when it has none (not a store, or still empty)."""
    try:
        return connection.exec_driver_sql(
            f"SELECT version_num FROM {_VERSION_TABLE}"
        ).scalar_one_or_none()
    except OperationalError:
        return None


def upgrade(engine: Engine, *, to: str = "head", before: Callable[[], None] | None = None) -> None:
    """Run the missing migrations, all of them or none; `before` makes the verified backup.

    The caller holds the maintenance lock: no other process has the store open.
    """
    # Alembic costs 0.2 s to import and is needed once a release
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    if before is not None:
        before()
    config = Config()
    config.set_main_option("script_location", str(migrations_path()).replace("%", "%%"))
    with _keys_off(engine) as connection, connection.begin():
        counts = _row_counts(connection)
        config.attributes["connection"] = connection
        with schema_change(connection):
            command.upgrade(config, to)
        _refuse_lost_rows(counts, _row_counts(connection))
        _refuse_broken_references(connection)
        revision = revision_of(connection) or "0"
        connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
    # what was prepared against the old schema must not be used again
    engine.dispose()


@contextmanager
def schema_change(connection: Connection) -> Iterator[None]:
    """Take every trigger away, and bring the whole set back from its one source afterwards."""
    trigger_set.drop_all(connection)
    yield
    trigger_set.create_all(connection)
    if trigger_set.stored(connection) != trigger_set.expected():
        raise UpgradeError("the triggers are not those of this program")


@contextmanager
def _keys_off(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(**WRITES) as connection:
        raw = connection.connection.dbapi_connection
        if raw is None:
            raise UpgradeError("no connection to the store")
        _set_foreign_keys(raw, on=False)
        try:
            yield connection
        finally:
            _set_foreign_keys(raw, on=True)


def _set_foreign_keys(raw: object, *, on: bool) -> None:
    execute = raw.execute  # type: ignore[attr-defined]
    execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
    if execute("PRAGMA foreign_keys").fetchone() != (int(on),):
        raise UpgradeError("foreign keys could not be switched")


def _row_counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    return {
        name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in names.all()
        if name != _VERSION_TABLE
    }


def _refuse_lost_rows(before: dict[str, int], after: dict[str, int]) -> None:
    for table, count in before.items():
        if after.get(table, count) < count:
            raise UpgradeError(f"{count - after[table]} rows of {table} would be lost")


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise UpgradeError(f"a row of {broken[0]} would point to nothing")
