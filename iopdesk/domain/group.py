"""Groups of the clinic: what may be typed about them, their weekly slots, places and rosters."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from iopdesk.domain.group_kinds import GroupKind
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.week import WeekBlock, passes_midnight

# TIP 47 and 9 CCR 10345: two to twelve; fifteen is the most any program allows (9 CCR 9854).
SMALLEST_CAPACITY, USUAL_CAPACITY, LARGEST_CAPACITY = 2, 12, 15
SHORTEST_MINUTES, LONGEST_MINUTES = 15, 480
MOST_WEEKS_APART = 8
LONGEST_NAME = 80


class GroupTrack(StrEnum):
    """When a group meets; empty where it suits everyone."""

    ANY = ""
    DAY = "day"
    EVENING = "evening"


@dataclass(frozen=True)
class GroupDraft:
    """What a person types about a group; `neutral_title` is what papers others see call it."""

    name: str
    neutral_title: str = ""
    kind: str = GroupKind.PSYCHOEDUCATIONAL
    stage: str = ""
    population: str = ""
    track: str = ""
    capacity: int = USUAL_CAPACITY
    is_open: bool = True
    modality: str = ""
    place: str = ""

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Give the group a name."))
        elif len(self.name) > LONGEST_NAME:
            found.append(FieldProblem("name", "Keep the name under 80 letters."))
        if not SMALLEST_CAPACITY <= self.capacity <= LARGEST_CAPACITY:
            found.append(FieldProblem("capacity", "A group has 2 to 15 places."))
        if self.population.strip() and not self.neutral_title.strip():
            found.append(
                FieldProblem("neutral_title", "Add a title that does not say who the group is for.")
            )
        return found


@dataclass(frozen=True)
class SlotDraft:
    """A weekly time as a person types it; it holds from `starts` on."""

    weekday: int
    start: time
    minutes: int
    starts: date
    room: str = ""
    leader_id: uuid.UUID | None = None
    every_weeks: int = 1
    ends: date | None = None
    co_leader_id: uuid.UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if not 0 <= self.weekday < 7:
            found.append(FieldProblem("weekday", "Choose a day of the week."))
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            found.append(FieldProblem("minutes", "A session lasts 15 minutes to 8 hours."))
        elif passes_midnight(self.start, self.minutes):
            found.append(FieldProblem("minutes", "A session ends on the day it starts."))
        if not 1 <= self.every_weeks <= MOST_WEEKS_APART:
            found.append(FieldProblem("every_weeks", "Choose every week, or up to every 8 weeks."))
        if self.ends is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", "The last day comes before the first."))
        if self.co_leader_id is not None and self.co_leader_id == self.leader_id:
            found.append(FieldProblem("co_leader_id", "Choose someone else than the leader."))
        return found


@dataclass(frozen=True)
class Slot:
    """A weekly time of a group, from a day to a day (both included)."""

    id: uuid.UUID
    group_id: uuid.UUID
    weekday: int
    start: time
    minutes: int
    starts: date
    ends: date | None
    every_weeks: int = 1
    room: str = ""
    leader_id: uuid.UUID | None = None
    leader: str = ""
    co_leader_id: uuid.UUID | None = None

    def block(self, words: str) -> WeekBlock:
        """The slot on a week picture."""
        return WeekBlock(self.weekday, self.start, self.minutes, words)

    def holds_between(self, first: date, last: date) -> bool:
        """Whether any day of the span lies within the slot's dates."""
        return self.starts <= last and (self.ends is None or self.ends >= first)


class GroupName(NamedTuple):
    """What a group is called, and what those see who must not know whom it is for."""

    name: str
    neutral_title: str
    population: str

    def title(self, *, is_clinical: bool) -> str:
        """The name, or the neutral title of a specialised group."""
        hides = bool(self.population) and not is_clinical
        return self.neutral_title if hides and self.neutral_title else self.name

    @property
    def neutral(self) -> str:
        """What papers call it."""
        return self.neutral_title or self.name


@dataclass(frozen=True)
class NextSession:
    """The next date of a group that is not over yet; slot and planned day address it."""

    slot_id: uuid.UUID
    planned_day: date
    day: date
    start: time
    minutes: int
    room: str
    leader: str


@dataclass(frozen=True)
class GroupLine:
    """A group in the list of groups."""

    id: uuid.UUID
    name: str
    kind: str
    track: str
    capacity: int
    on_roster: int
    waiting: int
    weekly: tuple[WeekBlock, ...]
    next_session: NextSession | None
    is_ended: bool
    neutral_title: str = ""
    population: str = ""
    #: Whose attendance is taken now: one that began today and is not signed, else the next.
    at_hand: NextSession | None = None

    @property
    def title(self) -> str:
        """What others may see it called: never whom it is for."""
        return self.neutral_title or self.name

    @property
    def places_left(self) -> int:
        """How many more clients the group can take."""
        return max(self.capacity - self.on_roster, 0)


@dataclass(frozen=True)
class Group:
    """A group with its weekly times; `slots` are those that hold now or later."""

    id: uuid.UUID
    draft: GroupDraft
    ended: date | None
    slots: tuple[Slot, ...]
    next_session: NextSession | None
    at_hand: NextSession | None = None

    @property
    def name(self) -> str:
        """What staff call it."""
        return self.draft.name


class PlaceState(StrEnum):
    """How a client's place in a group stands today."""

    HERE = "here"
    COMING = "coming"
    WAITING = "waiting"
    LEFT = "left"


@dataclass(frozen=True)
class RosterPlace:
    """A client's place in a group, from a day to a day (both included)."""

    id: uuid.UUID
    client_id: uuid.UUID
    name: str
    chart_number: str
    phase: str
    starts: date
    ends: date | None
    state: PlaceState
    reason: str
    turn: int = 0


@dataclass(frozen=True)
class Roster:
    """All places of a group and how many are taken today.

    `is_hidden`: who is in a specialised group is told to clinicians only; there are no places.
    """

    group_id: uuid.UUID
    capacity: int
    places: tuple[RosterPlace, ...]
    is_hidden: bool = False

    @property
    def taken(self) -> int:
        """Places taken today."""
        return sum(1 for place in self.places if place.state is PlaceState.HERE)


@dataclass(frozen=True)
class Leader:
    """A staff member who may lead a group."""

    id: uuid.UUID
    name: str


def shown_name(first: str, last: str, name_to_use: str = "") -> str:
    """The name staff see: the name to use, if there is one, and the last name."""
    return f"{name_to_use or first} {last}".strip()
