"""Referring a client to meetings: how many a week, by the client's own choice, and which ones."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.wording import later

MOST_A_WEEK = 21
AS_PLACED = 0
"""Meetings a week: as many as the placement of each week asks for."""
LONGEST_NOTE = 300
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 5
WEEKS_ON_A_SHEET = 4
_WEEK_MARKS = frozenset({"", "1", "2", "3", "4", "W1"})


USUALLY_OFFERED = (
    Fellowship.AA,
    Fellowship.NA,
    Fellowship.SMART,
    Fellowship.LIFERING,
    Fellowship.WFS,
    Fellowship.RECOVERY_DHARMA,
)


class RecoveryPath(StrEnum):
    """The kind of meetings a client chose; secular ones stand beside 12-step ones."""

    TWELVE_STEP = "twelve_step"
    SECULAR = "secular"
    BOTH = "both"
    OTHER = "other"


@dataclass(frozen=True)
class RequirementDraft:
    """Meetings a week, from a day to a day, with the day the choice was offered and among what.

    `a_week` is AS_PLACED where the number goes by the placement, so that it falls with the phase.
    Attendance of a 12-step program is not forced: *Inouye v. Kemna*, 504 F.3d 705 (9th Cir. 2007).
    """

    a_week: int
    starts: date
    ends: date | None
    choice_offered: date | None
    chosen_path: RecoveryPath | None
    offered: tuple[Fellowship, ...] = USUALLY_OFFERED

    def problems(self) -> list[FieldProblem]:
        """What must be mended before this can be saved."""
        found = []
        if not AS_PLACED <= self.a_week <= MOST_A_WEEK:
            found.append(FieldProblem("a_week", later("Meetings a week: 1 to 21.")))
        if self.ends is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", later("The last day is before the first.")))
        if self.choice_offered is None:
            words = later("Offer 12-step and secular meetings first, and note the day.")
            found.append(FieldProblem("choice_offered", words))
        if not any(fellowship.is_secular for fellowship in self.offered):
            words = later("Offer a secular path too, such as SMART Recovery or LifeRing.")
            found.append(FieldProblem("offered", words))
        if self.chosen_path is None:
            found.append(FieldProblem("chosen_path", later("Note what the client chose.")))
        return found


@dataclass(frozen=True)
class ChosenMeeting:
    """A meeting on a referral, with how the client gets there."""

    meeting_id: UUID
    way: str = ""


@dataclass(frozen=True)
class ReferralDraft:
    """The meetings a client is referred to from a day on; the order is the order on paper."""

    meetings: tuple[ChosenMeeting, ...]
    starts: date
    ends: date | None = None

    def problems(self) -> list[FieldProblem]:
        """What must be mended before this can be saved."""
        found = []
        if self.ends is not None and self.ends < self.starts:
            found.append(FieldProblem("ends", later("The last day is before the first.")))
        if any(len(chosen.way) > LONGEST_NOTE for chosen in self.meetings):
            words = later("The way there is too long: at most 300 letters.")
            found.append(FieldProblem("meetings", words))
        return found


class CardForm(StrEnum):
    """A sheet of wallet cards for several weeks, or a page for one week."""

    WALLET = "wallet"
    WEEKLY = "weekly"

    @property
    def weeks(self) -> int:
        """How many weeks it is for."""
        return WEEKS_ON_A_SHEET if self is CardForm.WALLET else 1


_RANDOM_BITS = (1 << 62) - 1


def card_code(new_id: UUID) -> str:
    """A code for an attendance card: says nothing, and no two of its letters look alike.

    Made of the random bits of a new UUIDv7, so that a demo of one seed has its codes as well.
    """
    number = new_id.int & _RANDOM_BITS
    letters = []
    for _place in range(CODE_LENGTH):
        number, at = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[at])
    return "".join(letters)


def typed_code(text: str) -> str:
    """The code in what was typed off a card ("k7qpm-2", "K7Q PM"); empty for anything else."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    code, week = letters[:CODE_LENGTH], letters[CODE_LENGTH:]
    if len(code) < CODE_LENGTH or set(code) - set(CODE_LETTERS):
        return ""
    return code if week in _WEEK_MARKS else ""
