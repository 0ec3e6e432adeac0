"""Backups of a running store, each verified by opening it, and restoring one into a new folder."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from iopdesk.domain.backup import BackupMade
from iopdesk.domain.clock import Clock
from iopdesk.domain.problems import UserProblem
from iopdesk.storage.backup_file import (
    SUFFIX,
    BackupHead,
    NotABackup,
    read_head,
    write_backup,
)
from iopdesk.storage.backup_keeping import to_keep
from iopdesk.storage.clinic_keys import ClinicKeys
from iopdesk.storage.connection import connect, give_key, make_engine
from iopdesk.storage.database_key import DatabaseKey
from iopdesk.storage.open_guard import refuse_damaged
from iopdesk.storage.storage_errors import ClinicDamaged, DiskFull, told_plainly

_NAME = "%Y-%m-%d %H.%M.%S"
_SPARE_BYTES = 16 * 1024 * 1024
StoreFacts = dict[str, object]


def make_backup(engine: Engine, keys: ClinicKeys, target: Path, at: datetime) -> BackupMade:
    """Back the store up into one file while others go on working, and verify it.

    Raises DiskFull, CantWrite or ClinicDamaged; a failed backup leaves no file behind, and a file
    that was at `target` stays as it was.
    """
    with told_plainly():
        _refuse_little_room(keys, target)
        working = target.with_name(f".{target.name}.{secrets.token_hex(4)}.iopdb")
        key = keys.master.database_key()
        try:
            facts = _copy_database(engine, working, key)
            _verify(working, key, facts)
            ring = _ring_of(keys)
            head = write_backup(
                working, target, master=keys.master, created=at, ring=ring, facts=facts
            )
        finally:
            key.empty()
            _remove_database(working)
    return BackupMade(target, head.created, target.stat().st_size)


def automatic_path(keys: ClinicKeys, at: datetime) -> Path:
    """Where the automatic backup of this moment goes; names sort by time (UTC)."""
    return keys.files.backups / f"{at.astimezone(UTC).strftime(_NAME)}{SUFFIX}"


def automatic_backups(keys: ClinicKeys) -> list[tuple[datetime, Path]]:
    """The automatic backups in the clinic folder by time, newest first."""
    found = []
    for path in keys.files.backups.glob(f"*{SUFFIX}"):
        with contextlib.suppress(ValueError):
            found.append((datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def thin_out(keys: ClinicKeys, now: datetime) -> int:
    """Remove automatic backups that needn't be kept any longer; returns how many."""
    made = automatic_backups(keys)
    kept = to_keep([at for at, _ in made], now.astimezone(UTC))
    gone = [path for at, path in made if at not in kept]
    for path in gone:
        path.unlink()
    return len(gone)


def back_up_before_upgrade(engine: Engine, keys: ClinicKeys, clock: Clock) -> None:
    """The verified backup without which no migration runs."""
    keys.files.backups.mkdir(mode=0o700, exist_ok=True)
    make_backup(engine, keys, automatic_path(keys, clock.now()), clock.now())


def facts_of(raw: sqlcipher.Connection) -> StoreFacts:
    """What a copy must have as well: rows of every table, and the ends of both chains."""
    tables = raw.execute(
        "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    names = sorted(name for (name,) in tables)
    counts = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    return {"counts": counts, **_chain_ends(raw)}


def has_changed_since(engine: Engine, facts: Mapping[str, object]) -> bool:
    """Whether the live store's chains went on since a backup with these facts."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if raw is None:
            raise RuntimeError("no connection to the store")
        return any(facts.get(name) != ends for name, ends in _chain_ends(raw).items())


def head_of(path: Path) -> BackupHead:
    """The head of a backup; NotABackup or another UserProblem when it can't be read."""
    with told_plainly():
        if not path.is_file():
            raise NotABackup("There is no such backup file.")
        return read_head(path)


def refuse_different(path: Path, key: DatabaseKey, facts: object) -> None:
    """Open a copied database: ClinicDamaged unless it is whole and has all these rows."""
    engine = make_engine(path, key)
    try:
        with engine.connect() as connection:
            refuse_damaged(connection)
        with contextlib.closing(connect(path, key)) as raw:
            if facts_of(raw) != facts:
                raise ClinicDamaged
    finally:
        engine.dispose()


def _copy_database(engine: Engine, working: Path, key: DatabaseKey) -> StoreFacts:
    with engine.connect() as connection:
        source = connection.connection.dbapi_connection
        if source is None:
            raise RuntimeError("no connection to the store")
        uri = f"{working.absolute().as_uri()}?mode=rwc"
        with contextlib.closing(sqlcipher.connect(uri, uri=True, isolation_level=None)) as copy:
            os.chmod(working, 0o600)
            give_key(copy, key)
            # one snapshot for facts and pages; all pages in one step, or other writers restart it
            source.execute("BEGIN")
            try:
                facts = facts_of(source)
                source.backup(copy, pages=-1)
            finally:
                source.execute("ROLLBACK")
            # a single file without a log beside it
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    return facts


def _verify(working: Path, key: DatabaseKey, facts: StoreFacts) -> None:
    refuse_different(working, key, facts)
    with contextlib.closing(connect(working, key)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE").fetchall()


def _chain_ends(raw: sqlcipher.Connection) -> StoreFacts:
    journal = {}
    for (site_no,) in raw.execute("SELECT site_no FROM site ORDER BY site_no").fetchall():
        newest = raw.execute(
            "SELECT dot, hash FROM change WHERE dot BETWEEN ? AND ? ORDER BY dot DESC LIMIT 1",
            (site_no << 32, (site_no << 32) + 0xFFFFFFFF),
        ).fetchone()
        journal[str(site_no)] = _end(newest)
    newest = raw.execute("SELECT seq, hash FROM access_log ORDER BY seq DESC LIMIT 1").fetchone()
    return {"journal": journal, "access": _end(newest)}


def _end(row: tuple[int, bytes] | None) -> list[object]:
    return [0, ""] if row is None else [row[0], row[1].hex()]


def _ring_of(keys: ClinicKeys) -> bytes:
    ring = next((r for r in keys.ring_file.candidates() if r.is_genuine(keys.master)), None)
    if ring is None:
        raise UserProblem(
            "The backup was not made: the clinic's key file is missing or damaged.",
            "Lock IOP Desk and sign in again, which restores the key file; then back up again.",
        )
    return ring.to_bytes()


def _refuse_little_room(keys: ClinicKeys, target: Path) -> None:
    needed = 2 * keys.files.database.stat().st_size + _SPARE_BYTES
    if shutil.disk_usage(target.parent).free < needed:
        raise DiskFull


def _remove_database(working: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        working.with_name(working.name + suffix).unlink(missing_ok=True)
