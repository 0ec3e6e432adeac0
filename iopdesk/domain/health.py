"""Diagnoses, medicines and allergies as a chart lists them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.domain.diagnosis_codes import fitting_code
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

SEVERITIES = {
    "": later("Not said"),
    "mild": later("Mild"),
    "moderate": later("Moderate"),
    "severe": later("Severe"),
}
REMISSIONS = {
    "": later("None"),
    "early": later("In early remission"),
    "sustained": later("In sustained remission"),
}
TAKEN = {
    "": later("Not asked"),
    "yes": later("As directed"),
    "partly": later("Some doses missed"),
    "no": later("Not taken"),
}
MEDICINE_STATES = {
    "active": later("Taken now"),
    "stopped_by_prescriber": later("Stopped by the prescriber"),
    "stopped_by_client": later("Stopped by the client"),
    "completed": later("Course completed"),
    "never_started": later("Never started"),
}
ALLERGY_SEVERITIES = {
    "": later("Not said"),
    "mild": later("Mild"),
    "severe": later("Severe"),
    "life_threatening": later("Life-threatening"),
}
LONGEST_WORDS = 200


RANKS = {1: later("Main diagnosis"), 2: later("Another one")}


@dataclass(frozen=True)
class Diagnosis:
    """An ICD-10-CM diagnosis; rank 1 is the main one, of which a client has one at a time."""

    code: str = ""
    words: str = ""
    severity: str = ""
    remission: str = ""
    rank: int = 1
    since: date | None = None
    ended: date | None = None
    given_by: str = ""
    diagnosis_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if not self.code.strip():
            found.append(FieldProblem("code", "Choose a code."))
        elif fitting_code(self.code, self.severity, self.remission) != self.code.strip():
            found.append(FieldProblem("code", "This severity and remission have another code."))
        if not self.words.strip():
            found.append(FieldProblem("words", "Type the diagnosis."))
        if self.severity not in SEVERITIES or self.remission not in REMISSIONS:
            found.append(FieldProblem("severity", "Choose severity and remission."))
        if self.since and self.ended and self.ended < self.since:
            found.append(FieldProblem("ended", "It ends before it begins."))
        return found

    @property
    def is_main(self) -> bool:
        """Whether it is the main one of those that are not over."""
        return self.rank == 1 and self.ended is None


@dataclass(frozen=True)
class Medication:
    """A medicine as the prescriber ordered it."""

    name: str = ""
    dose: str = ""
    taken_for: str = ""
    prescriber: str = ""
    is_for_substance_use: bool = False
    started: date | None = None
    ended: date | None = None
    next_refill: date | None = None
    generic: str = ""
    frequency: str = ""
    pharmacy: str = ""
    status: str = "active"
    taken_as_directed: str = ""
    asked: date | None = None
    medication_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Type the medicine."))
        if max(len(self.name), len(self.dose)) > LONGEST_WORDS:
            found.append(FieldProblem("name", "This is too long for the field."))
        if self.started and self.ended and self.ended < self.started:
            found.append(FieldProblem("ended", "It ends before it begins."))
        if self.status not in MEDICINE_STATES:
            found.append(FieldProblem("status", "Choose what became of it."))
        if self.taken_as_directed and self.asked is None:
            found.append(FieldProblem("asked", "Set the day you asked."))
        return found

    def is_taken_on(self, day: date) -> bool:
        """Whether it is an active medicine on that day."""
        return (
            self.status != "never_started"
            and (self.started is None or self.started <= day)
            and (day <= self.ended if self.ended else self.status == "active")
        )


@dataclass(frozen=True)
class Allergy:
    """An allergy or a bad reaction."""

    words: str = ""
    reaction: str = ""
    severity: str = ""
    noted: date | None = None
    allergy_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        if not self.words.strip():
            return [FieldProblem("words", "Type what the client is allergic to.")]
        return []


@dataclass(frozen=True)
class Health:
    """All of it, for one chart."""

    diagnoses: tuple[Diagnosis, ...] = ()
    medications: tuple[Medication, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    no_allergies_known: date | None = None
