"""Filled-in instruments of a client: what is entered, what is kept, and what is due again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from iopdesk.domain.instrument import Alert, Answers, Instrument, instruments
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NOTE = 400
HOWS = {
    "spoken": later("Asked and answered"),
    "paper": later("Filled in on paper"),
    "phone": later("By phone"),
}
OCCASIONS = {
    "": later("In between"),
    "admission": later("Admission"),
    "review": later("Review"),
    "discharge": later("Discharge"),
}
MOST_DAYS = 365


@dataclass(frozen=True)
class ResultDraft:
    """One filled-in form, or, for a form that the program does not hold, its scores alone."""

    instrument: str = ""
    day: date | None = None
    language: str = "en"
    how: str = "spoken"
    occasion: str = ""
    answers: Answers = field(default_factory=dict)
    scores: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def form(self) -> Instrument | None:
        """The instrument it is of."""
        return instruments().get(self.instrument)

    def problems(self, today: date) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        elif self.day > today:
            found.append(FieldProblem("day", "This day has not come yet."))
        if len(self.note) > LONGEST_NOTE:
            found.append(FieldProblem("note", "This is too long for the field."))
        if self.how not in HOWS or self.occasion not in OCCASIONS:
            found.append(FieldProblem("how", "Choose how it was given."))
        form = self.form
        if form is None:
            return [*found, FieldProblem("instrument", "Choose the instrument.")]
        return found + (self._of_answers(form) if form.ships_items else self._of_scores(form))

    def _of_answers(self, form: Instrument) -> list[FieldProblem]:
        if self.language not in form.languages:
            return [FieldProblem("language", "There is no official translation of this form.")]
        if form.problems(self.answers):
            return [FieldProblem("answers", "This form has no such answer.")]
        if all(value is None for value in self.answers.values()):
            return [FieldProblem("answers", "Nothing is answered yet.")]
        return []

    def _of_scores(self, form: Instrument) -> list[FieldProblem]:
        found = []
        for scale in form.scales:
            value = self.scores.get(scale.scale_id)
            if value is None:
                found.append(FieldProblem(scale.scale_id, "Type the score of the form."))
            elif not scale.lowest <= value <= scale.highest:
                found.append(FieldProblem(scale.scale_id, "The form has no such score."))
        return found


@dataclass(frozen=True)
class Result:
    """One result as it was kept; `critical` are the alerts that must be closed.

    `closed` says what was done about them, empty while nobody wrote it down.
    """

    result_id: UUID
    instrument: str
    day: date
    language: str
    how: str
    occasion: str
    answers: Answers
    scores: Mapping[str, int]
    critical: tuple[str, ...]
    note: str
    by: str
    entered_at: datetime
    closed: str = ""
    closed_by: str = ""
    was_abstinent: bool = False

    @property
    def form(self) -> Instrument | None:
        """The instrument, where this version of the program knows it."""
        return instruments().get(self.instrument)

    @property
    def is_open(self) -> bool:
        """Whether someone must still write down what was done."""
        return bool(self.critical) and not self.closed

    @property
    def is_estimated(self) -> bool:
        """Whether a score was filled in for items without an answer."""
        form = self.form
        if form is None or not form.ships_items:
            return False
        missing = set(form.missing(self.answers))
        return any(
            missing & set(scale.items) and scale.scale_id in self.scores for scale in form.scales
        )

    def alerts(self, gender: str) -> tuple[Alert, ...]:
        """What the result asks for."""
        form = self.form
        if form is None:
            return ()
        return form.alerts_of(
            self.answers, self.scores, gender=gender, was_abstinent=bool(self.critical)
        )


@dataclass(frozen=True)
class Schedule:
    """How often a program gives an instrument; no program means every program."""

    instrument: str = ""
    program_id: UUID | None = None
    every_days: int | None = None
    at_admission: bool = True
    at_discharge: bool = True
    schedule_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.instrument not in instruments():
            found.append(FieldProblem("instrument", "Choose the instrument."))
        if self.every_days is not None and not 1 <= self.every_days <= MOST_DAYS:
            found.append(FieldProblem("every_days", "Give a number from 1 to 365, or nothing."))
        if self.every_days is None and not (self.at_admission or self.at_discharge):
            found.append(FieldProblem("every_days", "Say when it is given."))
        return found


#: What many clinics do; a director takes it over with one click and changes it.
USUAL_SCHEDULES = (
    Schedule("phq9", every_days=30),
    Schedule("gad7", every_days=30),
    Schedule("bam", every_days=30),
    Schedule("audit", at_discharge=False),
    Schedule("pc_ptsd5", at_discharge=False),
)
_ADMISSION_DAYS = timedelta(days=3)


def schedules_for(all_of_them: Sequence[Schedule], program_id: UUID) -> tuple[Schedule, ...]:
    """What holds in a program: its own line of an instrument, else that of every program."""
    common = {one.instrument: one for one in all_of_them if one.program_id is None}
    own = {one.instrument: one for one in all_of_them if one.program_id == program_id}
    return tuple({**common, **own}.values())


def due_day(
    schedule: Schedule, admitted: date, planned_end: date, last: date | None
) -> date | None:
    """The day the instrument is due next in a stay; `last` is its last result since admission.

    At admission it has three days, afterwards it comes every so many days after the last one,
    and at discharge on the planned last day, unless one of the week before it is there.
    """
    if last is None:
        if schedule.at_admission:
            return admitted + _ADMISSION_DAYS
        if schedule.every_days:
            return admitted + timedelta(days=schedule.every_days)
        return planned_end if schedule.at_discharge else None
    days = [last + timedelta(days=schedule.every_days)] if schedule.every_days else []
    if schedule.at_discharge and last < planned_end - timedelta(days=7):
        days.append(planned_end)
    return min(days, default=None)
