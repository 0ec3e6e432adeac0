"""Census: who is in program, by phase and day by day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from iopdesk.domain.episode import phase_words
from iopdesk.domain.report import ColumnKind, ReportColumn, ReportRow
from iopdesk.services.report_cells import Answer, Question, total_row
from iopdesk.services.report_queries import stays
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Time:
    """The days of a span that a client spent in one phase, both ends included."""

    client_id: UUID
    phase: int
    phase_name: str
    first: date
    last: date

    @property
    def days(self) -> Iterable[date]:
        """Every day of it."""
        return (self.first + _DAY * at for at in range((self.last - self.first).days + 1))


def census_by_phase(db: Session, question: Question) -> Answer:
    """A row a phase: on the first and the last day, and on average."""
    words = question.words
    first, last = question.ask.first, _last_day(question)
    times = _times(db, question, first, last)
    length = (last - first).days + 1
    parts: dict[tuple[int, str], list[_Time]] = defaultdict(list)
    for time in times:
        parts[time.phase, time.phase_name].append(time)

    def row(label: str, order: float | str, part: list[_Time]) -> ReportRow:
        client_days = {(time.client_id, day) for time in part for day in time.days}
        return ReportRow(
            (
                question.text(label, order),
                question.people(time.client_id for time in part if time.first <= first),
                question.people(time.client_id for time in part if time.last >= last),
                question.people(time.client_id for time in part),
                question.count(len(client_days), {client for client, _day in client_days}),
                question.average(len(client_days) / length),
            )
        )

    rows = [
        row(_phase(question, name), number, part) for (number, name), part in sorted(parts.items())
    ]
    if len(rows) > 1:
        rows.append(total_row(row(words("All together"), "", times).cells))
    columns = (
        ReportColumn(words("Phase"), ColumnKind.TEXT),
        ReportColumn(words("On the first day")),
        ReportColumn(words("On the last day")),
        ReportColumn(words("Clients in the span")),
        ReportColumn(words("Days in program")),
        ReportColumn(words("Average a day")),
    )
    return Answer(columns, tuple(rows), _definitions(question, by_day=False))


def census_by_day(db: Session, question: Question) -> Answer:
    """A row a day: in program, by phase, admitted and discharged."""
    words = question.words
    first, last = question.ask.first, _last_day(question)
    times = _times(db, question, first, last)
    phases = sorted({(time.phase, time.phase_name) for time in times})
    here: dict[tuple[date, tuple[int, str]], set[UUID]] = defaultdict(set)
    for time in times:
        for day in time.days:
            here[day, (time.phase, time.phase_name)].add(time.client_id)
    admitted, discharged = _comings(db, question, first, last)
    rows = []
    for at in range((last - first).days + 1 if times else 0):
        day = first + _DAY * at
        by_phase = [here.get((day, phase), set()) for phase in phases]
        rows.append(
            ReportRow(
                (
                    question.day(day),
                    question.people(set().union(*by_phase)),
                    *(question.people(clients) for clients in by_phase),
                    question.people(admitted[day]),
                    question.people(discharged[day]),
                )
            )
        )
    columns = (
        ReportColumn(words("Day"), ColumnKind.TEXT),
        ReportColumn(words("In program")),
        *(ReportColumn(_phase(question, name)) for _number, name in phases),
        ReportColumn(words("Admitted")),
        ReportColumn(words("Discharged")),
    )
    return Answer(columns, tuple(rows), _definitions(question, by_day=True))


def _phase(question: Question, name: str) -> str:
    return phase_words(name, question.words) if name else question.words("No phase")


def _last_day(question: Question) -> date:
    """The span ends today at the latest: who will be here is not known."""
    return max(min(question.ask.last, question.today), question.ask.first)


def _times(db: Session, question: Question, first: date, last: date) -> list[_Time]:
    """Every stay of the span, cut where its phase changed."""
    if first > question.today:
        return []
    rows = db.execute(
        select(
            EpisodeRow.id,
            EpisodeRow.client_id,
            EpisodeRow.admitted,
            EpisodeRow.discharged,
            PlacementRow.starts,
            PlacementRow.phase,
            PlacementRow.phase_name,
            PlacementRow.track,
        )
        .outerjoin(
            PlacementRow, (PlacementRow.episode_id == EpisodeRow.id) & (PlacementRow.void == 0)
        )
        .where(
            EpisodeRow.void == 0,
            EpisodeRow.admitted <= last,
            or_(EpisodeRow.discharged.is_(None), EpisodeRow.discharged >= first),
        )
        .order_by(EpisodeRow.id, PlacementRow.starts, PlacementRow.id)
    ).all()
    times = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) and rows[at + 1].id == row.id else None
        begins = row.admitted if row.starts is None else max(row.starts, row.admitted)
        if at == 0 or rows[at - 1].id != row.id:
            # a stay begins with its first placement, whenever that was written down
            begins = row.admitted
        ends = row.discharged or last
        if following is not None:
            ends = min(ends, max(following.starts, row.admitted) - _DAY)
        begins, ends = max(begins, first), min(ends, last)
        if begins <= ends and question.ask.track in ("", row.track):
            times.append(_Time(row.client_id, row.phase or 0, row.phase_name or "", begins, ends))
    return times


def _comings(
    db: Session, question: Question, first: date, last: date
) -> tuple[dict[date, set[UUID]], dict[date, set[UUID]]]:
    """Who was admitted and who was discharged, by day."""
    admitted: dict[date, set[UUID]] = defaultdict(set)
    discharged: dict[date, set[UUID]] = defaultdict(set)
    ask = replace(question.ask, first=first, last=last)
    for stay, _reason in stays(db, ask, EpisodeRow.admitted):
        admitted[stay.admitted].add(stay.client_id)
    for stay, _reason in stays(db, ask, EpisodeRow.discharged):
        if stay.discharged is not None:
            discharged[stay.discharged].add(stay.client_id)
    return admitted, discharged


def _definitions(question: Question, *, by_day: bool) -> tuple[str, ...]:
    words = question.words
    lines = [
        words("In program = admitted on that day or before, and not discharged before that day."),
        words("Days to come are not counted: the census ends today at the latest."),
    ]
    if not by_day:
        lines.append(words("A client who changed the phase within the span counts in both."))
    return tuple(lines)
