"""Reading first contacts: the pipeline's lines, and one with its steps, as far as one may read."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from iopdesk.domain.client import full_name
from iopdesk.domain.inquiry import (
    WAITING,
    ContactFacts,
    Inquiry,
    InquiryLine,
    InquiryState,
    SafePhone,
    TakenStep,
)
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.inquiry_steps import latest_steps
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.intake_tables import InquiryRow, InquiryStepRow

MOST_ENDED = 500
CONTACT_FIELDS = tuple(field.name for field in fields(ContactFacts))


def inquiry_lines(
    db: Session, reader: SignedIn, waiting: bool | None, client_id: UUID | None = None
) -> tuple[InquiryLine, ...]:
    """Inquiries as far as `reader` may read them, oldest first; `waiting` None asks for all.

    Of those that came to an end the newest MOST_ENDED.
    """
    rows = db.execute(_query(waiting, client_id)).all()
    if waiting is False:
        rows = rows[::-1]
    phones = _first_phones(db, [row.client_id for row in rows])
    return tuple(
        InquiryLine(
            row.id,
            row.client_id,
            row.chart_number,
            full_name(row.first_name, row.middle_name, row.last_name, row.name_to_use),
            row.day,
            InquiryState(row.state),
            row.since,
            row.reason if _may_read(reader, row.decided_by) else "",
            row.next_contact,
            row.track,
            row.referral_source,
            *phones.get(row.client_id, ("", False)),
            bool(row.ever_admitted) and row.state != InquiryState.ADMITTED,
            row.step_id,
        )
        for row in rows
    )


def _query(waiting: bool | None, client_id: UUID | None) -> Select[Any]:
    states = tuple(state.value for state in WAITING)
    only = () if client_id is None else (InquiryStepRow.client_id == client_id,)
    last = latest_steps(*only)
    query = (
        select(
            InquiryRow.id,
            InquiryRow.client_id,
            ClientRow.chart_number,
            ClientRow.first_name,
            ClientRow.middle_name,
            ClientRow.last_name,
            ClientRow.name_to_use,
            ClientRow.ever_admitted,
            InquiryRow.day,
            last.c.state,
            last.c.day.label("since"),
            last.c.reason,
            last.c.decided_by,
            last.c.next_contact,
            InquiryRow.track,
            InquiryRow.referral_source,
            last.c.id.label("step_id"),
        )
        .join(last, last.c.inquiry_id == InquiryRow.id)
        .join(ClientRow, ClientRow.id == InquiryRow.client_id)
        .where(InquiryRow.void == 0)
        .order_by(InquiryRow.day, InquiryRow.op)
    )
    if client_id is not None:
        query = query.where(InquiryRow.client_id == client_id)
    if waiting is not None:
        of_state = last.c.state.in_(states)
        query = query.where(of_state if waiting else ~of_state)
    if waiting is False:
        newest = (InquiryRow.day.desc(), InquiryRow.op.desc())
        query = query.order_by(None).order_by(*newest).limit(MOST_ENDED)
    return query


def _first_phones(db: Session, client_ids: list[UUID]) -> dict[UUID, tuple[str, bool]]:
    rows = db.execute(
        select(PhoneRow.client_id, PhoneRow.number, PhoneRow.may_leave_message)
        .where(PhoneRow.client_id.in_(client_ids), PhoneRow.void == 0)
        .order_by(PhoneRow.may_leave_message, PhoneRow.op.desc())
    )
    # where a message may be left comes last, and so stays
    return {client_id: (number, may) for client_id, number, may in rows}


def inquiry_of(db: Session, reader: SignedIn, line: InquiryLine) -> Inquiry:
    """One inquiry with its past, as far as `reader` may read it."""
    row = db.execute(
        select(
            *(getattr(InquiryRow, name) for name in CONTACT_FIELDS),
            InquiryRow.taken_by,
            StaffRow.name.label("taker"),
        )
        .outerjoin(StaffRow, StaffRow.id == InquiryRow.taken_by)
        .where(InquiryRow.id == line.inquiry_id)
    ).one()
    facts = ContactFacts(**{name: getattr(row, name) for name in CONTACT_FIELDS})
    shows_words = _may_read(reader, row.taken_by)
    if not shows_words:
        facts = replace(facts, wants="", note="")
    return Inquiry(
        line,
        facts,
        taken_by=row.taker or "",
        shows_words=shows_words,
        phones=_phones(db, line.client_id),
        steps=_steps(db, reader, line),
    )


def _phones(db: Session, client_id: UUID) -> tuple[SafePhone, ...]:
    rows = db.execute(
        select(
            PhoneRow.number,
            PhoneRow.kind,
            PhoneRow.may_leave_message,
            PhoneRow.safe_times,
            PhoneRow.say_we_are,
        )
        .where(PhoneRow.client_id == client_id, PhoneRow.void == 0)
        .order_by(PhoneRow.id)
    )
    return tuple(SafePhone(*each) for each in rows)


def _steps(db: Session, reader: SignedIn, line: InquiryLine) -> tuple[TakenStep, ...]:
    rows = db.execute(
        select(
            InquiryStepRow.id,
            InquiryStepRow.day,
            InquiryStepRow.at,
            InquiryStepRow.state,
            InquiryStepRow.reason,
            InquiryStepRow.next_contact,
            InquiryStepRow.decided_by,
            StaffRow.name,
        )
        .outerjoin(StaffRow, StaffRow.id == InquiryStepRow.decided_by)
        .where(InquiryStepRow.inquiry_id == line.inquiry_id, InquiryStepRow.void == 0)
        .order_by(InquiryStepRow.at, InquiryStepRow.op)
    )
    return tuple(
        TakenStep(
            each.id,
            each.day,
            each.at,
            InquiryState(each.state),
            each.reason if _may_read(reader, each.decided_by) else "",
            each.next_contact,
            each.name or "",
        )
        for each in rows
    )


def _may_read(reader: SignedIn, author: UUID | None) -> bool:
    """Free words are for clinical staff, and for whoever wrote them."""
    return reader.may(Right.VIEW_CLINICAL) or author == reader.staff_id
