"""A client's record: what a form may hold, names and chart numbers; stored by client_service."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NAME = 80
LONGEST_LINE = 200
LONGEST_NOTE = 4000
OLDEST_AGE = 120
CHART_DIGITS = 5


class ClientState(StrEnum):
    """Where a client stands with this clinic today."""

    WAITING = "waiting"
    IN_PROGRAM = "in_program"
    DISCHARGED = "discharged"


STATE_WORDS = {
    ClientState.WAITING: later("Not admitted"),
    ClientState.IN_PROGRAM: later("In program"),
    ClientState.DISCHARGED: later("Discharged"),
}
GENDERS = {
    "": later("Not asked"),
    "woman": later("Woman"),
    "man": later("Man"),
    "nonbinary": later("Non-binary"),
    "other": later("Other"),
    "declined": later("Prefers not to say"),
}
PRONOUNS = ("", "she/her", "he/him", "they/them", "ella", "él", "elle")
LIVING = {
    "": later("Not asked"),
    "own_home": later("Own home or apartment"),
    "with_family": later("With family or friends"),
    "sober_living": later("Sober living"),
    "shelter": later("Shelter"),
    "street": later("No fixed home"),
    "other": later("Other"),
}
EMPLOYMENT = {
    "": later("Not asked"),
    "full_time": later("Full time"),
    "part_time": later("Part time"),
    "student": later("Student"),
    "looking": later("Looking for work"),
    "home": later("At home with family duties"),
    "unable": later("Unable to work"),
    "retired": later("Retired"),
}
PHONE_KINDS = {
    "mobile": later("Mobile"),
    "home": later("Home"),
    "work": later("Work"),
    "other": later("Other"),
}


def state_of(in_program: int, ever_admitted: int) -> ClientState:
    """The state from the two marks that a client's row carries for its lists."""
    if in_program:
        return ClientState.IN_PROGRAM
    return ClientState.DISCHARGED if ever_admitted else ClientState.WAITING


@dataclass(frozen=True)
class PhoneDraft:
    """A number as typed; `phone_id` is empty for a new one."""

    number: str
    kind: str = "mobile"
    may_leave_message: bool = False
    note: str = ""
    phone_id: UUID | None = None
    safe_times: str = ""
    say_we_are: str = ""


@dataclass(frozen=True)
class NameDraft:
    """Another name a person is known by; `name_id` is empty for a new one."""

    name: str
    kind: str = "alias"
    name_id: UUID | None = None


@dataclass(frozen=True)
class ClientDraft:
    """What the client form holds; the same fields as the record, as typed."""

    first_name: str = ""
    last_name: str = ""
    middle_name: str = ""
    name_to_use: str = ""
    born: date | None = None
    gender: str = ""
    pronouns: str = ""
    language: str = "en"
    other_languages: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    safe_contact: str = ""
    referral_source: str = ""
    living_arrangement: str = ""
    employment: str = ""
    transport: str = ""
    note: str = ""
    phones: tuple[PhoneDraft, ...] = ()
    aliases: tuple[NameDraft, ...] = ()

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps this draft from being saved, each beside its field."""
        found = [
            *_name_problems(self),
            *_birth_problems(self.born, today),
            *_contact_problems(self),
        ]
        for field in ("street", "city", "other_languages", "referral_source", "transport"):
            if len(getattr(self, field)) > LONGEST_LINE:
                found.append(FieldProblem(field, "This is too long for the field."))
        if len(self.note) > LONGEST_NOTE:
            found.append(FieldProblem("note", "The note is too long; shorten it."))
        return found


def _name_problems(draft: ClientDraft) -> list[FieldProblem]:
    found = []
    for field, words in (
        ("first_name", later("Type the first name.")),
        ("last_name", later("Type the last name.")),
    ):
        if not tidy_name(getattr(draft, field)):
            found.append(FieldProblem(field, words))
    for field in ("first_name", "middle_name", "last_name", "name_to_use"):
        if len(getattr(draft, field)) > LONGEST_NAME:
            found.append(FieldProblem(field, "A name can have at most 80 letters."))
    if any(not tidy_name(a.name) or len(a.name) > LONGEST_NAME for a in draft.aliases):
        found.append(FieldProblem("aliases", "Each other name needs 1 to 80 letters."))
    return found


def _birth_problems(born: date | None, today: date) -> list[FieldProblem]:
    if born is None:
        return []
    if born > today:
        return [FieldProblem("born", "The birth date is in the future.")]
    if age_on(born, today) > OLDEST_AGE:
        return [FieldProblem("born", "The birth date is too long ago.")]
    return []


def _contact_problems(draft: ClientDraft) -> list[FieldProblem]:
    found = []
    for phone in draft.phones:
        digits = sum(sign.isdigit() for sign in phone.number)
        if not 7 <= digits <= 15:
            found.append(FieldProblem("phones", "A phone number has 7 to 15 digits."))
            break
    if draft.email and not _looks_like_email(draft.email):
        found.append(FieldProblem("email", "This is not an e-mail address."))
    return found


def _looks_like_email(text: str) -> bool:
    name, at, host = text.strip().rpartition("@")
    return bool(at and name and "." in host.strip(".") and " " not in text.strip())


def tidy_name(text: str) -> str:
    """A name without stray spaces or control characters, in composed letters."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if sign.isspace() else sign
        for sign in composed
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
    )
    return " ".join(kept.split())


def fold(text: str) -> str:
    """Text for comparing: no case, no accents, compatibility forms made plain."""
    if text.isascii():
        # most of what is searched: nothing to take apart
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not _is_mark(sign))
    return kept.translate(_PLAIN_LETTERS)


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(sign) != 0


# letters that carry no separable accent, as people type them without a special keyboard
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def sort_name(first: str, middle: str, last: str) -> str:
    """What lists are sorted by: last name first, no case, no accents."""
    parts = (fold(tidy_name(part)) for part in (last, first, middle))
    return " ".join(part for part in parts if part)


def full_name(first: str, middle: str, last: str, name_to_use: str = "") -> str:
    """A person's name as screens show it: 'Dwayne "Dee" Porter'; the middle name stays out."""
    used = f"“{name_to_use}”" if name_to_use and name_to_use != first else ""
    return " ".join(part for part in (first, used, last) if part)


def legal_name(first: str, middle: str, last: str) -> str:
    """The whole legal name, as papers for the record print it."""
    return " ".join(part for part in (first, middle, last) if part)


def initials(first: str, last: str) -> str:
    """One or two letters for a disc: "DP"."""
    return "".join(part[0].upper() for part in (first.strip(), last.strip()) if part)


def short_name(first: str, last: str) -> str:
    """First name and last initial, for papers that others see: "Dwayne P.".

    Small words before the name stay, so people find themselves: "Ana María de los Á.".
    """
    parts = last.split()
    small = list(takewhile(str.islower, parts[:-1]))
    initial = [f"{parts[len(small)][0]}."] if parts else []
    return " ".join([first, *small, *initial])


def age_on(born: date, day: date) -> int:
    """Whole years from birth to `day`; who was born on Feb 29 turns a year on Mar 1."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def chart_number(letter: str, counter: int) -> str:
    """A site's chart number: "M-00412"; more digits once five are used up."""
    return f"{letter}-{counter:0{CHART_DIGITS}}"
