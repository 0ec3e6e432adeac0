"""What is held when: the one rule behind every list of sessions of a day, a week or a stay.

A session is held on its slot's day (every week or every n weeks, not on closed days), unless it was
moved: then on the day it was moved to, and not on its own. Once something was written about a
session, its stored time, room and leader count, so that the past stays when a slot changes.
"""

import uuid
from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from iopdesk.domain.group import Slot
from iopdesk.domain.group_session import HeldSession
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import group_queries


def held_sessions(
    db: Session,
    first: date,
    last: date,
    *,
    group_ids: Collection[uuid.UUID] | None = None,
    called_off: bool = False,
) -> list[HeldSession]:
    """Sessions held from `first` to `last` (both included) by day and time, of all groups or these.

    `called_off` adds those that were cancelled, with their state; closed days have none.
    """
    closed = group_queries.closed_days(db, first, last)
    slots = group_queries.slots(db, first, last, group_ids=group_ids)
    stored = group_queries.stored_sessions(db, first, last, group_ids=group_ids)
    written = {(each.slot_id, each.planned_day): each for each in stored}
    found = [
        written.get((slot.id, day)) or planned_session(slot, day)
        for slot in slots
        for day in slot_dates(slot, first, last, closed)
    ]
    held = [each for each in found if not each.is_moved]
    known = {slot.id: slot for slot in slots}
    held += [
        each
        for each in stored
        if each.is_moved
        and first <= each.day <= last
        and each.day not in closed
        and _still_planned(db, known.get(each.slot_id), each)
    ]
    if not called_off:
        held = [each for each in held if not each.is_cancelled]
    return sorted(held, key=lambda each: (each.day, each.start, each.slot_id))


def planned_session(slot: Slot, day: date) -> HeldSession:
    """A session as its slot has it, before anything was written about it."""
    return HeldSession(
        slot.id,
        slot.group_id,
        day,
        day,
        slot.start,
        slot.minutes,
        slot.room,
        slot.leader_id,
        slot.leader or "",
        slot.co_leader_id,
    )


def _still_planned(db: Session, slot: Slot | None, moved: HeldSession) -> bool:
    # A slot that ended before, or changed its rhythm, takes its moved dates with it.
    slot = slot or group_queries.slot(db, moved.slot_id)
    return slot is not None and bool(slot_dates(slot, moved.planned_day, moved.planned_day))
