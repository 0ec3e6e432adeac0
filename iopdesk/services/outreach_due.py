"""Who is to be reached after an absence without notice; the duties and the outreach place ask."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import RUN_SPAN, Mark
from iopdesk.domain.group import shown_name
from iopdesk.domain.outreach import DueCall, Outcome, Try, open_absence
from iopdesk.services.rule_service import rules_of
from iopdesk.storage import session_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow, OutreachCallRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.group_queries import NEUTRAL_TITLE
from iopdesk.storage.group_tables import TreatmentGroupRow

_ABSENT_LATELY = (
    select(
        ClientRow.id,
        ClientRow.first_name,
        ClientRow.last_name,
        ClientRow.name_to_use,
    )
    .join(AttendanceRow, AttendanceRow.client_id == ClientRow.id)
    .where(
        ClientRow.in_program == 1,
        ClientRow.void == 0,
        AttendanceRow.mark == Mark.ABSENT.value,
        AttendanceRow.void == 0,
    )
    .distinct()
)


def due_outreach(
    db: Session, day: date, *, client_ids: Sequence[UUID] | None = None
) -> tuple[DueCall, ...]:
    """Clients in program to be reached, as known on `day`: alerts first, then by day due.

    Those whose next try is due after `day` are there too: look at `absence.due`.
    """
    span = AttendanceRow.day.between(day - RUN_SPAN, day)
    query = _ABSENT_LATELY.where(span)
    if client_ids is not None:
        query = query.where(ClientRow.id.in_(client_ids))
    people = {row.id: shown_name(*row[1:]) for row in db.execute(query).all()}
    if not people:
        return ()
    marks, tries, rules = _marks(db, list(people), day), _tries(db, list(people)), rules_of(db)
    found = {
        client_id: absence
        for client_id in people
        if (absence := open_absence(marks[client_id], tries[client_id], rules, day)) is not None
    }
    groups = _groups(db, list(found), day)
    calls = [
        DueCall(client_id, people[client_id], groups.get((client_id, absence.day), ""), absence)
        for client_id, absence in found.items()
    ]
    calls.sort(key=lambda call: (not call.absence.is_alert, call.absence.due, call.name))
    return tuple(calls)


def _marks(db: Session, ids: list[UUID], day: date) -> dict[UUID, list[tuple[date, Mark]]]:
    span = {"client_ids": ids, "first": day - RUN_SPAN, "last": day}
    marks: dict[UUID, list[tuple[date, Mark]]] = defaultdict(list)
    for client_id, of_day, mark, _ in db.execute(session_queries.CLIENT_MARKS, span).all():
        marks[client_id].append((of_day, Mark(mark)))
    return marks


def _tries(db: Session, ids: list[UUID]) -> dict[UUID, list[Try]]:
    zone = ZoneInfo(db.scalar(select(ClinicRow.zone).where(ClinicRow.void == 0)) or "UTC")
    rows = db.execute(
        select(
            OutreachCallRow.client_id,
            OutreachCallRow.about_day,
            OutreachCallRow.called_at,
            OutreachCallRow.outcome,
        ).where(OutreachCallRow.client_id.in_(ids), OutreachCallRow.void == 0)
    )
    tries: dict[UUID, list[Try]] = defaultdict(list)
    for client_id, about, at, outcome in rows.all():
        tries[client_id].append(Try(about, at.astimezone(zone).date(), Outcome(outcome)))
    return tries


def _groups(db: Session, ids: list[UUID], day: date) -> dict[tuple[UUID, date], str]:
    rows = db.execute(
        select(AttendanceRow.client_id, AttendanceRow.day, NEUTRAL_TITLE)
        .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(
            AttendanceRow.client_id.in_(ids),
            AttendanceRow.day.between(day - RUN_SPAN, day),
            AttendanceRow.mark == Mark.ABSENT.value,
            AttendanceRow.void == 0,
        )
        .order_by(GroupSessionRow.start.desc())
    )
    return {(client_id, of_day): title for client_id, of_day, title in rows.all()}
