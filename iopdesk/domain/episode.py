"""Episodes of care: programs, phases, placements, and on which day of how many a client is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_STAY = 730
MOST_MINUTES_A_WEEK = 40 * 60
MOST_MEETINGS_A_WEEK = 14
MINUTES_A_DAY = 180


class Track(StrEnum):
    """The half of the day a client comes in."""

    DAY = "day"
    EVENING = "evening"


TRACK_WORDS = {Track.DAY: later("Day"), Track.EVENING: later("Evening")}

_OWN_PHASE = re.compile(r"Phase (\d+)")
_OWN_PROGRAM = re.compile(r"(\d+) days, (day|evening)")


def phase_words(name: str, words: Callable[..., str]) -> str:
    """A phase's name for a reader: this program's own in their language, a clinic's as given."""
    own = _OWN_PHASE.fullmatch(name)
    return words("Phase {n}", n=own[1]) if own else name


def program_words(name: str, words: Callable[..., str]) -> str:
    """The same for the name of a program."""
    own = _OWN_PROGRAM.fullmatch(name)
    if own is None:
        return name
    return words("{n} days, {track}", n=own[1], track=words(TRACK_WORDS[Track(own[2])]).lower())


def name_on_track(name: str, track: Track) -> str:
    """A default program's name on another track; a name of the clinic's own stays."""
    own = _OWN_PROGRAM.fullmatch(name)
    return f"{own[1]} days, {track}" if own else name


# numbers and names of levels only: the criteria's texts may not be copied into a program
LEVEL_WORDS = {
    "1": later("1 Outpatient"),
    "2.1": later("2.1 Intensive outpatient"),
    "2.5": later("2.5 High-intensity outpatient"),
    "3.1": later("3.1 Low-intensity residential"),
    "3.5": later("3.5 High-intensity residential"),
    "3.7": later("3.7 Medically managed residential"),
    "4": later("4 Hospital"),
}
LEVEL_HERE = "2.1"


@dataclass(frozen=True)
class PhaseRule:
    """One phase: how many days it lasts, and the weekly dose it prescribes.

    ASAM (2017) names no number of screens; weekly is common in intensive care, and a director
    sets another.
    """

    name: str
    days: int
    days_a_week: int
    minutes_a_week: int
    meetings_a_week: int = 3
    screens_a_week: int = 1


@dataclass(frozen=True)
class ProgramRule:
    """A program as a new clinic starts with it; the end date can always be extended."""

    name: str
    days: int
    track: Track
    phases: tuple[PhaseRule, ...]


def _default_program(days: int, track: Track) -> ProgramRule:
    # intensity tapers: 5, 4, then 3 days of 3 hours, never below 9 hours a week
    lengths = {30: (10, 10, 10), 60: (20, 20, 20), 90: (30, 30, 30)}[days]
    phases = tuple(
        PhaseRule(f"Phase {number}", length, a_week, a_week * MINUTES_A_DAY)
        for number, (length, a_week) in enumerate(zip(lengths, (5, 4, 3), strict=True), start=1)
    )
    return ProgramRule(f"{days} days, {track}", days, track, phases)


DEFAULT_PROGRAMS = tuple(_default_program(days, track) for days in (30, 60, 90) for track in Track)


@dataclass(frozen=True)
class Phase:
    """A phase of a stored program."""

    position: int
    name: str
    days: int
    minutes_a_week: int
    days_a_week: int
    meetings_a_week: int
    screens_a_week: int = 0


@dataclass(frozen=True)
class Program:
    """A stored program template with its phases in order."""

    program_id: UUID
    name: str
    days: int
    track: Track
    phases: tuple[Phase, ...] = ()
    age_group: str = "adult"

    def phase(self, position: int) -> Phase | None:
        """The phase with this number, if the program has it."""
        return next((phase for phase in self.phases if phase.position == position), None)


@dataclass(frozen=True)
class GroupPlace:
    """A place in a group that is wanted together with the admission."""

    group_id: UUID
    starts: date


@dataclass(frozen=True)
class AdmissionDraft:
    """What the admission form holds; `planned_end` empty means the program's length."""

    program_id: UUID | None = None
    admitted: date | None = None
    planned_end: date | None = None
    track: Track = Track.DAY
    phase: int = 1
    counselor_id: UUID | None = None
    level_of_care: str = LEVEL_HERE
    referral_source: str = ""
    reason: str = ""
    groups: tuple[GroupPlace, ...] = field(default=())

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps this admission from being saved."""
        found = []
        if self.program_id is None:
            found.append(FieldProblem("program_id", "Choose a program."))
        if self.admitted is None:
            found.append(FieldProblem("admitted", "Set the day of admission."))
        elif self.admitted > today + timedelta(days=60):
            found.append(FieldProblem("admitted", "The admission is more than 60 days ahead."))
        if self.level_of_care not in LEVEL_WORDS:
            found.append(FieldProblem("level_of_care", "Choose a level of care."))
        if self.admitted and self.planned_end:
            found.extend(_end_problems(self.admitted, self.planned_end))
        return found


def _end_problems(admitted: date, planned_end: date) -> list[FieldProblem]:
    if planned_end < admitted:
        return [FieldProblem("planned_end", "The planned end is before the admission.")]
    if (planned_end - admitted).days > LONGEST_STAY:
        return [FieldProblem("planned_end", "The planned end is more than two years away.")]
    return []


class DayOfStay(NamedTuple):
    """Day 29 of 90; past the planned end the day goes on counting."""

    day: int
    of: int

    @property
    def is_over(self) -> bool:
        """Whether the planned end has passed."""
        return self.day > self.of


def day_of_stay(admitted: date, planned_end: date, today: date) -> DayOfStay | None:
    """The admission day is day 1; None before it. Both ends belong to the stay."""
    if today < admitted:
        return None
    return DayOfStay((today - admitted).days + 1, (planned_end - admitted).days + 1)


def planned_end_of(admitted: date, days: int) -> date:
    """The last day of a stay of `days` days that begins on `admitted`."""
    return admitted + timedelta(days=days - 1)


def phase_starts(admitted: date, phases: Sequence[Phase]) -> tuple[date, ...]:
    """The day each phase would begin if every earlier one lasted as planned."""
    starts, day = [], admitted
    for phase in phases:
        starts.append(day)
        day += timedelta(days=phase.days)
    return tuple(starts)
