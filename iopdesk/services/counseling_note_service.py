"""Counseling notes (42 CFR 2.11): kept apart, read by their author alone.

They are in no history, search, list, print or export; the access log says that one was opened,
never what it says. A disclosure needs a consent of its own (42 CFR 2.31(b)).
"""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.problems import EditConflict, FieldConflict, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.journal import void_row
from iopdesk.storage.note_tables import CounselingNoteRow
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class CounselingNote:
    """One's own note of a conversation; `version` is what it was when it was read."""

    id: uuid.UUID
    day: date
    text: str
    version: int


class CounselingNoteService:
    """Nobody but the author: no role, no right and no supervisor opens another's note here."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def notes(self, client_id: uuid.UUID) -> tuple[CounselingNote, ...]:
        """One's own notes about a client, newest first."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.read() as db:
            rows = db.execute(
                select(
                    CounselingNoteRow.id,
                    CounselingNoteRow.day,
                    CounselingNoteRow.text,
                    CounselingNoteRow.op,
                )
                .where(
                    CounselingNoteRow.client_id == client_id,
                    CounselingNoteRow.written_by == self._signed_in.staff_id,
                    CounselingNoteRow.void == 0,
                )
                .order_by(CounselingNoteRow.day.desc(), CounselingNoteRow.op.desc())
            ).all()
        if rows:
            me = self._signed_in.staff_id
            self._store.log_access("view own counseling notes", by=me, client_id=client_id)
        return tuple(CounselingNote(*row) for row in rows)

    def add(self, client_id: uuid.UUID, day: date, text: str) -> uuid.UUID:
        """Write a note of a conversation."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("counseling.write", self._signed_in.staff_id) as db:
            if db.get(ClientRow, client_id) is None:
                raise NotFound("This record is no longer here.", "Find the client again.")
            row = CounselingNoteRow(
                id=self._store.new_id(),
                client_id=client_id,
                written_by=self._signed_in.staff_id,
                day=day,
                text=_words(text),
            )
            db.add(row)
            return row.id

    def change(self, note_id: uuid.UUID, text: str, *, seen: int | None = None) -> None:
        """Change one's own note; EditConflict where another window of one's own did meanwhile."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("counseling.write", self._signed_in.staff_id) as db:
            row = self._own(db, note_id)
            words = _words(text)
            if seen is not None and seen != row.op and row.text != words:
                raise EditConflict([FieldConflict("text", words, row.text, "", None)])
            if row.text != words:
                row.text = words

    def take_back(self, note_id: uuid.UUID) -> None:
        """It is shown no longer; the journal keeps it, as all that was written."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("counseling.take_back", self._signed_in.staff_id) as db:
            void_row(self._own(db, note_id))

    def _own(self, db: Session, note_id: uuid.UUID) -> CounselingNoteRow:
        row = db.get(CounselingNoteRow, note_id)
        # the same words for a note of someone else: that it exists is not told either
        if row is None or row.void or row.written_by != self._signed_in.staff_id:
            raise NotFound("This note is no longer here.", "Load the chart again.")
        return row


def _words(text: str) -> str:
    if not text.strip():
        raise UserProblem("Write the note first.")
    return text.strip()
