"""Step-down and discharge: next steps together, staying well, and what must not be forgotten."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID

from iopdesk.domain.check import Check
from iopdesk.domain.language import Language
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.wording import Wording, later

LONGEST_TEXT = 4000
FOLLOW_UP_DAYS = (30, 60, 90, 180, 365)
DEFAULT_FOLLOW_UPS = (30, 60, 90)


class StepStatus(StrEnum):
    """How far a next step has come."""

    TO_BOOK = "to_book"
    BOOKED = "booked"
    DECLINED = "declined"
    NO_APPOINTMENT_NEEDED = "not_needed"


STEP_STATUS_WORDS = {
    StepStatus.TO_BOOK: later("To book"),
    StepStatus.BOOKED: later("Booked"),
    StepStatus.DECLINED: later("Declined"),
    StepStatus.NO_APPOINTMENT_NEEDED: later("No appointment needed"),
}


class ItemKind(StrEnum):
    """What a line of the staying-well plan is."""

    TRIGGER = "trigger"
    SIGN = "sign"
    ACTION = "action"


NEXT_STEP_WORDS = {
    "1": later("Outpatient group here"),
    "1.5": later("Outpatient group here"),
    "MH_OP": later("Individual therapy"),
    "AFTERCARE": later("Aftercare or alumni group"),
    "STEP_UP": later("Step up: more care for now"),
    "MUTUAL": later("Meetings of my choice"),
    "RR": later("Sober living"),
    "OBOT": later("Medication visit"),
    "RECOVERY_SERVICES": later("Peer coach"),
    "VOCATIONAL": later("Help with work or school"),
    "PCP": later("Medical care"),
    "NONE": later("No further care accepted"),
}
"""Short words of the usual next steps, for screens and for the client; others use the list's."""

NO_ANSWER = "no_answer"
FOLLOW_UP_OUTCOMES = {
    "well": later("Reached: doing well"),
    "needs_help": later("Reached: wants help or an appointment"),
    "returns": later("Reached: wants to come back"),
    NO_ANSWER: later("No answer, try again"),
    "not_reached": later("Not reached after three tries"),
    "declined": later("Did not want the call"),
}
"""What came of a call; after no answer the call stays open."""

NALOXONE_WORDS = {
    "given": later("Naloxone kit given"),
    "referred": later("Told where to get naloxone"),
    "declined": later("Did not want naloxone"),
}


@dataclass(frozen=True)
class NextStep:
    """One of several next steps; `option` is a code of the options list, or empty for own words."""

    id: UUID | None = None
    position: int = 0
    option: str = ""
    words: str = ""
    who: str = ""
    place: str = ""
    phone: str = ""
    day: date | None = None
    start: time | None = None
    status: str = StepStatus.TO_BOOK.value

    @property
    def is_to_do(self) -> bool:
        """Whether the client still goes there: neither declined nor without appointment."""
        return self.status in (StepStatus.BOOKED, StepStatus.TO_BOOK)


@dataclass(frozen=True)
class PreventionItem:
    """A trigger, a warning sign, or what I will do about it."""

    id: UUID | None = None
    position: int = 0
    kind: str = ItemKind.SIGN.value
    text: str = ""


@dataclass(frozen=True)
class StepDown:
    """How an episode ends, whole. A form edits a copy of it and hands both back."""

    id: UUID
    client_id: UUID
    episode_id: UUID
    state: str = "draft"
    reason: str = ""
    progress: str = ""
    summary: str = ""
    level_recommended: str = ""
    level_accepted: str = ""
    reason_level_differs: str = ""
    home_work_ride: str = ""
    naloxone: str = ""
    naloxone_day: date | None = None
    my_reasons: str = ""
    if_i_use: str = ""
    client_copy_given: date | None = None
    next_steps: tuple[NextStep, ...] = ()
    items: tuple[PreventionItem, ...] = ()
    decided_at: datetime | None = None
    decided_by: str = ""

    def of_kind(self, kind: ItemKind) -> tuple[PreventionItem, ...]:
        """The lines of one kind, in order."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def level_differs(self) -> bool:
        """Whether the client accepted another level than the one recommended."""
        return self.level_recommended != self.level_accepted

    def problems(self) -> list[FieldProblem]:
        """What can't be stored."""
        texts = {
            "summary": self.summary,
            "home_work_ride": self.home_work_ride,
            "my_reasons": self.my_reasons,
            "if_i_use": self.if_i_use,
        }
        texts |= {f"item {at}": item.text for at, item in enumerate(self.items, start=1)}
        texts |= {f"step {at}": step.words for at, step in enumerate(self.next_steps, start=1)}
        return [
            FieldProblem(name, later("This text is longer than 4,000 letters."))
            for name, text in texts.items()
            if len(text) > LONGEST_TEXT
        ]


