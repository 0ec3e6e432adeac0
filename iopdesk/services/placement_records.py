"""What services hand out about placements, setbacks and the course of care."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import Phase
from iopdesk.domain.placement import PlacementDraft, group_fits
from iopdesk.domain.program import AgeGroup
from iopdesk.domain.setback import SetbackDraft, SetbackKind
from iopdesk.services.episode_records import Counselor, Episode, Placement


@dataclass(frozen=True)
class GroupOfClient:
    """A group a client is in, by the title that anyone may see."""

    group_id: UUID
    title: str
    track: str
    stage: str


@dataclass(frozen=True)
class PlacementView:
    """What holds now, what is coming, and what a change has to look at.

    `base` is `now` as a form holds it; `seen` are the placements that were there when it was read.
    """

    client_id: UUID
    name: str
    episode: Episode
    now: Placement
    coming: Placement | None
    base: PlacementDraft
    seen: frozenset[UUID]
    phases: tuple[Phase, ...]
    age_group: AgeGroup
    rules: ClinicRules
    groups: tuple[GroupOfClient, ...]
    counselors: tuple[Counselor, ...]
    open_setback: UUID | None

    def groups_that_no_longer_fit(self, draft: PlacementDraft) -> tuple[GroupOfClient, ...]:
        """Groups of another half of the day or another phase."""
        names = [phase.name for phase in self.phases]
        return tuple(
            group for group in self.groups if not group_fits(group.track, group.stage, draft, names)
        )


@dataclass(frozen=True)
class PersonToCall:
    """Someone around the client; `phone` is empty unless a release in force allows a call."""

    person_id: UUID
    name: str
    relation: str
    phone: str
    is_reachable_at_risk: bool
    has_release: bool
    what: str
    until: date | None


@dataclass(frozen=True)
class Setback:
    """A setback as it is stored."""

    setback_id: UUID
    client_id: UUID
    draft: SetbackDraft
    placement: Placement | None
    recorded_by: str
    closed_at: datetime | None
    closed_by: str

    @property
    def is_open(self) -> bool:
        """Whether a step still waits for its answer, or nobody closed it yet."""
        return self.closed_at is None


@dataclass(frozen=True)
class SetbackView:
    """A client's open setback, or a new one, and what its steps look at."""

    client_id: UUID
    name: str
    setback: Setback | None
    now: Placement | None
    groups: tuple[GroupOfClient, ...]
    people: tuple[PersonToCall, ...]
    crisis_line: str
    has_signed_plan: bool
    today: date


class Happening(StrEnum):
    """What one line of the course of care tells of."""

    ADMITTED = "admitted"
    RETURNED = "returned"
    PLACED = "placed"
    SETBACK = "setback"
    PLANNED_END = "planned_end"
    DISCHARGED = "discharged"


@dataclass(frozen=True)
class CourseLine:
    """One line of a lifelong course; who may not see clinical words gets none."""

    line_id: str
    day: date
    what: Happening
    stay: int
    placement: Placement | None = None
    setback_id: UUID | None = None
    setback_kind: SetbackKind | None = None
    is_open: bool = False
    words: str = ""
    reason: str = ""
    by: str = ""
    is_ahead: bool = False


@dataclass(frozen=True)
class Course:
    """Every stay of a client, newest first, and what holds now."""

    client_id: UUID
    lines: tuple[CourseLine, ...]
    episode: Episode | None
    now: Placement | None
    open_setback: CourseLine | None
