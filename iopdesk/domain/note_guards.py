"""What to look at before notes are signed, each with the clients it is about."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from iopdesk.domain.note import ClientNoteDraft
from iopdesk.domain.note_words import are_nearly_the_same, copied_share, names_someone, words_of
from iopdesk.domain.wording import later


class NoteConcern(StrEnum):
    """Why a note may not be ready to sign."""

    NO_TEXT = "no_text"
    UNMARKED = "unmarked"
    NOT_KEPT = "not_kept"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NAMES_A_CLIENT = "names_a_client"
    NAMES_ANOTHER = "names_another"
    SAME_LINES = "same_lines"
    COPIED = "copied"
    NO_LINE = "no_line"
    LINE_OF_ABSENT = "line_of_absent"
    NO_OBJECTIVE = "no_objective"
    OLD_OBJECTIVE = "old_objective"
    WRITTEN_BY_OTHERS = "written_by_others"

    @property
    def blocks(self) -> bool:
        """Whether signing is refused until it is mended."""
        return self in _BLOCKING


_BLOCKING = frozenset(
    {
        NoteConcern.NO_TEXT,
        NoteConcern.UNMARKED,
        NoteConcern.NOT_KEPT,
        NoteConcern.CHANGED_MEANWHILE,
    }
)

# What the journal keeps of concerns that were seen and signed with all the same.
SEEN_WORDS = {
    NoteConcern.NAMES_A_CLIENT: later("the group note names a client"),
    NoteConcern.NAMES_ANOTHER: later("a note names another client"),
    NoteConcern.SAME_LINES: later("the same words for several clients"),
    NoteConcern.COPIED: later("words copied from the note before"),
    NoteConcern.NO_LINE: later("clients without own words"),
    NoteConcern.LINE_OF_ABSENT: later("a note for an absent client"),
    NoteConcern.NO_OBJECTIVE: later("no plan objective"),
    NoteConcern.OLD_OBJECTIVE: later("an objective of an earlier plan"),
    NoteConcern.WRITTEN_BY_OTHERS: later("drafts that someone else wrote"),
}


@dataclass(frozen=True)
class Concern:
    """One thing to look at before signing, and whose it is; `words` are a name or a number."""

    kind: NoteConcern
    clients: tuple[uuid.UUID, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Attendee:
    """What the check before signing needs of a client of the session.

    `names` are all that others may call them: name to use, first and last name, nicknames.
    `earlier` is the text of the line before, `objectives` those of the plan that holds.
    """

    client_id: uuid.UUID
    names: tuple[str, ...]
    is_marked: bool = True
    is_attended: bool = True
    objectives: frozenset[uuid.UUID] = frozenset()
    earlier: str = ""


def concerns(
    text: str,
    lines: Sequence[ClientNoteDraft],
    attendees: Sequence[Attendee],
    copied_alert: int = 100,
) -> tuple[Concern, ...]:
    """What to look at before signing; the group's text goes on every client's record."""
    by_client = {line.client_id: line for line in lines if not line.is_empty}
    pairs = [(p, by_client[p.client_id]) for p in attendees if p.client_id in by_client]

    def who(is_so: Callable[[Attendee, ClientNoteDraft], bool]) -> list[uuid.UUID]:
        return [person.client_id for person, line in pairs if is_so(person, line)]

    unwritten = [
        p.client_id
        for p in attendees
        if p.is_attended and not _said(by_client.get(p.client_id)).strip()
    ]
    found = [
        Concern(NoteConcern.NO_TEXT) if not text.strip() else None,
        _of(NoteConcern.UNMARKED, [p.client_id for p in attendees if not p.is_marked]),
        _of(
            NoteConcern.NAMES_A_CLIENT,
            [p.client_id for p in attendees if names_someone(text, p.names)],
        ),
        *_naming_others(pairs, attendees),
        *_same(pairs),
        *_copied(pairs, copied_alert),
        _of(NoteConcern.NO_LINE, unwritten),
        _of(NoteConcern.LINE_OF_ABSENT, who(lambda p, line: p.is_marked and not p.is_attended)),
        _of(NoteConcern.NO_OBJECTIVE, who(_lacks_objective)),
        _of(NoteConcern.OLD_OBJECTIVE, who(_has_old_objective)),
    ]
    return tuple(concern for concern in found if concern is not None)


def note_concerns(
    line: ClientNoteDraft, client: Attendee, *, is_kept: bool, copied_alert: int = 100
) -> tuple[Concern, ...]:
    """What to look at before the note of an appointment is signed."""
    one = (client.client_id,)
    found = [
        None if line.text.strip() else Concern(NoteConcern.NO_TEXT, one),
        None if is_kept else Concern(NoteConcern.NOT_KEPT, one),
        *_copied([(client, line)], copied_alert),
        Concern(NoteConcern.NO_OBJECTIVE, one) if _lacks_objective(client, line) else None,
        Concern(NoteConcern.OLD_OBJECTIVE, one) if _has_old_objective(client, line) else None,
    ]
    return tuple(concern for concern in found if concern is not None)


def _said(line: ClientNoteDraft | None) -> str:
    return line.text if line is not None else ""


def _of(kind: NoteConcern, clients: Collection[uuid.UUID]) -> Concern | None:
    return Concern(kind, tuple(clients)) if clients else None


def _lacks_objective(person: Attendee, line: ClientNoteDraft) -> bool:
    return person.is_attended and bool(person.objectives) and line.objective_id is None


def _has_old_objective(person: Attendee, line: ClientNoteDraft) -> bool:
    return line.objective_id is not None and line.objective_id not in person.objectives


def _naming_others(
    pairs: Sequence[tuple[Attendee, ClientNoteDraft]], attendees: Sequence[Attendee]
) -> list[Concern]:
    return [
        Concern(NoteConcern.NAMES_ANOTHER, (person.client_id, other.client_id))
        for person, line in pairs
        for other in attendees
        if other is not person and names_someone(line.text, other.names, person.names)
    ]


def _same(pairs: Sequence[tuple[Attendee, ClientNoteDraft]]) -> list[Concern]:
    said = [(person.client_id, words_of(line.text, person.names)) for person, line in pairs]
    groups: list[list[uuid.UUID]] = []
    for (one, words), (other, others) in combinations(said, 2):
        if not are_nearly_the_same(words, others):
            continue
        for group in groups:
            if one in group or other in group:
                group += [each for each in (one, other) if each not in group]
                break
        else:
            groups.append([one, other])
    return [Concern(NoteConcern.SAME_LINES, tuple(group)) for group in groups]


def _copied(pairs: Sequence[tuple[Attendee, ClientNoteDraft]], alert: int) -> list[Concern]:
    found = []
    for person, line in pairs:
        share = copied_share(words_of(line.text), words_of(person.earlier))
        if share and share >= alert:
            found.append(Concern(NoteConcern.COPIED, (person.client_id,), str(share)))
    return found
