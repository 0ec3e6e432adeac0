"""Reading and making one session: its facts, its clients and their marks, in few row selects."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import CameAs, Mark, session_id
from iopdesk.domain.client import fold
from iopdesk.domain.group import shown_name
from iopdesk.domain.group_session import GroupSession, SessionRow, SessionState
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.services.absences import absences
from iopdesk.services.slot_dates import meets_on
from iopdesk.storage import group_queries, session_queries
from iopdesk.storage.attendance_tables import GroupSessionRow


@dataclass(frozen=True)
class Person:
    """A client as a roster line needs them."""

    client_id: uuid.UUID
    first: str
    last: str
    name_to_use: str
    phase: str = ""
    prescribed: int = 0

    @property
    def name(self) -> str:
        """The name staff see."""
        return shown_name(self.first, self.last, self.name_to_use)


def read_session(db: Session, slot_id: uuid.UUID, planned_day: date) -> GroupSession:
    """The session of a slot's day, whether or not anything was written about it yet."""
    session = session_id(slot_id, planned_day)
    facts = db.execute(
        session_queries.FACTS, {"slot_id": slot_id, "session": session, "day": planned_day}
    ).first()
    if facts is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    day = facts.held or planned_day
    marks = _marks(db, session)
    people = roster(db, facts.group_id, day, also=tuple(marks))
    weeks = _weeks(db, [person.client_id for person in people], day)
    return GroupSession(
        session_id=session,
        slot_id=slot_id,
        group_id=facts.group_id,
        group=facts.name,
        planned_day=planned_day,
        day=day,
        start=facts.start,
        minutes=facts.minutes,
        room=facts.room,
        leader=f"{facts.leader}, {facts.credential}" if facts.credential else facts.leader or "",
        capacity=facts.capacity,
        state=_state(facts.state, facts.closed),
        topic=facts.topic or "",
        is_signed=facts.signed is not None,
        rows=tuple(
            _row(person, marks.get(person.client_id), *weeks.get(person.client_id, (0, 0)))
            for person in people
        ),
    )


def roster(
    db: Session, group_id: uuid.UUID, day: date, *, also: Sequence[uuid.UUID] = ()
) -> list[Person]:
    """Who belongs to a group on a day, by first name as the sign-in sheet has them.

    `also` are clients who were marked and left the roster since: a mark is never hidden.
    """
    found = _people(db, group_id, day)
    known = {person.client_id for person in found}
    left = [client_id for client_id in also if client_id not in known]
    if left:
        others = db.execute(session_queries.OTHERS, {"client_ids": left, "day": day})
        found += [_person(*row) for row in others.all()]
    return sorted(found, key=lambda person: (fold(person.name), person.client_id))


def held_day(db: Session, slot_id: uuid.UUID, planned_day: date) -> date:
    """The day on which a session is held: its own, unless it was moved."""
    held = select(GroupSessionRow.day).where(
        GroupSessionRow.id == session_id(slot_id, planned_day), GroupSessionRow.void == 0
    )
    return db.scalar(held) or planned_day


def make_session(db: Session, slot_id: uuid.UUID, planned_day: date) -> GroupSessionRow:
    """The session's row, made from its slot when this is the first word about it.

    Refused when it was called off, or when the clinic is closed on the day it is held.
    """
    row = db.get(GroupSessionRow, session_id(slot_id, planned_day))
    if row is not None and row.state == SessionState.CANCELLED:
        raise UserProblem("This session was called off.", "Attendance is not taken.")
    day = row.day if row is not None else planned_day
    if row is not None and day not in group_queries.closed_days(db, day, day):
        return row
    slot = group_queries.slot(db, slot_id)
    if slot is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    if not meets_on(slot, day, group_queries.closed_days(db, day, day)):
        raise UserProblem("The group does not meet on that day.", "Choose one of its sessions.")
    row = GroupSessionRow(
        id=session_id(slot_id, day),
        group_id=slot.group_id,
        slot_id=slot_id,
        day=day,
        start=slot.start,
        minutes=slot.minutes,
        room=slot.room,
        leader_id=slot.leader_id,
        co_leader_id=slot.co_leader_id,
        state=SessionState.PLANNED.value,
        topic="",
    )
    db.add(row)
    db.flush()
    return row


def _state(stored: str | None, closed: str | None) -> SessionState:
    if closed is not None:
        return SessionState.CLOSED
    return SessionState(stored) if stored else SessionState.PLANNED


def _people(db: Session, group_id: uuid.UUID, day: date) -> list[Person]:
    rows = db.execute(session_queries.PEOPLE, {"group_id": group_id, "day": day})
    return [_person(*row) for row in rows.all()]


def _person(
    client_id: uuid.UUID,
    first: str,
    last: str,
    used: str,
    phase: str | None,
    prescribed: int | None,
) -> Person:
    return Person(client_id, first, last, used, phase or "", prescribed or 0)


@dataclass(frozen=True)
class _Marked:
    mark: Mark
    minutes: int
    reason: str
    version: int
    excused_by: str
    came_as: CameAs | None
    makes_up_id: uuid.UUID | None


def _marks(db: Session, session: uuid.UUID) -> dict[uuid.UUID, _Marked]:
    rows = db.execute(session_queries.MARKS, {"session": session})
    return {
        client_id: _Marked(
            Mark(mark), minutes, reason, op, allowed or "", CameAs(came) if came else None, makes_up
        )
        for client_id, mark, minutes, reason, op, allowed, came, makes_up in rows.all()
    }


def _weeks(
    db: Session, client_ids: Sequence[uuid.UUID], day: date
) -> dict[uuid.UUID, tuple[int, int]]:
    if not client_ids:
        return {}
    rows = db.execute(
        session_queries.CLIENT_MARKS,
        {"client_ids": client_ids, "first": monday_of(day), "last": sunday_of(day)},
    )
    minutes: dict[uuid.UUID, int] = defaultdict(int)
    away: dict[uuid.UUID, bool] = {}
    for client_id, of_day, mark, attended in rows.all():
        minutes[client_id] += attended
        if of_day <= day:
            away.setdefault(client_id, not Mark(mark).is_attended)
    # Only those whose newest mark says away can have a row of absences: usually one or two.
    runs = absences(db, [client_id for client_id, is_away in away.items() if is_away], day)
    return {client_id: (minutes[client_id], runs.get(client_id, 0)) for client_id in minutes}


def _row(person: Person, marked: _Marked | None, week_minutes: int, absences: int) -> SessionRow:
    return SessionRow(
        client_id=person.client_id,
        name=person.name,
        phase=person.phase,
        mark=marked.mark if marked else None,
        minutes=marked.minutes if marked else None,
        reason=marked.reason if marked else "",
        week_minutes=week_minutes,
        week_prescribed=person.prescribed,
        absences_in_a_row=absences,
        version=marked.version if marked else 0,
        excused_by=marked.excused_by if marked else "",
        came_as=marked.came_as if marked else None,
        makes_up_id=marked.makes_up_id if marked else None,
    )
