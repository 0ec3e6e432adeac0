"""Days on which the clinic holds no groups: its own, and a year's public holidays at once."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.public_holidays import federal_holidays, state_holidays
from iopdesk.services.rule_service import rules_of
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.clinic_tables import ClosedDayRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store

LONGEST_WORDS = 80


@dataclass(frozen=True)
class ClosedDay:
    """A day without groups, and why."""

    id: uuid.UUID
    day: date
    words: str


@dataclass(frozen=True)
class Closed:
    """What closing did: how many days, how many sessions are not held, which days were kept open.

    A day on which attendance was marked stays open: what took place is not undone.
    """

    days: int
    sessions: int
    kept_open: tuple[date, ...] = ()


class ClosedDayService:
    """Everyone sees closed days; who manages the clinic sets them."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def of_year(self, year: int) -> tuple[ClosedDay, ...]:
        """The closed days of a year in their order."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        row = ClosedDayRow
        with self._store.read() as db:
            rows = db.execute(
                select(row.id, row.day, row.words)
                .where(row.void == 0, row.day >= date(year, 1, 1), row.day <= date(year, 12, 31))
                .order_by(row.day, row.id)
            )
            return tuple(ClosedDay(*each) for each in rows.all())

    def offered(self, year: int) -> tuple[tuple[date, str], ...]:
        """Further holidays of the clinic's state that are still open, for choosing one by one."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            closed = group_queries.closed_days(db, date(year, 1, 1), date(year, 12, 31))
            found = state_holidays(year, rules_of(db).state)
        return tuple((day, words) for day, words in found.items() if day not in closed)

    def close(self, day: date | None, words: str) -> Closed:
        """Close one day; refused where attendance was marked or it is closed already."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        tidy = " ".join(words.split())
        if day is None:
            raise InvalidDraft([FieldProblem("day", "Type a date such as 11/19/2026.")])
        if not tidy or len(tidy) > LONGEST_WORDS:
            raise InvalidDraft([FieldProblem("words", "Say why in a few words.")])
        with self._store.write("clinic.close_day", self._signed_in.staff_id) as db:
            if day in group_queries.closed_days(db, day, day):
                raise UserProblem("This day is closed already.", "Nothing was changed.")
            if _is_marked(db, day):
                raise UserProblem(
                    "Attendance was already marked on that day.",
                    "Undo the marks first, or choose another day. Nothing was changed.",
                )
            sessions = len(held_sessions(db, day, day))
            db.add(ClosedDayRow(id=self._store.new_id(), day=day, words=tidy))
        return Closed(1, sessions)

    def close_holidays(self, year: int) -> Closed:
        """Close every federal holiday of the year that is still open."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        days = sessions = 0
        kept = []
        with self._store.write("clinic.close_days", self._signed_in.staff_id) as db:
            known = group_queries.closed_days(db, date(year, 1, 1), date(year, 12, 31))
            for day, words in federal_holidays(year).items():
                if day in known:
                    continue
                if _is_marked(db, day):
                    kept.append(day)
                    continue
                sessions += len(held_sessions(db, day, day))
                db.add(ClosedDayRow(id=self._store.new_id(), day=day, words=words))
                days += 1
            if not days:
                raise UserProblem(
                    "The federal holidays of this year are closed already.", "Nothing was changed."
                )
        return Closed(days, sessions, tuple(kept))

    def open_again(self, closed_id: uuid.UUID) -> None:
        """Groups are held on that day after all."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        with self._store.write("clinic.open_day", self._signed_in.staff_id) as db:
            row = db.get(ClosedDayRow, closed_id)
            if row is None or row.void:
                raise NotFound("This day is open already.", "Load the list again.")
            void_row(row)


def _is_marked(db: Session, day: date) -> bool:
    marked = db.scalar(
        select(func.count())
        .select_from(GroupSessionRow)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(GroupSessionRow.day == day, AttendanceRow.void == 0)
    )
    return bool(marked)
