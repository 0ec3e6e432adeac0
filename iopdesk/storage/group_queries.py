"""Questions about slots, rosters and placements that several services ask."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from iopdesk.domain.group import Slot
from iopdesk.storage.clinic_tables import ClosedDayRow, StaffRow
from iopdesk.storage.episode_tables import PlacementRow
from iopdesk.storage.group_tables import (
    GroupSessionRow,
    GroupSlotRow,
    RosterPlaceRow,
    TreatmentGroupRow,
)


@dataclass(frozen=True)
class GroupPlace:
    """A client's place in a group as stored, with the group's name."""

    client_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    starts: date
    ends: date | None


def slots(
    db: Session,
    first: date,
    last: date | None,
    *,
    group_ids: Collection[uuid.UUID] | None = None,
    slot_id: uuid.UUID | None = None,
) -> list[Slot]:
    """Slots that hold on any day from `first` to `last` (open where None), in week order."""
    query = _slot_query().where(
        GroupSlotRow.void == 0, or_(GroupSlotRow.ends.is_(None), GroupSlotRow.ends >= first)
    )
    if last is not None:
        query = query.where(GroupSlotRow.starts <= last)
    if group_ids is not None:
        query = query.where(GroupSlotRow.group_id.in_(group_ids))
    if slot_id is not None:
        query = query.where(GroupSlotRow.id == slot_id)
    return [Slot(*row) for row in db.execute(query).all()]


def slot(db: Session, slot_id: uuid.UUID) -> Slot | None:
    """One slot, whenever it holds."""
    row = db.execute(
        _slot_query().where(GroupSlotRow.id == slot_id, GroupSlotRow.void == 0)
    ).first()
    return Slot(*row) if row else None


def closed_days(db: Session, first: date, last: date) -> dict[date, str]:
    """Days without groups, and why."""
    rows = db.execute(
        select(ClosedDayRow.day, ClosedDayRow.words).where(
            ClosedDayRow.void == 0, ClosedDayRow.day >= first, ClosedDayRow.day <= last
        )
    )
    return {day: words for day, words in rows.all()}


def cancelled(db: Session, first: date, last: date) -> set[tuple[uuid.UUID, date]]:
    """Sessions that were called off, as (slot, day)."""
    rows = db.execute(
        select(GroupSessionRow.slot_id, GroupSessionRow.day).where(
            GroupSessionRow.void == 0,
            GroupSessionRow.day >= first,
            GroupSessionRow.day <= last,
            GroupSessionRow.state == "cancelled",
        )
    )
    return {(slot_id, day) for slot_id, day in rows.all() if slot_id is not None}


def places(
    db: Session,
    first: date,
    last: date,
    *,
    client_ids: Sequence[uuid.UUID] | None = None,
    group_ids: Sequence[uuid.UUID] | None = None,
) -> list[GroupPlace]:
    """Places on rosters that hold on any day of the span; waiting ones are not places."""
    query = (
        select(
            RosterPlaceRow.client_id,
            RosterPlaceRow.group_id,
            TreatmentGroupRow.name,
            RosterPlaceRow.starts,
            RosterPlaceRow.ends,
        )
        .join(TreatmentGroupRow, TreatmentGroupRow.id == RosterPlaceRow.group_id)
        .where(*holds(first, last))
    )
    if client_ids is not None:
        query = query.where(RosterPlaceRow.client_id.in_(client_ids))
    if group_ids is not None:
        query = query.where(RosterPlaceRow.group_id.in_(group_ids))
    return [GroupPlace(*row) for row in db.execute(query).all()]


def holds(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on a roster place: it holds on some day of the span."""
    return (
        RosterPlaceRow.void == 0,
        RosterPlaceRow.is_waiting.is_(False),
        RosterPlaceRow.starts <= last,
        or_(RosterPlaceRow.ends.is_(None), RosterPlaceRow.ends >= first),
    )


def placement_on(
    episode_id: InstrumentedAttribute[uuid.UUID], day: date
) -> ScalarSelect[uuid.UUID]:
    """The id of the placement that holds for an episode on a day, for joins."""
    held = aliased(PlacementRow)
    return (
        select(held.id)
        .where(held.episode_id == episode_id, held.void == 0, held.starts <= day)
        .order_by(held.starts.desc(), held.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _slot_query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            GroupSlotRow.id,
            GroupSlotRow.group_id,
            GroupSlotRow.weekday,
            GroupSlotRow.start,
            GroupSlotRow.minutes,
            GroupSlotRow.starts,
            GroupSlotRow.ends,
            GroupSlotRow.every_weeks,
            GroupSlotRow.room,
            GroupSlotRow.leader_id,
            StaffRow.name.label("leader"),
        )
        .outerjoin(StaffRow, StaffRow.id == GroupSlotRow.leader_id)
        .order_by(GroupSlotRow.weekday, GroupSlotRow.start, GroupSlotRow.id)
    )
