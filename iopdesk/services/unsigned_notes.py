"""What one person has still to write, sign or answer, and what waits for a second signature."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, or_, select, true
from sqlalchemy.orm import Session

from iopdesk.domain.client import full_name
from iopdesk.domain.note import Addendum
from iopdesk.domain.note_list import NoteEntry, NotePlace, NoteState, state_of
from iopdesk.services import note_rows
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.note_tables import ClientNoteRow, GroupNoteRow

Author = tuple[uuid.UUID | None, str]
_BACK = timedelta(days=180)
_PLANNED = func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day).label("planned")


def unsigned_notes(db: Session, me: uuid.UUID, now: datetime) -> list[NoteEntry]:
    """Marked sessions and kept appointments of one's own, and notes that were sent back."""
    today = now.date()
    sent_back = [
        each for each in cosign_queue(db, now, signed_by=me) if each.state is NoteState.SENT_BACK
    ]
    found = [*_sessions(db, me, today), *_appointments(db, me, today), *sent_back]
    return sorted(found, key=lambda entry: (entry.day, entry.start))


def cosign_queue(
    db: Session, now: datetime, *, signed_by: uuid.UUID | None = None
) -> list[NoteEntry]:
    """Sessions and appointments with notes that need a co-signature, those waiting longest first.

    All notes that one person signed of one session are one line.
    """
    names = {row.id: row.name for row in db.execute(select(StaffRow.id, StaffRow.name))}
    found = [
        *_sessions_to_cosign(db, now, signed_by, names),
        *_booked_to_cosign(db, now, signed_by, names),
    ]
    return sorted(found, key=lambda entry: (-entry.days, entry.day, entry.start))


def _sessions(db: Session, me: uuid.UUID, today: date) -> list[NoteEntry]:
    marked = select(AttendanceRow.id).where(
        AttendanceRow.session_id == GroupSessionRow.id, AttendanceRow.void == 0
    )
    signed = select(GroupNoteRow.id).where(
        GroupNoteRow.session_id == GroupSessionRow.id,
        GroupNoteRow.signed_at.is_not(None),
        GroupNoteRow.void == 0,
    )
    has_draft = or_(
        select(GroupNoteRow.id)
        .where(GroupNoteRow.session_id == GroupSessionRow.id, GroupNoteRow.signed_at.is_(None))
        .exists(),
        select(ClientNoteRow.id)
        .where(
            ClientNoteRow.session_id == GroupSessionRow.id,
            ClientNoteRow.signed_at.is_(None),
            ClientNoteRow.text != "",
            ClientNoteRow.void == 0,
        )
        .exists(),
    ).label("has_draft")
    rows = db.execute(
        _session_columns(has_draft).where(
            GroupSessionRow.void == 0,
            GroupSessionRow.day.between(today - _BACK, today),
            or_(GroupSessionRow.leader_id == me, GroupSessionRow.co_leader_id == me),
            marked.exists(),
            or_(~signed.exists(), has_draft),
        )
    )
    return [
        _session_entry(
            row, NoteState.DRAFT if row.has_draft else NoteState.UNWRITTEN, (today - row.day).days
        )
        for row in rows.all()
    ]


def _appointments(db: Session, me: uuid.UUID, today: date) -> list[NoteEntry]:
    rows = db.execute(
        _appointment_columns(ClientNoteRow.text)
        .outerjoin(
            ClientNoteRow,
            (ClientNoteRow.appointment_id == AppointmentRow.id) & (ClientNoteRow.void == 0),
        )
        .where(
            AppointmentRow.void == 0,
            AppointmentRow.staff_id == me,
            AppointmentRow.day.between(today - _BACK, today),
            ClientNoteRow.signed_at.is_(None),
            or_(
                AppointmentRow.state == "kept",
                (AppointmentRow.state == "planned") & ClientNoteRow.id.is_not(None),
            ),
        )
    )
    return [
        _appointment_entry(
            row, NoteState.DRAFT if row.text else NoteState.UNWRITTEN, (today - row.day).days
        )
        for row in rows.all()
    ]


def _waits(table: type[GroupNoteRow] | type[ClientNoteRow]) -> tuple[Any, ...]:
    # literally as the partial index says it, so that the index is used
    needs = literal_column(f"{table.__tablename__}.needs_cosign") == true()
    return needs, table.cosigned_at.is_(None), table.void == 0


