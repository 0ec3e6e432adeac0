"""One client's sessions since admission, and the dose of this week that they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import AttendanceStrip, CameAs, Mark, StripMark
from iopdesk.domain.group import GroupName
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services.make_ups import days_made_up
from iopdesk.services.week_dose import Expected, expected_sessions, week_doses
from iopdesk.storage import session_queries
from iopdesk.storage.group_tables import TreatmentGroupRow

_MARKS = {mark.value: mark for mark in Mark}


class _Marked(NamedTuple):
    slot_id: UUID | None
    planned_day: date
    day: date
    start: time
    group: str
    mark: str
    minutes: int
    slot_minutes: int
    reason: str
    id: UUID
    excused_by: str | None
    came_as: str | None
    makes_up_id: UUID | None


def strip_of(db: Session, client_id: UUID, today: date, *, is_clinical: bool) -> AttendanceStrip:
    """All sessions of the newest episode so far, marked or not, oldest first."""
    stay = session_queries.NEWEST_STAY.first(db, client_id=client_id)
    if stay is None:
        return AttendanceStrip(None, ())
    first, last = stay[0], stay[1] or today
    marked = _marked(db, client_id, first, last)
    booked = days_made_up(db, [client_id])
    strip = _strip(first, marked, expected_sessions(db, first, last, [client_id]), booked)
    strip = replace(strip, discharged=stay[1])
    return strip if is_clinical else _with_neutral_titles(db, strip)


def strip_and_dose(
    db: Session, client_id: UUID, today: date, *, is_clinical: bool
) -> tuple[AttendanceStrip, WeekDose | None]:
    """The same with this week's dose, both from one reading; no dose without an open episode."""
    admitted, discharged = session_queries.NEWEST_STAY.first(db, client_id=client_id) or (
        None,
        None,
    )
    if admitted is None or discharged:
        return strip_of(db, client_id, today, is_clinical=is_clinical), None
    monday, sunday = monday_of(today), sunday_of(today)
    first = min(admitted, monday)
    marked = _marked(db, client_id, first, sunday)
    expected = expected_sessions(db, first, sunday, [client_id])
    strip = _strip(
        admitted,
        [row for row in marked if admitted <= row.day <= today],
        [each for each in expected if admitted <= each.day <= today],
    )
    of_week = [each for each in expected if each.day >= monday]
    strip = strip if is_clinical else _with_neutral_titles(db, strip)
    return strip, week_doses(db, today, today, [client_id], of_week)[client_id]


def _with_neutral_titles(db: Session, strip: AttendanceStrip) -> AttendanceStrip:
    """The strip for those who must not know whom a specialised group is for."""
    rows = db.execute(
        select(
            TreatmentGroupRow.name, TreatmentGroupRow.neutral_title, TreatmentGroupRow.population
        ).where(TreatmentGroupRow.population != "", TreatmentGroupRow.void == 0)
    )
    titles = {row[0]: GroupName(*row).title(is_clinical=False) for row in rows.all()}
    marks = (mark._replace(group=titles.get(mark.group, mark.group)) for mark in strip.marks)
    return replace(strip, marks=tuple(marks))


def _marked(db: Session, client_id: UUID, first: date, last: date) -> list[_Marked]:
    rows = session_queries.MARKED_SESSIONS.rows(db, client_id=client_id, first=first, last=last)
    return [_Marked(*row) for row in rows]


def _strip(
    admitted: date,
    marked: Sequence[_Marked],
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
            row.group,
            _MARKS[row.mark],
            row.minutes,
            row.slot_minutes,
            row.reason,
            row.excused_by or "",
            CameAs(row.came_as) if row.came_as else None,
            days.get(row.makes_up_id) if row.makes_up_id else None,
            made_up.get(row.id),
        )
        for row in marked
    ]
    known = {(row.slot_id, row.planned_day) for row in marked}
    marks += [
        StripMark(each.day, each.session.start, each.group, None, 0, each.session.minutes, "")
        for each in expected
        if (each.session.slot_id, each.session.planned_day) not in known
    ]
    return AttendanceStrip(admitted, tuple(sorted(marks, key=lambda mark: (mark.day, mark.start))))
