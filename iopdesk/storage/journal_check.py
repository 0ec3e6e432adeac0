"""Proof that the journal is whole and that every stored row is what its entries say."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from iopdesk.storage import journal_body
from iopdesk.storage.journal_body import Entry, Plain, plain
from iopdesk.storage.journal_tables import (
    SEQUENCES,
    ZERO_HASH,
    ChangeRow,
    ChangeSubject,
    SiteRow,
    first_dot,
)
from iopdesk.storage.journal_triggers import journaled_tables
from iopdesk.storage.schema import Instant

_Rebuilt = dict[str, dict[uuid.UUID, dict[str, Plain]]]


@dataclass(frozen=True)
class ChainFault:
    """An entry that is missing, out of order or not what was written."""

    site_letter: str
    sequence: int
    words: str


@dataclass(frozen=True)
class RowFault:
    """A stored row that differs from its journal; no values, only where."""

    table: str
    row_id: uuid.UUID
    field: str


def verify_chain(connection: Connection) -> list[ChainFault]:
    """Every break in every site's chain of entries; empty when the journal is whole."""
    faults: list[ChainFault] = []
    for site in connection.execute(select(SiteRow.site_no, SiteRow.site_id, SiteRow.letter)).all():
        expected, previous = 1, ZERO_HASH
        for row in _entries_of(connection, site.site_no):
            sequence = row.dot & SEQUENCES
            words = _fault_of(row, expected, previous, site.site_id)
            if words:
                faults.append(ChainFault(site.letter, sequence, words))
            expected, previous = sequence + 1, row.hash
    return faults


def compare_rows(connection: Connection) -> list[RowFault]:
    """Every field whose stored value is not the one its journal gives.

    Also every client whose list of entries is not the one that the entries give.
    """
    entries = _in_order(connection)
    rebuilt = _rebuild(entries)
    faults = _compare_subjects(connection, entries, rebuilt)
    for table in journaled_tables():
        told = rebuilt.pop(table.name, {})
        for row in connection.execute(select(table)).mappings():
            faults += _compare(table, row, told.pop(row["id"], None))
        faults += [RowFault(table.name, row_id, "row is missing") for row_id in told]
    return faults


def _entries_of(connection: Connection, site_no: int) -> Iterable[Row[Any]]:
    low = first_dot(site_no)
    return connection.execute(
        select(ChangeRow.__table__)
        .where(ChangeRow.dot > low, ChangeRow.dot <= low + SEQUENCES)
        .order_by(ChangeRow.dot)
    )


def _fault_of(row: Row[Any], expected: int, previous: bytes, site_id: uuid.UUID) -> str:
    sequence = row.dot & SEQUENCES
    if sequence != expected:
        return f"entries {expected} to {sequence - 1} are missing"
    try:
        body = journal_body.inflate(row.body)
        entry = journal_body.parse(body)
    except ValueError:
        return "the entry can't be read"
    if journal_body.chain_hash(previous, body) != row.hash:
        return "the entry is not what was written"
    if (entry.site_id, entry.sequence) != (site_id, sequence):
        return "the entry belongs elsewhere"
    # these stand beside the hashed bytes, and screens read them
    if (row.user_id, row.action, row.hlc, row.n) != (
        entry.user_id,
        entry.action,
        entry.hlc,
        len(entry.items),
    ):
        return "the entry is not what was written"
    return ""


def _in_order(connection: Connection) -> list[tuple[int, Entry]]:
    entries: list[tuple[int, Entry]] = []
    for dot, stored in connection.execute(select(ChangeRow.dot, ChangeRow.body)):
        try:
            entries.append((dot, journal_body.parse(journal_body.inflate(stored))))
        except ValueError:
            continue  # verify_chain names it
    entries.sort(key=lambda numbered: (numbered[1].hlc, numbered[1].site_id))
    return entries


def _rebuild(entries: list[tuple[int, Entry]]) -> _Rebuilt:
    rows: _Rebuilt = {}
    for _dot, entry in entries:
        for item in entry.items:
            rows.setdefault(item.table, {}).setdefault(item.row_id, {}).update(item.fields)
    return rows


def _compare_subjects(
    connection: Connection, entries: list[tuple[int, Entry]], rebuilt: _Rebuilt
) -> list[RowFault]:
    told: set[tuple[uuid.UUID, int]] = set()
    # whose a row was at that entry: two records may become one later
    owners: dict[uuid.UUID, Plain] = {}
    for dot, entry in entries:
        for item in entry.items:
            if item.table == "client":
                told.add((item.row_id, dot))
                continue
            of_client = item.fields.get("client_id") or owners.get(item.row_id)
            if of_client is not None:
                owners[item.row_id] = of_client
                told.add((uuid.UUID(str(of_client)), dot))
    stored = {
        (row.client_id, row.dot)
        for row in connection.execute(select(ChangeSubject.client_id, ChangeSubject.dot))
    }
    return [
        RowFault("change_subject", client_id, f"entry {dot & SEQUENCES}")
        for client_id, dot in sorted(told ^ stored)
    ]


def _compare(table: Table, row: Any, told: dict[str, Plain] | None) -> list[RowFault]:
    if told is None:
        return [RowFault(table.name, row["id"], "row has no entry")]
    return [
        RowFault(table.name, row["id"], column.key)
        for column in table.columns
        if column.key not in {"id", "op"} and plain(row[column.key]) != _as_read(told, column)
    ]


def _as_read(told: dict[str, Plain], column: Column[Any]) -> Plain:
    # a field that no entry names is as the table makes it: so are columns of later releases
    value = told[column.key] if column.key in told else _default(column)
    if isinstance(value, str) and isinstance(column.type, Instant):
        # the journal keeps the author's offset, the row is in UTC
        return plain(datetime.fromisoformat(value).astimezone(UTC))
    return value


def _default(column: Column[Any]) -> Plain:
    default = column.default
    return plain(default.arg) if isinstance(default, ScalarElementColumnDefault) else None
