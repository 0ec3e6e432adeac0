"""Attendance by group, client, leader or week: marks are counted by the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import Mark
from iopdesk.domain.report import Cell, ColumnKind, ReportColumn, ReportRow, share_attended
from iopdesk.domain.report_names import ReportName
from iopdesk.domain.week import monday_of
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import (
    client_labels,
    group_titles,
    held_sessions,
    marks_between,
    session_leader,
    staff_names,
)
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow

_BY_WEEK = ReportName.ATTENDANCE_BY_WEEK
_KEYS: dict[ReportName, ColumnElement[Any]] = {
    ReportName.ATTENDANCE_BY_GROUP: GroupSessionRow.__table__.c.group_id,
    ReportName.ATTENDANCE_BY_CLIENT: AttendanceRow.__table__.c.client_id,
    ReportName.ATTENDANCE_BY_LEADER: session_leader,
    _BY_WEEK: literal(0),
}
_ATTENDED = tuple(mark for mark in Mark if mark.is_attended)


@dataclass
class _Tally:
    """Marks under one key: how many of each kind, whose, and the minutes attended."""

    sessions: int = 0
    minutes: int = 0
    marks: dict[Mark, int] = field(default_factory=lambda: defaultdict(int))
    clients: dict[Mark, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def add(self, client_id: UUID, mark: Mark, count: int, minutes: int) -> None:
        """Count some marks of one client."""
        self.marks[mark] += count
        self.clients[mark].add(client_id)
        self.minutes += minutes

    def take(self, other: "_Tally") -> None:
        """Add what another counted."""
        self.sessions += other.sessions
        self.minutes += other.minutes
        for mark, count in other.marks.items():
            self.marks[mark] += count
            self.clients[mark] |= other.clients[mark]

    def share(self) -> float | None:
        """Attended part of the marks, excused ones left out."""
        attended = sum(self.marks[mark] for mark in _ATTENDED)
        return share_attended(attended, self.marks[Mark.ABSENT])

    def whose(self, marks: Iterable[Mark] = tuple(Mark)) -> set[UUID]:
        """The clients with any of these marks."""
        return set().union(*(self.clients[mark] for mark in marks))


def attendance(db: Session, question: Question, name: ReportName) -> Answer:
    """One row a group, client, leader or week of the span."""
    tallies = _tallies(db, question, name)
    labels = _labels(db, question, name, tallies)
    rows = [
        ReportRow((*labels[key], *_cells(question, tally, name))) for key, tally in tallies.items()
    ]
    rows.sort(key=lambda row: str(row.cells[0].order))
    if len(rows) > 1:
        total = _Tally()
        for tally in tallies.values():
            total.take(tally)
        label = [question.text(question.words("All together")), question.text("")]
        count = 2 if name is ReportName.ATTENDANCE_BY_CLIENT else 1
        rows.append(total_row((*label[:count], *_cells(question, total, name))))
    return Answer(_columns(question, name), tuple(rows), _definitions(question, name))


def _tallies(db: Session, question: Question, name: ReportName) -> dict[Any, _Tally]:
    by_week = name is _BY_WEEK
    key = _KEYS[name]
    tallies: dict[Any, _Tally] = defaultdict(_Tally)
    for first, last in question.weeks() if by_week else question.months():
        counted = marks_between(
            question.ask,
            first,
            last,
            key,
            AttendanceRow.__table__.c.client_id,
            AttendanceRow.__table__.c.mark,
            func.count(),
            func.sum(AttendanceRow.minutes),
        ).group_by(key, AttendanceRow.client_id, AttendanceRow.mark)
        for value, client_id, mark, count, minutes in db.execute(counted):
            found = monday_of(first) if by_week else value
            tallies[found].add(client_id, Mark(mark), count, minutes)
        if name is ReportName.ATTENDANCE_BY_CLIENT:
            continue
        held = held_sessions(question.ask, first, last, key, func.count()).group_by(key)
        for value, count in db.execute(held):
            tallies[monday_of(first) if by_week else value].sessions += count
    return dict(tallies)


def _labels(
    db: Session, question: Question, name: ReportName, keys: Iterable[Any]
) -> Mapping[Any, tuple[Cell, ...]]:
    if name is _BY_WEEK:
        return {monday: (question.day(monday),) for monday in keys}
    if name is ReportName.ATTENDANCE_BY_CLIENT:
        return client_labels(db, question, list(keys))
    names = group_titles(db) if name is ReportName.ATTENDANCE_BY_GROUP else staff_names(db)
    nobody = question.words("No leader said")
    return {key: (question.text(names.get(key, nobody)),) for key in keys}


def _columns(question: Question, name: ReportName) -> tuple[ReportColumn, ...]:
    words = question.words
    first = {
        ReportName.ATTENDANCE_BY_GROUP: words("Group"),
        ReportName.ATTENDANCE_BY_CLIENT: words("Name"),
        ReportName.ATTENDANCE_BY_LEADER: words("Leader"),
        _BY_WEEK: words("Week from"),
    }[name]
    by_client = name is ReportName.ATTENDANCE_BY_CLIENT
    heads = [ReportColumn(first, ColumnKind.TEXT)]
    if by_client:
        heads.append(ReportColumn(words("Chart"), ColumnKind.TEXT))
    many = () if by_client else (words("Sessions"), words("Clients"))
    marks = (
        words("Present"),
        words("Late"),
        words("Left early"),
        words("Excused"),
        words("Absent"),
        words("Hours"),
    )
    return (
        *heads,
        *(ReportColumn(head) for head in (*many, *marks)),
        ReportColumn(words("Attended"), ColumnKind.SHARE),
    )


def _cells(question: Question, tally: _Tally, name: ReportName) -> list[Cell]:
    everyone, there = tally.whose(), tally.whose(_ATTENDED)
    cells = [question.count(tally.marks[mark], tally.whose([mark])) for mark in Mark]
    cells.append(question.hours(tally.minutes, there))
    cells.append(question.share(tally.share(), everyone))
    if name is ReportName.ATTENDANCE_BY_CLIENT:
        return cells
    return [question.count(tally.sessions), question.people(everyone), *cells]


def _definitions(question: Question, name: ReportName) -> tuple[str, ...]:
    words = question.words
    lines = [
        words(
            "Attended = present, late or left early, as a share of attended and absent."
            " Excused are left out of the share."
        ),
        words("Hours are the minutes that clients were there, added up over all of them."),
    ]
    if name is not ReportName.ATTENDANCE_BY_CLIENT:
        lines.append(words("Sessions are those with at least one mark."))
    if name is ReportName.ATTENDANCE_BY_LEADER:
        lines.append(words("A session counts for its leader, not for a co-leader."))
    if name is _BY_WEEK:
        lines.append(words("Weeks begin on Monday; the first and the last may be part of a week."))
    return tuple(lines)
