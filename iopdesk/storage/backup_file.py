"""The file of one backup: a readable head with the key ring's copy, then the encrypted database.

``IOPDESK BACKUP 1`` newline, four bytes length, the head as canonical JSON, the database's bytes.
The head's `sealed` part (counts and chain heads) opens only with the clinic's keys, and proves that
a holder of them made the whole head.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.wording import later
from iopdesk.storage.atomic_file import replace_durably
from iopdesk.storage.canonical import canonical_json
from iopdesk.storage.key_ring import MasterKey

SUFFIX = ".iopbackup"
_MAGIC = b"IOPDESK BACKUP 1\n"
_LARGEST_HEAD = 8_000_000
_CHUNK = 1 << 20
_NONCE_BYTES = 12
_PURPOSE = "iopdesk/backup/v1"
_HEAD_FIELDS = {"v", "file_id", "created", "ring", "bytes", "sha256", "sealed"}


class NotABackup(UserProblem):
    """The file is no whole backup of IOP Desk."""

    def __init__(self, what: str = later("This file isn't a whole backup of IOP Desk.")) -> None:
        super().__init__(what, "Choose another backup. Nothing was changed.")


@dataclass(frozen=True)
class BackupHead:
    """What can be read of a backup without a password."""

    file_id: UUID
    created: datetime
    ring: bytes
    database_bytes: int
    database_sha256: str
    sealed: bytes

    def unsealed(self, master: MasterKey) -> Mapping[str, object]:
        """The sealed facts; NotABackup when the head wasn't made with these keys."""
        nonce, ciphertext = self.sealed[:_NONCE_BYTES], self.sealed[_NONCE_BYTES:]
        try:
            plain = AESGCM(master.subkey(_PURPOSE)).decrypt(nonce, ciphertext, self._open_part())
        except InvalidTag:
            raise NotABackup("This backup was altered, or belongs to another clinic.") from None
        facts = json.loads(plain)
        if not isinstance(facts, dict):
            raise NotABackup
        return facts

    def _open_part(self) -> bytes:
        return canonical_json(_open_record(self))


def write_backup(
    database: Path,
    target: Path,
    *,
    master: MasterKey,
    created: datetime,
    ring: bytes,
    facts: Mapping[str, object],
) -> BackupHead:
    """Write the backup beside its place, read it back, and rename it; OSError leaves nothing."""
    unsealed = BackupHead(
        file_id=master.file_id,
        created=created,
        ring=ring,
        database_bytes=database.stat().st_size,
        database_sha256=_sha256_of(database),
        sealed=b"",
    )
    nonce = os.urandom(_NONCE_BYTES)
    sealed = nonce + AESGCM(master.subkey(_PURPOSE)).encrypt(
        nonce, canonical_json(dict(facts)), canonical_json(_open_record(unsealed))
    )
    head_bytes = _head_bytes(replace(unsealed, sealed=sealed))
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        _write_part(part, head_bytes, database)
        head = read_head(part)
        refuse_incomplete(part, head)
        replace_durably(part, target)
    finally:
        part.unlink(missing_ok=True)
    return head


def read_head(path: Path) -> BackupHead:
    """The head of a backup; NotABackup for any other file."""
    with path.open("rb") as file:
        return _read_head(file)


def refuse_incomplete(path: Path, head: BackupHead) -> None:
    """NotABackup unless the database's bytes are those that were written."""
    if _copied(path, None) != (head.database_bytes, head.database_sha256):
        raise NotABackup("This backup is damaged or cut off.")


def extract_database(path: Path, head: BackupHead, target: Path) -> None:
    """Write the encrypted database of a backup to a new file; NotABackup when it is damaged."""
    if _copied(path, target) != (head.database_bytes, head.database_sha256):
        raise NotABackup("This backup is damaged or cut off.")


def _read_head(file: BinaryIO) -> BackupHead:
    if file.read(len(_MAGIC)) != _MAGIC:
        raise NotABackup
    length = int.from_bytes(file.read(4), "big")
    if length > _LARGEST_HEAD:
        raise NotABackup
    content = file.read(length)
    try:
        record = json.loads(content)
        if set(record) != _HEAD_FIELDS or record["v"] != 1:
            raise NotABackup
        head = BackupHead(
            file_id=UUID(hex=record["file_id"]),
            created=datetime.fromisoformat(record["created"]),
            ring=bytes.fromhex(record["ring"]),
            database_bytes=int(record["bytes"]),
            database_sha256=str(record["sha256"]),
            sealed=bytes.fromhex(record["sealed"]),
        )
        written = _head_bytes(head)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise NotABackup from error
    if written != content:
        raise NotABackup
    return head


def _head_bytes(head: BackupHead) -> bytes:
    return canonical_json({**_open_record(head), "sealed": head.sealed.hex()})


def _open_record(head: BackupHead) -> dict[str, object]:
    return {
        "v": 1,
        "file_id": head.file_id.hex,
        "created": head.created.isoformat(),
        "ring": head.ring.hex(),
        "bytes": head.database_bytes,
        "sha256": head.database_sha256,
    }


def _write_part(part: Path, head: bytes, database: Path) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file, database.open("rb") as source:
        file.write(_MAGIC + len(head).to_bytes(4, "big") + head)
        while chunk := source.read(_CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _copied(path: Path, target: Path | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        _read_head(file)
        out = None if target is None else target.open("xb")
        try:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if out is not None:
                    out.write(chunk)
            if out is not None:
                out.flush()
                os.fsync(out.fileno())
        finally:
            if out is not None:
                out.close()
    return size, digest.hexdigest()


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_BINARY: int = getattr(os, "O_BINARY", 0)
