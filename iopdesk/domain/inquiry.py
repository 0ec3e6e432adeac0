"""A first contact and its way to admission: who asks, how to reach them safely, where it stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.client import LONGEST_LINE, LONGEST_NOTE, ClientDraft, PhoneDraft
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_WAIT = timedelta(days=365)


class InquiryState(StrEnum):
    """Where an inquiry stands; every step is kept."""

    INQUIRY = "inquiry"
    SCREENED = "screened"
    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    WAITLIST = "waitlist"
    NOT_ELIGIBLE = "not_eligible"
    ADMITTED = "admitted"
    DID_NOT_COME = "did_not_come"


STATE_WORDS = {
    InquiryState.INQUIRY: later("First contact"),
    InquiryState.SCREENED: later("Screened"),
    InquiryState.ELIGIBLE: later("Eligible"),
    InquiryState.CONDITIONAL: later("Conditional"),
    InquiryState.WAITLIST: later("Waitlist"),
    InquiryState.NOT_ELIGIBLE: later("Not eligible now"),
    InquiryState.ADMITTED: later("Admitted"),
    InquiryState.DID_NOT_COME: later("Did not come"),
}
#: Those on their way; the others have reached an end, which a later step can open again.
WAITING = (
    InquiryState.INQUIRY,
    InquiryState.SCREENED,
    InquiryState.ELIGIBLE,
    InquiryState.CONDITIONAL,
    InquiryState.WAITLIST,
)
#: What a decision about eligibility says; a step alone can't.
DECIDED = (
    InquiryState.ELIGIBLE,
    InquiryState.CONDITIONAL,
    InquiryState.WAITLIST,
    InquiryState.NOT_ELIGIBLE,
)
#: What a person may say in the pipeline itself.
BY_HAND = (
    InquiryState.INQUIRY,
    InquiryState.SCREENED,
    InquiryState.WAITLIST,
    InquiryState.DID_NOT_COME,
)
#: Free words of a call: for clinical staff, and for whoever wrote them down.
CLINICAL_WORDS = ("wants", "note")
_NEEDS_REASON = frozenset({InquiryState.DID_NOT_COME, InquiryState.WAITLIST})
CHANNELS = {
    "phone": later("By phone"),
    "walk_in": later("Walked in"),
    "web": later("Web or e-mail"),
    "referral": later("A referral came in"),
}
CALLERS = {
    "self": later("The person"),
    "family": later("Family or friend"),
    "provider": later("Hospital or other program"),
    "court": later("Court or probation"),
    "other": later("Someone else"),
}
REFERRAL_SOURCES = {
    "": later("Not said"),
    "self": later("On their own"),
    "family": later("Family or friend"),
    "detox": later("Detox, after it"),
    "residential": later("Residential program, stepping down"),
    "outpatient": later("Outpatient care, stepping up"),
    "health": later("Doctor, hospital or clinic"),
    "former": later("Someone who was here"),
    "school": later("School"),
    "employer": later("Employer"),
    "community": later("Meeting or community group"),
    "court": later("Court, probation or parole"),
}
TRACKS = {
    "": later("Not said"),
    "day": later("Day"),
    "evening": later("Evening"),
}


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """What was noted of the call itself; it can be corrected, name and numbers are the record's."""

    day: date | None = None
    channel: str = "phone"
    caller: str = "self"
    caller_name: str = ""
    caller_phone: str = ""
    referral_source: str = ""
    referred_by: str = ""
    wants: str = ""
    track: str = ""
    note: str = ""

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved, each beside its field."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        elif self.day > today:
            found.append(FieldProblem("day", "This day has not come yet."))
        if self.caller not in ("self", "") and not self.caller_name.strip():
            found.append(FieldProblem("caller_name", "Type who called for them."))
        digits = sum(sign.isdigit() for sign in self.caller_phone)
        if self.caller_phone.strip() and not 7 <= digits <= 15:
            found.append(FieldProblem("caller_phone", "A phone number has 7 to 15 digits."))
        for field in ("caller_name", "referred_by", "wants"):
            if len(getattr(self, field)) > LONGEST_LINE:
                found.append(FieldProblem(field, "This is too long for the field."))
        if len(self.note) > LONGEST_NOTE:
            found.append(FieldProblem("note", "The note is too long; shorten it."))
        return found


