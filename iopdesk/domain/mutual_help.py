"""What a client makes of the meetings: sponsor, home group, steps; and weeks that are excused."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID

from iopdesk.domain.client import fold
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.resources import resource_path
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.domain.wording import later

LONGEST_WORDS = 200
MOST_WEEKS_EXCUSED = 12
LAST_STEP = 12


class WorkKind(StrEnum):
    """What a line about a client's own recovery tells."""

    HOME_GROUP = "home_group"
    STEP = "step"
    SERVICE = "service"
    OTHER = "other"

    @property
    def is_clinical(self) -> bool:
        """Whether only clinical staff see it; a home group is told like a chosen meeting."""
        return self is not WorkKind.HOME_GROUP


WORK_WORDS = {
    WorkKind.HOME_GROUP: later("Home group"),
    WorkKind.STEP: later("Step work"),
    WorkKind.SERVICE: later("Service at a group"),
    WorkKind.OTHER: later("Other"),
}
EXCUSES = {
    "illness": later("Ill"),
    "travel": later("Traveling"),
    "family": later("Family"),
    "work": later("Work"),
    "no_ride": later("No way to get there"),
    "other": later("Other"),
}


@dataclass(frozen=True)
class RecoveryWork:
    """One line: a home group, the step a client works on, service at a group."""

    kind: WorkKind = WorkKind.HOME_GROUP
    day: date | None = None
    step: int | None = None
    words: str = ""
    work_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.day is None:
            found.append(FieldProblem("day", later("Set the day.")))
        if self.step is not None and self.kind != WorkKind.STEP:
            found.append(FieldProblem("step", later("Only step work has a step.")))
        if self.step is not None and not 1 <= self.step <= LAST_STEP:
            found.append(FieldProblem("step", later("Steps are 1 to 12.")))
        if not self.words.strip() and self.step is None:
            found.append(FieldProblem("words", later("Say a word about it.")))
        if len(self.words) > LONGEST_WORDS:
            found.append(FieldProblem("words", later("Keep it under 200 letters.")))
        return found


@dataclass(frozen=True)
class ExcusedWeeks:
    """Weeks in which no meeting is asked for, with the reason; any day names its week."""

    starts: date | None = None
    ends: date | None = None
    reason: str = "illness"
    words: str = ""
    excuse_id: UUID | None = None

    def problems(self) -> list[FieldProblem]:
        """Everything that keeps this from being saved."""
        found = []
        if self.starts is None:
            found.append(FieldProblem("starts", later("Which week? Any day of it will do.")))
        elif self.ends is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", later("The last day is before the first.")))
        elif len(self.mondays) > MOST_WEEKS_EXCUSED:
            words = later("At most 12 weeks at once: ask for fewer meetings instead.")
            found.append(FieldProblem("ends", words))
        if self.reason not in EXCUSES:
            found.append(FieldProblem("reason", later("Choose a reason.")))
        elif self.reason == "other" and not self.words.strip():
            found.append(FieldProblem("words", later("Say why.")))
        if len(self.words) > LONGEST_WORDS:
            found.append(FieldProblem("words", later("Keep it under 200 letters.")))
        return found

    @property
    def mondays(self) -> tuple[date, ...]:
        """The Mondays of the weeks, oldest first."""
        if self.starts is None:
            return ()
        first, last = monday_of(self.starts), sunday_of(self.ends or self.starts)
        return tuple(first + timedelta(days=day) for day in range(0, (last - first).days + 1, 7))


FIRST_NAME_ONLY = later(
    "First name only, please, or with an initial: Bill W. Members keep their last names to "
    "themselves. Two first names go with a hyphen: Mary-Ann."
)


def looks_like_more_than_a_first_name(name: str) -> bool:
    """Whether a last name seems to be in it; members of these fellowships keep theirs private.

    "Bill W.", "Mary Ann" and "Big Mike" are fine, "Maria Lopez" and "Lopez, Maria" are not.
    """
    words = [word.strip('"') for word in name.replace("'", "’").split() if word.strip('"')]
    if any("," in word for word in words[:-1]):
        return True
    extra = [word for word in words[1:] if not _may_follow(word)]
    is_a_byname = len(words) == 2 and fold(words[1]) in _given_names()
    return bool(extra) and not is_a_byname


def _may_follow(word: str) -> bool:
    """An initial, or a second first name."""
    letters = word.strip("().,")
    return (len(letters) <= 1 and word[:1].isalpha()) or fold(letters) in _given_names()


@cache
def _given_names() -> frozenset[str]:
    lines = resource_path("nicknames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name) for line in lines for name in line.partition("#")[0].split())
