"""What may leave the program: papers for someone outside, and the ground each leaves on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.consent import Consent, Signer, gaps
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import Wording, later

LONGEST_NAME = 120
LONGEST_WORDS = 500
MEDICAL_EMERGENCY = "medical_emergency"
HOW = {
    "paper": later("By hand, on paper"),
    "mail": later("By mail"),
    "fax": later("By fax"),
    "file": later("As a file"),
    "phone": later("By phone"),
}


class Document(StrEnum):
    """A paper or a file that someone outside may get. Counseling notes are in none of them."""

    TREATMENT_PLAN = "treatment_plan"
    PLAN_COPY = "plan_copy"
    STEP_DOWN_SUMMARY = "step_down_summary"
    DISCHARGE_SUMMARY = "discharge_summary"
    STEP_DOWN_COPY = "step_down_copy"
    ATTENDANCE = "attendance"
    ATTENDANCE_LETTER = "attendance_letter"
    SCHEDULE = "schedule"
    MEETING_LIST = "meeting_list"
    MEETING_LETTER = "meeting_letter"
    ELIGIBILITY_LETTER = "eligibility_letter"
    INSTRUMENTS = "instruments"
    DRUG_SCREENS = "drug_screens"
    OUTSIDE_REPORT = "outside_report"
    CHART = "chart"
    SPOKEN = "spoken"
    REVOCATION_NOTICE = "revocation_notice"


DOCUMENTS = {
    Document.TREATMENT_PLAN: later("Treatment plan"),
    Document.PLAN_COPY: later("Treatment plan in plain words"),
    Document.STEP_DOWN_SUMMARY: later("Step-down summary"),
    Document.DISCHARGE_SUMMARY: later("Discharge summary"),
    Document.STEP_DOWN_COPY: later("Next steps in plain words"),
    Document.ATTENDANCE: later("Attendance"),
    Document.ATTENDANCE_LETTER: later("Letter of attendance"),
    Document.SCHEDULE: later("Weekly schedule"),
    Document.MEETING_LIST: later("Meeting list"),
    Document.MEETING_LETTER: later("Letter about meetings"),
    Document.ELIGIBILITY_LETTER: later("Letter about eligibility"),
    Document.INSTRUMENTS: later("Scores of questionnaires"),
    Document.DRUG_SCREENS: later("Drug test results"),
    Document.OUTSIDE_REPORT: later("Attached report"),
    Document.CHART: later("Chart"),
    Document.SPOKEN: later("Told by word of mouth"),
    Document.REVOCATION_NOTICE: later("Notice that a consent was taken back"),
}
_SUMMARY = frozenset({"discharge_summary"})
_PLAN = frozenset({"treatment_plan"})
_CHART = frozenset(
    {"attendance", "admission_discharge", "diagnosis", "assessment", "treatment_plan", "progress"}
    | {"drug_tests", "medications", "discharge_summary", "billing", "mental_health"}
    | {"meetings", "contact"}
)
#: The kinds of information that a document tells; all of them must be in the consent.
TELLS: dict[Document, frozenset[str]] = {
    Document.TREATMENT_PLAN: _PLAN | {"diagnosis"},
    Document.PLAN_COPY: _PLAN,
    Document.STEP_DOWN_SUMMARY: _SUMMARY,
    Document.DISCHARGE_SUMMARY: _SUMMARY,
    Document.STEP_DOWN_COPY: _SUMMARY,
    Document.ATTENDANCE: frozenset({"attendance"}),
    Document.ATTENDANCE_LETTER: frozenset({"attendance"}),
    # the week shows the meetings of mutual help that the client picked
    Document.SCHEDULE: frozenset({"attendance", "meetings"}),
    Document.MEETING_LIST: frozenset({"meetings"}),
    Document.MEETING_LETTER: frozenset({"meetings"}),
    Document.ELIGIBILITY_LETTER: frozenset({"assessment"}),
    Document.INSTRUMENTS: frozenset({"assessment"}),
    Document.DRUG_SCREENS: frozenset({"drug_tests"}),
    # the program did not write it: it may tell what the mind as well as the use is about
    Document.OUTSIDE_REPORT: frozenset({"assessment", "mental_health"}),
    Document.CHART: _CHART,
    Document.SPOKEN: frozenset(),
    # it goes after the consent, and tells no more than that it is over
    Document.REVOCATION_NOTICE: frozenset(),
}


@dataclass(frozen=True)
class Handover:
    """To whom, why, and on which ground something leaves.

    Either `consent_id` with one of its purposes, or `basis`: a lawful ground without consent with
    a `reason`. The fields of 42 CFR 2.51 are for a medical emergency.
    """

    to_whom: str = ""
    purpose: str = ""
    consent_id: UUID | None = None
    basis: str = ""
    reason: str = ""
    how: str = "paper"
    emergency_personnel: str = ""
    emergency_facility: str = ""
    emergency_nature: str = ""

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from leaving, apart from the consent itself."""
        found = []
        if not self.to_whom.strip():
            found.append(FieldProblem("to_whom", "Type who gets it."))
        if self.how not in HOW:
            found.append(FieldProblem("how", "Choose how it goes."))
        if self.consent_id is None and self.basis not in consent_library().grounds:
            found.append(FieldProblem("ground", "Choose a consent or another lawful ground."))
        if self.consent_id is None and not self.reason.strip():
            found.append(FieldProblem("reason", "Say why, in a sentence."))
        if self.consent_id is not None and not self.purpose:
            found.append(FieldProblem("purpose", "Choose what it is for."))
        if self.consent_id is None and self.basis == MEDICAL_EMERGENCY:
            found += self._unsaid_emergency()
        limits = {"to_whom": LONGEST_NAME, "reason": LONGEST_WORDS}
        more = ("emergency_personnel", "emergency_facility", "emergency_nature")
        found += [
            FieldProblem(name, "This is too long for the field.")
            for name, most in {**limits, **dict.fromkeys(more, LONGEST_WORDS)}.items()
            if len(getattr(self, name)) > most
        ]
        return found

    def _unsaid_emergency(self) -> list[FieldProblem]:
        asked = {
            "emergency_personnel": later("Name the medical personnel (42 CFR 2.51(c))."),
            "emergency_facility": later("Name their facility (42 CFR 2.51(c))."),
            "emergency_nature": later("Say what the emergency is (42 CFR 2.51(c))."),
        }
        return [
            FieldProblem(name, words)
            for name, words in asked.items()
            if not getattr(self, name).strip()
        ]


