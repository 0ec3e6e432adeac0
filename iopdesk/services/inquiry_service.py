"""First contacts: taken, listed as a pipeline, moved on step by step."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.client import full_name
from iopdesk.domain.inquiry import (
    WAITING,
    FirstContact,
    Inquiry,
    InquiryLine,
    InquiryState,
    InquiryStep,
    SafePhone,
    TakenStep,
)
from iopdesk.domain.problems import InvalidDraft, NotFound, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.client_queries import client_row
from iopdesk.services.client_search import index_client
from iopdesk.services.client_writer import add_client, checked
from iopdesk.services.inquiry_steps import StepWriter, latest_steps, open_inquiries
from iopdesk.services.phone_numbers import tidy_number
from iopdesk.storage.client_tables import ClientRow, PhoneRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.intake_tables import InquiryRow, InquiryStepRow
from iopdesk.storage.store import Store

_OF_INQUIRY = (
    "day",
    "channel",
    "caller",
    "caller_name",
    "referral_source",
    "referred_by",
    "wants",
    "track",
    "note",
)


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
        """Inquiries on their way, the longest waiting first; or those that came to an end."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            lines = _lines(db, waiting)
        return lines if waiting else lines[::-1]

    def of_client(self, client_id: UUID) -> Inquiry | None:
        """The newest inquiry of a client with its steps, if there ever was one."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        with self._store.read() as db:
            found = [line for line in _lines(db, None, client_id)]
            if not found:
                return None
            return _inquiry(db, found[-1])

    def take_step(self, inquiry_id: UUID, step: InquiryStep) -> UUID:
        """Move an inquiry on; the step's id. UserProblem where someone else did so meanwhile."""
        self._signed_in.require(Right.EDIT_CLIENTS)
        if problems := step.problems(self._store.clock.today()):
            raise InvalidDraft(problems)
        with self._store.write("inquiry.step", self._signed_in.staff_id) as db:
            inquiry = db.get(InquiryRow, inquiry_id)
            if inquiry is None or inquiry.void:
                raise NotFound("This first contact is not in this store.", "Load the list again.")
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
        values = {name: getattr(draft, name) for name in _OF_INQUIRY}
        tidied = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
        phone = tidy_number(draft.caller_phone) if draft.caller_phone.strip() else ""
        return InquiryRow(
            id=self._store.new_id(),
            client_id=client_id,
            caller_phone=phone,
            taken_by=self._signed_in.staff_id,
            **tidied,
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


def _lines(
    db: Session, waiting: bool | None, client_id: UUID | None = None
) -> tuple[InquiryLine, ...]:
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
    rows = db.execute(query).all()
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
            row.reason,
            row.next_contact,
            row.track,
            row.referral_source,
            *phones.get(row.client_id, ("", False)),
            bool(row.ever_admitted) and row.state != InquiryState.ADMITTED,
            row.step_id,
        )
        for row in rows
    )


def _first_phones(db: Session, client_ids: list[UUID]) -> dict[UUID, tuple[str, bool]]:
    rows = db.execute(
        select(PhoneRow.client_id, PhoneRow.number, PhoneRow.may_leave_message)
        .where(PhoneRow.client_id.in_(client_ids), PhoneRow.void == 0)
        .order_by(PhoneRow.may_leave_message, PhoneRow.op.desc())
    )
    # where a message may be left comes last, and so stays
    return {client_id: (number, may) for client_id, number, may in rows}


def _inquiry(db: Session, line: InquiryLine) -> Inquiry:
    row = db.execute(
        select(
            InquiryRow.channel,
            InquiryRow.caller,
            InquiryRow.caller_name,
            InquiryRow.caller_phone,
            InquiryRow.referred_by,
            InquiryRow.wants,
            InquiryRow.note,
            StaffRow.name,
        )
        .outerjoin(StaffRow, StaffRow.id == InquiryRow.taken_by)
        .where(InquiryRow.id == line.inquiry_id)
    ).one()
    phones = db.execute(
        select(
            PhoneRow.number,
            PhoneRow.kind,
            PhoneRow.may_leave_message,
            PhoneRow.safe_times,
            PhoneRow.say_we_are,
        )
        .where(PhoneRow.client_id == line.client_id, PhoneRow.void == 0)
        .order_by(PhoneRow.id)
    )
    steps = db.execute(
        select(
            InquiryStepRow.id,
            InquiryStepRow.day,
            InquiryStepRow.at,
            InquiryStepRow.state,
            InquiryStepRow.reason,
            InquiryStepRow.next_contact,
            StaffRow.name,
        )
        .outerjoin(StaffRow, StaffRow.id == InquiryStepRow.decided_by)
        .where(InquiryStepRow.inquiry_id == line.inquiry_id, InquiryStepRow.void == 0)
        .order_by(InquiryStepRow.at, InquiryStepRow.op)
    )
    return Inquiry(
        line,
        *row[:7],
        taken_by=row.name or "",
        phones=tuple(SafePhone(*each) for each in phones),
        steps=tuple(
            TakenStep(
                each.id,
                each.day,
                each.at,
                InquiryState(each.state),
                each.reason,
                each.next_contact,
                each.name or "",
            )
            for each in steps
        ),
    )
