"""Sessions whose marks are not complete, and notes that wait for a signature."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.services.week_dose import expected_sessions
from iopdesk.storage import roster_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_queries import NEUTRAL_TITLE
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.note_tables import ClientNoteRow, GroupNoteRow

_MARKS_SPAN = timedelta(days=7)
_NOTES_SPAN = timedelta(days=30)
_PRESSING_AFTER = timedelta(days=2)


def mark_duties(facts: DutyFacts) -> list[Duty]:
    """Past sessions of a week in which someone expected has no mark; none for a single client."""
    if facts.client_ids is not None:
        return []
    first, last = facts.day - _MARKS_SPAN, facts.day - timedelta(days=1)
    sessions = {}
    expected: Counter[uuid.UUID] = Counter()
    awaited = expected_sessions(facts.db, first, last)
    marks = roster_queries.marks(facts.db, {each.session_id for each in awaited})
    marked: Counter[uuid.UUID] = Counter()
    for each in awaited:
        sessions[each.session_id] = each
        expected[each.session_id] += 1
        # a walk-in has a mark too, but nobody waits for it
        marked[each.session_id] += (each.session_id, each.client_id) in marks
    rows = facts.db.execute(select(TreatmentGroupRow.id, NEUTRAL_TITLE))
    titles = {group_id: title for group_id, title in rows}
    return [
        Duty(
            DutyKey(DutyKind.MARKS, session, each.day),
            Urgency.NOW if each.day + _PRESSING_AFTER < facts.day else Urgency.SOON,
            titles.get(each.session.group_id, each.group),
            GoTo("group_session", each.session.slot_id, each.session.planned_day),
            staff_id=each.session.leader_id,
            count=marked[session],
            of=expected[session],
            day=each.day,
        )
        for session, each in sessions.items()
        if marked[session] < expected[session]
    ]


def note_duties(facts: DutyFacts) -> list[Duty]:
    """Held sessions and kept appointments whose note is not signed."""
    return [*_group_notes(facts), *_appointment_notes(facts)]


def _group_notes(facts: DutyFacts) -> list[Duty]:
    if facts.client_ids is not None:
        return []
    signed = (
        select(GroupNoteRow.id)
        .where(
            GroupNoteRow.session_id == GroupSessionRow.id,
            GroupNoteRow.signed_at.is_not(None),
            GroupNoteRow.void == 0,
        )
        .exists()
    )
    marked = (
        select(AttendanceRow.id)
        .where(AttendanceRow.session_id == GroupSessionRow.id, AttendanceRow.void == 0)
        .exists()
    )
    planned = func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day)
    rows = facts.db.execute(
        select(
            GroupSessionRow.id,
            GroupSessionRow.slot_id,
            GroupSessionRow.day,
            planned,
            NEUTRAL_TITLE,
            GroupSessionRow.leader_id,
        )
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(
            GroupSessionRow.day >= facts.day - _NOTES_SPAN,
            GroupSessionRow.day < facts.day,
            GroupSessionRow.void == 0,
            marked,
            ~signed,
        )
    )
    return [
        _note(facts, session, day, title, GoTo("group_session", slot_id, of_slot), leader)
        for session, slot_id, day, of_slot, title, leader in rows
    ]


@DutyQuery
def _kept_without_note(of: Of) -> Select[*tuple[Any, ...]]:
    signed = (
        select(ClientNoteRow.id)
        .where(
            ClientNoteRow.appointment_id == AppointmentRow.id,
            ClientNoteRow.signed_at.is_not(None),
            ClientNoteRow.void == 0,
        )
        .exists()
    )
    return (
        select(
            AppointmentRow.id,
            AppointmentRow.client_id,
            AppointmentRow.day,
            FIRST_NAME,
            ClientRow.last_name,
            AppointmentRow.staff_id,
        )
        .join(ClientRow, ClientRow.id == AppointmentRow.client_id)
        .where(
            AppointmentRow.day >= bindparam("since"),
            AppointmentRow.day < DAY,
            AppointmentRow.state == "kept",
            AppointmentRow.void == 0,
            ~signed,
            *of(AppointmentRow.client_id),
        )
    )


def _appointment_notes(facts: DutyFacts) -> list[Duty]:
    rows = _kept_without_note.rows(facts, since=facts.day - _NOTES_SPAN)
    return [
        _note(
            facts,
            appointment,
            day,
            short_name(first, last),
            GoTo("appointment_note", appointment),
            staff_id,
            client_id,
        )
        for appointment, client_id, day, first, last, staff_id in rows
    ]


def _note(
    facts: DutyFacts,
    subject: uuid.UUID,
    day: date,
    who: str,
    go_to: GoTo,
    staff_id: uuid.UUID | None,
    client_id: uuid.UUID | None = None,
) -> Duty:
    due = day + timedelta(days=facts.rules.note_due_days)
    return Duty(
        DutyKey(DutyKind.NOTE, subject, due),
        Urgency.NOW if due < facts.day else Urgency.SOON,
        who,
        go_to,
        client_id=client_id,
        staff_id=staff_id,
        day=day,
    )


def cosign_duties(facts: DutyFacts) -> list[Duty]:
    """One line for each person whose signed notes wait for a supervisor, by the oldest of them."""
    if facts.client_ids is not None:
        return []
    waiting: dict[uuid.UUID, tuple[str, list[date]]] = {}
    for row in (GroupNoteRow, ClientNoteRow):
        for signer, name, at in _waiting(facts.db, row):
            days = waiting.setdefault(signer, (name, []))[1]
            days.append(at.astimezone(facts.zone).date())
    within = timedelta(days=facts.rules.cosign_due_days)
    return [
        Duty(
            DutyKey(DutyKind.COSIGN, signer, min(days) + within),
            Urgency.NOW if min(days) + within < facts.day else Urgency.SOON,
            name,
            GoTo("notes"),
            count=len(days),
        )
        for signer, (name, days) in waiting.items()
    ]


def _waiting(
    db: Session, row: type[GroupNoteRow] | type[ClientNoteRow]
) -> list[tuple[uuid.UUID, str, datetime]]:
    rows = db.execute(
        select(row.signed_by, StaffRow.name, row.signed_at)
        .join(StaffRow, StaffRow.id == row.signed_by)
        .where(
            row.needs_cosign.is_(True),
            row.signed_at.is_not(None),
            row.cosigned_at.is_(None),
            row.void == 0,
        )
    )
    return [(signer, name, at) for signer, name, at in rows if signer and at]
