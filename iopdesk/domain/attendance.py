"""Marks of attendance and their minutes; rows that two sites may make apart get the same name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from iopdesk.domain.wording import later

# Part of the exchange format for ever: another value would make every site's rows strangers.
_NAMESPACE = uuid.UUID("6f0a6c5e-2f0b-5a55-9a54-1f1c1f5a9d10")
_USUAL_MINUTES_MISSED = 15
LONGEST_REASON = 200
LONGEST_ALLOWER = 80
LONGEST_VISITOR = 120
MOST_VISITORS = 12
# Absences in a row are counted this far back; after three weeks outreach is long under way.
RUN_SPAN = timedelta(days=21)


class Mark(StrEnum):
    """How a client was at a session."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def is_attended(self) -> bool:
        """Whether the client was there at all."""
        return self in _ATTENDED

    @property
    def key(self) -> str:
        """The key that gives this mark in the attendance grid."""
        return _KEYS[self]


MARK_WORDS = {
    Mark.PRESENT: later("Present"),
    Mark.LATE: later("Late"),
    Mark.LEFT_EARLY: later("Left early"),
    Mark.EXCUSED: later("Excused"),
    Mark.ABSENT: later("Absent"),
}
_ATTENDED = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
_KEYS = {
    Mark.PRESENT: "P",
    Mark.LATE: "L",
    Mark.LEFT_EARLY: "F",
    Mark.EXCUSED: "E",
    Mark.ABSENT: "A",
}
ATTENDED_VALUES = tuple(sorted(mark.value for mark in _ATTENDED))


class CameAs(StrEnum):
    """How someone came who did not come from the roster and in person."""

    WALK_IN = "walk_in"
    REMOTE = "remote"


@dataclass(frozen=True)
class MarkDraft:
    """One client's mark as a person gives it.

    `minutes` None means the usual ones of the mark. `seen` is the version of the row that the
    person looked at (0 for none), None to overwrite whatever stands. `excused_by` says who
    allowed it, `makes_up_id` names the missed attendance that this one makes up for, `why` is
    the reason of a correction and stands in the journal.
    """

    client_id: uuid.UUID
    mark: Mark
    minutes: int | None = None
    reason: str = ""
    seen: int | None = None
    excused_by: str = ""
    makes_up_id: uuid.UUID | None = None
    came_as: CameAs | None = None
    why: str = ""

    @property
    def facts(self) -> "MarkDraft":
        """The same with only what goes with its mark: nobody excused makes up, or is late."""
        if self.mark.is_attended:
            return replace(self, excused_by="")
        kept = "" if self.mark is not Mark.EXCUSED else self.excused_by
        return replace(self, excused_by=kept, makes_up_id=None, came_as=None)


@dataclass(frozen=True)
class Marked:
    """What was saved; `entry` undoes it, `clients` are those whose mark changed."""

    entry: int
    clients: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class MarkPast:
    """What a mark was after one entry of the journal; `mark` is None where it was taken back."""

    at: datetime
    by: str
    mark: Mark | None
    minutes: int
    reason: str
    excused_by: str
    came_as: CameAs | None
    makes_up: bool
    why: str


class StripMark(NamedTuple):
    """One expected session of a client; `mark` is None while nobody marked it.

    `makes_up` is the day of the missed session that this one makes up for, `made_up` the day on
    which this missed one was made up.
    """

    day: date
    start: time
    group: str
    mark: Mark | None
    minutes: int
    slot_minutes: int
    reason: str
    excused_by: str = ""
    came_as: CameAs | None = None
    makes_up: date | None = None
    made_up: date | None = None


@dataclass(frozen=True)
class AttendanceStrip:
    """All expected sessions since admission, oldest first, and what they add up to."""

    admitted: date | None
    marks: tuple[StripMark, ...]
    #: The day of discharge; None while the stay is open.
    discharged: date | None = None

    @property
    def since_first_mark(self) -> tuple[StripMark, ...]:
        """The sessions from the first marked one on; all of them while none is marked.

        What came before was held while attendance was kept elsewhere.
        """
        first = next((at for at, each in enumerate(self.marks) if each.mark is not None), 0)
        return self.marks[first:]

    def count(self, mark: Mark) -> int:
        """How many sessions have this mark."""
        return sum(1 for each in self.marks if each.mark is mark)

    @property
    def expected(self) -> int:
        """Marked sessions; those nobody marked yet are not held against the client."""
        return sum(1 for each in self.marks if each.mark is not None)

    @property
    def share(self) -> float | None:
        """Attended part of the marked sessions, 0 to 1; None before the first mark."""
        attended = sum(1 for each in self.marks if each.mark is not None and each.mark.is_attended)
        return attended / self.expected if self.expected else None


class WeekMark(NamedTuple):
    """One mark of a week's list; a tuple, because a clinic's week has thousands."""

    client_id: uuid.UUID
    client: str
    group: str
    day: date
    mark: Mark
    minutes: int


@dataclass(frozen=True)
class Missed:
    """A client who was absent without notice on the last day that had groups."""

    client_id: uuid.UUID
    name: str
    group: str
    day: date
    in_a_row: int


@lru_cache(maxsize=16_384)
def session_id(slot_id: uuid.UUID, day: date) -> uuid.UUID:
    """The session of a slot on a day, the same at every site.

    Kept, since a list asks it for each client who is expected, and the hash is slow.
    """
    return uuid.uuid5(_NAMESPACE, f"session {slot_id.hex} {day.isoformat()}")


def attendance_id(session: uuid.UUID, client_id: uuid.UUID) -> uuid.UUID:
    """A client's attendance of a session, the same at every site."""
    return uuid.uuid5(session, client_id.hex)


def marks_taken(day: date, today: date) -> tuple[Mark, ...]:
    """What a client can be marked in a session of `day`; before that day only excused."""
    return (Mark.EXCUSED,) if day > today else tuple(Mark)


def usual_minutes(mark: Mark, slot_minutes: int) -> int:
    """Minutes that a mark means until someone types others: 15 are missed by being late."""
    if mark is Mark.PRESENT:
        return slot_minutes
    if mark.is_attended:
        return max(slot_minutes - _USUAL_MINUTES_MISSED, 0)
    return 0


def minutes_fit(mark: Mark, minutes: int, slot_minutes: int) -> bool:
    """Whether minutes go with a mark: nobody attends longer than the session, or while away."""
    if mark.is_attended:
        return 0 < minutes <= slot_minutes
    return minutes == 0


def mark_for_minutes(mark: Mark | None, minutes: int, slot_minutes: int) -> Mark:
    """The mark that typed minutes mean; one that already fits them stays."""
    minutes = min(minutes, slot_minutes)
    if mark is not None and minutes_fit(mark, minutes, slot_minutes):
        return mark
    if minutes == 0:
        return Mark.ABSENT
    return Mark.PRESENT if minutes >= slot_minutes else Mark.LATE


def absences_in_a_row(marks: Sequence[tuple[date, Mark]]) -> int:
    """Absences without notice since the client was last there; excused ones don't count.

    Being there at any session of a day ends the row.
    """
    there = max((day for day, mark in marks if mark.is_attended), default=date.min)
    return sum(1 for day, mark in marks if mark is Mark.ABSENT and day > there)
