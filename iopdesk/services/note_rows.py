"""Notes as the store has them, in few row selects: texts, addenda, objectives, lines before."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from iopdesk.domain.note import (
    Addendum,
    ClientNote,
    EarlierLine,
    GroupNote,
    ObjectiveChoice,
    Participation,
)
from iopdesk.domain.plan import ObjectiveStatus
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.journal_tables import ChangeRow
from iopdesk.storage.note_tables import AddendumRow, ClientNoteRow, GroupNoteRow
from iopdesk.storage.plan_tables import (
    GoalRow,
    ObjectiveRow,
    ObjectiveStatusRow,
    PlanRow,
    ProblemRow,
)
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE
from iopdesk.storage.schema import UuidType

NoteRow = GroupNoteRow | ClientNoteRow
_EARLIER_SPAN = timedelta(days=45)
_signer, _cosigner = aliased(StaffRow), aliased(StaffRow)


# The statements below are made once: opening, checking and signing a session's notes asks them.
_NOTES = bindparam("note_ids", type_=UuidType, expanding=True)
_CLIENTS = bindparam("client_ids", type_=UuidType, expanding=True)
_ADDENDA = PreparedQuery(
    select(
        AddendumRow.group_note_id,
        AddendumRow.client_note_id,
        AddendumRow.text,
        StaffRow.name,
        AddendumRow.written_at,
        AddendumRow.sends_back,
    )
    .join(StaffRow, StaffRow.id == AddendumRow.written_by)
    .where(
        AddendumRow.group_note_id.in_(_NOTES) | AddendumRow.client_note_id.in_(_NOTES),
        AddendumRow.void == 0,
    )
    .order_by(AddendumRow.written_at, AddendumRow.op)
)
_NEWEST_PLAN = (
    select(PlanRow.id)
    .where(
        PlanRow.client_id == ObjectiveRow.client_id,
        PlanRow.void == 0,
        PlanRow.state.in_(("draft", "signed")),
    )
    .order_by(PlanRow.state.desc(), PlanRow.version.desc())
    .limit(ONE)
    .offset(FROM_START)
    .correlate(ObjectiveRow)
    .scalar_subquery()
)
_OBJECTIVES = PreparedQuery(
    select(
        ObjectiveRow.id,
        ObjectiveRow.client_id,
        ObjectiveRow.lineage_id,
        ObjectiveRow.text,
        ProblemRow.id,
    )
    .join(GoalRow, GoalRow.id == ObjectiveRow.goal_id)
    .join(ProblemRow, ProblemRow.id == GoalRow.problem_id)
    .where(
        ObjectiveRow.client_id.in_(_CLIENTS),
        ObjectiveRow.void == 0,
        GoalRow.void == 0,
        ProblemRow.void == 0,
        ProblemRow.plan_id == _NEWEST_PLAN,
    )
    .order_by(ObjectiveRow.client_id, ProblemRow.position, GoalRow.position, ObjectiveRow.position)
)
_STATUSES = PreparedQuery(
    select(ObjectiveStatusRow.lineage_id, ObjectiveStatusRow.status)
    .where(
        ObjectiveStatusRow.lineage_id.in_(bindparam("lineages", type_=UuidType, expanding=True)),
        ObjectiveStatusRow.void == 0,
    )
    .order_by(ObjectiveStatusRow.day, ObjectiveStatusRow.op)
)
_DAY = func.coalesce(GroupSessionRow.day, AppointmentRow.day)
_WORDS = (
    select(
        ClientNoteRow.client_id,
        _DAY.label("day"),
        ClientNoteRow.text,
        ClientNoteRow.objective_id,
        func.row_number()
        .over(partition_by=ClientNoteRow.client_id, order_by=(_DAY.desc(), ClientNoteRow.op.desc()))
        .label("place"),
    )
    .outerjoin(GroupSessionRow, GroupSessionRow.id == ClientNoteRow.session_id)
    .outerjoin(AppointmentRow, AppointmentRow.id == ClientNoteRow.appointment_id)
    .where(
        ClientNoteRow.client_id.in_(_CLIENTS),
        ClientNoteRow.void == 0,
        ClientNoteRow.text != "",
        func.coalesce(ClientNoteRow.session_id, ClientNoteRow.appointment_id)
        != bindparam("but", type_=UuidType),
        _DAY.between(bindparam("first", type_=Date()), bindparam("last", type_=Date())),
    )
    .subquery()
)
_EARLIER = PreparedQuery(
    select(_WORDS.c.client_id, _WORDS.c.day, _WORDS.c.text, _WORDS.c.objective_id).where(
        _WORDS.c.place == 1
    )
)


def group_note_id(session: uuid.UUID) -> uuid.UUID:
    """The id of a session's group note at every site."""
    return uuid.uuid5(session, "group note")


