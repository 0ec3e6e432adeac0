"""Visitors of a session: someone who is no client, such as a trainee; no chart is made."""

import uuid
from datetime import date

from iopdesk.domain.attendance import LONGEST_VISITOR, MOST_VISITORS
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import session_roster
from iopdesk.services.session_extras import visitors_of
from iopdesk.storage.attendance_tables import SessionVisitorRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.store import Store


class VisitorService:
    """Notes who else was there; a session is named by its slot and day."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def add(self, slot_id: uuid.UUID, day: date, words: str, minutes: int) -> uuid.UUID:
        """Note a visitor; the row's id. Two people's visitors both stand."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        words = " ".join(words.split())
        if not words or len(words) > LONGEST_VISITOR:
            raise UserProblem("Say who the visitor is.", "In 1 to 120 letters. Nothing was saved.")
        with self._store.write("visitor.add", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            if session.day > self._store.clock.today():
                raise UserProblem("This session is still to come.", "Nothing was saved.")
            if not 0 < minutes <= session.minutes:
                raise UserProblem(
                    "These minutes don't fit.",
                    "The session lasts {n} minutes. Nothing was saved.",
                    n=session.minutes,
                )
            if len(visitors_of(db, session.id)) >= MOST_VISITORS:
                raise UserProblem(
                    "There are too many visitors.", "A session can have 12. Nothing was saved."
                )
            row = SessionVisitorRow(
                id=self._store.new_id(), session_id=session.id, words=words, minutes=minutes
            )
            db.add(row)
            return row.id

    def take_back(self, visitor_id: uuid.UUID) -> None:
        """Take a visitor off the session; the journal keeps them."""
        self._signed_in.require(Right.MARK_ATTENDANCE)
        with self._store.write("visitor.take_back", self._signed_in.staff_id) as db:
            row = db.get(SessionVisitorRow, visitor_id)
            if row is None or row.void:
                raise NotFound("This visitor is no longer in the list.", "Load the page again.")
            void_row(row)
