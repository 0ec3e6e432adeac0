"""Group sessions of a span where they are held: weekly slots, moved and called-off dates."""

import uuid
from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from iopdesk.domain.group_session import SessionState
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.appointment_queries import SessionException

# Slots that ended since may have a session that was moved into the span.
_FURTHEST_MOVE = timedelta(days=60)


class HeldSession(NamedTuple):
    """One date of a slot, held on `day`; slot and `planned_day` together name it."""

    slot_id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    group_id: uuid.UUID
    room: str
    leader_id: uuid.UUID | None
    co_leader_id: uuid.UUID | None
    state: SessionState


def sessions(db: Session, first: date, last: date) -> list[HeldSession]:
    """Sessions held from `first` to `last` (both included), called-off ones too, in their order.

    A day on which the clinic is closed holds none.
    """
    slots = group_queries.slots(db, first - _FURTHEST_MOVE, last)
    closed = group_queries.closed_days(db, first, last)
    stored = {
        (each.slot_id, each.planned_day or each.day): each
        for each in appointment_queries.exceptions(db, first, last)
    }
    helpers = appointment_queries.co_leaders(db)
    group_of = {slot.id: slot.group_id for slot in slots}
    found = [
        _held(key, group_of[key[0]], each)
        for key, each in stored.items()
        if key[0] in group_of and first <= each.day <= last and each.day not in closed
    ]
    found += [
        HeldSession(
            slot.id,
            day,
            day,
            slot.start,
            slot.minutes,
            slot.group_id,
            slot.room,
            slot.leader_id,
            helpers.get(slot.id),
            SessionState.PLANNED,
        )
        for slot in slots
        for day in slot_dates(slot, first, last, closed)
        if (slot.id, day) not in stored
    ]
    return sorted(found, key=lambda each: (each.day, each.start, each.slot_id))


def _held(
    key: tuple[uuid.UUID, date], group_id: uuid.UUID, stored: SessionException
) -> HeldSession:
    return HeldSession(
        key[0],
        key[1],
        stored.day,
        stored.start,
        stored.minutes,
        group_id,
        stored.room,
        stored.leader_id,
        stored.co_leader_id,
        SessionState(stored.state),
    )
