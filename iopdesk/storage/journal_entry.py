"""Opening and sealing one entry on a connection: used by the session's hooks and by bulk writes."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Connection,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased

from iopdesk.storage import journal_body
from iopdesk.storage.journal_body import Entry, Item
from iopdesk.storage.journal_tables import (
    SEQUENCES,
    ZERO_HASH,
    ChangeRow,
    ChangeSubject,
    FieldHead,
    JournalGate,
    SiteRow,
    first_dot,
)
from iopdesk.storage.prepared_query import PreparedQuery, PreparedWrite
from iopdesk.storage.row_limit import FROM_START, ONE


@dataclass(frozen=True)
class Author:
    """Who changes what, and when: everything of an entry but its rows."""

    action: str
    user_id: uuid.UUID | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class OpenEntry:
    """An entry whose gate is open: its number and what came before."""

    dot: int
    site_id: uuid.UUID
    previous_hash: bytes
    previous_hlc: int
    seen: dict[uuid.UUID, int]


# built once: making a statement costs more than running it
_below = cast(SiteRow.site_no, BigInteger) * (SEQUENCES + 1)
_earlier = aliased(ChangeRow)
_newest = (
    select(func.max(_earlier.dot))
    .where(_earlier.dot > _below, _earlier.dot <= _below + SEQUENCES)
    .correlate(SiteRow)
    .scalar_subquery()
)
_sites = PreparedQuery(
    select(
        SiteRow.site_no,
        SiteRow.site_id,
        JournalGate.local_site,
        ChangeRow.dot,
        ChangeRow.hash,
        ChangeRow.hlc,
    )
    .select_from(SiteRow)
    .join(JournalGate, true())
    .outerjoin(ChangeRow, ChangeRow.dot == _newest)
)
_last = (
    select(ChangeRow.dot, ChangeRow.hash, ChangeRow.hlc)
    .where(ChangeRow.dot > bindparam("low"), ChangeRow.dot <= bindparam("high"))
    .order_by(ChangeRow.dot.desc())
    .limit(ONE)
    .offset(FROM_START)
)
_open_gate = PreparedWrite(update(JournalGate).values(open=1, dot=bindparam("entry"), n=0))
_add_entry = PreparedWrite(insert(ChangeRow))
_forget_heads = PreparedWrite(
    delete(FieldHead).where(
        FieldHead.entity_id == bindparam("entity"), FieldHead.field == bindparam("name")
    )
)
_add_heads = PreparedWrite(
    insert(FieldHead).values(
        entity_id=bindparam("entity"), field=bindparam("name"), dot=bindparam("dot")
    )
)
_add_subjects = PreparedWrite(insert(ChangeSubject))


def last_entry(connection: Connection, site_no: int) -> tuple[int, bytes, int]:
    """Dot, hash and clock stamp of a site's newest entry; zeros before its first."""
    low = first_dot(site_no)
    row = connection.execute(_last, {"low": low, "high": low + SEQUENCES}).first()
    return (row.dot, row.hash, row.hlc) if row else (low, ZERO_HASH, 0)


def open_entry(connection: Connection) -> OpenEntry:
    """Open the gate for the local site's next entry; the write lock must be held."""
    seen: dict[uuid.UUID, int] = {}
    for site_no, site_id, local, dot, chain, hlc in _sites.rows(connection):
        if dot is not None:
            seen[site_id] = dot - first_dot(site_no)
        if site_no == local:
            mine = (dot or first_dot(site_no), site_id, chain or ZERO_HASH, hlc or 0)
    dot, site_id, chain, hlc = mine
    opened = OpenEntry(dot + 1, site_id, chain, hlc, seen)
    open_gate(connection, opened)
    return opened


def open_gate(connection: Connection, opened: OpenEntry) -> None:
    """Let rows of this entry in."""
    _open_gate.run(connection, [{"entry": opened.dot}])


def seal_entry(
    connection: Connection,
    opened: OpenEntry,
    author: Author,
    items: Sequence[Item],
    subjects: Iterable[uuid.UUID],
) -> OpenEntry:
    """Write the entry and what is derived from it; the gate closes behind it.

    Returns what an entry that follows in the same transaction starts from; its gate is shut.
    """
    offset = author.at.utcoffset()
    entry = Entry(
        site_id=opened.site_id,
        sequence=opened.dot & SEQUENCES,
        seen=opened.seen,
        hlc=max(int(author.at.timestamp() * 1000) << 16, opened.previous_hlc + 1),
        offset=int(offset.total_seconds() // 60) if offset else 0,
        user_id=author.user_id,
        action=author.action,
        reason=author.reason,
        items=tuple(items),
    )
    body = journal_body.canonical(entry)
    chain = journal_body.chain_hash(opened.previous_hash, body)
    row = {
        "dot": opened.dot,
        "hash": chain,
        "hlc": entry.hlc,
        "user_id": entry.user_id,
        "action": entry.action,
        "n": len(items),
        "body": journal_body.deflate(body),
    }
    _add_entry.run(connection, [row])
    _derive(connection, opened.dot, items, subjects)
    seen = {**opened.seen, opened.site_id: entry.sequence}
    return OpenEntry(opened.dot + 1, opened.site_id, chain, entry.hlc, seen)


def _derive(
    connection: Connection, dot: int, items: Sequence[Item], subjects: Iterable[uuid.UUID]
) -> None:
    heads = [
        {"entity": item.row_id, "name": field, "dot": dot}
        for item in items
        if item.kind == "set"
        for field in item.fields
    ]
    # the author had seen every entry in this store, so the new values cover all of them
    _forget_heads.run(connection, heads)
    _add_heads.run(connection, heads)
    _add_subjects.run(
        connection, [{"client_id": client_id, "dot": dot} for client_id in sorted(subjects)]
    )
