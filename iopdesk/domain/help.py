"""Help around treatment: family who learn how to help, a sober-living bed, rides, work."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_WORDS = 200
MOST_MINUTES = 600
HELP_KINDS = {
    "sober_living": later("Sober-living bed"),
    "ride": later("Ride by the clinic"),
    "bus_pass": later("Bus pass"),
    "resume": later("Resume"),
    "job_search": later("Looking and applying for work"),
    "interview": later("Getting ready for an interview"),
    "vocational": later("Job training"),
    "school": later("School or GED"),
    "medical": later("Medical care"),
    "child_care": later("Child care"),
    "benefits": later("Benefits or food"),
    "other": later("Something else"),
}
HELP_STATES = {
    "asked": later("Asked for"),
    "planned": later("Planned"),
    "running": later("Has it now"),
    "done": later("Done"),
    "not_found": later("Not to be had"),
    "declined": later("Client did not want it"),
}
STILL_OPEN = ("asked", "planned", "running")
FAMILY_TOPICS = {
    "": later("Not said"),
    "how_to_help": later("How to help, and how not to"),
    "warning_signs": later("Warning signs"),
    "how_addiction_works": later("How addiction works"),
    "communication": later("Talking with each other"),
    "own_care": later("Caring for oneself"),
    "naloxone": later("Overdose and naloxone"),
    "other": later("Something else"),
}


@dataclass(frozen=True)
class FamilyVisit:
    """Someone around the client came to a family session; no chart is opened for them."""

    support_person_id: UUID | None = None
    day: date | None = None
    topic: str = ""
    minutes: int | None = None
    note: str = ""
    visit_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.support_person_id is None:
            found.append(FieldProblem("support_person_id", "Choose who came."))
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        if self.minutes is not None and not 0 < self.minutes <= MOST_MINUTES:
            found.append(FieldProblem("minutes", "Give minutes from 1 to 600, or nothing."))
        if len(self.note) > LONGEST_WORDS:
            found.append(FieldProblem("note", "This is too long for the field."))
        return found


@dataclass(frozen=True)
class Help:
    """One kind of help, from the asking to what came of it; `next_date` makes it a duty."""

    kind: str = "sober_living"
    provider: str = ""
    phone: str = ""
    asked: date | None = None
    state: str = "asked"
    next_date: date | None = None
    starts: date | None = None
    ends: date | None = None
    outcome: str = ""
    note: str = ""
    help_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = [
            FieldProblem(name, "This is too long for the field.")
            for name in ("provider", "outcome", "note")
            if len(getattr(self, name)) > LONGEST_WORDS
        ]
        if self.kind not in HELP_KINDS:
            found.append(FieldProblem("kind", "Choose what it is."))
        if self.state not in HELP_STATES:
            found.append(FieldProblem("state", "Choose where it stands."))
        if self.asked is None:
            found.append(FieldProblem("asked", "Set the day on which it was asked for."))
        if self.starts and self.ends and self.ends < self.starts:
            found.append(FieldProblem("ends", "It ends before it begins."))
        digits = sum(sign.isdigit() for sign in self.phone)
        if self.phone.strip() and not 7 <= digits <= 15:
            found.append(FieldProblem("phone", "A phone number has 7 to 15 digits."))
        if self.state in ("done", "not_found") and not self.outcome.strip():
            found.append(FieldProblem("outcome", "Say what came of it."))
        return found

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in STILL_OPEN


@dataclass(frozen=True)
class HelpAround:
    """All help of a client, the newest first; `released` are people a release allows to call."""

    visits: tuple[FamilyVisit, ...] = ()
    helps: tuple[Help, ...] = ()
    released: frozenset[UUID] = frozenset()
