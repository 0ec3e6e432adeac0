"""Clients to be called, setbacks that are open, screens that are due, weeks below the dose."""

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.duty_rule import deadline
from iopdesk.domain.week import monday_of, sunday_of
from iopdesk.services.due_calls import due_calls
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.services.outreach_due import due_outreach
from iopdesk.services.week_dose import week_doses
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.assessment_tables import DrugScreenRow
from iopdesk.storage.attendance_tables import OutreachCallRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.episode_tables import SetbackRow

_NO_SHOW_SPAN = timedelta(days=14)


def absence_duties(facts: DutyFacts) -> list[Duty]:
    """Clients who missed a session or an appointment and whom nobody has reached yet."""
    stays = {stay.client_id: stay for stay in facts.stays}
    found = []
    for call in due_outreach(facts.db, facts.day, client_ids=facts.client_ids):
        stay, absence = stays.get(call.client_id), call.absence
        if stay is None or absence.due > facts.day:
            continue
        is_late = absence.due < facts.day or absence.in_a_row > 1 or absence.is_alert
        found.append(
            Duty(
                DutyKey(DutyKind.ABSENCE_CALL, call.client_id, absence.due),
                Urgency.NOW if is_late else Urgency.SOON,
                stay.who,
                GoTo("outreach", call.client_id, absence.day),
                client_id=call.client_id,
                staff_id=stay.counselor_id,
                what="alert" if absence.is_alert else "",
                count=absence.in_a_row,
                of=absence.tries,
                day=absence.day,
            )
        )
    return found


def no_show_duties(facts: DutyFacts) -> list[Duty]:
    """Clients in program who did not come to an appointment, and nobody called or saw since."""
    stays = {stay.client_id: stay for stay in facts.stays}
    since = facts.day - _NO_SHOW_SPAN
    rows = _no_shows.rows(facts, since=since)
    missed = {client_id: day for client_id, day in rows if client_id in stays}
    if not missed:
        return []
    seen = {client_id: max(days) for client_id, days in facts.treatment_days(list(missed)).items()}
    calls = select(OutreachCallRow.client_id, func.max(OutreachCallRow.about_day)).where(
        OutreachCallRow.client_id.in_(list(missed)), OutreachCallRow.void == 0
    )
    called = {
        client_id: about
        for client_id, about in facts.db.execute(calls.group_by(OutreachCallRow.client_id))
    }
    within = timedelta(days=facts.rules.call_within_days)
    return [
        Duty(
            DutyKey(DutyKind.ABSENCE_CALL, client_id, day + within),
            Urgency.NOW if day + within < facts.day else Urgency.SOON,
            stays[client_id].who,
            GoTo("outreach", client_id, day),
            client_id=client_id,
            staff_id=stays[client_id].counselor_id,
            what="appointment",
            day=day,
        )
        for client_id, day in missed.items()
        if day > seen.get(client_id, day - within) and day > called.get(client_id, day - within)
    ]


@DutyQuery
def _no_shows(of: Of) -> Select[*tuple[Any, ...]]:
    return (
        select(AppointmentRow.client_id, func.max(AppointmentRow.day))
        .where(
            AppointmentRow.day.between(bindparam("since"), DAY),
            AppointmentRow.state == "no_show",
            AppointmentRow.void == 0,
            *of(AppointmentRow.client_id),
        )
        .group_by(AppointmentRow.client_id)
    )


def follow_up_duties(facts: DutyFacts) -> list[Duty]:
    """Calls after discharge."""
    wanted = facts.client_ids
    return [
        Duty(
            DutyKey(DutyKind.FOLLOW_UP, call.follow_up_id, call.due),
            Urgency.SOON,
            call.who,
            GoTo("step_down", call.client_id),
            client_id=call.client_id,
            count=call.days_after,
        )
        for call in due_calls(facts.db, facts.day)
        if wanted is None or call.client_id in wanted
    ]


def setback_duties(facts: DutyFacts) -> list[Duty]:
    """Events whose steps were not all taken; they belong to the day they were heard of."""
    counselors = {stay.client_id: stay.counselor_id for stay in facts.stays}
    return [
        Duty(
            DutyKey(DutyKind.SETBACK, setback, day),
            Urgency.NOW,
            short_name(first, last),
            GoTo("setback", client_id),
            client_id=client_id,
            staff_id=counselors.get(client_id),
            day=day,
        )
        for setback, client_id, day, first, last in _setbacks.rows(facts)
    ]


@DutyQuery
def _setbacks(of: Of) -> Select[*tuple[Any, ...]]:
    return (
        select(SetbackRow.id, SetbackRow.client_id, SetbackRow.day, FIRST_NAME, ClientRow.last_name)
        .join(ClientRow, ClientRow.id == SetbackRow.client_id)
        .where(
            SetbackRow.closed_at.is_(None),
            SetbackRow.void == 0,
            ClientRow.void == 0,
            *of(SetbackRow.client_id),
        )
    )


def screen_duties(facts: DutyFacts) -> list[Duty]:
    """Who was screened less often this week than the placement asks for, from midweek on."""
    rule = facts.preset.rule(DutyKind.SCREEN)
    monday = monday_of(facts.day)
    asked = {
        stay.client_id: (stay, held.screens)
        for stay in facts.stays
        if stay.admitted <= monday and (held := stay.held_on(facts.day)) and held.screens
    }
    if rule is None or not asked:
        return []
    urgency = facts.urgency(deadline(rule, monday, closed=facts.closed))
    if urgency is None:
        return []
    taken: Counter[object] = Counter(
        facts.db.scalars(
            select(DrugScreenRow.client_id).where(
                DrugScreenRow.client_id.in_(list(asked)),
                DrugScreenRow.day.between(monday, facts.day),
                # who did not come was not screened
                DrugScreenRow.state.not_in(("drawn", "missed")),
                DrugScreenRow.void == 0,
            )
        )
    )
    due = deadline(rule, monday).due
    return [
        Duty(
            DutyKey(DutyKind.SCREEN, stay.episode_id, due),
            urgency,
            stay.who,
            GoTo("client", client_id, tab="assessment", about="screens"),
            client_id=client_id,
            staff_id=stay.counselor_id,
            count=taken[client_id],
            of=screens,
        )
        for client_id, (stay, screens) in asked.items()
        if taken[client_id] < screens
    ]


def dose_duties(facts: DutyFacts) -> list[Duty]:
    """Who can't reach the hours of intensive outpatient care this week any more."""
    if facts.day.weekday() < facts.rules.below_dose_from:
        return []
    doses = week_doses(facts.db, facts.day, facts.day, facts.client_ids)
    sunday = sunday_of(facts.day)
    return [
        Duty(
            DutyKey(DutyKind.DOSE, stay.episode_id, sunday),
            Urgency.LATER,
            stay.who,
            GoTo("appointment", stay.client_id),
            client_id=stay.client_id,
            staff_id=stay.counselor_id,
            count=dose.attended,
            of=dose.prescribed,
        )
        for stay in facts.stays
        # where nobody was scheduled for anything there is no week to fall short of
        if (dose := doses.get(stay.client_id)) and dose.scheduled and dose.is_below_level
    ]
