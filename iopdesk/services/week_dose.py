"""Weekly minutes of many clients at once: prescribed, attended, scheduled, still reachable."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from iopdesk.domain.group import Slot
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow

MarkKey: TypeAlias = tuple[uuid.UUID | None, date, uuid.UUID]
"""Slot, day and client of a mark."""


@dataclass(frozen=True)
class Expected:
    """A session that a client's roster and the week's slots call for."""

    client_id: uuid.UUID
    slot: Slot
    group: str
    day: date

    @property
    def mark_key(self) -> MarkKey:
        """What a mark of this session is found by."""
        return (self.slot.id, self.day, self.client_id)

    @property
    def starts_at(self) -> tuple[date, time]:
        """Day and time, for sorting."""
        return (self.day, self.slot.start)


def expected_sessions(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None = None
) -> list[Expected]:
    """Sessions of the span that clients are to attend, oldest first."""
    places = group_queries.places(db, first, last, client_ids=client_ids)
    group_ids = {place.group_id for place in places}
    slots = group_queries.slots(db, first, last, group_ids=group_ids) if group_ids else []
    closed = group_queries.closed_days(db, first, last)
    off = group_queries.cancelled(db, first, last, group_ids=group_ids) if group_ids else set()
    dates: dict[uuid.UUID, list[tuple[Slot, date]]] = defaultdict(list)
    for slot in slots:
        for day in slot_dates(slot, first, last, closed):
            if (slot.id, day) not in off:
                dates[slot.group_id].append((slot, day))
    found = [
        Expected(place.client_id, slot, place.group, day)
        for place in places
        for slot, day in dates[place.group_id]
        if place.starts <= day and (place.ends is None or day <= place.ends)
    ]
    return sorted(found, key=lambda each: each.starts_at)


def week_doses(
    db: Session, day: date, today: date, client_ids: Sequence[uuid.UUID] | None = None
) -> dict[uuid.UUID, WeekDose]:
    """The dose of the week around `day`, of these clients or of all in program."""
    monday, sunday = monday_of(day), sunday_of(day)
    prescribed = _prescribed(db, day, client_ids)
    ids = list(prescribed) if client_ids is None else client_ids
    marks = _marks(db, monday, sunday, client_ids)
    expected = expected_sessions(db, monday, sunday, client_ids)
    return add_up(monday, today, prescribed, marks, expected, ids)


def prescribed_of(db: Session, client_id: uuid.UUID, day: date) -> dict[uuid.UUID, int]:
    """Minutes a week that a client's open episode prescribes on a day, by client."""
    rows = db.connection().execute(_PRESCRIBED_OF, {"client_id": client_id, "day": day})
    return {client_id: minutes for client_id, minutes in rows.all()}


def add_up(
    monday: date,
    today: date,
    prescribed: Mapping[uuid.UUID, int],
    marks: Mapping[MarkKey, int],
    expected: Iterable[Expected],
    client_ids: Iterable[uuid.UUID],
) -> dict[uuid.UUID, WeekDose]:
    """The doses of one week from its minutes prescribed, its minutes marked and its sessions."""
    attended: dict[uuid.UUID, int] = defaultdict(int)
    scheduled: dict[uuid.UUID, int] = defaultdict(int)
    coming: dict[uuid.UUID, int] = defaultdict(int)
    for (_, _, client_id), minutes in marks.items():
        attended[client_id] += minutes
    for each in expected:
        scheduled[each.client_id] += each.slot.minutes
        if each.day >= today and each.mark_key not in marks:
            coming[each.client_id] += each.slot.minutes
    return {
        client_id: WeekDose(
            monday=monday,
            prescribed=prescribed.get(client_id, 0),
            attended=attended[client_id],
            scheduled=scheduled[client_id],
            reachable=attended[client_id] + coming[client_id],
        )
        for client_id in client_ids
    }


_PRESCRIBED = (
    select(EpisodeRow.client_id, PlacementRow.minutes_a_week)
    .join(
        PlacementRow,
        PlacementRow.id
        == group_queries.placement_on(EpisodeRow.id, bindparam("day", type_=Date())),
    )
    .where(EpisodeRow.discharged.is_(None), EpisodeRow.void == 0)
)
_PRESCRIBED_OF = _PRESCRIBED.where(EpisodeRow.client_id == bindparam("client_id"))


def _prescribed(
    db: Session, day: date, client_ids: Sequence[uuid.UUID] | None
) -> dict[uuid.UUID, int]:
    query = _PRESCRIBED
    if client_ids is not None:
        query = query.where(EpisodeRow.client_id.in_(client_ids))
    return {client_id: minutes for client_id, minutes in db.execute(query, {"day": day}).all()}


def _marks(
    db: Session, monday: date, sunday: date, client_ids: Sequence[uuid.UUID] | None
) -> dict[MarkKey, int]:
    query = (
        select(
            GroupSessionRow.slot_id,
            AttendanceRow.day,
            AttendanceRow.client_id,
            AttendanceRow.minutes,
        )
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .where(AttendanceRow.void == 0)
    )
    if client_ids is None:
        # By way of the week's sessions: attendance has no index by day alone.
        query = query.where(GroupSessionRow.day >= monday, GroupSessionRow.day <= sunday)
    else:
        query = query.where(
            AttendanceRow.client_id.in_(client_ids),
            AttendanceRow.day >= monday,
            AttendanceRow.day <= sunday,
        )
    rows = db.execute(query).all()
    return {(slot_id, day, client_id): minutes for slot_id, day, client_id, minutes in rows}
