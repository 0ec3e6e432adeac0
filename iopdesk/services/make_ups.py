"""Which missed sessions are made up, by a session or an appointment; each of them only once."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import BindParameter, bindparam, select, union_all
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import AppointmentState
from iopdesk.storage import appointment_queries, row_past
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.prepared_query import PreparedQuery

# An appointment that does not take place makes up for nothing.
_FREE_AGAIN = (*appointment_queries.CANCELLED, AppointmentState.NO_SHOW.value)
_ATTENDED = (
    AttendanceRow.makes_up_id.is_not(None),
    AttendanceRow.void == 0,
)
_BOOKED = (
    AppointmentRow.makes_up_id.is_not(None),
    AppointmentRow.state.not_in(_FREE_AGAIN),
    AppointmentRow.void == 0,
)
_CLIENTS: BindParameter[list[uuid.UUID]] = bindparam("clients", expanding=True)
_MADE_UP = PreparedQuery(
    union_all(
        select(AttendanceRow.makes_up_id, AttendanceRow.day).where(
            AttendanceRow.client_id.in_(_CLIENTS), *_ATTENDED
        ),
        select(AppointmentRow.makes_up_id, AppointmentRow.day).where(
            AppointmentRow.client_id.in_(_CLIENTS), *_BOOKED
        ),
    )
)


def days_missed(db: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The days of these missed attendances."""
    if not ids:
        return {}
    rows = db.execute(select(AttendanceRow.id, AttendanceRow.day).where(AttendanceRow.id.in_(ids)))
    return {row_id: day for row_id, day in rows.all()}


def days_made_up(db: Session, clients: Collection[uuid.UUID]) -> dict[uuid.UUID, date]:
    """On which days the missed attendances of these clients are made up, by what was missed."""
    if not clients:
        return {}
    db.flush()
    return dict(_MADE_UP.rows(db, clients=list(clients)))


def made_up_elsewhere(
    db: Session, client_id: uuid.UUID, but: uuid.UUID | None = None
) -> set[uuid.UUID | None]:
    """Missed attendances of a client that anything `but` this appointment makes up for."""
    attended = select(AttendanceRow.makes_up_id).where(
        AttendanceRow.client_id == client_id, *_ATTENDED
    )
    booked = select(AppointmentRow.makes_up_id).where(
        AppointmentRow.client_id == client_id, *_BOOKED
    )
    if but is not None:
        booked = booked.where(AppointmentRow.id != but)
    return {*db.scalars(attended), *db.scalars(booked)}


def is_made_up(db: Session, missed: AttendanceRow, *, but: uuid.UUID) -> bool:
    """Whether anything but this attendance makes up for a missed one."""
    attended = select(AttendanceRow.id).where(
        AttendanceRow.client_id == missed.client_id,
        AttendanceRow.makes_up_id == missed.id,
        AttendanceRow.id != but,
        *_ATTENDED,
    )
    booked = select(AppointmentRow.id).where(
        AppointmentRow.client_id == missed.client_id,
        AppointmentRow.makes_up_id == missed.id,
        *_BOOKED,
    )
    return db.scalar(attended) is not None or db.scalar(booked) is not None


def free_make_ups(db: Session, missed: AttendanceRow) -> None:
    """What made up for a session that was attended after all counts for itself."""
    for row in db.scalars(
        select(AttendanceRow).where(
            AttendanceRow.client_id == missed.client_id, AttendanceRow.makes_up_id == missed.id
        )
    ):
        row.makes_up_id = None
    for appointment in db.scalars(
        select(AppointmentRow).where(
            AppointmentRow.client_id == missed.client_id, AppointmentRow.makes_up_id == missed.id
        )
    ):
        appointment.makes_up_id = None


def link_again(db: Session, freed: Iterable[AppointmentRow], entry: int) -> None:
    """Appointments make up for what they did before an entry, where nothing else does by now."""
    for row in freed:
        past = row_past.states(db, row)
        at = next(at for at, (dot, _) in enumerate(past) if dot == entry)
        link = past[at - 1][1].get("makes_up_id") if at else None
        if row.void or row.makes_up_id is not None or not isinstance(link, str):
            continue
        missed_id = uuid.UUID(link)
        if missed_id not in made_up_elsewhere(db, row.client_id, row.id):
            row.makes_up_id = missed_id
