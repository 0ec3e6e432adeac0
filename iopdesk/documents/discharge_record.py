"""What the clinical discharge summary says, as plain records."""

from dataclasses import dataclass
from datetime import date, time

from iopdesk.documents.dimension_strip import RatingStrip
from iopdesk.documents.marks import Mark
from iopdesk.documents.score_chart import ScoreSeries
from iopdesk.documents.signature_block import Signature
from iopdesk.documents.strip import StripDay
from iopdesk.domain.step_down import StepStatus


@dataclass(frozen=True)
class DiagnosisThenNow:
    """A diagnosis at admission and at discharge, both in words."""

    code: str
    name: str
    at_admission: str = ""
    at_discharge: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class GoalResult:
    """What became of a goal: `met` of its `objectives`."""

    number: int
    goal: str
    met: int
    objectives: int
    result: Mark
    note: str = ""


@dataclass(frozen=True)
class ThenAndNow:
    """A fact of life at admission and at discharge: home, work, days of use."""

    what: str
    at_admission: str
    at_discharge: str


@dataclass(frozen=True)
class DrugScreens:
    """Counts of drug screens; the texts may add what and when ("1 (fentanyl, Sep 28)")."""

    done: int
    negative: int
    positive: str = "0"
    refused: str = "0"
    missed: str = "0"


@dataclass(frozen=True)
class MedicineAtDischarge:
    """A medicine with its dose as prescribed."""

    name: str
    dose: str
    prescriber: str = ""
    next_on: date | None = None


@dataclass(frozen=True)
class AftercareStep:
    """A next step; `when` replaces day and start for what repeats ("Saturdays, 10:00 AM").

    `release_needed` is False for steps inside this clinic; `release_until` is the day an
    existing release ends.
    """

    what: str
    with_whom: str = ""
    day: date | None = None
    start: time | None = None
    when: str = ""
    status: StepStatus = StepStatus.TO_BOOK
    release_needed: bool = True
    release_until: date | None = None


@dataclass(frozen=True)
class DischargeRecord:
    """One episode's end. Texts are in the reader's words; an empty one is said to be missing.

    `reason` has kind and code ("Completed treatment, planned (TEDS 01)"). `attendance` holds
    the days that care was scheduled, `attendance_share` the main count ("51 of 55 groups (93%),")
    and `attendance_words` what follows it ("176 of 186 hours."). While the client `is_here`,
    `discharged` is the day of printing.
    """

    client_name: str
    chart: str
    discharged: date
    reason: str
    is_draft: bool
    is_here: bool = False
    next_level: str = ""
    born: date | None = None
    episode_number: int = 1
    referred_by: str = ""
    counselor: str = ""
    admitted: date | None = None
    last_service: date | None = None
    level: str = ""
    track: str = ""
    summary: str = ""
    diagnoses: tuple[DiagnosisThenNow, ...] = ()
    scores: tuple[ScoreSeries, ...] = ()
    score_notes: str = ""
    score_credits: str = ""
    attendance: tuple[StripDay, ...] = ()
    attendance_share: str = ""
    attendance_words: str = ""
    goals: tuple[GoalResult, ...] = ()
    ratings: RatingStrip | None = None
    then_and_now: tuple[ThenAndNow, ...] = ()
    screens: DrugScreens | None = None
    medicines: tuple[MedicineAtDischarge, ...] = ()
    safety: str = ""
    aftercare: tuple[AftercareStep, ...] = ()
    level_recommended: str = ""
    level_accepted: str = ""
    reason_level_differs: str = ""
    outlook: str = ""
    follow_up: tuple[date, ...] = ()
    how_to_return: str = ""
    client_copy_given: date | None = None
    signatures: tuple[Signature, ...] = ()
