"""Appointments as services hand them out, and missed sessions that one may make up for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import (
    Appointment,
    AppointmentDraft,
    AppointmentState,
    BookedFor,
)
from iopdesk.domain.attendance import Mark
from iopdesk.domain.client import full_name
from iopdesk.domain.group import GroupName
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.make_ups import made_up_elsewhere
from iopdesk.storage import appointment_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import TreatmentGroupRow

_MADE_UP_WITHIN = timedelta(days=28)


@dataclass(frozen=True)
class MissedSession:
    """A session that the client was expected at and was not there, excused or not."""

    attendance_id: uuid.UUID
    day: date
    start: time
    group: str
    mark: Mark


def appointment_of(db: Session, row: AppointmentRow) -> Appointment:
    """One stored appointment with its names."""
    return _whole(db, [row])[0]


def appointments_of(
    db: Session, client_id: uuid.UUID, first: date, last: date
) -> list[Appointment]:
    """A client's appointments of a span, oldest first."""
    rows = db.scalars(
        select(AppointmentRow)
        .where(
            AppointmentRow.client_id == client_id,
            AppointmentRow.void == 0,
            AppointmentRow.day >= first,
            AppointmentRow.day <= last,
        )
        .order_by(AppointmentRow.day, AppointmentRow.start, AppointmentRow.id)
    ).all()
    return _whole(db, rows)


def booked_for(db: Session, client: ClientRow) -> BookedFor:
    """Whose appointment a new one will be, with the counselor of the open episode."""
    names = (client.first_name, client.middle_name, client.last_name, client.name_to_use)
    episode = open_episode(db, client.id)
    counselor_id = episode.counselor_id if episode else None
    return BookedFor(client.id, full_name(*names), client.chart_number, counselor_id)


def missed_sessions(
    db: Session,
    client_id: uuid.UUID,
    today: date,
    *,
    but: uuid.UUID | None = None,
    is_clinical: bool = False,
) -> tuple[MissedSession, ...]:
    """Missed sessions of the last four weeks that nothing makes up for, `but` this appointment."""
    made_up = made_up_elsewhere(db, client_id, but)
    rows = db.execute(
        select(
            AttendanceRow.id,
            AttendanceRow.day,
            GroupSessionRow.start,
            TreatmentGroupRow.name,
            TreatmentGroupRow.neutral_title,
            TreatmentGroupRow.population,
            AttendanceRow.mark,
        )
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(
            AttendanceRow.void == 0,
            AttendanceRow.client_id == client_id,
            AttendanceRow.mark.in_((Mark.ABSENT.value, Mark.EXCUSED.value)),
            AttendanceRow.day.between(today - _MADE_UP_WITHIN, today),
        )
        .order_by(AttendanceRow.day.desc(), GroupSessionRow.start.desc())
    )
    return tuple(
        MissedSession(
            row.id,
            row.day,
            row.start,
            GroupName(row.name, row.neutral_title, row.population).title(is_clinical=is_clinical),
            Mark(row.mark),
        )
        for row in rows
        if row.id not in made_up
    )


def _whole(db: Session, rows: Sequence[AppointmentRow]) -> list[Appointment]:
    clients = {
        row.id: row
        for row in db.execute(
            select(
                ClientRow.id,
                ClientRow.first_name,
                ClientRow.middle_name,
                ClientRow.last_name,
                ClientRow.name_to_use,
                ClientRow.chart_number,
            ).where(ClientRow.id.in_({row.client_id for row in rows}))
        )
    }
    staff = {
        row.id: f"{row.name}, {row.credential}" if row.credential else row.name
        for row in db.execute(select(StaffRow.id, StaffRow.name, StaffRow.credential))
    }
    found = []
    for row in rows:
        client = clients[row.client_id]
        names = (client.first_name, client.middle_name, client.last_name, client.name_to_use)
        found.append(
            Appointment(
                id=row.id,
                client_id=row.client_id,
                client=full_name(*names),
                chart_number=client.chart_number,
                draft=AppointmentDraft(
                    kind=row.kind,
                    day=row.day,
                    start=row.start,
                    minutes=row.minutes,
                    staff_id=row.staff_id,
                    room=row.room,
                    is_remote=row.is_remote,
                    words=row.words,
                    makes_up_id=row.makes_up_id,
                ),
                staff=staff.get(row.staff_id, "") if row.staff_id else "",
                state=AppointmentState(row.state),
                minutes_kept=row.minutes_kept,
                reason=row.reason,
                series_id=row.series_id,
                later_in_series=_later_in_series(db, row),
            )
        )
    return found


def _later_in_series(db: Session, row: AppointmentRow) -> int:
    if row.series_id is None:
        return 0
    return appointment_queries.later_in_series(db, row.series_id, row.day)
