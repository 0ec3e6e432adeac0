"""The Today screen in one read: groups, counts, what needs someone, discharges coming up."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES, Mark
from iopdesk.domain.client import short_name
from iopdesk.domain.group import GroupName
from iopdesk.domain.report import share_attended
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.today import (
    ComingDischarge,
    PhaseCount,
    Readiness,
    Today,
    TodayAppointment,
    TodayGroup,
)
from iopdesk.domain.week import monday_of
from iopdesk.services.duty_facts import FIRST_NAME, OpenStay, duty_facts
from iopdesk.services.duty_service import DutyService
from iopdesk.services.held_sessions import held_sessions
from iopdesk.services.session_lines import marked_counts, signed_sessions
from iopdesk.storage import group_queries
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.step_down_tables import NextStepRow, StepDownRow
from iopdesk.storage.store import Store

_DISCHARGE_SPAN = timedelta(days=21)


class TodayService:
    """What the first screen shows; duties are computed, never stored."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in
        self._duty = DutyService(store, signed_in)

    def today(self) -> Today:
        """The clinic's day as it stands now."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        clock = self._store.clock
        day = clock.today()
        with self._store.read() as db:
            facts = duty_facts(db, day, clock.now().tzinfo)
            closed = group_queries.closed_days(db, day, day)
            duties, put_off = self._duty.duties_in(facts)
            return Today(
                day=day,
                closed_because=closed.get(day),
                groups=_groups(db, day, clinical=self._signed_in.may(Right.VIEW_CLINICAL)),
                in_program=len(facts.stays),
                attendance=_attendance(db, day),
                intakes=sum(1 for stay in facts.stays if stay.admitted >= monday_of(day)),
                phases=_phases(facts.stays, day),
                duties=duties,
                put_off=put_off,
                discharges=_discharges(db, day, facts.stays),
                appointments=_appointments(db, day, self._signed_in.staff_id),
            )


def _groups(db: Session, day: date, *, clinical: bool) -> tuple[TodayGroup, ...]:
    held = held_sessions(db, day, day, called_off=True)
    if not held:
        return ()
    ids = {each.group_id for each in held}
    row = TreatmentGroupRow
    names = {
        group_id: (GroupName(*called).title(is_clinical=clinical), capacity)
        for group_id, capacity, *called in db.execute(
            select(row.id, row.capacity, row.name, row.neutral_title, row.population).where(
                row.id.in_(ids), row.void == 0
            )
        ).all()
    }
    expected = Counter(place.group_id for place in group_queries.places(db, day, day))
    sessions = [each.session_id for each in held]
    marked, signed = marked_counts(db, sessions), signed_sessions(db, sessions)
    found = [
        TodayGroup(
            slot_id=each.slot_id,
            group_id=each.group_id,
            planned_day=each.planned_day,
            day=day,
            start=each.start,
            minutes=each.minutes,
            name=names[each.group_id][0],
            leader=each.leader,
            room=each.room,
            expected=expected[each.group_id],
            capacity=names[each.group_id][1],
            marked=marked.get(session, 0),
            is_signed=session in signed,
            is_cancelled=each.is_cancelled,
        )
        for each, session in zip(held, sessions, strict=True)
        if each.group_id in names
    ]
    return tuple(sorted(found, key=lambda group: (group.start, group.name)))


def _attendance(db: Session, day: date) -> float | None:
    rows = db.execute(
        select(AttendanceRow.mark, func.count())
        .select_from(GroupSessionRow)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(
            GroupSessionRow.day >= monday_of(day),
            GroupSessionRow.day <= day,
            AttendanceRow.void == 0,
        )
        .group_by(AttendanceRow.mark)
    )
    counts: Counter[str] = Counter({mark: count for mark, count in rows.all()})
    attended = sum(counts[mark] for mark in ATTENDED_VALUES)
    return share_attended(attended, counts[Mark.ABSENT.value])


def _appointments(db: Session, day: date, staff_id: UUID) -> tuple[TodayAppointment, ...]:
    row = AppointmentRow
    rows = db.execute(
        select(
            row.id,
            row.client_id,
            row.start,
            row.minutes,
            row.kind,
            FIRST_NAME,
            ClientRow.last_name,
            row.room,
            row.state,
            row.is_remote,
        )
        .join(ClientRow, ClientRow.id == row.client_id)
        .where(row.day == day, row.staff_id == staff_id, row.void == 0)
        .order_by(row.start, row.id)
    )
    return tuple(
        TodayAppointment(at, client, start, minutes, kind, short_name(first, last), *more)
        for at, client, start, minutes, kind, first, last, *more in rows
    )


def _phases(stays: Sequence[OpenStay], day: date) -> tuple[PhaseCount, ...]:
    held = [now for stay in stays if (now := stay.held_on(day))]
    counted = Counter((now.phase, now.days) for now in held if now.phase)
    return tuple(PhaseCount(phase, days, counted[phase, days]) for phase, days in sorted(counted))


def _discharges(
    db: Session, day: date, episodes: Sequence[OpenStay]
) -> tuple[ComingDischarge, ...]:
    coming = [each for each in episodes if each.planned_end <= day + _DISCHARGE_SPAN]
    booked = func.max(NextStepRow.day.is_not(None).cast(NextStepRow.position.type))
    rows = db.execute(
        select(StepDownRow.episode_id, booked)
        .outerjoin(
            NextStepRow, (NextStepRow.step_down_id == StepDownRow.id) & (NextStepRow.void == 0)
        )
        .where(
            StepDownRow.episode_id.in_([each.episode_id for each in coming]),
            StepDownRow.void == 0,
        )
        .group_by(StepDownRow.episode_id)
    )
    readiness = {
        episode_id: Readiness.READY if has_day else Readiness.NO_APPOINTMENT
        for episode_id, has_day in rows.all()
    }
    return tuple(
        ComingDischarge(
            client_id=each.client_id,
            who=each.who,
            planned_end=each.planned_end,
            number_of_days=(each.planned_end - each.admitted).days + 1,
            readiness=readiness.get(each.episode_id, Readiness.NOT_BEGUN),
            is_overdue=each.planned_end < day,
        )
        for each in coming
    )
