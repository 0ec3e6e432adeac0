"""What waits for someone: a duty, its day, where its one button goes, what was said to it."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from iopdesk.domain.problems import FieldProblem

# Part of the exchange format for ever: two sites that answer one duty write the same row.
_NAMESPACE = uuid.UUID("0a7de1f4-63a0-5d0f-8c1e-2f5b8f5c7a31")
LONGEST_REASON = 200
LONGEST_PUT_OFF = timedelta(days=90)


class DutyKind(StrEnum):
    """What needs someone, the most pressing kind first."""

    CRITICAL = "critical"
    SETBACK = "setback"
    ABSENCE_CALL = "absence_call"
    FIRST_CONTACT = "first_contact"
    CONDITION = "condition"
    HELP = "help"
    CARRIED = "carried"
    MARKS = "marks"
    NOTE = "note"
    COSIGN = "cosign"
    PLAN = "plan"
    REVIEW = "review"
    EVALUATION = "evaluation"
    AUTHORIZATION = "authorization"
    CONSENT = "consent"
    CARD = "card"
    PATIENT_NOTICE = "patient_notice"
    EMERGENCY = "emergency"
    OF_AGE = "of_age"
    TAKEN_BACK = "taken_back"
    SCREEN = "screen"
    INSTRUMENT = "instrument"
    FOLLOW_UP = "follow_up"
    DOSE = "dose"
    NETWORK = "network"


#: What can't be put off or dismissed: someone writes down what was done.
MUST_BE_DONE = frozenset({DutyKind.CRITICAL})


class Urgency(StrEnum):
    """How soon; the worst come first."""

    NOW = "bad"
    SOON = "warn"
    LATER = "info"


_ORDER: dict[str, int] = {
    each: at for kinds in (Urgency, DutyKind) for at, each in enumerate(kinds)
}


@dataclass(frozen=True)
class GoTo:
    """A place of the program: its name, the record and, for a session, the day.

    `about` is what the place is opened for, such as which instrument.
    """

    place: str
    record_id: uuid.UUID | None = None
    day: date | None = None
    tab: str = ""
    about: str = ""

    @property
    def more(self) -> dict[str, object]:
        """What `navigation.open` is told beside place and record."""
        # a session is named by its date, other places take a day
        name = "date" if self.place == "group_session" else "day"
        told: dict[str, object] = {} if self.day is None else {name: self.day}
        if self.about:
            told["about"] = self.about
        return {**told, "tab": self.tab} if self.tab else told


@dataclass(frozen=True)
class DutyKey:
    """What an answer belongs to: the kind, the row it is about, and the due day."""

    kind: DutyKind
    subject_id: uuid.UUID
    due: date

    @cached_property
    def answer_id(self) -> uuid.UUID:
        """The id of the answer's row, the same at every site."""
        words = f"{self.kind} {self.subject_id.hex} {self.due.isoformat()}"
        return uuid.uuid5(_NAMESPACE, words)


@dataclass(frozen=True)
class Duty:
    """One line of "Needs someone".

    `who` is a client's first name and last initial or a group's title, `what` a code that the
    words need (which evaluation, why a review), `detail` a name (the payer), `count` and `of` the
    numbers (absences in a row, day 29 of 30, minutes, units). `staff_id` is whose it is. `put_off`
    is the reason of one that was put off, `until` the day on which it comes back. `version` is what
    its answer was when it was read, 0 for none.
    """

    key: DutyKey
    urgency: Urgency
    who: str
    go_to: GoTo
    client_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None
    what: str = ""
    detail: str = ""
    count: int = 0
    of: int = 0
    day: date | None = None
    put_off: str = ""
    until: date | None = None
    version: int = 0

    @property
    def kind(self) -> DutyKind:
        """What needs someone."""
        return self.key.kind

    @property
    def due(self) -> date:
        """The day by which."""
        return self.key.due

    def worst_first(self, today: date) -> tuple[int, bool, int, date, str]:
        """For sorting: what is due today stands before what is due later, whatever it is."""
        due = self.key.due
        return (_ORDER[self.urgency], due > today, _ORDER[self.key.kind], due, self.who)

    def problems_of(self, draft: "DutyAnswer", today: date) -> list[FieldProblem]:
        """Everything that keeps an answer to this duty from being saved."""
        if self.kind in MUST_BE_DONE:
            if draft.answer is not Answer.DONE:
                return [FieldProblem("answer", "This can't be put off: write down what was done.")]
            if not draft.reason.strip():
                return [FieldProblem("reason", "Write down what was done, and who did it.")]
        return draft.problems(today)

    def is_of(self, staff_id: uuid.UUID) -> bool:
        """Whether it is this person's; what is nobody's is everybody's."""
        return self.staff_id in (staff_id, None)


