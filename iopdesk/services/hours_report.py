"""Treatment hours by client or by week: the weekly doses of whole weeks, added up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.report import Cell, ColumnKind, ReportColumn, ReportRow
from iopdesk.domain.report_names import ReportName
from iopdesk.domain.week import WeekDose, monday_of, sunday_of
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import client_labels, clients_asked
from iopdesk.services.week_dose import week_doses
from iopdesk.storage.client_tables import ClientRow


@dataclass
class _Sums:
    """Minutes of some doses, and whose they are."""

    prescribed: int = 0
    scheduled: int = 0
    attended: int = 0
    weeks: int = 0
    short: int = 0
    clients: set[UUID] = field(default_factory=set)
    short_clients: set[UUID] = field(default_factory=set)

    def add(self, client_id: UUID, dose: WeekDose) -> None:
        """Add one week of a client."""
        self.prescribed += dose.prescribed
        self.scheduled += dose.scheduled
        self.attended += dose.attended
        self.weeks += 1
        self.clients.add(client_id)
        if dose.is_out_of_reach:
            self.short += 1
            self.short_clients.add(client_id)

    def share(self) -> float | None:
        """Attended part of what was prescribed."""
        return self.attended / self.prescribed if self.prescribed else None


def hours(db: Session, question: Question, name: ReportName) -> Answer:
    """One row a client, or a week, with hours prescribed, scheduled and attended."""
    by_week = name is ReportName.HOURS_BY_WEEK
    sums: dict[Any, _Sums] = defaultdict(_Sums)
    total = _Sums()
    for first, _last in question.weeks():
        monday = monday_of(first)
        for client_id, dose in _doses(db, question, monday).items():
            sums[monday if by_week else client_id].add(client_id, dose)
            total.add(client_id, dose)
    labels: Mapping[Any, tuple[Cell, ...]]
    if by_week:
        labels = {monday: (question.day(monday),) for monday in sums}
    else:
        labels = client_labels(db, question, list(sums))
    rows = [
        ReportRow((*label, *_cells(question, sums[key], by_week))) for key, label in labels.items()
    ]
    if len(rows) > 1:
        label = (question.text(question.words("All together")),)
        blank = () if by_week else (question.text(""),)
        rows.append(total_row((*label, *blank, *_cells(question, total, by_week))))
    return Answer(_columns(question, by_week), tuple(rows), _definitions(question))


def _doses(db: Session, question: Question, monday: date) -> dict[UUID, WeekDose]:
    ask = question.ask
    asked = None if ask.client_id is None else [ask.client_id]
    doses = week_doses(db, monday, question.today, asked)
    counted = {
        client_id: dose
        for client_id, dose in doses.items()
        if dose.prescribed or dose.scheduled or dose.attended
    }
    if not ask.track and not ask.phase:
        return counted
    fits = clients_asked(ask, ClientRow.id, sunday_of(monday))
    asked_for = set(db.scalars(select(ClientRow.id).where(ClientRow.id.in_(counted), *fits)))
    return {client_id: dose for client_id, dose in counted.items() if client_id in asked_for}


def _columns(question: Question, by_week: bool) -> tuple[ReportColumn, ...]:
    words = question.words
    text, number = ColumnKind.TEXT, ColumnKind.NUMBER
    if by_week:
        first = [ReportColumn(words("Week from"), text), ReportColumn(words("Clients"), number)]
    else:
        first = [ReportColumn(words("Name"), text), ReportColumn(words("Chart"), text)]
        first.append(ReportColumn(words("Weeks"), number))
    return (
        *first,
        ReportColumn(words("Prescribed")),
        ReportColumn(words("Scheduled")),
        ReportColumn(words("Attended hours")),
        ReportColumn(words("Clients below") if by_week else words("Weeks below")),
        ReportColumn(words("Of prescribed"), ColumnKind.SHARE),
    )


def _cells(question: Question, sums: _Sums, by_week: bool) -> list[Cell]:
    everyone = sums.clients
    first = question.people(everyone) if by_week else question.count(sums.weeks, everyone)
    return [
        first,
        question.hours(sums.prescribed, everyone),
        question.hours(sums.scheduled, everyone),
        question.hours(sums.attended, everyone),
        question.count(sums.short, sums.short_clients),
        question.share(sums.share(), everyone),
    ]


def _definitions(question: Question) -> tuple[str, ...]:
    words = question.words
    return (
        words("Hours are those of the weekly dose, by whole weeks from Monday to Sunday."),
        words("Scheduled is what the client's groups and appointments offered."),
        words(
            "Below = the prescribed hours of a week can't be reached any more, even if everything"
            " not marked yet was attended."
        ),
    )
