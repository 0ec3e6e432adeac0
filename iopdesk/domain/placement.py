"""Placements: step up, step down, hold, extend and other changes of what a client is prescribed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.episode import (
    LEVEL_HERE,
    LEVEL_WORDS,
    LONGEST_STAY,
    Phase,
    Track,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.program import dose_problems
from iopdesk.domain.wording import later

LONGEST_REASON = 500
USUAL_EXTENSION = 30


class Change(StrEnum):
    """What a placement is against the one before it."""

    ADMISSION = "admission"
    STEP_UP = "step_up"
    STEP_DOWN = "step_down"
    HOLD = "hold"
    EXTEND = "extend"
    OTHER = "change"


CHANGE_WORDS = {
    Change.ADMISSION: later("Admission"),
    Change.STEP_UP: later("Step up"),
    Change.STEP_DOWN: later("Step down"),
    Change.HOLD: later("Hold"),
    Change.EXTEND: later("Extend"),
    Change.OTHER: later("Other change"),
}


DOSE = (
    "level_of_care",
    "phase",
    "phase_name",
    "track",
    "minutes_a_week",
    "days_a_week",
    "meetings_a_week",
    "screens_a_week",
)
PRESCRIBED = (*DOSE, "planned_end", "counselor_id")


@dataclass(frozen=True)
class PlacementDraft:
    """What holds from `starts` on, and until when the stay is planned."""

    starts: date | None = None
    level_of_care: str = LEVEL_HERE
    phase: int = 1
    phase_name: str = ""
    track: Track = Track.DAY
    minutes_a_week: int = 9 * 60
    days_a_week: int = 3
    meetings_a_week: int = 3
    reason: str = ""
    screens_a_week: int = 0
    change: Change = Change.OTHER
    planned_end: date | None = None
    counselor_id: UUID | None = None
    decided_by: str = ""

    @property
    def intensity(self) -> tuple[int, int]:
        """Level, then hours: what "up" and "down" are measured by."""
        levels = list(LEVEL_WORDS)
        at = levels.index(self.level_of_care) if self.level_of_care in levels else -1
        return at, self.minutes_a_week

    def prescribes_as(self, other: "PlacementDraft") -> bool:
        """Whether both say the same about everything that can be prescribed."""
        return all(getattr(self, name) == getattr(other, name) for name in PRESCRIBED)

    def problems(
        self, admitted: date, today: date, before: "PlacementDraft | None" = None
    ) -> list[FieldProblem]:
        """Everything that keeps this from being saved; `before` is what held until then."""
        found = []
        if self.starts is None:
            found.append(FieldProblem("starts", "Set the day it starts."))
        elif self.starts < admitted:
            found.append(FieldProblem("starts", "It can't start before the admission."))
        elif self.starts > max(admitted, today) + timedelta(days=LONGEST_STAY):
            found.append(FieldProblem("starts", "This day is more than two years away."))
        if self.level_of_care not in LEVEL_WORDS:
            found.append(FieldProblem("level_of_care", "Choose a level of care."))
        found += dose_problems(
            self.minutes_a_week, self.days_a_week, self.meetings_a_week, self.screens_a_week
        )
        if not self.reason.strip():
            found.append(FieldProblem("reason", "Say why: the next reader will want to know."))
        elif len(self.reason) > LONGEST_REASON:
            found.append(FieldProblem("reason", "Keep the reason under 500 letters."))
        if self.planned_end is not None:
            found += end_problems(admitted, self.planned_end, today)
        if before is not None:
            found += _change_problems(self, before)
        return found


def end_problems(admitted: date, planned_end: date, today: date) -> list[FieldProblem]:
    """The planned end can always move, to any day of the stay and two years beyond today."""
    if planned_end < admitted:
        return [FieldProblem("planned_end", "The planned end is before the admission.")]
    if (planned_end - max(admitted, today)).days > LONGEST_STAY:
        return [FieldProblem("planned_end", "The planned end is more than two years away.")]
    return []


def _change_problems(mine: PlacementDraft, before: PlacementDraft) -> list[FieldProblem]:
    if mine.change is Change.STEP_UP and mine.intensity < before.intensity:
        return [FieldProblem("change", "This is less than now. Choose Step down.")]
    if mine.change is Change.STEP_DOWN and mine.intensity > before.intensity:
        return [FieldProblem("change", "This is more than now. Choose Step up.")]
    if mine.change is Change.HOLD and mine.intensity != before.intensity:
        return [FieldProblem("change", "A hold keeps level and hours. Choose another change.")]
    if mine.change is Change.EXTEND and (
        mine.planned_end is None
        or before.planned_end is None
        or mine.planned_end <= before.planned_end
    ):
        return [FieldProblem("planned_end", "To extend, choose a later planned end.")]
    if mine.change is Change.OTHER and mine.prescribes_as(before):
        return [FieldProblem("change", "Nothing differs from now. Choose Hold to note that.")]
    return []


def proposed(
    change: Change, now: PlacementDraft, phases: Sequence[Phase], today: date
) -> PlacementDraft:
    """What the form starts with for a change: the next or an earlier phase, or what holds now.

    Only a proposal: every field can be set otherwise. A step up from the first phase keeps the
    hours, for there is no phase above it to take them from.
    """
    draft = replace(now, starts=today, change=change, reason="", decided_by="")
    ordered = sorted(phases, key=lambda phase: phase.position)
    if change is Change.STEP_DOWN:
        later_ones = [p for p in ordered if p.position > now.phase]
        fitting = [p for p in later_ones if p.minutes_a_week <= now.minutes_a_week]
        return with_phase(draft, fitting[0]) if fitting else draft
    if change is Change.STEP_UP:
        earlier = [p for p in reversed(ordered) if p.position < now.phase]
        fitting = [p for p in earlier if p.minutes_a_week >= now.minutes_a_week]
        return with_phase(draft, fitting[0]) if fitting else draft
    if change is Change.EXTEND and now.planned_end is not None:
        extended = max(now.planned_end, today) + timedelta(days=USUAL_EXTENSION)
        return replace(draft, planned_end=extended)
    return draft


def with_phase(draft: PlacementDraft, phase: Phase) -> PlacementDraft:
    """The draft with a phase's name and weekly dose."""
    return replace(
        draft,
        phase=phase.position,
        phase_name=phase.name,
        minutes_a_week=phase.minutes_a_week,
        days_a_week=phase.days_a_week,
        meetings_a_week=phase.meetings_a_week,
        screens_a_week=phase.screens_a_week,
    )


def group_fits(
    group_track: str, group_stage: str, placed: PlacementDraft, phase_names: Sequence[str]
) -> bool:
    """Whether a group suits a placement: its half of the day, and its stage if that is a phase.

    A stage that names no phase of the client's program says nothing about it.
    """
    if group_track and group_track != placed.track:
        return False
    stage = group_stage.strip().casefold()
    known = {name.casefold() for name in phase_names}
    return not stage or stage not in known or stage == placed.phase_name.casefold()
