"""Notes of a session: the group's and one line a client; signed together, then only added to."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import Mark, session_id
from iopdesk.domain.note import (
    Addendum,
    Attendee,
    ClientNote,
    ClientNoteDraft,
    Concern,
    GroupNote,
    GroupNoteDraft,
    ObjectiveChoice,
    Participation,
    SessionNotes,
    concerns,
)
from iopdesk.domain.problems import EditConflict, FieldConflict, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services import session_roster
from iopdesk.storage import group_queries, row_past
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.note_tables import AddendumRow, ClientNoteRow, GroupNoteRow
from iopdesk.storage.plan_tables import GoalRow, ObjectiveRow, PlanRow, ProblemRow
from iopdesk.storage.store import Store

NoteRow = GroupNoteRow | ClientNoteRow


class NoteService:
    """Drafts until signed; a signed note never changes."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def notes(self, slot_id: uuid.UUID, day: date) -> SessionNotes:
        """All notes of a session and the objectives of the clients on its roster."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        session = session_id(slot_id, day)
        with self._store.read() as db:
            slot = group_queries.slot(db, slot_id)
            if slot is None:
                raise NotFound("This session is no longer here.", "Load the group again.")
            held = session_roster.held_day(db, slot_id, day)
            people = session_roster.roster(db, slot.group_id, held)
            return SessionNotes(
                group=_group_note(db, session),
                clients=tuple(_client_notes(db, session)),
                objectives=_objectives(db, [person.client_id for person in people]),
            )

    def save(
        self,
        slot_id: uuid.UUID,
        day: date,
        group: GroupNoteDraft | None,
        clients: Sequence[ClientNoteDraft] = (),
    ) -> None:
        """Keep drafts; EditConflict when someone else changed one since it was `seen`."""
        self._signed_in.require(Right.WRITE_NOTES)
        with self._store.write("note.save", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            if group is not None:
                self._keep_group(db, session, group)
            for draft in clients:
                self._keep_client(db, session, draft)

    def concerns(self, slot_id: uuid.UUID, day: date) -> tuple[Concern, ...]:
        """What to look at before signing this session's notes."""
        self._signed_in.require(Right.VIEW_CLINICAL)
        with self._store.read() as db:
            return _concerns(db, slot_id, day)

    def sign_all(self, slot_id: uuid.UUID, day: date) -> int:
        """Sign the group's note and every line written; how many were signed.

        Refused without a text or with clients nobody marked.
        """
        self._signed_in.require(Right.SIGN_CLINICAL)
        with self._store.write("note.sign", self._signed_in.staff_id) as db:
            session = session_roster.make_session(db, slot_id, day)
            if any(concern.kind.blocks for concern in _concerns(db, slot_id, day)):
                raise UserProblem(
                    "These notes can't be signed yet.",
                    "Write what happened in group and mark every client first.",
                )
            rows: list[NoteRow] = [
                row for row in _rows(db, session.id) if row.signed_at is None and _has_words(row)
            ]
            for row in rows:
                row.signed_by = self._signed_in.staff_id
                row.signed_at = self._store.clock.now()
        return len(rows)

    def add_addendum(self, note_id: uuid.UUID, text: str) -> None:
        """Add to a signed note; the note itself stays as it was signed."""
        self._signed_in.require(Right.WRITE_NOTES)
        if not text.strip():
            raise UserProblem("An addendum needs words.")
        with self._store.write("note.add", self._signed_in.staff_id) as db:
            row: NoteRow | None = db.get(GroupNoteRow, note_id) or db.get(ClientNoteRow, note_id)
            if row is None or row.signed_at is None:
                raise UserProblem("Only signed notes get an addendum.", "Change the draft instead.")
            is_group = isinstance(row, GroupNoteRow)
            db.add(
                AddendumRow(
                    id=self._store.new_id(),
                    group_note_id=row.id if is_group else None,
                    client_note_id=None if is_group else row.id,
                    client_id=row.client_id if isinstance(row, ClientNoteRow) else None,
                    text=text.strip(),
                    written_by=self._signed_in.staff_id,
                    written_at=self._store.clock.now(),
                )
            )

    def _keep_group(self, db: Session, session: GroupSessionRow, draft: GroupNoteDraft) -> None:
        topic = " ".join(draft.topic.split())
        row = db.get(GroupNoteRow, _group_note_id(session.id))
        if row is None:
            row = GroupNoteRow(
                id=_group_note_id(session.id), session_id=session.id, text=draft.text
            )
            db.add(row)
        else:
            self._change(db, row, {"text": draft.text}, draft.seen)
        if session.topic != topic:
            _refuse_signed(row)
            session.topic = topic

    def _keep_client(self, db: Session, session: GroupSessionRow, draft: ClientNoteDraft) -> None:
        values = {
            "participation": draft.participation.value,
            "objective_id": draft.objective_id,
            "text": draft.text,
        }
        note_id = _client_note_id(session.id, draft.client_id)
        row = db.get(ClientNoteRow, note_id)
        if row is not None:
            self._change(db, row, values, draft.seen)
        elif not draft.is_empty:
            db.add(
                ClientNoteRow(
                    id=note_id, client_id=draft.client_id, session_id=session.id, **values
                )
            )

    def _change(
        self, db: Session, row: NoteRow, values: Mapping[str, object], seen: int | None
    ) -> None:
        changed = {field: new for field, new in values.items() if getattr(row, field) != new}
        if not changed:
            return
        _refuse_signed(row)
        writer = row_past.writer_of(db, row.op)
        others = writer is None or writer.staff_id != self._signed_in.staff_id
        if seen is not None and seen != row.op and others:
            raise EditConflict(
                [
                    FieldConflict(
                        field,
                        new,
                        getattr(row, field),
                        writer.name if writer else "",
                        writer.at if writer else None,
                    )
                    for field, new in changed.items()
                ]
            )
        for field, new in changed.items():
            setattr(row, field, new)


