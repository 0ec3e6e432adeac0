"""What an attendance screen shows beyond its marks: make-ups, visitors, who may excuse."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.group import GroupName
from iopdesk.domain.group_session import GroupSession, SessionRow, Visitor
from iopdesk.domain.staff import Right, Role, SignedIn
from iopdesk.services.make_ups import days_made_up, days_missed
from iopdesk.services.mark_history import late_entry
from iopdesk.services.rule_service import rules_of
from iopdesk.storage.attendance_tables import AttendanceRow, SessionVisitorRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.group_tables import TreatmentGroupRow

_MOST_ALLOWERS = 6
_ALLOWING = (Role.SUPERVISOR.value, Role.FRONT_DESK.value)


def with_extras(
    db: Session, session: GroupSession, signed_in: SignedIn, today: date
) -> GroupSession:
    """The session with everything its screen shows; whom a group is for stays with clinicians."""
    is_marked = any(row.mark is not None for row in session.rows)
    marked = _marked(db, session.session_id) if is_marked else {}
    return replace(
        session,
        group=_title(db, session, signed_in),
        rows=_with_make_ups(db, session, marked),
        allowers=_allowers(db, session.leader, signed_in),
        visitors=visitors_of(db, session.session_id),
        late=late_entry(db, marked.values(), session.day) if session.day < today else None,
        largest=rules_of(db).largest_group,
    )


def _title(db: Session, session: GroupSession, signed_in: SignedIn) -> str:
    if signed_in.may(Right.VIEW_CLINICAL):
        return session.group
    group = db.get_one(TreatmentGroupRow, session.group_id)
    return GroupName(group.name, group.neutral_title, group.population).title(is_clinical=False)


def visitors_of(db: Session, session_id: uuid.UUID) -> tuple[Visitor, ...]:
    """Who else was there, in the order in which they were noted."""
    rows = db.execute(
        select(SessionVisitorRow.id, SessionVisitorRow.words, SessionVisitorRow.minutes)
        .where(SessionVisitorRow.session_id == session_id, SessionVisitorRow.void == 0)
        .order_by(SessionVisitorRow.id)
    )
    return tuple(Visitor(*row) for row in rows.all())


def _marked(db: Session, session_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """Attendance by client: a row that came from a merged record keeps the id it had there."""
    rows = db.execute(
        select(AttendanceRow.client_id, AttendanceRow.id).where(
            AttendanceRow.session_id == session_id, AttendanceRow.void == 0
        )
    )
    return {client_id: row_id for client_id, row_id in rows}


def _with_make_ups(
    db: Session, session: GroupSession, marked: Mapping[uuid.UUID, uuid.UUID]
) -> tuple[SessionRow, ...]:
    missed = {
        row.client_id: marked[row.client_id]
        for row in session.rows
        if row.mark is not None and not row.mark.is_attended and row.client_id in marked
    }
    making = [row.makes_up_id for row in session.rows if row.makes_up_id is not None]
    if not missed and not making:
        return session.rows
    made_up = days_made_up(db, list(missed))
    days = days_missed(db, making)
    return tuple(
        replace(
            row,
            makes_up=days.get(row.makes_up_id) if row.makes_up_id else None,
            made_up=made_up.get(missed[row.client_id]) if row.client_id in missed else None,
        )
        for row in session.rows
    )


def _allowers(db: Session, leader: str, signed_in: SignedIn) -> tuple[str, ...]:
    rows = db.execute(
        select(StaffRow.name, StaffRow.credential, StaffRow.roles)
        .where(StaffRow.active.is_(True), StaffRow.void == 0)
        .order_by(StaffRow.name)
    ).all()
    found = [leader] if leader else []
    for role in _ALLOWING:
        found += [
            f"{name}, {credential}" if credential else name
            for name, credential, roles in rows
            if role in roles.split(",")
        ]
    found.append(signed_in.printed_name)
    return tuple(dict.fromkeys(found))[:_MOST_ALLOWERS]
