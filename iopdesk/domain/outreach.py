"""Reaching a client after an absence: how, what came of it, and when the next try is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.attendance import Mark
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NOTE = 2000
#: After this many tries that reached nobody, daily calls give way to a letter or a visit.
MOST_TRIES = 3


class How(StrEnum):
    """By what way someone tried to reach the client."""

    PHONE = "phone"
    TEXT = "text"
    LETTER = "letter"
    VISIT = "visit"
    SUPPORT = "support"


HOWS = {
    How.PHONE: later("By phone"),
    How.TEXT: later("By text message"),
    How.LETTER: later("By letter"),
    How.VISIT: later("By a visit"),
    How.SUPPORT: later("Through a support person"),
}


class Outcome(StrEnum):
    """What came of a try."""

    COMING_BACK = "coming_back"
    NEEDS_HELP = "needs_help"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    DECLINED = "declined"

    @property
    def is_reached(self) -> bool:
        """Whether the client was spoken with; then nothing more is due for this absence."""
        return self in _REACHED


_REACHED = frozenset({Outcome.COMING_BACK, Outcome.NEEDS_HELP, Outcome.DECLINED})
OUTCOMES = {
    Outcome.COMING_BACK: later("Reached, is coming back"),
    Outcome.NEEDS_HELP: later("Reached, needs help"),
    Outcome.LEFT_MESSAGE: later("Left a message, as allowed"),
    Outcome.NO_ANSWER: later("No answer"),
    Outcome.WRONG_NUMBER: later("Wrong number"),
    Outcome.DECLINED: later("Reached, doesn't want to come back now"),
}


@dataclass(frozen=True)
class OutreachDraft:
    """A try as a person records it; `about_day` is the absence it was about."""

    about_day: date
    how: How
    outcome: Outcome
    note: str = ""
    support_person_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if len(self.note) > LONGEST_NOTE:
            found.append(FieldProblem("note", "The note is too long; shorten it."))
        if self.how is How.SUPPORT and self.support_person_id is None:
            found.append(FieldProblem("support_person_id", "Choose through whom."))
        return found


@dataclass(frozen=True)
class Try:
    """An earlier try as the rule needs it: the absence it was about, its day, its outcome."""

    about_day: date
    day: date
    outcome: Outcome


@dataclass(frozen=True)
class OpenAbsence:
    """An absence without notice that nobody reached the client about yet.

    `day` is the newest one, `in_a_row` how many there were since the client was last there;
    `due` is the day of the next try. `last_contact` is the last time the client was there or
    was spoken with.
    """

    day: date
    in_a_row: int
    tries: int
    due: date
    last_contact: date | None
    is_alert: bool


@dataclass(frozen=True)
class DueCall:
    """A client who is to be reached, and why; `group` is the title that others may see."""

    client_id: UUID
    name: str
    group: str
    absence: OpenAbsence


@dataclass(frozen=True)
class OutreachCall:
    """A try as the record shows it."""

    id: UUID
    about_day: date
    at: datetime
    by: str
    how: How
    outcome: Outcome
    note: str
    through: str


def open_absence(
    marks: Sequence[tuple[date, Mark]], tries: Sequence[Try], rules: ClinicRules, today: date
) -> OpenAbsence | None:
    """What is to be done about a client's absences; None where nothing is.

    Absences count since the client was last there; a day on which they came to any session is
    no absence. A try that reached the client closes every absence up to the one it was about.
    After one that did not, the next is due `call_within_days` later; after the third, once
    nobody was in contact for `no_contact_alert_days`. A new absence asks for a call of its own.
    """
    there = max((day for day, mark in marks if mark.is_attended), default=date.min)
    missed = sorted(day for day, mark in marks if mark is Mark.ABSENT and day > there)
    spoken = max((each.about_day for each in tries if each.outcome.is_reached), default=date.min)
    left = [day for day in missed if day > spoken]
    if not left:
        return None
    made = sorted(each.day for each in tries if each.about_day >= left[0] and each.day >= left[0])
    contact = max(
        [there, *(each.day for each in tries if each.outcome.is_reached)], default=date.min
    )
    within = timedelta(days=rules.call_within_days)
    since = contact if contact > date.min else left[0]
    silent_until = since + timedelta(days=rules.no_contact_alert_days)
    if not made:
        due = left[0] + within
    elif len(made) < MOST_TRIES or left[-1] > made[-1]:
        due = max(left[-1], made[-1]) + within
    else:
        due = max(silent_until, made[-1] + within)
    return OpenAbsence(
        day=left[-1],
        in_a_row=len(missed),
        tries=len(made),
        due=due,
        last_contact=None if contact == date.min else contact,
        is_alert=len(missed) >= rules.absences_alert or today >= silent_until,
    )


@dataclass(frozen=True)
class Said:
    """One part of what a caller says: `when` it is said, and the words with {name} and others."""

    when: str
    words: str


#: What to say; no part names the clinic or its work, whoever is listening.
SCRIPT = (
    Said(later("Whoever answers"), later("Hello, this is {own}. May I speak with {name}, please?")),
    Said(
        later("Once you know it is them"),
        later(
            "We missed you, {name}, and I wanted to hear how you are. Is now a good time to talk? "
            "What got in the way, and what would help you come back this week?"
        ),
    ),
    Said(
        later("A message, only where it is allowed"),
        later("Hello {name}, this is {own}. Please call me back at {phone}. Thank you."),
    ),
    Said(
        later("If someone asks who is calling"),
        later("It is a personal call, nothing urgent. I will try again. Thank you."),
    ),
)
