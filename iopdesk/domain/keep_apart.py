"""Two clients who must not sit in one group."""

import uuid
from dataclasses import dataclass
from datetime import date

from iopdesk.domain.problems import FieldProblem

LONGEST_REASON = 400


@dataclass(frozen=True)
class KeptApart:
    """One pair as a client's chart shows it; the reason is for those with clinical rights."""

    pair_id: uuid.UUID
    other_id: uuid.UUID
    other_name: str
    other_chart: str
    reason: str
    since: date


@dataclass(frozen=True)
class KeepApartDraft:
    """What a person notes: whom to keep apart from, and why."""

    other_id: uuid.UUID | None
    reason: str

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, field by field."""
        found = []
        if self.other_id is None:
            found.append(FieldProblem("other_id", "Search for the other client and choose one."))
        if not self.reason.strip():
            found.append(FieldProblem("reason", "Say why; only clinicians see it."))
        elif len(self.reason) > LONGEST_REASON:
            found.append(FieldProblem("reason", "Keep it under 400 letters."))
        return found
