"""The second signature: what waits for it, given for what was read, or sent back."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.note_list import NoteEntry, NotePlace
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import note_rows
from iopdesk.services.note_rows import NoteRow
from iopdesk.services.note_service import add_to_note
from iopdesk.services.unsigned_notes import cosign_queue, is_sent_back
from iopdesk.storage.note_tables import ClientNoteRow, GroupNoteRow
from iopdesk.storage.store import Store


class CosignService:
    """For those with the right; nobody co-signs what they signed."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def queue(self) -> tuple[NoteEntry, ...]:
        """What others signed and what waits for this person, longest waiting first."""
        self._signed_in.require(Right.COSIGN)
        with self._store.read() as db:
            return tuple(
                each
                for each in cosign_queue(db, self._store.clock.now())
                if each.author_id != self._signed_in.staff_id
            )

    def cosign(self, entries: Sequence[NoteEntry], read: Collection[uuid.UUID]) -> int:
        """Co-sign the notes of these lines that were `read`; how many were signed.

        What was sent back and not answered yet is left out.
        """
        self._signed_in.require(Right.COSIGN)
        count = 0
        with self._store.write("note.cosign", self._signed_in.staff_id) as db:
            for entry in entries:
                waiting = self._waiting(db, entry)
                # asked of what is stored: the screen may not know yet that it was sent back
                if is_sent_back(note_rows.addenda(db, [row.id for row in waiting]), waiting):
                    continue
                for row in waiting:
                    if row.id in read:
                        row.cosigned_by = self._signed_in.staff_id
                        row.cosigned_at = self._store.clock.now()
                        count += 1
        return count

    def send_back(self, entry: NoteEntry, note_id: uuid.UUID, question: str) -> None:
        """Ask the author for more; the question stands below the note and stays there."""
        self._signed_in.require(Right.COSIGN)
        if not question.strip():
            raise UserProblem("Say what the author should add.")
        with self._store.write("note.send_back", self._signed_in.staff_id) as db:
            if note_id not in {row.id for row in self._waiting(db, entry)}:
                raise NotFound("This note does not wait for a signature.", "Load the list again.")
            add_to_note(db, self._store, self._signed_in, note_id, question, sends_back=True)

    def _waiting(self, db: Session, entry: NoteEntry) -> list[NoteRow]:
        if entry.author_id == self._signed_in.staff_id:
            raise UserProblem("Nobody co-signs their own note.", "Ask another supervisor.")
        is_booked = entry.place is NotePlace.APPOINTMENT
        about = ClientNoteRow.appointment_id if is_booked else ClientNoteRow.session_id
        rows: list[NoteRow] = [
            *db.scalars(select(ClientNoteRow).where(about == entry.record_id)),
            *db.scalars(select(GroupNoteRow).where(GroupNoteRow.session_id == entry.record_id)),
        ]
        return [
            row
            for row in rows
            if row.needs_cosign
            and not row.void
            and not row.cosigned_at
            and row.signed_by == entry.author_id
        ]
