"""What every paper needs besides its record: clinic, printing, language, size and legal notice."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from iopdesk.domain.language import Language
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import Wording


class PaperSize(StrEnum):
    """A sheet; the measure of 500 pt and so every line break is the same on both."""

    LETTER = "letter"
    A4 = "a4"


class PaperKind(StrEnum):
    """A paper IOP Desk prints, for rules that go by kind."""

    TREATMENT_PLAN = "treatment_plan"
    PLAN_CLIENT_COPY = "plan_client_copy"
    MEETING_LIST = "meeting_list"
    MEETING_LETTER = "meeting_letter"
    ATTENDANCE_CARD = "attendance_card"
    SIGN_IN_SHEET = "sign_in_sheet"
    INSTRUMENT_FORM = "instrument_form"
    WEEKLY_SCHEDULE = "weekly_schedule"
    REMINDER_LIST = "reminder_list"
    DISCHARGE_SUMMARY = "discharge_summary"
    STEP_DOWN_CLIENT_COPY = "step_down_client_copy"
    REPORT = "report"
    CONSENT_FORM = "consent_form"
    PATIENT_NOTICE = "patient_notice"
    ATTENDANCE_LETTER = "attendance_letter"
    ACCESS_REPORT = "access_report"
    PROGRAM_PAPER = "program_paper"
    OUTCOME_LETTER = "outcome_letter"
    LAST_TIME = "last_time"
    REVOCATION_NOTICE = "revocation_notice"


_STAFF_PAPERS = frozenset(
    {
        PaperKind.TREATMENT_PLAN,
        PaperKind.SIGN_IN_SHEET,
        PaperKind.DISCHARGE_SUMMARY,
        PaperKind.REMINDER_LIST,
        PaperKind.REPORT,
        PaperKind.ATTENDANCE_LETTER,
        PaperKind.ACCESS_REPORT,
        PaperKind.LAST_TIME,
        PaperKind.MEETING_LETTER,
        PaperKind.REVOCATION_NOTICE,
    }
)
_OF_SEVERAL = frozenset({PaperKind.SIGN_IN_SHEET, PaperKind.REMINDER_LIST})


@dataclass(frozen=True)
class PaperSetting:
    """Who prints, when, for which reader and on what sheet; `printed_at` is local time.

    `crisis_line` is the clinic's own county line in words and digits, empty when it has none.
    `invariant` leaves the clock and random identifiers out of the file, so that the same record
    gives the same bytes.
    """

    clinic_name: str
    clinic_address: str
    clinic_phone: str
    printed_at: datetime
    printed_by: str
    language: Language = Language.ENGLISH
    paper_size: PaperSize = PaperSize.LETTER
    crisis_line: str = ""
    invariant: bool = False

    @property
    def words(self) -> Wording:
        """The wording of the reader's language."""
        return _wording(Language(self.language))


def carries_notice(kind: PaperKind) -> bool:
    """Whether each page carries the 42 CFR 2.32 statement.

    Papers that stay in the chart or may leave with a consent do. The client's own copies are no
    disclosure to a third party, and a card shown in public must not name the law.
    """
    return kind in _STAFF_PAPERS


def short_notice() -> str:
    """The statement of 42 CFR 2.32(a)(2), exact and in English, as the rule has it."""
    return _notices()["short"]


def long_notice() -> str:
    """The statement of 42 CFR 2.32(a)(1), exact, paragraphs parted by empty lines."""
    return _notices()["long"]


def footer_notice(kind: PaperKind, words: Wording) -> str:
    """What the last line of the footer says about keeping this paper; empty for cards."""
    if kind is PaperKind.ATTENDANCE_CARD:
        return ""
    if kind in _OF_SEVERAL:
        keep = words("Names several people: keep locked, never copy or send.")
        return f"{keep} {short_notice()}"
    if carries_notice(kind):
        return short_notice()
    return words("This paper is private. Keep it in a safe place.")


@cache
def _wording(language: Language) -> Wording:
    return Wording(language)


@cache
def _notices() -> dict[str, str]:
    data = json.loads(resource_path("notices/part2.json").read_text("utf-8"))
    return {name: str(data[name]["text"]) for name in ("short", "long")}
