"""What an appointment would meet on its days: the client's own times, staff, room, closed days."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from iopdesk.domain.appointment import (
    AppointmentDraft,
    BusyTime,
    Clash,
    ClashKind,
    overlap,
    own_clashes,
)
from iopdesk.domain.group import GroupName
from iopdesk.domain.group_session import HeldSession, SessionState
from iopdesk.services.held_sessions import held_sessions
from iopdesk.storage import appointment_queries, group_queries
from iopdesk.storage.appointment_queries import BookedTime
from iopdesk.storage.group_queries import GroupPlace


@dataclass(frozen=True)
class Wanted:
    """A time that is asked for: whose, by whom and where; `except_id` is the appointment itself."""

    client_id: uuid.UUID
    draft: AppointmentDraft
    except_id: uuid.UUID | None = None
    is_clinical: bool = False

    @property
    def start(self) -> time:
        """A draft without problems has its time."""
        return self.draft.start or time()

    @property
    def room(self) -> str:
        """The room it takes; none when the client is not there."""
        return "" if self.draft.is_remote else _room(self.draft.room)

    def meets(self, start: time, minutes: int) -> bool:
        """Whether it shares a minute with another span of the day."""
        return overlap(self.start, self.draft.minutes, start, minutes)


def clashes_on(db: Session, days: Sequence[date], wanted: Wanted) -> dict[date, tuple[Clash, ...]]:
    """What is in the way on each of these days; the client's own clashes first."""
    finder = _Finder(db, min(days), max(days), wanted)
    return {day: finder.on(day) for day in days}


def is_skipped(clashes: Sequence[Clash]) -> bool:
    """Whether a series leaves such a day out: closed, or the client is elsewhere."""
    return bool(own_clashes(clashes)) or any(c.kind is ClashKind.CLOSED for c in clashes)


class _Finder:
    """Reads the span once; each day is then looked up."""

    def __init__(self, db: Session, first: date, last: date, wanted: Wanted) -> None:
        self._wanted = wanted
        self._groups: dict[uuid.UUID, GroupName] = appointment_queries.group_names(db)
        self._staff = appointment_queries.staff_names(db)
        self._closed = group_queries.closed_days(db, first, last)
        self._places: list[GroupPlace] = group_queries.places(
            db, first, last, client_ids=[wanted.client_id]
        )
        self._busy: tuple[BusyTime, ...] = appointment_queries.busy_times(
            db, wanted.client_id, first
        )
        self._sessions: dict[date, list[HeldSession]] = defaultdict(list)
        for session in held_sessions(db, first, last, called_off=True):
            if session.state is not SessionState.CANCELLED:
                self._sessions[session.day].append(session)
        self._booked: dict[date, list[BookedTime]] = defaultdict(list)
        for booked in appointment_queries.taken(db, first, last):
            if booked.id != wanted.except_id:
                self._booked[booked.day].append(booked)

    def on(self, day: date) -> tuple[Clash, ...]:
        """What is in the way on one day."""
        found: list[Clash] = []
        if day in self._closed:
            found.append(Clash(day, ClashKind.CLOSED, self._closed[day]))
        for session in self._sessions[day]:
            if self._wanted.meets(session.start, session.minutes):
                found += self._of_session(day, session)
        for booked in self._booked[day]:
            if self._wanted.meets(booked.start, booked.minutes):
                found += self._of_booked(day, booked)
        found += [
            Clash(day, ClashKind.BUSY, busy.words or busy.kind, busy.start, busy.minutes)
            for busy in self._busy
            if busy.weekday == day.weekday()
            and busy.starts <= day
            and (busy.ends is None or busy.ends >= day)
            and self._wanted.meets(busy.start, busy.minutes)
        ]
        return tuple(
            sorted(found, key=lambda clash: (not clash.kind.is_own, clash.start or time()))
        )

    def _of_session(self, day: date, session: HeldSession) -> list[Clash]:
        title = self._groups[session.group_id].title(is_clinical=self._wanted.is_clinical)
        span = (session.start, session.minutes)
        found = []
        if any(
            place.group_id == session.group_id
            and place.starts <= day
            and (place.ends is None or place.ends >= day)
            for place in self._places
        ):
            found.append(Clash(day, ClashKind.GROUP, title, *span))
        staff_id = self._wanted.draft.staff_id
        if staff_id is not None and staff_id in (session.leader_id, session.co_leader_id):
            found.append(Clash(day, ClashKind.STAFF, self._staff.get(staff_id, ""), *span))
        if self._wanted.room and _room(session.room) == self._wanted.room:
            found.append(Clash(day, ClashKind.ROOM, session.room, *span))
        return found

    def _of_booked(self, day: date, booked: BookedTime) -> list[Clash]:
        span = (booked.start, booked.minutes)
        if booked.client_id == self._wanted.client_id:
            return [Clash(day, ClashKind.APPOINTMENT, booked.kind, *span)]
        found = []
        staff_id = self._wanted.draft.staff_id
        if staff_id is not None and booked.staff_id == staff_id:
            found.append(Clash(day, ClashKind.STAFF, self._staff.get(staff_id, ""), *span))
        if self._wanted.room and not booked.is_remote and _room(booked.room) == self._wanted.room:
            found.append(Clash(day, ClashKind.ROOM, booked.room, *span))
        return found


def _room(text: str) -> str:
    return " ".join(text.casefold().split())
