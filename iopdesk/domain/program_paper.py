"""Papers about the program itself: their texts in both languages, and whether they were signed."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import later

LONGEST_REASON = 200


class ProgramPaper(StrEnum):
    """A paper that a client is given on the way in."""

    AGREEMENT = "agreement"
    GUIDE = "guide"


PAPER_WORDS = {
    ProgramPaper.AGREEMENT: later("Program agreement"),
    ProgramPaper.GUIDE: later("Program guide"),
}


@dataclass(frozen=True)
class PaperText:
    """A paper's text in one language; lines have {names} to be filled in."""

    version: str
    title: str
    lead: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def paper_text(paper: ProgramPaper, language: Language) -> PaperText:
    """What a paper says."""
    data: Any = json.loads(resource_path("program_papers.json").read_text("utf-8"))[paper.value]
    return PaperText(
        str(data["version"]),
        str(data["title"][language.value]),
        str(data["lead"][language.value]),
        tuple(
            (
                str(section["head"][language.value]),
                tuple(str(line[language.value]) for line in section["lines"]),
            )
            for section in data["sections"]
        ),
    )


@dataclass(frozen=True)
class GivenPaper:
    """A paper that was handed over; `why_not_signed` where the client did not want to."""

    given_id: UUID
    kind: str
    version: str
    language: str
    day: date
    by: str
    signed: date | None = None
    why_not_signed: str = ""

    @property
    def waits_for_signature(self) -> bool:
        """Whether nobody has said yet what became of the signature."""
        asks = self.kind == ProgramPaper.AGREEMENT
        return asks and self.signed is None and not self.why_not_signed


@dataclass(frozen=True)
class Signing:
    """What became of a signature: signed on a day, or not, with the reason."""

    signed: date | None = None
    why_not_signed: str = ""

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        found = []
        if self.signed is None and not self.why_not_signed.strip():
            found.append(FieldProblem("why_not_signed", "Say why in a few words."))
        if self.signed is not None and self.signed > today:
            found.append(FieldProblem("signed", "This day has not come yet."))
        if len(self.why_not_signed) > LONGEST_REASON:
            found.append(FieldProblem("why_not_signed", "This is too long for the field."))
        return found
