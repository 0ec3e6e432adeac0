"""Questions about appointments and busy times that several services ask."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import Date, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import AppointmentState, BusyTime
from iopdesk.domain.group import GroupName
from iopdesk.storage.appointment_tables import AppointmentRow, BusyTimeRow
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import GroupSlotRow, TreatmentGroupRow

CANCELLED = tuple(state.value for state in AppointmentState if state.is_cancelled)


class AppointmentLine(NamedTuple):
    """An appointment as lists and calendars read it; a tuple, because a week has hundreds."""

    id: uuid.UUID
    client_id: uuid.UUID
    first: str
    last: str
    name_to_use: str
    kind: str
    day: date
    start: time
    minutes: int
    staff_id: uuid.UUID | None
    room: str
    is_remote: bool
    state: str
    words: str
    series_id: uuid.UUID | None


class BookedTime(NamedTuple):
    """What an appointment takes, for finding clashes."""

    id: uuid.UUID
    client_id: uuid.UUID
    kind: str
    day: date
    start: time
    minutes: int
    staff_id: uuid.UUID | None
    room: str
    is_remote: bool


# built once: building a statement costs more than running it
_appointment, _client = AppointmentRow.__table__.c, ClientRow.__table__.c
_busy, _staff = BusyTimeRow.__table__.c, StaffRow.__table__.c
_group, _session = TreatmentGroupRow.__table__.c, GroupSessionRow.__table__.c
_slot = GroupSlotRow.__table__.c
_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_LINES = (
    select(
        _appointment.id,
        _appointment.client_id,
        _client.first_name,
        _client.last_name,
        _client.name_to_use,
        _appointment.kind,
        _appointment.day,
        _appointment.start,
        _appointment.minutes,
        _appointment.staff_id,
        _appointment.room,
        _appointment.is_remote,
        _appointment.state,
        _appointment.words,
        _appointment.series_id,
    )
    .select_from(
        AppointmentRow.__table__.join(ClientRow.__table__, _client.id == _appointment.client_id)
    )
    .where(_appointment.void == 0, _appointment.day >= _FIRST, _appointment.day <= _LAST)
    .order_by(_appointment.day, _appointment.start, _appointment.id)
)
_LINES_OF_CLIENT = _LINES.where(_appointment.client_id == bindparam("client_id"))
_TAKEN = select(
    _appointment.id,
    _appointment.client_id,
    _appointment.kind,
    _appointment.day,
    _appointment.start,
    _appointment.minutes,
    _appointment.staff_id,
    _appointment.room,
    _appointment.is_remote,
).where(
    _appointment.void == 0,
    _appointment.day >= _FIRST,
    _appointment.day <= _LAST,
    _appointment.state.not_in(CANCELLED),
)
_BUSY = (
    select(
        _busy.weekday,
        _busy.start,
        _busy.minutes,
        _busy.starts,
        _busy.kind,
        _busy.words,
        _busy.ends,
        _busy.id,
    )
    .where(
        _busy.client_id == bindparam("client_id"),
        _busy.void == 0,
        or_(_busy.ends.is_(None), _busy.ends >= _FIRST),
    )
    .order_by(_busy.weekday, _busy.start, _busy.id)
)
_STAFF = select(_staff.id, _staff.name).where(_staff.void == 0)
_GROUPS = select(_group.id, _group.name, _group.neutral_title, _group.population)
_ROOMS = (
    select(_slot.room)
    .where(_slot.void == 0, _slot.room != "")
    .union(
        select(_appointment.room).where(
            _appointment.void == 0, _appointment.room != "", _appointment.day >= _FIRST
        )
    )
)
_MET = select(func.count()).where(
    _appointment.series_id == bindparam("series_id"),
    _appointment.day > bindparam("day", type_=Date()),
    _appointment.state == AppointmentState.PLANNED.value,
    _appointment.void == 0,
)


def _rows(
    db: Session, query: Select[*tuple[Any, ...]], values: Mapping[str, object]
) -> Sequence[Row[*tuple[Any, ...]]]:
    db.flush()
    return db.connection().execute(query, values).all()


def lines(
    db: Session, first: date, last: date, *, client_id: uuid.UUID | None = None
) -> list[AppointmentLine]:
    """Appointments of a span in the order of the days; of one client, or of all."""
    values: dict[str, object] = {"first": first, "last": last}
    if client_id is None:
        rows = _rows(db, _LINES, values)
    else:
        rows = _rows(db, _LINES_OF_CLIENT, {**values, "client_id": client_id})
    return [AppointmentLine(*row) for row in rows]


def taken(db: Session, first: date, last: date) -> list[BookedTime]:
    """What the appointments of a span take; cancelled ones take nothing."""
    return [BookedTime(*row) for row in _rows(db, _TAKEN, {"first": first, "last": last})]


def busy_times(db: Session, client_id: uuid.UUID, first: date) -> tuple[BusyTime, ...]:
    """A client's busy hours that hold on `first` or later, in the order of the week."""
    rows = _rows(db, _BUSY, {"client_id": client_id, "first": first})
    return tuple(BusyTime(*row) for row in rows)


def staff_names(db: Session) -> dict[uuid.UUID, str]:
    """Everyone who ever worked here, by id."""
    return {staff_id: name for staff_id, name in _rows(db, _STAFF, {})}


def group_names(db: Session) -> dict[uuid.UUID, GroupName]:
    """What each group is called."""
    return {
        group_id: GroupName(name, neutral or "", population or "")
        for group_id, name, neutral, population in _rows(db, _GROUPS, {})
    }


def rooms(db: Session, since: date) -> tuple[str, ...]:
    """Rooms that groups and appointments use, each once."""
    rows = db.connection().execute(_ROOMS, {"first": since}).scalars()
    return tuple(sorted(set(rows)))


def later_in_series(db: Session, series_id: uuid.UUID, day: date) -> int:
    """How many appointments of a series are still planned after a day."""
    return int(_rows(db, _MET, {"series_id": series_id, "day": day})[0][0])