def client_note_id(session: uuid.UUID, client_id: uuid.UUID) -> uuid.UUID:
    """The id of a client's line of a session at every site."""
    return uuid.uuid5(session, f"note {client_id.hex}")


def appointment_note_id(appointment_id: uuid.UUID) -> uuid.UUID:
    """The id of an appointment's note at every site."""
    return uuid.uuid5(appointment_id, "note")


def group_note(db: Session, session: uuid.UUID) -> GroupNote:
    """The group's note of a session; an empty one where nobody wrote it yet."""
    topic = db.scalar(select(GroupSessionRow.topic).where(GroupSessionRow.id == session)) or ""
    row = db.execute(
        _noted(GroupNoteRow).where(
            GroupNoteRow.id == group_note_id(session), GroupNoteRow.void == 0
        )
    ).first()
    if row is None:
        return GroupNote(None, topic, "", 0, "", None)
    return GroupNote(row.id, topic, row.text, row.op, **_signing(row, addenda(db, [row.id])))


def client_notes(db: Session, session: uuid.UUID) -> list[ClientNote]:
    """The lines of a session."""
    return _client_notes(db, _client_noted().where(ClientNoteRow.session_id == session))


def appointment_note(db: Session, appointment_id: uuid.UUID) -> ClientNote | None:
    """The note of an appointment, if someone wrote it."""
    found = _client_notes(db, _client_noted().where(ClientNoteRow.appointment_id == appointment_id))
    return found[0] if found else None


def written_by(
    db: Session, notes: Sequence[GroupNote | ClientNote], me: uuid.UUID
) -> dict[uuid.UUID, str]:
    """Who wrote last in each draft, by its id; nothing for one's own and for signed notes."""
    drafts = {note.version: note.id for note in notes if note.id and not note.is_signed}
    rows = db.execute(
        select(ChangeRow.dot, ChangeRow.user_id, StaffRow.name)
        .outerjoin(StaffRow, StaffRow.id == ChangeRow.user_id)
        .where(ChangeRow.dot.in_(list(drafts)))
    )
    by_dot = {dot: name or "" for dot, user_id, name in rows.all() if user_id != me}
    return {
        note.id: by_dot[note.version]
        for note in notes
        if note.id and not note.is_signed and note.version in by_dot
    }


def dots_of(db: Session, dots: Collection[int], staff_id: uuid.UUID) -> set[int]:
    """Those of these journal entries that this person wrote."""
    return set(
        db.scalars(
            select(ChangeRow.dot).where(ChangeRow.dot.in_(dots), ChangeRow.user_id == staff_id)
        )
    )


def addenda(
    db: Session, note_ids: Sequence[uuid.UUID]
) -> defaultdict[uuid.UUID | None, tuple[Addendum, ...]]:
    """What was added to these notes, oldest first."""
    found: defaultdict[uuid.UUID | None, tuple[Addendum, ...]] = defaultdict(tuple)
    if not note_ids:
        return found
    db.flush()
    for group_id, client_id, text, name, at, back in _ADDENDA.rows(db, note_ids=list(note_ids)):
        found[group_id or client_id] += (Addendum(text, name, at, back),)
    return found


