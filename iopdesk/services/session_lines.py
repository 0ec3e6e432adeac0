"""The sessions of a group over a span of days, written about or not."""

import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import session_id
from iopdesk.domain.group_session import SessionLine, SessionState
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.note_tables import GroupNoteRow


def session_lines(
    db: Session, group_id: uuid.UUID, first: date, last: date
) -> tuple[SessionLine, ...]:
    """Sessions from `first` to `last`, the newest first; closed days are left out."""
    closed = group_queries.closed_days(db, first, last)
    off = group_queries.cancelled(db, first, last)
    found = [
        (slot, day)
        for slot in group_queries.slots(db, first, last, group_ids=[group_id])
        for day in slot_dates(slot, first, last, closed)
    ]
    ids = [session_id(slot.id, day) for slot, day in found]
    marked, signed = marked_counts(db, ids), signed_sessions(db, ids)
    lines = [
        SessionLine(
            slot.id,
            day,
            slot.start,
            slot.minutes,
            marked.get(session, 0),
            session in signed,
            SessionState.CANCELLED if (slot.id, day) in off else SessionState.PLANNED,
        )
        for (slot, day), session in zip(found, ids, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: (line.day, line.start), reverse=True))


def marked_counts(db: Session, sessions: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many clients are marked in each of these sessions."""
    rows = db.execute(
        select(AttendanceRow.session_id, func.count())
        .where(AttendanceRow.session_id.in_(sessions), AttendanceRow.void == 0)
        .group_by(AttendanceRow.session_id)
    )
    return {session: count for session, count in rows.all()}


def signed_sessions(db: Session, sessions: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these sessions whose group note is signed."""
    return set(
        db.scalars(
            select(GroupNoteRow.session_id).where(
                GroupNoteRow.session_id.in_(sessions),
                GroupNoteRow.signed_at.is_not(None),
                GroupNoteRow.void == 0,
            )
        )
    )
