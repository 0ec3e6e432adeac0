"""Refused sign-ins wait in a small file until someone can open the store and log them."""

import contextlib
import json
import os
import uuid
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from iopdesk.storage import access_log

_LARGEST = 1_000_000
FAILED = "sign-in failed"


def note(path: Path, at: datetime, user_id: uuid.UUID | None, what: str = FAILED) -> None:
    """Note one refused sign-in; never what was typed, which may be a password.

    A full disk must not turn a wrong password into another error, so it is let pass.
    """
    line = json.dumps({"at": at.isoformat(), "user": user_id.hex if user_id else "", "what": what})
    with contextlib.suppress(OSError):
        if path.exists() and path.stat().st_size > _LARGEST:
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            file.write(f"{line}\n".encode())
            os.fsync(file.fileno())


def merge(path: Path, connection: Connection) -> Path | None:
    """Copy the waiting tries into the access log within the caller's writing transaction.

    Returns the file to remove once that transaction has committed.
    """
    taken = path.with_name(f"{path.name}.merging")
    if not taken.exists():
        if not path.exists():
            return None
        os.replace(path, taken)
    for line in taken.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = json.loads(line)
            at = datetime.fromisoformat(record["at"])
            user_id = uuid.UUID(hex=record["user"]) if record["user"] else None
            what = str(record["what"])
        except (ValueError, KeyError, TypeError, AttributeError):
            # half a line after a power cut; the throttle has counted the try all the same
            continue
        if at.tzinfo is not None:
            access_log.append(connection, at, user_id, what)
    return taken
