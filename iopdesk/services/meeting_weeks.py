"""What each week asks of clients in meetings: requirement, else placement; excused weeks."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from iopdesk.domain.meeting_visit import NOTHING_ASKED, AskedWeek
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.meeting_tables import (
    ExcusedWeekRow,
    MeetingAttendanceRow,
    MeetingRequirementRow,
)

_WEEK, _TO_THURSDAY = timedelta(weeks=1), timedelta(days=3)


@dataclass(frozen=True)
class _Held:
    """So many a week from a day to a day, both included."""

    starts: date
    ends: date | None
    a_week: int

    def holds_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


def asked_weeks(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None = None
) -> dict[uuid.UUID, dict[date, AskedWeek]]:
    """By client and Monday what the weeks ask; those that ask for nothing are left out.

    What holds on most of a week, its Thursday, counts for the week: a requirement, or else the
    placement's number. Nothing is asked before admission and after discharge.
    """
    placed = _placed(db, first, last, client_ids)
    required = _required(db, first, last, client_ids)
    excused = _excused(db, first, last, client_ids)
    mondays = []
    monday = monday_of(first)
    while monday <= last:
        mondays.append(monday)
        monday += _WEEK
    found: dict[uuid.UUID, dict[date, AskedWeek]] = {}
    for client_id in {*placed, *required}:
        weeks = {}
        for monday in mondays:
            middle = monday + _TO_THURSDAY
            # a requirement of AS_PLACED gives way to the placement as well
            a_week = _number(required.get(client_id, ()), middle) or _number(
                placed.get(client_id, ()), middle
            )
            if a_week:
                weeks[monday] = AskedWeek(a_week, excused[client_id].get(monday, ""))
        if weeks:
            found[client_id] = weeks
    return found


def asked_on(db: Session, day: date) -> dict[uuid.UUID, int]:
    """How many meetings a week hold on a day, of each client that is asked for any."""
    placed, required = _placed(db, day, day, None), _required(db, day, day, None)
    found = {
        client_id: _number(required.get(client_id, ()), day)
        or _number(placed.get(client_id, ()), day)
        for client_id in {*placed, *required}
    }
    return {client_id: a_week for client_id, a_week in found.items() if a_week}


def meetings_of_week(
    db: Session, day: date, client_ids: Sequence[uuid.UUID] | None = None
) -> dict[uuid.UUID, tuple[int, AskedWeek]]:
    """Of the week around a day: how many meetings each client attended, and what was asked."""
    monday, sunday = monday_of(day), sunday_of(day)
    asked = asked_weeks(db, monday, sunday, client_ids)
    query = select(MeetingAttendanceRow.client_id).where(
        MeetingAttendanceRow.day.between(monday, sunday),
        MeetingAttendanceRow.void == 0,
        *_is_of(MeetingAttendanceRow.client_id, client_ids),
    )
    counts: dict[uuid.UUID, int] = defaultdict(int)
    for client_id in db.scalars(query):
        counts[client_id] += 1
    return {
        client_id: (counts[client_id], asked.get(client_id, {}).get(monday, NOTHING_ASKED))
        for client_id in {*asked, *counts}
    }


def _number(held: Sequence[_Held], day: date) -> int:
    """The newest that holds on a day; 0 where nothing does."""
    return next((each.a_week for each in reversed(held) if each.holds_on(day)), 0)


def _is_of(
    column: InstrumentedAttribute[uuid.UUID], client_ids: Sequence[uuid.UUID] | None
) -> tuple[ColumnElement[bool], ...]:
    return () if client_ids is None else (column.in_(client_ids),)


def _placed(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None
) -> Mapping[uuid.UUID, Sequence[_Held]]:
    stay = aliased(EpisodeRow)
    # named by id, and put in order here: SQLite would walk every placement there ever was
    stays = select(stay.id).where(
        stay.void == 0,
        stay.admitted <= last,
        or_(stay.discharged.is_(None), stay.discharged >= first),
        *_is_of(stay.client_id, client_ids),
    )
    query = (
        select(
            EpisodeRow.client_id,
            EpisodeRow.admitted,
            EpisodeRow.discharged,
            PlacementRow.starts,
            PlacementRow.meetings_a_week,
            PlacementRow.id,
        )
        .join(PlacementRow, PlacementRow.episode_id == EpisodeRow.id)
        .where(PlacementRow.void == 0, EpisodeRow.id.in_(stays))
    )
    rows = sorted(db.execute(query).all(), key=itemgetter(3, 5))
    found: dict[uuid.UUID, list[_Held]] = defaultdict(list)
    for client_id, admitted, discharged, starts, a_week, _placement in rows:
        found[client_id].append(_Held(max(admitted, starts), discharged, a_week))
    return found


def _required(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None
) -> Mapping[uuid.UUID, Sequence[_Held]]:
    row = MeetingRequirementRow
    query = (
        select(row.client_id, row.starts, row.ends, row.a_week)
        .where(
            row.void == 0,
            row.starts <= last,
            or_(row.ends.is_(None), row.ends >= first),
            *_is_of(row.client_id, client_ids),
        )
        .order_by(row.starts, row.id)
    )
    found: dict[uuid.UUID, list[_Held]] = defaultdict(list)
    for client_id, starts, ends, a_week in db.execute(query):
        found[client_id].append(_Held(starts, ends, a_week))
    return found


def _excused(
    db: Session, first: date, last: date, client_ids: Sequence[uuid.UUID] | None
) -> Mapping[uuid.UUID, Mapping[date, str]]:
    row = ExcusedWeekRow
    query = (
        select(row.client_id, row.starts, row.ends, row.reason)
        .where(
            row.void == 0,
            row.starts <= last,
            row.ends >= monday_of(first),
            *_is_of(row.client_id, client_ids),
        )
        .order_by(row.id)
    )
    found: dict[uuid.UUID, dict[date, str]] = defaultdict(dict)
    for client_id, starts, ends, reason in db.execute(query):
        monday = monday_of(starts)
        while monday <= ends:
            found[client_id][monday] = reason
            monday += _WEEK
    return found
