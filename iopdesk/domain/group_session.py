"""One date of a group's slot as the attendance screen reads it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple

from iopdesk.domain.attendance import LONGEST_REASON, CameAs, Mark, MarkDraft, session_id
from iopdesk.domain.group import LONGEST_MINUTES, SHORTEST_MINUTES
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.week import WeekBlock, passes_midnight


class SessionState(StrEnum):
    """Whether a session takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class HeldSession(NamedTuple):
    """One date on which a group meets, at the time at which it is really held.

    Slot and `planned_day` address it for ever; `day` differs from it once the session was moved.
    A tuple, because a season of a large clinic has thousands.
    """

    slot_id: uuid.UUID
    group_id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    room: str
    leader_id: uuid.UUID | None
    leader: str
    co_leader_id: uuid.UUID | None
    state: SessionState = SessionState.PLANNED
    topic_id: uuid.UUID | None = None
    topic: str = ""
    reason: str = ""

    @property
    def session_id(self) -> uuid.UUID:
        """The id of its row, whether or not there is one yet."""
        return session_id(self.slot_id, self.planned_day)

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than planned."""
        return self.day != self.planned_day

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.state is SessionState.CANCELLED

    @property
    def block(self) -> WeekBlock:
        """The session on a week picture."""
        return WeekBlock(self.day.weekday(), self.start, self.minutes, "")

    def overlaps(self, other: "HeldSession") -> bool:
        """Whether both take the same minutes of the same day; touching ends do not."""
        return self.day == other.day and self.block.clashes_with(other.block)


@dataclass(frozen=True)
class SeenSession:
    """When and where a session was to be held as a person saw it who changes that."""

    day: date
    start: time
    minutes: int
    room: str
    state: SessionState = SessionState.PLANNED


@dataclass(frozen=True)
class MoveDraft:
    """Where one session goes: another day, time, length or room, and why."""

    day: date
    start: time
    minutes: int
    room: str = ""
    reason: str = ""

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            found.append(FieldProblem("minutes", "A session lasts 15 minutes to 8 hours."))
        elif passes_midnight(self.start, self.minutes):
            found.append(FieldProblem("minutes", "A session ends on the day it starts."))
        if len(self.reason) > LONGEST_REASON:
            found.append(FieldProblem("reason", "Keep it under 200 letters."))
        return found


@dataclass(frozen=True)
class SessionLine:
    """A session in a group's list: how far its attendance and notes are."""

    slot_id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    marked: int
    is_signed: bool
    state: SessionState
    reason: str = ""
    topic: str = ""
    room: str = ""
    proposed: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than planned."""
        return self.day != self.planned_day

    @property
    def seen(self) -> SeenSession:
        """What someone who changes it had before them."""
        return SeenSession(self.day, self.start, self.minutes, self.room, self.state)


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
    """A session with its roster in the order of the sign-in sheet.

    Slot and `planned_day` address it; `day` is when it is held.
    """

    session_id: uuid.UUID
    slot_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    planned_day: date
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
    def is_moved(self) -> bool:
        """Whether it is held on another day than planned."""
        return self.day != self.planned_day

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
