"""Notes: of a session one for the group and a line a client, and one of an appointment."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class Participation(StrEnum):
    """How a client took part; empty while nobody said."""

    UNKNOWN = ""
    MINIMAL = "minimal"
    ACTIVE = "active"
    SUPPORTIVE = "supportive"
    DISRUPTIVE = "disruptive"


def is_late(day: date, written: date, due_days: int) -> bool:
    """Whether a note of a day was written so late that it must say so."""
    return written > day + timedelta(days=due_days)


@dataclass(frozen=True)
class Addendum:
    """A later addition to a signed note; one that `sends_back` asks its author for more."""

    text: str
    written_by: str
    written_at: datetime
    sends_back: bool = False


@dataclass(frozen=True)
class GroupNoteDraft:
    """What is typed about the group; `seen` is the version that was looked at, 0 for none.

    `seen_topic` is the topic that was looked at: it belongs to the session, not to the note.
    """

    topic: str = ""
    text: str = ""
    seen: int | None = None
    format: str = ""
    seen_topic: str | None = None


@dataclass(frozen=True)
class ClientNoteDraft:
    """What is typed about one client; `seen` is the version that was looked at, 0 for none."""

    client_id: uuid.UUID
    participation: Participation = Participation.UNKNOWN
    objective_id: uuid.UUID | None = None
    text: str = ""
    seen: int | None = None
    format: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said; an objective alone is only a link."""
        return not (self.participation or self.text.strip())


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
    format: str = ""
    needs_cosign: bool = False
    cosigned_by: str = ""
    cosigned_at: datetime | None = None
    written_by: str = ""

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
    format: str = ""
    needs_cosign: bool = False
    cosigned_by: str = ""
    cosigned_at: datetime | None = None
    written_by: str = ""

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
    is_done: bool = False


@dataclass(frozen=True)
class EarlierLine:
    """What was last written about a client elsewhere, and the objective it was linked to."""

    day: date
    text: str
    objective_id: uuid.UUID | None


@dataclass(frozen=True)
class SessionNotes:
    """All notes of a session, and what their writer needs: objectives, the lines before.

    `day` is that of the session, `due_days` how long a note may take without being late, and
    `copied_alert` the percentage of copied words from which the writer is told. The topic that is
    `proposed` stands in the field until the note is begun.
    """

    group: GroupNote
    clients: tuple[ClientNote, ...]
    objectives: tuple[ObjectiveChoice, ...]
    day: date = date.min
    earlier: Mapping[uuid.UUID, EarlierLine] = field(default_factory=dict)
    due_days: int = 1
    copied_alert: int = 100
    usual_format: str = ""
    proposed: str = ""

    @property
    def seen(self) -> dict[uuid.UUID, int]:
        """The version of every note as it was read, by its id."""
        notes = {note.id: note.version for note in self.clients}
        return notes if self.group.id is None else {**notes, self.group.id: self.group.version}

    def usual_objective(self, client_id: uuid.UUID) -> uuid.UUID | None:
        """What a new line is linked to: the objective of the last line, or the first open one."""
        offered = self.objectives_of(client_id)
        before = self.earlier.get(client_id)
        if before is not None and before.objective_id in {each.id for each in offered}:
            return before.objective_id
        return next((each.id for each in offered if not each.is_done), None)

    def objectives_of(self, client_id: uuid.UUID) -> tuple[ObjectiveChoice, ...]:
        """The objectives of a client's plan, in its order."""
        return tuple(each for each in self.objectives if each.client_id == client_id)

    def of_client(self, client_id: uuid.UUID) -> ClientNote | None:
        """A client's line, if there is one."""
        return next((note for note in self.clients if note.client_id == client_id), None)
