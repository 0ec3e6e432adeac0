"""Programs as a clinic sets them up: phases with a weekly dose, and a level's range of hours."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.client import age_on
from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import (
    LEVEL_HERE,
    LONGEST_STAY,
    MINUTES_A_DAY,
    MOST_MEETINGS_A_WEEK,
    MOST_MINUTES_A_WEEK,
    Track,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_NAME = 80
MOST_PHASES = 12
MOST_SCREENS_A_WEEK = 7
ADULT_FROM = 18


class AgeGroup(StrEnum):
    """Whom a program is for; the least hours of the level differ (TIP 47: 9 and 6 a week)."""

    ADULT = "adult"
    ADOLESCENT = "adolescent"


AGE_WORDS = {AgeGroup.ADULT: later("Adults"), AgeGroup.ADOLESCENT: later("Adolescents")}


class HoursRange(StrEnum):
    """How a week's hours stand to the range of Level 2.1."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True)
class PhaseDraft:
    """A phase as a person types it; `phase_id` is empty for a new one."""

    name: str = ""
    days: int = 30
    minutes_a_week: int = 3 * MINUTES_A_DAY
    days_a_week: int = 3
    meetings_a_week: int = 3
    screens_a_week: int = 1
    phase_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """All that is wrong with it; sentences name no row, the editor shows them beside it."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Give the phase a name."))
        elif len(self.name) > LONGEST_NAME:
            found.append(FieldProblem("name", "Keep the name under 80 letters."))
        if not 1 <= self.days <= LONGEST_STAY:
            found.append(FieldProblem("days", "A phase lasts 1 to 730 days."))
        return found + dose_problems(
            self.minutes_a_week, self.days_a_week, self.meetings_a_week, self.screens_a_week
        )


@dataclass(frozen=True)
class ProgramDraft:
    """A program as a person types it; clients keep what they have when it changes."""

    name: str = ""
    days: int = 90
    track: Track = Track.DAY
    age_group: AgeGroup = AgeGroup.ADULT
    phases: tuple[PhaseDraft, ...] = field(default=())

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this program from being saved; a phase's as "phases.2.days"."""
        found = []
        if not self.name.strip():
            found.append(FieldProblem("name", "Give the program a name."))
        elif len(self.name) > LONGEST_NAME:
            found.append(FieldProblem("name", "Keep the name under 80 letters."))
        if not 1 <= self.days <= LONGEST_STAY:
            found.append(FieldProblem("days", "A program lasts 1 to 730 days."))
        if not self.phases:
            found.append(FieldProblem("phases", "Add at least one phase."))
        elif len(self.phases) > MOST_PHASES:
            found.append(FieldProblem("phases", "A program has at most 12 phases."))
        for at, phase in enumerate(self.phases):
            found += [FieldProblem(f"phases.{at}.{p.field}", p.words) for p in phase.problems()]
        return found

    @property
    def days_of_phases(self) -> int:
        """How long the phases last together; the last one goes on where the program is longer."""
        return sum(phase.days for phase in self.phases)


def dose_problems(minutes: int, days: int, meetings: int, screens: int) -> list[FieldProblem]:
    """What is wrong with a weekly dose, wherever it is typed."""
    found = []
    if not 0 <= minutes <= MOST_MINUTES_A_WEEK:
        found.append(FieldProblem("minutes_a_week", "A week has 0 to 40 treatment hours."))
    if not 0 <= days <= 7:
        found.append(FieldProblem("days_a_week", "A week has 0 to 7 days."))
    if not 0 <= meetings <= MOST_MEETINGS_A_WEEK:
        found.append(FieldProblem("meetings_a_week", "Ask for 0 to 14 meetings a week."))
    if not 0 <= screens <= MOST_SCREENS_A_WEEK:
        found.append(FieldProblem("screens_a_week", "Ask for 0 to 7 screens a week."))
    return found


def age_group_of(born: date | None, day: date) -> AgeGroup:
    """An adolescent is under 18 on `day`; without a birth date an adult is assumed."""
    is_young = born is not None and age_on(born, day) < ADULT_FROM
    return AgeGroup.ADOLESCENT if is_young else AgeGroup.ADULT


def least_hours(age_group: AgeGroup, rules: ClinicRules) -> int:
    """The hours a week from which the level begins."""
    if age_group is AgeGroup.ADOLESCENT:
        return rules.least_hours_adolescent
    return rules.least_hours_adult


def hours_range(
    minutes: int, age_group: AgeGroup, rules: ClinicRules, level: str = LEVEL_HERE
) -> HoursRange:
    """How a week's minutes stand to Level 2.1; at another level there is no range to leave."""
    if level != LEVEL_HERE:
        return HoursRange.WITHIN
    if minutes < least_hours(age_group, rules) * 60:
        return HoursRange.BELOW
    return HoursRange.ABOVE if minutes > rules.most_hours * 60 else HoursRange.WITHIN
