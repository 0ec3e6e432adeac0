"""A client's week: fixed times on a picture, and the weekly dose (Monday to Sunday)."""

import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta

DAYS_OF_WEEK = 7
# ASAM level 2.1: nine hours a week for adults.
LEAST_MINUTES = 540


@dataclass(frozen=True)
class WeekBlock:
    """A fixed time of a week: weekday 0 is Monday; `words` says what it is."""

    weekday: int
    start: time
    minutes: int
    words: str

    @property
    def first_minute(self) -> int:
        """Minutes from midnight to the start."""
        return self.start.hour * 60 + self.start.minute

    @property
    def end(self) -> time:
        """When it is over; midnight is the last minute of the day."""
        last = min(self.first_minute + self.minutes, 24 * 60 - 1)
        return time(last // 60, last % 60)

    def clashes_with(self, other: "WeekBlock") -> bool:
        """Whether both take the same minutes of the same day; touching ends do not clash."""
        return (
            self.weekday == other.weekday
            and self.first_minute < other.first_minute + other.minutes
            and other.first_minute < self.first_minute + self.minutes
        )


@dataclass(frozen=True)
class WeekDose:
    """Minutes of one week: what the placement prescribes, and what became of it.

    `scheduled` is what groups and appointments offer, `reachable` what was attended plus what is
    still to come; `unmarked` is past and nobody said who was there. `least` is what the level of
    care asks for. In a week of admission, discharge or a changed placement `prescribed` and
    `least` are the days' parts of it. Payer days have at least as many hours as a payer asks of
    a day. Closed days are named, not taken off: the prescription goes on.
    """

    monday: date
    prescribed: int
    attended: int
    scheduled: int
    reachable: int
    made_up: int = 0
    excused: int = 0
    unmarked: int = 0
    least: int = LEAST_MINUTES
    days_prescribed: int = 0
    days_attended: int = 0
    days_reachable: int = 0
    payer_days: int = 0
    payer_days_reachable: int = 0
    payer_days_asked: int = 0
    closed: tuple[date, ...] = ()

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the prescribed minutes can no longer be reached this week."""
        return self.at_most < self.prescribed

    @property
    def is_below_level(self) -> bool:
        """Whether the week must end below intensive outpatient care, prescribed less or not."""
        return self.at_most < min(self.prescribed, self.least)

    @property
    def is_below_payer(self) -> bool:
        """Whether fewer days than a payer asks for can have their hours."""
        return self.payer_days_reachable < self.payer_days_asked and self.prescribed > 0

    @property
    def at_most(self) -> int:
        """What can be reached if everything not marked yet was attended."""
        return self.reachable + self.unmarked

    @property
    def share(self) -> float:
        """Attended part of what is prescribed, 0 to 1; 1 where nothing is prescribed."""
        return self.part(self.attended)

    def part(self, minutes: int) -> float:
        """These minutes as a part of what is prescribed, 0 to 1."""
        return min(minutes / self.prescribed, 1.0) if self.prescribed else 1.0


@dataclass(frozen=True)
class DoseLine:
    """One client of the dose list, with the mutual-help meetings of the week."""

    client_id: uuid.UUID
    chart_number: str
    name: str
    counselor_id: uuid.UUID | None
    counselor: str
    phase: str
    dose: WeekDose
    meetings: int = 0
    meetings_asked: int = 0
    meetings_excused: bool = False


def passes_midnight(start: time, minutes: int) -> bool:
    """Whether something that starts then ends on the next day; ending at midnight does not."""
    return start.hour * 60 + start.minute + minutes > 24 * 60


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The last day of a day's week."""
    return monday_of(day) + timedelta(days=DAYS_OF_WEEK - 1)
