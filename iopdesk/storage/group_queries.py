"""Questions about slots, rosters and placements that several services ask."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    ScalarSelect,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from iopdesk.domain.group import Slot
from iopdesk.domain.group_session import HeldSession, SessionState
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import ClosedDayRow, StaffRow
from iopdesk.storage.episode_tables import PlacementRow
from iopdesk.storage.group_tables import GroupSlotRow, RosterPlaceRow, TreatmentGroupRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE
from iopdesk.storage.schema import UuidType


@dataclass(frozen=True)
class GroupPlace:
    """A client's place in a group as stored, with the group's name."""

    client_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    starts: date
    ends: date | None


#: The title of a group that others may see, never whom it is for.
NEUTRAL_TITLE = func.coalesce(
    func.nullif(TreatmentGroupRow.neutral_title, ""), TreatmentGroupRow.name
)
_STATES = {state.value: state for state in SessionState}
# built once: building a statement costs more than running it
_slot, _staff, _place = GroupSlotRow.__table__.c, StaffRow.__table__.c, RosterPlaceRow.__table__.c
_session, _closed = GroupSessionRow.__table__.c, ClosedDayRow.__table__.c
_group = TreatmentGroupRow.__table__.c
_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_SLOT = (
    select(
        _slot.id,
        _slot.group_id,
        _slot.weekday,
        _slot.start,
        _slot.minutes,
        _slot.starts,
        _slot.ends,
        _slot.every_weeks,
        _slot.room,
        _slot.leader_id,
        func.coalesce(_staff.name, "").label("leader"),
        _slot.co_leader_id,
    )
    .select_from(GroupSlotRow.__table__.outerjoin(StaffRow.__table__, _staff.id == _slot.leader_id))
    .where(_slot.void == 0)
    .order_by(_slot.weekday, _slot.start, _slot.id)
)
_SLOTS_OF_ALL = _SLOT.where(or_(_slot.ends.is_(None), _slot.ends >= _FIRST), _slot.starts <= _LAST)
_STORED = (
    select(
        _session.slot_id,
        _session.group_id,
        func.coalesce(_session.planned_day, _session.day).label("planned_day"),
        _session.day,
        _session.start,
        _session.minutes,
        _session.room,
        _session.leader_id,
        func.coalesce(_staff.name, "").label("leader"),
        _session.co_leader_id,
        _session.state,
        _session.topic_id,
        _session.topic,
        _session.reason,
    )
    .select_from(
        GroupSessionRow.__table__.outerjoin(StaffRow.__table__, _staff.id == _session.leader_id)
    )
    .where(_session.void == 0, _session.slot_id.is_not(None))
)
# two statements in one, so that each walks its own index
_HELD = _STORED.where(_session.day >= _FIRST, _session.day <= _LAST)
_MOVED_AWAY = _STORED.where(
    _session.planned_day >= _FIRST,
    _session.planned_day <= _LAST,
    or_(_session.day < _FIRST, _session.day > _LAST),
)
_PLACES_OF_ALL = (
    select(_place.client_id, _place.group_id, _group.name, _place.starts, _place.ends)
    .select_from(
        RosterPlaceRow.__table__.join(TreatmentGroupRow.__table__, _group.id == _place.group_id)
    )
    .where(
        _place.void == 0,
        _place.is_waiting.is_(False),
        _place.starts <= _LAST,
        or_(_place.ends.is_(None), _place.ends >= _FIRST),
    )
)
_GROUP_IDS: BindParameter[uuid.UUID] = bindparam("group_ids", type_=UuidType, expanding=True)
_CLIENT_IDS: BindParameter[uuid.UUID] = bindparam("client_ids", type_=UuidType, expanding=True)
_ONE_SLOT = PreparedQuery(_SLOT.where(_slot.id == bindparam("slot_id")))
_SLOTS = PreparedQuery(_SLOTS_OF_ALL)
_SLOTS_OF_GROUPS = PreparedQuery(_SLOTS_OF_ALL.where(_slot.group_id.in_(_GROUP_IDS)))
_CLOSED = PreparedQuery(
    select(_closed.day, _closed.words).where(
        _closed.void == 0, _closed.day >= _FIRST, _closed.day <= _LAST
    )
)
_STORED_BETWEEN = PreparedQuery(union_all(_HELD, _MOVED_AWAY))
# what was moved is not asked by group: SQLite would walk every session that these groups ever had
_STORED_OF_GROUPS = PreparedQuery(
    union_all(_HELD.where(_session.group_id.in_(_GROUP_IDS)), _MOVED_AWAY)
)
_PLACES = PreparedQuery(_PLACES_OF_ALL)
_PLACES_OF_CLIENTS = PreparedQuery(_PLACES_OF_ALL.where(_place.client_id.in_(_CLIENT_IDS)))
_PLACES_OF_GROUPS = PreparedQuery(_PLACES_OF_ALL.where(_place.group_id.in_(_GROUP_IDS)))


def _rows(db: Session, query: PreparedQuery, values: Mapping[str, object]) -> list[Any]:
    # prepared queries don't write first what the session holds back, as its own queries do
    db.flush()
    return query.rows(db, **values)


def slots(
    db: Session,
    first: date,
    last: date | None,
    *,
    group_ids: Collection[uuid.UUID] | None = None,
) -> list[Slot]:
    """Slots that hold on any day from `first` to `last` (open where None), in week order."""
    span = {"first": first, "last": last or date.max}
    if group_ids is None:
        rows = _rows(db, _SLOTS, span)
    else:
        rows = _rows(db, _SLOTS_OF_GROUPS, {**span, "group_ids": list(group_ids)})
    return [Slot(*row) for row in rows]


def slot(db: Session, slot_id: uuid.UUID) -> Slot | None:
    """One slot, whenever it holds."""
    rows = _rows(db, _ONE_SLOT, {"slot_id": slot_id})
    return Slot(*rows[0]) if rows else None


def closed_days(db: Session, first: date, last: date) -> dict[date, str]:
    """Days without groups, and why."""
    rows = _rows(db, _CLOSED, {"first": first, "last": last})
    return {day: words for day, words in rows}


def stored_sessions(
    db: Session, first: date, last: date, *, group_ids: Collection[uuid.UUID] | None = None
) -> list[HeldSession]:
    """Sessions with a row that are planned or held in the span; of all groups, or of these.

    What is held when is `services/held_sessions.py`; this is half of it.
    """
    span = {"first": first, "last": last}
    if group_ids is None:
        rows = _rows(db, _STORED_BETWEEN, span)
    else:
        asked = _rows(db, _STORED_OF_GROUPS, {**span, "group_ids": list(group_ids)})
        rows = [row for row in asked if row[1] in group_ids]
    return [HeldSession._make((*row[:10], _STATES[row[10]], *row[11:])) for row in rows]


def places(
    db: Session,
    first: date,
    last: date,
    *,
    client_ids: Sequence[uuid.UUID] | None = None,
    group_ids: Sequence[uuid.UUID] | None = None,
) -> list[GroupPlace]:
    """Places on rosters that hold on any day of the span; waiting ones are not places.

    Of these clients, or of these groups, or of all.
    """
    span = {"first": first, "last": last}
    if client_ids is not None:
        rows = _rows(db, _PLACES_OF_CLIENTS, {**span, "client_ids": list(client_ids)})
    elif group_ids is not None:
        rows = _rows(db, _PLACES_OF_GROUPS, {**span, "group_ids": list(group_ids)})
    else:
        rows = _rows(db, _PLACES, span)
    return [GroupPlace(*row) for row in rows]


def holds(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on a roster place: it holds on some day of the span."""
    return (
        RosterPlaceRow.void == 0,
        RosterPlaceRow.is_waiting.is_(False),
        RosterPlaceRow.starts <= last,
        or_(RosterPlaceRow.ends.is_(None), RosterPlaceRow.ends >= first),
    )


def placement_on(
    episode_id: InstrumentedAttribute[uuid.UUID], day: date | ColumnElement[date]
) -> ScalarSelect[uuid.UUID]:
    """The id of the placement that holds for an episode on a day, for joins."""
    held = aliased(PlacementRow)
    return (
        select(held.id)
        .where(held.episode_id == episode_id, held.void == 0, held.starts <= day)
        .order_by(held.starts.desc(), held.id.desc())
        .limit(ONE)
        .offset(FROM_START)
        .scalar_subquery()
    )
