"""What a row was before an entry of the journal, and who wrote an entry."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.storage import journal_body
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal_body import Entry, Plain
from iopdesk.storage.journal_tables import ChangeRow, Touch
from iopdesk.storage.schema import Journaled

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Writer:
    """Who wrote an entry, and when."""

    staff_id: uuid.UUID | None
    name: str
    at: datetime
    action: str


def instant_of(hlc: int) -> datetime:
    """When an entry was written, in UTC, from the journal's clock."""
    return _EPOCH + timedelta(milliseconds=hlc >> 16)


def writer_of(db: Session, dot: int) -> Writer | None:
    """Who wrote the entry with this number."""
    row = db.execute(
        select(ChangeRow.user_id, StaffRow.name, ChangeRow.hlc, ChangeRow.action)
        .outerjoin(StaffRow, StaffRow.id == ChangeRow.user_id)
        .where(ChangeRow.dot == dot)
    ).first()
    if row is None:
        return None
    return Writer(row.user_id, row.name or "", instant_of(row.hlc), row.action)


def first_writers(db: Session, versions: Mapping[uuid.UUID, int]) -> dict[uuid.UUID, Writer]:
    """Who wrote each of these rows first; `versions` has their present `op` by id."""
    former = db.execute(
        select(Touch.entity_id, Touch.dot).where(Touch.entity_id.in_(list(versions)))
    )
    dots: dict[uuid.UUID, set[int]] = {row_id: {dot} for row_id, dot in versions.items()}
    for row_id, dot in former:
        dots[row_id].add(dot)
    wanted = {dot for each in dots.values() for dot in each}
    rows = db.execute(
        select(ChangeRow.dot, ChangeRow.user_id, StaffRow.name, ChangeRow.hlc, ChangeRow.action)
        .outerjoin(StaffRow, StaffRow.id == ChangeRow.user_id)
        .where(ChangeRow.dot.in_(wanted))
    )
    writers = {
        dot: (hlc, Writer(staff_id, name or "", instant_of(hlc), action))
        for dot, staff_id, name, hlc, action in rows
    }
    found = {}
    for row_id, mine in dots.items():
        written = [writers[dot] for dot in mine if dot in writers]
        if written:
            found[row_id] = min(written, key=lambda each: each[0])[1]
    return found


def entry(db: Session, dot: int) -> Entry | None:
    """The whole entry with this number."""
    body = db.scalar(select(ChangeRow.body).where(ChangeRow.dot == dot))
    return None if body is None else journal_body.parse(journal_body.inflate(body))


def states(db: Session, row: Journaled) -> list[tuple[int, Mapping[str, Plain]]]:
    """The row after each entry that touched it, as (entry, fields), oldest first.

    Only fields that were ever set are there; a field that is missing was empty or its default.
    """
    dots = {*db.scalars(select(Touch.dot).where(Touch.entity_id == row.id)), row.op}
    written = db.execute(
        select(ChangeRow.dot, ChangeRow.body)
        .where(ChangeRow.dot.in_(dots))
        .order_by(ChangeRow.hlc, ChangeRow.dot)
    )
    fields: dict[str, Plain] = {}
    found: list[tuple[int, Mapping[str, Plain]]] = []
    for dot, body in written.all():
        for item in journal_body.parse(journal_body.inflate(body)).items:
            if item.row_id == row.id:
                fields = {**fields, **item.fields}
        found.append((dot, fields))
    return found
