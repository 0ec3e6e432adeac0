"""Meetings that two directories list: which of them lists show."""

import uuid
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MeetingMode
from iopdesk.domain.same_meeting import Listing, shown_as
from iopdesk.services.meeting_records import point_of
from iopdesk.storage.meeting_tables import MeetingApartRow, MeetingRow


def twin_changes(
    db: Session | Connection,
    fellowship: Fellowship,
    at: tuple[int | None, time | None] | None = None,
) -> dict[uuid.UUID, uuid.UUID | None]:
    """Of a fellowship's meetings, those whose `shown_as_id` is to change, and to what.

    `at` looks at one day and time only. What left its list, or is closed for now, stands for none.
    """
    conditions: list[ColumnElement[bool]] = [
        MeetingRow.fellowship == fellowship.value,
        MeetingRow.void == 0,
    ]
    if at is not None:
        conditions += [MeetingRow.weekday == at[0], MeetingRow.start == at[1]]
    held = db.execute(
        select(
            func.count(MeetingRow.directory_id.distinct()), func.count(MeetingRow.shown_as_id)
        ).where(*conditions)
    ).one()
    if held[0] < 2 and not held[1]:
        return {}
    apart = _apart(db)
    changes: dict[uuid.UUID, uuid.UUID | None] = {}
    # twins meet at the same time, so a day at a time holds few in memory
    for day in (None, *range(7)) if at is None else (at[0],):
        rows = db.execute(_query([*conditions, MeetingRow.weekday.is_not_distinct_from(day)])).all()
        shown = [r for r in rows if r.listed_until is None and r.mode != MeetingMode.CLOSED.value]
        hidden = shown_as([_listing(row, fellowship) for row in shown], apart)
        changes |= {r.id: hidden.get(r.id) for r in rows if hidden.get(r.id) != r.shown_as_id}
    return changes


def _query(conditions: list[ColumnElement[bool]]) -> Any:
    return select(
        MeetingRow.id,
        MeetingRow.directory_id,
        MeetingRow.weekday,
        MeetingRow.start,
        MeetingRow.name,
        MeetingRow.place,
        MeetingRow.address,
        MeetingRow.latitude_e6,
        MeetingRow.longitude_e6,
        MeetingRow.link,
        MeetingRow.mode,
        MeetingRow.listed_until,
        MeetingRow.shown_as_id,
    ).where(*conditions)


def _listing(row: Any, fellowship: Fellowship) -> Listing:
    return Listing(
        id=row.id,
        directory_id=row.directory_id,
        fellowship=fellowship,
        day=row.weekday,
        start=row.start,
        name=row.name,
        place=row.place,
        address=row.address,
        point=point_of(row.latitude_e6, row.longitude_e6),
        link=row.link,
    )


def _apart(db: Session | Connection) -> frozenset[frozenset[uuid.UUID]]:
    rows = db.execute(
        select(MeetingApartRow.meeting_id, MeetingApartRow.other_id).where(
            MeetingApartRow.void == 0
        )
    )
    return frozenset(frozenset((row[0], row[1])) for row in rows)


def settle_twins(db: Session, fellowship: Fellowship, at: tuple[int | None, time | None]) -> None:
    """After a change by hand: let lists show one of those that meet at this day and time."""
    db.flush()
    for meeting_id, keeper in twin_changes(db, fellowship, at).items():
        row = db.get(MeetingRow, meeting_id)
        if row is not None:
            row.shown_as_id = keeper


def twins_of(db: Session, meeting_id: uuid.UUID) -> list[uuid.UUID]:
    """The other listings of a meeting: the one shown for it, or those it is shown for."""
    rows = db.execute(
        select(MeetingRow.id, MeetingRow.shown_as_id).where(
            or_(MeetingRow.id == meeting_id, MeetingRow.shown_as_id == meeting_id),
            MeetingRow.void == 0,
        )
    ).all()
    own = next((row.shown_as_id for row in rows if row.id == meeting_id), None)
    return [row.id for row in rows if row.id != meeting_id] + ([own] if own else [])


def told_apart_from(db: Session, meeting_id: uuid.UUID) -> list[uuid.UUID]:
    """The listings that a person told apart from this one."""
    one, other = MeetingApartRow.meeting_id, MeetingApartRow.other_id
    rows = db.execute(
        select(one, other).where(
            MeetingApartRow.void == 0, or_(one == meeting_id, other == meeting_id)
        )
    )
    return [id_ for row in rows for id_ in row if id_ != meeting_id]
