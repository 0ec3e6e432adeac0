"""Marking who was there: one session, many marks at once, undo, and what the marks add up to."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import (
    LONGEST_REASON,
    AttendanceStrip,
    Mark,
    MarkDraft,
    Marked,
    WeekMark,
    attendance_id,
    minutes_fit,
    usual_minutes,
)
from iopdesk.domain.group import shown_name
from iopdesk.domain.group_session import GroupSession, SessionState
from iopdesk.domain.problems import EditConflict, FieldConflict, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services import session_roster
from iopdesk.services.attendance_strip import strip_of
from iopdesk.services.week_dose import week_doses
from iopdesk.storage import row_past, session_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.journal import JournalSession
from iopdesk.storage.store import Store

_UNDO = "attendance.undo"
_MARKS = {mark.value: mark for mark in Mark}
_FIELDS = ("mark", "minutes", "reason", "void")


class AttendanceService:
    """Attendance of sessions; a session is named by its slot and day."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def session(self, slot_id: uuid.UUID, day: date) -> GroupSession:
        """The session with its roster, marks and each client's week."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            return session_roster.read_session(db, slot_id, day)

    def mark(self, slot_id: uuid.UUID, day: date, draft: MarkDraft) -> Marked:
        """Give one client a mark."""
        return self.mark_many(slot_id, day, [draft])

    def mark_many(self, slot_id: uuid.UUID, day: date, drafts: Sequence[MarkDraft]) -> Marked:
        """Give several clients their marks, all or none.

        EditConflict when someone else changed a mark since it was `seen`.
        """
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("attendance.mark", self._signed_in.staff_id) as db:
            return self._save(db, slot_id, day, drafts)

    def mark_the_rest_present(self, slot_id: uuid.UUID, day: date) -> Marked:
        """Everyone on the roster without a mark is present, as one entry."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("attendance.mark_rest", self._signed_in.staff_id) as db:
            session = session_roster.read_session(db, slot_id, day)
            rest = [
                MarkDraft(row.client_id, Mark.PRESENT) for row in session.rows if row.mark is None
            ]
            return self._save(db, slot_id, day, rest)

    def undo(self, entry: int) -> Marked:
        """Take back the marks of one own entry; refused once someone else changed any of them."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write(_UNDO, self._signed_in.staff_id) as db:
            rows = self._rows_of_own(db, entry)
            for row in rows:
                self._restore(db, row, entry)
            db.flush()
            return Marked(max(row.op for row in rows), tuple(row.client_id for row in rows))

    def call_off(self, slot_id: uuid.UUID, day: date, reason: str) -> None:
        """The session does not take place; refused once anyone is marked."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("session.call_off", self._signed_in.staff_id, reason=reason) as db:
            session = session_roster.make_session(db, slot_id, day)
            if any(row.void == 0 for row in _rows(db, session.id).values()):
                raise UserProblem("Attendance was already marked.", "Undo the marks first.")
            session.state = SessionState.CANCELLED.value

    def strip(self, client_id: uuid.UUID) -> AttendanceStrip:
        """All sessions of the newest episode so far, marked or not, oldest first."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        with self._store.read() as db:
            return strip_of(db, client_id, today)

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

    def _save(
        self, db: JournalSession, slot_id: uuid.UUID, day: date, drafts: Sequence[MarkDraft]
    ) -> Marked:
        session = session_roster.make_session(db, slot_id, day)
        rows = _rows(db, session.id)
        held = {"group_id": session.group_id, "day": day}
        roster = set(db.scalars(session_queries.ON_ROSTER, held))
        signed = _is_signed(db, session.id)
        for draft in drafts:
            row = rows.get(draft.client_id)
            if draft.client_id not in roster and row is None:
                raise UserProblem(
                    "This client was not in the group on that day.", "Add them to the roster first."
                )
            self._refuse(session, draft, day, signed)
            values = _values(draft, session.minutes)
            if row is None:
                rows[draft.client_id] = row = _new_row(session, draft.client_id, values)
                db.add(row)
            else:
                self._refuse_moved(db, row, draft, values)
                _set(row, values)
        changed = [row for row in rows.values() if row in db.new or db.is_modified(row)]
        db.flush()
        entry = max((row.op for row in changed), default=0)
        return Marked(entry, tuple(row.client_id for row in changed))

    def _refuse(self, session: GroupSessionRow, draft: MarkDraft, day: date, signed: bool) -> None:
        if day > self._store.clock.today() and draft.mark is not Mark.EXCUSED:
            raise UserProblem(
                "This session is still to come.", "Until then a client can only be excused."
            )
        minutes = draft.minutes
        if minutes is not None and not minutes_fit(draft.mark, minutes, session.minutes):
            raise UserProblem(
                "These minutes don't go with the mark.",
                "Nobody attends longer than the session, and those away attend 0 minutes.",
            )
        if len(draft.reason) > LONGEST_REASON:
            raise UserProblem("The reason is too long.", "Keep it under 200 letters.")
        if signed and not draft.reason.strip():
            raise UserProblem(
                "The notes of this session are signed.",
                "Give a reason to change its attendance; the earlier mark is kept.",
            )

    def _refuse_moved(
        self,
        db: Session,
        row: AttendanceRow,
        draft: MarkDraft,
        values: tuple[str, int, str],
    ) -> None:
        version = 0 if row.void else row.op
        same = not row.void and (row.mark, row.minutes) == values[:2]
        if draft.seen is None or draft.seen == version or same:
            return
        writer = row_past.writer_of(db, row.op)
        if writer is not None and writer.staff_id == self._signed_in.staff_id:
            return
        theirs = None if row.void else Mark(row.mark)
        raise EditConflict(
            [
                FieldConflict(
                    "mark",
                    draft.mark,
                    theirs,
                    writer.name if writer else "",
                    writer.at if writer else None,
                )
            ]
        )

    def _rows_of_own(self, db: Session, dot: int) -> list[AttendanceRow]:
        entry = row_past.entry(db, dot)
        if entry is None or entry.user_id != self._signed_in.staff_id:
            raise UserProblem("Only your own last marks can be undone.")
        ids = [item.row_id for item in entry.items if item.table == "attendance"]
        rows = db.scalars(select(AttendanceRow).where(AttendanceRow.id.in_(ids))).all()
        if not entry.action.startswith("attendance.mark") or not rows:
            raise UserProblem("There is no mark to undo.")
        if _is_signed(db, rows[0].session_id):
            raise UserProblem(
                "The notes of this session are signed.",
                "Give a reason to change its attendance; the earlier mark is kept.",
            )
        return list(rows)

    def _restore(self, db: Session, row: AttendanceRow, dot: int) -> None:
        past = row_past.states(db, row)
        at = next(at for at, (entry, _) in enumerate(past) if entry == dot)
        later = [row_past.writer_of(db, entry) for entry, _ in past[at + 1 :]]
        if any(w is None or w.staff_id != self._signed_in.staff_id for w in later) or any(
            past[at][1].get(field) != past[-1][1].get(field) for field in _FIELDS
        ):
            raise UserProblem(
                "This mark was changed meanwhile.", "Look at it again, then mark it anew."
            )
        before = past[at - 1][1] if at else {"void": 1}
        for field in _FIELDS:
            wanted = before.get(field, getattr(row, field) if field != "void" else 0)
            if getattr(row, field) != wanted:
                setattr(row, field, wanted)


def _values(draft: MarkDraft, slot_minutes: int) -> tuple[str, int, str]:
    minutes = usual_minutes(draft.mark, slot_minutes) if draft.minutes is None else draft.minutes
    return (draft.mark.value, minutes, " ".join(draft.reason.split()))


def _set(row: AttendanceRow, values: tuple[str, int, str]) -> None:
    for field, wanted in zip(_FIELDS, (*values, 0), strict=True):
        if getattr(row, field) != wanted:
            setattr(row, field, wanted)


def _new_row(
    session: GroupSessionRow, client_id: uuid.UUID, values: tuple[str, int, str]
) -> AttendanceRow:
    mark, minutes, reason = values
    return AttendanceRow(
        id=attendance_id(session.id, client_id),
        client_id=client_id,
        session_id=session.id,
        day=session.day,
        mark=mark,
        minutes=minutes,
        reason=reason,
    )


def _rows(db: Session, session: uuid.UUID) -> dict[uuid.UUID, AttendanceRow]:
    rows = db.scalars(session_queries.MARK_ROWS, {"session": session})
    return {row.client_id: row for row in rows}


def _is_signed(db: Session, session: uuid.UUID) -> bool:
    return db.scalar(session_queries.SIGNED_NOTES, {"session": session}) is not None


def _week_marks(db: Session, day: date, group_id: uuid.UUID | None) -> tuple[WeekMark, ...]:
    span = {"monday": monday_of(day), "sunday": sunday_of(day)}
    if group_id is None:
        rows = db.execute(session_queries.CLINIC_WEEK, span)
    else:
        rows = db.execute(session_queries.GROUP_WEEK, {**span, "group_id": group_id})
    return tuple(
        WeekMark(client_id, shown_name(first, last, used), group, of_day, _MARKS[mark], minutes)
        for client_id, first, last, used, group, of_day, mark, minutes in rows.all()
    )