class Obstacle(StrEnum):
    """Why a consent does not carry a document."""

    NOT_IN_FORCE = "not_in_force"
    DEFICIENT = "deficient"
    INFORMATION = "information"
    PURPOSE = "purpose"


@dataclass(frozen=True)
class Carrying:
    """Whether a consent carries a document on a day; if not why, and which elements or kinds."""

    obstacle: Obstacle | None = None
    lacking: tuple[str, ...] = ()


def carries(
    consent: Consent, document: Document, signer: Signer, day: date, purpose: str = ""
) -> Carrying:
    """The one rule of the desk: in force, whole, naming all that the document tells, and why.

    42 CFR 2.31(c): an expired, revoked or deficient consent may not be used.
    """
    if not consent.shares or not consent.days.in_force_on(day):
        return Carrying(Obstacle.NOT_IN_FORCE)
    if lacking := gaps(consent, signer):
        return Carrying(Obstacle.DEFICIENT, lacking)
    if untold := TELLS[document] - consent.categories:
        return Carrying(Obstacle.INFORMATION, tuple(sorted(untold)))
    if purpose and purpose not in consent.purpose_keys:
        return Carrying(Obstacle.PURPOSE, (purpose,))
    return Carrying()


def why_not(carrying: Carrying, words: Wording) -> str:
    """A plain sentence why a consent does not carry a document; empty where it does."""
    library, language = consent_library(), words.language
    if carrying.obstacle is Obstacle.NOT_IN_FORCE:
        return words("This consent is not in force.")
    if carrying.obstacle is Obstacle.DEFICIENT:
        return " ".join(library.missing_words(each, language) for each in carrying.lacking)
    if carrying.obstacle is Obstacle.INFORMATION:
        told = ", ".join(library.information_words(carrying.lacking, language))
        return words("It does not cover: {what} (42 CFR 2.31(a)(3)).", what=told)
    if carrying.obstacle is Obstacle.PURPOSE:
        told = ", ".join(library.purpose_words(carrying.lacking, language))
        return words("It is not for this purpose: {what} (42 CFR 2.31(a)(5)).", what=told)
    return ""


@dataclass(frozen=True)
class Disclosed:
    """One line of the accounting of disclosures; `at` is local time."""

    disclosure_id: UUID
    at: datetime
    to_whom: str
    what: str
    purpose: str
    ground: str
    how: str
    by: str
    reason: str = ""
    emergency: str = ""
