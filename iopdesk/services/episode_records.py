"""What services hand out about episodes of care."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from iopdesk.domain.episode import DayOfStay, Track


@dataclass(frozen=True)
class Placement:
    """What holds from a day on; `ends` is the day before the next placement, if there is one."""

    placement_id: UUID
    episode_id: UUID
    starts: date
    ends: date | None
    level_of_care: str
    phase: int
    phase_name: str
    track: Track
    minutes_a_week: int
    days_a_week: int
    meetings_a_week: int
    reason: str
    decided_by: str
    screens_a_week: int = 0
    change: str = ""
    planned_end: date | None = None


@dataclass(frozen=True)
class Episode:
    """One stay with its placements, oldest first."""

    episode_id: UUID
    client_id: UUID
    number: int
    program: str
    counselor_id: UUID | None
    counselor: str
    admitted: date
    planned_end: date
    discharged: date | None
    discharge_reason: str
    referral_source: str
    day: DayOfStay | None
    placements: tuple[Placement, ...]

    def placement_on(self, day: date) -> Placement | None:
        """What holds on a day; before the first placement, the first."""
        held = [placement for placement in self.placements if placement.starts <= day]
        return held[-1] if held else next(iter(self.placements), None)

    def for_reader(self, *, is_clinical: bool) -> "Episode":
        """As it is; without the reasons of its steps and of its end for who may not read them."""
        if is_clinical:
            return self
        placements = tuple(replace(placement, reason="") for placement in self.placements)
        return replace(self, placements=placements, discharge_reason="")


@dataclass(frozen=True)
class OpenEpisode:
    """A client in program, for lists of the day."""

    client_id: UUID
    episode_id: UUID
    chart_number: str
    name: str
    admitted: date
    planned_end: date
    day: DayOfStay | None
    counselor_id: UUID | None
    counselor: str


@dataclass(frozen=True)
class Counselor:
    """A staff member who can be a client's primary counselor."""

    staff_id: UUID
    name: str
