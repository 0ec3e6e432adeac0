"""First contacts whose next contact is due, and what an admission on conditions still waits for."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from iopdesk.domain.carried import CarriedAnswer
from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.eligibility import Outcome
from iopdesk.domain.inquiry import WAITING
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
from iopdesk.services.duty_query import DAY, DutyQuery, Of
from iopdesk.services.inquiry_steps import latest_steps
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.intake_tables import (
    CarriedItemRow,
    EligibilityRow,
    EligibilityTestRow,
    InquiryRow,
    InquiryStepRow,
)

_WAITING = tuple(state.value for state in WAITING)


def contact_duties(facts: DutyFacts) -> list[Duty]:
    """Inquiries on their way for which someone was to be in touch by today."""
    return [
        Duty(
            DutyKey(DutyKind.FIRST_CONTACT, inquiry_id, due),
            Urgency.NOW if due < facts.day else Urgency.SOON,
            short_name(first, last),
            GoTo("client", client_id, tab="intake"),
            client_id=client_id,
            what=state,
        )
        for inquiry_id, client_id, first, last, state, due in _contacts.rows(facts)
    ]


@DutyQuery
def _contacts(of: Of) -> Select[*tuple[Any, ...]]:
    last = latest_steps(*of(InquiryStepRow.client_id))
    return (
        select(
            InquiryRow.id,
            InquiryRow.client_id,
            FIRST_NAME,
            ClientRow.last_name,
            last.c.state,
            last.c.next_contact,
        )
        .join(last, last.c.inquiry_id == InquiryRow.id)
        .join(ClientRow, ClientRow.id == InquiryRow.client_id)
        .where(InquiryRow.void == 0, last.c.state.in_(_WAITING), last.c.next_contact <= DAY)
    )


def condition_duties(facts: DutyFacts) -> list[Duty]:
    """Conditions whose day comes up, and remedies that were to stand by now."""
    return [
        _duty(facts, *row, what="" if criterion is None else f"{criterion}/{remedy}")
        for query in (_conditions, _remedies)
        for *row, criterion, remedy in query.rows(facts)
    ]


def carried_duties(facts: DutyFacts) -> list[Duty]:
    """Returns of which the record has not been asked through yet."""
    row, time_to_ask = CarriedItemRow, timedelta(days=facts.rules.carried_days)
    rows = facts.db.execute(
        select(row.episode_id, func.count())
        .where(
            row.episode_id.in_([stay.episode_id for stay in facts.stays]),
            row.answer == CarriedAnswer.WAITING.value,
            row.void == 0,
        )
        .group_by(row.episode_id)
    )
    waiting = {episode_id: count for episode_id, count in rows}
    return [
        Duty(
            DutyKey(DutyKind.CARRIED, stay.episode_id, stay.admitted + time_to_ask),
            Urgency.NOW if stay.admitted + time_to_ask < facts.day else Urgency.SOON,
            stay.who,
            GoTo("client", stay.client_id, tab="intake"),
            client_id=stay.client_id,
            staff_id=stay.counselor_id,
            count=waiting[stay.episode_id],
        )
        for stay in facts.stays
        if stay.episode_id in waiting
    ]


@DutyQuery
def _conditions(of: Of) -> Select[*tuple[Any, ...]]:
    row = EligibilityRow
    return (
        select(
            row.id,
            row.client_id,
            row.conditional_until,
            FIRST_NAME,
            ClientRow.last_name,
            null(),
            null(),
        )
        .join(ClientRow, ClientRow.id == row.client_id)
        .where(
            *_in_force(of),
            row.outcome == Outcome.CONDITIONAL.value,
            row.conditions_met.is_(None),
            row.conditional_until <= DAY,
        )
    )


@DutyQuery
def _remedies(of: Of) -> Select[*tuple[Any, ...]]:
    test = EligibilityTestRow
    return (
        select(
            test.id,
            EligibilityRow.client_id,
            test.remedy_due,
            FIRST_NAME,
            ClientRow.last_name,
            test.criterion,
            test.remedy,
        )
        .join(EligibilityRow, EligibilityRow.id == test.eligibility_id)
        .join(ClientRow, ClientRow.id == EligibilityRow.client_id)
        .where(
            *_in_force(of),
            test.void == 0,
            test.remedy_done.is_(None),
            test.remedy_due <= DAY,
        )
    )


def _in_force(of: Of) -> tuple[ColumnElement[bool], ...]:
    """The newest decision of someone who is in program or on the way."""
    newer = aliased(EligibilityRow)
    last = latest_steps(*of(InquiryStepRow.client_id))
    on_the_way = exists().where(
        and_(
            last.c.inquiry_id == InquiryRow.id,
            InquiryRow.client_id == EligibilityRow.client_id,
            last.c.state.in_(_WAITING),
        )
    )
    return (
        EligibilityRow.void == 0,
        EligibilityRow.decided_at.is_not(None),
        ~exists().where(
            and_(
                newer.client_id == EligibilityRow.client_id,
                newer.void == 0,
                newer.decided_at > EligibilityRow.decided_at,
            )
        ),
        or_(ClientRow.in_program == 1, on_the_way),
        *of(EligibilityRow.client_id),
    )


def _duty(
    facts: DutyFacts, row_id: UUID, client_id: UUID, due: date, first: str, last: str, *, what: str
) -> Duty:
    return Duty(
        DutyKey(DutyKind.CONDITION, row_id, due),
        Urgency.NOW if due < facts.day else Urgency.SOON,
        short_name(first, last),
        GoTo("eligibility", client_id),
        client_id=client_id,
        what=what,
    )
