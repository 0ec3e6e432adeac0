"""What services hand out about clients: lines of lists, the chart's head, possible duplicates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from iopdesk.domain.client import ClientState, full_name, initials, legal_name, short_name
from iopdesk.domain.episode import DayOfStay


class ClientOrder(StrEnum):
    """What a list of clients is sorted by."""

    NAME = "name"
    CHART = "chart"
    BORN = "born"


class Stay(NamedTuple):
    """The open episode of a client in short: which day, phase and track, and whose client."""

    episode_id: UUID
    number: int
    admitted: date
    planned_end: date
    day: DayOfStay | None
    phase_name: str
    track: str
    level_of_care: str
    counselor_id: UUID | None
    counselor: str


class ClientLine(NamedTuple):
    """A client in a list."""

    client_id: UUID
    chart_number: str
    first_name: str
    middle_name: str
    last_name: str
    name_to_use: str
    born: date | None
    state: ClientState
    stay: Stay | None = None

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return full_name(self.first_name, self.middle_name, self.last_name, self.name_to_use)

    @property
    def sorted_name(self) -> str:
        """Last name first, as sorted lists show it: "Porter, Dwayne"."""
        first = " ".join(part for part in (self.first_name, self.middle_name) if part)
        return f"{self.last_name}, {first}" if self.last_name else first


@dataclass(frozen=True)
class ChartHead:
    """What stands above every page of a chart."""

    client_id: UUID
    chart_number: str
    first_name: str
    middle_name: str
    last_name: str
    name_to_use: str
    born: date | None
    age: int | None
    pronouns: str
    language: str
    state: ClientState
    phone: str
    stay: Stay | None
    last_discharged: date | None
    open_setback: date | None = None

    @property
    def name(self) -> str:
        """The name as screens show it."""
        return full_name(self.first_name, self.middle_name, self.last_name, self.name_to_use)

    @property
    def legal_name(self) -> str:
        """The whole legal name, for papers of the record."""
        return legal_name(self.first_name, self.middle_name, self.last_name)

    @property
    def short_name(self) -> str:
        """First name and last initial, for papers others see."""
        return short_name(self.name_to_use or self.first_name, self.last_name)

    @property
    def initials(self) -> str:
        """Letters of the disc beside the name."""
        return initials(self.first_name, self.last_name)


@dataclass(frozen=True)
class PossibleDuplicate:
    """A stored client who may be the person in the form, and why."""

    line: ClientLine
    reasons: tuple[str, ...]
    is_likely: bool
