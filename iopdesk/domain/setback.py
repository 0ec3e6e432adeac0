"""A setback as a guided event: what happened, safety first, then what would help now.

A setback changes no sobriety date and ends no stay: it asks for more support the same day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

LONGEST_WORDS = 2000
LONGEST_LINE = 200
OLDEST_DAYS = 366


class SetbackKind(StrEnum):
    """What kind of setback."""

    RETURN_TO_USE = "return_to_use"
    MISSED_DAYS = "missed_days"
    CRISIS = "crisis"
    OTHER = "other"


KIND_WORDS = {
    SetbackKind.RETURN_TO_USE: later("Return to use"),
    SetbackKind.MISSED_DAYS: later("Missed days"),
    SetbackKind.CRISIS: later("Crisis"),
    SetbackKind.OTHER: later("Other setback"),
}


class Safety(StrEnum):
    """How safe the client is now; empty until someone asked."""

    UNKNOWN = ""
    SAFE = "safe"
    MEDICAL = "medical"
    AT_RISK = "at_risk"


SAFETY_WORDS = {
    Safety.SAFE: later("Safe now"),
    Safety.MEDICAL: later("Needs medical care"),
    Safety.AT_RISK: later("At risk"),
}


class Step(StrEnum):
    """The steps of the event, in their order."""

    WHAT = "what"
    SAFETY = "safety"
    LEVEL = "level"
    GROUPS = "groups"
    SUPPORTS = "supports"
    PLAN = "plan"


STEP_WORDS = {
    Step.WHAT: later("What happened"),
    Step.SAFETY: later("Safety now"),
    Step.LEVEL: later("Level and hours"),
    Step.GROUPS: later("Groups"),
    Step.SUPPORTS: later("People to call"),
    Step.PLAN: later("Treatment plan"),
}
_ANSWER_OF = {
    Step.GROUPS: "groups_words",
    Step.SUPPORTS: "supports_words",
    Step.PLAN: "plan_words",
}
_LONG = ("what_happened", "safety_words", "level_words", *_ANSWER_OF.values())


@dataclass(frozen=True)
class SetbackDraft:
    """What has been answered so far; empty words are steps still to come."""

    day: date | None = None
    kind: SetbackKind = SetbackKind.RETURN_TO_USE
    learned_from: str = ""
    what_happened: str = ""
    safety: Safety = Safety.UNKNOWN
    safety_words: str = ""
    level_words: str = ""
    groups_words: str = ""
    supports_words: str = ""
    plan_words: str = ""
    placement_id: UUID | None = None

    def problems(self, today: date) -> list[FieldProblem]:
        """What keeps this from being stored; unanswered steps don't."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", "Set the day it happened."))
        elif self.day > today:
            found.append(FieldProblem("day", "This day has not come yet."))
        elif self.day < today - timedelta(days=OLDEST_DAYS):
            found.append(FieldProblem("day", "This is more than a year ago. Check the year."))
        if len(self.learned_from) > LONGEST_LINE:
            found.append(FieldProblem("learned_from", "Keep this under 200 letters."))
        found += [
            FieldProblem(name, "Keep this under 2,000 letters.")
            for name in _LONG
            if len(getattr(self, name)) > LONGEST_WORDS
        ]
        return found

    def is_answered(self, step: Step) -> bool:
        """Whether a step has its answer; someone not safe needs words about what is done."""
        if step is Step.WHAT:
            return bool(self.what_happened.strip())
        if step is Step.SAFETY:
            return self.safety is Safety.SAFE or (
                self.safety is not Safety.UNKNOWN and bool(self.safety_words.strip())
            )
        if step is Step.LEVEL:
            return self.placement_id is not None or bool(self.level_words.strip())
        return bool(getattr(self, _ANSWER_OF[step]).strip())

    def open_steps(self) -> tuple[Step, ...]:
        """The steps without an answer, in their order; it can be closed when there are none."""
        return tuple(step for step in Step if not self.is_answered(step))

    def next_step(self, after: Step | None = None) -> Step | None:
        """The next step without an answer, from `after` on and then from the start.

        Safety comes before everything while it is not answered.
        """
        waiting = self.open_steps()
        if Step.SAFETY in waiting and after is not Step.SAFETY and Step.WHAT not in waiting:
            return Step.SAFETY
        order = list(Step)
        start = order.index(after) + 1 if after is not None else 0
        turned = order[start:] + order[:start]
        return next((step for step in turned if step in waiting), None)
