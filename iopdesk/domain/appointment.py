"""Appointments of one client: what may be typed, their states, weekly repeats and clashes."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from iopdesk.domain.problems import FieldProblem, UserProblem
from iopdesk.domain.wording import later

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480
USUAL_MINUTES = 45
LONGEST_WORDS = 300
# A year of weekly appointments; nobody plans further, and a wrong year is noticed.
MOST_IN_SERIES = 53
MOST_WEEKS_APART = 8


class AppointmentKind(StrEnum):
    """What an appointment is for."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    MEDICATION = "medication"
    SCREENING = "screening"
    CASE_MANAGEMENT = "case_management"


KIND_WORDS = {
    AppointmentKind.INDIVIDUAL: later("Individual session"),
    AppointmentKind.FAMILY: later("Family session"),
    AppointmentKind.MEDICATION: later("Medication visit"),
    AppointmentKind.SCREENING: later("Screening"),
    AppointmentKind.CASE_MANAGEMENT: later("Case management"),
}


class AppointmentState(StrEnum):
    """What became of an appointment."""

    PLANNED = "planned"
    KEPT = "kept"
    CANCELLED_BY_CLIENT = "cancelled_by_client"
    CANCELLED_BY_CLINIC = "cancelled_by_clinic"
    NO_SHOW = "no_show"

    @property
    def is_cancelled(self) -> bool:
        """Whether its time is free again."""
        return self in (self.CANCELLED_BY_CLIENT, self.CANCELLED_BY_CLINIC)


class Outcome(NamedTuple):
    """What became of an appointment, with the minutes it lasted or the reason why it did not."""

    state: AppointmentState = AppointmentState.PLANNED
    minutes_kept: int | None = None
    reason: str = ""


STATE_WORDS = {
    AppointmentState.PLANNED: later("Planned"),
    AppointmentState.KEPT: later("Kept"),
    AppointmentState.CANCELLED_BY_CLIENT: later("Cancelled by client"),
    AppointmentState.CANCELLED_BY_CLINIC: later("Cancelled by clinic"),
    AppointmentState.NO_SHOW: later("Did not come"),
}


@dataclass(frozen=True)
class AppointmentDraft:
    """What a person types about an appointment; `words` is a line for whoever prepares it.

    `makes_up_id` is the missed attendance that this appointment makes up for.
    """

    kind: str = AppointmentKind.INDIVIDUAL.value
    day: date | None = None
    start: time | None = None
    minutes: int = USUAL_MINUTES
    staff_id: uuid.UUID | None = None
    room: str = ""
    is_remote: bool = False
    words: str = ""
    makes_up_id: uuid.UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if self.kind not in set(AppointmentKind):
            found.append(FieldProblem("kind", "Choose what the appointment is for."))
        if self.day is None:
            found.append(FieldProblem("day", "Give the day."))
        if self.start is None:
            found.append(FieldProblem("start", "Give the time."))
        found += minutes_problems(self.start, self.minutes)
        if len(self.words) > LONGEST_WORDS:
            found.append(FieldProblem("words", "This is too long for the field."))
        return found


