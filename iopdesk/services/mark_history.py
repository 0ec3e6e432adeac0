"""What a mark was before: read from the journal, for undo, for a row's past, for late entries."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import CameAs, Mark, MarkPast
from iopdesk.domain.group_session import LateEntry
from iopdesk.services.mark_writer import DEFAULTS
from iopdesk.storage import row_past
from iopdesk.storage.attendance_tables import AttendanceRow
from iopdesk.storage.clinic_tables import ClinicRow, StaffRow
from iopdesk.storage.journal_body import Plain
from iopdesk.storage.journal_tables import ChangeRow, Touch
from iopdesk.storage.row_past import instant_of


def mark_fields(state: Mapping[str, Plain]) -> dict[str, Any]:
    """A state of the journal as the row's own values; what it leaves out is the default."""
    found = {name: state.get(name, usual) for name, usual in DEFAULTS.items()}
    link = found["makes_up_id"]
    return {**found, "makes_up_id": uuid.UUID(link) if isinstance(link, str) else None}


def mark_past(db: Session, row_id: uuid.UUID) -> tuple[MarkPast, ...]:
    """All that a mark ever was, newest first."""
    row = db.get(AttendanceRow, row_id)
    if row is None:
        return ()
    found = []
    for dot, state in row_past.states(db, row):
        entry, writer = row_past.entry(db, dot), row_past.writer_of(db, dot)
        if entry is None or writer is None:
            continue
        values = mark_fields(state)
        found.append(
            MarkPast(
                at=writer.at,
                by=writer.name,
                mark=None if values["void"] else Mark(values["mark"]),
                minutes=values["minutes"],
                reason=values["reason"],
                excused_by=values["excused_by"] or "",
                came_as=CameAs(values["came_as"]) if values["came_as"] else None,
                makes_up=values["makes_up_id"] is not None,
                why=entry.reason,
            )
        )
    return tuple(reversed(found))


def late_entry(db: Session, rows: Collection[uuid.UUID], day: date) -> LateEntry | None:
    """How many days after the session its marks were first written, and by whom."""
    if not rows:
        return None
    zone = ZoneInfo(db.scalar(select(ClinicRow.zone).where(ClinicRow.void == 0)) or "UTC")
    of_row = union_all(
        select(Touch.entity_id, Touch.dot).where(Touch.entity_id.in_(rows)),
        select(AttendanceRow.id, AttendanceRow.op).where(AttendanceRow.id.in_(rows)),
    ).subquery()
    written = db.execute(
        select(of_row.c.entity_id, ChangeRow.hlc, StaffRow.name)
        .join(ChangeRow, ChangeRow.dot == of_row.c.dot)
        .outerjoin(StaffRow, StaffRow.id == ChangeRow.user_id)
        .order_by(ChangeRow.hlc.desc())
    )
    # the oldest entry of each row comes last
    first = {row_id: (hlc, name or "") for row_id, hlc, name in written}
    late = [
        ((instant_of(hlc).astimezone(zone).date() - day).days, name) for hlc, name in first.values()
    ]
    late = [each for each in late if each[0] > 0]
    if not late:
        return None
    names = dict.fromkeys(name for _, name in late if name)
    return LateEntry(max(days for days, _ in late), ", ".join(names))
