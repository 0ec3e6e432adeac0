"""First contacts whose next contact is due, and what an admission on conditions still waits for."""

from datetime import timedelta

from sqlalchemy import Row, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from iopdesk.domain.carried import CarriedAnswer
from iopdesk.domain.client import short_name
from iopdesk.domain.duty import Duty, DutyKey, DutyKind, GoTo, Urgency
from iopdesk.domain.eligibility import Outcome
from iopdesk.domain.inquiry import WAITING
from iopdesk.services.duty_facts import FIRST_NAME, DutyFacts
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
    last = latest_steps(*facts.of_client(InquiryStepRow.client_id))
    rows = facts.db.execute(
        select(
            InquiryRow.id,
            InquiryRow.client_id,
            FIRST_NAME.label("first"),
            ClientRow.last_name,
            last.c.state,
            last.c.next_contact,
            InquiryRow.taken_by,
        )
        .join(last, last.c.inquiry_id == InquiryRow.id)
        .join(ClientRow, ClientRow.id == InquiryRow.client_id)
        .where(InquiryRow.void == 0, last.c.state.in_(_WAITING), last.c.next_contact <= facts.day)
    )
    return [
        Duty(
            DutyKey(DutyKind.FIRST_CONTACT, row.id, row.next_contact),
            Urgency.NOW if row.next_contact < facts.day else Urgency.SOON,
            short_name(row.first, row.last_name),
            GoTo("client", row.client_id, tab="intake"),
            client_id=row.client_id,
            what=row.state,
        )
        for row in rows
    ]


def condition_duties(facts: DutyFacts) -> list[Duty]:
    """Conditions whose day comes up, and remedies that were to stand by now."""
    return [*_conditions(facts), *_remedies(facts)]


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


def _conditions(facts: DutyFacts) -> list[Duty]:
    row = EligibilityRow
    rows = facts.db.execute(
        select(
            row.id,
            row.client_id,
            row.conditional_until.label("due"),
            FIRST_NAME.label("first"),
            ClientRow.last_name,
        )
        .join(ClientRow, ClientRow.id == row.client_id)
        .where(
            *_in_force(facts),
            row.outcome == Outcome.CONDITIONAL.value,
            row.conditions_met.is_(None),
            row.conditional_until <= facts.day,
        )
    )
    return [_duty(facts, each, "") for each in rows]


def _remedies(facts: DutyFacts) -> list[Duty]:
    test = EligibilityTestRow
    rows = facts.db.execute(
        select(
            test.id,
            EligibilityRow.client_id,
            test.remedy_due.label("due"),
            FIRST_NAME.label("first"),
            ClientRow.last_name,
            test.criterion,
            test.remedy,
        )
        .join(EligibilityRow, EligibilityRow.id == test.eligibility_id)
        .join(ClientRow, ClientRow.id == EligibilityRow.client_id)
        .where(
            *_in_force(facts),
            test.void == 0,
            test.remedy_done.is_(None),
            test.remedy_due <= facts.day,
        )
    )
    return [_duty(facts, each, f"{each.criterion}/{each.remedy}") for each in rows]


def _in_force(facts: DutyFacts) -> tuple:  # type: ignore[type-arg]
    """The newest decision of someone who is in program or on the way."""
    newer = aliased(EligibilityRow)
    last = latest_steps(*facts.of_client(InquiryStepRow.client_id))
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
        *facts.of_client(EligibilityRow.client_id),
    )


def _duty(facts: DutyFacts, row: Row, what: str) -> Duty:  # type: ignore[type-arg]
    return Duty(
        DutyKey(DutyKind.CONDITION, row.id, row.due),
        Urgency.NOW if row.due < facts.day else Urgency.SOON,
        short_name(row.first, row.last_name),
        GoTo("eligibility", row.client_id),
        client_id=row.client_id,
        what=what,
    )
