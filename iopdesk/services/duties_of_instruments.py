"""Results that ask for something today, instruments that are due, screens drawn or missed."""

import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.instrument import instruments
from iopdesk.domain.instrument_result import Schedule, due_day, schedules_for
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.services.instrument_queries import schedules_in
from iopdesk.storage.assessment_tables import DrugScreenRow, InstrumentResultRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.duty_tables import DutyAnswerRow
from iopdesk.storage.episode_tables import EpisodeRow

# Part of the exchange format for ever: two sites that answer one duty write the same row.
_NAMESPACE = uuid.UUID("5b0b5a0e-7f3c-5d61-9f57-0d2a4f9f6c11")
_WARN = timedelta(days=3)
_MISSED_SPAN = timedelta(days=30)


def critical_duties(facts: DutyFacts) -> list[Duty]:
    """Results with an alert of which nobody wrote down yet what was done."""
    counselors = {stay.client_id: stay.counselor_id for stay in facts.stays}
    return [
        Duty(
            DutyKey(DutyKind.CRITICAL, result_id, day),
            Urgency.NOW,
            short_name(first, last),
            GoTo("client", client_id, tab="assessment"),
            client_id=client_id,
            staff_id=counselors.get(client_id),
            what=critical.split(",")[0],
            detail=instruments()[key].name if key in instruments() else key,
            day=day,
        )
        for result_id, client_id, key, critical, day, first, last in _critical.rows(facts)
    ]


@DutyQuery
def _critical(of: Of) -> Select[*tuple[Any, ...]]:
    result = InstrumentResultRow
    answered = (
        select(DutyAnswerRow.id)
        .where(
            DutyAnswerRow.subject_id == result.id,
            DutyAnswerRow.kind == DutyKind.CRITICAL.value,
            DutyAnswerRow.void == 0,
        )
        .exists()
    )
    return (
        select(
            result.id,
            result.client_id,
            result.instrument,
            result.critical,
            result.day,
            FIRST_NAME,
            ClientRow.last_name,
        )
        .join(ClientRow, ClientRow.id == result.client_id)
        .where(
            result.critical != "",
            result.void == 0,
            ClientRow.void == 0,
            ~answered,
            *of(result.client_id),
        )
    )


def instrument_duties(facts: DutyFacts) -> list[Duty]:
    """Instruments whose day by the program's plan is near or over."""
    planned = _plans(facts)
    if not planned or not facts.stays:
        return []
    last = _last_days(facts)
    found = []
    for stay in facts.stays:
        admitted, end = stay.admitted, stay.planned_end
        for one in planned.get(stay.episode_id, ()):
            day = last.get((stay.client_id, one.instrument))
            due = due_day(one, admitted, end, day if day and day >= admitted else None)
            if due is None or facts.day < due - _WARN:
                continue
            name = f"{stay.episode_id.hex} {one.instrument}"
            found.append(
                Duty(
                    DutyKey(DutyKind.INSTRUMENT, uuid.uuid5(_NAMESPACE, name), due),
                    Urgency.NOW if due < facts.day else Urgency.SOON,
                    stay.who,
                    GoTo("instrument", stay.client_id, about=one.instrument),
                    client_id=stay.client_id,
                    staff_id=stay.counselor_id,
                    what=one.instrument,
                    detail=instruments()[one.instrument].name,
                )
            )
    return found


def drawn_duties(facts: DutyFacts) -> list[Duty]:
    """Screens that were drawn and not done, and missed ones that nobody followed up.

    A missed one waits for an answer, or for a screen of the same client since.
    """
    stays = {stay.client_id: stay for stay in facts.stays}
    return [
        Duty(
            DutyKey(DutyKind.SCREEN, screen_id, day),
            Urgency.NOW if day < facts.day else Urgency.SOON,
            stays[client_id].who,
            GoTo("client", client_id, tab="assessment", about="screens"),
            client_id=client_id,
            staff_id=stays[client_id].counselor_id,
            what=state,
            day=day,
        )
        for screen_id, client_id, day, state in _drawn.rows(facts, since=facts.day - _MISSED_SPAN)
        if client_id in stays
    ]


@DutyQuery
def _drawn(of: Of) -> Select[*tuple[Any, ...]]:
    screen, later = DrugScreenRow, aliased(DrugScreenRow)
    made_up = (
        select(later.id)
        .where(
            later.client_id == screen.client_id,
            later.day >= screen.day,
            later.state.not_in(("drawn", "missed")),
            later.void == 0,
        )
        .exists()
    )
    return select(screen.id, screen.client_id, screen.day, screen.state).where(
        screen.day <= DAY,
        # what was drawn waits until someone says what became of it
        or_(
            screen.state == "drawn",
            and_(screen.state == "missed", screen.day >= bindparam("since"), ~made_up),
        ),
        screen.void == 0,
        *of(screen.client_id),
    )


def _plans(facts: DutyFacts) -> dict[uuid.UUID, tuple[Schedule, ...]]:
    """What is planned for each open stay, by episode."""
    plan = schedules_in(facts.db)
    if not plan:
        return {}
    ids = [stay.episode_id for stay in facts.stays]
    programs = facts.db.execute(
        select(EpisodeRow.id, EpisodeRow.program_id).where(EpisodeRow.id.in_(ids))
    )
    return {episode: schedules_for(plan, program) for episode, program in programs}


def _last_days(facts: DutyFacts) -> dict[tuple[uuid.UUID, str], date]:
    result = InstrumentResultRow
    rows = facts.db.execute(
        select(result.client_id, result.instrument, func.max(result.day))
        .where(
            result.client_id.in_([stay.client_id for stay in facts.stays]),
            result.void == 0,
        )
        .group_by(result.client_id, result.instrument)
    )
    return {(client_id, key): day for client_id, key, day in rows}
