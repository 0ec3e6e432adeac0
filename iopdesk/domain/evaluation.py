"""Evaluations, drug screens and payer authorizations as a chart lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.policy import Policy
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import Wording, later

LONGEST_WORDS = 200
MOST_UNITS = 1000


class EvaluationKind(StrEnum):
    """Which evaluation."""

    MEDICAL = "medical"
    PHYSICAL = "physical"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"


EVALUATIONS = {
    EvaluationKind.MEDICAL: later("Medical evaluation"),
    EvaluationKind.PHYSICAL: later("Physical examination"),
    EvaluationKind.MENTAL_HEALTH: later("Mental health evaluation"),
    EvaluationKind.SUBSTANCE_USE: later("Substance use evaluation"),
}
SCREEN_STATES = {
    "collected": later("Collected"),
    "refused": later("Declined"),
    "missed": later("Did not come"),
    "unable": later("Not able to give one"),
    "drawn": later("Drawn, not done yet"),
}
SPECIMENS = {
    "urine": later("Urine"),
    "oral_fluid": later("Saliva"),
    "breath": later("Breath"),
    "blood": later("Blood"),
    "hair": later("Hair"),
    "sweat": later("Sweat patch"),
    "nail": later("Nail"),
}
SCREEN_RESULTS = {
    "": later("Not back yet"),
    "negative": later("Nothing found"),
    "as_prescribed": later("Only what is prescribed"),
    "presumptive": later("Something found, not confirmed"),
    "confirmed": later("Something found, confirmed"),
    "dilute": later("Diluted"),
    "expected_missing": later("An expected medicine was not found"),
    "invalid": later("Not usable"),
}
UNIT_KINDS = {
    "days": later("days"),
    "hours": later("hours"),
    "sessions": later("sessions"),
}


@dataclass(frozen=True)
class Evaluation:
    """One evaluation: due, done, by whom."""

    kind: str = EvaluationKind.MEDICAL.value
    due: date | None = None
    done: date | None = None
    done_by: str = ""
    note: str = ""
    evaluation_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self.done_by, "done_by") + _too_long(self.note, "note")
        if self.kind not in set(EvaluationKind):
            found.append(FieldProblem("kind", "Choose which evaluation."))
        if self.due is None and self.done is None:
            found.append(FieldProblem("due", "Set the day it is due, or the day it was done."))
        if self.done is not None and not self.done_by.strip():
            found.append(FieldProblem("done_by", "Type who did it."))
        return found

    def in_words(self, words: Wording) -> str:
        """Such as "Physical examination, done Nov 2, 2026 by Dr. Lee"."""
        which = words(EVALUATIONS[EvaluationKind(self.kind)])
        if self.done is not None:
            day = words.day_month_year(self.done)
            return words(
                "{evaluation}, done {day} by {name}", evaluation=which, day=day, name=self.done_by
            )
        day = words.day_month_year(self.due) if self.due else ""
        return words("{evaluation}, due {day}", evaluation=which, day=day)


@dataclass(frozen=True)
class DrugScreen:
    """One screen of a day; its result may come later. A result alone ends nobody's treatment."""

    day: date | None = None
    state: str = "collected"
    specimen: str = "urine"
    result: str = ""
    collected_by: str = ""
    note: str = ""
    screen_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self.collected_by, "collected_by") + _too_long(self.note, "note")
        if self.day is None:
            found.append(FieldProblem("day", "Set the day."))
        if self.state not in SCREEN_STATES:
            found.append(FieldProblem("state", "Choose what happened."))
        if self.result and self.state != "collected":
            found.append(FieldProblem("result", "Only a collected screen has a result."))
        return found


@dataclass(frozen=True)
class Authorization:
    """What a payer allows from day to day (both included); without units only days limit it."""

    payer: str = ""
    number: str = ""
    starts: date | None = None
    ends: date | None = None
    units: int | None = None
    unit_kind: str = "days"
    note: str = ""
    authorization_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = _too_long(self.payer, "payer") + _too_long(self.note, "note")
        if not self.payer.strip():
            found.append(FieldProblem("payer", "Type who pays."))
        if self.starts is None:
            found.append(FieldProblem("starts", "Set the first day."))
        if self.ends is None:
            found.append(FieldProblem("ends", "Set the last day."))
        elif self.starts is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", "It ends before it begins."))
        if self.units is not None and not 0 < self.units <= MOST_UNITS:
            found.append(FieldProblem("units", "Give a number from 1 to 1000, or leave it empty."))
        return found


@dataclass(frozen=True)
class Papers:
    """What everyone who works with a client may see of who pays.

    `used` are the units of each authorization that attendance has used up.
    """

    authorizations: tuple[Authorization, ...] = ()
    used: Mapping[UUID, int] = field(default_factory=dict)
    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True)
class Checks:
    """What clinical staff see."""

    evaluations: tuple[Evaluation, ...] = ()
    screens: tuple[DrugScreen, ...] = ()


def _too_long(text: str, field: str) -> list[FieldProblem]:
    if len(text) <= LONGEST_WORDS:
        return []
    return [FieldProblem(field, "This is too long for the field.")]


def units_used(kind: str, starts: date, ends: date, attended: Iterable[tuple[date, int]]) -> int:
    """What was used of an authorization; `attended` are the minutes of each session."""
    within = [(day, minutes) for day, minutes in attended if starts <= day <= ends and minutes]
    if kind == "days":
        return len({day for day, _ in within})
    if kind == "hours":
        return sum(minutes for _, minutes in within) // 60
    return len(within)
