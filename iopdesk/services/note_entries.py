"""Lines of note lists from the store, a span of days at a time: no list reads everything."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.client import full_name
from iopdesk.domain.note import Addendum, is_late
from iopdesk.domain.note_list import NoteEntry, NotePlace, NoteQuery, excerpt, state_of
from iopdesk.services import note_rows
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.note_tables import ClientNoteRow, GroupNoteRow

_signer = aliased(StaffRow)
_PLANNED = func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day).label("planned")


@dataclass(frozen=True)
class Span:
    """Which days to read, who reads, and by which rules."""

    first: date
    last: date
    me: uuid.UUID
    due_days: int
    zone: Any


def sessions_of_client(db: Session, query: NoteQuery, span: Span) -> list[NoteEntry]:
    """The sessions a client attended or is written about in: the group's part and the own line."""
    rows = db.execute(
        select(
            GroupSessionRow.id,
            GroupSessionRow.slot_id,
            GroupSessionRow.day,
            _PLANNED,
            GroupSessionRow.start,
            GroupSessionRow.topic,
            TreatmentGroupRow.name.label("title"),
            GroupNoteRow.text.label("group_text"),
            ClientNoteRow.text.label("own_text"),
            ClientNoteRow.id.label("own_id"),
            func.coalesce(ClientNoteRow.id, GroupNoteRow.id).label("note_id"),
            *_state_columns(),
            _signer.name.label("signer"),
        )
        .select_from(AttendanceRow)
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .outerjoin(
            GroupNoteRow,
            (GroupNoteRow.session_id == GroupSessionRow.id) & (GroupNoteRow.void == 0),
        )
        .outerjoin(
            ClientNoteRow,
            (ClientNoteRow.session_id == GroupSessionRow.id)
            & (ClientNoteRow.client_id == AttendanceRow.client_id)
            & (ClientNoteRow.void == 0),
        )
        .outerjoin(
            _signer, _signer.id == func.coalesce(ClientNoteRow.signed_by, GroupNoteRow.signed_by)
        )
        .where(
            AttendanceRow.client_id == query.client_id,
            AttendanceRow.void == 0,
            AttendanceRow.day.between(span.first, span.last),
            AttendanceRow.mark.in_(ATTENDED_VALUES) | ClientNoteRow.id.is_not(None),
            (GroupNoteRow.id.is_not(None)) | (ClientNoteRow.id.is_not(None)),
        )
    ).all()
    kept = [row for row in rows if query.finds(row.group_text or "", row.own_text or "", row.topic)]
    return _session_entries(db, query, span, kept, client_id=query.client_id)


