"""One client's sessions since admission, and the dose of this week that they add up to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import AttendanceStrip, CameAs, Mark, StripMark
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services.make_ups import days_made_up
from iopdesk.services.week_dose import Expected, expected_sessions, week_doses
from iopdesk.storage import session_queries

_MARKS = {mark.value: mark for mark in Mark}


def strip_of(db: Session, client_id: UUID, today: date) -> AttendanceStrip:
    """All sessions of the newest episode so far, marked or not, oldest first."""
    stay = db.execute(session_queries.NEWEST_STAY, {"client_id": client_id}).first()
    if stay is None:
        return AttendanceStrip(None, ())
    first, last = stay.admitted, stay.discharged or today
    marked = _marked(db, client_id, first, last)
    booked = days_made_up(db, [client_id])
    return _strip(first, marked, expected_sessions(db, first, last, [client_id]), booked)


def strip_and_dose(
    db: Session, client_id: UUID, today: date
) -> tuple[AttendanceStrip, WeekDose | None]:
    """The same with this week's dose, both from one reading; no dose without an open episode."""
    stay = db.execute(session_queries.NEWEST_STAY, {"client_id": client_id}).first()
    if stay is None or stay.discharged:
        return strip_of(db, client_id, today), None
    monday, sunday = monday_of(today), sunday_of(today)
    first = min(stay.admitted, monday)
    marked = _marked(db, client_id, first, sunday)
    expected = expected_sessions(db, first, sunday, [client_id])
    strip = _strip(
        stay.admitted,
        [row for row in marked if stay.admitted <= row.day <= today],
        [each for each in expected if stay.admitted <= each.day <= today],
    )
    of_week = [each for each in expected if each.day >= monday]
    return strip, week_doses(db, today, today, [client_id], of_week)[client_id]


def _marked(
    db: Session, client_id: UUID, first: date, last: date
) -> Sequence[Row[*tuple[Any, ...]]]:
    span = {"client_id": client_id, "first": first, "last": last}
    return db.execute(session_queries.MARKED_SESSIONS, span).all()


def _strip(
    admitted: date,
    marked: Sequence[Row[*tuple[Any, ...]]],
    expected: Sequence[Expected],
    booked: Mapping[UUID, date] | None = None,
) -> AttendanceStrip:
    days = {row.id: row.day for row in marked}
    made_up = {row.makes_up_id: row.day for row in marked if row.makes_up_id is not None}
    made_up |= booked or {}
    marks = [
        StripMark(
            row.day,
            row.start,
            row.name,
            _MARKS[row.mark],
            row.minutes,
            row.slot_minutes,
            row.reason,
            row.excused_by or "",
            CameAs(row.came_as) if row.came_as else None,
            days.get(row.makes_up_id),
            made_up.get(row.id),
        )
        for row in marked
    ]
    known = {(row[0], row[1]) for row in marked}
    marks += [
        StripMark(each.day, each.slot.start, each.group, None, 0, each.slot.minutes, "")
        for each in expected
        if (each.slot.id, each.day) not in known
    ]
    return AttendanceStrip(admitted, tuple(sorted(marks, key=lambda mark: (mark.day, mark.start))))
