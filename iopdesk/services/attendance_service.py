"""Marking who was there: one session, many marks at once, undo, and what the marks add up to."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import (
    AttendanceStrip,
    Mark,
    MarkDraft,
    Marked,
    MarkPast,
    WeekMark,
    attendance_id,
    session_id,
)
from iopdesk.domain.group import shown_name
from iopdesk.domain.group_session import GroupSession, SessionState
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services import session_roster
from iopdesk.services.attendance_strip import strip_of
from iopdesk.services.make_ups import free_make_ups, link_again
from iopdesk.services.mark_history import mark_fields, mark_past
from iopdesk.services.mark_writer import MarkWriter, is_signed, set_fields
from iopdesk.services.session_extras import with_extras
from iopdesk.services.week_dose import week_doses
from iopdesk.storage import row_past, session_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.journal import JournalSession
from iopdesk.storage.journal_body import Item
from iopdesk.storage.store import Store

Row = TypeVar("Row", AttendanceRow, AppointmentRow)
_UNDO = "attendance.undo"
_MARKS = {mark.value: mark for mark in Mark}


class AttendanceService:
    """Attendance of sessions; a session is named by its slot and planned day."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def session(self, slot_id: uuid.UUID, day: date) -> GroupSession:
        """The session with its roster, marks and each client's week."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            session = session_roster.read_session(db, slot_id, day)
            return with_extras(db, session, self._signed_in, today)

    def mark(self, slot_id: uuid.UUID, day: date, draft: MarkDraft) -> Marked:
        """Give one client a mark."""
        return self.mark_many(slot_id, day, [draft])

    def mark_many(self, slot_id: uuid.UUID, day: date, drafts: Sequence[MarkDraft]) -> Marked:
        """Give several clients their marks, all or none.

        EditConflict when someone else changed a mark since it was `seen`.
        """
        self._signed_in.require(Right.MARK_ATTENDANCE)
        why = next((draft.why.strip() for draft in drafts if draft.why.strip()), "")
        with self._store.write("attendance.mark", self._signed_in.staff_id, reason=why) as db:
            return _marked(db, self._writer(db, slot_id, day).save(list(drafts)))

    def mark_the_rest_present(self, slot_id: uuid.UUID, day: date) -> Marked:
        """Everyone on the roster without a mark is present, as one entry."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("attendance.mark_rest", self._signed_in.staff_id) as db:
            session = session_roster.read_session(db, slot_id, day)
            rest = [
                MarkDraft(row.client_id, Mark.PRESENT) for row in session.rows if row.mark is None
            ]
            return _marked(db, self._writer(db, slot_id, day).save(rest))

    def clear(
        self,
        slot_id: uuid.UUID,
        day: date,
        client_id: uuid.UUID,
        *,
        seen: int | None,
        why: str = "",
    ) -> Marked:
        """Take a mark or a walk-in back, whoever gave it; a reason is asked for once signed."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("attendance.clear", self._signed_in.staff_id, reason=why) as db:
            writer = self._writer(db, slot_id, day)
            if is_signed(db, writer.session.id) and not why.strip():
                raise UserProblem(
                    "The notes of this session are signed.",
                    "Give a reason to change its attendance; the earlier mark is kept.",
                )
            return _marked(db, writer.clear(client_id, seen=seen))

    def past(self, slot_id: uuid.UUID, day: date, client_id: uuid.UUID) -> tuple[MarkPast, ...]:
        """All that a client's mark of a session ever was, newest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            session = session_id(slot_id, day)
            kept = db.scalar(
                select(AttendanceRow.id).where(
                    AttendanceRow.session_id == session, AttendanceRow.client_id == client_id
                )
            )
            found = mark_past(db, kept or attendance_id(session, client_id))
        zone = self._store.clock.now().tzinfo
        return tuple(replace(each, at=each.at.astimezone(zone)) for each in found)

    def undo(self, entry: int) -> Marked:
        """Take back the marks of one own entry; refused once someone else changed any of them.

        A make-up link goes with them: what the marks had freed is linked again, and what made up
        for an absence that is taken back counts for itself.
        """
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write(_UNDO, self._signed_in.staff_id) as db:
            items = self._own_items(db, entry)
            rows = [self._row_before(db, each, entry) for each in _rows(db, items, AttendanceRow)]
            # what was missed comes before what makes up for it
            for row, before in sorted(rows, key=lambda each: each[1]["makes_up_id"] is not None):
                self._restore(db, row, before)
            link_again(db, _rows(db, items, AppointmentRow), entry)
            return _marked(db, [row for row, _ in rows])

    def strip(self, client_id: uuid.UUID) -> AttendanceStrip:
        """All sessions of the newest episode so far, marked or not, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            return strip_of(
                db, client_id, today, is_clinical=self._signed_in.may(Right.VIEW_CLINICAL)
            )

    def week_dose(self, client_id: uuid.UUID, day: date | None = None) -> WeekDose:
        """Minutes of the week around `day` (today)."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            return week_doses(db, day or today, today, [client_id])[client_id]

    def group_week(self, group_id: uuid.UUID, day: date) -> tuple[WeekMark, ...]:
        """Every mark of a group's sessions in the week around `day`."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return _week_marks(db, day, group_id)

    def clinic_week(self, day: date) -> tuple[WeekMark, ...]:
        """Every mark of the week around `day`."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return _week_marks(db, day, None)

    def _writer(self, db: JournalSession, slot_id: uuid.UUID, day: date) -> MarkWriter:
        session = session_roster.make_session(db, slot_id, day)
        return MarkWriter(db, session, self._signed_in, self._store.clock.today())

    def _own_items(self, db: Session, dot: int) -> list[Item]:
        entry = row_past.entry(db, dot)
        if entry is None or entry.user_id != self._signed_in.staff_id:
            raise UserProblem("Only your own last marks can be undone.")
        is_mark = entry.action.startswith("attendance.") and entry.action != _UNDO
        rows = _rows(db, entry.items, AttendanceRow) if is_mark else []
        if not rows:
            raise UserProblem("There is no mark to undo.")
        if any(is_signed(db, session) for session in {row.session_id for row in rows}):
            raise UserProblem(
                "The notes of this session are signed.",
                "Give a reason to change its attendance; the earlier mark is kept.",
            )
        return list(entry.items)

    def _row_before(
        self, db: Session, row: AttendanceRow, dot: int
    ) -> tuple[AttendanceRow, dict[str, Any]]:
        """The row with what it was before an entry; refused when it was changed since."""
        past = row_past.states(db, row)
        at = next(at for at, (entry, _) in enumerate(past) if entry == dot)
        later = [row_past.writer_of(db, entry) for entry, _ in past[at + 1 :]]
        after, now = mark_fields(past[at][1]), mark_fields(past[-1][1])
        if any(w is None or w.staff_id != self._signed_in.staff_id for w in later) or after != now:
            raise UserProblem(
                "This mark was changed meanwhile.", "Look at it again, then mark it anew."
            )
        taken_back = {**after, "void": 1, "makes_up_id": None}
        return row, mark_fields(past[at - 1][1]) if at else taken_back

    def _restore(self, db: JournalSession, row: AttendanceRow, before: Mapping[str, Any]) -> None:
        session = db.get_one(GroupSessionRow, row.session_id)
        if not before["void"]:
            if session.state == SessionState.CANCELLED:
                raise UserProblem("This session was called off.", "Attendance is not taken.")
            if before["makes_up_id"] not in (None, row.makes_up_id):
                writer = MarkWriter(db, session, self._signed_in, self._store.clock.today())
                writer.refuse_make_up(row.id, row.client_id, before["makes_up_id"])
        # the session may have been moved while nobody was marked
        set_fields(row, {**before, "day": session.day})
        if row.void or Mark(row.mark).is_attended:
            free_make_ups(db, row)


def _rows(db: Session, items: Iterable[Item], table: type[Row]) -> Sequence[Row]:
    ids = [item.row_id for item in items if item.table == table.__tablename__]
    return db.scalars(select(table).where(table.id.in_(ids))).all()


def _marked(db: Session, changed: list[AttendanceRow]) -> Marked:
    db.flush()
    entry = max((row.op for row in changed), default=0)
    return Marked(entry, tuple(row.client_id for row in changed))


def _week_marks(db: Session, day: date, group_id: uuid.UUID | None) -> tuple[WeekMark, ...]:
    monday, sunday = monday_of(day), sunday_of(day)
    if group_id is None:
        rows = session_queries.CLINIC_WEEK.rows(db, monday=monday, sunday=sunday)
    else:
        rows = session_queries.GROUP_WEEK.rows(db, monday=monday, sunday=sunday, group_id=group_id)
    return tuple(
        WeekMark(client_id, shown_name(first, last, used), group, of_day, _MARKS[mark], minutes)
        for client_id, first, last, used, group, of_day, mark, minutes in rows
    )
