"""What a change of a weekly time respects: marked sessions, and dates planned otherwise."""

import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import session_id
from iopdesk.domain.problems import UserProblem
from iopdesk.services.slot_dates import slot_dates
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.group_tables import GroupSlotRow


def refuse_marked(db: Session, slot_id: uuid.UUID, first: date) -> None:
    """A weekly time does not end or change under sessions that are marked."""
    planned = func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day)
    marked = db.scalar(
        select(func.max(planned))
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(
            GroupSessionRow.slot_id == slot_id,
            planned >= first,
            AttendanceRow.void == 0,
        )
    )
    if marked is not None:
        raise UserProblem(
            "Attendance was already marked after that day.",
            "Choose a first day after the last marked session.",
        )


def carry_over(db: Session, old: GroupSlotRow, new: GroupSlotRow) -> None:
    """Dates of the old slot that were moved, called off or given a topic stay so in the new one."""
    planned = func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day)
    rows = db.scalars(
        select(GroupSessionRow).where(
            GroupSessionRow.slot_id == old.id, planned >= new.starts, GroupSessionRow.void == 0
        )
    )
    slot = group_queries.slot(db, new.id)
    for row in rows.all():
        day = row.planned_day or row.day
        if slot is None or not slot_dates(slot, day, day):
            continue
        was = (row.day, row.start, row.minutes, row.room)
        is_moved = was != (day, old.start, old.minutes, old.room)
        db.add(
            GroupSessionRow(
                id=session_id(new.id, day),
                group_id=new.group_id,
                slot_id=new.id,
                day=row.day,
                planned_day=row.planned_day,
                start=row.start if is_moved else new.start,
                minutes=row.minutes if is_moved else new.minutes,
                room=row.room if is_moved else new.room,
                leader_id=new.leader_id,
                co_leader_id=new.co_leader_id,
                state=row.state,
                reason=row.reason,
                topic=row.topic,
                topic_id=row.topic_id,
            )
        )
