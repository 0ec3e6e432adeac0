"""Reports: what is asked, and the answer as rows whose every number knows its clients."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from iopdesk.domain.problems import UserProblem
from iopdesk.domain.report_names import ReportName
from iopdesk.domain.week import monday_of, sunday_of

LONGEST_SPAN = timedelta(days=3700)


_OF_STAYS = frozenset(
    {ReportName.RETENTION, ReportName.LENGTH_OF_STAY, ReportName.DISCHARGE_REASONS}
)


class SpanChoice(StrEnum):
    """A span of days as people say it; OWN is two dates of their own."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_30_DAYS = "last_30_days"
    LAST_90_DAYS = "last_90_days"
    LAST_12_MONTHS = "last_12_months"
    THIS_YEAR = "this_year"
    OWN = "own"


def span_of(choice: SpanChoice, today: date) -> tuple[date, date]:
    """First and last day of a choice, both included; OWN begins as this month does."""
    week = timedelta(days=7)
    return {
        SpanChoice.THIS_WEEK: (monday_of(today), sunday_of(today)),
        SpanChoice.LAST_WEEK: (monday_of(today) - week, sunday_of(today) - week),
        SpanChoice.LAST_30_DAYS: (today - timedelta(days=29), today),
        SpanChoice.LAST_90_DAYS: (today - timedelta(days=89), today),
        SpanChoice.LAST_12_MONTHS: (today - timedelta(days=364), today),
        SpanChoice.THIS_YEAR: (today.replace(month=1, day=1), today),
    }.get(choice, (today.replace(day=1), today))


def usual_span(name: ReportName) -> SpanChoice:
    """The days that a report answers something about: in a month hardly a stay is over."""
    return SpanChoice.LAST_12_MONTHS if name in _OF_STAYS else SpanChoice.LAST_30_DAYS


@dataclass(frozen=True)
class ReportAsk:
    """What a report is asked: days from `first` to `last` (both included), and only whom.

    `phase` is the number of a phase; empty values narrow nothing.
    """

    first: date
    last: date
    group_id: UUID | None = None
    leader_id: UUID | None = None
    client_id: UUID | None = None
    track: str = ""
    phase: int = 0

    def require_span(self) -> None:
        """Return, or raise UserProblem where the days make no span."""
        if self.last < self.first:
            raise UserProblem("The last day comes before the first.", "Change one of them.")
        if self.last - self.first > LONGEST_SPAN:
            raise UserProblem("A report covers ten years at most.", "Choose a shorter span.")


class ColumnKind(StrEnum):
    """How a column reads: words, numbers, or a share with its bar."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"


@dataclass(frozen=True)
class ReportColumn:
    """A column's head, in the reader's language, and how its cells read."""

    head: str
    kind: ColumnKind = ColumnKind.NUMBER


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, what it sorts by (None: not known), and the clients behind it."""

    text: str
    order: float | str | None = None
    share: float = 0.0
    clients: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class ReportRow:
    """Cells in the order of the columns."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Report:
    """A report in its reader's language; `criteria` are what it was asked, name and value."""

    name: ReportName
    title: str
    criteria: tuple[tuple[str, str], ...]
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    definitions: tuple[str, ...]

    @property
    def total(self) -> ReportRow | None:
        """The row that sums up all others, if there is one."""
        return next((row for row in self.rows if row.is_total), None)


@dataclass(frozen=True)
class ReportClient:
    """A client behind a number."""

    client_id: UUID
    name: str
    chart_number: str
    state: str


@dataclass(frozen=True)
class ReportChoices:
    """What reports can be narrowed by; groups have the titles that others may see."""

    groups: tuple[tuple[UUID, str], ...]
    leaders: tuple[tuple[UUID, str], ...]
    phases: tuple[tuple[int, str], ...]


def share_attended(attended: int, absent: int) -> float | None:
    """Attended part of what was attended or missed without notice; None where there is neither.

    Excused absences are left out: nobody is held to what the clinic allowed.
    """
    return attended / (attended + absent) if attended + absent else None
