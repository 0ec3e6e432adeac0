"""The database opens with its key, its settings and in its own place, or not at all."""

import os
import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

import iopdesk
from iopdesk.storage import connection as connection_module
from iopdesk.storage.connection import UnsafeLibraryError, connect, make_engine, writing
from iopdesk.storage.database_key import DatabaseKey

SENTINEL = "Zyxwvut Sentinel"


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey(os.urandom(32))


@pytest.fixture
def database(tmp_path: Path, key: DatabaseKey) -> Path:
    path = tmp_path / "a folder #1 ?" / "clinic.iopdb"
    path.parent.mkdir()
    connection = connect(path, key, create=True)
    connection.execute("CREATE TABLE person (name TEXT UNIQUE)")
    connection.close()
    return path


def test_a_missing_database_is_not_made(tmp_path: Path, key: DatabaseKey) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        connect(tmp_path / "clinic.iopdb", key)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_opens_nothing(database: Path) -> None:
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        connect(database, DatabaseKey(os.urandom(32)))


def test_a_key_of_another_length_is_no_key() -> None:
    # SQLCipher would silently take it as a pass phrase
    for length in (0, 16, 31, 33, 64):
        with pytest.raises(ValueError, match="32"):
            DatabaseKey(bytes(length))


def test_an_emptied_key_opens_nothing_and_shows_nothing(database: Path, key: DatabaseKey) -> None:
    assert not re.search(r"[0-9a-f]{8}", repr(key))
    key.empty()
    assert key.is_empty
    with pytest.raises(ValueError, match="emptied"):
        connect(database, key)


def test_every_setting_the_store_depends_on_is_on(database: Path, key: DatabaseKey) -> None:
    engine = make_engine(database, key)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 10000,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "temp_store": 2,
        "journal_size_limit": 67108864,
    }
    with engine.connect() as db:
        found = {n: db.exec_driver_sql(f"PRAGMA {n}").scalar() for n in expected}
    engine.dispose()
    # without memory mapping the pragma answers nothing at all
    assert {**found, "mmap_size": found["mmap_size"] or 0} == expected


def test_the_linked_library_is_new_enough_and_encrypts(database: Path, key: DatabaseKey) -> None:
    assert sqlcipher.sqlite_version_info >= (3, 53, 4)
    connection = connect(database, key)
    (version,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    assert tuple(map(int, version.split()[0].split("."))) >= (4, 16)


def test_an_old_library_is_refused(
    database: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(UnsafeLibraryError):
        connect(database, key)


def test_writers_take_the_lock_before_they_read(database: Path, key: DatabaseKey) -> None:
    engine = make_engine(database, key)
    with writing(engine).connect() as first, first.begin():
        other = connect(database, key)
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM person").fetchone() == (0,)
        other.close()
    with engine.connect() as reader, reader.begin():
        other = connect(database, key)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
    engine.dispose()


def test_names_stand_neither_in_files_nor_in_exceptions(database: Path, key: DatabaseKey) -> None:
    engine = make_engine(database, key)
    insert = text("INSERT INTO person VALUES (:name)")
    with writing(engine).connect() as db, db.begin():
        db.execute(insert, {"name": SENTINEL})
    with pytest.raises(IntegrityError) as caught, writing(engine).connect() as db, db.begin():
        db.execute(insert, {"name": SENTINEL})
    assert SENTINEL not in str(caught.value)
    for path in database.parent.iterdir():
        content = path.read_bytes()
        assert SENTINEL.encode() not in content
        assert not content.startswith(b"SQLite format 3")
    engine.dispose()


def test_nothing_in_the_program_opens_the_live_file_but_sqlite() -> None:
    """No `open` and no copy of the live path, and no second SQLite library, in any module."""
    package = Path(iopdesk.__file__).parent
    second_library = re.compile(r"^\s*(?:import|from)\s+(?:sqlite3|apsw|PySide6\.QtSql)\b", re.M)
    touching = re.compile(
        r"(?:database|DATABASE)\w*\s*\.\s*(?:open|read_bytes|read_text|write_bytes)\("
        r"|(?:open|copy\w*|sha256\w*|file_digest)\(\s*(?:\w+\.)*database\b"
    )
    found = []
    for path in package.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if second_library.search(source):
            found.append(f"{path.name}: second library")
        if touching.search(source) and path.name != "backup_file.py":
            found.append(f"{path.name}: opens the live file")
    assert found == []