class Answer(StrEnum):
    """What a person says to a duty."""

    DONE = "done"
    PUT_OFF = "put_off"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class DutyAnswer:
    """An answer as it is given; `seen` is the version of the answer that was looked at."""

    answer: Answer
    reason: str = ""
    until: date | None = None
    seen: int = 0

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        found = []
        if self.answer is not Answer.DONE and not self.reason.strip():
            found.append(FieldProblem("reason", "Say why in a few words."))
        if len(self.reason) > LONGEST_REASON:
            found.append(FieldProblem("reason", "This is too long for the field."))
        if self.answer is Answer.PUT_OFF:
            if self.until is None or self.until <= today:
                found.append(FieldProblem("until", "Choose a day after today."))
            elif self.until > today + LONGEST_PUT_OFF:
                found.append(FieldProblem("until", "It can be put off for 90 days at most."))
        return found


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as it stands: by whom and when."""

    answer: Answer
    reason: str
    until: date | None
    by: str
    at: datetime
    version: int

    def hides(self, today: date) -> bool:
        """Whether the duty stays away today; what was put off comes back on its day."""
        return self.answer is not Answer.PUT_OFF or (self.until is not None and today < self.until)


@dataclass(frozen=True)
class DutyGroup:
    """Lines of one kind that are folded into one: "and 37 more", or all of them."""

    kind: DutyKind
    urgency: Urgency
    count: int
    is_whole: bool = False


DutyLine = Duty | DutyGroup
CALM_LINES = 14
# How many of a kind are shown by the urgency of its worst, looser first; the rest is one line.
_SHOWN_OF_KIND: tuple[dict[Urgency, int], ...] = (
    {Urgency.NOW: 2, Urgency.SOON: 2, Urgency.LATER: 2},
    {Urgency.NOW: 2, Urgency.SOON: 1, Urgency.LATER: 0},
    {Urgency.NOW: 1, Urgency.SOON: 1, Urgency.LATER: 0},
    {Urgency.NOW: 1, Urgency.SOON: 0, Urgency.LATER: 0},
)


def calm_lines(duties: Sequence[Duty], opened: Collection[DutyKind] = ()) -> tuple[DutyLine, ...]:
    """Few enough lines to read: of each kind the most pressing, the rest as one line.

    `duties` come worst first. All of them where they are few, and those of the kinds that were
    `opened`; the less a kind presses, the sooner it is folded.
    """
    if len(duties) <= CALM_LINES:
        return tuple(duties)
    for shown in _SHOWN_OF_KIND:
        # what someone opened folds nothing else
        if len(_folded(duties, shown)) <= CALM_LINES:
            break
    return _folded(duties, shown, opened)


def _folded(
    duties: Sequence[Duty], shown_of: dict[Urgency, int], opened: Collection[DutyKind] = ()
) -> tuple[DutyLine, ...]:
    total = Counter(duty.kind for duty in duties)
    most: dict[DutyKind, int] = {}
    shown: Counter[DutyKind] = Counter()
    lines: list[DutyLine] = []
    for duty in duties:
        kind = duty.kind
        limit = most.setdefault(kind, shown_of[duty.urgency])
        # one line left over takes no more room than the line that would stand for it
        if kind in opened or shown[kind] < limit or total[kind] == limit + 1:
            lines.append(duty)
        elif shown[kind] == limit:
            lines.append(DutyGroup(kind, duty.urgency, total[kind] - limit, is_whole=not limit))
        shown[kind] += 1
    return tuple(lines)
