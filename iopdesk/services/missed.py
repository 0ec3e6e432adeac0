"""Who was absent without notice on the last day that had groups; attendance and Today ask."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import Mark, Missed
from iopdesk.domain.client import short_name
from iopdesk.domain.group import shown_name
from iopdesk.services.absences import absences
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import TreatmentGroupRow

_LOOK_BACK = timedelta(days=7)


def missed_on_last_day(db: Session, today: date, *, short: bool = False) -> list[Missed]:
    """Clients in program absent on the newest marked day before `today`, the longest run first.

    `short` names them by first name and last initial.
    """
    last = db.scalar(
        select(func.max(GroupSessionRow.day))
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(
            GroupSessionRow.day < today,
            GroupSessionRow.day >= today - _LOOK_BACK,
            AttendanceRow.void == 0,
        )
    )
    if last is None:
        return []
    rows = db.execute(
        select(
            AttendanceRow.client_id,
            ClientRow.first_name,
            ClientRow.last_name,
            ClientRow.name_to_use,
            TreatmentGroupRow.name,
        )
        .select_from(GroupSessionRow)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .join(ClientRow, ClientRow.id == AttendanceRow.client_id)
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(
            GroupSessionRow.day == last,
            AttendanceRow.mark == Mark.ABSENT.value,
            AttendanceRow.void == 0,
            ClientRow.in_program == 1,
        )
        .order_by(GroupSessionRow.start)
    ).all()
    people = {row.client_id: row for row in rows}
    runs = absences(db, list(people), last)
    named = short_name if short else shown_name
    found = [
        Missed(
            row.client_id,
            named(row.name_to_use or row.first_name, row.last_name),
            row.name,
            last,
            runs.get(row.client_id, 1),
        )
        for row in people.values()
    ]
    return sorted(found, key=lambda missed: (-missed.in_a_row, missed.name))