def group_notes(db: Session, query: NoteQuery, span: Span) -> list[NoteEntry]:
    """Group notes of all groups."""
    rows = db.execute(
        select(
            GroupSessionRow.id,
            GroupSessionRow.slot_id,
            GroupSessionRow.day,
            _PLANNED,
            GroupSessionRow.start,
            GroupSessionRow.topic,
            TreatmentGroupRow.name.label("title"),
            GroupNoteRow.text.label("group_text"),
            GroupNoteRow.id.label("note_id"),
            GroupNoteRow.op,
            GroupNoteRow.signed_at,
            GroupNoteRow.signed_by,
            GroupNoteRow.needs_cosign,
            GroupNoteRow.cosigned_at,
            _signer.name.label("signer"),
        )
        .select_from(GroupSessionRow)
        .join(GroupNoteRow, GroupNoteRow.session_id == GroupSessionRow.id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .outerjoin(_signer, _signer.id == GroupNoteRow.signed_by)
        .where(
            GroupNoteRow.void == 0,
            GroupSessionRow.day.between(span.first, span.last),
        )
    ).all()
    kept = [row for row in rows if query.finds(row.group_text, row.topic)]
    return _session_entries(db, query, span, kept)


def client_lines(db: Session, query: NoteQuery, span: Span) -> list[NoteEntry]:
    """Lines of all clients, each as a line of the list."""
    rows = db.execute(
        select(
            GroupSessionRow.id,
            GroupSessionRow.slot_id,
            GroupSessionRow.day,
            _PLANNED,
            GroupSessionRow.start,
            TreatmentGroupRow.name.label("title"),
            ClientNoteRow.client_id,
            ClientNoteRow.text.label("own_text"),
            ClientNoteRow.id.label("note_id"),
            ClientNoteRow.op,
            ClientNoteRow.signed_at,
            ClientNoteRow.signed_by,
            ClientNoteRow.needs_cosign,
            ClientNoteRow.cosigned_at,
            _signer.name.label("signer"),
        )
        .select_from(GroupSessionRow)
        .join(ClientNoteRow, ClientNoteRow.session_id == GroupSessionRow.id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .outerjoin(_signer, _signer.id == ClientNoteRow.signed_by)
        .where(
            ClientNoteRow.void == 0,
            ClientNoteRow.text != "",
            GroupSessionRow.day.between(span.first, span.last),
        )
    ).all()
    kept = [row for row in rows if query.finds(row.own_text)]
    return _session_entries(db, query, span, kept)


def appointment_notes(db: Session, query: NoteQuery, span: Span) -> list[NoteEntry]:
    """Notes of appointments, of one client or of all."""
    statement = (
        select(
            AppointmentRow.id,
            AppointmentRow.day,
            AppointmentRow.start,
            AppointmentRow.kind,
            ClientNoteRow.client_id,
            ClientNoteRow.text.label("own_text"),
            ClientNoteRow.id.label("note_id"),
            ClientNoteRow.op,
            ClientNoteRow.signed_at,
            ClientNoteRow.signed_by,
            ClientNoteRow.needs_cosign,
            ClientNoteRow.cosigned_at,
            _signer.name.label("signer"),
        )
        .join(ClientNoteRow, ClientNoteRow.appointment_id == AppointmentRow.id)
        .outerjoin(_signer, _signer.id == ClientNoteRow.signed_by)
        .where(
            ClientNoteRow.void == 0,
            AppointmentRow.void == 0,
            AppointmentRow.day.between(span.first, span.last),
        )
    )
    if query.client_id is not None:
        statement = statement.where(AppointmentRow.client_id == query.client_id)
    rows = [row for row in db.execute(statement) if query.finds(row.own_text)]
    shown, added, names = _shown(db, query, span, rows)
    return [
        NoteEntry(
            place=NotePlace.APPOINTMENT,
            record_id=row.id,
            place_id=row.id,
            planned_day=row.day,
            title=row.kind,
            client_id=row.client_id,
            client=names.get(row.client_id, ""),
            excerpt=excerpt(row.own_text, query.wanted),
            **_facts(row, span, added[row.note_id]),
        )
        for row in shown
    ]


def _state_columns() -> list[Any]:
    """The signing of the own line where there is one, otherwise that of the group's note."""
    return [
        func.coalesce(getattr(ClientNoteRow, name), getattr(GroupNoteRow, name)).label(name)
        for name in ("op", "signed_by", "needs_cosign")
    ] + [
        ClientNoteRow.signed_at.label("own_signed_at"),
        GroupNoteRow.signed_at.label("group_signed_at"),
        ClientNoteRow.cosigned_at.label("own_cosigned_at"),
        GroupNoteRow.cosigned_at.label("group_cosigned_at"),
    ]


def _session_entries(
    db: Session,
    query: NoteQuery,
    span: Span,
    rows: Sequence[Any],
    *,
    client_id: uuid.UUID | None = None,
) -> list[NoteEntry]:
    shown, added, names = _shown(db, query, span, rows)
    return [
        NoteEntry(
            place=NotePlace.SESSION,
            record_id=row.id,
            place_id=row.slot_id,
            planned_day=row.planned,
            title=row.title,
            client_id=client_id or getattr(row, "client_id", None),
            client=names.get(getattr(row, "client_id", uuid.UUID(int=0)), ""),
            excerpt=_excerpt(row, query),
            **_facts(row, span, added[row.note_id]),
        )
        for row in shown
    ]


def _excerpt(row: Any, query: NoteQuery) -> str:
    texts = [getattr(row, "own_text", None) or "", getattr(row, "group_text", None) or ""]
    first = next((text for text in texts if text and query.wanted and query.finds(text)), "")
    return excerpt(first or " ".join(filter(None, texts)), query.wanted)


def _shown(
    db: Session, query: NoteQuery, span: Span, rows: Sequence[Any]
) -> tuple[list[Any], defaultdict[uuid.UUID | None, tuple[Addendum, ...]], dict[uuid.UUID, str]]:
    """Signed notes and one's own drafts, as the query wants them; what was added, and names."""
    drafts = [row.op for row in rows if _signed_at(row) is None]
    mine = note_rows.dots_of(db, drafts, span.me)
    kept = [row for row in rows if _is_shown(row, query, mine)]
    client_ids = {row.client_id for row in kept if getattr(row, "client_id", None)}
    return kept, note_rows.addenda(db, [row.note_id for row in kept]), _names(db, client_ids)


def _is_shown(row: Any, query: NoteQuery, mine: set[int]) -> bool:
    is_signed = _signed_at(row) is not None
    if query.is_unsigned and is_signed:
        return False
    if query.client_id is None and not is_signed and row.op not in mine:
        return False
    if query.author_id is None:
        return True
    return row.signed_by == query.author_id if is_signed else row.op in mine


def _facts(row: Any, span: Span, added: tuple[Addendum, ...]) -> dict[str, Any]:
    signed = _signed_at(row)
    on = None if signed is None else signed.astimezone(span.zone).date()
    return {
        "day": row.day,
        "start": row.start,
        "state": state_of(signed, bool(row.needs_cosign), _cosigned_at(row), added),
        "author": row.signer or "",
        "signed_on": on,
        "is_late": on is not None and is_late(row.day, on, span.due_days),
    }


def _signed_at(row: Any) -> datetime | None:
    if hasattr(row, "own_id"):
        found: datetime | None = row.own_signed_at if row.own_id else row.group_signed_at
        return found
    signed: datetime | None = row.signed_at
    return signed


def _cosigned_at(row: Any) -> datetime | None:
    if hasattr(row, "own_id"):
        found: datetime | None = row.own_cosigned_at if row.own_id else row.group_cosigned_at
        return found
    signed: datetime | None = row.cosigned_at
    return signed


def _names(db: Session, client_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.execute(
        select(
            ClientRow.id,
            ClientRow.first_name,
            ClientRow.middle_name,
            ClientRow.last_name,
            ClientRow.name_to_use,
        ).where(ClientRow.id.in_(client_ids))
    )
    return {row[0]: full_name(*row[1:]) for row in rows.all()}


def newest_first(entries: Sequence[NoteEntry]) -> list[NoteEntry]:
    """By day and time of care, the newest first."""
    return sorted(entries, key=lambda e: (e.day, e.start, e.client), reverse=True)
