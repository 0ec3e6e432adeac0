"""Which reports there are, what each is called, and by what it can be narrowed."""

from dataclasses import dataclass
from enum import StrEnum

from iopdesk.domain.wording import later


class ReportName(StrEnum):
    """A report by the name that the command line takes."""

    ATTENDANCE_BY_GROUP = "attendance-by-group"
    ATTENDANCE_BY_CLIENT = "attendance-by-client"
    ATTENDANCE_BY_LEADER = "attendance-by-leader"
    ATTENDANCE_BY_WEEK = "attendance-by-week"
    HOURS_BY_CLIENT = "hours-by-client"
    HOURS_BY_WEEK = "hours-by-week"
    SERVICES = "services"
    TOPICS = "topics"
    CENSUS_BY_PHASE = "census-by-phase"
    CENSUS_BY_DAY = "census-by-day"
    RETENTION = "retention"
    LENGTH_OF_STAY = "length-of-stay"
    DISCHARGE_REASONS = "discharge-reasons"


class Narrowing(StrEnum):
    """A question that can be put to some reports: only this group, this leader, this client."""

    GROUP = "group"
    LEADER = "leader"
    CLIENT = "client"
    TRACK = "track"
    PHASE = "phase"


@dataclass(frozen=True)
class ReportKind:
    """A report before it is made: its name in words, and what it can be narrowed by.

    `is_clinical` reports say of single clients what only clinical staff may know; others see
    their numbers without the clients behind them.
    """

    name: ReportName
    title: str
    section: str
    narrowings: frozenset[Narrowing]
    is_clinical: bool = False


_ALL = frozenset(Narrowing)
_COURSE = frozenset({Narrowing.CLIENT, Narrowing.TRACK, Narrowing.PHASE})
_TRACK = frozenset({Narrowing.TRACK})
_ATTENDANCE, _SERVICES = later("Attendance"), later("Hours and services")
_CENSUS, _OUTCOMES = later("Who is here"), later("Stays and endings")

REPORTS: dict[ReportName, ReportKind] = {
    kind.name: kind
    for kind in (
        ReportKind(ReportName.ATTENDANCE_BY_GROUP, later("Attendance by group"), _ATTENDANCE, _ALL),
        ReportKind(
            ReportName.ATTENDANCE_BY_CLIENT, later("Attendance by client"), _ATTENDANCE, _ALL
        ),
        ReportKind(
            ReportName.ATTENDANCE_BY_LEADER, later("Attendance by leader"), _ATTENDANCE, _ALL
        ),
        ReportKind(ReportName.ATTENDANCE_BY_WEEK, later("Attendance by week"), _ATTENDANCE, _ALL),
        ReportKind(
            ReportName.HOURS_BY_CLIENT, later("Treatment hours by client"), _SERVICES, _COURSE
        ),
        ReportKind(ReportName.HOURS_BY_WEEK, later("Treatment hours by week"), _SERVICES, _COURSE),
        ReportKind(ReportName.SERVICES, later("Services delivered"), _SERVICES, _ALL),
        ReportKind(ReportName.TOPICS, later("Topics covered"), _SERVICES, _ALL, is_clinical=True),
        ReportKind(ReportName.CENSUS_BY_PHASE, later("Census by phase"), _CENSUS, _TRACK),
        ReportKind(ReportName.CENSUS_BY_DAY, later("Census by day"), _CENSUS, _TRACK),
        ReportKind(ReportName.RETENTION, later("Retention at 30, 60, 90 days"), _OUTCOMES, _TRACK),
        ReportKind(ReportName.LENGTH_OF_STAY, later("Length of stay"), _OUTCOMES, _TRACK),
        ReportKind(
            ReportName.DISCHARGE_REASONS,
            later("Reasons for discharge"),
            _OUTCOMES,
            _TRACK,
            is_clinical=True,
        ),
    )
}
