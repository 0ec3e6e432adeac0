"""Notes in lists: what waits for a signature, a client's notes, and what a search found."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from iopdesk.domain.client import fold
from iopdesk.domain.note import Addendum, Participation


class NotePlace(StrEnum):
    """What a note is about."""

    SESSION = "session"
    APPOINTMENT = "appointment"


class NoteState(StrEnum):
    """How far a note is."""

    UNWRITTEN = "unwritten"
    DRAFT = "draft"
    SIGNED = "signed"
    TO_COSIGN = "to_cosign"
    SENT_BACK = "sent_back"
    COSIGNED = "cosigned"

    @property
    def is_signed(self) -> bool:
        """Whether its author signed it."""
        return self not in (NoteState.UNWRITTEN, NoteState.DRAFT)


def state_of(
    signed_at: datetime | None,
    needs_cosign: bool,
    cosigned_at: datetime | None,
    addenda: Sequence[Addendum],
    has_words: bool = True,
) -> NoteState:
    """How far a note is; one sent back waits for its author until something is added."""
    if signed_at is None:
        return NoteState.DRAFT if has_words else NoteState.UNWRITTEN
    if cosigned_at is not None:
        return NoteState.COSIGNED
    if not needs_cosign:
        return NoteState.SIGNED
    is_asked = bool(addenda) and addenda[-1].sends_back
    return NoteState.SENT_BACK if is_asked else NoteState.TO_COSIGN


@dataclass(frozen=True)
class NoteEntry:
    """A line of a list: the notes of a session or of an appointment, or one client's part.

    `place_id` is the slot of a session, with `planned_day` the day that names it, or the
    appointment. `client_id` is there where the line is about one client. `title` is the group or
    the kind of appointment (a value of AppointmentKind).
    """

    place: NotePlace
    record_id: uuid.UUID
    place_id: uuid.UUID | None
    planned_day: date
    day: date
    start: time
    title: str
    state: NoteState
    client_id: uuid.UUID | None = None
    client: str = ""
    author: str = ""
    author_id: uuid.UUID | None = None
    signed_on: date | None = None
    is_late: bool = False
    days: int = 0
    excerpt: str = ""

    @property
    def key(self) -> tuple[uuid.UUID | None, ...]:
        """What stays the same when the list is loaded again."""
        return self.record_id, self.client_id, self.author_id


@dataclass(frozen=True)
class NotePart:
    """A piece of text as the record shows it; `client` is empty for the group's part."""

    note_id: uuid.UUID
    client_id: uuid.UUID | None
    client: str
    format: str
    text: str
    state: NoteState
    participation: Participation = Participation.UNKNOWN
    objective: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    cosigned_by: str = ""
    cosigned_at: datetime | None = None
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True)
class NoteText:
    """All that is written about one line of a list; `versions` are what was read."""

    day: date
    title: str
    topic: str
    minutes: int | None
    is_appointment: bool
    parts: tuple[NotePart, ...]
    due_days: int
    versions: dict[uuid.UUID, int]


@dataclass(frozen=True)
class NoteQuery:
    """What is looked for; `until` and `since` are days of care."""

    words: str = ""
    client_id: uuid.UUID | None = None
    place: NotePlace | None = None
    author_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None
    is_unsigned: bool = False

    @property
    def wanted(self) -> tuple[str, ...]:
        """The words to find, without case and accents."""
        return tuple(fold(self.words).split())

    def finds(self, *texts: str) -> bool:
        """Whether every word stands somewhere in these texts."""
        if not self.wanted:
            return True
        whole = fold("\n".join(texts))
        return all(word in whole for word in self.wanted)


def excerpt(text: str, wanted: Sequence[str], longest: int = 140) -> str:
    """A piece of a text around the first of the words looked for, on one line."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    folded = fold(flat)
    at = min((found for word in wanted if (found := folded.find(word)) >= 0), default=0)
    begin = max(0, min(at - longest // 3, len(flat) - longest))
    cut = flat[begin : begin + longest]
    return ("…" if begin else "") + cut.strip() + ("…" if begin + longest < len(flat) else "")


@dataclass(frozen=True)
class NotePage:
    """Some lines of a list, and where the rest begins: None where there is no more."""

    entries: tuple[NoteEntry, ...]
    older_than: date | None = None
