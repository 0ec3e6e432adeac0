"""The whole text of a session or an appointment as the record shows it."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.client import full_name
from iopdesk.domain.note import ClientNote, GroupNote, Participation
from iopdesk.domain.note_list import NotePart, NoteText, state_of
from iopdesk.domain.problems import NotFound
from iopdesk.services import note_rows
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.plan_tables import ObjectiveRow


def session_text(db: Session, session: uuid.UUID, client_id: uuid.UUID | None) -> NoteText:
    """The group's part and every line; with a client only theirs, so that no one else is named."""
    held = db.execute(
        select(GroupSessionRow.day, GroupSessionRow.topic, TreatmentGroupRow.name)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(GroupSessionRow.id == session)
    ).first()
    if held is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    group = note_rows.group_note(db, session)
    lines = note_rows.client_notes(db, session)
    if client_id is not None:
        lines = [line for line in lines if line.client_id == client_id]
    minutes = _attended(db, session, client_id) if client_id else None
    # an absent client gets no group part: it tells of what they did not take part in
    is_there = client_id is None or minutes is not None
    parts = [_part(group, "", "")] if group.id and is_there else []
    parts += _line_parts(db, lines)
    return NoteText(
        day=held.day,
        title=held.name,
        topic=held.topic,
        minutes=minutes,
        is_appointment=False,
        parts=tuple(parts),
        due_days=rules_of(db).note_due_days,
        versions=_versions([group, *lines]),
    )


def appointment_text(db: Session, appointment_id: uuid.UUID) -> NoteText:
    """The note of an appointment."""
    row = db.execute(
        select(AppointmentRow.day, AppointmentRow.kind, AppointmentRow.minutes_kept).where(
            AppointmentRow.id == appointment_id, AppointmentRow.void == 0
        )
    ).first()
    if row is None:
        raise NotFound("This appointment is no longer here.", "Load the calendar again.")
    note = note_rows.appointment_note(db, appointment_id)
    lines = [] if note is None else [note]
    return NoteText(
        day=row.day,
        title=row.kind,
        topic="",
        minutes=row.minutes_kept,
        is_appointment=True,
        parts=tuple(_line_parts(db, lines)),
        due_days=rules_of(db).note_due_days,
        versions=_versions(lines),
    )


def _versions(notes: Sequence[GroupNote | ClientNote]) -> dict[uuid.UUID, int]:
    return {note.id: note.version for note in notes if note.id}


def _attended(db: Session, session: uuid.UUID, client_id: uuid.UUID) -> int | None:
    return db.scalar(
        select(AttendanceRow.minutes).where(
            AttendanceRow.session_id == session,
            AttendanceRow.client_id == client_id,
            AttendanceRow.mark.in_(ATTENDED_VALUES),
            AttendanceRow.void == 0,
        )
    )


def _line_parts(db: Session, lines: list[ClientNote]) -> list[NotePart]:
    objectives = _objectives(db, {line.objective_id for line in lines if line.objective_id})
    rows = db.execute(
        select(
            ClientRow.id,
            ClientRow.first_name,
            ClientRow.middle_name,
            ClientRow.last_name,
            ClientRow.name_to_use,
        ).where(ClientRow.id.in_([line.client_id for line in lines]))
    )
    names = {row[0]: full_name(*row[1:]) for row in rows.all()}
    parts = [
        _part(line, names.get(line.client_id, ""), objectives.get(line.objective_id, ""))
        for line in lines
    ]
    return sorted(parts, key=lambda part: part.client)


def _part(note: GroupNote | ClientNote, client: str, objective: str) -> NotePart:
    assert note.id is not None
    return NotePart(
        note_id=note.id,
        client_id=note.client_id if isinstance(note, ClientNote) else None,
        client=client,
        format=note.format,
        text=note.text,
        state=state_of(note.signed_at, note.needs_cosign, note.cosigned_at, note.addenda),
        participation=note.participation if isinstance(note, ClientNote) else Participation.UNKNOWN,
        objective=objective,
        signed_by=note.signed_by,
        signed_at=note.signed_at,
        cosigned_by=note.cosigned_by,
        cosigned_at=note.cosigned_at,
        addenda=note.addenda,
    )


def _objectives(db: Session, objective_ids: set[uuid.UUID]) -> dict[uuid.UUID | None, str]:
    rows = db.execute(
        select(ObjectiveRow.id, ObjectiveRow.text).where(ObjectiveRow.id.in_(objective_ids))
    )
    return {objective_id: text for objective_id, text in rows.all()}
