"""First contacts: taken, listed as a pipeline, moved on step by step."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.inquiry import (
    CLINICAL_WORDS,
    WAITING,
    ContactFacts,
    FirstContact,
    Inquiry,
    InquiryLine,
    InquiryState,
    InquiryStep,
)
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.client_search import index_client
from iopdesk.services.client_writer import add_client, checked
from iopdesk.services.inquiry_records import CONTACT_FIELDS, inquiry_lines, inquiry_of
from iopdesk.services.inquiry_steps import StepWriter, latest_steps, open_inquiries
from iopdesk.services.merge_edit import merge_edit
from iopdesk.services.phone_numbers import tidy_number
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.intake_tables import InquiryRow, InquiryStepRow
from iopdesk.storage.store import Store


class InquiryService:
    """Everyone who may edit clients takes first contacts; decisions come from eligibility."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def first_contact(self, draft: FirstContact, client_id: UUID | None = None) -> UUID:
        """Keep a first contact, of a record that is here or of a thin new one; its client's id.

        InvalidDraft with what is wrong; UserProblem for someone who is in program or on the way.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        today = self._store.clock.today()
        if problems := draft.problems(today):
            raise InvalidDraft(problems)
        client = checked(draft.client(), today)
        with self._store.write("inquiry.open", self._signed_in.staff_id) as db:
            if client_id is None:
                row = add_client(db, client, self._store.new_id)
            else:
                row = client_row(db, client_id)
                _refuse_second(db, row)
                self._add_phone(db, row, draft)
            inquiry = self._row(row.id, draft)
            db.add(inquiry)
            db.flush()
            StepWriter(db, self._store, self._signed_in).add(
                inquiry, InquiryState.INQUIRY, next_contact=draft.next_contact
            )
            return row.id

    def pipeline(self, *, waiting: bool = True) -> tuple[InquiryLine, ...]:
        """Inquiries on their way, the longest waiting first; or the newest that ended."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            lines = inquiry_lines(db, self._signed_in, waiting)
        return lines if waiting else lines[::-1]

    def of_client(self, client_id: UUID) -> Inquiry | None:
        """The newest inquiry of a client with its steps, if there ever was one."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            found = inquiry_lines(db, self._signed_in, None, client_id)
            return inquiry_of(db, self._signed_in, found[-1]) if found else None

    def correct(self, inquiry_id: UUID, *, base: ContactFacts, mine: ContactFacts) -> None:
        """Correct what was noted of a call; EditConflict with both values where two did so.

        Free words that one may not read can't be changed either.
        """
        self._signed_in.require(Right.EDIT_CLIENTS)
        if problems := mine.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("inquiry.correct", self._signed_in.staff_id) as db:
            row = _row_of(db, inquiry_id)
            if row.taken_by != self._signed_in.staff_id and any(
                getattr(base, name) != getattr(mine, name) for name in CLINICAL_WORDS
            ):
                self._signed_in.require(Right.VIEW_CLINICAL)
            merge_edit(db, row, asdict(base), _tidy(mine))

    def take_step(self, inquiry_id: UUID, step: InquiryStep) -> UUID:
        """Move an inquiry on; the step's id. UserProblem where someone else did so meanwhile."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        if problems := step.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("inquiry.step", self._signed_in.staff_id) as db:
            inquiry = _row_of(db, inquiry_id)
            last = latest_steps(InquiryStepRow.inquiry_id == inquiry_id)
            if db.scalar(select(last.c.id)) != step.seen:
                raise UserProblem(
                    "Someone else moved this on meanwhile.",
                    "Look where it stands now. Nothing of yours was saved.",
                )
            row = StepWriter(db, self._store, self._signed_in).add(
                inquiry,
                step.state,
                reason=step.reason.strip(),
                next_contact=step.next_contact if step.state in WAITING else None,
            )
            return row.id

    def _row(self, client_id: UUID, draft: FirstContact) -> InquiryRow:
        facts = ContactFacts(**{name: getattr(draft, name) for name in CONTACT_FIELDS})
        return InquiryRow(
            id=self._store.new_id(),
            client_id=client_id,
            taken_by=self._signed_in.staff_id,
            **_tidy(facts),
        )

    def _add_phone(self, db: Session, client: ClientRow, draft: FirstContact) -> None:
        """A number that is not known yet joins the record; what is known is left alone."""
        number = tidy_number(draft.phone) if draft.phone.strip() else ""
        known = select(PhoneRow.id).where(
            PhoneRow.client_id == client.id, PhoneRow.number == number, PhoneRow.void == 0
        )
        if not number or db.scalar(known) is not None:
            return
        db.add(
            PhoneRow(
                id=self._store.new_id(),
                client_id=client.id,
                number=number,
                may_leave_message=draft.may_leave_message,
                safe_times=draft.safe_times.strip(),
                say_we_are=draft.say_we_are.strip(),
            )
        )
        db.flush()
        index_client(db, client)


def _refuse_second(db: Session, client: ClientRow) -> None:
    if client.in_program:
        raise UserProblem("This client is in program already.", "Open the chart instead.")
    if open_inquiries(db, client.id):
        raise UserProblem(
            "A first contact of this person is on its way already.",
            "Open the chart and go on with it there.",
        )


def _row_of(db: Session, inquiry_id: UUID) -> InquiryRow:
    row = db.get(InquiryRow, inquiry_id)
    if row is None or row.void:
        raise NotFound("This first contact is not in this store.", "Load the list again.")
    return row


def _tidy(facts: ContactFacts) -> dict[str, Any]:
    values = {k: v.strip() if isinstance(v, str) else v for k, v in asdict(facts).items()}
    phone = values["caller_phone"]
    return {**values, "caller_phone": tidy_number(phone) if phone else ""}