def _group_note_id(session: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(session, "group note")


def _client_note_id(session: uuid.UUID, client_id: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(session, f"note {client_id.hex}")


def _refuse_signed(row: NoteRow) -> None:
    if row.signed_at is not None:
        raise UserProblem("This note is signed.", "Add an addendum instead.")


def _has_words(row: NoteRow) -> bool:
    if isinstance(row, ClientNoteRow):
        return bool(row.participation or row.objective_id or row.text.strip())
    return bool(row.text.strip())


def _rows(db: Session, session: uuid.UUID) -> list[NoteRow]:
    group = db.scalars(
        select(GroupNoteRow).where(GroupNoteRow.session_id == session, GroupNoteRow.void == 0)
    )
    clients = db.scalars(
        select(ClientNoteRow).where(ClientNoteRow.session_id == session, ClientNoteRow.void == 0)
    )
    return [*group, *clients]


def _group_note(db: Session, session: uuid.UUID) -> GroupNote:
    topic = db.scalar(select(GroupSessionRow.topic).where(GroupSessionRow.id == session)) or ""
    row = db.execute(
        select(
            GroupNoteRow.id,
            GroupNoteRow.text,
            GroupNoteRow.op,
            StaffRow.name,
            GroupNoteRow.signed_at,
        )
        .outerjoin(StaffRow, StaffRow.id == GroupNoteRow.signed_by)
        .where(GroupNoteRow.id == _group_note_id(session), GroupNoteRow.void == 0)
    ).first()
    if row is None:
        return GroupNote(None, topic, "", 0, "", None)
    added = _addenda(db, [row.id])
    return GroupNote(row.id, topic, row.text, row.op, row.name or "", row.signed_at, added[row.id])


def _client_notes(db: Session, session: uuid.UUID) -> list[ClientNote]:
    rows = db.execute(
        select(
            ClientNoteRow.id,
            ClientNoteRow.client_id,
            ClientNoteRow.participation,
            ClientNoteRow.objective_id,
            ClientNoteRow.text,
            ClientNoteRow.op,
            StaffRow.name,
            ClientNoteRow.signed_at,
        )
        .outerjoin(StaffRow, StaffRow.id == ClientNoteRow.signed_by)
        .where(ClientNoteRow.session_id == session, ClientNoteRow.void == 0)
    ).all()
    added = _addenda(db, [row.id for row in rows])
    return [
        ClientNote(
            row.id,
            row.client_id,
            Participation(row.participation),
            row.objective_id,
            row.text,
            row.op,
            row.name or "",
            row.signed_at,
            added[row.id],
        )
        for row in rows
    ]


def _addenda(
    db: Session, note_ids: Sequence[uuid.UUID]
) -> defaultdict[uuid.UUID | None, tuple[Addendum, ...]]:
    found: defaultdict[uuid.UUID | None, tuple[Addendum, ...]] = defaultdict(tuple)
    if not note_ids:
        return found
    rows = db.execute(
        select(
            AddendumRow.group_note_id,
            AddendumRow.client_note_id,
            AddendumRow.text,
            StaffRow.name,
            AddendumRow.written_at,
        )
        .join(StaffRow, StaffRow.id == AddendumRow.written_by)
        .where(
            AddendumRow.group_note_id.in_(note_ids) | AddendumRow.client_note_id.in_(note_ids),
            AddendumRow.void == 0,
        )
        .order_by(AddendumRow.written_at)
    )
    for group_id, client_id, text, name, at in rows.all():
        found[group_id or client_id] += (Addendum(text, name, at),)
    return found


def _objectives(db: Session, client_ids: Sequence[uuid.UUID]) -> tuple[ObjectiveChoice, ...]:
    newest = (
        select(PlanRow.id)
        .where(
            PlanRow.client_id == ObjectiveRow.client_id,
            PlanRow.void == 0,
            PlanRow.state.in_(("draft", "signed")),
        )
        .order_by(PlanRow.state.desc(), PlanRow.version.desc())
        .limit(1)
        .correlate(ObjectiveRow)
        .scalar_subquery()
    )
    rows = db.execute(
        select(
            ObjectiveRow.id,
            ObjectiveRow.client_id,
            ObjectiveRow.text,
            ProblemRow.id.label("problem"),
        )
        .join(GoalRow, GoalRow.id == ObjectiveRow.goal_id)
        .join(ProblemRow, ProblemRow.id == GoalRow.problem_id)
        .where(
            ObjectiveRow.client_id.in_(client_ids),
            ObjectiveRow.void == 0,
            GoalRow.void == 0,
            ProblemRow.void == 0,
            ProblemRow.plan_id == newest,
        )
        .order_by(
            ObjectiveRow.client_id, ProblemRow.position, GoalRow.position, ObjectiveRow.position
        )
    )
    problems: dict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(dict)
    found: list[ObjectiveChoice] = []
    for objective_id, client_id, text, problem in rows.all():
        seen = problems[client_id]
        count = seen[problem] = seen.get(problem, 0) + 1
        number = f"{list(seen).index(problem) + 1}.{count}"
        found.append(ObjectiveChoice(objective_id, client_id, number, text))
    return tuple(found)


def _concerns(db: Session, slot_id: uuid.UUID, day: date) -> tuple[Concern, ...]:
    session = session_id(slot_id, day)
    slot = group_queries.slot(db, slot_id)
    if slot is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    held = session_roster.held_day(db, slot_id, day)
    people = session_roster.roster(db, slot.group_id, held)
    marked = db.execute(
        select(AttendanceRow.client_id, AttendanceRow.mark).where(
            AttendanceRow.session_id == session, AttendanceRow.void == 0
        )
    )
    marks = {client_id: Mark(mark) for client_id, mark in marked.all()}
    having = {each.client_id for each in _objectives(db, [person.client_id for person in people])}
    lines = [
        ClientNoteDraft(note.client_id, note.participation, note.objective_id, note.text)
        for note in _client_notes(db, session)
    ]
    attendees = [
        Attendee(
            client_id=person.client_id,
            first=person.name_to_use or person.first,
            last=person.last,
            is_marked=person.client_id in marks,
            is_attended=person.client_id in marks and marks[person.client_id].is_attended,
            has_objectives=person.client_id in having,
        )
        for person in people
    ]
    return concerns(_group_note(db, session).text, lines, attendees)
