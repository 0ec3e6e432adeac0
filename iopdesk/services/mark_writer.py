"""Writes the marks of one session's attendance: what is refused, merged, kept and undone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import (
    LONGEST_ALLOWER,
    LONGEST_REASON,
    CameAs,
    Mark,
    MarkDraft,
    attendance_id,
    marks_taken,
    minutes_fit,
    usual_minutes,
)
from iopdesk.domain.problems import EditConflict, FieldConflict, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.make_ups import free_make_ups, is_made_up
from iopdesk.services.roster_checks import Asker, refuse_walk_in
from iopdesk.storage import row_past, session_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.group_tables import RosterPlaceRow

# What an entry leaves out is the column's default.
DEFAULTS: Mapping[str, Any] = {
    "mark": "",
    "minutes": 0,
    "reason": "",
    "excused_by": None,
    "makes_up_id": None,
    "came_as": None,
    "void": 0,
}
_MISSED = (Mark.ABSENT.value, Mark.EXCUSED.value)


@dataclass(frozen=True)
class MarkWriter:
    """One person's writing into one session, within the caller's transaction."""

    db: Session
    session: GroupSessionRow
    signed_in: SignedIn
    today: date

    def save(self, drafts: list[MarkDraft]) -> list[AttendanceRow]:
        """Set these marks; the rows that changed."""
        rows = marked_rows(self.db, self.session.id)
        group_id, day = self.session.group_id, self.session.day
        roster = set(session_queries.ON_ROSTER.column(self.db, group_id=group_id, day=day))
        signed = is_signed(self.db, self.session.id)
        for given in drafts:
            row = rows.get(given.client_id)
            draft = self._as_they_came(given.facts, on_roster=given.client_id in roster, row=row)
            if given.client_id not in roster and (row is None or row.void):
                self._refuse_walk_in(given.client_id, rows)
            self._refuse(draft, signed)
            if row is None:
                rows[draft.client_id] = row = self._new_row(draft)
                self.db.add(row)
                continue
            draft = self._merged(row, draft)
            if draft.makes_up_id not in (None, row.makes_up_id):
                self.refuse_make_up(row.id, draft.client_id, draft.makes_up_id)
            if draft.mark.is_attended and row.mark in _MISSED:
                free_make_ups(self.db, row)
            # a mark that was taken back may stand on the day before its session was moved
            set_fields(row, {**self._values(draft), "day": self.session.day})
        new = self.db.new
        return [row for row in rows.values() if row in new or self.db.is_modified(row)]

    def clear(self, client_id: uuid.UUID, *, seen: int | None) -> list[AttendanceRow]:
        """Take a mark back, whoever gave it; what made up for it counts for itself again."""
        row = marked_rows(self.db, self.session.id).get(client_id)
        if row is None or row.void:
            return []
        if seen is not None and row.op != seen and not self._is_own(row):
            raise EditConflict([self._conflict(row, "mark", None, Mark(row.mark))])
        set_fields(row, {"void": 1, "makes_up_id": None})
        free_make_ups(self.db, row)
        return [row]

    def _as_they_came(
        self, draft: MarkDraft, *, on_roster: bool, row: AttendanceRow | None
    ) -> MarkDraft:
        is_listed = on_roster or (row is not None and not row.void)
        if on_roster and draft.came_as is CameAs.WALK_IN:
            return replace(draft, came_as=None)
        if is_listed:
            was_walk_in = row is not None and row.came_as == CameAs.WALK_IN.value and not row.void
            if was_walk_in and not on_roster:
                if not draft.mark.is_attended:
                    raise UserProblem(
                        "This client was not expected.",
                        "Take the walk-in off the list instead: nobody is absent unlisted.",
                    )
                return replace(draft, came_as=CameAs.WALK_IN)
            return draft
        if draft.came_as is not CameAs.WALK_IN:
            raise UserProblem(
                "This client was not in the group on that day.", "Add them to the roster first."
            )
        return draft

    def _refuse_walk_in(
        self, client_id: uuid.UUID, rows: Mapping[uuid.UUID, AttendanceRow]
    ) -> None:
        if not self._is_in_program(client_id):
            raise UserProblem(
                "This client was not in program on that day.",
                "Admit them first, or note them as a visitor.",
            )
        day = self.session.day
        place = RosterPlaceRow(
            client_id=client_id, group_id=self.session.group_id, starts=day, ends=day
        )
        present = [each for each, row in rows.items() if not row.void]
        asker = Asker(self.signed_in.may(Right.VIEW_CLINICAL))
        refuse_walk_in(self.db, place, asker, present)

    def _is_in_program(self, client_id: uuid.UUID) -> bool:
        day = self.session.day
        found = self.db.scalar(
            select(EpisodeRow.id).where(
                EpisodeRow.client_id == client_id,
                EpisodeRow.admitted <= day,
                or_(EpisodeRow.discharged.is_(None), EpisodeRow.discharged >= day),
                EpisodeRow.void == 0,
            )
        )
        return found is not None

    def _refuse(self, draft: MarkDraft, signed: bool) -> None:
        if draft.mark not in marks_taken(self.session.day, self.today):
            raise UserProblem(
                "This session is still to come.", "Until then a client can only be excused."
            )
        minutes = draft.minutes
        if minutes is not None and not minutes_fit(draft.mark, minutes, self.session.minutes):
            raise UserProblem(
                "These minutes don't go with the mark.",
                "Nobody attends longer than the session, and those away attend 0 minutes.",
            )
        if len(draft.reason) > LONGEST_REASON or len(draft.why) > LONGEST_REASON:
            raise UserProblem("The reason is too long.", "Keep it under 200 letters.")
        if len(draft.excused_by) > LONGEST_ALLOWER:
            raise UserProblem("The name of who allowed it is too long.", "Use 80 letters at most.")
        if signed and not (draft.why.strip() or draft.reason.strip()):
            raise UserProblem(
                "The notes of this session are signed.",
                "Give a reason to change its attendance; the earlier mark is kept.",
            )

    def _merged(self, row: AttendanceRow, draft: MarkDraft) -> MarkDraft:
        """The draft over what someone else set since; EditConflict where both said otherwise."""
        version = 0 if row.void else row.op
        if draft.seen is None or draft.seen == version or self._is_own(row):
            return draft
        if row.void:
            raise EditConflict([self._conflict(row, "mark", draft.mark, None)])
        mine, theirs = self._values(draft), {name: getattr(row, name) for name in DEFAULTS}
        if mine["mark"] != row.mark:
            raise EditConflict([self._conflict(row, "mark", draft.mark, Mark(row.mark))])
        for name in ("minutes", "reason", "excused_by", "makes_up_id"):
            if mine[name] and theirs[name] and mine[name] != theirs[name]:
                raise EditConflict([self._conflict(row, name, mine[name], theirs[name])])
        # the same mark: what only one of the two said stays
        return MarkDraft(
            draft.client_id,
            draft.mark,
            row.minutes,
            mine["reason"] or row.reason,
            excused_by=mine["excused_by"] or row.excused_by or "",
            makes_up_id=mine["makes_up_id"] or row.makes_up_id,
            came_as=draft.came_as or (CameAs(row.came_as) if row.came_as else None),
            why=draft.why,
        )

    def _is_own(self, row: AttendanceRow) -> bool:
        writer = row_past.writer_of(self.db, row.op)
        return writer is not None and writer.staff_id == self.signed_in.staff_id

    def _conflict(
        self, row: AttendanceRow, field: str, mine: object, theirs: object
    ) -> FieldConflict:
        writer = row_past.writer_of(self.db, row.op)
        return FieldConflict(
            field, mine, theirs, writer.name if writer else "", writer.at if writer else None
        )

    def _values(self, draft: MarkDraft) -> dict[str, Any]:
        usual = usual_minutes(draft.mark, self.session.minutes)
        return {
            "mark": draft.mark.value,
            "minutes": usual if draft.minutes is None else draft.minutes,
            "reason": " ".join(draft.reason.split()),
            "excused_by": " ".join(draft.excused_by.split()) or None,
            "makes_up_id": draft.makes_up_id,
            "came_as": draft.came_as.value if draft.came_as else None,
            "void": 0,
        }

    def _new_row(self, draft: MarkDraft) -> AttendanceRow:
        row_id = attendance_id(self.session.id, draft.client_id)
        if draft.makes_up_id is not None:
            self.refuse_make_up(row_id, draft.client_id, draft.makes_up_id)
        values = self._values(draft)
        return AttendanceRow(
            id=row_id,
            client_id=draft.client_id,
            session_id=self.session.id,
            day=self.session.day,
            **{name: value for name, value in values.items() if value != DEFAULTS[name]},
            **{name: values[name] for name in ("mark", "minutes") if not values[name]},
        )

    def refuse_make_up(
        self, row_id: uuid.UUID, client_id: uuid.UUID, missed_id: uuid.UUID | None
    ) -> None:
        """UserProblem unless this is a missed session of the client that nothing makes up for."""
        missed = self.db.get(AttendanceRow, missed_id)
        if (
            missed is None
            or missed.void
            or missed.id == row_id
            or missed.client_id != client_id
            or missed.mark not in _MISSED
        ):
            raise UserProblem(
                "This is not a session that the client missed.", "Choose one of the list."
            )
        if is_made_up(self.db, missed, but=row_id):
            raise UserProblem(
                "This missed session is already made up for.",
                "The mark was not changed. A missed session is made up once.",
            )


def marked_rows(db: Session, session: uuid.UUID) -> dict[uuid.UUID, AttendanceRow]:
    """Every row of a session by client, taken back or not, to be changed."""
    rows = db.scalars(session_queries.MARK_ROWS, {"session": session})
    return {row.client_id: row for row in rows}


def is_signed(db: Session, session: uuid.UUID) -> bool:
    """Whether a note of this session is signed."""
    return session_queries.SIGNED_NOTES.first(db, session=session) is not None


def set_fields(row: AttendanceRow, values: Mapping[str, Any]) -> None:
    """Set what differs."""
    for field, wanted in values.items():
        if getattr(row, field) != wanted:
            setattr(row, field, wanted)
