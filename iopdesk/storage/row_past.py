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
