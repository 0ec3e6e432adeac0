"""Notes of a session: one for the group, one line a client, and what to look at before signing."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Participation(StrEnum):
    """How a client took part; empty while nobody said."""

    UNKNOWN = ""
    MINIMAL = "minimal"
    ACTIVE = "active"
    SUPPORTIVE = "supportive"
    DISRUPTIVE = "disruptive"


@dataclass(frozen=True)
class Addendum:
    """A later addition to a signed note."""

    text: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class GroupNoteDraft:
    """What is typed about the group; `seen` is the version that was looked at, 0 for none."""

    topic: str = ""
    text: str = ""
    seen: int | None = None


@dataclass(frozen=True)
class ClientNoteDraft:
    """What is typed about one client; `seen` is the version that was looked at, 0 for none."""

    client_id: uuid.UUID
    participation: Participation = Participation.UNKNOWN
    objective_id: uuid.UUID | None = None
    text: str = ""
    seen: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.participation or self.objective_id or self.text.strip())


@dataclass(frozen=True)
class GroupNote:
    """The group's note as it stands."""

    id: uuid.UUID | None
    topic: str
    text: str
    version: int
    signed_by: str
    signed_at: datetime | None
    addenda: tuple[Addendum, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Signed notes never change."""
        return self.signed_at is not None


@dataclass(frozen=True)
class ClientNote:
    """One client's own line as it stands."""

    id: uuid.UUID
    client_id: uuid.UUID
    participation: Participation
    objective_id: uuid.UUID | None
    text: str
    version: int
    signed_by: str
    signed_at: datetime | None
    addenda: tuple[Addendum, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Signed notes never change."""
        return self.signed_at is not None


@dataclass(frozen=True)
class ObjectiveChoice:
    """An objective of a client's plan that a line may be linked to: "2.1 List five triggers"."""

    id: uuid.UUID
    client_id: uuid.UUID
    number: str
    text: str


@dataclass(frozen=True)
class SessionNotes:
    """All notes of a session, and each client's plan objectives."""

    group: GroupNote
    clients: tuple[ClientNote, ...]
    objectives: tuple[ObjectiveChoice, ...]

    def objectives_of(self, client_id: uuid.UUID) -> tuple[ObjectiveChoice, ...]:
        """The objectives of a client's plan, in its order."""
        return tuple(each for each in self.objectives if each.client_id == client_id)

    def of_client(self, client_id: uuid.UUID) -> ClientNote | None:
        """A client's line, if there is one."""
        return next((note for note in self.clients if note.client_id == client_id), None)


class NoteConcern(StrEnum):
    """Why a note may not be ready to sign."""

    NO_TEXT = "no_text"
    UNMARKED = "unmarked"
    NAMES_A_CLIENT = "names_a_client"
    SAME_LINES = "same_lines"
    NO_LINE = "no_line"
    NO_OBJECTIVE = "no_objective"

    @property
    def blocks(self) -> bool:
        """Whether signing is refused until it is mended."""
        return self in (NoteConcern.NO_TEXT, NoteConcern.UNMARKED)


@dataclass(frozen=True)
class Concern:
    """One thing to look at before signing, and whose it is."""

    kind: NoteConcern
    clients: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Attendee:
    """What the check before signing needs of a client on the roster."""

    client_id: uuid.UUID
    first: str
    last: str
    is_marked: bool
    is_attended: bool
    has_objectives: bool


def concerns(
    text: str, lines: Sequence[ClientNoteDraft], attendees: Sequence[Attendee]
) -> tuple[Concern, ...]:
    """What to look at before signing; the group's text goes on every client's record."""
    by_client = {line.client_id: line for line in lines if not line.is_empty}
    there = [person for person in attendees if person.is_attended]
    found = [
        Concern(NoteConcern.NO_TEXT) if not text.strip() else None,
        _of(NoteConcern.UNMARKED, [p.client_id for p in attendees if not p.is_marked]),
        _of(NoteConcern.NAMES_A_CLIENT, [p.client_id for p in attendees if _names(text, p)]),
        _of(NoteConcern.SAME_LINES, _same(list(by_client.values()))),
        _of(NoteConcern.NO_LINE, [p.client_id for p in there if p.client_id not in by_client]),
        _of(
            NoteConcern.NO_OBJECTIVE,
            [
                p.client_id
                for p in there
                if p.has_objectives
                and p.client_id in by_client
                and by_client[p.client_id].objective_id is None
            ],
        ),
    ]
    return tuple(concern for concern in found if concern is not None)


def _of(kind: NoteConcern, clients: list[uuid.UUID]) -> Concern | None:
    return Concern(kind, tuple(clients)) if clients else None


def _names(text: str, person: Attendee) -> bool:
    spoken = (person.first, person.last)
    # Case tells a name from a word: "Grace said" names someone, "with grace" does not.
    return any(
        len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in spoken
    )


def _same(lines: list[ClientNoteDraft]) -> list[uuid.UUID]:
    said: dict[str, list[uuid.UUID]] = {}
    for line in lines:
        words = " ".join(line.text.casefold().split())
        if words:
            said.setdefault(words, []).append(line.client_id)
    return [client_id for same in said.values() if len(same) > 1 for client_id in same]
