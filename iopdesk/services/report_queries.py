"""What several reports ask of the store: marks and sessions of a span, stays, and names."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from iopdesk.domain.report import Cell, ReportAsk
from iopdesk.domain.stay_figures import StayDates
from iopdesk.domain.step_down import step_down_options
from iopdesk.services.report_cells import Question
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_queries import NEUTRAL_TITLE
from iopdesk.storage.group_tables import GroupSlotRow, TreatmentGroupRow

_AT_ONCE = 500
#: Who led a session: as the session says, else as its slot does.
session_leader: ColumnElement[Any] = func.coalesce(
    GroupSessionRow.leader_id, GroupSlotRow.leader_id
)


def marks_between(
    ask: ReportAsk, first: date, last: date, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """These columns of the span's marks, of whom and what the report asks about."""
    return (
        select(*columns)
        .select_from(GroupSessionRow)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .outerjoin(GroupSlotRow, GroupSlotRow.id == GroupSessionRow.slot_id)
        .where(
            *_sessions_asked(ask, first, last),
            *clients_asked(ask, AttendanceRow.client_id, GroupSessionRow.day),
            AttendanceRow.void == 0,
        )
    )


def held_sessions(
    ask: ReportAsk, first: date, last: date, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """These columns of the sessions of which anyone asked about has a mark."""
    marked = (
        select(AttendanceRow.id)
        .where(
            AttendanceRow.session_id == GroupSessionRow.id,
            AttendanceRow.void == 0,
            *clients_asked(ask, AttendanceRow.client_id, GroupSessionRow.day),
        )
        .correlate_except(AttendanceRow)
        .exists()
    )
    return (
        select(*columns)
        .select_from(GroupSessionRow)
        .outerjoin(GroupSlotRow, GroupSlotRow.id == GroupSessionRow.slot_id)
        .where(*_sessions_asked(ask, first, last), marked)
    )


def _sessions_asked(ask: ReportAsk, first: date, last: date) -> list[ColumnElement[bool]]:
    asked = [
        GroupSessionRow.day >= first,
        GroupSessionRow.day <= last,
        GroupSessionRow.void == 0,
    ]
    if ask.group_id is not None:
        asked.append(GroupSessionRow.group_id == ask.group_id)
    if ask.leader_id is not None:
        asked.append(session_leader == ask.leader_id)
    return asked


def clients_asked(
    ask: ReportAsk,
    client_id: InstrumentedAttribute[UUID],
    day: InstrumentedAttribute[Any] | date,
) -> list[ColumnElement[bool]]:
    """Conditions on the client and on the placement that held on the day."""
    asked: list[ColumnElement[bool]] = []
    if ask.client_id is not None:
        asked.append(client_id == ask.client_id)
    if ask.track:
        asked.append(_placed(PlacementRow.track, client_id, day) == ask.track)
    if ask.phase:
        asked.append(_placed(PlacementRow.phase, client_id, day) == ask.phase)
    return asked


def _placed(
    column: InstrumentedAttribute[Any],
    client_id: InstrumentedAttribute[UUID],
    day: InstrumentedAttribute[Any] | date,
) -> ColumnElement[Any]:
    """What the client's placement said on a day."""
    held = aliased(PlacementRow)
    return (
        select(getattr(held, column.key))
        .where(held.client_id == client_id, held.void == 0, held.starts <= day)
        .order_by(held.starts.desc(), held.id.desc())
        .limit(1)
        # alone it would take the session's row for a table of its own
        .correlate_except(held)
        .scalar_subquery()
    )


def group_titles(db: Session) -> dict[UUID, str]:
    """The groups by the titles that others may see."""
    rows = db.execute(
        select(TreatmentGroupRow.id, NEUTRAL_TITLE).where(TreatmentGroupRow.void == 0)
    )
    return {group_id: title for group_id, title in rows.all()}


def staff_names(db: Session) -> dict[UUID, str]:
    """The staff by name."""
    rows = db.execute(select(StaffRow.id, StaffRow.name).where(StaffRow.void == 0))
    return {staff_id: name for staff_id, name in rows.all()}


def leader_names(db: Session) -> dict[UUID, str]:
    """Those of the staff who lead groups or led a session, by name."""
    slots, sessions = GroupSlotRow, GroupSessionRow
    leads = select(slots.leader_id).where(slots.void == 0, slots.leader_id.is_not(None))
    led = select(sessions.leader_id).where(sessions.void == 0, sessions.leader_id.is_not(None))
    ids = set(db.scalars(leads.union(led)))
    return {staff_id: name for staff_id, name in staff_names(db).items() if staff_id in ids}


def client_rows(db: Session, client_ids: Collection[UUID]) -> list[Any]:
    """Id, names, chart number and state of these clients, in the order of lists."""
    ids = list(client_ids)
    found: list[Any] = []
    for at in range(0, len(ids), _AT_ONCE):
        found += db.execute(
            select(
                ClientRow.id,
                ClientRow.first_name,
                ClientRow.middle_name,
                ClientRow.last_name,
                ClientRow.name_to_use,
                ClientRow.chart_number,
                ClientRow.in_program,
                ClientRow.ever_admitted,
                ClientRow.sort_name,
            ).where(ClientRow.id.in_(ids[at : at + _AT_ONCE]), ClientRow.void == 0)
        ).all()
    return sorted(found, key=lambda row: (row.sort_name, row.chart_number))


def stays(
    db: Session, ask: ReportAsk, day: InstrumentedAttribute[Any]
) -> list[tuple[StayDates, str]]:
    """Stays whose `day` (admission or discharge) is in the span, with the reason of their end.

    The earliest first, and of those asked about, as they were placed on that day.
    """
    planned = {option.code for option in step_down_options().reasons if option.is_planned}
    rows = db.execute(
        select(
            EpisodeRow.client_id,
            EpisodeRow.admitted,
            EpisodeRow.discharged,
            EpisodeRow.last_service,
            EpisodeRow.discharge_reason,
        )
        .where(
            EpisodeRow.void == 0,
            day >= ask.first,
            day <= ask.last,
            *clients_asked(ask, EpisodeRow.client_id, day),
        )
        .order_by(EpisodeRow.admitted)
    )
    return [
        (StayDates(client_id, admitted, discharged, last, reason in planned), reason)
        for client_id, admitted, discharged, last, reason in rows.all()
    ]


def client_labels(
    db: Session, question: Question, client_ids: Collection[UUID]
) -> dict[UUID, tuple[Cell, Cell]]:
    """Clients as the first two cells of their row: last name first, and the chart number."""
    return {
        row.id: (
            Cell(
                f"{row.last_name}, {row.name_to_use or row.first_name}",
                row.sort_name,
                clients=(row.id,),
            ),
            question.text(row.chart_number),
        )
        for row in client_rows(db, client_ids)
    }
