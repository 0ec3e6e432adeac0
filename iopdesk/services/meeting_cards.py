"""Attendance cards that are out: which weeks of theirs are over, and nobody knows of a meeting."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.week import monday_of
from iopdesk.services.meeting_weeks import asked_weeks
from iopdesk.storage.meeting_tables import MeetingAttendanceRow, MeetingCardRow

# What was printed longer ago is a matter of the chart, not of the day.
_LOOKED_BACK = timedelta(weeks=12)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class CardOut:
    """A week of a printed card that is over, asked for meetings, and of which none is noted."""

    card_id: uuid.UUID
    monday: date

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)


def cards_out_of(
    db: Session, today: date, client_ids: Sequence[uuid.UUID] | None = None
) -> Mapping[uuid.UUID, Sequence[CardOut]]:
    """By client the weeks whose card did not come back, oldest first.

    A card that was entered after its week, even an empty one, is back; so is a week of which
    meetings are known otherwise. Excused weeks, and weeks that ask for nothing, miss none. Where
    two cards are for one week the newer one counts.
    """
    row = MeetingCardRow
    query = (
        select(row.id, row.client_id, row.starts, row.weeks, row.returned)
        .where(row.void == 0, row.starts >= today - _LOOKED_BACK, row.starts <= today)
        .order_by(row.printed, row.id)
    )
    if client_ids is not None:
        query = query.where(row.client_id.in_(client_ids))
    weeks: dict[tuple[uuid.UUID, date], tuple[uuid.UUID, date | None]] = {}
    for card_id, client_id, starts, count, returned in db.execute(query):
        for at in range(count):
            monday = monday_of(starts) + at * _WEEK
            if monday + _WEEK <= today:
                weeks[client_id, monday] = (card_id, returned)
    if not weeks:
        return {}
    clients = list({client_id for client_id, _ in weeks})
    first = min(monday for _, monday in weeks)
    asked = asked_weeks(db, first, today, clients)
    known = _weeks_with_meetings(db, first, clients)
    found: dict[uuid.UUID, list[CardOut]] = defaultdict(list)
    for (client_id, monday), (card_id, returned) in sorted(weeks.items(), key=lambda w: w[0][1]):
        of_week = asked.get(client_id, {}).get(monday)
        is_back = returned is not None and returned >= monday + _WEEK
        if of_week and of_week.expected and not is_back and (client_id, monday) not in known:
            found[client_id].append(CardOut(card_id, monday))
    return found


def _weeks_with_meetings(
    db: Session, first: date, client_ids: Sequence[uuid.UUID]
) -> set[tuple[uuid.UUID, date]]:
    row = MeetingAttendanceRow
    rows = db.execute(
        select(row.client_id, row.day).where(
            row.client_id.in_(client_ids), row.day >= first, row.void == 0
        )
    )
    return {(client_id, monday_of(day)) for client_id, day in rows}
