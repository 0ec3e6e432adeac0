"""Lists of notes: what waits for one's signature, a client's notes, and a search in words."""

import uuid
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.note_list import NoteEntry, NotePage, NotePlace, NoteQuery, NoteText
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import note_entries
from iopdesk.services.note_entries import Span
from iopdesk.services.note_texts import appointment_text, session_text
from iopdesk.services.rule_service import rules_of
from iopdesk.services.unsigned_notes import unsigned_notes
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.store import Store

# A clinic writes some thousand notes a month; a client some hundred a year.
_STEP_OF_ALL = timedelta(days=30)
_STEP_OF_ONE = timedelta(days=60)
_MOST_STEPS_OF_ONE = 6
PAGE = 60


class NoteListService:
    """Reads for those who see clinical records; drafts of others stay theirs until signed."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def to_sign(self) -> tuple[NoteEntry, ...]:
        """Sessions and appointments of one's own that are not noted and signed, oldest first."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            now = self._store.clock.now()
            return tuple(unsigned_notes(db, self._signed_in.staff_id, now))

    def of_client(
        self, client_id: uuid.UUID, query: NoteQuery, older_than: date | None = None
    ) -> NotePage:
        """A client's notes with the drafts of everyone, newest first, a page at a time.

        With words to find, one call reads a year at most; go on with `older_than` of the page.
        """
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            most = _MOST_STEPS_OF_ONE if query.wanted else None
            page = self._page(db, query, older_than, _STEP_OF_ONE, most_steps=most)
        if older_than is None:
            what = "search notes" if query.words.strip() else "view notes"
            self._store.log_access(what, by=self._signed_in.staff_id, client_id=client_id)
        return page

    def find(self, query: NoteQuery, older_than: date | None = None) -> NotePage:
        """Signed notes and own drafts with these words, newest first.

        One call reads a month of the clinic at most; go on with `older_than` of the page. The
        access log has a row a search, without its words.
        """
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            page = self._page(db, query, older_than, _STEP_OF_ALL, most_steps=1)
        if older_than is None:
            me = self._signed_in.staff_id
            self._store.log_access("search notes", by=me, client_id=query.client_id)
        return page

    def text(self, entry: NoteEntry) -> NoteText:
        """What is written about a line of a list, as the record shows it."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        me = self._signed_in.staff_id
        with self._store.read() as db:
            if entry.place is NotePlace.APPOINTMENT:
                found = appointment_text(db, entry.record_id)
            else:
                found = session_text(db, entry.record_id, entry.client_id)
        if entry.client_id is not None:
            self._store.log_access("view note", by=me, client_id=entry.client_id)
        return found

    def _page(
        self,
        db: Session,
        query: NoteQuery,
        older_than: date | None,
        step: timedelta,
        most_steps: int | None = None,
    ) -> NotePage:
        last = (older_than - timedelta(days=1)) if older_than else query.until or date.max
        end = query.since or _first_day(db, query.client_id)
        last = min(last, self._store.clock.today() + timedelta(days=1))
        due = rules_of(db).note_due_days
        zone = self._store.clock.now().tzinfo
        found: list[NoteEntry] = []
        steps = 0
        while last >= end and len(found) < PAGE and (most_steps is None or steps < most_steps):
            first = max(last - step, end)
            span = Span(first, last, self._signed_in.staff_id, due, zone)
            found += _entries(db, query, span)
            last = first - timedelta(days=1)
            steps += 1
        more = last + timedelta(days=1) if last >= end else None
        return NotePage(tuple(note_entries.newest_first(found)), more)


def _entries(db: Session, query: NoteQuery, span: Span) -> list[NoteEntry]:
    found: list[NoteEntry] = []
    if query.place is not NotePlace.APPOINTMENT:
        if query.client_id is not None:
            found += note_entries.sessions_of_client(db, query, span)
        else:
            found += note_entries.group_notes(db, query, span)
            found += note_entries.client_lines(db, query, span)
    if query.place is not NotePlace.SESSION:
        found += note_entries.appointment_notes(db, query, span)
    return found


def _first_day(db: Session, client_id: uuid.UUID | None) -> date:
    if client_id is None:
        sessions = db.scalar(select(func.min(GroupSessionRow.day)))
        booked = db.scalar(select(func.min(AppointmentRow.day)))
    else:
        sessions = db.scalar(
            select(func.min(AttendanceRow.day)).where(AttendanceRow.client_id == client_id)
        )
        booked = db.scalar(
            select(func.min(AppointmentRow.day)).where(AppointmentRow.client_id == client_id)
        )
    return min(filter(None, (sessions, booked)), default=date.max)
