"""What the check before signing reads: who was there, what they are called, what was written."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import Mark, session_id
from iopdesk.domain.note import ClientNote, ClientNoteDraft, GroupNote
from iopdesk.domain.note_guards import Attendee, Concern, NoteConcern, concerns
from iopdesk.domain.problems import NotFound
from iopdesk.domain.search import words_of
from iopdesk.services import note_rows, session_roster
from iopdesk.services.nicknames import other_names
from iopdesk.services.rule_service import rules_of
from iopdesk.services.session_roster import Person
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow


def session_concerns(
    db: Session,
    slot_id: uuid.UUID,
    day: date,
    me: uuid.UUID,
    seen: Mapping[uuid.UUID, int] | None = None,
) -> tuple[Concern, ...]:
    """All there is to look at; with `seen` also what others changed since it was read."""
    session = session_id(slot_id, day)
    slot = group_queries.slot(db, slot_id)
    if slot is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    marks = _marks(db, session)
    held = session_roster.held_day(db, slot_id, day)
    people = session_roster.roster(db, slot.group_id, held, also=tuple(marks))
    note, lines = note_rows.with_writers(
        db, note_rows.group_note(db, session), note_rows.client_notes(db, session), me
    )
    drafts = [
        ClientNoteDraft(each.client_id, each.participation, each.objective_id, each.text)
        for each in lines
    ]
    attendees = attendees_of(db, people, held, session, marks)
    alert = rules_of(db).copied_share_alert
    leads = _leads(db, session, me, slot.leader_id)
    return (
        *_moved(note, lines, seen),
        *concerns(note.text, drafts, attendees, alert),
        *(() if leads else _of_others(note, lines)),
    )


def attendees_of(
    db: Session,
    people: Sequence[Person],
    day: date,
    but: uuid.UUID,
    marks: Mapping[uuid.UUID, Mark],
) -> list[Attendee]:
    """What the check needs of each of these people."""
    client_ids = [person.client_id for person in people]
    offered = note_rows.objectives(db, client_ids)
    before = note_rows.earlier_lines(db, client_ids, day, but)
    return [
        Attendee(
            client_id=person.client_id,
            names=names_of(person),
            is_marked=person.client_id in marks,
            is_attended=person.client_id in marks and marks[person.client_id].is_attended,
            objectives=frozenset(o.id for o in offered if o.client_id == person.client_id),
            earlier=before[person.client_id].text if person.client_id in before else "",
        )
        for person in people
    ]


def names_of(person: Person) -> tuple[str, ...]:
    """All that others may call a client: names on the record, and short forms of them."""
    given = [name for name in (person.name_to_use, person.first) if name]
    short = [other for name in given for word in words_of(name) for other in other_names(word)]
    return tuple(dict.fromkeys((*given, person.last, *(each.title() for each in short))))


def _marks(db: Session, session: uuid.UUID) -> dict[uuid.UUID, Mark]:
    rows = db.execute(
        select(AttendanceRow.client_id, AttendanceRow.mark).where(
            AttendanceRow.session_id == session, AttendanceRow.void == 0
        )
    )
    return {client_id: Mark(mark) for client_id, mark in rows.all()}


def _leads(db: Session, session: uuid.UUID, me: uuid.UUID, usual: uuid.UUID | None) -> bool:
    row = db.execute(
        select(GroupSessionRow.leader_id, GroupSessionRow.co_leader_id).where(
            GroupSessionRow.id == session
        )
    ).first()
    return me in ((usual,) if row is None else (row.leader_id, row.co_leader_id))


def _of_others(note: GroupNote, lines: Sequence[ClientNote]) -> list[Concern]:
    by_writer: dict[str, list[uuid.UUID]] = {}
    if note.written_by:
        by_writer[note.written_by] = []
    for line in lines:
        if line.written_by:
            by_writer.setdefault(line.written_by, []).append(line.client_id)
    return [
        Concern(NoteConcern.WRITTEN_BY_OTHERS, tuple(clients), name)
        for name, clients in by_writer.items()
    ]


def _moved(
    note: GroupNote, lines: Sequence[ClientNote], seen: Mapping[uuid.UUID, int] | None
) -> list[Concern]:
    if seen is None:
        return []
    found = []
    if note.id and note.written_by and seen.get(note.id) != note.version:
        found.append(Concern(NoteConcern.CHANGED_MEANWHILE, (), note.written_by))
    for line in lines:
        if line.written_by and seen.get(line.id) != line.version:
            found.append(Concern(NoteConcern.CHANGED_MEANWHILE, (line.client_id,), line.written_by))
    return found
