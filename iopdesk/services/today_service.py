"""The Today screen in one read: groups, counts, what needs someone, discharges coming up."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import ATTENDED_VALUES, session_id
from iopdesk.domain.client import short_name
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.today import (
    ComingDischarge,
    DutyKind,
    GoTo,
    PhaseCount,
    Readiness,
    Today,
    TodayDuty,
    TodayGroup,
    Urgency,
)
from iopdesk.domain.week import monday_of
from iopdesk.services.due_calls import due_calls
from iopdesk.services.missed import missed_on_last_day
from iopdesk.services.session_lines import marked_counts, signed_sessions
from iopdesk.services.slot_dates import slot_dates
from iopdesk.services.week_dose import week_doses
from iopdesk.storage import group_queries
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import (
    AttendanceRow,
    GroupNoteRow,
    GroupSessionRow,
    TreatmentGroupRow,
)
from iopdesk.storage.plan_tables import PlanRow
from iopdesk.storage.step_down_tables import NextStepRow, StepDownRow
from iopdesk.storage.store import Store

_NOTES_SPAN = timedelta(days=30)
_MARKS_SPAN = timedelta(days=7)
_DISCHARGE_SPAN = timedelta(days=21)
_URGENCIES = list(Urgency)
_KINDS = (
    DutyKind.MISSED,
    DutyKind.MARKS_MISSING,
    DutyKind.NOTES_UNSIGNED,
    DutyKind.PLAN_UNSIGNED,
    DutyKind.PLAN_MISSING,
    DutyKind.CALL_DUE,
    DutyKind.WEEK_SHORT,
)


@dataclass(frozen=True)
class _Open:
    """An open episode as this page needs it."""

    client_id: uuid.UUID
    episode_id: uuid.UUID
    first: str
    last: str
    admitted: date
    planned_end: date
    phase: str
    days_a_week: int

    @property
    def who(self) -> str:
        """First name and last initial: Today is read over shoulders."""
        return short_name(self.first, self.last)


class TodayService:
    """What the first screen shows; duties are computed, never stored."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def today(self) -> Today:
        """The clinic's day as it stands now."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        day = self._store.clock.today()
        with self._store.read() as db:
            episodes = _open_episodes(db, day)
            closed = group_queries.closed_days(db, day, day)
            return Today(
                day=day,
                closed_because=closed.get(day),
                groups=_groups(db, day, closed),
                in_program=len(episodes),
                attendance=_attendance(db, day),
                intakes=sum(1 for each in episodes if each.admitted >= monday_of(day)),
                phases=_phases(episodes),
                duties=self._duties(db, day, episodes),
                discharges=_discharges(db, day, episodes),
            )

    def _duties(self, db: Session, day: date, episodes: Sequence[_Open]) -> tuple[TodayDuty, ...]:
        found = [*_missed(db, day), *_sessions_left(db, day)]
        if self._signed_in.may(Right.VIEW_CLINICAL):
            found += [*_plans(db, day, episodes), *_notes(db, day), *_calls(db, day)]
        found += _short_weeks(db, day, episodes)
        return tuple(sorted(found, key=_worst_first))


def _worst_first(duty: TodayDuty) -> tuple[int, int, date]:
    return (_URGENCIES.index(duty.urgency), _KINDS.index(duty.kind), duty.due)


def _open_episodes(db: Session, day: date) -> list[_Open]:
    rows = db.execute(
        select(
            EpisodeRow.client_id,
            EpisodeRow.id,
            func.coalesce(func.nullif(ClientRow.name_to_use, ""), ClientRow.first_name),
            ClientRow.last_name,
            EpisodeRow.admitted,
            EpisodeRow.planned_end,
            PlacementRow.phase_name,
            PlacementRow.days_a_week,
        )
        .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
        .outerjoin(PlacementRow, PlacementRow.id == group_queries.placement_on(EpisodeRow.id, day))
        .where(EpisodeRow.discharged.is_(None), EpisodeRow.void == 0, EpisodeRow.admitted <= day)
        .order_by(EpisodeRow.planned_end, ClientRow.sort_name)
    )
    return [
        _Open(client_id, episode_id, first, last, admitted, end, phase or "", days or 0)
        for client_id, episode_id, first, last, admitted, end, phase, days in rows.all()
    ]


def _groups(db: Session, day: date, closed: dict[date, str]) -> tuple[TodayGroup, ...]:
    slots = [
        slot for slot in group_queries.slots(db, day, day) if slot_dates(slot, day, day, closed)
    ]
    if not slots:
        return ()
    ids = {slot.group_id for slot in slots}
    names = {
        group_id: (name, capacity)
        for group_id, name, capacity in db.execute(
            select(TreatmentGroupRow.id, TreatmentGroupRow.name, TreatmentGroupRow.capacity).where(
                TreatmentGroupRow.id.in_(ids), TreatmentGroupRow.void == 0
            )
        ).all()
    }
    expected = Counter(place.group_id for place in group_queries.places(db, day, day))
    off = group_queries.cancelled(db, day, day)
    sessions = [session_id(slot.id, day) for slot in slots]
    marked, signed = marked_counts(db, sessions), signed_sessions(db, sessions)
    found = [
        TodayGroup(
            slot_id=slot.id,
            group_id=slot.group_id,
            day=day,
            start=slot.start,
            minutes=slot.minutes,
            name=names[slot.group_id][0],
            leader=slot.leader,
            room=slot.room,
            expected=expected[slot.group_id],
            capacity=names[slot.group_id][1],
            marked=marked.get(session, 0),
            is_signed=session in signed,
            is_cancelled=(slot.id, day) in off,
        )
        for slot, session in zip(slots, sessions, strict=True)
        if slot.group_id in names
    ]
    return tuple(sorted(found, key=lambda group: (group.start, group.name)))


def _attendance(db: Session, day: date) -> float | None:
    attended, marked = db.execute(
        select(
            func.sum(AttendanceRow.mark.in_(ATTENDED_VALUES).cast(AttendanceRow.minutes.type)),
            func.count(),
        )
        .select_from(GroupSessionRow)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(
            GroupSessionRow.day >= monday_of(day),
            GroupSessionRow.day <= day,
            AttendanceRow.void == 0,
        )
    ).one()
    return attended / marked if marked else None


def _phases(episodes: Sequence[_Open]) -> tuple[PhaseCount, ...]:
    counted = Counter((each.phase, each.days_a_week) for each in episodes if each.phase)
    return tuple(PhaseCount(phase, days, counted[phase, days]) for phase, days in sorted(counted))


def _missed(db: Session, day: date) -> list[TodayDuty]:
    return [
        TodayDuty(
            kind=DutyKind.MISSED,
            urgency=Urgency.NOW if missed.in_a_row > 1 else Urgency.SOON,
            who=missed.name,
            due=day,
            count=missed.in_a_row,
            of=0,
            go_to=GoTo("client", missed.client_id, tab="attendance"),
        )
        for missed in missed_on_last_day(db, day, short=True)
    ]


def _plans(db: Session, day: date, episodes: Sequence[_Open]) -> list[TodayDuty]:
    due_days = db.scalar(select(ClinicRow.plan_due_days).where(ClinicRow.void == 0)) or 14
    rows = db.execute(
        select(PlanRow.episode_id, PlanRow.state, PlanRow.version)
        .join(EpisodeRow, EpisodeRow.id == PlanRow.episode_id)
        .where(EpisodeRow.discharged.is_(None), PlanRow.void == 0)
    )
    newest: dict[uuid.UUID, tuple[int, str]] = {}
    for episode_id, state, version in rows.all():
        newest[episode_id] = max(newest.get(episode_id, (0, "")), (version, state))
    found = []
    for each in episodes:
        version, state = newest.get(each.episode_id, (0, ""))
        if state == "signed":
            continue
        due = each.admitted + timedelta(days=due_days)
        kind = DutyKind.PLAN_UNSIGNED if version else DutyKind.PLAN_MISSING
        urgency = Urgency.NOW if due < day else Urgency.SOON
        go_to = GoTo("plan", each.client_id)
        found.append(TodayDuty(kind, urgency, each.who, due, version, due_days, go_to))
    return found


def _notes(db: Session, day: date) -> list[TodayDuty]:
    signed = (
        select(GroupNoteRow.id)
        .where(
            GroupNoteRow.session_id == GroupSessionRow.id,
            GroupNoteRow.signed_at.is_not(None),
            GroupNoteRow.void == 0,
        )
        .exists()
    )
    rows = db.execute(
        select(GroupSessionRow.slot_id, GroupSessionRow.day, TreatmentGroupRow.name, func.count())
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
        .where(
            GroupSessionRow.day >= day - _NOTES_SPAN,
            GroupSessionRow.day < day,
            GroupSessionRow.void == 0,
            AttendanceRow.void == 0,
            ~signed,
        )
        .group_by(GroupSessionRow.id)
    )
    return [
        TodayDuty(
            kind=DutyKind.NOTES_UNSIGNED,
            urgency=Urgency.NOW if (day - of_day).days > 3 else Urgency.SOON,
            who=name,
            due=of_day,
            count=count,
            of=0,
            go_to=GoTo("group_session", slot_id, of_day),
        )
        for slot_id, of_day, name, count in rows.all()
    ]


def _calls(db: Session, day: date) -> list[TodayDuty]:
    return [
        TodayDuty(
            DutyKind.CALL_DUE,
            Urgency.SOON,
            call.who,
            call.due,
            call.days_after,
            call.days_after,
            GoTo("step_down", call.client_id),
        )
        for call in due_calls(db, day)
    ]


def _sessions_left(db: Session, day: date) -> list[TodayDuty]:
    first, last = day - _MARKS_SPAN, day - timedelta(days=1)
    closed = group_queries.closed_days(db, first, last)
    off = group_queries.cancelled(db, first, last)
    places = group_queries.places(db, first, last)
    names = {place.group_id: place.group for place in places}
    past = [
        (slot, of_day)
        for slot in group_queries.slots(db, first, last)
        for of_day in slot_dates(slot, first, last, closed)
        if (slot.id, of_day) not in off
    ]
    marked = marked_counts(db, [session_id(slot.id, of_day) for slot, of_day in past])
    found = []
    for slot, of_day in past:
        expected = sum(
            1
            for place in places
            if place.group_id == slot.group_id
            and place.starts <= of_day
            and (place.ends is None or place.ends >= of_day)
        )
        count = marked.get(session_id(slot.id, of_day), 0)
        if count < expected:
            go_to = GoTo("group_session", slot.id, of_day)
            who = names[slot.group_id]
            found.append(
                TodayDuty(DutyKind.MARKS_MISSING, Urgency.SOON, who, of_day, count, expected, go_to)
            )
    return found


def _short_weeks(db: Session, day: date, episodes: Sequence[_Open]) -> list[TodayDuty]:
    doses = week_doses(db, day, day)
    found = []
    for each in episodes:
        dose = doses.get(each.client_id)
        # A first week is short by its nature; so is one nobody was scheduled for yet.
        if dose is None or not dose.scheduled or each.admitted > dose.monday:
            continue
        if dose.is_out_of_reach and dose.attended + 1 < dose.prescribed:
            found.append(
                TodayDuty(
                    DutyKind.WEEK_SHORT,
                    Urgency.LATER,
                    each.who,
                    day,
                    dose.reachable,
                    dose.prescribed,
                    GoTo("client", each.client_id, tab="attendance"),
                )
            )
    return found


def _discharges(db: Session, day: date, episodes: Sequence[_Open]) -> tuple[ComingDischarge, ...]:
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
