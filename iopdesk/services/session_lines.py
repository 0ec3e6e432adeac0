"""The sessions of a group over a span of days, written about or not."""

import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.group_session import SessionLine
from iopdesk.services.held_sessions import held_sessions
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.note_tables import GroupNoteRow


def session_lines(
    db: Session, group_id: uuid.UUID, first: date, last: date
) -> tuple[SessionLine, ...]:
    """Sessions from `first` to `last`, the newest first; closed days are left out."""
    held = held_sessions(db, first, last, group_ids=[group_id], called_off=True)
    ids = [each.session_id for each in held]
    marked, signed = marked_counts(db, ids), signed_sessions(db, ids)
    lines = [
        SessionLine(
            slot_id=each.slot_id,
            planned_day=each.planned_day,
            day=each.day,
            start=each.start,
            minutes=each.minutes,
            marked=marked.get(session, 0),
            is_signed=session in signed,
            state=each.state,
            reason=each.reason,
            topic=each.topic,
            room=each.room,
        )
        for each, session in zip(held, ids, strict=True)
    ]
    return tuple(reversed(lines))


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
