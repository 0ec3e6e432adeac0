"""A client's week: fixed times on a picture, and the weekly dose (Monday to Sunday)."""

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
    """Minutes of one week: what the placement prescribes, and what the groups make of it.

    `scheduled` is what the client's groups offer, `reachable` what was attended plus what is
    still to come. ASAM 2.1 means nine hours or more a week for adults.
    """

    monday: date
    prescribed: int
    attended: int
    scheduled: int
    reachable: int

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the prescribed minutes can no longer be reached this week."""
        return self.reachable < self.prescribed

    @property
    def is_below_level(self) -> bool:
        """Whether the week must end below intensive outpatient care, prescribed less or not."""
        return self.reachable < min(self.prescribed, LEAST_MINUTES)

    @property
    def share(self) -> float:
        """Attended part of what is prescribed, 0 to 1; 1 where nothing is prescribed."""
        return min(self.attended / self.prescribed, 1.0) if self.prescribed else 1.0


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The last day of a day's week."""
    return monday_of(day) + timedelta(days=DAYS_OF_WEEK - 1)
