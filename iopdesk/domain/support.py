"""People around a client; the four marks are those of the program's founding documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from iopdesk.domain.mutual_help import FIRST_NAME_ONLY, looks_like_more_than_a_first_name
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NAME = 80
SPONSOR = "sponsor"
RELATIONS = {
    "": later("Not said"),
    "partner": later("Husband, wife or partner"),
    "mother": later("Mother"),
    "father": later("Father"),
    "sibling": later("Brother or sister"),
    "child": later("Son or daughter"),
    "relative": later("Relative"),
    "friend": later("Friend"),
    SPONSOR: later("Sponsor"),
    "peer": later("Peer coach"),
    "probation": later("Probation or parole officer"),
    "employer": later("Employer"),
    "doctor": later("Doctor"),
    "other": later("Other"),
}


@dataclass(frozen=True)
class SupportPerson:
    """Someone around the client; `person_id` is empty for a new one."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    is_sober: bool = False
    is_encouraging: bool = False
    is_reachable_at_risk: bool = False
    knows_warning_signs: bool = False
    note: str = ""
    person_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Type the name."))
        elif len(self.name) > LONGEST_NAME:
            found.append(FieldProblem("name", "A name can have at most 80 letters."))
        elif self.relation == SPONSOR and looks_like_more_than_a_first_name(self.name):
            found.append(FieldProblem("name", FIRST_NAME_ONLY))
        digits = sum(sign.isdigit() for sign in self.phone)
        if self.phone.strip() and not 7 <= digits <= 15:
            found.append(FieldProblem("phone", "A phone number has 7 to 15 digits."))
        return found

    @property
    def marks(self) -> int:
        """How many of the four marks this person has."""
        return sum(
            (
                self.is_sober,
                self.is_encouraging,
                self.is_reachable_at_risk,
                self.knows_warning_signs,
            )
        )


def reachable(people: Iterable[SupportPerson]) -> list[SupportPerson]:
    """Those who can really be called when it gets risky: marked so, and with a number."""
    return [one for one in people if one.is_reachable_at_risk and one.phone.strip()]
