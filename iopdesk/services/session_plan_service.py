"""Changing one date of a group: calling it off, moving it to another day or time, and back.

Refused once anyone is marked or a note is signed: what took place is no longer planned.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from iopdesk.domain.attendance import session_id
from iopdesk.domain.group import Slot
from iopdesk.domain.group_session import MoveDraft, SeenSession, SessionState
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.session_lines import marked_counts, signed_sessions
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import GroupSessionRow
from iopdesk.storage.store import Store


class SessionPlanService:
    """A session is named by its slot and planned day, wherever it was moved.

    `seen` is how it was planned when the person looked: EditConflict when that changed since.
    """

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def call_off(
        self,
        slot_id: uuid.UUID,
        planned_day: date,
        reason: str,
        *,
        seen: SeenSession | None = None,
    ) -> None:
        """The session does not take place; the reason is kept."""
        self._signed_in.require(Right.EDIT_GROUPS)
        words = " ".join(reason.split())
        if not words:
            raise UserProblem("Say why the session is called off.", "Nothing was changed.")
        with self._store.write("session.call_off", self._signed_in.staff_id, reason=words) as db:
            row = _row_to_change(db, slot_id, planned_day)
            if row.state == SessionState.CANCELLED:
                raise UserProblem("This session was called off.", "Nothing was changed.")
            _refuse_closed(db, row.day)
            _change(db, row, seen, {"state": SessionState.CANCELLED.value})
            row.reason = words

    def restore(
        self, slot_id: uuid.UUID, planned_day: date, *, seen: SeenSession | None = None
    ) -> None:
        """A session that was called off takes place after all; one that was moved goes back."""
        self._signed_in.require(Right.EDIT_GROUPS)
        with self._store.write("session.restore", self._signed_in.staff_id) as db:
            row = _row_to_change(db, slot_id, planned_day)
            if (seen.state if seen else row.state) == SessionState.CANCELLED:
                _change(db, row, seen, {"state": SessionState.PLANNED.value})
            else:
                slot = _slot(db, slot_id)
                planned = SeenSession(planned_day, slot.start, slot.minutes, slot.room)
                _change(db, row, seen, asdict(planned))
                row.planned_day = None
            _refuse_closed(db, row.day)
            _refuse_double(db, row)
            row.reason = ""

    def move(
        self,
        slot_id: uuid.UUID,
        planned_day: date,
        draft: MoveDraft,
        *,
        seen: SeenSession | None = None,
    ) -> None:
        """The session is held on another day, at another time or in another room."""
        self._signed_in.require(Right.EDIT_GROUPS)
        problems = draft.problems()
        if problems:
            raise InvalidDraft(problems)
        words = " ".join(draft.reason.split())
        with self._store.write("session.move", self._signed_in.staff_id, reason=words) as db:
            row = _row_to_change(db, slot_id, planned_day)
            if row.state == SessionState.CANCELLED:
                raise UserProblem("This session was called off.", "Restore it first, then move it.")
            _refuse_closed(db, draft.day)
            room = " ".join(draft.room.split())
            _change(db, row, seen, asdict(SeenSession(draft.day, draft.start, draft.minutes, room)))
            row.planned_day = planned_day if draft.day != planned_day else None
            row.reason = words
            _refuse_double(db, row)


def _row_to_change(db: Session, slot_id: uuid.UUID, planned_day: date) -> GroupSessionRow:
    session = session_id(slot_id, planned_day)
    if marked_counts(db, [session]) or signed_sessions(db, [session]):
        raise UserProblem("Attendance was already marked.", "Undo the marks first.")
    row = db.get(GroupSessionRow, session)
    if row is not None:
        return row
    slot = _slot(db, slot_id)
    # A holiday's session may be moved too: closed days don't count here.
    if not slot_dates(slot, planned_day, planned_day):
        raise UserProblem("The group does not meet on that day.", "Choose one of its sessions.")
    row = GroupSessionRow(
        id=session,
        group_id=slot.group_id,
        slot_id=slot_id,
        day=planned_day,
        start=slot.start,
        minutes=slot.minutes,
        room=slot.room,
        leader_id=slot.leader_id,
        co_leader_id=slot.co_leader_id,
        state=SessionState.PLANNED.value,
    )
    db.add(row)
    return row


def _slot(db: Session, slot_id: uuid.UUID) -> Slot:
    slot = group_queries.slot(db, slot_id)
    if slot is None:
        raise NotFound("This session is no longer here.", "Load the group again.")
    return slot


def _change(
    db: Session, row: GroupSessionRow, seen: SeenSession | None, mine: Mapping[str, object]
) -> None:
    """Set all of `mine`, unless someone else planned it otherwise since it was `seen`."""
    if seen is not None:
        shown = asdict(seen)
        changed = {
            name: mine.get(name, was) for name, was in shown.items() if getattr(row, name) != was
        }
        merge_edit(db, row, dict.fromkeys(changed), changed)
    for name, wanted in mine.items():
        if getattr(row, name) != wanted:
            setattr(row, name, wanted)


def _refuse_closed(db: Session, day: date) -> None:
    why = group_queries.closed_days(db, day, day).get(day)
    if why is not None:
        raise UserProblem(
            "The clinic is closed on that day: {why}.", "Choose another day.", why=why
        )


def _refuse_double(db: Session, row: GroupSessionRow) -> None:
    """A group can't be held twice at one time: the other session keeps its place."""
    held = held_sessions(db, row.day, row.day, group_ids=[row.group_id])
    mine = [each for each in held if each.session_id == row.id]
    others = [each for each in held if each.session_id != row.id]
    if any(each.overlaps(other) for each in mine for other in others):
        raise UserProblem(
            "The group already meets at that time.", "Choose another time. Nothing was changed."
        )
