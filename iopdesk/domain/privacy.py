"""What a client was told and asked for about privacy: the notice, restrictions, who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import Wording, later

LONGEST_WORDS = 200
PATIENT_NOTICE = "patient_notice"
LANGUAGES = {"en": later("English"), "es": later("Spanish")}
RESTRICTION_ANSWERS = {
    "": later("Not answered yet"),
    "agreed": later("Agreed to"),
    "not_agreed": later("Not agreed to"),
}
_LOOKED = {
    "view client": later("opened the chart"),
    "view history": later("read the history"),
    "view note": later("read a note"),
    "search notes": later("searched the notes"),
    "view outreach": later("looked before a call"),
    "view own counseling notes": later("read own counseling notes"),
    "view scan": later("looked at a scan"),
    "view access report": later("read this report"),
    "print list": later("printed a list"),
    "export list": later("saved a list"),
    "print treatment plan": later("printed the treatment plan"),
    "print treatment plan, client copy": later("printed the client's copy of the plan"),
    "print discharge summary": later("printed the discharge summary"),
    "print step-down, client copy": later("printed the client's copy of the step-down"),
    "print meeting list": later("printed the meeting list"),
    "print meeting list and card": later("printed meeting list and card"),
    "print attendance card": later("printed an attendance card"),
    "print weekly schedule": later("printed the weekly schedule"),
    "print consent form": later("printed a consent form"),
    "print patient notice": later("printed the patient notice"),
    "print attendance letter": later("printed the letter of attendance"),
}


@dataclass(frozen=True)
class NoticeGiven:
    """The patient notice of 42 CFR 2.22 was given: the receipt signed, or why not."""

    day: date | None = None
    version: str = ""
    language: str = "en"
    signed: date | None = None
    why_not_signed: str = ""
    given_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day on which it was given."))
        if self.signed is None and not self.why_not_signed.strip():
            words = "Set the day of the signed receipt, or say why it is not signed."
            found.append(FieldProblem("why_not_signed", words))
        if len(self.why_not_signed) > LONGEST_WORDS:
            found.append(FieldProblem("why_not_signed", "This is too long for the field."))
        if self.day and self.signed and self.signed < self.day:
            found.append(FieldProblem("signed", "It was signed before it was given."))
        return found


@dataclass(frozen=True)
class Restriction:
    """A client asked that something not be used or shared (42 CFR 2.26), and the answer."""

    day: date | None = None
    words: str = ""
    answer: str = ""
    answer_words: str = ""
    answered: date | None = None
    restriction_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day on which it was asked."))
        if not self.words.strip():
            found.append(FieldProblem("words", "Write what the client asked for."))
        if self.answer not in RESTRICTION_ANSWERS:
            found.append(FieldProblem("answer", "Choose an answer."))
        if self.answer and self.answered is None:
            found.append(FieldProblem("answered", "Set the day of the answer."))
        if self.answer == "not_agreed" and not self.answer_words.strip():
            found.append(FieldProblem("answer_words", "Say why it can't be done."))
        found += [
            FieldProblem(name, "This is too long for the field.")
            for name in ("words", "answer_words")
            if len(getattr(self, name)) > LONGEST_WORDS
        ]
        return found


@dataclass(frozen=True)
class Privacy:
    """What the chart shows beside the consents."""

    notices: tuple[NoticeGiven, ...] = ()
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True)
class Looked:
    """Someone did one thing with a client's record on a day, once or more often; local time.

    `to_whom` and `purpose` are those of a disclosure.
    """

    day: date
    last_at: datetime
    by: str
    what: str
    times: int = 1
    to_whom: str = ""
    purpose: str = ""


def looked_words(what: str, words: Wording) -> str:
    """A line of the access log in plain words; what has none stays as it was written."""
    return words(_LOOKED[what]) if what in _LOOKED else what