def _sessions_to_cosign(
    db: Session, now: datetime, signed_by: uuid.UUID | None, names: Mapping[uuid.UUID, str]
) -> list[NoteEntry]:
    notes: dict[tuple[uuid.UUID, uuid.UUID], list[Any]] = {}
    for table in (GroupNoteRow, ClientNoteRow):
        statement = select(
            table.id, table.session_id, table.signed_by, table.signed_at, table.cosigned_at
        ).where(*_waits(table), table.session_id.is_not(None))
        if signed_by is not None:
            statement = statement.where(table.signed_by == signed_by)
        for row in db.execute(statement).all():
            notes.setdefault((row.session_id, row.signed_by), []).append(row)
    sessions = {
        row.id: row
        for row in db.execute(
            _session_columns().where(GroupSessionRow.id.in_({key[0] for key in notes}))
        )
    }
    added = note_rows.addenda(db, [row.id for rows in notes.values() for row in rows])
    return [
        _session_entry(
            sessions[session],
            NoteState.SENT_BACK if is_sent_back(added, rows) else NoteState.TO_COSIGN,
            _days(rows, now),
            (author, names.get(author, "")),
        )
        for (session, author), rows in notes.items()
        if session in sessions
    ]


def _booked_to_cosign(
    db: Session, now: datetime, signed_by: uuid.UUID | None, names: Mapping[uuid.UUID, str]
) -> list[NoteEntry]:
    statement = (
        _appointment_columns(
            ClientNoteRow.id.label("note_id"),
            ClientNoteRow.signed_at,
            ClientNoteRow.signed_by,
            ClientNoteRow.cosigned_at,
        )
        .join(ClientNoteRow, ClientNoteRow.appointment_id == AppointmentRow.id)
        .where(*_waits(ClientNoteRow))
    )
    if signed_by is not None:
        statement = statement.where(ClientNoteRow.signed_by == signed_by)
    rows = db.execute(statement).all()
    added = note_rows.addenda(db, [row.note_id for row in rows])
    return [
        _appointment_entry(
            row,
            state_of(row.signed_at, True, None, added[row.note_id]),
            _days([row], now),
            (row.signed_by, names.get(row.signed_by, "")),
        )
        for row in rows
    ]


def is_sent_back(added: Mapping[uuid.UUID | None, Sequence[Addendum]], rows: Sequence[Any]) -> bool:
    """Whether one of these waiting notes still lacks its author's answer."""
    return any(
        state_of(row.signed_at, True, None, added.get(row.id, ())) is NoteState.SENT_BACK
        for row in rows
    )


def _days(rows: Sequence[Any], now: datetime) -> int:
    """Days since the first of these signatures, by the clinic's days, not by UTC's."""
    waiting: list[int] = [
        (now.date() - row.signed_at.astimezone(now.tzinfo).date()).days for row in rows
    ]
    return max(waiting)


def _session_columns(*more: Any) -> Any:
    return (
        select(
            GroupSessionRow.id,
            GroupSessionRow.slot_id,
            GroupSessionRow.day,
            _PLANNED,
            GroupSessionRow.start,
            TreatmentGroupRow.name.label("title"),
            *more,
        )
        .select_from(GroupSessionRow)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
    )


def _appointment_columns(*more: Any) -> Any:
    return (
        select(
            AppointmentRow.id,
            AppointmentRow.client_id,
            AppointmentRow.day,
            AppointmentRow.start,
            AppointmentRow.kind,
            ClientRow.first_name,
            ClientRow.last_name,
            ClientRow.name_to_use,
            *more,
        )
        .select_from(AppointmentRow)
        .join(ClientRow, ClientRow.id == AppointmentRow.client_id)
    )


def _session_entry(row: Any, state: NoteState, days: int, author: Author = (None, "")) -> NoteEntry:
    return NoteEntry(
        place=NotePlace.SESSION,
        record_id=row.id,
        place_id=row.slot_id,
        planned_day=row.planned,
        day=row.day,
        start=row.start,
        title=row.title,
        state=state,
        author_id=author[0],
        author=author[1],
        days=days,
    )


def _appointment_entry(
    row: Any, state: NoteState, days: int, author: Author = (None, "")
) -> NoteEntry:
    return NoteEntry(
        place=NotePlace.APPOINTMENT,
        record_id=row.id,
        place_id=row.id,
        planned_day=row.day,
        day=row.day,
        start=row.start,
        title=row.kind,
        state=state,
        client_id=row.client_id,
        client=full_name(row.first_name, "", row.last_name, row.name_to_use),
        author_id=author[0],
        author=author[1],
        days=days,
    )