def objectives(db: Session, client_ids: Sequence[uuid.UUID]) -> tuple[ObjectiveChoice, ...]:
    """The objectives of the plans that hold (or are drafted, where none was signed yet)."""
    db.flush()
    rows = _OBJECTIVES.rows(db, client_ids=list(client_ids))
    done = _done(db, [lineage for _, _, lineage, _, _ in rows])
    problems: dict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(dict)
    found: list[ObjectiveChoice] = []
    for objective_id, client_id, lineage, text, problem in rows:
        seen = problems[client_id]
        count = seen[problem] = seen.get(problem, 0) + 1
        number = f"{list(seen).index(problem) + 1}.{count}"
        found.append(ObjectiveChoice(objective_id, client_id, number, text, lineage in done))
    return tuple(found)


def earlier_lines(
    db: Session, client_ids: Collection[uuid.UUID], before: date, but: uuid.UUID
) -> dict[uuid.UUID, EarlierLine]:
    """Each client's last words up to a day, `but` in this session or appointment.

    An objective of a version that was replaced since counts as the same one of the newer plan.
    """
    db.flush()
    rows = _EARLIER.rows(
        db, client_ids=list(client_ids), first=before - _EARLIER_SPAN, last=before, but=but
    )
    same = _present_versions(db, {objective for *_, objective in rows if objective})
    return {
        client_id: EarlierLine(day, text, same.get(objective, objective))
        for client_id, day, text, objective in rows
    }


def with_writers(
    db: Session, note: GroupNote, lines: Sequence[ClientNote], me: uuid.UUID
) -> tuple[GroupNote, tuple[ClientNote, ...]]:
    """The same notes with the names of those others who wrote in drafts last."""
    by = written_by(db, [note, *lines], me)
    return (
        replace(note, written_by=by.get(note.id, "") if note.id else ""),
        tuple(replace(line, written_by=by.get(line.id, "")) for line in lines),
    )


def _noted(table: type[GroupNoteRow] | type[ClientNoteRow], *more: Any) -> Select[Any]:
    return (
        select(
            table.id,
            table.text,
            table.op,
            table.format,
            _signer.name.label("signer"),
            table.signed_at,
            table.needs_cosign,
            _cosigner.name.label("cosigner"),
            table.cosigned_at,
            *more,
        )
        .outerjoin(_signer, _signer.id == table.signed_by)
        .outerjoin(_cosigner, _cosigner.id == table.cosigned_by)
    )


def _client_noted() -> Select[Any]:
    more = (ClientNoteRow.client_id, ClientNoteRow.participation, ClientNoteRow.objective_id)
    return _noted(ClientNoteRow, *more).where(ClientNoteRow.void == 0)


def _client_notes(db: Session, query: Select[Any]) -> list[ClientNote]:
    rows = db.execute(query).all()
    added = addenda(db, [row.id for row in rows])
    return [
        ClientNote(
            row.id,
            row.client_id,
            Participation(row.participation),
            row.objective_id,
            row.text,
            row.op,
            **_signing(row, added),
        )
        for row in rows
    ]


def _signing(row: Any, added: Mapping[uuid.UUID | None, tuple[Addendum, ...]]) -> dict[str, Any]:
    return {
        "signed_by": row.signer or "",
        "signed_at": row.signed_at,
        "addenda": added.get(row.id, ()),
        "format": row.format,
        "needs_cosign": row.needs_cosign,
        "cosigned_by": row.cosigner or "",
        "cosigned_at": row.cosigned_at,
    }


def _done(db: Session, lineages: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those whose last word is that they were met."""
    last = dict(_STATUSES.rows(db, lineages=list(lineages)))
    return {lineage for lineage, status in last.items() if status == ObjectiveStatus.MET}


def _present_versions(
    db: Session, objective_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    if not objective_ids:
        return {}
    old, now = aliased(ObjectiveRow), aliased(ObjectiveRow)
    goal, problem = aliased(GoalRow), aliased(ProblemRow)
    rows = db.execute(
        select(old.id, now.id)
        .join(now, now.lineage_id == old.lineage_id)
        .join(goal, goal.id == now.goal_id)
        .join(problem, problem.id == goal.problem_id)
        .join(PlanRow, PlanRow.id == problem.plan_id)
        .where(old.id.in_(objective_ids), now.void == 0, PlanRow.void == 0)
        .order_by(PlanRow.version)
    )
    return {before: after for before, after in rows.all()}
