"""Topics covered in groups: how often, for whom, and when last."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.language import Language
from iopdesk.domain.report import ColumnKind, ReportColumn, ReportRow
from iopdesk.services.report_cells import NOT_KNOWN, Answer, Question
from iopdesk.services.report_queries import held_sessions, marks_between
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.group_tables import GroupTopicRow

_TITLE: ColumnElement[Any] = func.coalesce(GroupTopicRow.title, GroupSessionRow.topic)
_SPANISH: ColumnElement[Any] = func.coalesce(
    func.nullif(GroupTopicRow.spanish_title, ""), GroupTopicRow.title, GroupSessionRow.topic
)


@dataclass
class _Covered:
    """One topic: its sessions, attendances and clients."""

    sessions: int = 0
    attendances: int = 0
    minutes: int = 0
    last: date | None = None
    clients: set[UUID] = field(default_factory=set)


def topics(db: Session, question: Question) -> Answer:
    """One row a topic, in the order of their names; sessions without one come last."""
    spanish = question.words.language is Language.SPANISH
    title = _SPANISH if spanish else _TITLE
    covered: dict[str, _Covered] = defaultdict(_Covered)
    for first, last in question.months():
        held = _with_topics(
            held_sessions(
                question.ask, first, last, title, func.count(), func.max(GroupSessionRow.day)
            )
        )
        for topic, count, day in db.execute(held.group_by(title)):
            found = covered[(topic or "").strip()]
            found.sessions += count
            found.last = max(found.last or day, day)
        client = AttendanceRow.__table__.c.client_id
        minutes = func.sum(AttendanceRow.minutes)
        marks = _with_topics(
            marks_between(question.ask, first, last, title, client, func.count(), minutes)
        ).where(AttendanceRow.mark.in_(ATTENDED_VALUES))
        for topic, client_id, count, spent in db.execute(marks.group_by(title, client)):
            found = covered[(topic or "").strip()]
            found.attendances += count
            found.minutes += spent
            found.clients.add(client_id)
    ordered = sorted(covered.items(), key=lambda pair: (not pair[0], pair[0].casefold()))
    rows = tuple(_row(question, topic, found) for topic, found in ordered)
    return Answer(_columns(question), rows, _definitions(question))


def _with_topics(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.outerjoin(GroupTopicRow, GroupTopicRow.id == GroupSessionRow.topic_id)


def _row(question: Question, topic: str, found: _Covered) -> ReportRow:
    label = (
        question.text(topic) if topic else question.text(question.words("No topic said"), "\uffff")
    )
    return ReportRow(
        (
            label,
            question.count(found.sessions),
            question.people(found.clients),
            question.count(found.attendances, found.clients),
            question.hours(found.minutes, found.clients),
            question.day(found.last) if found.last else question.text(NOT_KNOWN),
        )
    )


def _columns(question: Question) -> tuple[ReportColumn, ...]:
    words = question.words
    return (
        ReportColumn(words("Topic"), ColumnKind.TEXT),
        ReportColumn(words("Sessions")),
        ReportColumn(words("Clients")),
        ReportColumn(words("Times attended")),
        ReportColumn(words("Hours")),
        ReportColumn(words("Last held"), ColumnKind.TEXT),
    )


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words("Sessions are those with at least one mark."),
        words("Clients are those who were present, came late or left early."),
        words("The same title in two groups is one topic."),
    )
