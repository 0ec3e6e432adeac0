"""Meetings a client went to: how strong the proof is, what counts as asked for, what as extra."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.week import monday_of
from iopdesk.domain.wording import later

WEEKS_ON_A_CARD = 4
LONGEST_WORDS = 200
_WEEK = timedelta(days=7)


class Proof(StrEnum):
    """What shows that a client was there; the stronger comes later.

    A signature is a courtesy of the group and never proves the whole meeting.
    """

    SELF_REPORT = "self_report"
    INITIALS = "initials"
    SIGNATURE = "signature"
    ONLINE_CERTIFICATE = "online_certificate"

    @property
    def strength(self) -> int:
        """0 for a client's own word, up to 3."""
        return list(Proof).index(self)


PROOF_WORDS = {
    Proof.SELF_REPORT: later("Client's word"),
    Proof.INITIALS: later("Initials"),
    Proof.SIGNATURE: later("Signature"),
    Proof.ONLINE_CERTIFICATE: later("Online certificate"),
}


@dataclass(frozen=True)
class VisitDraft:
    """One meeting on one day, from the directory or in words of the client's own.

    Nothing about other members is kept: no names, no signatures.
    """

    day: date
    meeting_id: UUID | None = None
    words: str = ""
    proof: Proof = Proof.INITIALS

    def problems(self, today: date) -> list[FieldProblem]:
        """What must be mended before this can be saved."""
        found = []
        if self.day > today:
            found.append(FieldProblem("day", later("This day is still to come.")))
        if self.meeting_id is None and not self.words.strip():
            found.append(FieldProblem("words", later("Say which meeting it was.")))
        if len(self.words) > LONGEST_WORDS:
            found.append(FieldProblem("words", later("Keep it under 200 letters.")))
        return found


@dataclass(frozen=True)
class Visit:
    """A meeting a client went to, as stored; `name` is the meeting's or the client's words.

    `entered_by` is the staff member who noted it.
    """

    id: UUID
    draft: VisitDraft
    name: str
    dispute: str
    entered_by: str = ""


@dataclass(frozen=True)
class WeekOfVisits:
    """One week, Monday to Sunday: how many meetings, of how many asked for.

    `excuse` is the reason for which nothing was expected after all, empty in an ordinary week.
    """

    monday: date
    count: int
    asked: int
    excuse: str = ""

    @property
    def extra(self) -> int:
        """Meetings beyond those asked for."""
        return max(self.count - self.asked, 0)

    @property
    def is_met(self) -> bool:
        """Whether all that were asked for were attended."""
        return self.count >= self.asked


@dataclass(frozen=True)
class AskedWeek:
    """What one week asks of a client; with an `excuse` nothing."""

    a_week: int = 0
    excuse: str = ""

    @property
    def expected(self) -> int:
        """How many have to be attended."""
        return 0 if self.excuse else self.a_week


NOTHING_ASKED = AskedWeek()


def weeks_of(
    days: Iterable[date], asked: Mapping[date, AskedWeek], first: date, last: date
) -> tuple[WeekOfVisits, ...]:
    """Every week from the one of `first` to the one of `last`, oldest first.

    `asked` is by Monday; a week that is missing there asks for none.
    """
    counts: dict[date, int] = {}
    for day in days:
        counts[monday_of(day)] = counts.get(monday_of(day), 0) + 1
    weeks, monday = [], monday_of(first)
    while monday <= last:
        of_week = asked.get(monday, NOTHING_ASKED)
        count = counts.get(monday, 0)
        weeks.append(WeekOfVisits(monday, count, of_week.a_week, of_week.excuse))
        monday += _WEEK
    return tuple(weeks)


def weeks_met_in_a_row(weeks: Iterable[WeekOfVisits], today: date) -> int:
    """How many weeks in a row up to now had all that was asked for.

    The running week counts once it is met, and is no break before it is over; weeks that asked
    for nothing, and excused ones that were not met all the same, are passed over.
    """
    row = 0
    for week in reversed(tuple(weeks)):
        if not week.asked:
            continue
        if week.is_met:
            row += 1
        elif not week.excuse and week.monday != monday_of(today):
            break
    return row


def self_help_code(visits: int | None) -> str:
    """The TEDS code of self-help attendance in the past 30 days; None where nobody knows.

    TEDS state submission: 01 none, 02 one to three, 03 four to seven, 04 eight to fifteen,
    05 sixteen or more, 97 unknown.
    """
    if visits is None:
        return "97"
    for most, code in ((0, "01"), (3, "02"), (7, "03"), (15, "04")):
        if visits <= most:
            return code
    return "05"
