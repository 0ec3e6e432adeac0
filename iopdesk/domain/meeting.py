"""Mutual-help meetings: what a listing says, and what reading a directory file gave."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from hashlib import sha256

from iopdesk.domain.distance import Point
from iopdesk.domain.fellowship import Fellowship

DEFAULT_MINUTES = 60
LONGEST_MINUTES = 6 * 60
STALE_DAYS = 14  # the Meeting Guide app drops a list it could not renew for two weeks
SHRINK_TO_CONFIRM = 0.1  # a list that lost more than a tenth is more often broken than true
MIDNIGHT = time(0, 0)


class MeetingMode(StrEnum):
    """How one attends; computed from kinds, links and address, never taken from a file."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def is_in_person(self) -> bool:
        """Whether one can go there."""
        return self in {MeetingMode.IN_PERSON, MeetingMode.HYBRID}

    @property
    def is_online(self) -> bool:
        """Whether one can join from home."""
        return self in {MeetingMode.ONLINE, MeetingMode.HYBRID}


class SignsCards(StrEnum):
    """Whether a meeting signs attendance cards: a courtesy of each group, noted by staff."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class TimeOfDay(StrEnum):
    """A part of the day to search in; parts overlap, as people mean them."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"

    @property
    def window(self) -> tuple[int, int]:
        """First and last start in minutes after midnight; a meeting at 00:00 counts as 1440."""
        return _WINDOWS[self]


_WINDOWS = {
    TimeOfDay.MORNING: (4 * 60, 11 * 60 + 59),
    TimeOfDay.NOON: (11 * 60, 16 * 60 + 59),
    TimeOfDay.EVENING: (16 * 60, 24 * 60),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One weekly meeting as its directory lists it.

    `day` is 0 for Monday; day and start are both None for a meeting by appointment.
    `other_kinds` are codes that the fellowship's list doesn't explain, kept as written.
    `slug` is the list's own key, "" where it has none or used it twice.
    """

    name: str
    fellowship: Fellowship
    day: int | None
    start: time | None
    minutes: int
    zone: str
    mode: MeetingMode
    slug: str = ""
    group_name: str = ""
    kinds: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: str = ""
    address: str = ""
    city: str = ""
    region: str = ""
    point: Point | None = None
    link: str = ""
    link_notes: str = ""
    phone: str = ""
    phone_notes: str = ""
    notes: str = ""
    place_notes: str = ""
    listed_at: datetime | None = None
    row: int = 0

    @property
    def by_appointment(self) -> bool:
        """Whether one has to call for the time."""
        return self.day is None

    @property
    def fingerprint(self) -> str:
        """What tells meetings apart that have no usable key of their own."""
        parts = (
            self.slug.partition("#")[0],
            str(self.day),
            self.start.isoformat("minutes") if self.start else "",
            *(" ".join(text.split()).casefold() for text in (self.name, self.address, self.link)),
        )
        return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


# Of a meeting's fields, those whose change is worth telling; not the list's own time stamp,
# which otherwise reports every row as changed.
TOLD_FIELDS = (
    "name",
    "group_name",
    "day",
    "start",
    "minutes",
    "zone",
    "mode",
    "kinds",
    "other_kinds",
    "languages",
    "place",
    "address",
    "city",
    "region",
    "point",
    "link",
    "link_notes",
    "phone",
    "phone_notes",
    "notes",
    "place_notes",
)


def start_minute(start: time | None) -> int | None:
    """Minutes after midnight to sort by; 00:00 is the end of its evening, as people mean it."""
    if start is None:
        return None
    return start.hour * 60 + start.minute or 24 * 60


@dataclass(frozen=True, slots=True)
class Note:
    """A row that was kept, with what had to be read otherwise; row 0 is the whole file."""

    row: int
    field: str
    was: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read, and why; `was` is the text that stood there."""

    row: int
    reason: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class ReadDirectory:
    """What a file gave: each row became meetings, with or without notes, or is refused.

    rows_read = rows that gave at least one meeting + rows in `not_read`.
    """

    kind: str
    rows_read: int
    meetings: tuple[Meeting, ...]
    noted: tuple[Note, ...]
    not_read: tuple[Refused, ...]
    listed_by: str = ""
    unknown_columns: tuple[str, ...] = ()

    @property
    def rows_kept(self) -> int:
        """Rows that gave at least one meeting."""
        return len({meeting.row for meeting in self.meetings})
