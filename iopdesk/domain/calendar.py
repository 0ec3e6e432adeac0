"""What a calendar shows: sessions and appointments of a span, and how they share a column."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from iopdesk.domain.appointment import AppointmentState, minute_of, time_of
from iopdesk.domain.attendance import Mark
from iopdesk.domain.group_session import SessionState

GROUP = "group"
# Shorter entries are drawn this long, so that their words can be read.
LEAST_DRAWN_MINUTES = 25


class CalendarEntry(NamedTuple):
    """A group session, or one client's appointment; a tuple, because a week has hundreds.

    `kind` is GROUP or an AppointmentKind. A session is named by its slot in `id` and by
    `planned_day`; `client_id` is there only for an appointment. `title` is what this
    reader may see, `neutral` the title that
    papers may print; `expected` counts the clients on the roster of a session.
    """

    kind: str
    id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    title: str
    staff_ids: tuple[uuid.UUID, ...]
    staff: str
    room: str
    is_remote: bool
    state: str
    client_id: uuid.UUID | None
    expected: int
    neutral: str = ""

    @property
    def key(self) -> tuple[uuid.UUID, date | None]:
        """What stays the same when it is moved."""
        return self.id, self.planned_day if self.is_group else None

    @property
    def is_group(self) -> bool:
        """Whether it is a group's session."""
        return self.kind == GROUP

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        if self.is_group:
            return self.state == SessionState.CANCELLED
        return AppointmentState(self.state).is_cancelled

    @property
    def is_planned(self) -> bool:
        """Whether nothing was said about it yet."""
        return self.state in (SessionState.PLANNED, AppointmentState.PLANNED)

    @property
    def first_minute(self) -> int:
        """Minutes from midnight to its start."""
        return minute_of(self.start)

    @property
    def end(self) -> time:
        """When it is over."""
        return time_of(self.first_minute + self.minutes)


@dataclass(frozen=True)
class CalendarFilter:
    """What to leave out; empty fields leave nothing out."""

    staff_id: uuid.UUID | None = None
    room: str = ""
    client_id: uuid.UUID | None = None
    kinds: frozenset[str] = frozenset()

    def fits(self, entry: CalendarEntry) -> bool:
        """Whether an entry is shown; whose client it is must be known to the asker."""
        return (
            (self.staff_id is None or self.staff_id in entry.staff_ids)
            and (not self.room or entry.room == self.room)
            and (not self.kinds or entry.kind in self.kinds)
        )


@dataclass(frozen=True)
class CalendarSpan:
    """Everything of a span of days, in its order; `closed` says why a day has no groups."""

    first: date
    last: date
    entries: tuple[CalendarEntry, ...]
    closed: Mapping[date, str]
    staff: Mapping[uuid.UUID, str]


class Phone(NamedTuple):
    """A number, and what may be done there; `note` is what may be said."""

    number: str
    kind: str
    may_leave_message: bool
    note: str


@dataclass(frozen=True)
class Expected:
    """A client who is expected at a session or appointment of a day, and how to reach them.

    `mark` is what attendance says, `state` what an appointment became.
    """

    entry: CalendarEntry
    client_id: uuid.UUID
    name: str
    chart_number: str
    language: str
    phones: tuple[Phone, ...]
    safe_contact: str
    mark: Mark | None = None


class Lane(NamedTuple):
    """Where an entry stands among those at the same time: lane 0 of 3 is the left third."""

    entry: CalendarEntry
    lane: int
    of: int


def lanes(entries: Iterable[CalendarEntry]) -> list[Lane]:
    """Entries of one column side by side: no two of one lane share a minute that is drawn."""
    found: list[Lane] = []
    together: list[tuple[CalendarEntry, int]] = []
    ends: list[int] = []
    for entry in sorted(entries, key=lambda each: (each.start, -each.minutes, each.id)):
        begin = entry.first_minute
        if ends and begin >= max(ends):
            found += _shared(together, len(ends))
            together, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= begin), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = begin + max(entry.minutes, LEAST_DRAWN_MINUTES)
        together.append((entry, lane))
    return found + _shared(together, len(ends))


def _shared(together: Collection[tuple[CalendarEntry, int]], of: int) -> list[Lane]:
    return [Lane(entry, lane, of) for entry, lane in together]
