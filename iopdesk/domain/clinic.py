"""Facts of the clinic that papers, schedules and wording depend on."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from iopdesk.domain.problems import FieldProblem

LONGEST_LINE = 120
PAPER_SIZES = ("letter", "a4")
CLIENT_TERMS = ("client", "patient", "guest", "participant")


@dataclass(frozen=True)
class ClinicDraft:
    """What the form about the clinic holds; `zone` is an IANA time zone."""

    name: str = ""
    address: str = ""
    phone: str = ""
    daytime_line: str = ""
    county_crisis_line: str = ""
    zone: str = "America/Los_Angeles"
    client_term: str = "client"
    paper_size: str = "letter"

    def problems(self) -> tuple[FieldProblem, ...]:
        """All that keeps this draft from being saved."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Type the clinic's name."))
        for field in ("name", "address", "phone", "daytime_line", "county_crisis_line"):
            if len(getattr(self, field)) > LONGEST_LINE:
                found.append(FieldProblem(field, "This is too long."))
        if self.zone not in available_timezones():
            found.append(FieldProblem("zone", "This time zone is not known."))
        if self.client_term not in CLIENT_TERMS:
            found.append(FieldProblem("client_term", "Choose one of the words."))
        if self.paper_size not in PAPER_SIZES:
            found.append(FieldProblem("paper_size", "Choose Letter or A4."))
        return tuple(found)
