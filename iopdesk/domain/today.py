"""The Today screen: what happens today and what needs someone, each line with where to go."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from iopdesk.domain.duty import Duty, GoTo
from iopdesk.domain.week import WeekBlock


@dataclass(frozen=True)
class TodayGroup:
    """One of today's sessions and how far its attendance is."""

    slot_id: uuid.UUID
    group_id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    name: str
    leader: str
    room: str
    expected: int
    capacity: int
    marked: int
    is_signed: bool
    is_cancelled: bool

    @property
    def block(self) -> WeekBlock:
        """The session on a week picture."""
        return WeekBlock(self.day.weekday(), self.start, self.minutes, self.name)

    @property
    def go_to(self) -> GoTo:
        """The attendance screen of the session."""
        return GoTo("group_session", self.slot_id, self.planned_day)


@dataclass(frozen=True)
class TodayAppointment:
    """One of today's appointments of the person who looks; `who` as in duties."""

    appointment_id: uuid.UUID
    client_id: uuid.UUID
    start: time
    minutes: int
    kind: str
    who: str
    room: str
    state: str
    is_remote: bool

    @property
    def block(self) -> WeekBlock:
        """The appointment on a week picture; only its time counts here."""
        return WeekBlock(0, self.start, self.minutes, self.who)

    @property
    def go_to(self) -> GoTo:
        """Its own page; the note once it was kept."""
        place = "appointment_note" if self.state == "kept" else "appointment"
        return GoTo(place, self.appointment_id)


@dataclass(frozen=True)
class PhaseCount:
    """How many clients are in a phase now."""

    phase: str
    days_a_week: int
    clients: int


class Readiness(StrEnum):
    """How far a coming discharge is prepared."""

    READY = "ready"
    NO_APPOINTMENT = "no_appointment"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class ComingDischarge:
    """A client whose planned end is near; `number_of_days` are days in the program then."""

    client_id: uuid.UUID
    who: str
    planned_end: date
    number_of_days: int
    readiness: Readiness
    is_overdue: bool

    @property
    def go_to(self) -> GoTo:
        """The client's step-down screen."""
        return GoTo("step_down", self.client_id)


@dataclass(frozen=True)
class Today:
    """Everything of the Today screen at one moment; attendance is 0 to 1, None before any mark."""

    day: date
    closed_because: str | None
    groups: tuple[TodayGroup, ...]
    in_program: int
    attendance: float | None
    intakes: int
    phases: tuple[PhaseCount, ...]
    duties: tuple[Duty, ...]
    discharges: tuple[ComingDischarge, ...]
    appointments: tuple[TodayAppointment, ...] = ()
    put_off: tuple[Duty, ...] = ()

    @property
    def clients_expected(self) -> int:
        """Places on today's rosters."""
        return sum(group.expected for group in self.groups if not group.is_cancelled)
