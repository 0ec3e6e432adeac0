"""The note of an appointment: a draft until signed, linked to an objective of the plan."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.appointment_note import AppointmentNotes
from iopdesk.domain.client import full_name
from iopdesk.domain.note import ClientNote, ClientNoteDraft, GroupNote, SessionNotes
from iopdesk.domain.note_guards import Attendee, Concern, NoteConcern, note_concerns
from iopdesk.domain.problems import NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import note_rows
from iopdesk.services.note_writer import change_note, refuse_signed, seen_words, sign_note
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.client_tables import ClientRow, SupportPersonRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.note_tables import ClientNoteRow
from iopdesk.storage.store import Store


class AppointmentNoteService:
    """One note an appointment; signed notes only get addenda (NoteService.add_addendum)."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def notes(self, appointment_id: uuid.UUID) -> AppointmentNotes:
        """The appointment with its note, if someone wrote it."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return self._notes(db, appointment_id)

    def save(self, appointment_id: uuid.UUID, draft: ClientNoteDraft) -> int:
        """Keep a draft; the version it has now.

        EditConflict when someone else changed it since it was `seen`.
        """
        self._signed_in.require(Right.WRITE_NOTES)
        values = {
            "participation": draft.participation.value,
            "objective_id": draft.objective_id,
            "text": draft.text,
            "format": draft.format,
        }
        with self._store.write("note.save", self._signed_in.staff_id) as db:
            appointment = _appointment(db, appointment_id)
            note_id = note_rows.appointment_note_id(appointment_id)
            row = db.get(ClientNoteRow, note_id)
            if row is not None:
                change_note(db, row, values, draft.seen, self._signed_in)
            elif not draft.is_empty:
                row = ClientNoteRow(
                    id=note_id,
                    client_id=appointment.client_id,
                    appointment_id=appointment_id,
                    **values,
                )
                db.add(row)
            db.flush()
            return row.op if row is not None else 0

    def concerns(self, appointment_id: uuid.UUID) -> tuple[Concern, ...]:
        """What to look at before signing."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return self._concerns(self._notes(db, appointment_id))

    def sign(
        self,
        appointment_id: uuid.UUID,
        *,
        seen: int | None = None,
        accepted: Sequence[Concern] | None = None,
    ) -> None:
        """Sign the note that was `seen`; refused without words and before it took place."""
        self._signed_in.require(Right.SIGN_CLINICAL)
        me = self._signed_in
        with self._store.read() as db:
            before = self._concerns(self._notes(db, appointment_id))
        with self._store.write("note.sign", me.staff_id, reason=seen_words(before, me)) as db:
            notes = self._notes(db, appointment_id)
            note = notes.note
            if note is not None and note.written_by and seen not in (None, note.version):
                raise UserProblem(
                    "{who} wrote in these notes meanwhile.",
                    "Nothing was signed. Look at them again, then sign.",
                    who=note.written_by,
                )
            _refuse(self._concerns(notes), before if accepted is None else accepted)
            row = db.get_one(ClientNoteRow, note_rows.appointment_note_id(appointment_id))
            refuse_signed(row)
            sign_note(row, me, self._store.clock.now(), rules_of(db))

    def _concerns(self, notes: AppointmentNotes) -> tuple[Concern, ...]:
        note = notes.note
        line = (
            ClientNoteDraft(notes.client_id)
            if note is None
            else ClientNoteDraft(notes.client_id, note.participation, note.objective_id, note.text)
        )
        client = Attendee(
            notes.client_id,
            (),
            objectives=frozenset(each.id for each in notes.objectives),
            earlier=notes.earlier,
        )
        found = note_concerns(line, client, is_kept=notes.is_kept, copied_alert=notes.copied_alert)
        if note is not None and note.written_by:
            others = Concern(NoteConcern.WRITTEN_BY_OTHERS, (notes.client_id,), note.written_by)
            found = (*found, others)
        return found

    def _notes(self, db: Session, appointment_id: uuid.UUID) -> AppointmentNotes:
        row = _appointment(db, appointment_id)
        client = db.execute(
            select(
                ClientRow.first_name,
                ClientRow.middle_name,
                ClientRow.last_name,
                ClientRow.name_to_use,
                ClientRow.chart_number,
            ).where(ClientRow.id == row.client_id)
        ).one()
        note = note_rows.appointment_note(db, appointment_id)
        lines: tuple[ClientNote, ...] = ()
        if note is not None:
            empty = GroupNote(None, "", "", 0, "", None)
            _group, lines = note_rows.with_writers(db, empty, [note], self._signed_in.staff_id)
        offered = note_rows.objectives(db, [row.client_id])
        before = note_rows.earlier_lines(db, [row.client_id], row.day, appointment_id)
        usual = SessionNotes(
            GroupNote(None, "", "", 0, "", None), (), offered, earlier=before
        ).usual_objective(row.client_id)
        rules = rules_of(db)
        return AppointmentNotes(
            appointment_id=appointment_id,
            client_id=row.client_id,
            client=full_name(*client[:4]),
            chart_number=client.chart_number,
            kind=row.kind,
            day=row.day,
            start=row.start,
            minutes=row.minutes if row.minutes_kept is None else row.minutes_kept,
            state=AppointmentState(row.state),
            staff=_staff(db, row.staff_id),
            note=lines[0] if lines else None,
            objectives=offered,
            usual_objective=usual,
            earlier=before[row.client_id].text if row.client_id in before else "",
            relations=_relations(db, row.client_id),
            due_days=rules.note_due_days,
            copied_alert=rules.copied_share_alert,
            usual_format=rules.note_format,
        )


def _appointment(db: Session, appointment_id: uuid.UUID) -> AppointmentRow:
    row = db.get(AppointmentRow, appointment_id)
    if row is None or row.void:
        raise NotFound("This appointment is no longer here.", "Load the calendar again.")
    return row


def _staff(db: Session, staff_id: uuid.UUID | None) -> str:
    if staff_id is None:
        return ""
    row = db.execute(
        select(StaffRow.name, StaffRow.credential).where(StaffRow.id == staff_id)
    ).one()
    return f"{row.name}, {row.credential}" if row.credential else str(row.name)


def _relations(db: Session, client_id: uuid.UUID) -> tuple[str, ...]:
    rows = db.scalars(
        select(SupportPersonRow.relation).where(
            SupportPersonRow.client_id == client_id, SupportPersonRow.void == 0
        )
    )
    return tuple(dict.fromkeys(relation for relation in rows if relation))


def _refuse(now: tuple[Concern, ...], accepted: Sequence[Concern]) -> None:
    kinds = {concern.kind for concern in now}
    if NoteConcern.NOT_KEPT in kinds:
        raise UserProblem(
            "This appointment is not marked as kept.", "Mark it as kept first, then sign its note."
        )
    if any(kind.blocks for kind in kinds):
        raise UserProblem("There is nothing to sign yet.", "Write the note first.")
    if any(concern not in accepted for concern in now):
        raise UserProblem(
            "There is something new to look at before signing.",
            "Nothing was signed. Sign again to see it.",
        )
