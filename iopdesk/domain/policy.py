"""Who pays for a client: a policy with its numbers; rank 1 pays first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NAME = 120
LONGEST_NUMBER = 40
LONGEST_NOTE = 200
RANKS = {1: later("Pays first"), 2: later("Pays second"), 3: later("Pays third")}
HOLDER_RELATIONS = {
    "self": later("The client"),
    "partner": later("Husband, wife or partner"),
    "parent": later("Parent"),
    "other": later("Other"),
}


@dataclass(frozen=True)
class Policy:
    """A client's cover by one payer."""

    payer: str = ""
    rank: int = 1
    member_number: str = ""
    group_number: str = ""
    holder: str = ""
    holder_relation: str = "self"
    phone: str = ""
    starts: date | None = None
    ends: date | None = None
    note: str = ""
    policy_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if not self.payer.strip():
            found.append(FieldProblem("payer", "Type who pays."))
        if self.rank not in RANKS:
            found.append(FieldProblem("rank", "Choose who pays first."))
        if self.holder_relation != "self" and not self.holder.strip():
            found.append(FieldProblem("holder", "Type in whose name it is."))
        if self.starts and self.ends and self.ends < self.starts:
            found.append(FieldProblem("ends", "It ends before it begins."))
        limits = {"payer": LONGEST_NAME, "holder": LONGEST_NAME, "note": LONGEST_NOTE}
        more = dict.fromkeys(("member_number", "group_number", "phone"), LONGEST_NUMBER)
        found += [
            FieldProblem(name, "This is too long for the field.")
            for name, most in {**limits, **more}.items()
            if len(getattr(self, name)) > most
        ]
        return found

    def holds_on(self, day: date) -> bool:
        """Whether it covers a day, as far as its days are known."""
        begun = self.starts is None or self.starts <= day
        return begun and (self.ends is None or day <= self.ends)
