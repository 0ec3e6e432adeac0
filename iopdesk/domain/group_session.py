"""One date of a group's slot as the attendance screen reads it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from iopdesk.domain.attendance import Mark
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
    is what the row was when it was read, 0 where there is none yet.
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

    def marked_as(self, mark: Mark, minutes: int, reason: str = "") -> "SessionRow":
        """The row as it will be once this mark is stored."""
        return replace(
            self,
            mark=mark,
            minutes=minutes,
            reason=reason,
            week_minutes=self.week_minutes - (self.minutes or 0) + minutes,
            absences_in_a_row=0 if mark.is_attended else self.absences_in_a_row,
        )


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

    @property
    def block(self) -> WeekBlock:
        """The session on a week picture."""
        return WeekBlock(self.day.weekday(), self.start, self.minutes, self.group)

    @property
    def marked(self) -> int:
        """How many clients have a mark."""
        return sum(1 for row in self.rows if row.mark is not None)