@dataclass(frozen=True)
class FirstContact(ContactFacts):
    """What is asked at the first call; the name and a number make the record."""

    first_name: str = ""
    last_name: str = ""
    born: date | None = None
    language: str = "en"
    phone: str = ""
    may_leave_message: bool = False
    safe_times: str = ""
    say_we_are: str = ""
    next_contact: date | None = None

    def client(self) -> ClientDraft:
        """The thin record that it makes."""
        phone = PhoneDraft(
            self.phone,
            may_leave_message=self.may_leave_message,
            safe_times=self.safe_times,
            say_we_are=self.say_we_are,
        )
        return ClientDraft(
            self.first_name,
            self.last_name,
            born=self.born,
            language=self.language,
            phones=(phone,) if self.phone.strip() else (),
        )

    def problems(self, today: date) -> list[FieldProblem]:
        """The same, with the thin record and how to reach them."""
        found = [
            FieldProblem("phone", one.words) if one.field == "phones" else one
            for one in self.client().problems(today)
        ]
        if not self.phone.strip() and not self.caller_phone.strip():
            found.append(FieldProblem("phone", "Type a number, here or for who called."))
        for field in ("safe_times", "say_we_are"):
            if len(getattr(self, field)) > LONGEST_LINE:
                found.append(FieldProblem(field, "This is too long for the field."))
        return found + super().problems(today) + _contact_problems(self.next_contact, today)


@dataclass(frozen=True)
class InquiryStep:
    """A step as a person takes it; `seen` is the step that was on the screen."""

    state: InquiryState
    reason: str = ""
    next_contact: date | None = None
    seen: UUID | None = None

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        found = []
        if self.state not in BY_HAND:
            found.append(FieldProblem("state", "This is decided elsewhere."))
        if self.state in _NEEDS_REASON and not self.reason.strip():
            found.append(FieldProblem("reason", "Say why in a few words."))
        if len(self.reason) > LONGEST_LINE:
            found.append(FieldProblem("reason", "This is too long for the field."))
        if self.state in WAITING:
            found += _contact_problems(self.next_contact, today)
        return found


@dataclass(frozen=True)
class TakenStep:
    """A step of the past."""

    step_id: UUID
    day: date
    at: datetime
    state: InquiryState
    reason: str
    next_contact: date | None
    by: str


@dataclass(frozen=True)
class InquiryLine:
    """An inquiry in the pipeline; `since` is the day of its latest step."""

    inquiry_id: UUID
    client_id: UUID
    chart_number: str
    name: str
    day: date
    state: InquiryState
    since: date
    reason: str
    next_contact: date | None
    track: str
    referral_source: str
    phone: str
    may_leave_message: bool
    is_return: bool
    step_id: UUID

    def age(self, today: date) -> int:
        """Days since the first contact."""
        return (today - self.day).days

    def is_due(self, today: date) -> bool:
        """Whether someone should be in touch by today."""
        due = self.next_contact is not None and self.next_contact <= today
        return due and self.state in WAITING


@dataclass(frozen=True)
class SafePhone:
    """A number with what may be done and said there."""

    number: str
    kind: str
    may_leave_message: bool
    safe_times: str
    say_we_are: str


@dataclass(frozen=True)
class Inquiry:
    """One inquiry with its past, the newest step last.

    Of `facts` the free words are empty for who may not read them (`shows_words`).
    """

    line: InquiryLine
    facts: ContactFacts
    taken_by: str
    shows_words: bool
    phones: tuple[SafePhone, ...]
    steps: tuple[TakenStep, ...]


def _contact_problems(next_contact: date | None, today: date) -> list[FieldProblem]:
    if next_contact is None:
        return []
    if next_contact < today:
        return [FieldProblem("next_contact", "This day has passed.")]
    if next_contact > today + LONGEST_WAIT:
        return [FieldProblem("next_contact", "This is more than a year away.")]
    return []
