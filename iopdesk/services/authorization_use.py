"""How much of payers' authorizations attendance has used up; the chart and the duties ask."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES
from iopdesk.domain.evaluation import units_used
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow


@dataclass(frozen=True)
class Allowed:
    """What is counted: an authorization's client, days and kind of units."""

    authorization_id: uuid.UUID
    client_id: uuid.UUID
    starts: date
    ends: date
    unit_kind: str


def used_units(db: Session, allowed: Collection[Allowed]) -> dict[uuid.UUID, int]:
    """Units used of each, from attended sessions and kept appointments."""
    if not allowed:
        return {}
    clients = list({each.client_id for each in allowed})
    first, last = min(a.starts for a in allowed), max(a.ends for a in allowed)
    sessions = select(AttendanceRow.client_id, AttendanceRow.day, AttendanceRow.minutes).where(
        AttendanceRow.client_id.in_(clients),
        AttendanceRow.day.between(first, last),
        AttendanceRow.mark.in_(ATTENDED_VALUES),
        AttendanceRow.void == 0,
    )
    kept = select(
        AppointmentRow.client_id,
        AppointmentRow.day,
        func.coalesce(AppointmentRow.minutes_kept, AppointmentRow.minutes),
    ).where(
        AppointmentRow.client_id.in_(clients),
        AppointmentRow.day.between(first, last),
        AppointmentRow.state == "kept",
        AppointmentRow.void == 0,
    )
    attended: dict[uuid.UUID, list[tuple[date, int]]] = defaultdict(list)
    for query in (sessions, kept):
        for client_id, day, minutes in db.execute(query):
            attended[client_id].append((day, minutes))
    return {
        each.authorization_id: units_used(
            each.unit_kind, each.starts, each.ends, attended[each.client_id]
        )
        for each in allowed
    }
