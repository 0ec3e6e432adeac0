"""One date of a group's slot as the attendance screen reads it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from iopdesk.domain.attendance import CameAs, Mark, MarkDraft
from iopdesk.domain.week import WeekBlock


class SessionState(StrEnum):
    """Whether a session takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@dataclass(frozen=True)
class SessionLine:
    """A session in a group's list: how far its attendance and notes are."""

    slot_id: uuid.UUID
    day: date
    start: time
    minutes: int
    marked: int
    is_signed: bool
    state: SessionState


@dataclass(frozen=True)
class SessionRow:
    """One client of a session; `mark` is None while nobody marked them.

    `week_minutes` were attended this week, `week_prescribed` are prescribed for it. `version`
    is what the row was when it was read, 0 where there is none yet. `makes_up` is the day of
    the missed session that this one makes up for (`makes_up_id` names it), `made_up` the day on
    which this missed one was made up.
    """

    client_id: uuid.UUID
    name: str
    phase: str
    mark: Mark | None
    minutes: int | None
    reason: str
    week_minutes: int
    week_prescribed: int
    absences_in_a_row: int
    version: int
    excused_by: str = ""
    came_as: CameAs | None = None
    makes_up_id: uuid.UUID | None = None
    makes_up: date | None = None
    made_up: date | None = None

    @property
    def is_walk_in(self) -> bool:
        """Whether the client came without being on the roster."""
        return self.came_as is CameAs.WALK_IN

    def draft(self, mark: Mark, minutes: int | None = None, **more: Any) -> MarkDraft:
        """A mark over this one; what is not given stays, as far as it goes with the mark."""
        keeps = {"excused_by", "came_as", "makes_up_id"} - more.keys()
        kept = {name: getattr(self, name) for name in keeps}
        reason = self.reason if mark is self.mark else ""
        draft = MarkDraft(self.client_id, mark, minutes, reason, self.version)
        return replace(draft, **kept, **more).facts

    def marked_as(self, draft: MarkDraft, minutes: int) -> "SessionRow":
        """The row as it will be once this mark is stored."""
        mark = draft.mark
        return replace(
            self,
            mark=mark,
            minutes=minutes,
            reason=draft.reason,
            excused_by=draft.excused_by,
            came_as=draft.came_as,
            makes_up_id=draft.makes_up_id,
            makes_up=self.makes_up if draft.makes_up_id == self.makes_up_id else None,
            week_minutes=self.week_minutes - (self.minutes or 0) + minutes,
            absences_in_a_row=0 if mark.is_attended else self.absences_in_a_row,
        )


@dataclass(frozen=True)
class Visitor:
    """Someone at a session who is no client of it; no chart is made for them."""

    id: uuid.UUID
    words: str
    minutes: int


@dataclass(frozen=True)
class LateEntry:
    """Marks that were first written on a later day than the session's: how much later, by whom."""

    days: int
    by: str


@dataclass(frozen=True)
class GroupSession:
    """A session with its roster in the order of the sign-in sheet."""

    session_id: uuid.UUID
    slot_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    day: date
    start: time
    minutes: int
    room: str
    leader: str
    capacity: int
    state: SessionState
    topic: str
    is_signed: bool
    rows: tuple[SessionRow, ...]
    allowers: tuple[str, ...] = ()
    visitors: tuple[Visitor, ...] = ()
    late: LateEntry | None = None
    largest: int = 0

    @property
    def block(self) -> WeekBlock:
        """The session on a week picture."""
        return WeekBlock(self.day.weekday(), self.start, self.minutes, self.group)

    @property
    def marked(self) -> int:
        """How many clients have a mark."""
        return sum(1 for row in self.rows if row.mark is not None)

    @property
    def here(self) -> int:
        """How many clients are there or may still come."""
        return sum(1 for row in self.rows if row.mark is None or row.mark.is_attended)

    @property
    def is_over(self) -> bool:
        """Whether walk-ins make the group larger than the clinic's rules allow."""
        return any(row.is_walk_in for row in self.rows) and 0 < self.largest < self.here
