"""Proof that the journal is whole and that every stored row is what its entries say."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from iopdesk.storage import journal_body
from iopdesk.storage.journal_body import Entry, Plain, plain
from iopdesk.storage.journal_tables import SEQUENCES, ZERO_HASH, ChangeRow, SiteRow, first_dot
from iopdesk.storage.journal_triggers import journaled_tables
from iopdesk.storage.schema import Instant


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
        for dot, chain, body in _entries_of(connection, site.site_no):
            sequence = dot & SEQUENCES
            words = _fault_of(sequence, expected, previous, chain, body, site.site_id)
            if words:
                faults.append(ChainFault(site.letter, sequence, words))
            expected, previous = sequence + 1, chain
    return faults


def compare_rows(connection: Connection) -> list[RowFault]:
    """Every field whose stored value is not the one its journal gives."""
    rebuilt = _rebuild(connection)
    faults: list[RowFault] = []
    for table in journaled_tables():
        told = rebuilt.pop(table.name, {})
        for row in connection.execute(select(table)).mappings():
            faults += _compare(table, row, told.pop(row["id"], None))
        faults += [RowFault(table.name, row_id, "row is missing") for row_id in told]
    return faults


def _entries_of(connection: Connection, site_no: int) -> Iterator[tuple[int, bytes, bytes]]:
    low = first_dot(site_no)
    rows = connection.execute(
        select(ChangeRow.dot, ChangeRow.hash, ChangeRow.body)
        .where(ChangeRow.dot > low, ChangeRow.dot <= low + SEQUENCES)
        .order_by(ChangeRow.dot)
    )
    return ((row.dot, row.hash, row.body) for row in rows)


def _fault_of(
    sequence: int, expected: int, previous: bytes, chain: bytes, stored: bytes, site_id: uuid.UUID
) -> str:
    if sequence != expected:
        return f"entries {expected} to {sequence - 1} are missing"
    try:
        body = journal_body.inflate(stored)
        entry = journal_body.parse(body)
    except ValueError:
        return "the entry can't be read"
    if journal_body.chain_hash(previous, body) != chain:
        return "the entry is not what was written"
    if (entry.site_id, entry.sequence) != (site_id, sequence):
        return "the entry belongs elsewhere"
    return ""


def _rebuild(connection: Connection) -> dict[str, dict[uuid.UUID, dict[str, Plain]]]:
    entries: list[Entry] = []
    for stored in connection.execute(select(ChangeRow.body)).scalars():
        try:
            entries.append(journal_body.parse(journal_body.inflate(stored)))
        except ValueError:
            continue  # verify_chain names it
    entries.sort(key=lambda entry: (entry.hlc, entry.site_id))
    rows: dict[str, dict[uuid.UUID, dict[str, Plain]]] = {}
    for entry in entries:
        for item in entry.items:
            rows.setdefault(item.table, {}).setdefault(item.row_id, {}).update(item.fields)
    return rows


def _compare(table: Table, row: Any, told: dict[str, Plain] | None) -> list[RowFault]:
    if told is None:
        return [RowFault(table.name, row["id"], "row has no entry")]
    return [
        RowFault(table.name, row["id"], column.key)
        for column in table.columns
        if column.key not in {"id", "op"} and plain(row[column.key]) != _as_read(told, column)
    ]


def _as_read(told: dict[str, Plain], column: Column[Any]) -> Plain:
    value = told.get(column.key)
    if isinstance(value, str) and isinstance(column.type, Instant):
        # the journal keeps the author's offset, the row is in UTC
        return plain(datetime.fromisoformat(value).astimezone(UTC))
    return value
