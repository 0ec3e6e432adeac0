"""How the encrypted database is opened; nothing else in the program opens the live file.

Three traps were measured and are closed here: a plain ``open(path).close()`` drops SQLite's own
locks on the file, a raw key of wrong length is silently taken as a pass phrase, and without a key
SQLCipher writes plain text. So only SQLite ever touches the path, and every connection proves its
key before it is handed out.

Transactions: SQLAlchemy begins them through the ``begin`` event below. A connection whose execution
options say ``writes=True`` begins with BEGIN IMMEDIATE, all others with BEGIN::

    engine = make_engine(path, key)
    read = sessionmaker(engine)
    write = sessionmaker(writing(engine))          # or session.connection(execution_options=WRITES)
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from iopdesk.storage.database_key import DatabaseKey

OLDEST_SQLITE = (3, 51, 3)  # the WAL-reset bug loses commits before this release
APPLICATION_ID = 0x494F5044  # "IOPD" in the database header
WRITES: Mapping[str, bool] = MappingProxyType({"writes": True})

_SETTINGS = (
    ("busy_timeout", "10000"),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("recursive_triggers", "ON"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("temp_store", "MEMORY"),
    ("journal_size_limit", "67108864"),
    ("cache_size", "-16384"),
)
_MAC_SETTINGS = (("fullfsync", "ON"), ("checkpoint_fullfsync", "ON"))
_MUST_ANSWER = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
    # without it INSERT OR REPLACE walks round the triggers that protect the journal
    ("recursive_triggers", 1),
)


class UnsafeLibraryError(RuntimeError):
    """The linked SQLite library is too old or has no encryption; nothing may be opened with it."""


def connect(path: Path, key: DatabaseKey, *, create: bool = False) -> sqlcipher.Connection:
    """Open the database with every setting the store depends on.

    Raises sqlcipher3 errors (wrong key, damaged, locked) as they come; ``create`` makes the file
    when it is missing and is for new clinics and backups only.
    """
    _require_safe_library()
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        give_key(connection, key)
        _apply_settings(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def give_key(connection: sqlcipher.Connection, key: DatabaseKey) -> None:
    """Key a fresh connection and prove the key by reading; DatabaseError when it is wrong."""
    # SQLCipher must never log; its own locking of memory stays off (ARCHITECTURE, decision 1)
    connection.execute("PRAGMA cipher_log_level = NONE")
    answer = connection.execute(key.as_pragma()).fetchone()
    if answer != ("ok",):
        raise UnsafeLibraryError("The database library did not take the key.")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise UnsafeLibraryError("The database library has no encryption.")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def make_engine(path: Path, key: DatabaseKey) -> Engine:
    """An engine over the encrypted file; the key is asked for at each new connection."""

    def creator() -> sqlcipher.Connection:
        return connect(path, key)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        # the connection used last has in its cache what is read next
        pool_use_lifo=True,
        # bound values are client data and would otherwise stand in exception texts
        hide_parameters=True,
    )
    # many rows go in as one statement: each statement pays anew for the triggers of its table
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take the write lock before they read."""
    return engine.execution_options(writes=True)


def _begin(connection: Connection) -> None:
    # read-then-write under a plain BEGIN met SQLITE_BUSY 100,000 times in 600 transactions
    writes = connection.get_execution_options().get("writes", False)
    # by the driver: every reading begins here, and SQLAlchemy would take most of its time
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _apply_settings(connection: sqlcipher.Connection) -> None:
    settings = _SETTINGS + (_MAC_SETTINGS if sys.platform == "darwin" else ())
    for name, value in settings:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    for name, expected in _MUST_ANSWER:
        (answer,) = connection.execute(f"PRAGMA {name}").fetchone()
        if answer != expected:
            raise UnsafeLibraryError(f"The database did not accept the setting {name}.")


def _require_safe_library() -> None:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise UnsafeLibraryError(
            f"SQLite {sqlcipher.sqlite_version} can lose saved data; 3.51.3 or newer is needed."
        )
