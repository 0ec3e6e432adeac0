"""What needs someone today, computed from rows; nothing of it is stored."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from iopdesk.domain.attendance import session_id
from iopdesk.domain.client import short_name
from iopdesk.domain.today import DutyKind, GoTo, TodayDuty, Urgency
from iopdesk.services.due_calls import due_calls
from iopdesk.services.missed import missed_on_last_day
from iopdesk.services.session_lines import marked_counts
from iopdesk.services.slot_dates import slot_dates
from iopdesk.services.week_dose import week_doses
from iopdesk.storage import group_queries
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.clinic_tables import ClinicRow
from iopdesk.storage.episode_tables import EpisodeRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.note_tables import GroupNoteRow
from iopdesk.storage.plan_tables import PlanRow

_NOTES_SPAN = timedelta(days=30)
_MARKS_SPAN = timedelta(days=7)
_FRIDAY = 4
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
class OpenEpisode:
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


def duties(
    db: Session, day: date, episodes: Sequence[OpenEpisode], *, clinical: bool
) -> tuple[TodayDuty, ...]:
    """What waits for someone, the worst first; `clinical` adds plans, notes and calls."""
    found = [*_missed(db, day), *_sessions_left(db, day)]
    if clinical:
        found += [*_plans(db, day, episodes), *_notes(db, day), *_calls(db, day)]
    found += _short_weeks(db, day, episodes)
    return tuple(sorted(found, key=_worst_first))


def _worst_first(duty: TodayDuty) -> tuple[int, int, date]:
    return (_URGENCIES.index(duty.urgency), _KINDS.index(duty.kind), duty.due)


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


def _plans(db: Session, day: date, episodes: Sequence[OpenEpisode]) -> list[TodayDuty]:
    due_days = db.scalar(select(ClinicRow.plan_due_days).where(ClinicRow.void == 0)) or 14
    rows = db.execute(
        select(PlanRow.episode_id, PlanRow.state, PlanRow.version, PlanRow.next_review)
        .join(EpisodeRow, EpisodeRow.id == PlanRow.episode_id)
        .where(EpisodeRow.discharged.is_(None), PlanRow.void == 0)
        .order_by(PlanRow.version)
    ).all()
    newest = {row.episode_id: row for row in rows}
    # A new version is due when the signed one, which goes on holding, is to be reviewed.
    review = {row.episode_id: row.next_review for row in rows if row.state == "signed"}
    found = []
    for each in episodes:
        plan = newest.get(each.episode_id)
        if plan is not None and plan.state == "signed":
            continue
        due = review.get(each.episode_id) or each.admitted + timedelta(days=due_days)
        kind = DutyKind.PLAN_UNSIGNED if plan else DutyKind.PLAN_MISSING
        urgency = Urgency.NOW if due < day else Urgency.SOON
        version = plan.version if plan else 0
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


def _short_weeks(db: Session, day: date, episodes: Sequence[OpenEpisode]) -> list[TodayDuty]:
    if day.weekday() > _FRIDAY:
        return []
    doses = week_doses(db, day, day)
    found = []
    for each in episodes:
        dose = doses.get(each.client_id)
        # A first week is short by its nature; so is one nobody was scheduled for yet.
        if dose is None or not dose.scheduled or each.admitted > dose.monday:
            continue
        if dose.is_below_level:
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