@dataclass(frozen=True)
class Option:
    """A code with its words in both languages, such as a discharge reason or a next level."""

    code: str
    texts: dict[Language, str]
    teds: str = ""
    is_planned: bool = True
    edition: str = "any"


@dataclass(frozen=True)
class CrisisContact:
    """A number that is printed on every step-down page."""

    key: str
    names: dict[Language, str]
    call: str


@dataclass(frozen=True)
class StepDownOptions:
    """The lists a step-down is chosen from; TEDS codes are those of TEDS-D."""

    reasons: tuple[Option, ...]
    progress: tuple[Option, ...]
    levels: tuple[Option, ...]
    level_differs: tuple[Option, ...]
    triggers: tuple[Option, ...]
    signs: tuple[Option, ...]
    actions: tuple[Option, ...]
    crisis: tuple[CrisisContact, ...]
    naloxone: dict[Language, tuple[str, ...]]

    def words(self, options: Sequence[Option], code: str, language: Language) -> str:
        """The words of a code; what staff typed themselves stays as it is."""
        return next((o.texts[language] for o in options if o.code == code), code)


def next_step_words(step: NextStep, words: Wording) -> str:
    """What a step is called: as typed, else the usual short words, else those of the list."""
    if step.words.strip():
        return step.words.strip()
    if step.option in NEXT_STEP_WORDS:
        return words(NEXT_STEP_WORDS[step.option])
    options = step_down_options()
    return options.words(options.levels, step.option, Language(words.language))


@cache
def step_down_options() -> StepDownOptions:
    """The lists that ship with the program."""
    raw = json.loads(resource_path("step_down_options.json").read_text(encoding="utf-8"))

    def options(name: str) -> tuple[Option, ...]:
        return tuple(
            Option(
                entry["code"],
                {language: entry[language] for language in Language},
                entry.get("teds", ""),
                entry.get("type", "planned") == "planned",
                entry.get("edition", "any"),
            )
            for entry in raw[name]
        )

    return StepDownOptions(
        reasons=options("discharge_reasons"),
        progress=options("progress_at_discharge"),
        levels=options("next_levels"),
        level_differs=options("reason_level_differs"),
        triggers=options("triggers_library"),
        signs=options("warning_signs_library"),
        actions=options("coping_library"),
        crisis=tuple(
            CrisisContact(
                c["key"], {language: c[f"name_{language}"] for language in Language}, c["call"]
            )
            for c in raw["crisis_contacts"]
            if c.get("call")
        ),
        naloxone={language: tuple(raw["naloxone"][language]) for language in Language},
    )


def content_hash(step_down: StepDown) -> str:
    """A fingerprint of what is signed at discharge: all texts and choices, in a fixed order."""
    said = replace(step_down, state="", decided_at=None, decided_by="", client_copy_given=None)
    text = json.dumps(asdict(said), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Surroundings:
    """What the checklist asks of the rest of the record."""

    medications: int
    reachable_people: int
    meetings_a_week: int
    goals_met: int
    goals: int
    client_signed: bool


def checklist(step_down: StepDown, around: Surroundings, today: date) -> tuple[Check, ...]:
    """What is there and what is missing before the papers go out; nothing is hidden.

    Only a reason is needed to discharge: a person who left can't be kept open by an empty line.
    """
    appointments = [
        step.day
        for step in step_down.next_steps
        if step.status == StepStatus.BOOKED and step.day and step.day >= today
    ]
    within_a_week = bool(appointments) and min(appointments) <= today + timedelta(days=7)
    reachable = around.reachable_people >= 2
    wanted = [
        ("reason", later("Reason for discharge"), bool(step_down.reason), True),
        ("next", later("Next level chosen"), bool(step_down.next_steps), False),
        ("appointment", later("First appointment within 7 days"), within_a_week, False),
        ("signs", later("Warning signs"), bool(step_down.of_kind(ItemKind.SIGN)), False),
        ("actions", later("What I will do"), bool(step_down.of_kind(ItemKind.ACTION)), False),
        ("people", later("Two people to call"), reachable, False),
        ("medications", later("Medications listed"), around.medications > 0, False),
        (
            "naloxone",
            later("Naloxone given, referred or declined"),
            bool(step_down.naloxone),
            False,
        ),
        ("meetings", later("Meetings each week"), around.meetings_a_week > 0, False),
        ("summary", later("Course of treatment written"), bool(step_down.summary.strip()), False),
        ("signature", later("Client has signed"), around.client_signed, False),
    ]
    if step_down.level_differs:
        why = later("Why the level accepted is another than recommended")
        wanted.insert(2, ("level", why, bool(step_down.reason_level_differs), False))
    return tuple(Check(code, text, met, needed) for code, text, met, needed in wanted)
