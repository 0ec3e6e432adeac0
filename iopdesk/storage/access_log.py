"""The access log: who viewed, printed, exported or failed to sign in; a hash chain of its own.

45 CFR 164.312(b) asks for audit controls and 42 CFR 2.25 for an account of disclosures. Rows are
only ever added. Every row's hash covers the one before, so a removed or altered row is found.
"""

import hashlib
import uuid
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.canonical import canonical_json

_TAG = b"iopdesk/access/v1"
_START = bytes(32)
_READ_AT_ONCE = 10_000

# the row's number must be the next one; nothing may be altered, taken away or put in between
_TRIGGERS = {
    "access_log_ins": """CREATE TRIGGER access_log_ins BEFORE INSERT ON access_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq),0)+1 FROM access_log)
BEGIN SELECT RAISE(ABORT,'access log: rows only at the end'); END""",
    "access_log_upd": """CREATE TRIGGER access_log_upd BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT,'access log: append only'); END""",
    "access_log_del": """CREATE TRIGGER access_log_del BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT,'access log: append only'); END""",
}


def expected() -> dict[str, str]:
    """The access log's triggers that a store must have, by name."""
    return dict(_TRIGGERS)


def append(
    connection: Connection,
    at: datetime,
    by: uuid.UUID | None,
    what: str,
    client_id: uuid.UUID | None = None,
    *,
    purpose: str = "",
    to: str = "",
) -> None:
    """Add one row within the caller's writing transaction."""
    last = connection.execute(
        select(AccessRow.seq, AccessRow.hash).order_by(AccessRow.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, _START)
    row = {
        "seq": seq,
        "at": at,
        "user_id": by,
        "what": what,
        "client_id": client_id,
        "purpose": purpose,
        "recipient": to,
    }
    connection.execute(insert(AccessRow), {**row, "hash": _hash(previous, row)})


def head(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the newest row; what backups and reports carry away as proof."""
    last = connection.execute(
        select(AccessRow.seq, AccessRow.hash).order_by(AccessRow.seq.desc()).limit(1)
    ).first()
    return (last.seq, last.hash) if last else (0, _START)


def verify_access_chain(connection: Connection) -> int | None:
    """The number of the first row that is missing or altered; None when the chain is whole."""
    previous, expected_seq = _START, 1
    rows = connection.execution_options(yield_per=_READ_AT_ONCE).execute(
        select(AccessRow.__table__).order_by(AccessRow.seq)
    )
    for row in rows.mappings():
        fields = {name: value for name, value in row.items() if name != "hash"}
        if row["seq"] != expected_seq or row["hash"] != _hash(previous, fields):
            return expected_seq
        previous, expected_seq = row["hash"], expected_seq + 1
    return None


def _hash(previous: bytes, row: dict[str, object]) -> bytes:
    return hashlib.sha256(
        _TAG + previous + canonical_json({name: _plain(value) for name, value in row.items()})
    ).digest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex if isinstance(value, uuid.UUID) else value
