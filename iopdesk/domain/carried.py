"""A return: what the record still says from earlier stays is confirmed, changed or ended."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.wording import later


class CarriedKind(StrEnum):
    """What an item is, in the order in which it is asked."""

    PHONE = "phone"
    ADDRESS = "address"
    PERSON = "person"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    DIAGNOSIS = "diagnosis"


KIND_WORDS = {
    CarriedKind.PHONE: later("Phone"),
    CarriedKind.ADDRESS: later("Address"),
    CarriedKind.PERSON: later("Support person"),
    CarriedKind.MEDICATION: later("Medicine"),
    CarriedKind.ALLERGY: later("Allergy"),
    CarriedKind.DIAGNOSIS: later("Diagnosis"),
}
CLINICAL_KINDS = frozenset({CarriedKind.MEDICATION, CarriedKind.ALLERGY, CarriedKind.DIAGNOSIS})


class CarriedAnswer(StrEnum):
    """What the client says to an item; WAITING while nobody has asked."""

    WAITING = ""
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    ENDED = "ended"


ANSWER_WORDS = {
    CarriedAnswer.WAITING: later("To be asked"),
    CarriedAnswer.CONFIRMED: later("Still true"),
    CarriedAnswer.CHANGED: later("Has changed"),
    CarriedAnswer.ENDED: later("Not any more"),
}


@dataclass(frozen=True)
class CarriedItem:
    """One item of the record at a return; `version` is what it was when it was read."""

    item_id: UUID
    kind: CarriedKind
    subject_id: UUID
    words: str
    answer: CarriedAnswer
    by: str
    at: datetime
    version: int


@dataclass(frozen=True)
class LastTime:
    """What is worth knowing of the stay before, on one page; texts are in the reader's words."""

    client_name: str
    chart_number: str
    stay: int
    admitted: date
    discharged: date
    program: str
    counselor: str
    reason: str
    level: str
    attended: int
    marked: int
    setbacks: tuple[date, ...] = ()
    diagnoses: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    my_reasons: str = ""
    summary: str = ""
    calls: tuple[str, ...] = ()
