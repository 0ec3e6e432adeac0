"""Notes of a session: the group's and one line a client; signed together, then only added to."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import session_id
from iopdesk.domain.note import ClientNoteDraft, GroupNote, GroupNoteDraft, SessionNotes
from iopdesk.domain.note_guards import Concern, NoteConcern
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import note_rows, session_roster
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.note_checks import session_concerns
from iopdesk.services.note_rows import NoteRow
from iopdesk.services.note_writer import (
    change_note,
    has_words,
    refuse_signed,
    seen_words,
    sign_note,
)
from iopdesk.services.rule_service import rules_of
from iopdesk.services.topic_service import proposed_topics
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.note_tables import AddendumRow, ClientNoteRow, GroupNoteRow
from iopdesk.storage.store import Store


class NoteService:
    """Drafts until signed; a signed note never changes."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def notes(self, slot_id: uuid.UUID, day: date) -> SessionNotes:
        """All notes of a session, and for its clients their objectives and lines before."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        session = session_id(slot_id, day)
        with self._store.read() as db:
            slot = group_queries.slot(db, slot_id)
            if slot is None:
                raise NotFound("This session is no longer here.", "Load the group again.")
            held = session_roster.held_day(db, slot_id, day)
            also = tuple(
                db.scalars(
                    select(AttendanceRow.client_id).where(
                        AttendanceRow.session_id == session, AttendanceRow.void == 0
                    )
                )
            )
            people = session_roster.roster(db, slot.group_id, held, also=also)
            client_ids = [person.client_id for person in people]
            me = self._signed_in.staff_id
            group, lines = note_rows.with_writers(
                db, note_rows.group_note(db, session), note_rows.client_notes(db, session), me
            )
            rules = rules_of(db)
            return SessionNotes(
                group=group,
                clients=lines,
                objectives=note_rows.objectives(db, client_ids),
                day=held,
                earlier=note_rows.earlier_lines(db, client_ids, held, session),
                due_days=rules.note_due_days,
                copied_alert=rules.copied_share_alert,
                usual_format=rules.note_format,
                proposed=self._proposed(db, slot.group_id, (slot_id, day), group),
            )

    def save(
        self,
        slot_id: uuid.UUID,
        day: date,
        group: GroupNoteDraft | None,
        clients: Sequence[ClientNoteDraft] = (),
    ) -> dict[uuid.UUID, int]:
        """Keep drafts; the versions they have now, by id.

        EditConflict when someone else changed one since it was `seen`.
        """
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("note.save", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            rows: list[NoteRow] = [] if group is None else [self._keep_group(db, session, group)]
            rows += [row for draft in clients if (row := self._keep_client(db, session, draft))]
            db.flush()
            return {row.id: row.op for row in rows}

    def concerns(
        self, slot_id: uuid.UUID, day: date, seen: Mapping[uuid.UUID, int] | None = None
    ) -> tuple[Concern, ...]:
        """What to look at before signing; `seen` are the versions that were on the screen."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return session_concerns(db, slot_id, day, self._signed_in.staff_id, seen)

    def sign_all(
        self,
        slot_id: uuid.UUID,
        day: date,
        *,
        seen: Mapping[uuid.UUID, int] | None = None,
        accepted: Sequence[Concern] | None = None,
    ) -> int:
        """Sign the group's note and every line written; how many were signed.

        Refused without a text, with clients nobody marked, where someone else wrote since the
        notes were `seen`, and where there is more to look at than what was `accepted`. None for
        either asks nothing: only for those who read the notes and sign them at once.
        """
        self._signed_in.require(Right.SIGN_CLINICAL)
        me = self._signed_in
        with self._store.read() as db:
            found = session_concerns(db, slot_id, day, me.staff_id, seen)
        reason = seen_words(found, me)
        with self._store.write("note.sign", me.staff_id, reason=reason) as db:
            session = session_roster.make_session(db, slot_id, day)
            _refuse(session_concerns(db, slot_id, day, me.staff_id, seen), found, accepted)
            rules, now = rules_of(db), self._store.clock.now()
            rows = [
                row for row in _rows(db, session.id) if row.signed_at is None and has_words(row)
            ]
            for row in rows:
                sign_note(row, me, now, rules)
        return len(rows)

    def add_addendum(self, note_id: uuid.UUID, text: str) -> None:
        """Add to a signed note; the note itself stays as it was signed."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("note.add", self._signed_in.staff_id) as db:
            add_to_note(db, self._store, self._signed_in, note_id, text)

    def _proposed(
        self, db: Session, group_id: uuid.UUID, key: tuple[uuid.UUID, date], note: GroupNote
    ) -> str:
        if note.id is not None or note.topic:
            return ""
        topic = proposed_topics(db, group_id, self._store.clock.today()).get(key)
        return topic.title if topic else ""

    def _keep_group(
        self, db: Session, session: GroupSessionRow, draft: GroupNoteDraft
    ) -> GroupNoteRow:
        topic = " ".join(draft.topic.split())
        note_id = note_rows.group_note_id(session.id)
        values = {"text": draft.text, "format": draft.format}
        row = db.get(GroupNoteRow, note_id)
        if row is None:
            row = GroupNoteRow(id=note_id, session_id=session.id, **values)
            db.add(row)
        else:
            change_note(db, row, values, draft.seen, self._signed_in)
        seen = session.topic if draft.seen_topic is None else " ".join(draft.seen_topic.split())
        if merge_edit(db, session, {"topic": seen}, {"topic": topic}):
            refuse_signed(row)
            # typed words say which topic of the list it is, not what was chosen before
            session.topic_id = None
        return row

    def _keep_client(
        self, db: Session, session: GroupSessionRow, draft: ClientNoteDraft
    ) -> ClientNoteRow | None:
        values = {
            "participation": draft.participation.value,
            "objective_id": draft.objective_id,
            "text": draft.text,
            "format": draft.format,
        }
        note_id = note_rows.client_note_id(session.id, draft.client_id)
        # a note of a record that was merged into this one was made under another id
        row = db.get(ClientNoteRow, note_id) or db.scalar(
            select(ClientNoteRow).where(
                ClientNoteRow.session_id == session.id,
                ClientNoteRow.client_id == draft.client_id,
                ClientNoteRow.void == 0,
            )
        )
        if row is not None:
            change_note(db, row, values, draft.seen, self._signed_in)
        elif not draft.is_empty:
            row = ClientNoteRow(
                id=note_id, client_id=draft.client_id, session_id=session.id, **values
            )
            db.add(row)
        return row


def add_to_note(
    db: Session,
    store: Store,
    me: SignedIn,
    note_id: uuid.UUID,
    text: str,
    *,
    sends_back: bool = False,
) -> None:
    """Put words below a signed note, in the caller's transaction."""
    if not text.strip():
        raise UserProblem("An addendum needs words.")
    row: NoteRow | None = db.get(GroupNoteRow, note_id) or db.get(ClientNoteRow, note_id)
    if row is None or row.signed_at is None:
        raise UserProblem("Only signed notes get an addendum.", "Change the draft instead.")
    is_group = isinstance(row, GroupNoteRow)
    added = AddendumRow(
        id=store.new_id(),
        group_note_id=row.id if is_group else None,
        client_note_id=None if is_group else row.id,
        client_id=row.client_id if isinstance(row, ClientNoteRow) else None,
        text=text.strip(),
        written_by=me.staff_id,
        written_at=store.clock.now(),
    )
    if sends_back:
        added.sends_back = True
    db.add(added)


def _refuse(
    now: tuple[Concern, ...], before: tuple[Concern, ...], accepted: Sequence[Concern] | None
) -> None:
    for concern in now:
        if concern.kind is NoteConcern.CHANGED_MEANWHILE:
            raise UserProblem(
                "{who} wrote in these notes meanwhile.",
                "Nothing was signed. Look at them again, then sign.",
                who=concern.words,
            )
    if any(concern.kind.blocks for concern in now):
        raise UserProblem(
            "These notes can't be signed yet.",
            "Write what happened in group and mark every client first.",
        )
    known = before if accepted is None else accepted
    if any(concern not in known for concern in now):
        raise UserProblem(
            "There is something new to look at before signing.",
            "Nothing was signed. Sign again to see it.",
        )


def _rows(db: Session, session: uuid.UUID) -> list[NoteRow]:
    group = db.scalars(
        select(GroupNoteRow).where(GroupNoteRow.session_id == session, GroupNoteRow.void == 0)
    )
    clients = db.scalars(
        select(ClientNoteRow).where(ClientNoteRow.session_id == session, ClientNoteRow.void == 0)
    )
    return [*group, *clients]
