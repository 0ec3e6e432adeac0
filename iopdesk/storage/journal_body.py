"""What an entry of the journal looks like as bytes: canonical JSON, hash, compression.

The same bytes are hashed at every site, so nothing here may change under a format version.
"""

import hashlib
import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

FORMAT = 1
SCHEMA = 1
_TAG = b"iopdesk/change/v1"
_LARGEST_BODY = 64 * 1024 * 1024
# part of format 1 for ever: words that most entries hold, the commonest last
_DICTIONARY = (
    b'"meeting_referral","group_session","client_note","planned_service","objective_status",'
    b'"roster_place","support_person","medication","diagnosis","placement","episode","problem",'
    b'"objective","goal","plan","client","phone","set",{"signed_at":"signed_by":"state":"draft",'
    b'"starts":"2026-11-"ends":null,"position":1,"text":"","reason":"","void":0,'
    b'"session_id":"mark":"absent","excused","late","minutes":180,"mark":"present","minutes":90,'
    b'"create",{"client_id":"0197"day":"2026-"},["attendance",'
    b'"o":-480,"r":"","s":["v":1}{"a":"attendance.mark","c":{"f":1,"h":"i":[["attendance",'
)

Plain = str | int | bool | None
Kind = Literal["create", "set"]


@dataclass(frozen=True)
class Item:
    """One row's part of an entry: its table, its id, and each field's new value."""

    table: str
    row_id: uuid.UUID
    kind: Kind
    fields: Mapping[str, Plain]


@dataclass(frozen=True)
class Entry:
    """All of one entry as its author's site wrote it.

    `seen` is what the author had seen: the last sequence of each site. `hlc` is milliseconds
    since 1970 << 16 with a counter, `offset` the author's minutes from UTC.
    """

    site_id: uuid.UUID
    sequence: int
    seen: Mapping[uuid.UUID, int]
    hlc: int
    offset: int
    user_id: uuid.UUID | None
    action: str
    reason: str
    items: tuple[Item, ...]


def plain(value: object) -> Plain:
    """A field's value as the journal keeps it; TypeError for what it can't keep (floats)."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"the journal can't keep a {type(value).__name__}")


def canonical(entry: Entry) -> bytes:
    """The bytes that are hashed: compact JSON with sorted keys."""
    return json.dumps(
        {
            "a": entry.action,
            "c": {site.hex: sequence for site, sequence in entry.seen.items()},
            "f": FORMAT,
            "h": entry.hlc,
            "i": [[i.table, i.row_id.hex, i.kind, dict(i.fields)] for i in entry.items],
            "o": entry.offset,
            "r": entry.reason,
            "s": [entry.site_id.hex, entry.sequence],
            "u": entry.user_id.hex if entry.user_id else None,
            "v": SCHEMA,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    ).encode()


@lru_cache(maxsize=8192)
def uuid_of_hex(written: str) -> uuid.UUID:
    """The UUID of 32 digits as entries have it; kept, since the same few stand in most of them."""
    return uuid.UUID(written)


def parse(body: bytes, *, of_client: uuid.UUID | None = None) -> Entry:
    """The entry in canonical bytes; ValueError when they are not one.

    With `of_client`, without the rows of other clients: a session's marks are one entry.
    """
    try:
        raw = json.loads(body)
        items = raw["i"]
        if of_client is not None:
            mine = (None, of_client.hex)
            items = [item for item in items if item[3].get("client_id") in mine]
        return Entry(
            site_id=uuid_of_hex(raw["s"][0]),
            sequence=int(raw["s"][1]),
            seen={uuid_of_hex(site): int(last) for site, last in raw["c"].items()},
            hlc=int(raw["h"]),
            offset=int(raw["o"]),
            user_id=uuid_of_hex(raw["u"]) if raw["u"] else None,
            action=str(raw["a"]),
            reason=str(raw["r"]),
            items=tuple(Item(t, uuid_of_hex(i), k, f) for t, i, k, f in items),
        )
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("not a journal entry") from error


def chain_hash(previous: bytes, body: bytes) -> bytes:
    """The hash of an entry, from its site's previous hash and its canonical bytes."""
    return hashlib.sha256(_TAG + previous + body).digest()


def deflate(body: bytes) -> bytes:
    """Canonical bytes as they are stored."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    return packer.compress(body) + packer.flush()


def inflate(stored: bytes) -> bytes:
    """Stored bytes as canonical ones; ValueError when damaged or larger than 64 MiB."""
    try:
        unpacker = zlib.decompressobj(-15, _DICTIONARY)
        body = unpacker.decompress(stored, _LARGEST_BODY)
    except zlib.error as error:
        raise ValueError("a journal entry is damaged") from error
    if not unpacker.eof:
        raise ValueError("a journal entry is damaged or too large")
    return body
