"""Services delivered: group sessions by kind of group, and appointments that were kept."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import KIND_WORDS, AppointmentKind, AppointmentState
from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.group_kinds import KIND_WORDS as GROUP_WORDS
from iopdesk.domain.report import Cell, ColumnKind, ReportColumn, ReportRow
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import clients_asked, held_sessions, marks_between
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.group_tables import TreatmentGroupRow

_GROUP, _APPOINTMENT = "group", "appointment"


@dataclass
class _Delivered:
    """One kind of service: how often, how long, for whom."""

    sessions: int = 0
    attendances: int = 0
    minutes: int = 0
    clients: set[UUID] = field(default_factory=set)

    def take(self, other: "_Delivered") -> None:
        """Add what another counted."""
        self.sessions += other.sessions
        self.attendances += other.attendances
        self.minutes += other.minutes
        self.clients |= other.clients


def services_delivered(db: Session, question: Question) -> Answer:
    """One row a kind of service; kinds that did not occur have none."""
    counted: dict[tuple[str, str], _Delivered] = defaultdict(_Delivered)
    for first, last in question.months():
        _count_groups(db, question, first, last, counted)
        if question.ask.group_id is None:
            _count_appointments(db, question, first, last, counted)
    rows = [
        ReportRow((*_label(question, key), *_cells(question, found)))
        for key, found in sorted(counted.items(), key=lambda pair: (pair[0][0] != _GROUP, pair[0]))
    ]
    if len(rows) > 1:
        total = _Delivered()
        for found in counted.values():
            total.take(found)
        label = (question.text(question.words("All together")), question.text(""))
        rows.append(total_row((*label, *_cells(question, total))))
    words = question.words
    columns = (
        ReportColumn(words("Service"), ColumnKind.TEXT),
        ReportColumn(words("Kind"), ColumnKind.TEXT),
        ReportColumn(words("Sessions")),
        ReportColumn(words("Clients")),
        ReportColumn(words("Times attended")),
        ReportColumn(words("Client hours")),
    )
    return Answer(columns, tuple(rows), _definitions(question))


def _count_groups(
    db: Session,
    question: Question,
    first: date,
    last: date,
    counted: dict[tuple[str, str], _Delivered],
) -> None:
    kind = TreatmentGroupRow.__table__.c.kind
    client = AttendanceRow.__table__.c.client_id
    group = TreatmentGroupRow.id == GroupSessionRow.group_id
    held = held_sessions(question.ask, first, last, kind, func.count()).join(
        TreatmentGroupRow, group
    )
    for value, count in db.execute(held.group_by(kind)):
        counted[_GROUP, value].sessions += count
    marks = (
        marks_between(
            question.ask, first, last, kind, client, func.count(), func.sum(AttendanceRow.minutes)
        )
        .join(TreatmentGroupRow, group)
        .where(AttendanceRow.mark.in_(ATTENDED_VALUES))
    )
    for value, client_id, count, minutes in db.execute(marks.group_by(kind, client)):
        found = counted[_GROUP, value]
        found.attendances += count
        found.minutes += minutes
        found.clients.add(client_id)


def _count_appointments(
    db: Session,
    question: Question,
    first: date,
    last: date,
    counted: dict[tuple[str, str], _Delivered],
) -> None:
    ask = question.ask
    minutes = func.sum(func.coalesce(AppointmentRow.minutes_kept, AppointmentRow.minutes))
    query = select(AppointmentRow.kind, AppointmentRow.client_id, func.count(), minutes).where(
        AppointmentRow.day >= first,
        AppointmentRow.day <= last,
        AppointmentRow.state == AppointmentState.KEPT.value,
        AppointmentRow.void == 0,
        *clients_asked(ask, AppointmentRow.client_id, AppointmentRow.day),
    )
    if ask.leader_id is not None:
        query = query.where(AppointmentRow.staff_id == ask.leader_id)
    for kind, client_id, count, spent in db.execute(
        query.group_by(AppointmentRow.kind, AppointmentRow.client_id)
    ):
        found = counted[_APPOINTMENT, kind]
        found.sessions += count
        found.attendances += count
        found.minutes += spent
        found.clients.add(client_id)


def _label(question: Question, key: tuple[str, str]) -> tuple[Cell, Cell]:
    sort, kind = key
    words = question.words
    if sort == _APPOINTMENT:
        known = {each.value: KIND_WORDS[each] for each in AppointmentKind}
        service = words(known[kind]) if kind in known else kind
        return question.text(service), question.text(words("Appointment"))
    service = words(GROUP_WORDS[kind]) if kind in GROUP_WORDS else kind
    return question.text(service), question.text(words("Group"))


def _cells(question: Question, found: _Delivered) -> list[Cell]:
    return [
        question.count(found.sessions),
        question.people(found.clients),
        question.count(found.attendances, found.clients),
        question.hours(found.minutes, found.clients),
    ]


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words("Groups: sessions with at least one mark; attended = present, late or left early."),
        words("Appointments: those that were kept, with the minutes that they took."),
        words("Client hours add up the minutes of every client who was there."),
    )