@dataclass(frozen=True)
class Repeat:
    """The same weekday and time again, every week or every few, until a last day."""

    last_day: date | None = None
    every_weeks: int = 1

    def problems(self, first: date | None) -> list[FieldProblem]:
        """All that is wrong, with the first day of the series in view."""
        if self.last_day is None or first is None:
            return []
        if self.last_day < first:
            return [FieldProblem("last_day", "The last day comes before the first.")]
        if not 1 <= self.every_weeks <= MOST_WEEKS_APART:
            return [FieldProblem("every_weeks", "Choose every week, or up to every 8 weeks.")]
        if len(self.days(first)) > MOST_IN_SERIES:
            return [FieldProblem("last_day", "Book a year ahead at most.")]
        return []

    def days(self, first: date) -> list[date]:
        """The days from `first` on; only that one where there is no last day."""
        last = self.last_day or first
        step = timedelta(weeks=self.every_weeks)
        count = max((last - first) // step, 0)
        return [first + step * at for at in range(count + 1)]


def minutes_problems(start: time | None, minutes: int) -> list[FieldProblem]:
    """What is wrong with a length, and with an end after midnight."""
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        return [FieldProblem("minutes", "Give 5 minutes to 8 hours.")]
    if start is not None and minute_of(start) + minutes > 24 * 60:
        return [FieldProblem("minutes", "It must end on the day it starts.")]
    return []


def minute_of(at: time) -> int:
    """Minutes from midnight."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """The time so many minutes after midnight; the end of the day is its last minute."""
    minute = min(max(minute, 0), 24 * 60 - 1)
    return time(minute // 60, minute % 60)


class ClashKind(StrEnum):
    """What an appointment would meet; the client's own clashes come first."""

    GROUP = "group"
    APPOINTMENT = "appointment"
    BUSY = "busy"
    STAFF = "staff"
    ROOM = "room"
    CLOSED = "closed"

    @property
    def is_own(self) -> bool:
        """Whether the client would have to be in two places: only with a reason."""
        return self in (self.GROUP, self.APPOINTMENT, self.BUSY)


@dataclass(frozen=True)
class Clash:
    """One thing in the way on one day; `what` names it as this reader may see it."""

    day: date
    kind: ClashKind
    what: str
    start: time | None = None
    minutes: int = 0


def own_clashes(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """Those of the client."""
    return tuple(clash for clash in clashes if clash.kind.is_own)


class Clashing(UserProblem):
    """Something is in the way that the person was not shown yet, or gave no reason for."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(
            "Something else is at this time.",
            "Nothing was saved. Choose another time, or save again with a reason.",
        )
        self.clashes = tuple(clashes)


@dataclass(frozen=True)
class ProposedDay:
    """One day of a booking before it is saved, and what is in the way.

    `is_skipped` says that a series leaves this day out: closed, or the client can't come.
    """

    day: date
    clashes: tuple[Clash, ...]
    is_skipped: bool


@dataclass(frozen=True)
class Booked:
    """What was saved: the appointments made, and the days a series left out with the reason."""

    ids: tuple[uuid.UUID, ...]
    days: tuple[date, ...]
    skipped: tuple[ProposedDay, ...] = ()


@dataclass(frozen=True)
class Appointment:
    """An appointment as it is stored, with the names that go with it."""

    id: uuid.UUID
    client_id: uuid.UUID
    client: str
    chart_number: str
    draft: AppointmentDraft
    staff: str
    state: AppointmentState
    minutes_kept: int | None
    reason: str
    series_id: uuid.UUID | None
    later_in_series: int

    @property
    def outcome(self) -> Outcome:
        """What became of it as far as was noted."""
        return Outcome(self.state, self.minutes_kept, self.reason)

    @property
    def day(self) -> date:
        """A stored appointment has its day."""
        return self.draft.day or date.min

    @property
    def start(self) -> time:
        """A stored appointment has its time."""
        return self.draft.start or time()

    @property
    def end(self) -> time:
        """When it is over."""
        return time_of(minute_of(self.start) + self.draft.minutes)


@dataclass(frozen=True)
class BookedFor:
    """Whose appointment a new one will be, and who usually sees them."""

    client_id: uuid.UUID
    client: str
    chart_number: str
    counselor_id: uuid.UUID | None


class BusyKind(StrEnum):
    """Why a client can't come at a time of the week."""

    WORK = "work"
    SCHOOL = "school"
    FAMILY_DUTY = "family_duty"
    CURFEW = "curfew"
    OTHER = "other"


BUSY_WORDS = {
    BusyKind.WORK: later("Work"),
    BusyKind.SCHOOL: later("School"),
    BusyKind.FAMILY_DUTY: later("Family duty"),
    BusyKind.CURFEW: later("Curfew"),
    BusyKind.OTHER: later("Busy"),
}


@dataclass(frozen=True)
class BusyTime:
    """Weekly hours in which a client can't come; `busy_id` is empty for new ones."""

    weekday: int
    start: time
    minutes: int
    starts: date
    kind: str = BusyKind.WORK.value
    words: str = ""
    ends: date | None = None
    busy_id: uuid.UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if self.kind not in set(BusyKind):
            found.append(FieldProblem("kind", "Choose what the time is taken by."))
        if not 0 <= self.weekday < 7:
            found.append(FieldProblem("weekday", "Choose a day of the week."))
        if not 0 < self.minutes <= 24 * 60 - minute_of(self.start):
            found.append(FieldProblem("end", "The end comes after the start, on the same day."))
        if self.ends is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", "The last day comes before the first."))
        if len(self.words) > LONGEST_WORDS:
            found.append(FieldProblem("words", "This is too long for the field."))
        return found


def overlap(first: time, minutes: int, other: time, other_minutes: int) -> bool:
    """Whether two spans of one day share a minute; touching ends do not."""
    begin, begin_other = minute_of(first), minute_of(other)
    return begin < begin_other + other_minutes and begin_other < begin + minutes
